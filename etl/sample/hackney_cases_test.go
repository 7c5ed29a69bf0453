package sample

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

// isoDate reads yyyy-mm-dd; nothing is the zero time.
func isoDate(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

// fiscal is the year that ends on the 31 March on or after a day, 0 without a day.
func fiscal(at time.Time) int {
	switch {
	case at.IsZero():
		return 0
	case at.Month() >= time.April:
		return at.Year() + 1
	}
	return at.Year()
}

// share prints a percentage as the evaluation does, with one decimal.
func share(n, of int) string { return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64) }

func wantShare(t *testing.T, what string, year, n, of int, want string) {
	t.Helper()
	if got := share(n, of); got != want {
		t.Errorf("%s %s: %d of %d is %s, want %s", what, financialYear(year), n, of, got, want)
	}
}

// What the evaluation prints of referrals, assessments, plans and adoptions comes out of the rows,
// whatever the seed.
func TestHackneyCases(t *testing.T) {
	for _, seed := range []uint64{1, 77} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir := t.TempDir()
			if err := Hackney(context.Background(), dir, seed); err != nil {
				t.Fatal(err)
			}
			checkAssessments(t, filepath.Join(dir, "extracts"))
			checkPlans(t, filepath.Join(dir, "extracts", "ssd"))
			checkAdoptions(t, filepath.Join(dir, "extracts", "ssda903"))
		})
	}
}

func checkAssessments(t *testing.T, extracts string) {
	t.Helper()
	type tally struct{ initial, soon, core, within, referred, assessed int }
	years, began := map[int]*tally{}, map[string]bool{}
	for year := 2004; year <= 2012; year++ {
		years[year] = &tally{}
	}
	// A reader's own count of working days: Mondays to Fridays that are no bank holiday.
	closed := map[string]bool{}
	for _, r := range readCSV(t, filepath.Join("..", "reference", "bank_holidays.csv")) {
		closed[r["day"]] = true
	}
	working := func(from, to time.Time) int {
		n := 0
		for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !closed[d.Format(time.DateOnly)] {
				n++
			}
		}
		return n
	}
	for _, r := range readCSV(t, filepath.Join(extracts, "assessment", "initial_and_core_assessments.csv")) {
		referred, from, to := date(r["referral_on"]), date(r["started_on"]), date(r["completed_on"])
		y := years[max(fiscal(to), 2004)]
		switch {
		case r["type"] == "core" && !to.IsZero():
			y.core++
			if working(from, to) <= 35 {
				y.within++
			}
		case r["type"] == "initial":
			began[r["child_id"]+referred.Format(time.DateOnly)] = true
			if to.IsZero() {
				continue
			}
			y.initial++
			if working(referred, to) <= 7 {
				y.soon++
			}
		}
	}
	for _, r := range readCSV(t, filepath.Join(extracts, "ssd", "ssd_cin_episodes.csv")) {
		y := years[max(fiscal(isoDate(r["cine_referral_date"])), 2004)]
		y.referred++
		if began[r["cine_person_id"]+r["cine_referral_date"]] {
			y.assessed++
		}
	}
	wantShare(t, "initial assessments", 2006, years[2006].soon, years[2006].initial, "63.0")
	wantShare(t, "initial assessments", 2009, years[2009].soon, years[2009].initial, "78.0")
	wantShare(t, "core assessments", 2009, years[2009].within, years[2009].core, "79.4")
	wantShare(t, "referrals assessed", 2006, years[2006].assessed, years[2006].referred, "72.2")
	wantShare(t, "referrals assessed", 2007, years[2007].assessed, years[2007].referred, "93.7")
	wantShare(t, "referrals assessed", 2009, years[2009].assessed, years[2009].referred, "78.6")
}

func checkPlans(t *testing.T, tables string) {
	t.Helper()
	reviews := map[string][]time.Time{}
	for _, r := range readCSV(t, filepath.Join(tables, "ssd_cp_reviews.csv")) {
		reviews[r["cppr_cp_plan_id"]] = append(reviews[r["cppr_cp_plan_id"]], isoDate(r["cppr_cp_review_date"]))
	}
	var begun, again, ended, long [2012]int
	printed, open := on(2009, time.March, 31), 0
	first := map[string]time.Time{} // of each child's plans
	plans := readCSV(t, filepath.Join(tables, "ssd_cp_plans.csv"))
	for _, r := range plans {
		from := isoDate(r["cppl_cp_plan_start_date"])
		if held, ok := first[r["cppl_person_id"]]; !ok || from.Before(held) {
			first[r["cppl_person_id"]] = from
		}
	}
	for _, r := range plans {
		from, to := isoDate(r["cppl_cp_plan_start_date"]), isoDate(r["cppl_cp_plan_end_date"])
		begun[fiscal(from)]++
		if first[r["cppl_person_id"]].Before(from) {
			again[fiscal(from)]++
		}
		ended[fiscal(to)]++
		if to.Sub(from) >= 729*24*time.Hour {
			long[fiscal(to)]++
		}
		if from.AddDate(0, 3, 0).After(printed) || !to.IsZero() && !to.After(printed) {
			continue
		}
		open++
		held := reviews[r["cppl_cp_plan_id"]]
		slices.SortFunc(held, time.Time.Compare)
		last, months := from, 3
		for _, at := range append(held, printed) {
			if at.After(printed) {
				break
			}
			if at.After(last.AddDate(0, months, 0)) {
				t.Errorf("a plan open on the printed day has a review out of time")
			}
			last, months = at, 6
		}
	}
	wantShare(t, "second plans", 2009, again[2009], begun[2009], "8.4")
	for year, want := range map[int]string{2006: "6.2", 2007: "3.3", 2008: "10.0", 2009: "9.9"} {
		wantShare(t, "plans of two years", year, long[year], ended[year], want)
	}
	if open < 120 {
		t.Errorf("%d plans have been open for three months on the printed day", open)
	}
}

func checkAdoptions(t *testing.T, returns string) {
	t.Helper()
	decided := map[string]time.Time{}
	for _, year := range hackneyCollection {
		for _, r := range readCSV(t, filepath.Join(returns, whole(year), "placed_adoption.csv")) {
			if r["DATE_PLACED_CEASED"] == "" {
				decided[r["CHILD"]] = date(r["DATE_PLACED"])
			}
		}
	}
	adopted, soon := 0, 0
	for child, rows := range history(t, returns, hackneyCollection) {
		last := rows[len(rows)-1]
		if last.rec != "E11" && last.rec != "E12" || fiscal(last.to) != 2009 {
			continue
		}
		adopted++
		if last.place[0] != 'A' || decided[child].IsZero() {
			t.Errorf("a child was adopted who was not placed for it, or without a decision")
		}
		if last.from.Sub(decided[child]) < 365*24*time.Hour {
			soon++
		}
	}
	wantShare(t, "placed for adoption", 2009, soon, adopted, "45.5")
}
