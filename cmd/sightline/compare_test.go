package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/benchmarks"
	"sightline/etl/warehouse"
)

// What compare prints are the tables' own columns, all of them; those that hold numbers are numbers in JSON.
func TestEachTableIsPrintedWithAllItsColumns(t *testing.T) {
	db, err := warehouse.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := benchmarks.ApplySchema(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	tables := map[string]string{
		"comparison": "comparison", "judgements": "judgement", "neighbours": "member", "trend": "trend", "funnel": "funnel",
		"process": "process", "points": "process_point", "tally": "tally", "tally-members": "tally_member",
	}
	for _, view := range comparisonViews() {
		found, err := view.read(t.Context(), db, asked{ids: []string{"cla"}, area: "204"})
		if err != nil {
			t.Fatal(err)
		}
		columns := map[bool][]string{}
		rows, err := db.QueryContext(t.Context(), `
			select column_name, data_type in ('DOUBLE', 'INTEGER')
			from information_schema.columns
			where table_schema = 'benchmarks' and table_name = ?`, tables[view.name])
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			var numeric bool
			if err := rows.Scan(&name, &numeric); err != nil {
				t.Fatal(err)
			}
			columns[numeric] = append(columns[numeric], name)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		sorted := func(names []string) []string { return slices.Sorted(slices.Values(names)) }
		if want := sorted(slices.Concat(columns[true], columns[false])); len(want) == 0 || !slices.Equal(sorted(found.columns), want) {
			t.Errorf("%s: columns %v, want %v", view.name, sorted(found.columns), want)
		}
		if !slices.Equal(sorted(found.numeric), sorted(columns[true])) {
			t.Errorf("%s: numbers %v, want %v", view.name, sorted(found.numeric), sorted(columns[true]))
		}
	}
}

// startsWorld writes an authority in which 4 and 6 children in turn come into care each month from April 2023
// to February 2025, 20 in March 2025, and nobody leaves. extra is more of the configuration.
func startsWorld(t *testing.T, extra string) (config string, starts []int) {
	t.Helper()
	dir := t.TempDir()
	const heading = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
	files := map[int]*strings.Builder{2024: {}, 2025: {}}
	for year := range files {
		files[year].WriteString(heading)
	}
	for month := range 24 {
		count := 4 + 2*(month%2)
		if month == 23 {
			count = 20
		}
		starts = append(starts, count)
		on := time.Date(2023, time.Month(4+month), 1, 0, 0, 0, 0, time.UTC)
		for i := range count {
			row := fmt.Sprintf("c%d_%d,%s,S,V2,N1,U6,PR1,,,,AA1 1AA,AA1 1AA,1234567\n", month, i, on.AddDate(0, 0, i).Format("02/01/2006"))
			for year, file := range files {
				if !on.After(time.Date(year, time.March, 31, 0, 0, 0, 0, time.UTC)) {
					file.WriteString(row)
				}
			}
		}
	}
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for year, file := range files {
		put(fmt.Sprintf("extracts/%d/episodes.csv", year), file.String())
	}
	put("sightline.yaml", "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts}\nreporting: {from: 2023-04-01}\n"+extra)
	config = filepath.Join(dir, "sightline.yaml")
	sightline(t, "run", "--as-at", "2025-03-31", "--until", "compare", "--config", config)
	return config, starts
}

// xmr is the centre and limits of a chart: 2.66 mean moving ranges, those of 3.267 times their mean or more
// left out once.
func xmr(values []int) (centre, lower, upper float64) {
	mean := func(of []float64) (sum float64) {
		for _, one := range of {
			sum += one
		}
		return sum / float64(len(of))
	}
	var all, ranges, kept []float64
	for i, value := range values {
		all = append(all, float64(value))
		if i > 0 {
			ranges = append(ranges, math.Abs(float64(value-values[i-1])))
		}
	}
	for _, one := range ranges {
		if one < 3.267*mean(ranges) {
			kept = append(kept, one)
		}
	}
	centre = mean(all)
	return centre, centre - 2.66*mean(kept), centre + 2.66*mean(kept)
}

func asFloat(t *testing.T, text string) float64 {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Errorf("%q is no number", text)
	}
	return value
}

// alike tells whether a printed number is the wanted one to nine decimals.
func alike(t *testing.T, printed string, want float64) bool {
	t.Helper()
	return math.Abs(asFloat(t, printed)-want) < 1e-9
}

// Who comes into care is charted by the month; how many are in care is a stock and is not, and the row says
// what to chart instead; nobody leaves, which is too few by month and by quarter.
func TestProcessControlThroughTheFrontDoor(t *testing.T) {
	config, starts := startsWorld(t, "")
	charts := map[string]map[string]string{}
	for _, row := range rows(t, sightline(t, "compare", "cla", "cla_started", "cla_ceased", "--of", "process", "--config", config, "--format", "csv")) {
		charts[row["indicator"]+" "+row["period"]] = row
	}
	centre, lower, upper := xmr(starts)
	if row := charts["cla_started month"]; !alike(t, row["centre"], centre) || !alike(t, row["lower"], lower) || !alike(t, row["upper"], upper) ||
		row["points"] != "24" || row["firm"] != "true" || row["variation"] != "special cause" || row["stretch"] != "1" {
		t.Errorf("starts: %v, want %v within %v and %v", row, centre, lower, upper)
	}
	if row := charts["cla month"]; row["variation"] != "refused" || row["instead"] != "cla_started; cla_ceased" || !strings.Contains(row["reason"], "correlate at ") || row["centre"] != "" {
		t.Errorf("the stock: %v", row)
	}
	for _, period := range []string{"month", "quarter"} {
		if row := charts["cla_ceased "+period]; row["variation"] != "refused" || !strings.Contains(row["reason"], "an average of 0.0 events a period") {
			t.Errorf("ends by %s: %v", period, row)
		}
	}
	if len(charts) != 4 {
		t.Errorf("%d charts: %v", len(charts), charts)
	}
	points := rows(t, sightline(t, "compare", "--of", "points", "--period", "month", "--config", config, "--format", "csv"))
	if len(points) != 24 {
		t.Fatalf("%d points", len(points))
	}
	for i, point := range points {
		want := "common cause"
		if i == 23 {
			want = "outside limits"
		}
		if point["indicator"] != "cla_started" || point["value"] != strconv.Itoa(starts[i]) || point["signal"] != want {
			t.Errorf("point %d: %v, want %d and %s", i, point, starts[i], want)
		}
	}
	if quarters := rows(t, sightline(t, "compare", "--of", "process", "--period", "quarter", "--config", config, "--format", "csv")); len(quarters) != 1 {
		t.Errorf("asked for quarters: %v", quarters)
	}
}

func TestARebaseIsADecisionInTheConfiguration(t *testing.T) {
	config, starts := startsWorld(t, `process:
  rebase:
    - {indicator: cla_started, from: 2024-04-01, reason: "the edge of care team began"}
`)
	charts := rows(t, sightline(t, "compare", "cla_started", "--of", "process", "--config", config, "--format", "csv"))
	if len(charts) != 2 {
		t.Fatalf("%d stretches", len(charts))
	}
	for i, part := range [][]int{starts[:12], starts[12:]} {
		centre, lower, upper := xmr(part)
		if row := charts[i]; !alike(t, row["centre"], centre) || !alike(t, row["lower"], lower) || !alike(t, row["upper"], upper) || row["points"] != "12" || row["firm"] != "false" {
			t.Errorf("stretch %d: %v, want %v within %v and %v", i+1, row, centre, lower, upper)
		}
	}
	if charts[0]["rebase_reason"] != "" || charts[1]["rebase_reason"] != "the edge of care team began" || charts[1]["first_end"] != "2024-04-30" {
		t.Errorf("the reason is not told: %v", charts)
	}
}
