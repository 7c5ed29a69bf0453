package sample

import (
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// censusChild is what the tests read of a census.
type censusChild struct {
	ID     string    `xml:"ChildIdentifiers>LAchildID"`
	Born   string    `xml:"ChildIdentifiers>PersonBirthDate"`
	Due    string    `xml:"ChildIdentifiers>ExpectedPersonBirthDate"`
	Gender string    `xml:"ChildIdentifiers>GenderCurrent"`
	Sex    string    `xml:"ChildIdentifiers>Sex"`
	Cases  []oneCase `xml:"CINdetails"`
}

type oneCase struct {
	On          string `xml:"CINreferralDate"`
	Closed      string `xml:"CINclosureDate"`
	NFA         string `xml:"ReferralNFA"`
	Assessments []struct {
		From    string   `xml:"AssessmentActualStartDate"`
		To      string   `xml:"AssessmentAuthorisationDate"`
		Factors []string `xml:"FactorsIdentifiedAtAssessment>AssessmentFactors"`
	} `xml:"Assessments"`
	Need []struct {
		From string `xml:"CINPlanStartDate"`
	} `xml:"CINPlanDates"`
	Enquiries []struct {
		On   string `xml:"S47ActualStartDate"`
		Held string `xml:"DateOfInitialCPC"`
	} `xml:"Section47"`
	Plans []struct {
		From     string   `xml:"CPPstartDate"`
		To       string   `xml:"CPPendDate"`
		Previous int      `xml:"NumberOfPreviousCPP"`
		Reviews  []string `xml:"Reviews>CPPreviewDate"`
	} `xml:"ChildProtectionPlans"`
}

func readCensus(t *testing.T, path string) []censusChild {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var held struct {
		Children []censusChild `xml:"Children>Child"`
	}
	if err := xml.Unmarshal(text, &held); err != nil {
		t.Fatal(err)
	}
	return held.Children
}

// isoDay reads yyyy-mm-dd; nothing is 0.
func isoDay(text string) day {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0
	}
	return newDay(at.Year(), at.Month(), at.Day())
}

// The census of Wexmoor says what those of real authorities say. The national figures are of 2025.
func TestCensusIsPlausible(t *testing.T) {
	dir := t.TempDir()
	if err := Modern(context.Background(), dir, 1, lastYearEnd); err != nil {
		t.Fatal(err)
	}
	days := newCalendar(2010, 2030)
	share := func(what string, low, high float64, n, of int) {
		t.Helper()
		between(t, lastYearEnd, what+", %", low, high, 100*n, of)
	}
	referred := map[string][]day{} // of each child, in all years
	plans := map[string]bool{}
	var counts struct{ referrals, again, started, repeated, ceased, long, assessed, within, conferences, soon, reviewed, inTime, open int }
	for year := 2022; year <= 2026; year++ {
		y := censusYear{year: year, from: yearStart(year), to: yearEnd(year)}
		for _, child := range readCensus(t, filepath.Join(dir, "extracts", "cin_census", fmt.Sprintf("CIN_601_%d.xml", year))) {
			if (child.Gender != "") != (year < 2025) || (child.Sex != "") != (year >= 2025) || (child.Born == "") != (child.Due != "") {
				t.Fatalf("%d: sex, gender or birth date in the wrong element", year)
			}
			for _, one := range child.Cases {
				if on := isoDay(one.On); !slices.Contains(referred[child.ID], on) {
					referred[child.ID] = append(referred[child.ID], on)
				}
				if year < 2026 {
					continue
				}
				for _, a := range one.Assessments {
					if to := isoDay(a.To); to >= y.from {
						counts.assessed++
						if days.between(isoDay(a.From)+1, to) <= 45 {
							counts.within++
						}
					}
				}
				for _, e := range one.Enquiries {
					if held := isoDay(e.Held); held >= y.from {
						counts.conferences++
						if days.between(isoDay(e.On)+1, held) <= 15 {
							counts.soon++
						}
					}
				}
			}
			for _, one := range child.Cases {
				for _, p := range one.Plans {
					from, to := isoDay(p.From), isoDay(p.To)
					if from >= y.from && !plans[child.ID+p.From] {
						plans[child.ID+p.From] = true
						counts.started++
						if p.Previous > 0 {
							counts.repeated++
						}
					}
					if to >= y.from {
						counts.ceased++
						if to-from > 729 {
							counts.long++
						}
					}
					if to == 0 && year == 2026 {
						counts.open++
					}
					if year == 2026 && to == 0 && y.to-from > 92 {
						counts.reviewed++
						if inTime(from, y.to, p.Reviews) {
							counts.inTime++
						}
					}
				}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(referred)) {
		dates := referred[id]
		slices.Sort(dates)
		for i, on := range dates {
			if on < yearStart(2026) {
				continue
			}
			counts.referrals++
			if i > 0 && dates[i-1] >= on-365 {
				counts.again++
			}
		}
	}
	residents := wexmoorResidents(2026)
	children := residents[len(residents)-1].count
	between(t, lastYearEnd, "referrals per 10,000", 400, 700, 10000*counts.referrals, children)
	between(t, lastYearEnd, "plans open per 10,000", 30, 60, 10000*counts.open, children)
	share("referred again within a year", 17, 26, counts.again, counts.referrals)
	share("assessments within 45 working days", 80, 90, counts.within, counts.assessed)
	share("conferences within 15 working days", 73, 87, counts.soon, counts.conferences)
	share("second or later plans", 18, 28, counts.repeated, counts.started)
	share("plans of two years and more, of those that ended", 1, 6, counts.long, counts.ceased)
	share("plans with all reviews in time", 90, 100, counts.inTime, counts.reviewed)
}

// inTime says whether the reviews of the year that are known were held in time.
func inTime(from, at day, reviews []string) bool {
	last, months := from, 3
	if from < yearStart(2026)-92 { // the first reviews stand in earlier files
		months = 6
		if len(reviews) == 0 {
			return false
		}
		last = isoDay(reviews[0])
		reviews = reviews[1:]
	}
	for _, text := range append(reviews, at.iso()) {
		if isoDay(text) > last.addMonths(months) {
			return false
		}
		last, months = isoDay(text), 6
	}
	return true
}
