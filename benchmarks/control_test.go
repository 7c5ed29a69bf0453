package benchmarks

import (
	"database/sql"
	"math"
	"strings"
	"testing"
	"time"

	"sightline/benchmarks/process"
	"sightline/indicators"
)

// monthEnd is the last day of the month that lies so many months after January 2023.
func monthEnd(months int) time.Time {
	return time.Date(2023, time.Month(months+2), 0, 0, 0, 0, 0, time.UTC)
}

// figure is one own figure of a series.
type figure struct{ value, numerator, denominator float64 }

// controlWorld holds one authority; figures are put in by the test.
func controlWorld(t *testing.T) *sql.DB {
	t.Helper()
	db := memory(t)
	must(t, ApplySchema(t.Context(), db))
	must(t, indicators.ApplySchema(t.Context(), db))
	_, err := db.ExecContext(t.Context(), `
		insert into core.area (area_code, area_name, area_level, own) values ('901', 'Ayton', 'authority', true), ('902', 'Beeford', 'authority', false)`)
	must(t, err)
	return db
}

// putSeries puts in figures of months, quarters or month ends from January 2023 on, under one edition.
func putSeries(t *testing.T, db *sql.DB, id, period, edition string, first int, figures ...figure) {
	t.Helper()
	step := map[string]int{"quarter": 3}[period]
	for i, one := range figures {
		end := monthEnd(first + i*max(step, 1) + max(step-1, 0))
		_, err := db.ExecContext(t.Context(), `
			insert into indicators.value
				(indicator, edition, area_code, period, period_start, period_end, breakdown, "group", numerator, denominator, value, unit, symbol)
			values (?, ?, '901', ?, ?::date, ?::date, 'none', '', try_cast(?::double as decimal(38, 9)), ?::double, ?::double, '', '')`,
			id, edition, period, end, end, one.numerator, one.denominator, one.value)
		must(t, err)
	}
}

// counts are figures that are their own numerators.
func counts(values ...float64) (out []figure) {
	for _, value := range values {
		out = append(out, figure{value: value, numerator: value})
	}
	return out
}

// turns repeats values until there are so many.
func turns(n int, values ...float64) (out []float64) {
	for i := range n {
		out = append(out, values[i%len(values)])
	}
	return out
}

func controlled(t *testing.T, db *sql.DB, opts Options, definitions ...*indicators.Definition) ([]Process, []ProcessPoint) {
	t.Helper()
	must(t, Control(t.Context(), db, &indicators.Catalogue{Definitions: definitions}, opts))
	charts, err := Processes(t.Context(), db, nil, "", "")
	must(t, err)
	points, err := ProcessPoints(t.Context(), db, nil, "", "")
	must(t, err)
	return charts, points
}

func near(got *float64, want float64) bool { return got != nil && math.Abs(*got-want) < 1e-9 }

func starts() *indicators.Definition {
	return &indicators.Definition{ID: "starts", Statistic: indicators.Count, Window: indicators.Flow, Polarity: indicators.Polarity{Direction: indicators.Low}}
}

// Twelve months of 10 and 14 in turn and one of 31: the mean is 175/13, the ranges are eleven of 4 and one of
// 17, which is more than 3.267 times their mean of 61/12 and left out, so that the limits are 2.66 times 4 away.
func TestMonthsAreChartedByXmR(t *testing.T) {
	db := controlWorld(t)
	putSeries(t, db, "starts", "month", "R", 0, counts(append(turns(12, 10, 14), 31)...)...)
	putSeries(t, db, "starts", "rolling12", "R", 0, counts(turns(13, 100, 140)...)...)
	charts, points := controlled(t, db, Options{AsAt: monthEnd(12)}, starts())
	if len(charts) != 1 || len(points) != 13 {
		t.Fatalf("%d charts and %d points", len(charts), len(points))
	}
	got := charts[0]
	const centre, reach = 175.0 / 13, 2.66 * 4
	if !near(got.Centre, centre) || !near(got.Lower, centre-reach) || !near(got.Upper, centre+reach) ||
		!near(got.Lower2, centre-2*reach/3) || !near(got.Upper2, centre+2*reach/3) {
		t.Errorf("limits: %+v", got)
	}
	if got.Period != "month" || got.Stretch != 1 || got.Points != 13 || !got.Firm || got.Variation != string(process.Concern) ||
		!got.FirstEnd.Equal(monthEnd(0)) || !got.LastEnd.Equal(monthEnd(12)) || got.RebaseReason != "" {
		t.Errorf("the chart is %+v", got)
	}
	if chance, ok := process.FalseSignal(13, process.Options{}); !ok || !near(got.FalseSignal, chance) {
		t.Errorf("chance of a false signal %v, want %v", got.FalseSignal, chance)
	}
	if last := points[12]; last.Signal != string(process.OutsideLimits) || last.Value != 31 || !last.PeriodEnd.Equal(monthEnd(12)) {
		t.Errorf("the last point is %+v", last)
	}
	for _, words := range []string{"1 of 13 points are signals", "the last point: outside limits", "moving ranges left out of the limits as too large: 1", "no target: the target of a count is of a year"} {
		if !strings.Contains(got.Reason, words) {
			t.Errorf("the reason %q does not say %q", got.Reason, words)
		}
	}
}

func TestOnlyAReasonedRebaseBeginsNewLimits(t *testing.T) {
	db := controlWorld(t)
	putSeries(t, db, "starts", "month", "R", 0, counts(append(turns(12, 10, 12), turns(9, 20, 22)...)...)...)
	if charts, _ := controlled(t, db, Options{}, starts()); len(charts) != 1 {
		t.Errorf("a shift began %d stretches by itself", len(charts))
	}
	from := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	rebase := Rebase{Indicator: "starts", From: from, Reason: "a new front door"}
	other := Rebase{Indicator: "starts", Area: "902", From: from.AddDate(0, 1, 0), Reason: "elsewhere"}
	charts, points := controlled(t, db, Options{Rebases: []Rebase{rebase, other}}, starts())
	if len(charts) != 2 || len(points) != 21 {
		t.Fatalf("%d stretches and %d points", len(charts), len(points))
	}
	first, second := charts[0], charts[1]
	if first.Points != 12 || !near(first.Centre, 11) || first.RebaseReason != "" || first.Firm ||
		second.Points != 9 || second.Stretch != 2 || !near(second.Centre, 188.0/9) || second.RebaseReason != "a new front door" || second.Variation != string(process.CommonVariation) {
		t.Errorf("before %+v, after %+v", first, second)
	}
	if !strings.Contains(second.Reason, "trial limits, firm from 13 points on") || strings.Contains(first.Reason, "the last point") {
		t.Errorf("reasons %q and %q", first.Reason, second.Reason)
	}
	// What suffices over all may be too little since the rebase.
	db = controlWorld(t)
	putSeries(t, db, "starts", "month", "R", 0, counts(append(turns(12, 10, 12), turns(9, 1, 2)...)...)...)
	charts, _ = controlled(t, db, Options{Rebases: []Rebase{rebase}}, starts())
	if len(charts) != 2 || charts[0].Variation != variationRefused || !strings.Contains(charts[0].Reason, "small counts: from 2024-01-31 to 2024-09-30, an average of 1.4 events") {
		t.Errorf("small since the rebase: %+v", charts)
	}
}

func TestSmallNumbersGoByQuarterOrNotAtAll(t *testing.T) {
	db := controlWorld(t)
	rare := starts()
	putSeries(t, db, "starts", "month", "R", 0, counts(turns(36, 1, 2, 2)...)...)
	putSeries(t, db, "starts", "quarter", "R", 0, counts(turns(12, 5, 4, 6)...)...)
	charts, points := controlled(t, db, Options{}, rare)
	if len(charts) != 2 || charts[0].Period != "month" || charts[0].Variation != variationRefused || charts[0].Stretch != 0 || charts[0].Points != 36 || charts[0].Centre != nil ||
		!strings.Contains(charts[0].Reason, "an average of 1.7 events a period") {
		t.Errorf("months: %+v", charts)
	}
	if charts[1].Period != "quarter" || charts[1].Variation != string(process.CommonVariation) || !near(charts[1].Centre, 5) || len(points) != 12 {
		t.Errorf("quarters: %+v", charts[1])
	}
	if only, err := Processes(t.Context(), db, nil, "901", "quarter"); err != nil || len(only) != 1 {
		t.Errorf("asked for quarters: %+v, %v", only, err)
	}
	_, err := db.ExecContext(t.Context(), "update indicators.value set value = 2, numerator = 2 where period = 'quarter'")
	must(t, err)
	charts, points = controlled(t, db, Options{}, rare)
	if len(charts) != 2 || charts[1].Variation != variationRefused || len(points) != 0 {
		t.Errorf("small by quarter, too: %+v", charts)
	}
	// 20 cases a month of which 95%: n·p(1 − p) is 0.95.
	share := &indicators.Definition{ID: "share", Statistic: indicators.Ratio, Unit: indicators.Percent, Window: indicators.Flow}
	putSeries(t, db, "share", "month", "R", 0, repeated(24, figure{95, 19, 20})...)
	days := &indicators.Definition{ID: "days", Statistic: indicators.Median, Unit: "working days", Window: indicators.Flow}
	putSeries(t, db, "days", "month", "R", 0, repeated(24, figure{40, 0, 2})...)
	money := &indicators.Definition{ID: "money", Statistic: indicators.Count, Unit: "£", Window: indicators.Flow}
	putSeries(t, db, "money", "month", "R", 0, counts(turns(24, 1.5, -2.5)...)...)
	huge := &indicators.Definition{ID: "huge", Statistic: indicators.Count, Unit: "£", Window: indicators.Flow}
	putSeries(t, db, "huge", "month", "R", 0, counts(turns(24, 1.7e308, -1.7e308)...)...)
	charts, _ = controlled(t, db, Options{}, share, days, huge, money)
	for id, want := range map[string]string{
		"share": "near its ceiling", "days": "small numbers behind an average: an average of 2.0", "huge": "not numbers: chart: the figures are too large",
	} {
		if row := chartOf(charts, id); row == nil || row.Variation != variationRefused || !strings.Contains(row.Reason, want) {
			t.Errorf("%s: %+v", id, row)
		}
	}
	if row := chartOf(charts, "money"); row == nil || row.Variation != string(process.CommonVariation) || !near(row.Centre, -0.5) {
		t.Errorf("money is no count: %+v", row)
	}
}

func repeated(n int, one figure) (out []figure) {
	for range n {
		out = append(out, one)
	}
	return out
}

func chartOf(charts []Process, id string) *Process {
	for i := range charts {
		if charts[i].Indicator == id {
			return &charts[i]
		}
	}
	return nil
}

// A straight line of month ends: 1 to 8 correlate with themselves a month on at 0.625.
func TestAStockIsRefusedAndItsFlowsAreNamed(t *testing.T) {
	db := controlWorld(t)
	stock := &indicators.Definition{ID: "open", Statistic: indicators.Count, Window: indicators.Snapshot, Flows: []string{"starts", "ends"}}
	putSeries(t, db, "open", "snapshot", "R", 0, counts(101, 102, 103, 104, 105, 106, 107, 108)...)
	charts, points := controlled(t, db, Options{}, stock, starts())
	if len(charts) != 2 || len(points) != 0 {
		t.Fatalf("%d rows, %d points", len(charts), len(points))
	}
	got := charts[0]
	if got.Indicator != "open" {
		got = charts[1]
	}
	if got.Period != "month" || got.Variation != variationRefused || got.Instead != "starts; ends" || got.Points != 8 ||
		!strings.Contains(got.Reason, "correlate at 0.62") && !strings.Contains(got.Reason, "correlate at 0.63") {
		t.Errorf("the stock: %+v", got)
	}
	if none := chartOf(charts, "starts"); none == nil || none.Points != 0 || none.Reason != "too few points: there are no figures" {
		t.Errorf("without figures: %+v", none)
	}
}

func TestASeriesIsOfOneRuleAndThreeYears(t *testing.T) {
	db := controlWorld(t)
	putSeries(t, db, "starts", "month", "old", 0, counts(turns(30, 100, 120)...)...)
	putSeries(t, db, "starts", "month", "new", 30, counts(turns(10, 10, 12)...)...)
	charts, _ := controlled(t, db, Options{AsAt: monthEnd(60)}, starts())
	if len(charts) != 1 || charts[0].Points != 10 || !near(charts[0].Centre, 11) || !charts[0].FirstEnd.Equal(monthEnd(30)) ||
		!strings.Contains(charts[0].Reason, "figures to 2025-06-30 are by another edition of the rule and are not charted") ||
		!strings.Contains(charts[0].Reason, "the figures end on 2026-04-30, which is not now") {
		t.Errorf("after a change of rule: %+v", charts)
	}
	db = controlWorld(t)
	putSeries(t, db, "starts", "month", "R", 0, counts(append(turns(20, 100, 120), turns(36, 10, 12)...)...)...)
	charts, points := controlled(t, db, Options{}, starts())
	if len(charts) != 1 || charts[0].Points != 36 || !near(charts[0].Centre, 11) || len(points) != 36 || !strings.Contains(charts[0].Reason, "the latest 36 of 56 figures") {
		t.Errorf("of 56 months: %+v", charts)
	}
}

// In turn 48 and 52 of 100: the limits are 2.66 times 4 about 50.
func TestTheTargetIsTheOneInForceAtTheLastPoint(t *testing.T) {
	db := controlWorld(t)
	share := &indicators.Definition{
		ID: "share", Statistic: indicators.Ratio, Unit: indicators.Percent, Window: indicators.Flow, Polarity: indicators.Polarity{Direction: indicators.High},
	}
	var figures []figure
	for _, value := range turns(24, 48, 52) {
		figures = append(figures, figure{value, value, 100})
	}
	putSeries(t, db, "share", "month", "R", 0, figures...)
	for _, c := range []struct {
		target    string
		assurance process.Assurance
	}{{"39", process.WillMeet}, {"40", process.MayMeet}, {"60", process.MayMeet}, {"61", process.WillNotMeet}} {
		_, err := db.ExecContext(t.Context(), "delete from core.target")
		must(t, err)
		_, err = db.ExecContext(t.Context(), `
			insert into core.target (area_code, indicator, value, valid_from, valid_to) values
				('901', 'share', 1, date '2022-04-01', date '2024-12-30'), ('901', 'share', ?::decimal(18, 6), date '2024-12-31', null),
				('902', 'share', 2, date '2022-04-01', null)`, c.target)
		must(t, err)
		charts, _ := controlled(t, db, Options{}, share)
		if len(charts) != 1 || charts[0].Assurance != string(c.assurance) || charts[0].Target == nil {
			t.Errorf("a target of %s: %+v", c.target, charts)
		}
	}
	_, err := db.ExecContext(t.Context(), "update core.target set valid_from = date '2025-01-01' where value > 50")
	must(t, err)
	if charts, _ := controlled(t, db, Options{}, share); charts[0].Target != nil || charts[0].Assurance != string(process.NoTarget) || !strings.Contains(charts[0].Reason, "no target is set for 2024-12-31") {
		t.Errorf("before the target: %+v", charts)
	}
	share.Window = indicators.Spanning
	if charts, _ := controlled(t, db, Options{}, share); !strings.Contains(charts[0].Reason, "no target: theirs is of a year, and a shorter period's figure is another thing") {
		t.Errorf("of a period: %+v", charts)
	}
}

func TestWhatIsNotChartedHasAReason(t *testing.T) {
	for _, period := range []string{"ytd", "rolling12", "snapshot", "year", "fortnight"} {
		if Unchartable(period) == "" {
			t.Errorf("%s is charted", period)
		}
	}
	for _, period := range []string{"month", "quarter"} {
		if reason := Unchartable(period); reason != "" {
			t.Errorf("%s: %s", period, reason)
		}
	}
}
