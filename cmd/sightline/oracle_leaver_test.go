package main

import (
	"fmt"
	"slices"
	"strings"
)

// leaverAnswer is a row of OC3 that could be read.
type leaverAnswer struct {
	child             string
	year              int
	born              day
	inTouch, activity string
}

var leaverCodes = map[string][]string{
	"IN_TOUCH": strings.Fields("YES NO DIED REFU NREQ RHOM"),
	"ACTIV":    strings.Fields("F1 P1 F2 P2 F3 P3 F4 P4 F5 P5 G4 G5 G6 0"),
	"ACCOM":    strings.Fields("B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S1 S2 T1 T2 U1 U2 V1 V2 W1 W2 X1 X2 Y1 Y2 Z1 Z2 0"),
}

func readLeaver(r record, year int) (leaverAnswer, bool) {
	l := leaverAnswer{child: r["CHILD"], year: year, inTouch: strings.ToUpper(r["IN_TOUCH"]), activity: strings.ToUpper(r["ACTIV"])}
	var ok bool
	if l.born, ok = readDay(r["DOB"]); !ok {
		return l, false
	}
	for column, codes := range leaverCodes {
		if value := strings.ToUpper(r[column]); value != "" && !slices.Contains(codes, value) {
			return l, false
		}
	}
	return l, l.inTouch != "" // what a person does may be blank: it is then not known
}

// inWork is CL-EET at 19 to 21 (spec 1.14): the young people of that age on 31 March whom the return
// of the year lists, without those who died, went home, moved to another authority's care or had
// only short breaks.
func (f *careFacts) inWork(s span) (out []contribution) {
	for _, l := range f.leavers {
		age := ageAt(l.born, s.end)
		if l.year != s.end.collectionYear() || age < 19 || age > 21 || l.inTouch == "DIED" || l.inTouch == "RHOM" {
			continue
		}
		rows := f.children[l.child]
		if n := len(rows); n > 0 && (rows[n-1].rec == "E3" || !slices.ContainsFunc(rows, func(e episode) bool { return !e.shortBreak() })) {
			continue
		}
		work := len(l.activity) == 2 && strings.ContainsAny(l.activity[:1], "FP")
		out = append(out, contribution{l.child, yes(work), exactly(1)})
	}
	return out
}

// makeLeavers invents young people who have left care; of some the first return has their episodes.
func makeLeavers(d dice, prefix string, number int) []childLife {
	var out []childLife
	for i := range number {
		child := childLife{id: fmt.Sprintf("%sl%02d", prefix, i+1)}
		child.born = d.near(yearEnd(lastReturn-d.IntN(3)).addMonths(-12*(17+d.IntN(6)))) + day(pick(d, 0, 0, d.IntN(365)))
		if d.in100(10) {
			child.born = on(2004, 2, 29)
		}
		if ended := child.born.addMonths(16*12) + 200; d.in100(40) && ended < yearEnd(firstReturn) {
			child.stays = []stay{{
				decom: child.born.addMonths(15 * 12), dec: ended, rne: "S", ls: pick(d, "C2", "V2", "V4"), need: "N1",
				place: "U6", provider: "PR1", rec: pick(d, "E3", "E4A", "E8"), placePost: "AA1 1AA", urn: "1234567",
			}}
		}
		out = append(out, child)
	}
	return out
}

// addLeavers puts the answers of a year into the return: those who turned 17 to 22 in it.
func (r *careReturn) addLeavers(d dice, leavers []childLife) {
	for _, child := range leavers {
		if age := ageAt(child.born, yearEnd(r.year)); age < 17 || age > 22 || d.in100(10) {
			continue
		}
		activity := pick(d, "F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0", "0", "F3")
		r.leaver.add(child.id, child.born.british(), pick(d, "YES", "YES", "YES", "NO", "NO", "DIED", "REFU", "NREQ", "RHOM"), activity, pick(d, "B1", "U2", "X2", "0"))
		if !slices.ContainsFunc(r.header.rows, func(row []string) bool { return row[0] == child.id }) {
			r.header.add(child.id, map[bool]string{true: "M", false: "1"}[r.year >= 2025], child.born.british(), "WBRI", "UN1", "", "")
		}
	}
}
