package dashboards

import (
	"time"

	"sightline/indicators"
)

// inPublic tells whether a figure is one that the public edition carries: whole figures at the ends of quarters, for
// the year of the indicator, and for the twelve months to the end of a quarter. Months, quarters, years to date and
// breakdowns are for the internal edition: each window more is one more that another can be taken from.
func inPublic(def *indicators.Definition, f Figure) bool {
	if f.Breakdown != string(indicators.None) {
		return false
	}
	switch f.Period {
	case periodYear:
		return true
	case periodRolling:
		return isQuarterEnd(f.End)
	case periodSnapshot:
		return isQuarterEnd(f.End) || def.IsYearEnd(f.End)
	default:
		return false
	}
}

// isQuarterEnd tells whether a day is the last of March, June, September or December.
func isQuarterEnd(day time.Time) bool {
	return int(day.Month())%3 == 0 && day.AddDate(0, 0, 1).Day() == 1
}
