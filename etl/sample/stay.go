package sample

import (
	"math"
	"slices"
	"time"
)

// stay is one period of care: [from, to), to is never for a child still looked after at the end.
type stay struct {
	from, to  day
	born      day       // date of birth where the scenario fixes it, else 0
	adult     bool      // ends on the eighteenth birthday
	moves     []day     // days of a new placement, ascending, where the scenario fixes them
	fixed     bool      // moves are fixed, even if there are none
	fence     day       // the last day on which the fixed moves matter to a figure
	adoptFrom day       // day of the placement for adoption, 0 when there is none
	adopted   *adoption // the way to adopters where the scenario fixes it
	unadopted bool      // the scenario wants no adoption
	score     int       // questionnaire score fixed for scoreYear; -1: a reason instead
	scoreYear int
	exit      string // REC, set when the stay is lived
}

// flow counts the children of each intake still looked after at each year end. Index 0 is the
// opening day: survivors[e][y] of those who came in year e are there at the end of year y, and
// entrants[e] came at all. Intake 0 was there when the first year opened.
type flow struct {
	firstYear int // collection year of index 1
	entrants  []int
	survivors [][]int
}

func (f flow) years() int { return len(f.entrants) - 1 }

// steady works out a flow whose stock at the opening day and at each year end is the one given.
// Of an intake that has been there one year end, about two thirds are there at the next; later three
// quarters and more.
func steady(firstYear int, stock []int) flow {
	years := len(stock) - 1
	f := flow{firstYear: firstYear, entrants: make([]int, years+1), survivors: make([][]int, years+1)}
	for e := range f.survivors {
		f.survivors[e] = make([]int, years+1)
	}
	f.entrants[0], f.survivors[0][0] = stock[0], stock[0]
	for y := 1; y <= years; y++ {
		left := stock[y]
		for e := range y {
			keep := 0.76
			if e > 0 && y-e == 1 {
				keep = 0.66
			}
			f.survivors[e][y] = min(left, int(math.Round(float64(f.survivors[e][y-1])*keep)))
			left -= f.survivors[e][y]
		}
		f.survivors[y][y] = left
		f.entrants[y] = int(math.Round(float64(left) / 0.62))
	}
	return f
}

// monthWeights is how many of a year's children come in each month, April first: fewer in August
// and December, when schools refer less.
var monthWeights = [12]int{10, 11, 12, 11, 8, 10, 11, 11, 7, 10, 10, 11}

// within draws a day of a collection year, away from its first and last day: whether a child who
// leaves on 31 March was looked after that day is in dispute.
func (r dice) within(year int) day {
	draw := r.IntN(122)
	month := 0
	for ; draw >= monthWeights[month]; month++ {
		draw -= monthWeights[month]
	}
	first := newDay(year-1, time.April+time.Month(month), 1)
	d := first + day(r.IntN(28))
	return min(max(d, yearStart(year)+1), yearEnd(year)-1)
}

// stays draws the periods of care of a flow, in the order of their first days.
func (r dice) stays(f flow) []stay {
	var all []stay
	last := f.years()
	for e := range f.entrants {
		there := f.entrants[e]
		for y := max(e, 1); y <= last; y++ {
			leaving := there - f.survivors[e][y]
			there = f.survivors[e][y]
			for range leaving {
				all = append(all, r.leaver(f.firstYear, e, y))
			}
		}
		for range there {
			all = append(all, stay{from: r.entry(f.firstYear, e), to: never})
		}
	}
	slices.SortStableFunc(all, func(a, b stay) int { return int(a.from) - int(b.from) })
	return all
}

// entry draws the first day of care: of intake 0 somewhere in the years before the first.
func (r dice) entry(firstYear, intake int) day {
	if intake == 0 {
		return yearStart(firstYear) - day(min(r.wait(950), 3600)) - 2
	}
	return min(r.within(firstYear+intake-1), yearEnd(firstYear+intake-1)-6)
}

// leaver draws a stay that ends in year y (counted from 1). Those who come and go within a year stay
// a few weeks or months.
func (r dice) leaver(firstYear, intake, y int) stay {
	s := stay{from: r.entry(firstYear, intake)}
	year := firstYear + y - 1
	if intake == y {
		s.from = min(s.from, yearEnd(year)-12)
		s.to = min(s.from+day(r.between(2, 12)+r.wait(55)), yearEnd(year)-1)
		return s
	}
	s.to = max(r.within(year), yearStart(year)+1)
	if _, month, dayOfMonth := s.to.civil(); month == time.February && dayOfMonth == 29 {
		s.to-- // so that an eighteenth birthday falls on it
	}
	return s
}
