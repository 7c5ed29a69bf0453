package main

import (
	"fmt"
	"math/big"
	"path/filepath"
	"strings"
	"testing"
)

// post is a row of the establishment list, sickness one of the list of absences.
type post struct {
	worker         string
	agency         bool
	fte            *big.Rat
	started, ended day
}

type sickness struct {
	worker       string
	first, final day
	days         *big.Rat // nil: not recorded
}

type staffFacts struct {
	posts    []post
	sickness []sickness
}

func fraction(text string) *big.Rat {
	out, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return out
}

// writeStaff invents the establishment and the absences of an area.
func (w *area) writeStaff(tb testing.TB) {
	tb.Helper()
	people := sheet{columns: columns("employee_id,swe_number,agency_worker,org_role_code,org_role,fte,role_start_date,role_end_date,cases_at_30_sept")}
	away := sheet{columns: columns("absence_id,employee_id,start_date,end_date,absence_type,fte_working_days_lost_in_year")}
	for i, seed := range w.seeds {
		makeStaff(newDice(seed, 3), prefixOf(i), &people, &away)
	}
	writeCSV(tb, filepath.Join(w.dir, "establishment.csv"), people, style{})
	writeCSV(tb, filepath.Join(w.dir, "absence.csv"), away, style{})
}

// makeStaff invents people who join and leave on either side of a month's end, agency staff, absences
// of other kinds and of unknown people.
func makeStaff(d dice, prefix string, people, away *sheet) {
	first := prefix + "E01"
	away.add(prefix+"A1", first, "03/04/2023", "05/04/2023", "Sickness", "3") // every year has one
	away.add(prefix+"A2", first, "03/04/2024", "05/04/2024", "Sickness", "3")
	number := 2
	for i := range 4 + d.IntN(6) {
		id, fte := fmt.Sprintf("%sE%02d", prefix, i+1), pick(d, "1", "0.8", "0.6", "0.5", "0.75")
		from := on(2021, 1, 1) + day(d.IntN(600))
		if d.in100(40) && i > 0 {
			from = d.near(on(2023, 4, 1).addMonths(d.IntN(24)))
		}
		until := never
		if d.in100(40) && i > 0 {
			until = max(from+40, d.near(on(2023, 5, 1).addMonths(d.IntN(23))))
		}
		agency := map[bool]string{true: "1", false: "0"}[d.in100(20) && i > 0]
		people.add(id, "SW"+itoa(200000+i), agency, "5", "Case Holder", fte, from.british(), until.british(), "10")
		for range d.IntN(4) {
			begins := max(from, on(2023, 4, 1)) + day(d.IntN(700))
			ends := begins + day(d.IntN(60))
			if ends >= min(until, yearEnd(lastReturn)) {
				continue
			}
			number++
			lost := new(big.Rat).Mul(exactly(workingDays(begins-1, ends)), fraction(fte)).FloatString(3)
			if d.in100(15) {
				lost = ""
			}
			away.add(prefix+"A"+itoa(number), pick(d, id, id, id, id, id, "E99"), begins.british(), ends.british(), pick(d, "Sickness", "sickness", "SICKNESS", "Maternity"), lost)
		}
	}
	if d.in100(50) {
		away.add(prefix+"A900", first, "31/02/2024", "", "Sickness", "4")
		away.add(prefix+"A901", first, "10/05/2024", "09/05/2024", "Sickness", "4")
		away.add(prefix+"A902", first, "10/05/2024", "12/05/2024", "Sickness", "four")
	}
}

func (w *area) readStaff(tb testing.TB) *staffFacts {
	tb.Helper()
	f := &staffFacts{}
	for _, r := range readCSVFile(tb, filepath.Join(w.dir, "establishment.csv")) {
		p := post{worker: r["employee_id"], agency: r["agency_worker"] == "1", fte: fraction(r["fte"])}
		p.started, _ = mayBe(r["role_start_date"])
		p.ended, _ = mayBe(r["role_end_date"])
		f.posts = append(f.posts, p)
	}
	for _, r := range readCSVFile(tb, filepath.Join(w.dir, "absence.csv")) {
		first, ok := readDay(r["start_date"])
		final, good := mayBe(r["end_date"])
		days := fraction(r["fte_working_days_lost_in_year"])
		if !ok || !good || final < first || days == nil && r["fte_working_days_lost_in_year"] != "" || strings.ToLower(r["absence_type"]) != "sickness" {
			continue
		}
		f.sickness = append(f.sickness, sickness{r["employee_id"], first, final, days})
	}
	return f
}

// sickDays is WF-SICK (spec 1.21): days lost by people employed directly over the mean of their FTE
// on the first and the last day. A spell counts with the share of its working days in the period.
func (f *staffFacts) sickDays(s span) (out []contribution) {
	for _, p := range f.posts {
		if p.agency {
			continue
		}
		present := 0
		for _, d := range []day{s.start, s.end} {
			if p.started <= d && p.ended > d {
				present++
			}
		}
		den := new(big.Rat).Mul(p.fte, big.NewRat(int64(present), 2))
		num := exactly(0)
		for _, spell := range f.sickness {
			if spell.worker != p.worker {
				continue
			}
			inside := workingDays(max(spell.first, s.start)-1, min(spell.final, s.end))
			if spell.days == nil {
				num.Add(num, new(big.Rat).Mul(exactly(inside), p.fte))
			} else if all := workingDays(spell.first-1, spell.final); all > 0 {
				num.Add(num, new(big.Rat).Mul(spell.days, big.NewRat(int64(inside), int64(all))))
			}
		}
		out = append(out, contribution{p.worker, num, den})
	}
	return out
}
