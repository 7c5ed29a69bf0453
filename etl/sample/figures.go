package sample

// figures are what an authority's own returns say at a 31 March; the comparators print them, rounded,
// as the authority's published values, so that its rank and its figure belong together.
type figures struct {
	lookedAfter, restless, homes int
	long, settled                int
	points, scored               int
}

// figuresAt counts an authority's children at the end of a collection year.
func (a *authority) figuresAt(year int) figures {
	on := yearEnd(year)
	f := a.scored[year]
	for _, c := range a.children {
		if !c.lookedAfter(on) {
			continue
		}
		f.lookedAfter++
		placements, current, began := c.placementsIn(year)
		if placements >= 3 {
			f.restless++
		}
		if place := current.home.place; place == "K1" || place == "K2" {
			f.homes++
		}
		if age(c.born, on) < 16 && began <= on.addMonths(-30) {
			f.long++
			if current.from <= on.addMonths(-24) {
				f.settled++
			}
		}
	}
	return f
}

// placementsIn counts the placements that touch a collection year and finds the one at its end, as
// its first row, and the first day of the period of care. A temporary stay elsewhere, a change of
// legal status and a move with the carer make no new placement; nor does placement for adoption end
// the time with the family before it.
func (c *child) placementsIn(year int) (count int, current episode, began day) {
	var from []episode
	var until []day
	for i, e := range c.episodes {
		if e.from > yearEnd(year) {
			break
		}
		if e.rne == "S" {
			began = e.from
		}
		same := e.rne == "L" || e.rne == "T" || e.rne == "U" || e.home.place[0] == 'T'
		if same || i > 0 && e.rne != "S" && c.episodes[i-1].home.place[0] == 'T' {
			until[len(until)-1] = e.to
			continue
		}
		from, until = append(from, e), append(until, e.to)
	}
	for _, to := range until {
		if to > yearStart(year) {
			count++
		}
	}
	last := len(from) - 1
	current = from[last]
	if last > 0 && current.home.place[0] == 'A' && from[last-1].from >= began {
		current.from = from[last-1].from
	}
	return count, current, began
}
