package main

import (
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The worlds hold the censuses of the two years that are reported on.
const firstCensus = 2024

// censusXML is the part of the census that the figures rest on.
type censusXML struct {
	Written  string     `xml:"Header>Source>DateTime"`
	Children []childXML `xml:"Children>Child"`
}

type childXML struct {
	ID      string       `xml:"ChildIdentifiers>LAchildID"`
	Details []detailsXML `xml:"CINdetails"`
}

type detailsXML struct {
	Referred    string `xml:"CINreferralDate"`
	Transferred string `xml:"DateOfInitialCPC"`
	Assessments []struct {
		Started   string `xml:"AssessmentActualStartDate"`
		Completed string `xml:"AssessmentAuthorisationDate"`
	} `xml:"Assessments"`
	Enquiries []struct {
		Started    string `xml:"S47ActualStartDate"`
		Conference string `xml:"DateOfInitialCPC"`
	} `xml:"Section47"`
	Plans []struct {
		Started  string `xml:"CPPstartDate"`
		Ended    string `xml:"CPPendDate"`
		Previous string `xml:"NumberOfPreviousCPP"`
	} `xml:"ChildProtectionPlans"`
}

// event is something of a child that begins on one day and may end, or be followed by something, on
// another; never when it has not.
type event struct {
	child    string
	from, to day
	number   int // of previous plans
}

// needFacts is what the oracle knows of the children in need of one world: what several censuses
// report is as the latest has it, what only an earlier one reports stands.
type needFacts struct {
	referrals, assessments, enquiries, plans map[string]event
}

func readNeed(tb testing.TB, dir string) *needFacts {
	tb.Helper()
	f := &needFacts{map[string]event{}, map[string]event{}, map[string]event{}, map[string]event{}}
	for year := firstCensus; year <= lastReturn; year++ {
		files, err := filepath.Glob(filepath.Join(dir, itoa(year)+"*.xml"))
		if err != nil || len(files) == 0 {
			tb.Fatalf("no census of %d: %v", year, err)
		}
		var latest censusXML
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				tb.Fatal(err)
			}
			var one censusXML
			if err := xml.Unmarshal(text, &one); err != nil {
				tb.Fatal(err)
			}
			if one.Written > latest.Written {
				latest = one
			}
		}
		f.add(latest)
	}
	return f
}

// mayBe reads a date that may be missing; ok is false of one that is there and is none.
func mayBe(text string) (day, bool) {
	if text == "" {
		return never, true
	}
	return readDay(text)
}

// add takes in one census. A referral without a date is refused with all that hangs on it; an
// assessment, an enquiry or a plan with a date that is none is refused by itself.
func (f *needFacts) add(census censusXML) {
	for _, child := range census.Children {
		nth := map[day]int{}
		for _, r := range child.Details {
			at, ok := readDay(r.Referred)
			if !ok {
				continue
			}
			nth[at]++
			referral := fmt.Sprintf("%s %s %d", child.ID, at.iso(), nth[at])
			f.referrals[referral] = event{child: child.ID, from: at}
			for _, a := range r.Assessments {
				from, ok := readDay(a.Started)
				to, good := mayBe(a.Completed)
				if ok && good {
					f.assessments[referral+" "+from.iso()] = event{child: child.ID, from: from, to: to}
				}
			}
			for _, e := range r.Enquiries {
				from, ok := readDay(e.Started)
				to, _ := mayBe(e.Conference)
				if ok {
					f.enquiries[referral+" "+from.iso()] = event{child: child.ID, from: from, to: to}
				}
			}
			for _, p := range r.Plans {
				from, ok := readDay(p.Started)
				to, good := mayBe(p.Ended)
				if ok && good {
					f.plans[referral+" "+from.iso()] = event{child: child.ID, from: from, to: to, number: len(strings.Trim(p.Previous, "0"))}
				}
			}
		}
	}
}

// inOrder are the things of a map in the order of their keys.
func inOrder(all map[string]event) []event {
	var out []event
	for _, key := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[key])
	}
	return out
}

func (s span) holds(d day) bool { return s.start <= d && d <= s.end }

// reReferrals is CIN-REREF (spec 1.15): referrals of the period, and those of them with an earlier
// referral of the child on or after the day twelve months before.
func (f *needFacts) reReferrals(s span) (out []contribution) {
	all := inOrder(f.referrals)
	for _, r := range all {
		if !s.holds(r.from) {
			continue
		}
		again := slices.ContainsFunc(all, func(b event) bool {
			return b.child == r.child && b.from < r.from && b.from >= r.from.addMonths(-12)
		})
		out = append(out, contribution{r.child, yes(again), exactly(1)})
	}
	return out
}

func (f *needFacts) referred(s span) (out []contribution) {
	for _, r := range inOrder(f.referrals) {
		if s.holds(r.from) {
			out = append(out, oneCase(r.child))
		}
	}
	return out
}

// within45 is CIN-SA45 (spec 1.4): assessments completed in the period, 45 working days from their
// start or fewer; one completed before it was started is in neither count.
func (f *needFacts) within45(s span) (out []contribution) {
	for _, one := range f.durations(s) {
		limit := exactly(45)
		out = append(out, contribution{one.person, yes(one.num.Cmp(limit) <= 0), exactly(1)})
	}
	return out
}

// durations are the working days that the assessments completed in the period took.
func (f *needFacts) durations(s span) (out []contribution) {
	for _, a := range inOrder(f.assessments) {
		if a.to != never && s.holds(a.to) && a.to >= a.from {
			out = append(out, contribution{a.child, exactly(workingDays(a.from, a.to)), exactly(1)})
		}
	}
	return out
}

// conferences is CIN-ICPC15 (spec 1.16): conferences of the period that follow an enquiry, and those
// held 0 to 15 working days after the strategy discussion.
func (f *needFacts) conferences(s span) (out []contribution) {
	for _, e := range inOrder(f.enquiries) {
		if e.to != never && s.holds(e.to) {
			out = append(out, contribution{e.child, yes(e.to >= e.from && workingDays(e.from, e.to) <= 15), exactly(1)})
		}
	}
	return out
}

// repeated is CPP-REP (spec 1.10): plans begun in the period, and those with an earlier plan.
func (f *needFacts) repeated(s span) (out []contribution) {
	for _, p := range inOrder(f.plans) {
		if s.holds(p.from) {
			out = append(out, contribution{p.child, yes(p.number > 0), exactly(1)})
		}
	}
	return out
}

// twoYearsCeased is CPP-2Y-CEASE (spec 1.9): plans ended in the period that lasted 729 days or more.
func (f *needFacts) twoYearsCeased(s span) (out []contribution) {
	for _, p := range inOrder(f.plans) {
		if p.to != never && s.holds(p.to) {
			out = append(out, contribution{p.child, yes(p.to-p.from >= 729), exactly(1)})
		}
	}
	return out
}

// twoYearsOpen is CPP-2Y-STOCK: plans open on the day, and those of them begun 729 days before or more.
func (f *needFacts) twoYearsOpen(s span) (out []contribution) {
	for _, p := range inOrder(f.plans) {
		if p.from <= s.end && p.to > s.end {
			out = append(out, contribution{p.child, yes(s.end-p.from >= 729), exactly(1)})
		}
	}
	return out
}

// writeNeed writes the census of every year, in some areas with an earlier document that a later one
// replaces.
func (w *area) writeNeed(tb testing.TB) {
	tb.Helper()
	type life struct {
		dice
		children      []needLife
		brief, faulty bool
	}
	var lives []life
	for i, seed := range w.seeds {
		d := newDice(seed, 2)
		lives = append(lives, life{d, makeNeed(d, prefixOf(i), 8+d.IntN(10)), d.in100(50), d.in100(60)})
	}
	corrected := newDice(w.seeds[0], 6).in100(15)
	for year := firstCensus; year <= lastReturn; year++ {
		var first, last strings.Builder
		for _, one := range lives {
			if corrected {
				first.WriteString(censusChildren(one.dice, one.children[:len(one.children)*3/4], year, false, true))
			}
			last.WriteString(censusChildren(one.dice, one.children, year, one.brief, one.faulty))
		}
		folder := filepath.Join(w.dir, "cin")
		if corrected {
			writeText(tb, filepath.Join(folder, itoa(year)+"b.xml"), censusDocument(w.code, first.String(), year, itoa(year)+"-05-02T09:00:00"))
		}
		writeText(tb, filepath.Join(folder, itoa(year)+"a.xml"), censusDocument(w.code, last.String(), year, itoa(year)+"-06-20T09:00:00"))
	}
}
