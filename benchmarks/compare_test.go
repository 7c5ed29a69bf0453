package benchmarks

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"sightline/indicators"
)

// compareWorld holds three authorities' published rates, a neighbour workbook and printed figures,
// and computes nothing: own figures are put in by the test.
func compareWorld(t *testing.T) *sql.DB {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "values.csv", smallValues+`Rate,,2023-24 (OT),Ayton,9,901,North
Span,,2024-25 (OT),Ayton,5,901,North
Span,,2024-25 (OT),England,6,970,NA
Census,,2024,England,20,970,NA
`)
	write(t, dir, "words.csv", smallDictionary)
	write(t, dir, "printed.csv", `measure,comparator,years,value,source,note
placements,neighbours,2008-09,12.2,"Report, p. 40",
placements,england,2009,10.7,"Report, p. 40",
placements,neighbours,2008/09,11.6,"Report, p. 52",other vintage
Rate,neighbours,2024,99,A report,
sdq,england,2009,13.8,"Report, p. 38",
`)
	workbook(t, filepath.Join(dir, "sn_2025.xlsx"), nil, elevenAuthorities()...)
	db := load(t, dir)
	must(t, indicators.ApplySchema(t.Context(), db))
	_, err := db.ExecContext(t.Context(), `
		insert into core.area (area_code, area_name, area_level, own) values ('901', 'Ayton', 'authority', true), ('902', 'Beeford', 'authority', false)`)
	must(t, err)
	return db
}

func small(id, measure string, direction indicators.Direction, statistic indicators.Statistic, yearEnd string) *indicators.Definition {
	return &indicators.Definition{
		ID: id, Statistic: statistic, Polarity: indicators.Polarity{Direction: direction},
		YearEnd: yearEnd, Decimals: 1, Comparator: indicators.Comparator{LAIT: measure},
	}
}

var smallCatalogue = []*indicators.Definition{
	small("rate_low", "Rate", indicators.Low, indicators.Ratio, "03-31"),
	small("rate_high", "Rate", indicators.High, indicators.Ratio, "03-31"),
	small("rate_neutral", "Rate", indicators.Neutral, indicators.Ratio, "03-31"),
	small("number", "Rate", indicators.Neutral, indicators.Count, "03-31"),
	small("placements", "", indicators.Low, indicators.Ratio, "03-31"),
	small("sdq", "", indicators.Low, indicators.Ratio, "03-31"),
	small("span", "Span", indicators.Low, indicators.Ratio, "03-31"),
	small("census", "Census", indicators.Low, indicators.Ratio, "09-30"),
	small("alone", "", indicators.Low, indicators.Ratio, "03-31"),
}

// own puts in one of our figures; limits and value are SQL numbers or null.
func own(t *testing.T, db *sql.DB, indicator, area, period, end, value, lower, upper string) {
	t.Helper()
	_, err := db.ExecContext(t.Context(), `insert into indicators.value
		(indicator, edition, area_code, period, period_start, period_end, breakdown, "group", numerator, denominator, value, lower, upper, unit, symbol)
		select ?, 'R', ?, ?, ?::date, ?::date, 'none', '', null, null, `+value+", "+lower+", "+upper+`, 'percent', ''`,
		indicator, area, period, end, end)
	must(t, err)
}

func compare(t *testing.T, db *sql.DB, ids ...string) []Comparison {
	t.Helper()
	must(t, Compare(t.Context(), db, &indicators.Catalogue{Definitions: smallCatalogue}, Options{Model: "dfe-2025"}))
	rows, err := Comparisons(t.Context(), db, ids, "")
	must(t, err)
	return rows
}

// In 2025 the mean of Ayton's neighbours is 13, Beeford's alone, and England is 12.5.
func TestVerdictFollowsTheLimitsAndThePolarity(t *testing.T) {
	db := compareWorld(t)
	for _, c := range []struct{ indicator, lower, upper, neighbours, england string }{
		{"rate_low", "12.5", "13", Similar, Similar}, // both ends belong to the interval
		{"rate_low", "13", "14", Similar, Worse},
		{"rate_low", "12", "12.5", Better, Similar},
		{"rate_low", "12.6", "12.9", Better, Worse},
		{"rate_low", "10", "12.4", Better, Better},
		{"rate_low", "13.1", "15", Worse, Worse},
		{"rate_high", "10", "12.4", Worse, Worse},
		{"rate_high", "13.1", "15", Better, Better},
		{"rate_neutral", "10", "12.4", Lower, Lower},
		{"rate_neutral", "13.1", "15", Higher, Higher},
		{"rate_neutral", "12", "14", Similar, Similar},
		{"rate_low", "null", "null", NotComparable, NotComparable},
		{"number", "10", "12.4", NotComparable, NotComparable},
	} {
		_, err := db.ExecContext(t.Context(), "delete from indicators.value")
		must(t, err)
		own(t, db, c.indicator, "901", "year", "2025-03-31", "12.7", c.lower, c.upper)
		rows := compare(t, db, c.indicator)
		if len(rows) != 1 || rows[0].VerdictNeighbours != c.neighbours || rows[0].VerdictEngland != c.england {
			t.Errorf("%s within %s to %s: %+v, want %s and %s", c.indicator, c.lower, c.upper, rows, c.neighbours, c.england)
		}
	}
}

func TestComparisonCarriesThePublishedFigures(t *testing.T) {
	db := compareWorld(t)
	own(t, db, "rate_low", "901", "year", "2025-03-31", "12.7", "12.0", "12.9")
	own(t, db, "rate_low", "902", "year", "2025-03-31", "12.7", "12.0", "12.9") // not ours
	rows := compare(t, db)
	if len(rows) != 1 {
		t.Fatalf("%d rows, want 1: %+v", len(rows), rows)
	}
	row := rows[0]
	if row.Measure != "Rate" || row.ComparatorYears != "2025" || *row.OwnValue != 12.7 || *row.NeighbourMean != 13 || *row.NeighboursUsed != 1 ||
		*row.NeighbourMedian != 13 || row.RegionName != "North East" || *row.Region != 12 || *row.England != 12.5 ||
		*row.Rank != 1 || *row.Ranked != 2 || row.Band != "A" {
		t.Errorf("the comparison is %+v", row)
	}
	if !strings.HasPrefix(row.NeighboursMissing, "Ceeham; Other 904; ") || strings.Count(row.NeighboursMissing, ";") != 8 {
		t.Errorf("neighbours missing: %s", row.NeighboursMissing)
	}
	if row.Reason != "neighbours 13.00, England 12.50, against our 95% limits 12.00 to 12.90; the mean rests on few: 1 of 10 neighbours" {
		t.Errorf("reason: %s", row.Reason)
	}
	if row.Source != "values.csv, latest year 2025; neighbours of model dfe-2025" {
		t.Errorf("source: %s", row.Source)
	}
}

func TestLabelsMeetTheDayTheyEndOn(t *testing.T) {
	db := compareWorld(t)
	own(t, db, "rate_low", "901", "year", "2023-03-31", "1", "0", "2") // no label ends here
	own(t, db, "rate_low", "901", "year", "2024-03-31", "1", "0", "2") // 2024, which is later text than 2023-24 (OT)
	own(t, db, "rate_low", "901", "year", "2025-03-31", "1", "0", "2")
	own(t, db, "rate_low", "901", "rolling12", "2025-02-28", "1", "0", "2")     // before 2025 has ended
	own(t, db, "rate_low", "901", "quarter", "2025-03-31", "1", "0", "2")       // a quarter has no comparator
	own(t, db, "rate_neutral", "901", "rolling12", "2025-03-31", "1", "0", "2") // on the day
	own(t, db, "rate_high", "901", "snapshot", "2024-03-31", "1", "0", "2")
	own(t, db, "rate_high", "901", "snapshot", "2025-02-28", "1", "0", "2") // neither year end nor latest
	own(t, db, "rate_high", "901", "snapshot", "2026-10-31", "1", "0", "2")
	own(t, db, "rate_high", "901", "snapshot", "2026-11-30", "null", "null", "null")
	own(t, db, "span", "901", "year", "2025-03-31", "1", "0", "2")
	own(t, db, "census", "901", "year", "2024-09-30", "1", "0", "2")
	var got []string
	for _, row := range compare(t, db) {
		got = append(got, strings.Join([]string{row.Indicator, row.Period, row.PeriodEnd.Format("2006-01-02"), row.ComparatorYears}, " "))
	}
	want := []string{
		"rate_low rolling12 2025-02-28 2024", "rate_low year 2024-03-31 2024", "rate_low year 2025-03-31 2025",
		"rate_high snapshot 2024-03-31 2024", "rate_high snapshot 2026-10-31 2025",
		"rate_neutral rolling12 2025-03-31 2025", "span year 2025-03-31 2024-25 (OT)", "census year 2024-09-30 2024",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("compared\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStatedComparatorsStandInWhereNothingIsPublished(t *testing.T) {
	db := compareWorld(t)
	own(t, db, "placements", "901", "year", "2009-03-31", "8.3", "5.8", "11.7")
	own(t, db, "sdq", "901", "year", "2009-03-31", "13.2", "null", "null")
	own(t, db, "rate_low", "901", "year", "2024-03-31", "12", "11", "13")
	rows := compare(t, db)
	if len(rows) != 3 {
		t.Fatalf("%d rows, want 3: %+v", len(rows), rows)
	}
	rate, placements, sdq := rows[0], rows[1], rows[2]
	if *placements.NeighbourMean != 12.2 || placements.NeighboursUsed != nil || placements.NeighbourMedian != nil || *placements.England != 10.7 ||
		placements.VerdictNeighbours != Better || placements.VerdictEngland != Similar || placements.ComparatorYears != "2008-09" {
		t.Errorf("placements: %+v", placements)
	}
	if placements.Source != "neighbours stated in Report, p. 40; england stated in Report, p. 40" ||
		placements.Note != "neighbours also stated as 11.6 in Report, p. 52, other vintage" {
		t.Errorf("placements: source %s, note %s", placements.Source, placements.Note)
	}
	if *sdq.England != 13.8 || sdq.NeighbourMean != nil || sdq.VerdictEngland != NotComparable || sdq.Reason != "no confidence interval for this statistic" {
		t.Errorf("sdq: %+v", sdq)
	}
	if *rate.NeighbourMean != 12 || *rate.NeighboursUsed != 1 {
		t.Errorf("a published mean gave way to a stated one: %+v", rate)
	}
}

func TestCompareNeedsTheModelUnlessNoneIsHeld(t *testing.T) {
	db := compareWorld(t)
	catalogue := &indicators.Catalogue{Definitions: smallCatalogue}
	err := Compare(t.Context(), db, catalogue, Options{Model: "dfe-2021"})
	if !errors.Is(err, ErrNotHeld) || !strings.Contains(err.Error(), "dfe-2025") {
		t.Errorf("a model that is not held: %v", err)
	}
	own(t, db, "rate_low", "901", "year", "2025-03-31", "12.7", "12", "13")
	for range 2 { // a repeated comparison replaces the first
		must(t, Compare(t.Context(), db, catalogue, Options{Model: "dfe-2025"}))
	}
	if rows, err := Comparisons(t.Context(), db, nil, ""); err != nil || len(rows) != 1 {
		t.Errorf("%d rows after two comparisons, want 1, %v", len(rows), err)
	}
	dir := t.TempDir()
	write(t, dir, "values.csv", smallValues)
	_, err = Load(t.Context(), db, dir, nil)
	must(t, err)
	must(t, Compare(t.Context(), db, catalogue, Options{Model: "dfe-2025"}))
	rows, err := Comparisons(t.Context(), db, nil, "")
	if err != nil || len(rows) != 1 || rows[0].NeighbourMean != nil || rows[0].Model != "" || rows[0].VerdictEngland != Similar {
		t.Errorf("without any model: %+v, %v", rows, err)
	}
}

// A comparator more than one year before or after our figure is shown and judges nothing.
func TestYearsFarApartAreNotJudged(t *testing.T) {
	db := compareWorld(t)
	own(t, db, "rate_low", "901", "rolling12", "2026-12-31", "12.4", "12.0", "12.9")
	own(t, db, "rate_high", "901", "rolling12", "2027-01-31", "12.4", "12.0", "12.9")
	own(t, db, "rate_neutral", "901", "rolling12", "2027-01-31", "12.4", "null", "null")
	for id, want := range map[string]struct{ verdict, reason string }{
		"rate_low":     {"better", "neighbours 13.00, England 12.50, against our 95% limits 12.00 to 12.90; the mean rests on few: 1 of 10 neighbours"},
		"rate_high":    {NotComparable, "our figure is of 2027 and theirs of 2025, more than one year apart"},
		"rate_neutral": {NotComparable, "no confidence interval for this statistic"},
	} {
		rows := compare(t, db, id)
		if len(rows) != 1 || rows[0].VerdictNeighbours != want.verdict || rows[0].Reason != want.reason || rows[0].ComparatorYears != "2025" ||
			rows[0].NeighbourMean == nil || *rows[0].NeighbourMean != 13 || rows[0].AveragesDiffer || (rows[0].VerdictEngland == NotComparable) != (want.verdict == NotComparable) {
			t.Errorf("%s: %+v", id, rows)
		}
	}
}
