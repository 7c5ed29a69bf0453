package benchmarks

import (
	"database/sql"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const eesData = publishedData + "/ees"

// eesFiles are the published files of Explore Education Statistics.
func eesFiles(tb testing.TB) []string {
	tb.Helper()
	needPublished(tb)
	files, err := filepath.Glob(eesData + "/*.csv")
	if err != nil || len(files) < 13 {
		tb.Fatalf("%d files of Explore Education Statistics, %v", len(files), err)
	}
	return files
}

// renamed links files into a fresh folder under names that say nothing.
func renamed(tb testing.TB, files ...string) string {
	tb.Helper()
	dir := tb.TempDir()
	for i, file := range files {
		path, err := filepath.Abs(file)
		if err == nil {
			err = os.Symlink(path, filepath.Join(dir, fmt.Sprintf("download (%02d).txt", i)))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// A cell as the files print it, read in plain Go: the oracle of the tests below.
type printedCell struct {
	measure, area, years string
	value                string // number, symbol, or years and months
}

// printedCells reads a file by the rules of its layout, without the code under test. numeric tells the
// indicator columns.
func printedCells(t *testing.T, path string) []printedCell {
	t.Helper()
	rows := readCSV(t, path)
	var filters, indicators []string
	for column := range rows[0] {
		switch {
		case slices.Contains([]string{
			"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
			"old_la_code", "new_la_code", "la_name",
		}, column):
		case slices.ContainsFunc(rows, func(row map[string]string) bool {
			return strings.Trim(row[column], "0123456789.:-") != "" && len(row[column]) > 3
		}):
			filters = append(filters, column)
		default:
			indicators = append(indicators, column)
		}
	}
	slices.Sort(filters)
	region := map[string]string{}
	for _, row := range readCSV(t, publishedData+"/la_codes/region_map.csv") {
		region[row["ees_region_code"]] = row["lait_number"]
	}
	var out []printedCell
	for _, row := range rows {
		areas := strings.Split(row["old_la_code"], " / ")
		switch row["geographic_level"] {
		case "National":
			areas = []string{"970"}
		case "Regional":
			areas = []string{region[row["region_code"]]}
		}
		var values []string
		for _, column := range filters {
			values = append(values, row[column])
		}
		for _, column := range indicators {
			measure := "ees:" + column
			if len(values) > 0 {
				measure += " [" + strings.Join(values, "; ") + "]"
			}
			for _, area := range areas {
				out = append(out, printedCell{measure, area, row["time_period"], row[column]})
			}
		}
	}
	return out
}

func TestEveryPublishedEESFileIsHeldCellByCellWhateverItsName(t *testing.T) {
	files := eesFiles(t)
	db := memory(t)
	held, err := Load(t.Context(), db, renamed(t, files...), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(held.Files) != len(files) || len(held.Skipped) > 0 {
		t.Fatalf("%d of %d files held, skipped %v", len(held.Files), len(files), held.Skipped)
	}
	type cell struct {
		value  sql.NullFloat64
		symbol string
	}
	rows, err := db.QueryContext(t.Context(), "select measure || '|' || area_code || '|' || years, value, symbol from benchmarks.published")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]cell{}
	if _, err := scanAll(rows, func(rows *sql.Rows, one *cell) error {
		var key string
		err := rows.Scan(&key, &one.value, &one.symbol)
		got[key] = *one
		return err
	}); err != nil {
		t.Fatal(err)
	}
	cells := 0
	for _, file := range files {
		for _, want := range printedCells(t, file) {
			cells++
			one, ok := got[want.measure+"|"+want.area+"|"+want.years]
			if !ok {
				t.Fatalf("%s: %+v is not held", filepath.Base(file), want)
			}
			number, symbol := readPrinted(want.value)
			if one.symbol != symbol || one.value.Valid != (symbol == "") || one.value.Float64 != number {
				t.Fatalf("%s: %+v is held as %+v", filepath.Base(file), want, one)
			}
		}
	}
	if cells != len(got) || cells < 200_000 {
		t.Errorf("%d cells held, %d printed", len(got), cells)
	}
}

func readPrinted(text string) (float64, string) {
	var number float64
	var years, months int
	if n, _ := fmt.Sscanf(text, "%d:%d", &years, &months); n == 2 {
		return float64(12*years + months), ""
	}
	if n, _ := fmt.Sscanf(text, "%g", &number); n == 1 {
		return number, ""
	}
	if text == "k" {
		return 0, "low"
	}
	return 0, text
}

// Every cell that LAIT prints from an Explore Education Statistics file is held with the same value, and
// where LAIT prints a dash the reason is held.
func TestEESEqualsLAITInEveryCommonCell(t *testing.T) {
	files := eesFiles(t)
	db := memory(t)
	if _, err := Load(t.Context(), db, renamed(t, append(files, longTable, dictionaryFile)...), nil); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, pair := range twins() {
		var cells, differ, silent, zeroed int
		var held bool
		var polarity, wanted string
		err := db.QueryRowContext(t.Context(), `
			with
			lait as (select * from benchmarks.published where measure = $1),
			ees as (select * from benchmarks.published where measure = $2)
			select
				count(*) filter (where lait.value is not null and ees.value is not null),
				count(*) filter (where lait.value <> ees.value and abs(lait.value - ees.value) > 1e-9 * abs(ees.value)),
				count(*) filter (where lait.value is null and ees.value is null and ees.symbol not in ('z', 'x', 'c', 'u')),
				count(*) filter (where lait.value is not null and ees.value is null and not (ees.symbol = 'low' and lait.value = 0)),
				(select count(*) > 0 from ees),
				coalesce((select polarity from benchmarks.measure where measure = $2), ''),
				coalesce((select polarity from benchmarks.measure where measure = $1), '')
			from lait inner join ees using (years, area_code)`, pair.LAIT, pair.EES).Scan(&cells, &differ, &silent, &zeroed, &held, &polarity, &wanted)
		if err != nil {
			t.Fatal(err)
		}
		if !held {
			if pair.LAIT != "Stability_School" { // its file is not among the published ones here
				t.Errorf("%s is not held as %s", pair.LAIT, pair.EES)
			}
			continue
		}
		compared++
		if cells < 160 || differ > 0 || silent > 0 || zeroed > 0 || polarity != wanted || pair.Polarity != wanted {
			t.Errorf("%s: of %d cells %d differ, %d have no reason, %d are numbers in LAIT alone; polarity %q, want %q",
				pair.LAIT, cells, differ, silent, zeroed, polarity, wanted)
		}
	}
	if compared != 37 {
		t.Errorf("%d measures compared, want 37", compared)
	}
}

// What is shown of a measure and of its twin is the same: neighbours, region, England, rank and band.
func TestATwinGivesLAITsComparison(t *testing.T) {
	db := load(t, folderOf(t, append(eesFiles(t), longTable, dictionaryFile, workbook2025)...))
	// LAIT prints nought where the Department rounds to it, and its own noughts as dashes.
	apart := []string{"Work_Force_Agecy_Rate", "Work_Force_SWAbsence", "PrevRegCPR", "ReRegCPR"}
	compared := 0
	for _, pair := range twins() {
		lait, err := Show(t.Context(), db, pair.LAIT, "", "dfe-2025")
		if err != nil {
			t.Fatal(err)
		}
		ees, err := Show(t.Context(), db, pair.EES, "", "dfe-2025")
		if pair.LAIT == "Stability_School" || slices.Contains(apart, pair.LAIT) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		held := map[string]Row{}
		for _, row := range lait {
			held[row.AreaCode+row.Years] = row
		}
		first := max(ees[0].Years, lait[0].Years) // before it one of them may have a year more
		for _, row := range ees {
			want, ok := held[row.AreaCode+row.Years]
			if !ok {
				continue
			}
			row.Measure = want.Measure
			if row.Years == first {
				row.Change = want.Change
			}
			if diff := rowDifference(row, want); diff != "" {
				t.Fatalf("%s %s %s: %s", pair.LAIT, row.AreaCode, row.Years, diff)
			}
			compared++
		}
	}
	if compared < 25_000 {
		t.Errorf("%d rows compared", compared)
	}
}

// shuffled writes a file again with its columns in another order and, if asked, its names in capitals.
func shuffled(t *testing.T, path, to string, seed uint64) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	order := rand.New(rand.NewPCG(seed, 1)).Perm(len(records[0]))
	file, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	writer := csv.NewWriter(file)
	writer.UseCRLF = true
	for _, record := range records {
		out := make([]string, len(record))
		for i, from := range order {
			out[i] = record[from]
		}
		if err := writer.Write(out); err != nil {
			t.Fatal(err)
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		t.Fatal(err)
	}
}

func TestTheOrderOfColumnsDoesNotMatter(t *testing.T) {
	files := eesFiles(t)
	dir := t.TempDir()
	for i, file := range files {
		shuffled(t, file, filepath.Join(dir, fmt.Sprintf("%02d.csv", i)), uint64(i))
	}
	sum := func(dir string) (int, string) {
		var cells int
		var sum string
		err := load(t, dir).QueryRowContext(t.Context(), `
			select count(*), md5(string_agg(concat_ws('|', measure, area_code, years, value, symbol, shared), chr(10) order by measure, area_code, years))
			from benchmarks.published`).Scan(&cells, &sum)
		if err != nil {
			t.Fatal(err)
		}
		return cells, sum
	}
	wantCells, want := sum(renamed(t, files...))
	if cells, got := sum(dir); got != want || cells != wantCells {
		t.Errorf("%d cells of shuffled files differ from %d of the published ones", cells, wantCells)
	}
}

func BenchmarkLoadEES(b *testing.B) {
	dir := renamed(b, eesFiles(b)...)
	db := memory(b)
	for b.Loop() {
		if _, err := Load(b.Context(), db, dir, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// The median ratio between labels tells a change of unit from a change of the country: no measure of the
// published tables may be doubted without a reason that can be named.
func TestPublishedMeasuresAreNotDoubted(t *testing.T) {
	db := load(t, folderOf(t, append(eesFiles(t), longTable, dictionaryFile)...))
	rows, err := db.QueryContext(t.Context(), "select measure || ' ' || years || ': ' || reason from benchmarks.doubtful order by all")
	if err != nil {
		t.Fatal(err)
	}
	found, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Errorf("doubted: %s", strings.Join(found, "\n"))
	}
}
