package benchmarks

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"sightline/etl/warehouse"
)

// publishedFiles are the Department's files as published; the tests that need them skip without.
const (
	publishedData   = "../../shared/data"
	longTable       = publishedData + "/lait/original/bds_long_0.parquet"
	longTableSmall  = publishedData + "/lait/bds_long_csc.parquet"
	dictionaryFile  = publishedData + "/lait/original/lait_data_dictionary.csv"
	dictionarySmall = publishedData + "/lait/lait_data_dictionary_csc.csv"
	workbook2021    = publishedData + "/lait/original/sn_april_2021.xlsx"
	workbook2025    = publishedData + "/lait/original/sn_may_2025.xlsx"
)

func needPublished(tb testing.TB) {
	tb.Helper()
	if _, err := os.Stat(longTable); err != nil {
		tb.Skip("the published files are not beside this repository (../shared/data)")
	}
}

func memory(tb testing.TB) *sql.DB {
	tb.Helper()
	db, err := warehouse.Memory(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// folderOf links files into a fresh folder.
func folderOf(tb testing.TB, files ...string) string {
	tb.Helper()
	dir := tb.TempDir()
	for _, file := range files {
		path, err := filepath.Abs(file)
		if err != nil {
			tb.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(dir, filepath.Base(file))); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

func load(tb testing.TB, dir string) *sql.DB {
	tb.Helper()
	db := memory(tb)
	if _, err := Load(tb.Context(), db, dir, slog.New(slog.DiscardHandler)); err != nil {
		tb.Fatal(err)
	}
	return db
}

func loadPublished(tb testing.TB) *sql.DB {
	tb.Helper()
	needPublished(tb)
	return load(tb, folderOf(tb, longTable, dictionaryFile, workbook2021, workbook2025))
}

// The oracle: LAIT's method in plain Go, written from its description, matching areas by name.
type oracle struct {
	values     map[string]map[string]map[string]*float64 // measure, label, area name
	polarity   map[string]string
	banded     map[string]bool
	names      map[string]string // code to name
	regions    map[string]string // code to GOReg
	neighbours map[string][]string
	authority  map[string]bool // by name
}

func readOracle(ctx context.Context, t *testing.T, db *sql.DB) *oracle {
	t.Helper()
	o := &oracle{
		values: map[string]map[string]map[string]*float64{}, polarity: map[string]string{}, banded: map[string]bool{},
		names: map[string]string{}, regions: map[string]string{}, neighbours: map[string][]string{}, authority: map[string]bool{},
	}
	rows, err := db.QueryContext(ctx, `select "Short Desc", "Years", "LA and Regions", "Values", "LA Number" from read_parquet(?)`, longTable)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var measure, label, area, printed string
		var number float64
		if err := rows.Scan(&measure, &label, &area, &printed, &number); err != nil {
			t.Fatal(err)
		}
		if o.values[measure] == nil {
			o.values[measure] = map[string]map[string]*float64{}
		}
		if o.values[measure][label] == nil {
			o.values[measure][label] = map[string]*float64{}
		}
		o.values[measure][label][area] = nil
		if printed != "-" && printed != "c" && printed != ".." {
			v, err := strconv.ParseFloat(printed, 64)
			if err != nil {
				t.Fatal(err)
			}
			o.values[measure][label][area] = &v
		}
		o.names[fmt.Sprintf("%.0f", number)] = area
		o.authority[area] = number < 970
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range readCSV(t, dictionaryFile) {
		id := strings.TrimSpace(row["Measure_short"])
		if strings.Contains(row["Table_status"], "DISCONTINUE") || seen[row["Measure"]] {
			continue
		}
		seen[row["Measure"]] = true
		if _, ok := o.polarity[id]; !ok {
			o.polarity[id], o.banded[id] = row["Polarity"], row["No_Quartile"] != "N"
		}
	}
	for _, row := range readCSV(t, publishedData+"/statistical_neighbours/statistical_neighbours_2025.csv") {
		o.regions[row["la_code"]] = row["region"]
		o.neighbours[row["la_code"]] = append(o.neighbours[row["la_code"]], row["neighbour_name"])
	}
	return o
}

func readCSV(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[strings.TrimPrefix(name, "\ufeff")] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// yearOf is the number that LAIT sorts a label by.
func yearOf(label string) int {
	n, err := strconv.Atoi(label[:min(4, len(label))])
	if err != nil {
		panic("a label without a year: " + label)
	}
	return n
}

func (o *oracle) rows(measure, code string) []Row {
	byLabel := o.values[measure]
	labels := make([]string, 0, len(byLabel))
	latestLabel, latestYear := "", 0
	for label := range byLabel {
		labels = append(labels, label)
		latestLabel, latestYear = max(latestLabel, label), max(latestYear, yearOf(label))
	}
	sort.Slice(labels, func(i, j int) bool {
		return yearOf(labels[i]) < yearOf(labels[j]) || yearOf(labels[i]) == yearOf(labels[j]) && labels[i] < labels[j]
	})
	region := o.regions[code]
	if strings.HasPrefix(region, "London") {
		found := false
		for label, areas := range byLabel {
			found = found || yearOf(label) == latestYear && areas[region] != nil
		}
		if !found {
			region = "London"
		}
	}
	var out []Row
	var before *float64
	for i, label := range labels {
		areas := byLabel[label]
		row := Row{Measure: measure, AreaCode: code, Years: label, Value: areas[o.names[code]], Region: areas[region], England: areas["England"]}
		var used []float64
		for _, name := range o.neighbours[code] {
			if v := areas[name]; v != nil {
				used = append(used, *v)
			}
		}
		count := int64(len(used))
		row.NeighboursUsed = &count
		if count > 0 {
			sum := 0.0
			for _, v := range used {
				sum += v
			}
			mean := sum / float64(count)
			row.NeighbourMean = &mean
			slices.Sort(used)
			middle := (used[(count-1)/2] + used[count/2]) / 2
			row.NeighbourMedian = &middle
		}
		if i > 0 && before != nil && row.Value != nil {
			change := *row.Value - *before
			row.Change = &change
		}
		before = row.Value
		if label == latestLabel {
			o.stand(&row, areas)
		}
		out = append(out, row)
	}
	return out
}

// stand sets rank and band from the latest values of the authorities.
func (o *oracle) stand(row *Row, areas map[string]*float64) {
	polarity := o.polarity[row.Measure]
	if polarity != "High" && polarity != "Low" {
		row.Band = "-"
		return
	}
	var pool []float64
	for name, v := range areas {
		if o.authority[name] && v != nil {
			pool = append(pool, *v)
		}
	}
	slices.Sort(pool)
	ranked := int64(len(pool))
	if ranked > 0 {
		row.Ranked = &ranked
	}
	if row.Value != nil {
		better := int64(0)
		for _, v := range pool {
			if polarity == "Low" && v < *row.Value || polarity == "High" && v > *row.Value {
				better++
			}
		}
		better++
		row.Rank = &better
		letters := "ABCD"
		if polarity == "High" {
			letters = "DCBA"
		}
		place := 0
		for _, p := range []float64{0.25, 0.5, 0.75} {
			if *row.Value > typeSeven(pool, p) {
				place++
			}
		}
		row.Band = letters[place : place+1]
	}
	if !o.banded[row.Measure] {
		row.Band = "-"
	}
}

// typeSeven is R's default quantile of sorted values: linear between order statistics at (n-1)p.
func typeSeven(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	lo := int(math.Floor(h))
	if lo == len(sorted)-1 || sorted[lo] == sorted[lo+1] {
		return sorted[lo]
	}
	return sorted[lo] + (h-float64(lo))*(sorted[lo+1]-sorted[lo])
}

// TestPublishedFiles loads the published files once and asks everything of them.
func TestPublishedFiles(t *testing.T) {
	db := loadPublished(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *sql.DB)
	}{
		{"show follows LAIT for every measure", showFollowsLAITForEveryMeasure},
		{"neighbours without a value leave the mean", neighboursWithoutAValueLeaveTheMean},
		{"workbooks hold the published neighbours", workbooksHoldThePublishedNeighbours},
		{"every neighbour is published under its name", everyNeighbourIsPublishedUnderItsName},
		{"the dictionary is cleaned as LAIT does", dictionaryIsCleanedAsLAITDoes},
		{"what is not held is named with what is near", whatIsNotHeldIsNamedWithWhatIsNear},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, db) })
	}
}

func showFollowsLAITForEveryMeasure(t *testing.T, db *sql.DB) {
	ctx := t.Context()
	o := readOracle(ctx, t, db)
	codes := []string{
		"201", "202", "203", "204", "206", "301", "302", "309", "313", "330", "331", "332", "333", "334", "335", "336",
		"342", "352", "380", "420", "800", "835", "838", "839", "840", "846", "886", "909", "928", "933", "937", "940", "941", "942", "943",
	}
	shown, err := show(ctx, db, "dfe-2025", nil, codes)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]Row{}
	for _, row := range shown {
		got[row.Measure+"\x00"+row.AreaCode] = append(got[row.Measure+"\x00"+row.AreaCode], row)
	}
	if len(o.values) != 434 {
		t.Fatalf("%d measures, want 434", len(o.values))
	}
	fallbacks, banded := 0, 0
	for measure := range o.values {
		for _, code := range codes {
			want := o.rows(measure, code)
			have := got[measure+"\x00"+code]
			if len(have) != len(want) {
				t.Fatalf("%s %s: %d rows, want %d", measure, code, len(have), len(want))
			}
			for i := range want {
				if diff := rowDifference(have[i], want[i]); diff != "" {
					t.Errorf("%s %s %s: %s", measure, code, want[i].Years, diff)
				}
				if want[i].Band != "" && want[i].Band != "-" {
					banded++
				}
			}
		}
		if strings.HasPrefix(o.regions["204"], "London") && o.usesLondon(measure) {
			fallbacks++
		}
	}
	if fallbacks == 0 || banded == 0 {
		t.Errorf("the data no longer reach the London rule (%d measures) or the bands (%d rows)", fallbacks, banded)
	}
}

// usesLondon tells whether Inner London has no value in a measure's latest year.
func (o *oracle) usesLondon(measure string) bool {
	latest := 0
	for label := range o.values[measure] {
		latest = max(latest, yearOf(label))
	}
	for label, areas := range o.values[measure] {
		if yearOf(label) == latest && areas["London (Inner)"] != nil {
			return false
		}
	}
	return true
}

func rowDifference(got, want Row) string {
	same := func(a, b *float64) bool {
		return (a == nil) == (b == nil) && (a == nil || math.Abs(*a-*b) <= 1e-9*max(1, math.Abs(*b)))
	}
	whole := func(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	switch {
	case got.Measure != want.Measure || got.AreaCode != want.AreaCode || got.Years != want.Years:
		return fmt.Sprintf("row is of %s %s %s", got.Measure, got.AreaCode, got.Years)
	case !same(got.Value, want.Value):
		return "value differs"
	case !same(got.NeighbourMean, want.NeighbourMean):
		return "neighbour mean differs"
	case !same(got.NeighbourMedian, want.NeighbourMedian):
		return "neighbour median differs"
	case !whole(got.NeighboursUsed, want.NeighboursUsed):
		return "neighbours used differs"
	case !same(got.Region, want.Region):
		return "region differs"
	case !same(got.England, want.England):
		return "England differs"
	case !whole(got.Rank, want.Rank):
		return "rank differs"
	case !whole(got.Ranked, want.Ranked):
		return "ranked differs"
	case got.Band != want.Band:
		return fmt.Sprintf("band %q, want %q", got.Band, want.Band)
	case !same(got.Change, want.Change):
		return "change differs"
	}
	return ""
}

func neighboursWithoutAValueLeaveTheMean(t *testing.T, db *sql.DB) {
	for _, c := range []struct {
		area, years string
		used        int64
	}{{"942", "2024", 4}, {"342", "2025", 3}} {
		rows, err := Show(t.Context(), db, "CPPlans2yrsActive", c.area, "dfe-2025")
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(rows, func(r Row) bool { return r.Years == c.years })
		if at < 0 || *rows[at].NeighboursUsed != c.used {
			t.Errorf("%s %s: want %d neighbours used", c.area, c.years, c.used)
		}
	}
}

func workbooksHoldThePublishedNeighbours(t *testing.T, db *sql.DB) {
	ctx := t.Context()
	for _, year := range []string{"2021", "2025"} {
		var want []string
		for _, row := range readCSV(t, publishedData+"/statistical_neighbours/statistical_neighbours_"+year+".csv") {
			want = append(want, strings.Join([]string{
				row["la_code"], row["region"], row["neighbour_rank"], row["neighbour_code"],
				row["closeness_band"], row["closeness_ordinal"],
			}, "|"))
		}
		rows, err := db.QueryContext(ctx, `
			select concat_ws('|', area_code, region_name, rank, neighbour_code, closeness, closeness_ordinal)
			from benchmarks.neighbour
			inner join benchmarks.area_region using (model, area_code)
			where model = ?`, "dfe-"+year)
		if err != nil {
			t.Fatal(err)
		}
		got, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		slices.Sort(want)
		if len(want) < 1500 || !slices.Equal(got, want) {
			t.Errorf("%s: %d neighbours differ from the %d of the tidy file", year, len(got), len(want))
		}
	}
	var ten string
	err := db.QueryRowContext(ctx, `
		select string_agg(neighbour_code, ' ' order by rank)
		from benchmarks.neighbour
		where model = 'dfe-2025' and area_code = '204'`).Scan(&ten)
	if err != nil || ten != "210 206 309 208 211 209 202 352 320 213" {
		t.Errorf("Hackney's neighbours: %s, %v", ten, err)
	}
}

// LAIT finds neighbours by name; this package finds them by code. Both must reach the same rows.
func everyNeighbourIsPublishedUnderItsName(t *testing.T, db *sql.DB) {
	var lost int
	err := db.QueryRowContext(t.Context(), `
		with published as (select distinct area_code, area_name from benchmarks.published)
		select count(*)
		from benchmarks.neighbour
		inner join benchmarks.area_region
			on neighbour.model = area_region.model and neighbour.neighbour_code = area_region.area_code
		left join published
			on area_region.area_code = published.area_code and area_region.area_name = published.area_name
		where published.area_code is null`).Scan(&lost)
	if err != nil || lost != 0 {
		t.Errorf("%d neighbours are not published under their code and name, %v", lost, err)
	}
	var pairs int
	err = db.QueryRowContext(t.Context(), "select count(*) from benchmarks.neighbour").Scan(&pairs)
	if err != nil || pairs != 1560+1580 {
		t.Errorf("%d neighbours held, want %d, %v", pairs, 1560+1580, err)
	}
}

func TestParquetAndCSVGiveTheSame(t *testing.T) {
	needPublished(t)
	ctx := t.Context()
	db := memory(t)
	dir := t.TempDir()
	text := filepath.Join(dir, "values.csv")
	_, err := db.ExecContext(ctx, fmt.Sprintf("copy (from read_parquet(%s)) to %s (header, delimiter ',')", quote(longTableSmall), quote(text)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(ctx, db, dir, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(ctx, "create table from_csv as select * exclude (file_id) from benchmarks.published"); err != nil {
		t.Fatal(err)
	}
	// Held together they agree, too: each figure is kept once.
	for _, path := range []string{longTableSmall, longTable, dictionaryFile, dictionarySmall} {
		if err := os.Symlink(mustAbs(t, path), filepath.Join(dir, filepath.Base(path))); err != nil {
			t.Fatal(err)
		}
	}
	held, err := Load(ctx, db, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var lost, small, all int
	err = db.QueryRowContext(ctx, `
		select
			(select count(*) from from_csv),
			(select count(*) from (from from_csv except all select * exclude (file_id) from benchmarks.published)),
			(select count(*) from benchmarks.published)`).Scan(&small, &lost, &all)
	if err != nil || lost != 0 || small != 265_030 || all != 641_070 || len(held.Files) != 5 {
		t.Errorf("%d figures of the CSV are not in the Parquet form, %d in all, %v", lost, all, err)
	}
}

func mustAbs(tb testing.TB, path string) string {
	tb.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

func dictionaryIsCleanedAsLAITDoes(t *testing.T, db *sql.DB) {
	ctx := t.Context()
	var measures, titles int
	if err := db.QueryRowContext(ctx, "select count(*), count(distinct title) from benchmarks.measure").Scan(&measures, &titles); err != nil {
		t.Fatal(err)
	}
	if measures != 434 || titles != 434 {
		t.Errorf("%d measures with %d titles, want 434", measures, titles)
	}
	var polarity, topic, updated string
	var decimals int
	var broken bool
	err := db.QueryRowContext(ctx, `
		select polarity, decimals, topic, next_update, contains(description, chr(13))
		from benchmarks.measure
		where measure = 'LAC_Unauth'`).Scan(&polarity, &decimals, &topic, &updated, &broken)
	if err != nil {
		t.Fatal(err)
	}
	if polarity != "Low" || decimals != 1 || topic != "Children Looked After; All Pupil Absence & Exclusions" || broken {
		t.Errorf("LAC_Unauth: polarity %s, %d decimals, topics %s", polarity, decimals, topic)
	}
}

func whatIsNotHeldIsNamedWithWhatIsNear(t *testing.T, db *sql.DB) {
	for _, c := range []struct{ measure, area, model, want string }{
		{"lac", "204", "dfe-2025", "LAC (Children looked after rate per 10,000)"},
		{"LAC", "Hackney", "dfe-2025", "204 Hackney"},
		{"LAC", "204", "dfe-2023", "dfe-2021, or dfe-2025"},
		{"qqqqqqqq", "204", "dfe-2025", "434 measures"},
	} {
		_, err := Show(t.Context(), db, c.measure, c.area, c.model)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s %s: %v, want it to name %s", c.measure, c.area, c.model, err, c.want)
		}
	}
	all, err := Show(t.Context(), db, "LAC", "", "dfe-2021")
	if err != nil || len(all) != 158*10 || all[0].AreaCode != "201" || all[0].Years != "2016" || all[1579].AreaCode != "943" || all[1579].Years != "2025" {
		t.Errorf("every authority: %d rows, %v", len(all), err)
	}
	rows, err := Show(t.Context(), db, "LAC", "970", "")
	if err != nil || len(rows) != 10 || rows[9].Value == nil || rows[9].Rank != nil {
		t.Errorf("England's own figures: %d rows, %v", len(rows), err)
	}
}

func BenchmarkLoad(b *testing.B) {
	needPublished(b)
	dir := folderOf(b, longTable, dictionaryFile, workbook2021, workbook2025)
	db := memory(b)
	for b.Loop() {
		if _, err := Load(b.Context(), db, dir, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShowOneMeasure(b *testing.B) {
	db := loadPublished(b)
	for b.Loop() {
		if _, err := Show(b.Context(), db, "LAC", "204", "dfe-2025"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShowEveryMeasureAndArea(b *testing.B) {
	db := loadPublished(b)
	for b.Loop() {
		if _, err := Show(b.Context(), db, "", "", "dfe-2025"); err != nil {
			b.Fatal(err)
		}
	}
}
