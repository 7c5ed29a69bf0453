package benchmarks

import (
	"fmt"
	"strings"
	"time"
)

// stale says why the comparators of a figure are old; empty when they are not. Only the newest label
// that is held can be: an earlier one answers an earlier figure, and newer ones are at hand.
func (c *comparer) stale(p *pairing) string {
	if !p.newestLabel {
		return ""
	}
	return staleWords(p.years, p.labelEnd, p.nextUpdate, c.opts.AsAt, c.opts.StaleAfter)
}

// staleWords says in what a comparator whose newest label ends on end is old at a day: its period ended
// more than so many months (0: DefaultStaleAfter) before, or its publisher said that a newer release was
// to come out by then. nextUpdate is a day or a month as data dictionaries write them; other words, such
// as TBC, say nothing. Without a day nothing is old.
func staleWords(years string, end time.Time, nextUpdate string, asAt time.Time, months int) string {
	if asAt.IsZero() {
		return ""
	}
	if months == 0 {
		months = DefaultStaleAfter
	}
	var words []string
	if monthsAfter(end, months).Before(asAt) {
		words = append(words, fmt.Sprintf("published for %s, %d months old", years, monthsBetween(end, asAt)))
	}
	if due, text, ok := parseDue(nextUpdate); ok && !due.After(asAt) {
		words = append(words, "a newer release was due "+text)
	}
	return strings.Join(words, "; ")
}

// parseDue reads the day by which a release has to be out for none to be due, and when it was to come out.
// A month, which may be written as its first day, is over on its last.
func parseDue(text string) (due time.Time, words string, ok bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.DateOnly, "2 January 2006", "2 Jan 2006", "02/01/2006"} {
		if read, err := time.Parse(layout, text); err == nil {
			if read.Day() == 1 {
				return lastOfMonth(read), "in " + read.Format("January 2006"), true
			}
			return read.AddDate(0, 0, 1), "on " + longDate(read), true
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006", "2006-01"} {
		if read, err := time.Parse(layout, text); err == nil {
			return lastOfMonth(read), "in " + read.Format("January 2006"), true
		}
	}
	return time.Time{}, "", false
}

func lastOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// monthsAfter is the same day so many months on; the last day of a month leads to the last day of one.
func monthsAfter(t time.Time, months int) time.Time {
	last := time.Date(t.Year(), t.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
	if t.Equal(lastOfMonth(t)) || t.Day() > last.Day() {
		return last
	}
	return time.Date(last.Year(), last.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// monthsBetween is the number of whole months from one day to a later one.
func monthsBetween(from, to time.Time) int {
	months := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if monthsAfter(from, months).After(to) {
		months--
	}
	return months
}
