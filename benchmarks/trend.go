package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"math"
	"time"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

//go:embed methods/trend.sql
var trendSQL string

const (
	methodTrendShare = "Cochran-Armitage test for a trend over five years at 99.8%, the direction the same without any one of them (OHID, Fingertips recent trends)"
	methodTrendRate  = "weighted regression over five years at 99.8%, the direction the same without any one of them (OHID, Fingertips recent trends)"
)

// trendYears is how many years the test takes.
const trendYears = 5

// trendRow is a row of benchmarks.trend.
type trendRow struct {
	Indicator  string   `json:"indicator"`
	AreaCode   string   `json:"area_code"`
	FirstEnd   *isoDay  `json:"first_end"`
	LastEnd    *isoDay  `json:"last_end"`
	Points     int      `json:"points"`
	Slope      *float64 `json:"slope"`
	ChiSquared *float64 `json:"chi_squared"`
	Trend      string   `json:"trend"`
	Verdict    string   `json:"verdict"`
	Method     string   `json:"method"`
	Reason     string   `json:"reason"`
}

// yearFigure is a figure of a whole year.
type yearFigure struct {
	ownFigure
	edition string
}

// testTrends fills benchmarks.trend: one row per own authority and indicator that has a figure of a year.
func (c *comparer) testTrends(ctx context.Context) error {
	rows, err := c.q.QueryContext(ctx, trendSQL)
	if err != nil {
		return err
	}
	figures, err := scanAll(rows, func(rows *sql.Rows, f *yearFigure) error {
		var id, area, period string
		var end time.Time
		var numbers [5]*float64
		if err := rows.Scan(&id, &area, &period, &end, &f.edition, &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4]); err != nil {
			return err
		}
		f.ownFigure = newOwn(c.facts[id], area, period, end, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
		return nil
	})
	if err != nil {
		return fmt.Errorf("read years: %w", err)
	}
	var trends []trendRow
	for from := 0; from < len(figures); {
		to := from
		for to < len(figures) && figures[to].def == figures[from].def && figures[to].area == figures[from].area {
			to++
		}
		trends = append(trends, trendOf(figures[from:to]))
		from = to
	}
	return addRows(ctx, c.q, "benchmarks.trend", trends)
}

// trendOf tests the figures of one indicator and authority, oldest first, all of them with a value.
func trendOf(figures []yearFigure) trendRow {
	last := figures[len(figures)-1]
	r := trendRow{
		Indicator: last.def.ID, AreaCode: last.area, Trend: string(judge.NotTested), Verdict: string(judge.NotTested), Method: methodNone,
	}
	ruled := figures
	for i, figure := range figures {
		if figure.edition != last.edition {
			ruled = figures[i+1:]
		}
	}
	ruled = ruled[max(0, len(ruled)-trendYears):]
	r.Points = len(ruled)
	first, end := dayOf(ruled[0].end), dayOf(last.end)
	r.FirstEnd, r.LastEnd = &first, &end
	switch {
	case !last.proportion() && !last.rate():
		r.Reason = "only shares and rates are tested"
		return r
	case last.def.Clustered != "":
		r.Reason = last.noInterval()
		return r
	case len(ruled) < trendYears:
		r.Reason = fmt.Sprintf("the test takes %d years with a figure by one rule, there are %d", trendYears, len(ruled))
		if len(ruled) < len(figures) && len(figures) >= trendYears {
			r.Reason += fmt.Sprintf(": %s since %s", last.edition, longDate(ruled[0].end))
		}
		return r
	}
	trend := last.test(ruled)
	r.Trend, r.Verdict = string(trend.Change), string(trend.Verdict(last.polarity))
	r.Method, r.Reason = last.trendMethod(), trend.Reason
	if trend.Change == judge.NotTested {
		return r
	}
	if last.proportion() {
		trend.Slope *= last.factor
	}
	r.Slope, r.ChiSquared = &trend.Slope, &trend.ChiSquared
	r.Reason = last.trendReason(ruled, trend)
	return r
}

func (f *facts) trendMethod() string {
	if f.proportion() {
		return methodTrendShare
	}
	return methodTrendRate
}

func (f *facts) test(figures []yearFigure) judge.Trend {
	if f.proportion() {
		points := make([]judge.Count, len(figures))
		for i, figure := range figures {
			points[i] = judge.Count{Numerator: orNaN(figure.numerator), Denominator: orNaN(figure.denominator)}
		}
		return judge.TrendProportion(points)
	}
	points := make([]judge.RatePoint, len(figures))
	for i, figure := range figures {
		points[i] = judge.RatePoint{Value: *figure.value, Lower: math.NaN(), Upper: math.NaN()}
		if figure.limits != nil {
			points[i].Lower, points[i].Upper = figure.limits.Lower, figure.limits.Upper
		}
	}
	return judge.TrendRate(points)
}

func orNaN(value *float64) float64 {
	if value == nil {
		return math.NaN()
	}
	return *value
}

// trendReason is the sentence of a trend that was tested.
func (f *facts) trendReason(figures []yearFigure, trend judge.Trend) string {
	decimals := f.def.Decimals + 1
	first, last := figures[0], figures[len(figures)-1]
	text := fmt.Sprintf("%s: %s to %s, %s to %s, a slope of %s a point over %d points; chi-squared %s",
		trend.Verdict(f.polarity), longDate(first.end), longDate(last.end),
		indicators.Text(*first.value, decimals), indicators.Text(*last.value, decimals),
		indicators.Text(trend.Slope, decimals), len(figures), indicators.Text(trend.ChiSquared, 2))
	if skipped := last.end.Year() - first.end.Year() + 1 - len(figures); skipped > 0 {
		text += fmt.Sprintf("; years without a figure in between: %d", skipped)
	}
	if trend.Reason != "" {
		text += "; " + trend.Reason
	}
	if trend.Change != judge.NoChange {
		text += "; " + f.good()
	}
	return text
}

// Trend is the test of the own figures of five years. Values are unrounded and nil where nothing was tested.
type Trend struct {
	Indicator  string
	AreaCode   string
	FirstEnd   *time.Time
	LastEnd    *time.Time
	Points     int64
	Slope      *float64 // in the indicator's unit by point
	ChiSquared *float64
	Trend      string // increasing, decreasing, no significant change, not tested
	Verdict    string // getting better, getting worse, or the trend again where neither is better
	Method     string
	Reason     string
}

// Trends reads benchmarks.trend for some indicators (none named: all) and an area (empty: all), in the
// order of the catalogue and area.
func Trends(ctx context.Context, q Querier, ids []string, area string) ([]Trend, error) {
	where, args := narrowed("trend", ids, area)
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, first_end, last_end, points, slope, chi_squared, trend, verdict, method, reason
		from benchmarks.trend
		left join benchmarks.match using (indicator)
		where `+where+`
		order by match.position, indicator, area_code`, args...)
	if err != nil {
		return nil, fmt.Errorf("read trends: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, t *Trend) error {
		return rows.Scan(&t.Indicator, &t.AreaCode, &t.FirstEnd, &t.LastEnd, &t.Points, &t.Slope, &t.ChiSquared, &t.Trend,
			&t.Verdict, &t.Method, &t.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("read trends: %w", err)
	}
	return out, nil
}
