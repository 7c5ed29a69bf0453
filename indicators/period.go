package indicators

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// PeriodKind is the kind of period a figure covers, as the period column of published figures.
type PeriodKind string

// The kinds of period.
const (
	Month     PeriodKind = "month"
	Quarter   PeriodKind = "quarter"
	Year      PeriodKind = "year"
	YTD       PeriodKind = "ytd" // from the start of the indicator's year
	Rolling12 PeriodKind = "rolling12"
	AtDay     PeriodKind = "snapshot"
)

var windowKinds = []PeriodKind{Month, Quarter, Year, YTD, Rolling12}

// ParsePeriodKind reads a kind that flow and period windows have.
func ParsePeriodKind(text string) (PeriodKind, error) {
	if kind := PeriodKind(text); slices.Contains(windowKinds, kind) {
		return kind, nil
	}
	words := make([]string, len(windowKinds))
	for i, kind := range windowKinds {
		words[i] = string(kind)
	}
	return "", fmt.Errorf("unknown period %q: want one of %s", text, strings.Join(words, ", "))
}

// Span is a period with its first and last day, both included.
type Span struct {
	Kind  PeriodKind
	Start time.Time
	End   time.Time
}

// yearEnd is the month and day that the indicator's year ends on.
func (d *Definition) yearEnd() (time.Month, int) {
	day, err := time.Parse("01-02", d.YearEnd)
	if err != nil {
		return time.March, 31 // the header was validated; this keeps the zero definition usable
	}
	return day.Month(), day.Day()
}

// IsYearEnd tells whether the indicator's year ends on day.
func (d *Definition) IsYearEnd(day time.Time) bool {
	month, number := d.yearEnd()
	return day.Month() == month && day.Day() == number
}

// spanStart is the first day of the period of that kind that ends on end.
func (d *Definition) spanStart(kind PeriodKind, end time.Time) time.Time {
	switch kind {
	case Month:
		return dayAfterMonths(end, 1)
	case Quarter:
		return dayAfterMonths(end, 3)
	case Year, Rolling12:
		return dayAfterMonths(end, 12)
	case YTD:
		month, number := d.yearEnd()
		start := time.Date(end.Year(), month, number, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 1)
		if start.After(end) {
			start = time.Date(end.Year()-1, month, number, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 1)
		}
		return start
	default:
		return end
	}
}

// dayAfterMonths is the first of so many months that end on a day: the day after the one that many months
// before it, and after the last of its month for the last day of a month.
func dayAfterMonths(end time.Time, months int) time.Time {
	if IsMonthEnd(end) {
		return addMonths(end.AddDate(0, 0, 1), -months)
	}
	return addMonths(end, -months).AddDate(0, 0, 1)
}

// Ending is the span of the given kind that ends on day; an empty kind takes the indicator's year
// when day ends it and the year so far when it does not. A snapshot is the day itself.
func (d *Definition) Ending(day time.Time, kind PeriodKind) (Span, error) {
	if d.Window == Snapshot {
		return Span{Kind: AtDay, Start: day, End: day}, nil
	}
	if kind == "" {
		kind = YTD
		if d.IsYearEnd(day) {
			kind = Year
		}
	}
	if kind == Year && !d.IsYearEnd(day) {
		month, number := d.yearEnd()
		return Span{}, fmt.Errorf("%s: no year ends on %s: its year ends on %d %s; ask for rolling12 to have the twelve months to that day",
			d.ID, day.Format(time.DateOnly), number, month)
	}
	return Span{Kind: kind, Start: d.spanStart(kind, day), End: day}, nil
}

// spans lists every period of the indicator that lies wholly within from and to. A snapshot is
// taken at each month end and at to.
func (d *Definition) spans(from, to time.Time) []Span {
	var out []Span
	for end := monthEnd(from); !end.After(to); end = monthEnd(end.AddDate(0, 0, 1)) {
		if d.Window == Snapshot {
			out = append(out, Span{Kind: AtDay, Start: end, End: end})
			continue
		}
		for _, kind := range windowKinds {
			if kind == Year && !d.IsYearEnd(end) || kind == Quarter && !d.isQuarterEnd(end) {
				continue
			}
			if start := d.spanStart(kind, end); !start.Before(from) {
				out = append(out, Span{Kind: kind, Start: start, End: end})
			}
		}
	}
	if d.Window == Snapshot && !to.Equal(monthEnd(to)) && !to.Before(from) {
		out = append(out, Span{Kind: AtDay, Start: to, End: to})
	}
	return out
}

// SpansEnding lists the periods of every kind that end on day and may do so.
func (d *Definition) SpansEnding(day time.Time) []Span {
	if d.Window == Snapshot {
		return []Span{{Kind: AtDay, Start: day, End: day}}
	}
	var out []Span
	for _, kind := range windowKinds {
		if span, err := d.Ending(day, kind); err == nil {
			out = append(out, span)
		}
	}
	return out
}

// IsMonthEnd tells whether day is the last of its month.
func IsMonthEnd(day time.Time) bool { return day.Equal(monthEnd(day)) }

func (d *Definition) isQuarterEnd(end time.Time) bool {
	month, _ := d.yearEnd()
	return (int(end.Month())-int(month)+12)%3 == 0
}

func monthEnd(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// addMonths keeps the day number and clamps it to the month's last day.
func addMonths(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := monthEnd(first)
	return first.AddDate(0, 0, min(day.Day(), last.Day())-1)
}
