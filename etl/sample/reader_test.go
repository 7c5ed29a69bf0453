package sample

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests read the written files back with a small reader of their own and count by the words of
// the definitions, in whole histories put together from the yearly files.

// record is one row by column name.
type record map[string]string

func readCSV(t *testing.T, path string) []record {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	header[0] = strings.TrimPrefix(header[0], "\uFEFF")
	var rows []record
	for {
		cells, err := reader.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if len(cells) != len(header) {
			continue // a planted fault
		}
		row := record{}
		for i, name := range header {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
}

func date(text string) time.Time {
	at, err := time.Parse("02/01/2006", text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// row is an episode as the latest return shows it.
type row struct {
	from, to       time.Time // to is zero while open
	rne, ls, place string
	provider, key  string
	rec            string
	year           int
}

func (r row) open(at time.Time) bool {
	return !r.from.After(at) && (r.to.IsZero() || r.to.After(at))
}

// history reads the episodes of all years; of an episode in several files the latest counts.
func history(t *testing.T, dir string, years []int) map[string][]row {
	t.Helper()
	all := map[string][]row{}
	for _, year := range years {
		for _, r := range readCSV(t, filepath.Join(dir, whole(year), "episodes.csv")) {
			from, to := date(r["DECOM"]), date(r["DEC"])
			if from.IsZero() || !to.IsZero() && !to.After(from) || len(r["PLACE"]) < 2 || r["PLACE"] == "X9" {
				continue // a planted fault
			}
			next := row{
				from: from, to: to, rne: r["RNE"], ls: r["LS"], place: r["PLACE"], provider: r["PLACE_PROVIDER"],
				key: r["PLACE"] + r["PL_POST"] + r["URN"] + r["PLACE_PROVIDER"], rec: r["REC"], year: year,
			}
			rows := all[r["CHILD"]]
			at := slices.IndexFunc(rows, func(held row) bool { return held.from.Equal(from) })
			if at >= 0 {
				rows[at] = next
			} else {
				rows = append(rows, next)
			}
			all[r["CHILD"]] = rows
		}
	}
	for _, rows := range all {
		slices.SortFunc(rows, func(a, b row) int { return a.from.Compare(b.from) })
	}
	return all
}

// spellOf is a placement: T codes and legal changes belong to the one before.
type spellOf struct {
	from, to time.Time
	place    string
	began    time.Time // of the period of care
}

func spells(rows []row) []spellOf {
	var all []spellOf
	var began time.Time
	for i, r := range rows {
		if r.ls == "V3" || r.ls == "V4" {
			continue
		}
		opens := i == 0 || r.rne == "S" || !rows[i-1].to.Equal(r.from) || rows[i-1].rec != "X1"
		if opens {
			began = r.from
		}
		same := !opens && (r.place[0] == 'T' || r.rne == "L" || r.rne == "T" || r.rne == "U" || rows[i-1].place[0] == 'T')
		if same {
			all[len(all)-1].to = r.to
			if r.place[0] != 'T' {
				all[len(all)-1].place = r.place
			}
			continue
		}
		all = append(all, spellOf{from: r.from, to: r.to, place: r.place, began: began})
	}
	return all
}

func lookedAfter(all map[string][]row, at time.Time) []string {
	var children []string
	for child, rows := range all {
		if slices.ContainsFunc(rows, func(r row) bool { return r.open(at) && r.ls != "V3" && r.ls != "V4" }) {
			children = append(children, child)
		}
	}
	slices.Sort(children)
	return children
}

// stability counts, of the children looked after on a 31 March, those with three or more placements
// in the year, those under 16 in care for two and a half years and, of them, those in one placement
// for two.
func stability(all map[string][]row, born map[string]time.Time, at time.Time) (restless, settled, long int) {
	for _, child := range lookedAfter(all, at) {
		placements := spells(all[child])
		inYear := 0
		for _, s := range placements {
			if !s.from.After(at) && (s.to.IsZero() || s.to.After(at.AddDate(-1, 0, 1))) {
				inYear++
			}
		}
		if inYear >= 3 {
			restless++
		}
		current := slices.IndexFunc(placements, func(s spellOf) bool {
			return !s.from.After(at) && (s.to.IsZero() || s.to.After(at))
		})
		s := placements[current]
		if born[child].AddDate(16, 0, 0).After(at) && !s.began.After(on(at.Year()-3, time.September, 30)) {
			long++
			if !s.from.After(on(at.Year()-2, time.March, 31)) || s.place[0] == 'A' &&
				current > 0 && !placements[current-1].from.After(on(at.Year()-2, time.March, 31)) {
				settled++
			}
		}
	}
	return restless, settled, long
}

func births(t *testing.T, dir string, years []int) map[string]time.Time {
	t.Helper()
	born := map[string]time.Time{}
	for _, year := range years {
		for _, r := range readCSV(t, filepath.Join(dir, whole(year), "header.csv")) {
			if at := date(r["DOB"]); !at.IsZero() {
				born[r["CHILD"]] = at
			}
		}
	}
	return born
}
