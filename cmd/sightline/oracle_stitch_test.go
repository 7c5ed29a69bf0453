package main

import (
	"cmp"
	"slices"
	"strings"
)

// stitch makes one history per child of the episodes that the returns of several years report
// (formats 1.1). An episode that several returns report is as the latest has it.
func stitch(rows []episode, latest int) map[string][]episode {
	byChild := map[string][]episode{}
	for _, e := range rows {
		byChild[e.child] = append(byChild[e.child], e)
	}
	for child, all := range byChild {
		byChild[child] = moveEnds(closeOpen(latestReport(all), latest))
	}
	return byChild
}

// latestReport keeps of the rows that begin on one day those of the latest return, in date order.
func latestReport(all []episode) []episode {
	newest := map[day]int{}
	for _, e := range all {
		newest[e.decom] = max(newest[e.decom], e.year)
	}
	out := slices.DeleteFunc(slices.Clone(all), func(e episode) bool { return e.year < newest[e.decom] })
	slices.SortStableFunc(out, func(a, b episode) int { return cmp.Compare(a.decom, b.decom) })
	return out
}

// closeOpen treats the open episodes of returns before the latest: rules 1 to 5.
func closeOpen(rows []episode, latest int) []episode {
	orphaned := func(e episode) bool { return e.dec == never && e.year < latest }
	var kept []episode
	for i, e := range rows {
		if orphaned(e) {
			twin := i > 0 && rows[i-1].same == e.same && rows[i-1].decom != e.decom ||
				i+1 < len(rows) && rows[i+1].same == e.same && rows[i+1].decom != e.decom
			if twin || i > 0 && rows[i-1].year > e.year {
				continue // rules 1 and 2
			}
		}
		kept = append(kept, e)
	}
	for i, e := range kept {
		if !orphaned(e) {
			continue
		}
		switch {
		case i+1 == len(kept): // rule 3; the reason is not known
			e.dec, e.rec = yearEnd(e.year), ""
		case kept[i+1].rne == "S": // rule 4
			e.dec, e.rec = min(yearEnd(e.year), kept[i+1].decom-1), ""
		default: // rule 5
			e.dec, e.rec = kept[i+1].decom, "X1"
		}
		kept[i] = e
	}
	return kept
}

// moveEnds is the second pass: an end that a later return contradicts.
func moveEnds(rows []episode) []episode {
	for i := range rows[:max(0, len(rows)-1)] {
		e, next := rows[i], rows[i+1]
		if next.year > e.year && e.dec != never && (e.dec > next.decom || e.dec < next.decom && e.rec == "X1") {
			rows[i].dec = next.decom
		}
	}
	return rows
}

func (e episode) shortBreak() bool { return e.ls == "V3" || e.ls == "V4" }
func (e episode) temporary() bool  { return strings.HasPrefix(e.place, "T") }

// openOn is whether the half-open interval of the episode holds the day.
func (e episode) openOn(d day) bool { return e.decom <= d && e.dec > d }

// lookedAfterOn is spec 0.2: a row is open outside the short-break statuses.
func lookedAfterOn(rows []episode, d day) bool {
	return slices.ContainsFunc(rows, func(e episode) bool { return e.openOn(d) && !e.shortBreak() })
}

// carePeriods numbers the periods of care of a child's rows and gives the first day of each.
func carePeriods(rows []episode) (of []int, starts []day) {
	for i, e := range rows {
		if i == 0 || e.rne == "S" || rows[i-1].dec != e.decom || rows[i-1].rec != "X1" {
			starts = append(starts, e.decom)
		}
		of = append(of, len(starts)-1)
	}
	return of, starts
}

// spell is a placement: consecutive rows with the same carers (spec 0.5).
type spell struct {
	start, end day
	period     int    // of care
	place      string // of the last row that is no temporary absence
	key        string // of that row
	adopted    day    // first day under A3 to A6 in the spell
}

func adoptive(place string) bool {
	return place == "A3" || place == "A4" || place == "A5" || place == "A6"
}

// spells builds the placements of a child; at gives the spell of each row, -1 of a row in none.
func spells(rows []episode) (out []spell, at []int) {
	of, _ := carePeriods(rows)
	last := -1 // index of the last row that counts
	for i, e := range rows {
		at = append(at, -1)
		if e.shortBreak() || e.dec <= e.decom { // rules 1 and 2; the stitching may leave a row without a day
			continue
		}
		current := len(out) - 1
		fresh := current < 0 || out[current].period != of[i]
		// A period of care that begins with an absence is one that no return may have (validator rule
		// 380), and the rules for placements do not say what it is: here the absence is the beginning of
		// the placement that follows it.
		if fresh || !e.temporary() && opensSpell(rows, last, e, out[current]) {
			out = append(out, spell{start: e.decom, period: of[i], adopted: never})
			current++
		}
		s := &out[current]
		s.end, at[i], last = e.dec, current, i
		if !e.temporary() || s.place == "" || s.place[0] == 'T' {
			s.place, s.key = e.place, e.key
			if adoptive(e.place) && s.adopted == never {
				s.adopted = e.decom
			}
		}
	}
	return out, at
}

// opensSpell applies rules 5 to 8 to a row of a running period of care that is no absence.
func opensSpell(rows []episode, last int, e episode, current spell) bool {
	before := rows[last]
	switch {
	case strings.HasPrefix(current.place, "T"):
		return false
	case e.rne == "L" || e.rne == "T" || e.rne == "U":
		return false
	case (e.place == "A3" || e.place == "A5") && strings.HasPrefix(before.place, "U"):
		return false
	case before.temporary() && e.key == current.key:
		return false
	case e.key == before.key && e.hasPost:
		return false
	}
	return true
}
