package benchmarks

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sightline/etl"
	"sightline/indicators"
)

// Of what ends on one day a later revision stands before an earlier place, and that before a later text.
func TestTheFirstHeldMeasureWithAFigureStands(t *testing.T) {
	def := shareOf("part", indicators.Low)
	def.Comparator.Measure = "list:part"
	w := newWorld(t, def)
	w.areas("901 Ayton*")
	for _, c := range []struct {
		what       string
		cells      []string // measure, label and England's figure
		measure    string
		value      float64
		mustBeNull bool
	}{
		{what: "LAIT before EES", cells: []string{"ees:part|2025|2", "PART|2025|1"}, measure: "PART", value: 1},
		{what: "EES where LAIT has no figure", cells: []string{"ees:part|2025|2", "PART|2025|x"}, measure: "ees:part", value: 2},
		{what: "the revised before the provisional", cells: []string{"PART|2025 (prov)|1", "ees:part|2025|2"}, measure: "ees:part", value: 2},
		{what: "revised before final before plain", cells: []string{"PART|2025|1", "PART|2025 (Final)|2", "PART|2025 (Rev)|3"}, measure: "PART", value: 3},
		{what: "the year before the span", cells: []string{"PART|2025|1", "PART|2024-25|2"}, measure: "PART", value: 1},
		{what: "another file", cells: []string{"list:part|2025|4", "part|2025|5"}, measure: "list:part", value: 4},
		{what: "the indicator's own id", cells: []string{"part|2025|5"}, measure: "part", value: 5},
		{what: "numerator by denominator", cells: []string{"ees:part_n|2025|30", "ees:part_d|2025|120"}, measure: "ees:part_n / ees:part_d", value: 25},
		{what: "a value before numbers", cells: []string{"ees:part_n|2025|30", "ees:part_d|2025|120", "part|2025|5"}, measure: "part", value: 5},
		{what: "no division by nought", cells: []string{"ees:part_n|2025|30", "ees:part_d|2025|0"}, measure: "ees:part_n / ees:part_d", mustBeNull: true},
		{what: "a list's day", cells: []string{"part|2025-03-31|6"}, measure: "part", value: 6},
	} {
		w.exec("delete from benchmarks.published")
		w.exec("delete from indicators.value")
		w.figure("part", "901", "year", "2025-03-31", 30, 100)
		for _, text := range c.cells {
			part := strings.Split(text, "|")
			w.publish(part[0], part[1], "970 "+part[2])
		}
		w.compare(Options{})
		row := w.comparison("part", "901", "year", "2025-03-31")
		if row.Measure != c.measure || c.mustBeNull != (row.England == nil) || !c.mustBeNull && !nearly(row.England, c.value) {
			t.Errorf("%s: %s with %v", c.what, row.Measure, row.England)
		}
	}
}

// A model is in force for the labels that end while it was; a change of model changes the neighbours.
func TestTheModelInForceWhenTheLabelEndsGivesTheNeighbours(t *testing.T) {
	w := newWorld(t, shareOf("part", indicators.Low))
	w.areas("901 Ayton*", "907 Newtown*", "908 Dashby*")
	w.model("dfe-2021", "901", "North", "902", "903")
	w.model("dfe-2025", "901", "North", "903", "904")
	w.model("dfe-2021", "908", "North")
	w.model("dfe-2025", "908", "North", "902")
	for _, years := range []string{"2024", "2025"} {
		w.publish("PART", years, "902 10", "903 20", "904 40", "970 30")
		for _, area := range []string{"901", "907", "908"} {
			w.figure("part", area, "year", years+"-03-31", 30, 100)
		}
	}
	until := time.Date(2024, 3, 31, 0, 0, 0, 0, time.UTC)
	w.compare(Options{Model: "dfe-2025", Former: []Former{{Model: "dfe-2021", Until: until}}})
	for _, c := range []struct {
		end, model string
		mean       float64
	}{{"2024-03-31", "dfe-2021", 15}, {"2025-03-31", "dfe-2025", 30}} {
		row := w.comparison("part", "901", "year", c.end)
		if row.Model != c.model || !nearly(row.NeighbourMean, c.mean) || !strings.Contains(row.Source, c.model) {
			t.Errorf("%s: %+v", c.end, row)
		}
	}
	for area, want := range map[string]string{
		"907": "Newtown is not in neighbour model dfe-2021", "908": "neighbour model dfe-2021 lists no neighbours of Dashby",
	} {
		j := w.judgement("part", area, "year", "2024-03-31", "neighbours", "")
		row := w.comparison("part", area, "year", "2024-03-31")
		if j.Verdict != NotComparable || j.Reason != want || !strings.Contains(row.Reason, want) || *row.England != 30 || row.VerdictEngland != Similar {
			t.Errorf("%s: %s; %+v", area, j.Reason, row)
		}
	}
	members, err := Members(t.Context(), w.db, []string{"part"}, "901")
	must(t, err)
	since := map[string]int64{}
	for _, m := range members {
		since[m.SetName+" "+m.MemberCode] = *m.CommonSince
	}
	if len(members) != 4 || since["dfe-2025 903"] != 2021 || since["dfe-2025 904"] != 2025 || since["dfe-2021 902"] != 2021 {
		t.Errorf("in common since %v", since)
	}
	_, err = modelSpans(t.Context(), w.db, Options{Model: "dfe-2025", Former: []Former{{Model: "dfe-2017", Until: until}}})
	if !errors.Is(err, ErrNotHeld) {
		t.Errorf("a former model that is not held: %v", err)
	}
	_, err = modelSpans(t.Context(), w.db, Options{Model: "dfe-2025", Former: []Former{{Model: "dfe-2021", Until: until}, {Model: "dfe-2025", Until: until}}})
	if err == nil || !strings.Contains(err.Error(), "dfe-2025: want a day") {
		t.Errorf("two models until one day: %v", err)
	}
}

// What our limits are at 95% by the engine of indicators they are here, for every statistic that has any.
func TestLimitsAreThoseOfTheOwnFigures(t *testing.T) {
	ctx := t.Context()
	db := memory(t)
	must(t, etl.LoadReference(ctx, db, []etl.Authority{{Code: indicators.ExampleArea, Name: "Example"}}))
	must(t, indicators.ApplySchema(ctx, db))
	files := fstest.MapFS{}
	for id, head := range map[string]string{
		"part":   "statistic: ratio\nunit: percent",
		"number": "statistic: count\nunit: children",
		"rate":   "statistic: ratio\nunit: per 10,000",
		"mean":   "statistic: ratio\nunit: days",
	} {
		numerator, denominator := "(i % 3 = 0)::integer", "1"
		switch id {
		case "mean":
			numerator = "(i * i) % 17"
		case "rate":
			denominator = "40"
		}
		files["theme/"+id+".sql"] = &fstest.MapFile{Data: []byte("/* indicator\ntitle: T\nquestion: Q?\nalso: []\n" +
			"edition: [{from: 2008-04-01, rule: E1, source: here}]\n" + head + "\ndecimals: 1\n" +
			"polarity: {direction: low, reason: none}\nwindow: flow\nyear_end: \"03-31\"\nnumerator: cases\ndenominator: cases\n" +
			"exclusions: []\nsources: [{return: ssda903, table: episodes, field: DECOM}]\ncomparator: {}\ncompanions: []\n" +
			"completeness: every case is judged\ncaution: none\nowner: nobody\n*/\n" +
			"select area.area_code, 'c' || i as case_id, date '2024-04-01' + i::integer as occurred_on, " + numerator + " as numerator, " + denominator + " as denominator\n" +
			"from core.area cross join range(7, 360, 9) as t(i)\nwhere area.own\n")}
	}
	catalogue, err := indicators.LoadCatalogue(files)
	must(t, err)
	_, err = db.ExecContext(ctx, "insert into core.coverage (area_code, source, table_name) select area_code, 'ssda903', 'episodes' from core.area where own")
	must(t, err)
	conn, err := db.Conn(ctx)
	must(t, err)
	must(t, indicators.Compute(ctx, conn, catalogue.Definitions, indicators.Options{
		From: time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC),
	}))
	must(t, conn.Close())
	rows, err := db.QueryContext(ctx, "select indicator, area_code, period, period_end, numerator::double, denominator::double, value, lower, upper from indicators.value where value is not null and breakdown = 'none'")
	must(t, err)
	defer rows.Close()
	seen := map[string]int{}
	for rows.Next() {
		var id, area, period string
		var end time.Time
		var n [5]*float64
		must(t, rows.Scan(&id, &area, &period, &end, &n[0], &n[1], &n[2], &n[3], &n[4]))
		def, err := catalogue.Find(id)
		must(t, err)
		f := factsOf(def, "")
		own := newOwn(f, area, period, end, n[0], n[1], n[2], n[3], n[4])
		if own.limits == nil {
			continue
		}
		seen[id]++
		if own.wider == nil || own.wider.Lower > own.limits.Lower || own.wider.Upper < own.limits.Upper {
			t.Errorf("%s %s: no limits at 99.8%% about %v", id, period, own.limits)
		}
		if id == "mean" {
			continue // a mean's limits rest on its cases; the wider ones come from the narrower
		}
		again := f.limits(n[0], n[1], 0.95)
		if again == nil || math.Abs(again.Lower-*n[3]) > 1e-9 || math.Abs(again.Upper-*n[4]) > 1e-9 {
			t.Errorf("%s %s to %s: %v, the figure has %v to %v", id, period, end, again, *n[3], *n[4])
		}
	}
	must(t, rows.Err())
	if seen["part"] < 12 || seen["number"] < 12 || seen["rate"] < 12 || seen["mean"] < 3 {
		t.Errorf("figures with limits: %v", seen)
	}
}
