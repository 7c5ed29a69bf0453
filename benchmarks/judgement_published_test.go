package benchmarks

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// ownAuthorities are taken for ours one after the other: London and not, the smallest, one that has ended
// and two that are new.
var ownAuthorities = []string{"204", "201", "309", "330", "352", "420", "840", "886", "909", "941", "942"}

// publishedWorld holds every published file, and for our own figures what is published of eleven authorities,
// as of 1000 cases or so.
func publishedWorld(t *testing.T) *world {
	t.Helper()
	needPublished(t)
	files, err := filepath.Glob(publishedData + "/ees/*.csv")
	must(t, err)
	catalogue, err := indicators.Embedded()
	must(t, err)
	w := &world{t: t, db: load(t, folderOf(t, append(files, longTable, dictionaryFile, workbook2021, workbook2025)...)), defs: catalogue.Definitions}
	must(t, indicators.ApplySchema(t.Context(), w.db))
	for _, code := range ownAuthorities {
		w.exec("insert into core.area (area_code, area_name, area_level, own) values (?, ?, 'authority', true)", code, geography().authorities[code].Name)
	}
	var figures []ownValue
	for _, def := range w.defs {
		rows, err := w.db.QueryContext(t.Context(), `
			select area_code, year_number, value from benchmarks.published
			where measure = ? and value is not null and area_code in (select area_code from core.area) and length(years) = 4
			order by area_code, year_number`, def.Comparator.LAIT)
		must(t, err)
		period := "year"
		if def.Window == indicators.Snapshot {
			period = "snapshot"
		}
		list, err := scanAll(rows, func(rows *sql.Rows, v *ownValue) error {
			var year int
			if err := rows.Scan(&v.AreaCode, &year, &v.Value); err != nil {
				return err
			}
			v.Indicator, v.Edition, v.Period, v.Breakdown, v.Unit = def.ID, "R", period, "none", def.Unit
			v.PeriodEnd = isoDay(fmt.Sprintf("%d-%s", year, def.YearEnd))
			v.PeriodStart = v.PeriodEnd
			limited(def, v)
			return nil
		})
		must(t, err)
		figures = append(figures, list...)
	}
	must(t, addRows(t.Context(), w.db, "indicators.value", figures))
	return w
}

// limited gives a figure numbers and the limits that follow from them.
func limited(def *indicators.Definition, v *ownValue) {
	f := factsOf(def, "")
	v.Denominator = 1000
	switch {
	case f.count():
		v.Numerator, v.Denominator = v.Value, 1
	case f.proportion():
		v.Numerator = math.Round(min(v.Value*10, 1000))
	case f.rate():
		v.Denominator = 50000
		v.Numerator = math.Round(v.Value * 5)
	default:
		v.Numerator = v.Value * 1000
	}
	v.Lower, v.Upper = v.Value*0.9, v.Value*1.1
	if l := f.limits(&v.Numerator, &v.Denominator, judge.Level95); l != nil {
		v.Value = v.Numerator / v.Denominator * f.factor
		v.Lower, v.Upper = l.Lower, l.Upper
	}
}

// TestPublishedComparisons makes one comparison of everything published and asks everything of it.
func TestPublishedComparisons(t *testing.T) {
	w := publishedWorld(t)
	options := Options{
		Model: "dfe-2025", AsAt: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC),
		Groups: []Group{{Name: "Cities", Members: []string{"330", "352", "383", "801"}, Reason: "large cities"}},
	}
	w.compare(options) // which takes every sentence apart
	first := content(t.Context(), t, w.db)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *world)
	}{
		{"the comparators are LAIT's", comparatorsAreLAITs},
		{"ranks lie within their range", ranksLieWithinTheirRange},
		{"what is said of neighbours agrees with their list", neighboursAgreeWithTheirList},
		{"totals count an authority with its figures of an earlier year", totalsCountAnEarlierYear},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, w) })
	}
	if err := Compare(t.Context(), w.db, &indicators.Catalogue{Definitions: w.defs}, options); err != nil {
		t.Fatal(err)
	}
	if again := content(t.Context(), t, w.db); again != first {
		t.Error("a second comparison of the same figures fills the tables with something else")
	}
}

// content is a hash of the tables as they lie.
func content(ctx context.Context, t *testing.T, db *sql.DB) string {
	t.Helper()
	hash := sha256.New()
	for _, table := range compared {
		rows, err := db.QueryContext(ctx, "select to_json(t)::varchar from benchmarks."+table+" as t order by rowid")
		must(t, err)
		lines, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
		must(t, err)
		if len(lines) == 0 {
			t.Errorf("benchmarks.%s is empty", table)
		}
		for _, line := range lines {
			fmt.Fprintln(hash, line)
		}
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// comparatorsAreLAITs holds every comparison with a LAIT measure against LAIT's method in plain Go.
func comparatorsAreLAITs(t *testing.T, w *world) {
	o := readOracle(t.Context(), t, w.db)
	rows, err := Comparisons(t.Context(), w.db, nil, "")
	must(t, err)
	seen, ranked := 0, 0
	for _, row := range rows {
		def := w.def(row.Indicator)
		if row.Measure != def.Comparator.LAIT {
			t.Errorf("%s is compared by %s where LAIT has figures", row.Indicator, row.Measure)
			continue
		}
		all := o.rows(row.Measure, row.AreaCode)
		at := slices.IndexFunc(all, func(r Row) bool { return r.Years == row.ComparatorYears })
		if at < 0 {
			t.Errorf("%s: LAIT has no %s", row.Measure, row.ComparatorYears)
			continue
		}
		want := all[at]
		got := Row{
			Measure: row.Measure, AreaCode: row.AreaCode, Years: row.ComparatorYears, Value: want.Value, Change: want.Change,
			NeighbourMean: row.NeighbourMean, NeighboursUsed: row.NeighboursUsed, NeighbourMedian: row.NeighbourMedian,
			Region: row.Region, England: row.England, Rank: row.Rank, Ranked: row.Ranked, Band: row.Band,
		}
		if diff := rowDifference(got, want); diff != "" {
			t.Errorf("%s %s %s: %s", row.Measure, row.AreaCode, row.ComparatorYears, diff)
		}
		seen++
		if row.Rank != nil {
			ranked++
		}
	}
	if seen < 2000 || ranked < 150 {
		t.Errorf("%d comparisons and %d ranks were looked at", seen, ranked)
	}
}

func ranksLieWithinTheirRange(t *testing.T, w *world) {
	rows, err := Comparisons(t.Context(), w.db, nil, "")
	must(t, err)
	ranges := 0
	for _, row := range rows {
		if row.RankBest == nil {
			continue
		}
		ranges++
		if row.Rank == nil || *row.RankBest > *row.Rank || *row.RankWorst < *row.Rank || *row.RankBest < 1 || *row.RankWorst > *row.Ranked {
			t.Errorf("%s %s: rank %v of %v, from %d to %d", row.Indicator, row.AreaCode, row.Rank, row.Ranked, *row.RankBest, *row.RankWorst)
		}
	}
	if ranges < 50 {
		t.Errorf("%d ranges of ranks", ranges)
	}
}

// neighboursAgreeWithTheirList reckons the mean, the range and the counts again from the members.
func neighboursAgreeWithTheirList(t *testing.T, w *world) {
	members, err := Members(t.Context(), w.db, nil, "")
	must(t, err)
	type figure struct {
		id, area, period string
		end              time.Time
	}
	used, listed, limited, within := map[figure][]float64{}, map[figure]int{}, map[figure]int64{}, map[figure]int64{}
	for _, m := range members {
		if (m.Value == nil) != (m.Symbol != "") || m.Value == nil && m.Why == "" {
			t.Errorf("a member with a value and a mark, or with neither, or without a reason: %+v", m)
		}
		if m.SetName != "dfe-2025" {
			continue
		}
		key := figure{m.Indicator, m.AreaCode, m.Period, m.PeriodEnd}
		listed[key]++
		if m.Value != nil {
			used[key] = append(used[key], *m.Value)
		}
		if m.HoldsOwn != nil {
			limited[key]++
			if *m.HoldsOwn {
				within[key]++
			}
		}
	}
	rows, err := Comparisons(t.Context(), w.db, nil, "")
	must(t, err)
	for _, row := range rows {
		key := figure{row.Indicator, row.AreaCode, row.Period, row.PeriodEnd}
		if len(used[key]) != int(*row.NeighboursUsed) || listed[key] != 10 {
			t.Errorf("%s %s %s: %d of %d members have a value, %d are used", row.Indicator, row.AreaCode, row.ComparatorYears, len(used[key]), listed[key], *row.NeighboursUsed)
		}
		if missing := strings.Split(row.NeighboursMissing, "; "); row.NeighboursMissing != "" && len(missing) != 10-len(used[key]) {
			t.Errorf("%s %s: missing %s", row.Indicator, row.AreaCode, row.NeighboursMissing)
		}
		if row.NeighboursLimited != nil && (*row.NeighboursLimited != limited[key] || *row.NeighboursWithin != within[key]) {
			t.Errorf("%s %s %s: %d of %d neighbours hold ours, the list has %d of %d", row.Indicator, row.AreaCode, row.ComparatorYears,
				*row.NeighboursWithin, *row.NeighboursLimited, within[key], limited[key])
		}
		if len(used[key]) > 0 && (slices.Min(used[key]) != *row.NeighbourLow || slices.Max(used[key]) != *row.NeighbourHigh) {
			t.Errorf("%s %s: from %v to %v", row.Indicator, row.AreaCode, *row.NeighbourLow, *row.NeighbourHigh)
		}
	}
}

// totalsCountAnEarlierYear shows from the published counts what the list of imputed totals says: they exceed
// the sum of the authorities by what Hackney had in 2020, but for counts rounded to tens and a few suppressed.
func totalsCountAnEarlierYear(t *testing.T, w *world) {
	for _, measure := range []string{
		"ees:referral_count [Referrals and Re-referrals]",
		"ees:CPP_start [Child Protection Plans which are a second or subsequent plan]",
		"ees:CPP_At31 [Child Protection Plans by length of time]",
	} {
		for _, years := range []string{"2021", "2022"} {
			var excess, before float64
			must(t, w.db.QueryRowContext(t.Context(), `
				select
					max(value) filter (where area_code = '970' and years = $2) - sum(value) filter (where area_level = 'authority' and years = $2),
					max(value) filter (where area_code = '204' and years = '2020')
				from benchmarks.published where measure = $1`, measure, years).Scan(&excess, &before))
			if math.Abs(excess-before) > 12 || imputedWords(measure, years, "London (Inner)") == "" {
				t.Errorf("%s %s: England has %v more than the authorities, Hackney had %v", measure, years, excess, before)
			}
		}
	}
	var notes int
	must(t, w.db.QueryRowContext(t.Context(), `
		select count(*) from benchmarks.comparison
		where indicator = 'referrals' and comparator_years = '2022'
			and contains(note, 'England and London (Inner): Hackney counted at its figures of 2020')`).Scan(&notes))
	if notes == 0 {
		t.Error("no comparison of 2022 says that London (Inner) counts Hackney as it was in 2020")
	}
}
