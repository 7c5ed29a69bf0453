package main

import (
	"fmt"
	"slices"
)

// The invented worlds hold the returns for the three years to 31 March 2025.
const (
	firstReturn = 2023
	lastReturn  = 2025
)

func yearEnd(collectionYear int) day { return on(collectionYear, 3, 31) }

// stay is an episode of care as it happened; years of returns are cut from it.
type stay struct {
	decom, dec                            day
	rne, ls, need, place, provider        string
	rec, reason, homePost, placePost, urn string
}

// childLife is an invented child with all that the return on looked-after children may say of it.
type childLife struct {
	id    string
	born  day
	stays []stay
}

// careMaker invents the children of one world.
type careMaker struct {
	dice
	anchors []day
}

// anchorDays are where the rules turn: year ends, the cut-offs of two and of two and a half years
// before a month end, leap days.
func anchorDays() []day {
	var out []day
	for year := firstReturn; year <= lastReturn; year++ {
		end := yearEnd(year)
		out = append(out, end, end+1, end.addMonths(-12), end.addMonths(-12)+1, end.addMonths(-24), end.addMonths(-30))
	}
	for end := on(2023, 3, 31); end <= yearEnd(lastReturn); end = (end + 1).monthEnd() {
		out = append(out, end, end.addMonths(-24), end.addMonths(-30), end.addMonths(-30).monthEnd(), end.addMonths(-24).monthEnd())
	}
	return append(out, on(2024, 2, 28), on(2024, 2, 29), on(2024, 3, 1))
}

func makeChildren(d dice, prefix string, number int) []childLife {
	m := careMaker{dice: d, anchors: anchorDays()}
	var out []childLife
	for i := range number {
		child := childLife{id: fmt.Sprintf("%sc%02d", prefix, i+1), born: m.birth()}
		child.stays = m.history()
		out = append(out, child)
	}
	return out
}

// birth puts many birthdays where an age limit is reached on a month end.
func (m careMaker) birth() day {
	switch {
	case m.in100(8):
		return pick(m.dice, on(2008, 2, 29), on(2004, 2, 29))
	case m.in100(60):
		end := pick(m.dice, m.anchors...)
		if m.in100(50) {
			end = yearEnd(firstReturn + m.IntN(3))
		}
		return m.near(end.addMonths(-12 * pick(m.dice, 4, 5, 16, 16, 16, 17, 18)))
	default:
		return on(2005, 1, 1) + day(m.IntN(18*365))
	}
}

func (m careMaker) someDay() day {
	if m.in100(65) {
		return m.near(pick(m.dice, m.anchors...))
	}
	return on(2019, 10, 1) + day(m.IntN(2000))
}

// history is a child's episodes in date order, as a careful authority would have recorded them.
func (m careMaker) history() []stay {
	var out []stay
	at := m.someDay()
	previous, normal := stay{}, stay{}
	for starting := true; len(out) < 14 && at <= yearEnd(lastReturn); {
		row := m.next(previous, normal, starting)
		row.decom, row.dec = at, m.end(at)
		if starting && m.in100(12) && (row.ls == "V3" || row.ls == "V4") {
			row.dec = at + day(1+m.IntN(17))
		}
		if row.dec > yearEnd(lastReturn)+40 {
			row.dec = never
			return append(out, row)
		}
		temporary := row.place[0] == 'T'
		if m.in100(70) || temporary && m.in100(85) {
			row.rec = "X1"
			if !temporary && m.in100(60) {
				row.reason = pick(m.dice, "CARPL", "CREQB", "LAREQ", "PLACE")
			}
			starting, at = false, row.dec
		} else {
			row.rec = pick(m.dice, "E4A", "E4B", "E2", "E3", "E12", "E11", "E8", "E45", "E13")
			starting, at = true, row.dec+day(pick(m.dice, 0, 0, 1, 1, 1+m.IntN(200), 1+m.IntN(200)))
		}
		out = append(out, row)
		if starting && m.in100(35) {
			return out
		}
		if previous = row; !temporary {
			normal = row
		}
	}
	return out
}

func (m careMaker) end(from day) day {
	switch {
	case m.in100(35):
		later := slices.DeleteFunc(slices.Clone(m.anchors), func(at day) bool { return at <= from+1 || at > from+1100 })
		if len(later) > 0 {
			return m.near(pick(m.dice, later...))
		}
		return from + 30
	case m.in100(70):
		return from + day(1+m.IntN(200))
	default:
		return from + day(300+m.IntN(700))
	}
}

// next is the episode that follows the previous one, or the first of a period of care; normal is
// the last that was not a temporary absence.
func (m careMaker) next(previous, normal stay, starting bool) stay {
	if starting {
		row := stay{rne: "S", ls: m.legalStatus(), need: "N" + itoa(1+m.IntN(8)), homePost: m.postcode()}
		m.move(&row)
		return row
	}
	row := previous
	row.rec, row.reason = "", ""
	if previous.place[0] != 'T' {
		return m.change(row)
	}
	switch draw := m.IntN(100); {
	case draw < 65: // back to where the child was
		row.rne, row.place, row.provider, row.urn, row.placePost = "P", normal.place, normal.provider, normal.urn, normal.placePost
	case draw < 75:
		row.rne, row.ls = "L", m.legalStatus()
	case draw < 85:
		row.rne, row.place, row.placePost = "P", pick(m.dice, "T0", "T1", "T4"), m.postcode()
	default:
		row.rne = pick(m.dice, "P", "P", "B")
		m.move(&row)
	}
	return row
}

// change is a step from one placement or legal status to the next, with the reason that names it.
func (m careMaker) change(row stay) stay {
	switch draw := m.IntN(100); {
	case draw < 18:
		row.rne, row.ls = "L", m.legalStatus()
	case draw < 32:
		row.rne = pick(m.dice, "T", "U")
		if row.rne == "U" {
			row.ls = m.legalStatus()
		}
		m.sameCarerMove(&row)
	case draw < 44:
		row.rne = "P"
		row.place, row.provider, row.urn, row.placePost = pick(m.dice, "T0", "T1", "T2", "T3", "T4"), "", "", m.postcode()
	case draw < 50 && row.place[0] == 'U':
		row.rne, row.place = pick(m.dice, "P", "B", "T", "U"), pick(m.dice, "A3", "A5")
		if row.rne == "B" || row.rne == "U" {
			row.ls = "E1"
		}
	case draw < 56:
		row.rne = pick(m.dice, "P", "B") // nothing that a placement is known by has changed
	case draw < 66:
		row.rne, row.ls = "B", m.legalStatus()
		m.move(&row)
	default:
		row.rne = "P"
		m.move(&row)
	}
	return row
}

func (m careMaker) sameCarerMove(row *stay) {
	if row.place == "H5" && m.in100(50) {
		row.place = "K3"
	}
	if m.in100(70) {
		row.placePost = m.postcode()
	}
	if m.in100(50) {
		row.urn = m.register()
	}
	if m.in100(20) && row.provider != "" {
		row.provider = pick(m.dice, "PR1", "PR4")
	}
}

// move puts the child with other carers.
func (m careMaker) move(row *stay) {
	row.place = pick(m.dice, "U1", "U2", "U3", "U4", "U4", "U5", "U6", "U6", "U6", "K2", "K2", "K1", "H5", "R1", "P1", "A4", "A6", "S1", "Z1", "P2")
	row.provider = pick(m.dice, "PR1", "PR1", "PR4", "PR4", "PR5")
	if row.place == "Z1" {
		row.provider = ""
	}
	row.placePost, row.urn = m.postcode(), m.register()
}

func (m careMaker) legalStatus() string {
	return pick(m.dice, "C1", "C2", "C2", "C2", "E1", "V2", "V2", "V2", "V2", "J1", "L1", "V3", "V4")
}

func (m careMaker) postcode() string {
	if m.in100(10) {
		return ""
	}
	letters := "ABDEFGHJLN"
	return fmt.Sprintf("%c%c%d %d%c%c", letters[m.IntN(10)], letters[m.IntN(10)], 1+m.IntN(9), 1+m.IntN(9), letters[m.IntN(10)], letters[m.IntN(10)])
}

func (m careMaker) register() string {
	if m.in100(10) {
		return pick(m.dice, "", "XXXXXXX")
	}
	return itoa(1000000 + m.IntN(9000000))
}

// inReturn are the episodes that the return of a year reports, as they were known at its end. The
// first return of a world goes back to the beginning.
func (c childLife) inReturn(collectionYear int) []stay {
	begin, end := yearEnd(collectionYear-1)+1, yearEnd(collectionYear)
	var out []stay
	for _, one := range c.stays {
		if one.decom > end || one.dec < begin && collectionYear != firstReturn {
			continue
		}
		if one.dec > end {
			one.dec, one.rec, one.reason = never, "", ""
		}
		out = append(out, one)
	}
	return out
}
