package sample

import (
	"fmt"
	"slices"
)

// child is one invented child with the whole of its history up to the last year end.
type child struct {
	id         string
	male       bool
	born       day
	ethnicity  string
	upn        string
	need       string // CIN
	home       string // HOME_POST, blank for unaccompanied children
	uasc       bool
	mother     bool
	motherBorn day // birth of the child's own child
	stays      []stay
	episodes   []episode
	reviews    []review
	missing    []absent
	allocated  []allocation
	adoption   *adoption
	permanence string // PREV_PERM
	ordered    string // DATE_PERM
	temper     float64
}

// episode is one row of the episodes table, complete; what a return shows of it depends on the year.
type episode struct {
	from, to day
	rne      string
	ls       string
	home     placement
	rec      string
	reason   string
}

// placement is what makes a placement the same one: its type, provider, postcode and provider number.
type placement struct {
	place, provider, postcode, urn string
}

type review struct {
	on   day
	code string
}

type absent struct {
	kind     string // M missing, A away without authorisation
	from, to day
}

type allocation struct {
	worker   string // SW_ID
	from, to day
	reason   string
}

// adoption is the way of one child to adopters; order is never when the decision was reversed.
type adoption struct {
	decided, matched, placed, order day
	authorised                      day // by the court: the placement order
	reversed                        day
	reason                          string
	byCarer                         bool
}

// adultOn is the eighteenth birthday.
func (c *child) adultOn() day { return c.born.addYears(18) }

// lookedAfter says whether the child is looked after on a day, short breaks left out.
func (c *child) lookedAfter(on day) bool {
	return slices.ContainsFunc(c.stays, func(s stay) bool { return s.from <= on && on < s.to })
}

// twelveMonths says whether the child has been looked after without a break for the year that ends
// on the day: since 1 April or earlier.
func (c *child) twelveMonths(year int) bool {
	return slices.ContainsFunc(c.stays, func(s stay) bool {
		return s.from <= yearStart(year) && s.to > yearEnd(year)
	})
}

// population is the children of one authority and what they are drawn with.
type population struct {
	dice
	prefix   string // of the children's ids
	era      era
	year     int // first collection year
	last     int // last collection year
	children []*child
	home     placement // the authority's own fostering agency and provider
	left     []*child  // went home and may come back
	turns    int       // see drift
	homed    [5]int    // placements made, by age band, see homeFor
}

// people turns stays into children; some of those who went home come back.
func (p *population) people(stays []stay) {
	p.home.urn = p.urn()
	for i := range stays {
		s := stays[i]
		if c := p.returning(s); c != nil {
			c.stays = append(c.stays, s)
			p.live(c, &c.stays[len(c.stays)-1])
			continue
		}
		c := p.newChild(s)
		p.children = append(p.children, c)
		p.live(c, &c.stays[0])
		if exit := c.stays[0].exit; exit == "E4A" || exit == "E4B" {
			p.left = append(p.left, c)
		}
	}
}

// returning finds a child who went home some weeks before the stay begins and is young enough.
func (p *population) returning(s stay) *child {
	if s.born != 0 || s.fixed || s.adult || len(p.left) == 0 || !p.chance(0.08) {
		return nil
	}
	for range 6 {
		i := p.IntN(len(p.left))
		c := p.left[i]
		until := min(s.to, yearEnd(p.last)+300)
		if before := c.stays[len(c.stays)-1].to; before+25 < s.from && until < c.adultOn()-30 {
			p.left = slices.Delete(p.left, i, i+1)
			return c
		}
	}
	return nil
}

func (p *population) newChild(s stay) *child {
	c := &child{
		id:   fmt.Sprintf("ZZ%s%05d", p.prefix, len(p.children)+1),
		male: p.chance(0.56), home: p.homePostcode(),
		ethnicity: p.pick(p.era.ethnicities), need: p.pick(p.era.needs),
		permanence: "Z1", temper: 14 + 5.5*p.NormFloat64(),
	}
	c.born = s.born
	if c.born == 0 {
		c.born = p.birth(&s)
	}
	c.stays = []stay{s}
	began := age(c.born, s.from)
	if began >= 14 && p.chance(p.era.unaccompanied) {
		c.uasc, c.male, c.home, c.need = true, p.chance(0.93), "", "N8"
		c.ethnicity = p.pick([]weighted{{"OOTH", 5}, {"AOTH", 3}, {"BAFR", 4}})
	}
	c.upn = fmt.Sprintf("Z%s%08d%d", "000", p.IntN(100000000), p.IntN(10))
	if age(c.born, yearEnd(p.last)) < 5 {
		c.upn = "UN1"
	} else if c.uasc {
		c.upn = "UN2"
	}
	if !c.male && began >= 14 && p.chance(0.04) {
		c.mother, c.motherBorn = true, c.born.addYears(16)+day(p.between(10, 400))
	}
	if p.chance(0.04) {
		c.permanence, c.ordered = "P2", p.partialDate(s.from)
	}
	return c
}

// partialDate is the date of an earlier order as far as it is known.
func (p *population) partialDate(before day) string {
	on := before - day(p.between(200, 2000))
	text := on.String()
	return p.pick([]weighted{{text, 2}, {"zz" + text[2:], 2}, {"zz/zz" + text[5:], 1}, {"zz/zz/zzzz", 1}})
}

// birth draws a date of birth that the stay allows: born when it begins, under eighteen while it
// lasts. Some stays end on the eighteenth birthday.
func (p *population) birth(s *stay) day {
	if s.to != never {
		length := s.to - s.from
		if length < 17*365 && (s.adult || p.chance(p.era.adults(int(length)))) {
			s.adult = true
			return s.to.addYears(-18)
		}
	}
	until := s.to
	if until == never {
		until = yearEnd(p.last) + 1
	}
	oldest := until.addYears(-18) + 10 // still under eighteen when the stay ends
	for range 12 {
		var years int
		switch draw := p.IntN(100); {
		case draw < 14:
			years = 0
		case draw < 30:
			years = p.between(1, 4)
		case draw < 48:
			years = p.between(5, 9)
		case draw < 84:
			years = p.between(10, 15)
		default:
			years = p.between(16, 17)
		}
		born := s.from.addYears(-years) - day(p.between(1, 364))
		if years == 0 && p.chance(0.3) {
			born = s.from - day(p.between(0, 4))
		}
		if born > oldest {
			return born
		}
	}
	return p.day(max(oldest+1, s.from-364), s.from)
}

// shortBreaks adds disabled children who have a series of short breaks by agreement (V4). They are in
// the returns and in no count of children looked after.
func (p *population) shortBreaks(children int) {
	for range children {
		from := p.day(yearStart(p.year)-400, yearEnd(p.last)-200)
		to := from + day(p.between(200, 900))
		if to > yearEnd(p.last) {
			to = never
		}
		c := p.newChild(stay{from: from, to: to, born: from.addYears(-p.between(6, 12)) - day(p.between(1, 300))})
		c.stays, c.need, c.uasc = nil, "N2", false
		row := episode{from: from, to: to, rne: "S", ls: "V4", home: p.placed("K2")}
		if to != never {
			row.rec = "E8"
		}
		c.episodes = []episode{row}
		p.children = append(p.children, c)
	}
}
