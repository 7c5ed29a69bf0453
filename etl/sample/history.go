package sample

// reviewsOf holds the reviews of a stay: the first within four weeks, the next within three months,
// then within six, each counted from the one before. Some are late, which starts the clock anew.
func (p *population) reviewsOf(c *child, s *stay) []review {
	var held []review
	end := min(s.to, yearEnd(p.last)+1)
	from, within := s.from, 0
	for {
		due := from + 26 // 20 working days are never less, whatever the bank holidays
		switch within {
		case 0:
		case 1:
			due = from.addMonths(3)
		default:
			due = from.addMonths(6)
		}
		early := p.between(0, int(due-from)/9)
		on := (due - day(early)).weekday()
		late := p.era.latePerReview
		if p.era.strained[0] <= due && due < p.era.strained[1] {
			late *= 3
		}
		if p.chance(late) {
			on = (due + day(p.between(4, 25))).weekday()
		}
		on = max(on, from+1)
		if on >= end {
			return held
		}
		held = append(held, review{on: on, code: p.participation(age(c.born, on))})
		from = on
		within++
	}
}

func (p *population) participation(years int) string {
	if years < 4 {
		return "PN0"
	}
	return p.pick([]weighted{{"PN1", 52}, {"PN2", 5}, {"PN3", 3}, {"PN4", 4}, {"PN5", 10}, {"PN6", 22}, {"PN7", 4}})
}

// missingOf draws the times a child was missing or away: one teenager in four, some many times.
func (p *population) missingOf(c *child, s *stay) []absent {
	end := min(s.to, yearEnd(p.last)+1)
	at := max(s.from, c.born.addYears(11)) + day(p.wait(120))
	if at >= end || !p.chance(0.26) {
		return nil
	}
	var all []absent
	mean := float64(p.between(25, 260))
	for at < end-1 {
		until := min(at+day(p.between(0, 2)+p.wait(0.8)), end-1)
		all = append(all, absent{kind: p.pick([]weighted{{"M", 7}, {"A", 3}}), from: at, to: max(until, at+1)})
		at = max(until, at+1) + day(p.wait(mean))
	}
	return all
}

// allocate gives a child its social workers over a stay: one of the assessment team at first, then
// one of a long-term team until the worker leaves or the case is moved.
func (p *population) allocate(c *child, s *stay, w *workforce, from day) {
	end := min(s.to, yearEnd(p.last)+1)
	at := max(s.from, from)
	if at >= end {
		return
	}
	team := w.longTerm[p.IntN(len(w.longTerm))]
	assessed := s.from + day(p.between(35, 110))
	last := ""
	for at < end {
		current := team
		if at < assessed {
			current = w.assessment
		}
		worker := w.holder(p.dice, current, at, last)
		if worker == nil {
			return
		}
		until := at + day(p.wait(700))
		reason := p.pick([]weighted{{"CHCHAN", 3}, {"MANAGE", 3}, {"ABSENC", 2}, {"OTHERS", 2}})
		if at < assessed && until > assessed {
			until, reason = assessed, "TSPROC"
		}
		if until >= worker.to {
			until, reason = worker.to, "LEFTRL"
		}
		if s.to != never && until >= s.to || until >= end {
			until, reason = s.to, ""
			if s.to != never {
				reason = "TSPROC"
			}
		}
		c.allocated = append(c.allocated, allocation{worker: worker.swe, from: at, to: until, reason: reason})
		at, last = until, worker.swe
	}
}
