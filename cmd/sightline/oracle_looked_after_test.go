package main

import (
	"math/big"
	"slices"
)

// span is a period with first and last day, or a snapshot with both the same.
type span struct {
	kind       string
	start, end day
}

// contribution is what one case adds to a figure.
type contribution struct {
	person   string
	num, den *big.Rat
}

func exactly(number int) *big.Rat { return big.NewRat(int64(number), 1) }

func yes(condition bool) *big.Rat {
	if condition {
		return exactly(1)
	}
	return exactly(0)
}

// careFacts is what the oracle knows of the looked-after children of one world.
type careFacts struct {
	children map[string][]episode
	order    []string // of children
	born     map[string]day
	scores   []outcomeScore
	leavers  []leaverAnswer
}

func oneCase(child string) contribution { return contribution{child, exactly(1), exactly(1)} }

// lookedAfter is LAC-N (spec 1.17).
func (f *careFacts) lookedAfter(s span) (out []contribution) {
	for _, child := range f.order {
		if lookedAfterOn(f.children[child], s.end) {
			out = append(out, oneCase(child))
		}
	}
	return out
}

// started is LAC-START: children with a row that starts care in the period.
func (f *careFacts) started(s span) (out []contribution) {
	for _, child := range f.order {
		if slices.ContainsFunc(f.children[child], func(e episode) bool {
			return e.rne == "S" && !e.shortBreak() && s.start <= e.decom && e.decom <= s.end
		}) {
			out = append(out, oneCase(child))
		}
	}
	return out
}

// ceased is LAC-CEASE: children with a row that ends care in the period.
func (f *careFacts) ceased(s span) (out []contribution) {
	for _, child := range f.order {
		if slices.ContainsFunc(f.children[child], func(e episode) bool {
			return e.dec != never && e.rec != "X1" && !e.shortBreak() && s.start <= e.dec && e.dec <= s.end
		}) {
			out = append(out, oneCase(child))
		}
	}
	return out
}

// threePlacements is LAC-PS3 (spec 1.7): of the children looked after, those with three or more
// placements in the twelve months to the day.
func (f *careFacts) threePlacements(s span) (out []contribution) {
	first := (s.end + 1).addMonths(-12)
	for _, child := range f.order {
		rows := f.children[child]
		if !lookedAfterOn(rows, s.end) {
			continue
		}
		count := 0
		all, _ := spells(rows)
		for _, one := range all {
			if one.start <= s.end && one.end > first {
				count++
			}
		}
		out = append(out, contribution{child, yes(count >= 3), exactly(1)})
	}
	return out
}

// currentRow is the row that stands for the child on the day: of those open outside short breaks
// the last to begin.
func currentRow(rows []episode, d day) int {
	at := -1
	for i, e := range rows {
		if e.openOn(d) && !e.shortBreak() {
			at = i
		}
	}
	return at
}

// twoYears is LAC-PS2Y (spec 1.8) in the edition of 2023.
func (f *careFacts) twoYears(s span) (out []contribution) {
	for _, child := range f.order {
		rows := f.children[child]
		at := currentRow(rows, s.end)
		born, known := f.born[child]
		if at < 0 || !known || ageAt(born, s.end) >= 16 {
			continue
		}
		of, starts := carePeriods(rows)
		if starts[of[at]].addMonths(30) > s.end || rows[slices.Index(of, of[at])].shortBreak() {
			continue
		}
		out = append(out, contribution{child, yes(twoYearsInPlace(rows, at, s.end)), exactly(1)})
	}
	return out
}

// twoYearsInPlace: the current placement, or an adoptive one and the one before it together, began
// at least two years before the day.
func twoYearsInPlace(rows []episode, at int, d day) bool {
	all, of := spells(rows)
	if of[at] < 0 {
		return false
	}
	current := all[of[at]]
	start := current.start
	if adoptive(current.place) && current.adopted == current.start && of[at] > 0 {
		if before := all[of[at]-1]; before.period == current.period && before.end == current.start {
			start = before.start
		}
	}
	return start.addMonths(24) <= d
}

// residential is LAC-RES for the set of children's homes: K1 and K2, looking through absences.
func (f *careFacts) residential(s span) (out []contribution) {
	for _, child := range f.order {
		rows := f.children[child]
		at := currentRow(rows, s.end)
		if at < 0 {
			continue
		}
		place := rows[at].place
		_, of := spells(rows)
		if rows[at].temporary() && of[at] >= 0 {
			for i := range rows[:at] {
				if of[i] == of[at] && !rows[i].temporary() {
					place = rows[i].place
				}
			}
		}
		out = append(out, contribution{child, yes(place == "K1" || place == "K2"), exactly(1)})
	}
	return out
}

// strengths is LAC-SDQ (spec 1.1): ages 5 to 16, looked after for the twelve months without a break
// or a short break, with a score.
func (f *careFacts) strengths(s span) (out []contribution) {
	for _, o := range f.scores {
		rows := f.children[o.child]
		born, known := f.born[o.child]
		if o.year != s.end.collectionYear() || !o.scored || !known || ageAt(born, s.end) < 5 || ageAt(born, s.end) > 16 {
			continue
		}
		if twelveMonths(rows, s.end) {
			out = append(out, contribution{o.child, exactly(o.score), exactly(1)})
		}
	}
	return out
}

func twelveMonths(rows []episode, d day) bool {
	at := currentRow(rows, d)
	if at < 0 {
		return false
	}
	first := (d + 1).addMonths(-12)
	of, starts := carePeriods(rows)
	return starts[of[at]] <= first && !slices.ContainsFunc(rows, func(e episode) bool {
		return e.shortBreak() && e.decom <= d && e.dec > first
	})
}
