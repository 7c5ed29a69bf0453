package benchmarks

import (
	"strconv"
	"strings"
	"testing"

	"sightline/indicators"
)

// Cochran-Armitage of 10, 20, 30, 40 and 50 of 200: N(N Σtx - X Σtn)² / (X(N - X)(N Σt²n - (Σtn)²)) is
// 1000·(1000·550 - 150·3000)²/(150·850·(1000·11000 - 3000²)) = 39.2157, and the slope 5 points a year.
func TestTrendsAreOfTheLastFiveYearsByOneRule(t *testing.T) {
	count := shareOf("number", indicators.Neutral)
	count.Statistic, count.Unit = indicators.Count, "children"
	stock := shareOf("stock", indicators.Neutral)
	clustered := shareOf("clustered", indicators.Low)
	clustered.Clustered = "days of one worker come together"
	w := newWorld(t, clustered, shareOf("rising", indicators.Low), shareOf("flat", indicators.Low), shareOf("short", indicators.Low), rateOf("rate", indicators.High), count, stock)
	w.areas("901 Ayton*")
	for i, x := range []float64{100, 0, 10, 20, 30, 40, 50} { // the first two are not of the last five
		end := strconv.Itoa(2019+i) + "-03-31"
		w.figure("rising", "901", "year", end, x, 200)
		w.figure("flat", "901", "year", end, 50+float64(i%2), 200)
		w.figure("rate", "901", "year", end, 200+10*float64(i), 10000)
		w.figure("number", "901", "year", end, 20, 0)
		w.figure("clustered", "901", "year", end, x, 200)
		w.figure("stock", "901", "snapshot", end, 20, 100)
		w.figure("stock", "901", "snapshot", strconv.Itoa(2019+i)+"-06-30", 90, 100)
		edition := "old"
		if i > 3 {
			edition = "new"
		}
		w.edition("short", edition, "901", "year", end, 20, 100)
	}
	w.compare(Options{})
	trends, err := Trends(t.Context(), w.db, nil, "901")
	must(t, err)
	got := map[string]Trend{}
	for _, trend := range trends {
		got[trend.Indicator] = trend
	}
	rising := got["rising"]
	if rising.Trend != "increasing" || rising.Verdict != "getting worse" || rising.Points != 5 || !nearly(rising.ChiSquared, 39.21568627450981) || !nearly(rising.Slope, 5) ||
		rising.FirstEnd.Year() != 2021 || rising.LastEnd.Year() != 2025 {
		t.Errorf("rising: %+v", rising)
	}
	if want := "getting worse: 31 March 2021 to 31 March 2025, 5.00 to 25.00, a slope of 5.00 a point over 5 points; chi-squared 39.22; low is good"; rising.Reason != want {
		t.Errorf("rising: %s", rising.Reason)
	}
	for id, want := range map[string]string{"flat": "no significant change", "rate": "no significant change", "stock": "no significant change", "number": "not tested", "clustered": "not tested", "short": "not tested"} {
		if got[id].Trend != want || got[id].Verdict != want || (want == "not tested") != (got[id].ChiSquared == nil) {
			t.Errorf("%s: %+v", id, got[id])
		}
	}
	if got["short"].Points != 3 || !strings.Contains(got["short"].Reason, "there are 3: new since 31 March 2023") {
		t.Errorf("a rule of three years: %+v", got["short"])
	}
	if stock := got["stock"]; stock.FirstEnd.Year() != 2021 || !nearly(stock.Slope, 0) {
		t.Errorf("a stock at the ends of years: %+v", stock)
	}
	const alike = "no confidence interval for this statistic: days of one worker come together"
	if past := w.judgement("clustered", "901", "year", "2025-03-31", "past", ""); got["clustered"].Reason != alike || past.Reason != alike {
		t.Errorf("clustered: %+v, %+v", got["clustered"], past)
	}
	if got["number"].Reason != "only shares and rates are tested" {
		t.Errorf("a count: %+v", got["number"])
	}
}
