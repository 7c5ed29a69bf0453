package benchmarks

import (
	"testing"
	"time"

	"sightline/indicators"
)

func TestStaleWords(t *testing.T) {
	date := func(text string) time.Time {
		parsed, err := time.Parse(time.DateOnly, text)
		must(t, err)
		return parsed
	}
	for _, c := range []struct {
		end, next, asAt string
		months          int
		want            string
	}{
		{"2024-03-31", "", "2026-10-31", 0, "published for 2024, 31 months old"},
		{"2024-03-31", "", "2026-03-31", 0, ""}, // 24 months to the day are not more than 24
		{"2024-03-31", "", "2026-04-01", 0, "published for 2024, 24 months old"},
		{"2024-02-29", "", "2026-02-28", 0, ""}, // the last of a month to the last of a month
		{"2024-03-31", "", "2025-04-30", 12, "published for 2024, 13 months old"},
		{"2024-03-31", "2025-11-01", "2025-11-29", 0, ""}, // the month is not over
		{"2024-03-31", "2025-11-01", "2025-11-30", 0, "a newer release was due in November 2025"},
		{"2024-03-31", "November 2025", "2026-02-28", 0, "a newer release was due in November 2025"},
		{"2024-03-31", "Nov 2025", "2025-10-31", 0, ""},
		{"2024-03-31", "2025-11-20", "2025-11-20", 0, ""},
		{"2024-03-31", "2025-11-20", "2025-11-21", 0, "a newer release was due on 20 November 2025"},
		{"2024-03-31", "TBC", "2025-11-21", 0, ""},
		{"2024-03-31", "Discontinued", "2025-11-21", 0, ""},
		{"2024-03-31", "November 2025", "2026-12-31", 0, "published for 2024, 33 months old; a newer release was due in November 2025"},
	} {
		if got := staleWords("2024", date(c.end), c.next, date(c.asAt), c.months); got != c.want {
			t.Errorf("%s, next %q, at %s: %q, want %q", c.end, c.next, c.asAt, got, c.want)
		}
	}
	if got := staleWords("2024", date("2024-03-31"), "November 2025", time.Time{}, 0); got != "" {
		t.Errorf("without a day: %q", got)
	}
}

// An old label that a newer one has followed answers an old figure and is not stale.
func TestOnlyTheNewestComparatorIsStale(t *testing.T) {
	w := newWorld(t, shareOf("part", indicators.Low))
	w.areas("901 Ayton*")
	w.describe("PART", "Low", "2025-11-01")
	for _, years := range []string{"2021", "2024"} {
		w.publish("PART", years, "970 30")
		w.figure("part", "901", "year", years+"-03-31", 30, 100)
	}
	w.figure("part", "901", "rolling12", "2026-10-31", 30, 100)
	w.compare(Options{AsAt: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)})
	const old = "published for 2024, 31 months old; a newer release was due in November 2025"
	for _, c := range []struct{ period, end, want string }{
		{"year", "2021-03-31", ""}, {"year", "2024-03-31", old}, {"rolling12", "2026-10-31", old},
	} {
		if got := w.comparison("part", "901", c.period, c.end).Stale; got != c.want {
			t.Errorf("%s to %s: %q", c.period, c.end, got)
		}
	}
}
