package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run the real program: the test binary started under the name sightline.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sightline": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}

// sightline runs the program in this process and wants exit code 0.
func sightline(tb testing.TB, args ...string) string {
	tb.Helper()
	stdout, stderr, code := try(tb, args...)
	if code != exitDone {
		tb.Fatalf("sightline %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

func try(tb testing.TB, args ...string) (stdout, stderr string, code int) {
	tb.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs, fixedClock)
	return out.String(), errs.String(), code
}

// fixedClock keeps the demonstrations and their last 31 March the same for ever.
func fixedClock() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) }

// rows reads CSV output into maps by column.
func rows(tb testing.TB, text string) []map[string]string {
	tb.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// The printed figures of the evaluation of Reclaiming Social Work, against what the pipeline
// computes from the row-level extracts of the scenario.
func TestTheHackneyScenarioComputesThePrintedFigures(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hackney")
	sightline(t, "demo", "--scenario", "hackney", "--dir", dir)
	config := filepath.Join(dir, "sightline.yaml")
	computed := map[string]float64{}
	for _, row := range rows(t, sightline(t, "values", "--config", config, "--format", "csv")) {
		if value, err := strconv.ParseFloat(row["value"], 64); err == nil {
			computed[row["indicator"]+" "+row["period"]+" "+row["period_end"]] = value
		}
	}
	printed := []struct {
		key      string
		value    float64
		decimals int
	}{
		{"cla snapshot 2006-03-31", 467, 0},
		{"cla snapshot 2009-03-31", 327, 0},
		{"cla snapshot 2010-03-31", 298, 0},
		{"placements_three_or_more snapshot 2009-03-31", 8.3, 1},
		{"placement_two_years snapshot 2009-03-31", 72.2, 1},
		{"sdq_average snapshot 2009-03-31", 13.2, 1},
		{"sickness_days_per_fte year 2009-03-31", 15.66, 2},
		{"sickness_days_per_fte year 2010-03-31", 7.00, 2},
		{"residential_spend year 2008-03-31", 4_300_000, 0},
		{"residential_spend year 2009-03-31", 3_690_000, 0},
		{"residential_spend year 2010-03-31", 3_200_000, 0},
		{"gross_expenditure year 2009-03-31", 42_700_000, 0},
		{"gross_expenditure year 2011-03-31", 44_200_000, 0},
	}
	for _, want := range printed {
		got, ok := computed[want.key]
		if !ok || strconv.FormatFloat(got, 'f', want.decimals, 64) != strconv.FormatFloat(want.value, 'f', want.decimals, 64) {
			t.Errorf("%s: printed %v, computed %v", want.key, want.value, got)
		}
	}
	before, after := computed["gross_less_recharges year 2009-03-31"], computed["gross_less_recharges year 2011-03-31"]
	if fall := strconv.FormatFloat(100*(before-after)/before, 'f', 2, 64); fall != "4.97" {
		t.Errorf("gross less recharges: printed a fall of 4.97%%, computed %s%% (%v to %v)", fall, before, after)
	}
	for _, row := range rows(t, sightline(t, "compare", "residential_share", "--config", config, "--format", "csv")) {
		if row["verdict_neighbours"] != "not comparable" || !strings.Contains(row["reason"], "Ofsted") || row["neighbour_mean"] != "17" {
			t.Errorf("residential share: the printed comparators have another definition: want the number and no verdict, got %v", row)
		}
	}
	for _, row := range rows(t, sightline(t, "compare", "placements_three_or_more", "--config", config, "--format", "csv")) {
		if row["period_end"] == "2009-03-31" && (row["neighbour_mean"] != "12.2" || row["england"] != "10.7" || row["verdict_neighbours"] != "better") {
			t.Errorf("three or more placements in 2009: want neighbours 12.2, England 10.7 and better, got %v", row)
		}
	}
}

func TestTheSameSeedPublishesTheSameBytes(t *testing.T) {
	var editions []string
	for range 2 {
		dir := filepath.Join(t.TempDir(), "demo")
		sightline(t, "demo", "--dir", dir)
		manifest, err := os.ReadFile(filepath.Join(dir, "published", "current", "public", "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		editions = append(editions, string(manifest))
		if stdout := sightline(t, "verify", filepath.Join(dir, "published", "current", "public")); !strings.Contains(stdout, "is as published") {
			t.Errorf("verify: %s", stdout)
		}
	}
	if editions[0] != editions[1] {
		t.Error("two runs of the demonstration differ")
	}
}

// Every page says that the records are invented.
func TestEveryDemonstrationPageSaysThatItsRecordsAreInvented(t *testing.T) {
	for _, scenario := range []string{"modern", "hackney"} {
		dir := filepath.Join(t.TempDir(), scenario)
		sightline(t, "demo", "--scenario", scenario, "--dir", dir)
		pages := 0
		err := filepath.WalkDir(filepath.Join(dir, "published")+"/", func(path string, entry os.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".html" {
				return err
			}
			pages++
			text, err := os.ReadFile(path)
			if err == nil && (!bytes.Contains(text, []byte("invented")) || !bytes.Contains(text, []byte("no real child"))) {
				t.Errorf("%s does not say that the records are invented and belong to no real child", path)
			}
			return err
		})
		if err != nil || pages < 20 {
			t.Errorf("%s: %d pages, %v", scenario, pages, err)
		}
	}
}
