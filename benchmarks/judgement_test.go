package benchmarks

import (
	"strings"
	"testing"

	"sightline/indicators"
)

// judged is a world of one share: ours is 30 of 100, of the three neighbours that have a figure the mean is
// 35 and the median 40, the region has 25 and England 46. 905 is suppressed and 906 not in the file.
func judged(t *testing.T, direction indicators.Direction) *world {
	t.Helper()
	w := newWorld(t, shareOf("part", direction))
	w.areas("901 Ayton*", "902 Beeford", "903 Ceeham", "904 Deeton", "905 Eeford", "906 Effham")
	w.model("dfe-2025", "901", "North", "902", "903", "904", "905", "906")
	w.publish("PART", "2025", "901 30", "902 20", "903 40", "904 45", "905 c", "980 25", "970 46")
	w.publish("ees:part_n", "2025", "902 10", "903 80", "904 45", "980 50", "970 4600")
	w.publish("ees:part_d", "2025", "902 50", "903 200", "904 100", "980 200", "970 10000")
	w.figure("part", "901", "year", "2025-03-31", 30, 100)
	w.figure("part", "901", "year", "2024-03-31", 45, 100)
	return w
}

// The numbers are worked out by hand from the formulas of Wilson, Newcombe and MOVER.
func TestEachComparatorIsJudgedByItsRule(t *testing.T) {
	w := judged(t, indicators.Low)
	w.compare(Options{Model: "dfe-2025", Groups: []Group{{Name: "Chosen", Members: []string{"901", "902", "903"}, Reason: "of a size"}}})
	for _, c := range []struct {
		against, name, verdict, strength string
		value                            float64
		difference                       []float64 // and its limits
	}{
		{"neighbours", "dfe-2025", Similar, "", 35, []float64{-5, -15.02333640209876, 5.720425928969151}},
		{"median", "dfe-2025", Better, "95%", 40, nil},
		{"region", "North", Similar, "", 25, []float64{5, -5.348454255171072, 16.046703444183244}},
		{"england", "England", Better, "99.8%", 46, []float64{-16, -24.163929282151752, -6.365671027864231}},
		{"group", "Chosen", Similar, "", 30, []float64{0, -10.960990615333793, 11.033060543619216}},
		{"past", "2024-03-31", Better, "95%", 45, []float64{-15, -27.68308539196249, -1.5852195068122708}},
	} {
		j := w.judgement("part", "901", "year", "2025-03-31", c.against, c.name)
		if j.Verdict != c.verdict || j.Strength != c.strength || !nearly(j.Value, c.value) || !nearly(j.OwnValue, 30) {
			t.Errorf("against %s: %+v", c.against, j)
		}
		if !nearly(j.Lower, 21.89488529493276) || !nearly(j.Upper, 39.584854633346666) || !nearly(j.Lower998, 18.10162717665872) || !nearly(j.Upper998, 45.385210314539506) {
			t.Errorf("against %s: our limits are %v to %v and %v to %v", c.against, *j.Lower, *j.Upper, *j.Lower998, *j.Upper998)
		}
		if (c.difference == nil) != (j.Difference == nil) {
			t.Errorf("against %s: the difference is %v", c.against, j.Difference)
			continue
		}
		if c.difference == nil {
			continue
		}
		for i, got := range []*float64{j.Difference, j.DifferenceLower, j.DifferenceUpper} {
			if !nearly(got, c.difference[i]) {
				t.Errorf("against %s: difference %v, want %v", c.against, *got, c.difference[i])
			}
		}
	}
	england := w.judgement("part", "901", "year", "2025-03-31", "england", "")
	if !nearly(england.Numerator, 4600) || !nearly(england.Denominator, 10000) || england.Years != "2025" {
		t.Errorf("England's numbers: %+v", england)
	}
	for _, c := range []struct{ against, want string }{
		{"neighbours", "similar: the neighbours' mean 35.00 (3 of 5) lies within the 95% limits 21.89 to 39.58 of our 30.00; the difference -5.00 has 95% limits -15.02 to 5.72; it rests on few: 3 of 5 neighbours have a figure"},
		{"median", "better: the neighbours' median 40.00 lies above the 95% limits 21.89 to 39.58 of our 30.00 and within the 99.8% limits 18.10 to 45.39; low is good"},
		{"past", "better: our 30.00 less 45.00 a year before (31 March 2024) is -15.00, with 95% limits -27.68 to -1.59 below nought and 99.8% limits -34.25 to 5.98 that hold nought; low is good"},
	} {
		if got := w.judgement("part", "901", "year", "2025-03-31", c.against, "").Reason; got != c.want {
			t.Errorf("against %s: %s", c.against, got)
		}
	}
	row := w.comparison("part", "901", "year", "2025-03-31")
	if !row.AveragesDiffer || row.VerdictNeighbours != Similar || row.VerdictMedian != Better || row.VerdictRegion != Similar ||
		row.StrengthNeighbours != "" || row.StrengthEngland != "99.8%" || *row.NeighboursUsed != 3 || *row.NeighbourLow != 20 || *row.NeighbourHigh != 45 ||
		row.NeighboursMissing != "Town 905" || *row.NeighboursWithin != 1 || *row.NeighboursLimited != 3 {
		t.Errorf("the comparison is %+v", row)
	}
	if row.Reason != "neighbours 35.00, England 46.00, against our 95% limits 21.89 to 39.58; the mean gives similar and the median 40.00 gives better; the mean rests on few: 3 of 5 neighbours" {
		t.Errorf("reason: %s", row.Reason)
	}
}

func TestPolarityTurnsTheWord(t *testing.T) {
	for direction, want := range map[indicators.Direction][3]string{
		indicators.High:    {Worse, Worse, Worse},
		indicators.Low:     {Better, Better, Better},
		indicators.Neutral: {Lower, Lower, Lower},
	} {
		w := judged(t, direction)
		w.compare(Options{Model: "dfe-2025"})
		for i, against := range []string{"median", "england", "past"} {
			if got := w.judgement("part", "901", "year", "2025-03-31", against, "").Verdict; got != want[i] {
				t.Errorf("%s against %s: %s, want %s", direction, against, got, want[i])
			}
		}
	}
}

func TestWhatCannotBeComparedSaysWhy(t *testing.T) {
	number := shareOf("number", indicators.Neutral)
	number.Statistic, number.Unit = indicators.Count, "children"
	pounds := shareOf("pounds", indicators.Neutral)
	pounds.Unit, pounds.Comparator.Differs = "£", map[string]string{"unit": "published in thousands"}
	scaled := shareOf("scaled", indicators.Neutral)
	scaled.Unit, scaled.Comparator.Differs, scaled.Comparator.Scale = "£", map[string]string{"unit": "published in thousands", "rounding": "whole thousands"}, 1000
	w := newWorld(t, number, pounds, scaled, shareOf("doubted", indicators.Low), shareOf("unknown", indicators.Low))
	w.areas("901 Ayton*", "902 Beeford")
	w.model("dfe-2025", "901", "North", "902")
	for _, measure := range []string{"NUMBER", "POUNDS", "SCALED", "DOUBTED"} {
		w.publish(measure, "2025", "902 20", "970 30")
	}
	w.publish("DOUBTED", "2024", "902 21", "970 31")
	w.publish("UNKNOWN", "2025", "902 x", "970 30")
	w.exec("insert into benchmarks.doubtful values ('DOUBTED', '2025', 'the unit changed from percent to number')")
	for _, def := range w.defs {
		w.figure(def.ID, "901", "year", "2025-03-31", 30, 100)
	}
	w.figure("number", "901", "year", "2024-03-31", 60, 0)
	w.figure("doubted", "901", "year", "2023-03-31", 30, 100)
	w.publish("DOUBTED", "2023", "902 22", "970 32")
	w.exec("insert into benchmarks.doubtful values ('DOUBTED', '2023', 'the unit changed from number to percent')")
	w.exec("insert into benchmarks.stated (file_id, row_number, measure, comparator, years, value, source) values (1, 1, 'doubted', 'england', '2023', 33, 'A report')")
	w.compare(Options{Model: "dfe-2025"})
	for _, c := range []struct{ id, against, reason string }{
		{"number", "neighbours", "a count follows the size of the authority"},
		{"pounds", "england", "the published measure is in another unit: published in thousands"},
		{"scaled", "england", "no confidence interval for this statistic"},
		{"doubted", "england", "the unit changed from percent to number"},
		{"unknown", "neighbours", "none of the 1 neighbours has a figure for 2025"},
		{"unknown", "region", "no figure for North"},
	} {
		if j := w.judgement(c.id, "901", "year", "2025-03-31", c.against, ""); j.Verdict != NotComparable || j.Reason != c.reason {
			t.Errorf("%s against %s: %s, %s", c.id, c.against, j.Verdict, j.Reason)
		}
	}
	row := w.comparison("doubted", "901", "year", "2025-03-31")
	if row.England != nil || row.NeighbourMean != nil || row.ComparatorYears != "2025" {
		t.Errorf("a figure in doubt is used: %+v", row)
	}
	if row := w.comparison("doubted", "901", "year", "2023-03-31"); *row.England != 33 || row.VerdictEngland != Similar {
		t.Errorf("a stated figure beside one in doubt: %+v", row)
	}
	if row := w.comparison("scaled", "901", "year", "2025-03-31"); *row.England != 30000 || *row.NeighbourMean != 20000 ||
		row.Differs != "unit: published in thousands; rounding: whole thousands" {
		t.Errorf("scaled: %+v", row)
	}
	// Its own past has the size of the authority, too.
	if j := w.judgement("number", "901", "year", "2025-03-31", "past", ""); j.Verdict != Lower {
		t.Errorf("a count against its own past: %+v", j)
	}
}

// Both ends belong to the limits, and rounding never makes a sentence look untrue.
func TestNumbersAreToldApartWhereTheyDiffer(t *testing.T) {
	w := judged(t, indicators.Low)
	lower := *ptr(21.89488529493276)
	w.exec("update benchmarks.published set value = ? where measure = 'PART' and area_code = '970'", lower)
	w.exec("update benchmarks.published set value = ? where measure = 'PART' and area_code = '980'", lower-1e-7)
	w.exec("update indicators.value set lower = ? where period_end = '2025-03-31'", lower)
	w.compare(Options{Model: "dfe-2025"})
	if j := w.judgement("part", "901", "year", "2025-03-31", "england", ""); j.Verdict != Similar {
		t.Errorf("a comparator on the limit: %+v", j)
	}
	j := w.judgement("part", "901", "year", "2025-03-31", "region", "")
	if j.Verdict != Worse || !strings.Contains(j.Reason, "North 21.8948852 lies below the 95% limits 21.8948853 to ") {
		t.Errorf("a comparator just outside: %s", j.Reason)
	}
}

func ptr(v float64) *float64 { return &v }

func TestOwnPastWantsTheSameRuleAndPeriod(t *testing.T) {
	mean := shareOf("mean", indicators.Low)
	mean.Unit = "days"
	w := newWorld(t, shareOf("part", indicators.Low), mean)
	w.areas("901 Ayton*")
	for _, end := range []string{"2023-06-30", "2024-06-30", "2024-09-30", "2025-06-30"} {
		w.figure("part", "901", "quarter", end, 30, 100)
	}
	w.edition("part", "Q", "901", "year", "2024-03-31", 20, 100)
	w.figure("part", "901", "year", "2025-03-31", 30, 100)
	w.figure("part", "901", "snapshot", "2024-02-29", 30, 100)
	w.figure("part", "901", "snapshot", "2025-02-28", 31, 100)
	w.figure("mean", "901", "year", "2025-03-31", 300, 100)
	w.exec(`insert into indicators.value
		(indicator, edition, area_code, period, period_start, period_end, breakdown, "group", unit, symbol)
		values ('mean', 'R', '901', 'year', '2023-04-01', '2024-03-31', 'none', '', 'days', 'x')`)
	w.compare(Options{})
	if j := w.judgement("part", "901", "quarter", "2025-06-30", "past", ""); j.Name != "2024-06-30" || j.Verdict != Similar {
		t.Errorf("a quarter: %+v", j)
	}
	if j := w.judgement("part", "901", "snapshot", "2025-02-28", "past", ""); j.Name != "2024-02-29" || j.Verdict != Similar {
		t.Errorf("the end of February: %+v", j)
	}
	if j := w.judgement("part", "901", "year", "2025-03-31", "past", ""); j.Verdict != NotComparable ||
		j.Reason != "the definition changed: Q a year before (31 March 2024), R now" || *j.Value != 20 {
		t.Errorf("another edition: %+v", j)
	}
	if j := w.judgement("mean", "901", "year", "2025-03-31", "past", ""); j.Reason != "no figure a year before (31 March 2024)" {
		t.Errorf("no figure: %+v", j)
	}
	rows, err := Judgements(t.Context(), w.db, []string{"part"}, "901")
	must(t, err)
	if len(rows) != 4 { // the quarters of June 2025 and June 2024, the year, the snapshot
		t.Errorf("%d judgements, want 4: %+v", len(rows), rows)
	}
}

// Three authorities: each against the other two, whose numbers are added up and whose figures are averaged.
func TestOwnAuthoritiesAreSetAgainstEachOther(t *testing.T) {
	count := shareOf("number", indicators.Neutral)
	count.Statistic, count.Unit = indicators.Count, "children"
	w := newWorld(t, shareOf("part", indicators.Low), count)
	w.areas("901 Ayton*", "902 Beeford*", "903 Ceeham*", "904 Deeton")
	for area, n := range map[string][2]float64{"901": {30, 100}, "902": {10, 50}, "903": {80, 200}} {
		w.figure("part", area, "quarter", "2025-06-30", n[0], n[1])
		w.figure("number", area, "quarter", "2025-06-30", n[0], 0)
	}
	w.figure("part", "902", "quarter", "2025-03-31", 10, 50)
	w.compare(Options{})
	pooled := w.judgement("part", "901", "quarter", "2025-06-30", "others", "pooled")
	if !nearly(pooled.Value, 36) || !nearly(pooled.Numerator, 90) || !nearly(pooled.Denominator, 250) || pooled.Verdict != Similar || !nearly(pooled.Difference, -6) {
		t.Errorf("together: %+v", pooled)
	}
	mean := w.judgement("part", "901", "quarter", "2025-06-30", "others", "mean")
	if !nearly(mean.Value, 30) || mean.Verdict != Similar {
		t.Errorf("mean: %+v", mean)
	}
	if j := w.judgement("part", "902", "quarter", "2025-06-30", "others", "pooled"); !nearly(j.Value, 110.0/3) || j.Verdict != Better || j.Strength != "95%" {
		t.Errorf("902: %+v", j)
	}
	if j := w.judgement("number", "902", "quarter", "2025-06-30", "others", "mean"); j.Verdict != NotComparable || j.Reason != "a count follows the size of the authority" || !nearly(j.Value, 55) {
		t.Errorf("a count: %+v", j)
	}
	rows, err := Judgements(t.Context(), w.db, nil, "")
	must(t, err)
	if len(rows) != 9 { // two of each share and one of each count; the quarter that one alone has is set against nothing
		t.Errorf("%d judgements, want 9", len(rows))
	}
}

// Low is good: 5 of 100 (limits 2.2 to 11.2) is surely better than 30 of 100 (21.9 to 39.6), 80 of 100 (71.1
// to 86.7) surely worse, 35 of 100 (26.4 to 44.7) may be either, and so may a figure without its numbers.
func TestTheRangeOfRanksIsWhatTheLimitsAllow(t *testing.T) {
	w := newWorld(t, shareOf("part", indicators.Low))
	w.areas("901 Ayton*")
	w.publish("PART", "2024", "901 30", "902 5")
	w.publish("PART", "2025", "901 30", "902 5", "903 80", "904 35", "905 33", "906 c", "970 30")
	w.publish("ees:part_n", "2025", "901 30", "902 5", "903 80", "904 35", "970 300")
	w.publish("ees:part_d", "2025", "901 100", "902 100", "903 100", "904 100", "970 1000")
	w.figure("part", "901", "year", "2025-03-31", 30, 100)
	w.figure("part", "901", "year", "2024-03-31", 30, 100)
	w.compare(Options{})
	row := w.comparison("part", "901", "year", "2025-03-31")
	if *row.Rank != 2 || *row.Ranked != 5 || *row.RankBest != 2 || *row.RankWorst != 4 ||
		row.Note != "in the range of ranks 1 of 5 authorities could stand anywhere: no numbers are held behind its figure" {
		t.Errorf("rank %d of %d, from %d to %d: %s", *row.Rank, *row.Ranked, *row.RankBest, *row.RankWorst, row.Note)
	}
	if before := w.comparison("part", "901", "year", "2024-03-31"); before.Rank != nil || before.RankBest != nil || before.Note != "" {
		t.Errorf("an earlier year has a rank: %+v", before)
	}
}
