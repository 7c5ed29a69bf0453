package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
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

// Every page says that the records are invented, and what pages say of comparisons is what the tables say.
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
		moneyTies(t, dir)
		teamsAddUp(t, dir)
		if days, groups := closerLooksAgree(t, dir); scenario == "modern" && (days < 9 || groups < 30) {
			t.Errorf("%s: %d pages tell how long cases took and %d who the children are", scenario, days, groups)
		}
		seen := sentencesAreTrue(t, dir)
		t.Logf("%s: sentences about comparisons: %v", scenario, seen)
		for _, kind := range map[string][]string{
			"modern":  {"relation", "spread", "within", "place", "trend", "five", "variation", "tally", "signal", "front year", "front decide"},
			"hackney": {"relation", "five", "tally", "signal", "front year", "front decide"},
		}[scenario] {
			if seen[kind] == 0 {
				t.Errorf("%s: no sentence of kind %s was found on any page", scenario, kind)
			}
		}
	}
}
