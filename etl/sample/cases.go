package sample

import (
	"fmt"
	"slices"
)

// person is a child known to social care, in care or not, with everything that the census and the
// lists of inspectors tell of it.
type person struct {
	id           string
	male         bool
	born         day
	expected     day // of a child referred before birth, else 0
	died         day // 0 while alive
	ethnicity    string
	upn          string
	disabilities []string
	inCare       *child // the same child in the SSDA903 sets, nil when it never came into care
	plans        int    // protection plans so far, those before the first file included
	referrals    []*referral
}

// referral is a case from the day it came in. closed is never for one that is open still, and for one
// on which nothing was done.
type referral struct {
	on, closed   day
	source, need string
	reason       string // for closure
	nothing      bool   // no further action
	transferred  day    // conference of a child who moved in with another authority's plan, else 0
	assessments  []assessment
	enquiries    []enquiry
	needPlans    []span
	protection   []protection
	allocated    []involvement
}

type span struct{ from, to day }

type assessment struct {
	span
	factors []string
}

// enquiry is one under section 47. held is the day of the conference, 0 where none was necessary.
type enquiry struct{ on, due, held day }

type protection struct {
	span
	first, latest string // category of abuse
	previous      int
	reviews       []day
}

type involvement struct {
	worker *worker
	span
	team, reason string
}

// caseload is the children of one authority's social care. It has chance of its own, so that the
// other extracts are the same with it and without.
type caseload struct {
	dice
	days   *calendar
	prefix string
	first  day // of the first file's year
	last   day // nothing after this day is known
	people []*person
	staff  *workforce
}

// historyYears is how long before the first file the children's histories begin.
const historyYears = 2

// newCaseload invents the referrals of an authority that looks after about so many children: its own
// children in care first, then those who never come into it.
func newCaseload(r dice, a *authority, days *calendar, stock int) *caseload {
	c := &caseload{
		dice: r, days: days, prefix: a.prefix, first: yearStart(a.year), last: yearEnd(a.last), staff: a.staff,
	}
	for _, one := range a.children {
		c.people = append(c.people, c.looked(one))
	}
	n := 0
	for year := a.year - historyYears; year <= a.last; year++ {
		for range stock * 43 / 10 {
			n++
			c.known(n, c.within(year))
		}
	}
	for _, p := range c.people {
		for _, r := range p.referrals {
			c.allocate(p, r)
		}
	}
	return c
}

// known adds a child who is referred for the first time on a day.
func (c *caseload) known(n int, on day) {
	p := &person{id: fmt.Sprintf("ZZ%sN%05d", c.prefix, n), male: c.chance(0.53), ethnicity: c.pick(today().ethnicities)}
	p.upn = fmt.Sprintf("Z000%08d%d", c.IntN(100000000), c.IntN(10))
	if c.chance(0.17) {
		p.plans = c.between(1, 2)
	}
	switch draw := c.IntN(100); {
	case draw < 2:
		p.expected = on + day(c.between(20, 150))
		p.born = p.expected + day(c.between(-14, 10))
	case draw < 9:
		p.born = on - day(c.between(0, 364))
	default:
		p.born = on.addYears(-c.between(1, 16)) - day(c.between(0, 364))
	}
	if c.chance(0.06) {
		p.disabilities = c.disabled()
	}
	// Some come back, and a few come back often.
	for on <= c.last && on < p.born.addYears(18)-150 && p.died == 0 {
		r := c.refer(p, on)
		if !c.chance(0.44) {
			break
		}
		after := r.closed
		if r.nothing {
			after = r.on
		}
		if after >= c.last {
			break
		}
		on = after + 3 + day(c.wait(270))
	}
	c.people = append(c.people, p)
}

func (c *caseload) disabled() []string {
	all := []string{c.pick([]weighted{{"LD", 30}, {"AUT", 34}, {"BEH", 14}, {"COMM", 8}, {"MOB", 8}, {"DDA", 6}})}
	if second := c.pick([]weighted{{"COMM", 4}, {"PC", 3}, {"HEAR", 1}, {"VIS", 1}, {"INC", 1}, {"HAND", 1}, {"CON", 1}}); second != all[0] && c.chance(0.5) {
		all = append(all, second)
	}
	return all
}

// refer is a case from its referral to its closure.
func (c *caseload) refer(p *person, on day) *referral {
	r := &referral{on: on, closed: never, source: c.source(on), need: c.pick(today().needs)}
	p.referrals = append(p.referrals, r)
	limit := p.born.addYears(18) - 1
	if len(p.disabilities) > 0 && c.chance(0.5) {
		r.need = "N2"
		c.support(p, r, limit)
		return r
	}
	if p.expected == 0 && c.chance(0.07) {
		r.nothing = true
		return r
	}
	authorised := c.assess(r, on, limit)
	switch {
	case limit-on < 500 || !c.chance(0.36):
		c.afterAssessment(p, r, authorised, limit)
	case c.chance(0.008):
		r.transferred = c.days.after(on, c.between(3, 12))
		c.protect(p, r, r.transferred, authorised, limit)
	default:
		r.need = "N1"
		if held := c.enquire(r, on, 0.34); held != 0 && c.chance(0.87) {
			c.protect(p, r, held, authorised, limit)
		} else {
			c.afterAssessment(p, r, max(authorised, held), limit)
		}
	}
	if p.expected != 0 && r.closed < p.born+30 {
		r.closed = p.born + day(c.between(30, 90))
	}
	if c.chance(0.0006) && r.closed < c.last && p.expected == 0 {
		p.died, r.reason = r.closed, "RC2"
	}
	return r
}

func (c *caseload) source(on day) string {
	choices := []weighted{
		{"6", 29},
		{"2A", 20},
		{"3E", 5},
		{"3F", 4},
		{"3B", 2},
		{"3A", 2},
		{"3C", 2},
		{"5A", 8},
		{"5B", 6},
		{"5C", 4},
		{"1A", 8},
		{"1D", 2},
		{"4", 2},
		{"7", 3},
		{"8", 6},
		{"9", 3},
		{"10", 1},
	}
	if on >= yearStart(2023) {
		choices = append(choices, weighted{"5D", 4})
	}
	return c.pick(choices)
}

// assess holds the assessment that follows a referral: 45 working days are allowed for it.
func (c *caseload) assess(r *referral, on, limit day) day {
	started := min(c.days.after(on, c.between(0, 4)), limit)
	length := max(c.between(10, 45), c.between(10, 45))
	if c.chance(0.15) {
		length = c.between(46, 80)
	}
	authorised := min(max(c.days.after(on, length), started), limit)
	r.assessments = append(r.assessments, assessment{span{started, authorised}, c.factors(authorised)})
	return authorised
}

// factors are what an assessment identified, in the codes of its day.
func (c *caseload) factors(on day) []string {
	physical, sexual := "18A", "19A"
	if on >= yearStart(2021) {
		physical, sexual = "18C", "19C"
	}
	choices := []weighted{
		{"4B", 30},
		{"3B", 27},
		{"3A", 12},
		{"16A", 15},
		{"17A", 18},
		{"4A", 17},
		{"1B", 13},
		{"2B", 15},
		{"2A", 5},
		{physical, 12},
		{sexual, 4},
		{"5A", 6},
		{"6A", 4},
		{"10A", 4},
		{"11A", 3},
		{"13A", 3},
		{"14A", 7},
		{"15A", 5},
		{"7A", 3},
		{"20", 12},
	}
	if on >= yearStart(2022) {
		choices = append(choices, weighted{"24A", 3})
	}
	if c.chance(0.07) {
		return []string{"21"}
	}
	var all []string
	for range c.between(1, 4) {
		if factor := c.pick(choices); !slices.Contains(all, factor) {
			all = append(all, factor)
		}
	}
	return all
}

// enquire holds a section 47 enquiry; it gives the day of the conference, 0 without one.
func (c *caseload) enquire(r *referral, on day, likely float64) day {
	e := enquiry{on: c.days.after(on, c.between(0, 8))}
	e.due = c.days.after(e.on, 15)
	if c.chance(likely) {
		e.held = c.days.after(e.on, c.between(7, 15))
		if c.chance(0.2) {
			e.held = c.days.after(e.on, c.between(16, 28))
		}
	}
	r.enquiries = append(r.enquiries, e)
	return e.held
}

// afterAssessment ends a case or supports the child with a plan for some months.
func (c *caseload) afterAssessment(p *person, r *referral, authorised, limit day) {
	if c.chance(0.52) {
		r.closed, r.reason = min(authorised+day(c.between(0, 7)), limit), "RC8"
		if r.closed >= yearStart(2023) && c.chance(0.3) {
			r.reason = "RC9"
		}
	} else {
		c.inNeed(p, r, authorised+day(c.between(0, 10)), day(40+c.wait(150)), limit)
	}
	r.closed = max(r.closed, authorised)
}

// inNeed gives a plan as a child in need, at whose end the case is closed.
func (c *caseload) inNeed(_ *person, r *referral, from, length, limit day) {
	from = min(from, limit)
	to := min(from+length, limit)
	if to > from {
		r.needPlans = append(r.needPlans, span{from, to})
	}
	r.closed, r.reason = min(to+day(c.between(0, 14)), limit), "RC7"
	if r.closed == limit {
		r.reason = "RC6"
	} else if c.chance(0.05) {
		r.reason = "RC5"
	}
}

// support is the long case of a disabled child, assessed anew about once a year.
func (c *caseload) support(p *person, r *referral, limit day) {
	authorised := c.assess(r, r.on, limit)
	c.inNeed(p, r, authorised, day(300+c.wait(700)), limit)
	for at := authorised + day(c.between(300, 400)); at+150 < r.closed && at < c.last; at += day(c.between(300, 400)) {
		c.assess(r, at, limit)
	}
	r.closed = max(r.closed, authorised)
}

// protect puts the child on a protection plan from the day of its conference.
func (c *caseload) protect(p *person, r *referral, from, authorised, limit day) {
	length := day(min(70+c.wait(230), 700))
	if c.chance(0.028) {
		length = day(c.between(735, 900))
	}
	c.plan(p, r, from, min(from+length, limit))
	to := r.protection[len(r.protection)-1].to
	if c.chance(0.6) {
		c.inNeed(p, r, to, day(c.between(40, 170)), limit)
	} else {
		r.closed, r.reason = min(to+day(c.between(0, 30)), limit), "RC7"
	}
	r.closed = max(r.closed, authorised)
}

// plan is a protection plan with its reviews: the first within three months, then each within six.
func (c *caseload) plan(p *person, r *referral, from, to day) {
	one := protection{span: span{from, to}, previous: p.plans}
	p.plans++
	one.first = c.pick([]weighted{{"NEG", 49}, {"EMO", 37}, {"PHY", 7}, {"SAB", 4}, {"MUL", 3}})
	one.latest = one.first
	if c.chance(0.06) {
		one.latest = "MUL"
	}
	months := 3
	for at := from; ; months = 6 {
		due := at.addMonths(months)
		on := c.days.after(due-day(c.between(12, 34)), 0)
		if c.chance(0.03) {
			on = c.days.after(due, c.between(2, 20))
		}
		if on >= to {
			break
		}
		one.reviews, at = append(one.reviews, on), on
	}
	r.protection = append(r.protection, one)
}
