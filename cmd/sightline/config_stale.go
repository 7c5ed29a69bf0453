package main

// mostStaleDays is the greatest limit on the age of an extract: ten years.
const mostStaleDays = 3650

// validateStale refuses a limit on the age of extracts that is none.
func (q qualityConfig) validateStale(path string, fault faultFunc) {
	if days := q.StaleAfterDays; days != nil && (*days < 1 || *days > mostStaleDays) {
		fault(path+".stale_after_days", "quality.stale_after_days: want 1 to %d: how many days before the day asked for the newest record may lie", mostStaleDays)
	}
}

// staleAfter are the limits on the age of extracts in days by kind, "" for those that are not named. Of several
// entries of one kind the most patient counts: the kind is as new as its newest record.
func (c *config) staleAfter() map[string]int {
	out := map[string]int{}
	if days := c.Quality.StaleAfterDays; days != nil {
		out[""] = *days
	}
	for _, one := range c.Extracts {
		if days := one.Quality.StaleAfterDays; days != nil {
			out[one.Kind] = max(out[one.Kind], *days)
		}
	}
	return out
}
