package sample

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

var hackneyCollection = []int{2006, 2007, 2008, 2009, 2010, 2011}

// The printed figures come out of the files, whatever the seed.
func TestHackneyHeadlines(t *testing.T) {
	for _, seed := range []uint64{1, 77} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir := t.TempDir()
			if err := Hackney(context.Background(), dir, seed); err != nil {
				t.Fatal(err)
			}
			returns := filepath.Join(dir, "extracts", "ssda903")
			all := history(t, returns, hackneyCollection)
			born := births(t, returns, hackneyCollection)
			for year, want := range map[int]int{2006: 467, 2007: 440, 2008: 385, 2009: 327, 2010: 298, 2011: 264} {
				if got := len(lookedAfter(all, on(year, time.March, 31))); got != want {
					t.Errorf("looked after at 31 March %d: %d, want %d", year, got, want)
				}
			}
			printed := on(2009, time.March, 31)
			restless, settled, long := stability(all, born, printed)
			if restless != 27 || settled != 91 || long != 126 {
				t.Errorf("three or more placements %d, stable %d of %d: want 27, 91 of 126", restless, settled, long)
			}
			sum, scored := questionnaires(t, returns, born, printed)
			if sum != 1980 || scored != 150 {
				t.Errorf("questionnaires: %d points of %d children, want 1980 of 150", sum, scored)
			}
		})
	}
}

func questionnaires(t *testing.T, returns string, born map[string]time.Time, at time.Time) (sum, scored int) {
	t.Helper()
	for _, r := range readCSV(t, filepath.Join(returns, whole(at.Year()), "oc2.csv")) {
		score, err := strconv.Atoi(r["SDQ_SCORE"])
		if err != nil {
			continue
		}
		if b := born[r["CHILD"]]; b.AddDate(5, 0, 0).After(at) || !b.AddDate(17, 0, 0).After(at) {
			t.Errorf("a child outside 5 to 16 has a score")
		}
		sum, scored = sum+score, scored+1
	}
	return sum, scored
}

func TestHackneySickness(t *testing.T) {
	dir := t.TempDir()
	if err := Hackney(context.Background(), dir, 5); err != nil {
		t.Fatal(err)
	}
	staff := readCSV(t, filepath.Join(dir, "extracts", "workforce", "hr_establishment_2011-03-31.csv"))
	inPost := func(at time.Time) float64 {
		fte := 0.0
		for _, r := range staff {
			held, _ := strconv.ParseFloat(r["fte"], 64)
			ended := date(r["role_end_date"])
			if r["agency_worker"] == "0" && !date(r["role_start_date"]).After(at) && (ended.IsZero() || ended.After(at)) {
				fte += held
			}
		}
		return fte
	}
	for year, want := range map[int]float64{2009: 15.66, 2010: 7.00} {
		days := 0.0
		for _, r := range readCSV(t, filepath.Join(dir, "extracts", "absence", "hr_sickness_"+financialYear(year)+".csv")) {
			from, to := date(r["start_date"]), date(r["end_date"])
			if r["absence_type"] != "Sickness" || from.Before(on(year-1, time.April, 1)) || to.After(on(year, time.March, 31)) || to.Before(from) {
				t.Fatalf("an absence of %s lies outside its year", financialYear(year))
			}
			lost, _ := strconv.ParseFloat(r["fte_working_days_lost_in_year"], 64)
			days += lost
		}
		average := (inPost(on(year-1, time.April, 1)) + inPost(on(year, time.March, 31))) / 2
		if got := math.Round(days/average*1e4) / 1e4; got != want {
			t.Errorf("sickness %s: %.1f days / %.2f FTE = %v, want %v", financialYear(year), days, average, got, want)
		}
	}
}

func TestHackneyLedger(t *testing.T) {
	dir := t.TempDir()
	if err := Hackney(context.Background(), dir, 5); err != nil {
		t.Fatal(err)
	}
	kinds, lines := map[string]string{}, map[string]string{}
	for _, r := range readCSV(t, filepath.Join(dir, "extracts", "maps", "accounts.csv")) {
		kinds[r["account"]] = r["kind"]
	}
	for _, r := range readCSV(t, filepath.Join(dir, "extracts", "maps", "cost_centres.csv")) {
		lines[r["cost_centre"]] = r["s251_line"]
	}
	type year struct{ gross, less, residential, care, agency int64 }
	got := map[string]year{}
	for _, fy := range []string{"2007-08", "2008-09", "2009-10", "2010-11"} {
		var y year
		for _, r := range readCSV(t, filepath.Join(dir, "extracts", "ledger", fy+".csv")) {
			amount, err := strconv.ParseFloat(r["amount"], 64)
			if err != nil {
				t.Fatal(err)
			}
			pence, line := int64(math.Round(amount*100)), lines[r["cost_centre"]]
			kind := kinds[r["account"]]
			if kind == "E" || kind == "R" {
				y.gross += pence
				if line == "3.1.1" {
					y.residential += pence
				}
				if slices.Contains([]string{"3.1.1", "3.1.2a", "3.1.2b", "3.1.3", "3.1.9", "3.1.10"}, line) {
					y.care += pence
				}
			}
			if kind == "E" {
				y.less += pence
			}
			if r["account"] == "1100" {
				y.agency += pence
			}
		}
		got[fy] = y
	}
	want := map[string]year{
		"2007-08": {4230000000, 4060000000, 430000000, 1545000000, 630000000},
		"2008-09": {4270000000, 4080000000, 369000000, 1458225300, 600000000},
		"2009-10": {4340000000, 3975000000, 320000000, 1394000000, 420000000},
		"2010-11": {4420000000, 3877224000, 275000000, 1312000000, 276000000},
	}
	for fy, w := range want {
		if got[fy] != w {
			t.Errorf("%s: %+v, want %+v", fy, got[fy], w)
		}
	}
	fall := 100 * float64(got["2008-09"].less-got["2010-11"].less) / float64(got["2008-09"].less)
	if math.Round(fall*100)/100 != 4.97 {
		t.Errorf("gross less recharges fell by %.4f%%, want 4.97%%", fall)
	}
}
