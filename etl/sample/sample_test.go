package sample

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var lastYearEnd = on(2026, time.March, 31)

// treeHash is one hash over the names and the bytes of every file of a folder.
func treeHash(t *testing.T, dir string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		_, _ = fmt.Fprintf(sum, "%s %d\n%s", filepath.ToSlash(name), len(content), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func TestSameSeedSameBytes(t *testing.T) {
	scenarios := map[string]func(dir string, seed uint64) error{
		"modern":  func(dir string, seed uint64) error { return Modern(context.Background(), dir, seed, lastYearEnd) },
		"hackney": func(dir string, seed uint64) error { return Hackney(context.Background(), dir, seed) },
		"write": func(dir string, seed uint64) error {
			return Write(context.Background(), dir, Options{
				Areas: 3, Years: 3, Children: 200, Seed: seed, Faults: true, YearEnd: lastYearEnd,
			}, nil)
		},
	}
	for name, write := range scenarios {
		t.Run(name, func(t *testing.T) {
			var hashes []string
			for _, seed := range []uint64{1, 1, 2} {
				dir := t.TempDir()
				if err := write(dir, seed); err != nil {
					t.Fatal(err)
				}
				hashes = append(hashes, treeHash(t, dir))
			}
			if hashes[0] != hashes[1] {
				t.Error("the same seed gave different bytes")
			}
			if hashes[0] == hashes[2] {
				t.Error("another seed gave the same bytes")
			}
		})
	}
}

// An open child reappears in the next year's set, with the same first day of its open episode; a
// child that left has its leaving in the year's file.
func TestYearlySetsJoin(t *testing.T) {
	for _, set := range []struct {
		name  string
		years []int
		write func(dir string) error
	}{
		{"modern", []int{2022, 2023, 2024, 2025, 2026}, func(dir string) error {
			return Modern(context.Background(), dir, 3, lastYearEnd)
		}},
		{"hackney", hackneyCollection, func(dir string) error { return Hackney(context.Background(), dir, 3) }},
	} {
		t.Run(set.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := set.write(dir); err != nil {
				t.Fatal(err)
			}
			returns := filepath.Join(dir, "extracts", "ssda903")
			for i, year := range set.years[:len(set.years)-1] {
				next := history(t, returns, set.years[i+1:i+2])
				for child, rows := range history(t, returns, []int{year}) {
					for _, r := range rows {
						if r.to.IsZero() && !slices.ContainsFunc(next[child], func(n row) bool { return n.from.Equal(r.from) }) {
							t.Errorf("%d: an episode open on 31 March is not in the set of %d", year, year+1)
						}
					}
				}
			}
			all, born := history(t, returns, set.years), births(t, returns, set.years)
			for child, rows := range all {
				checkHistory(t, rows, born[child], on(set.years[len(set.years)-1], time.March, 31))
			}
		})
	}
}

// checkHistory holds a child's whole history against the return's own rules.
func checkHistory(t *testing.T, rows []row, born, end time.Time) {
	t.Helper()
	if born.IsZero() {
		t.Error("a child with episodes has no date of birth")
		return
	}
	for i, r := range rows {
		last := i == len(rows)-1
		switch {
		case r.from.Before(born):
			t.Error("an episode begins before birth")
		case !r.to.IsZero() && r.to.After(born.AddDate(18, 0, 1)):
			t.Error("an episode outlasts the eighteenth birthday")
		case r.to.IsZero() && (r.rec != "" || !last || !born.AddDate(18, 0, 0).After(end)):
			t.Error("an open episode has a reason, is not the last or the child is grown up")
		case r.rec == "X1" && (last || !rows[i+1].from.Equal(r.to) || rows[i+1].rne == "S"):
			t.Error("X1 is not followed by an episode of the same day")
		case !r.to.IsZero() && r.rec != "X1" && !last && (rows[i+1].rne != "S" || !rows[i+1].from.After(r.to)):
			t.Error("leaving care is not followed by a new start")
		case r.rne == "L" && (i == 0 || rows[i-1].key != r.key || rows[i-1].ls == r.ls):
			t.Error("a change of legal status changes the placement, or no status")
		case r.rne != "L" && r.rne != "S" && rows[i-1].key == r.key:
			t.Error("a move leads to the same placement")
		case (r.place[0] == 'T') != (r.provider == ""):
			t.Error("temporary placements, and only they, have no provider")
		case r.place[0] == 'T' && (last || i == 0 || rows[i-1].key != rows[i+1].key):
			t.Error("a temporary placement does not lead back")
		}
	}
}

// Codes appear in the years that had them.
func TestCodesOfTheirYear(t *testing.T) {
	dir := t.TempDir()
	if err := Modern(context.Background(), dir, 4, lastYearEnd); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for year := 2022; year <= 2026; year++ {
		folder := filepath.Join(dir, "extracts", "ssda903", whole(year))
		for _, r := range readCSV(t, filepath.Join(folder, "header.csv")) {
			if letters := strings.Contains("MFU", r["SEX"]); letters != (year >= 2025) {
				t.Fatalf("SEX of %d is written in the wrong code", year)
			}
		}
		for _, r := range readCSV(t, filepath.Join(folder, "episodes.csv")) {
			seen[r["PLACE"]+whole(year)]++
		}
		if _, err := os.Stat(filepath.Join(folder, "social_worker.csv")); (err == nil) != (year >= 2024) {
			t.Errorf("social_worker.csv of %d: %v", year, err)
		}
	}
	if seen["H52024"] == 0 || seen["K32025"] == 0 || seen["H52025"]+seen["K32024"] != 0 {
		t.Errorf("H5 and K3 by year: %d in 2024, %d after; %d in 2024, %d after",
			seen["H52024"], seen["H52025"], seen["K32024"], seen["K32025"])
	}
}

// Wexmoor looks like an authority: its figures lie where those of real ones lie.
func TestModernIsPlausible(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		dir := t.TempDir()
		if err := Modern(context.Background(), dir, seed, lastYearEnd); err != nil {
			t.Fatal(err)
		}
		returns := filepath.Join(dir, "extracts", "ssda903")
		years := []int{2022, 2023, 2024, 2025, 2026}
		all, born := history(t, returns, years), births(t, returns, years)
		for i, want := range []int{386, 397, 409, 414, 403} {
			at := on(2022+i, time.March, 31)
			children := lookedAfter(all, at)
			if len(children) != want {
				t.Errorf("looked after at 31 March %d: %d, want %d", at.Year(), len(children), want)
			}
			restless, settled, long := stability(all, born, at)
			between(t, at, "three or more placements, %", 7, 15.5, 100*restless, len(children))
			between(t, at, "same placement two years, %", 58, 80, 100*settled, long)
			residential := 0
			for _, child := range children {
				placements := spells(all[child])
				now := slices.IndexFunc(placements, func(s spellOf) bool { return !s.from.After(at) && (s.to.IsZero() || s.to.After(at)) })
				if slices.Contains([]string{"K1", "K2"}, placements[now].place) {
					residential++
				}
			}
			between(t, at, "children's homes, %", 5.5, 16, 100*residential, len(children))
			sum, scored := 0, 0
			for _, r := range readCSV(t, filepath.Join(returns, whole(at.Year()), "oc2.csv")) {
				if score, err := strconv.Atoi(r["SDQ_SCORE"]); err == nil && score <= 40 {
					sum, scored = sum+score, scored+1
				}
			}
			between(t, at, "questionnaire mean", 12, 16, sum, scored)
		}
	}
}

func between(t *testing.T, at time.Time, what string, low, high float64, n, of int) {
	t.Helper()
	value := float64(n) / float64(of)
	t.Logf("%s %s: %.1f (of %d)", at.Format(time.DateOnly), what, value, of)
	if math.IsNaN(value) || value < low || value > high {
		t.Errorf("%s %s: %.1f, want %v to %v", at.Format(time.DateOnly), what, value, low, high)
	}
}

// Every kind of fault is planted in every authority's files, at the row that faults.csv names, and
// the faulty rows are the only ones.
func TestFaultsAreWhereTheListSays(t *testing.T) {
	dir := t.TempDir()
	opts := Options{Areas: 2, Years: 2, Children: 300, Seed: 9, Faults: true, YearEnd: lastYearEnd}
	if err := Write(context.Background(), dir, opts, nil); err != nil {
		t.Fatal(err)
	}
	planted := map[string]bool{}
	wrongDates := map[string]bool{}
	for _, f := range readCSV(t, filepath.Join(dir, "faults.csv")) {
		if f["severity"] != "row" && f["severity"] != "cell" || filepath.Ext(f["file"]) != ".csv" {
			continue // what stands in documents and workbooks is read by the reader's own test
		}
		planted[tableOf(f["file"])+f["column"]+f["kind"]] = true
		n, _ := strconv.Atoi(f["row"])
		cells := readRow(t, filepath.Join(dir, filepath.FromSlash(f["file"])), n)
		header := readRow(t, filepath.Join(dir, filepath.FromSlash(f["file"])), 1)
		at := slices.Index(header, f["column"])
		switch f["kind"] {
		case "date":
			wrongDates[f["file"]+f["row"]] = date(cells[at]).IsZero()
		case "code":
			if !slices.Contains([]string{"X9", "Z00", "many", "EUR"}, cells[at]) {
				t.Errorf("%s row %d: the code is not wrong", f["file"], n)
			}
		case "fields":
			if len(cells) == len(header) {
				t.Errorf("%s row %d has %d fields", f["file"], n, len(cells))
			}
		case "duplicate":
			if f["column"] == "" && !slices.Equal(cells, readRow(t, filepath.Join(dir, filepath.FromSlash(f["file"])), n-1)) {
				t.Errorf("%s row %d is no duplicate", f["file"], n)
			}
		}
	}
	for place, wrong := range wrongDates {
		if !wrong {
			t.Errorf("%s: the date is not wrong", place)
		}
	}
	for _, f := range catalogue() {
		if f.kind == "fields" {
			f.column = ""
		}
		if !planted[f.table+f.column+f.kind] {
			t.Errorf("no fault of kind %s in %s %s", f.kind, f.table, f.column)
		}
	}
}

func readRow(t *testing.T, path string, n int) []string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	for range n - 1 {
		if _, err := reader.Read(); err != nil {
			t.Fatal(err)
		}
	}
	cells, err := reader.Read()
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

// No invented authority carries a real code or a real name.
func TestAuthoritiesAreInvented(t *testing.T) {
	known := map[string]bool{}
	for _, r := range readCSV(t, filepath.Join("..", "reference", "areas.csv")) {
		known[r["area_code"]], known[strings.ToLower(r["area_name"])] = true, true
	}
	names := map[string]bool{}
	for n := range mostAreas {
		code, err := areaCode(n)
		if err != nil {
			t.Fatal(err)
		}
		name := areaName(n)
		if known[code] || known[strings.ToLower(name)] || names[name] || names[code] {
			t.Errorf("area %d: %s %s is real or used twice", n, code, name)
		}
		names[name], names[code] = true, true
	}
	if _, err := areaCode(mostAreas); err == nil {
		t.Error("there is a code beyond the last")
	}
}

// Options that make no sense are refused with every reason at once.
func TestWriteRefusesOptions(t *testing.T) {
	err := Write(context.Background(), t.TempDir(), Options{Areas: 0, Years: 99, Children: 1, YearEnd: on(2026, time.May, 1)}, nil)
	if err == nil {
		t.Fatal("nonsense was accepted")
	}
	for _, want := range []string{"areas is 0", "years is 99", "children is 1", "want a 31 March"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

func TestWriteStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := Write(ctx, t.TempDir(), Options{Areas: 3, Years: 2, Children: 100, Seed: 1, YearEnd: lastYearEnd}, nil)
	if err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("cancelled write returned %v", err)
	}
}

// BenchmarkWrite writes four authorities of England's average size over five years.
func BenchmarkWrite(b *testing.B) {
	for range b.N {
		dir := b.TempDir()
		opts := Options{Areas: 4, Years: 5, Children: 2500, Seed: 1, YearEnd: lastYearEnd}
		if err := Write(context.Background(), dir, opts, nil); err != nil {
			b.Fatal(err)
		}
		if b.N == 1 {
			size := int64(0)
			_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, _ error) error {
				if info, err := entry.Info(); err == nil {
					size += info.Size()
				}
				return nil
			})
			b.SetBytes(size)
		}
	}
}
