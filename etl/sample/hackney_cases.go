package sample

import (
	"cmp"
	"fmt"
	"slices"
)

// caseYear is what became of the referrals of one year: numbers of cases, so that a share is printed as
// it was whatever the seed.
type caseYear struct {
	year       int // collection year
	referrals  int
	assessed   int // initial assessments that followed, and as many were completed in the year
	inTime     int // of those completed, within limit working days of the referral
	limit      int
	core       int // core assessments completed in the year
	coreInTime int // of them within 35 working days
	again      int // plans begun in the year that were the child's second or a later one
}

// spilled is how many of a year's initial assessments are completed in the next April, half of them in
// time: as many come from the year before.
const spilled = 40

// hackneyCaseYears are the years from the one before the first return. Printed of 2008-09: 78% initial
// assessments in time, 79.4% core assessments, 8.4% second plans, 78.6% of referrals assessed; of 2005-06
// 63% and 72.2%, of 2006-07 93.7%.
func hackneyCaseYears() []caseYear {
	return []caseYear{
		{2005, 1900, 1330, 798, 7, 400, 240, 0},
		{2006, 1980, 1430, 901, 7, 420, 260, 20},
		{2007, 2000, 1874, 1274, 7, 450, 297, 26},
		{2008, 1950, 1677, 1224, 7, 480, 350, 21},
		{2009, 2000, 1572, 1226, 7, 510, 405, 18},
		{2010, 2100, 1680, 1344, 7, 540, 437, 22},
		{2011, 2240, 1837, 1525, 10, 560, 460, 24},
	}
}

// planFlow is how many plans began in one collection year and ended in another (0: are open still), after
// two years or more when long.
type planFlow struct {
	began, ended, plans int
	long                bool
}

// hackneyPlans gives of the plans that ended in 2008-09 20 of 202 after two years and more (9.9%), in the
// three years before 13 of 210 (6.2%), 7 of 212 (3.3%) and 20 of 200 (10%). Of the 214 that began in
// 2008-09 caseYear.again were not the first.
func hackneyPlans() []planFlow {
	return []planFlow{
		{2003, 2006, 13, true},
		{2004, 2007, 3, true},
		{2005, 2006, 137, false},
		{2005, 2007, 4, true},
		{2005, 2008, 8, true},
		{2006, 2006, 60, false},
		{2006, 2007, 134, false},
		{2006, 2008, 12, true},
		{2006, 2009, 9, true},
		{2007, 2007, 71, false},
		{2007, 2008, 122, false},
		{2007, 2009, 11, true},
		{2007, 2010, 8, true},
		{2008, 2008, 58, false},
		{2008, 2009, 133, false},
		{2008, 2010, 8, true},
		{2008, 2011, 7, true},
		{2009, 2009, 49, false},
		{2009, 2010, 148, false},
		{2009, 2011, 5, true},
		{2009, 0, 12, false},
		{2010, 2010, 52, false},
		{2010, 2011, 128, false},
		{2010, 0, 30, false},
		{2011, 2011, 62, false},
		{2011, 0, 158, false},
	}
}

// earlyCase is a referral of the years of initial and core assessments.
type earlyCase struct {
	child        *earlyChild
	on, closed   day
	source, need string
	nothing      bool // no further action
	initial      span // from 0: none
	core         span
	enquiry      enquiry // on 0: none
	plan         *protection
}

type earlyChild struct {
	born      day
	male      bool
	ethnicity string
	inCare    *child
	last      *earlyCase
	id        string // given when it is written
}

// earlyCases are the referrals and plans of Hackney. Like caseload they have chance of their own.
type earlyCases struct {
	dice
	days  *calendar
	last  day
	cases []*earlyCase
}

// open draws a day of a collection year when the office is open.
func (c *earlyCases) open(year int) day {
	for {
		if on := c.days.after(c.within(year), 0); on <= yearEnd(year) {
			return on
		}
	}
}

func newEarlyCases(r dice, children []*child) (*earlyCases, error) {
	c := &earlyCases{dice: r, days: newCalendar(hackneyFirst-8, hackneyLast+1), last: yearEnd(hackneyLast)}
	looked := map[int][]*earlyCase{} // by year of the referral; looked up only
	for _, one := range children {
		if len(one.stays) > 0 {
			r := c.beforeCare(one)
			looked[collectionYear(r.on)] = append(looked[collectionYear(r.on)], r)
			c.cases = append(c.cases, r)
		}
	}
	for _, y := range hackneyCaseYears() {
		if err := c.initials(y, looked[y.year]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(c.cases, func(a, b *earlyCase) int { return cmp.Compare(a.on, b.on) })
	for _, y := range hackneyCaseYears() {
		if err := c.cores(y); err != nil {
			return nil, err
		}
	}
	if err := c.plans(); err != nil {
		return nil, err
	}
	c.close()
	c.comeBack()
	return c, nil
}

// beforeCare is the referral of a child who came into care; it stays open as long as care lasts.
func (c *earlyCases) beforeCare(one *child) *earlyCase {
	before := one.stays[0].from - day(c.between(12, 200))
	if one.uasc {
		before = one.stays[0].from - day(c.between(0, 1))
	}
	known := &earlyChild{born: one.born, male: one.male, ethnicity: one.ethnicity, inCare: one}
	r := &earlyCase{child: known, on: max(before, one.born), source: c.early(), need: one.need, closed: one.stays[len(one.stays)-1].to}
	known.last = r
	return r
}

// early draws who referred a child: today's codes for what the forms of the day said.
func (c *earlyCases) early() string {
	return c.pick([]weighted{
		{"6", 26}, {"2A", 17}, {"3B", 6}, {"3A", 4}, {"3F", 9}, {"1A", 14}, {"1D", 5}, {"4", 4}, {"5B", 6}, {"7", 4}, {"9", 3}, {"8", 2},
	})
}

// refer adds the referral of a child not known before.
func (c *earlyCases) refer(on day) *earlyCase {
	known := &earlyChild{
		born: on - day(c.between(5, 365*16)), male: c.chance(0.52), ethnicity: c.pick(nationalIndicators().ethnicities),
	}
	r := &earlyCase{child: known, on: on, source: c.early(), need: c.pick(nationalIndicators().needs), closed: never}
	known.last = r
	c.cases = append(c.cases, r)
	return r
}

// initials gives a year its referrals, beside those of the children who came into care, and so many of
// them an initial assessment. But for those of the last days of March all are completed in the year.
func (c *earlyCases) initials(y caseYear, looked []*earlyCase) error {
	if len(looked) > y.assessed-spilled {
		return fmt.Errorf("%d children referred in %d came into care: more than are assessed", len(looked), y.year)
	}
	var pool []*earlyCase
	for _, r := range looked {
		if c.days.after(r.on, 0) <= yearEnd(y.year) {
			pool = append(pool, r)
		}
	}
	for n := range y.referrals - len(looked) {
		if n < spilled {
			c.spill(y, n < spilled/2)
			continue
		}
		r := c.refer(c.open(y.year))
		if c.days.after(r.on, 0) <= yearEnd(y.year) {
			pool = append(pool, r)
		}
	}
	pool = pool[:y.assessed-spilled]
	c.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	late := y.assessed - y.inTime - spilled/2
	for _, r := range pool {
		took := c.between(1, y.limit)
		if late > 0 && r.on <= yearEnd(y.year)-35 {
			took, late = y.limit+1+min(c.wait(7), 29), late-1
		}
		for took > 0 && c.days.after(r.on, took) > yearEnd(y.year) {
			took--
		}
		r.assess(c.days.after(r.on, c.between(0, min(took, 2))), c.days.after(r.on, took))
	}
	if late != 0 {
		return fmt.Errorf("%d initial assessments of %d are wanting that can be late", late, y.year)
	}
	return nil
}

func (r *earlyCase) assess(from, to day) { r.initial = span{from, to} }

// spill adds a referral of March whose initial assessment is completed in April.
func (c *earlyCases) spill(y caseYear, inTime bool) {
	for {
		on, took := yearEnd(y.year)-day(c.between(0, 8)), c.between(2, 7)
		if !inTime {
			on, took = yearEnd(y.year)-day(c.between(0, 20)), c.between(11, 18)
		}
		to := c.days.after(on, took)
		if on == on.weekday() && to > yearEnd(y.year) && to <= yearEnd(y.year)+28 {
			c.refer(on).assess(c.days.after(on, 1), to)
			return
		}
	}
}

// cores gives so many cases a core assessment that is completed in the year. It begins when the initial
// one ends. In the last year some are not completed yet.
func (c *earlyCases) cores(y caseYear) error {
	var pool []*earlyCase
	for _, r := range c.cases {
		if ended := r.initial.to; r.core.from == 0 && ended > yearStart(y.year)-60 && ended < yearEnd(y.year)-20 {
			pool = append(pool, r)
		}
	}
	done, inTime := 0, y.coreInTime
	for range 60 * y.core {
		if done == y.core {
			break
		}
		r := pool[c.IntN(len(pool))]
		took := c.between(10, 35)
		if inTime == 0 {
			took = c.between(36, 58)
		}
		from := c.days.after(r.initial.to, c.between(0, 2))
		to := c.days.after(from, took)
		if r.core.from != 0 || to < yearStart(y.year) || to > yearEnd(y.year) {
			continue
		}
		r.core = span{from, to}
		done, inTime = done+1, max(0, inTime-1)
	}
	if done < y.core {
		return fmt.Errorf("%d core assessments in %d: want %d", done, y.year, y.core)
	}
	for _, r := range pool {
		if y.year == hackneyLast && r.core.from == 0 && r.initial.to > c.last-40 && c.chance(0.3) {
			r.core = span{c.days.after(r.initial.to, 0), never}
		}
	}
	return nil
}

// close ends the cases that nothing else keeps open.
func (c *earlyCases) close() {
	for _, r := range c.cases {
		done := max(r.initial.to, r.core.to)
		switch {
		case r.child.inCare != nil:
		case r.plan != nil:
			r.closed = never
			if r.plan.to != never {
				r.closed = max(r.plan.to+day(c.between(0, 60)), done)
			}
		case done == never || r.core.to == never:
		case r.initial.from != 0:
			r.closed = done + day(c.between(0, 15))
			if c.chance(0.4) {
				r.closed += day(c.wait(120))
			}
		default:
			r.nothing = c.chance(0.7)
			if !r.nothing {
				r.closed = r.on + day(c.between(1, 20))
			}
		}
	}
}

// over is when a case no longer stands in the way of another.
func (r *earlyCase) over() day {
	if r.nothing {
		return r.on
	}
	return r.closed
}

// comeBack makes about one referral in six that of a child who was known before.
func (c *earlyCases) comeBack() {
	var known []*earlyChild
	for _, r := range c.cases {
		if r.child.inCare != nil {
			continue
		}
		if r.plan == nil && r.child.last == r && len(known) > 0 && c.chance(0.19) {
			for range 25 {
				// One of those who came in the last two thousand.
				one := known[len(known)-1-c.IntN(min(len(known), 2000))]
				if one.last.over() < r.on-5 && one.born.addYears(16) > r.on {
					r.child, one.last = one, r
					break
				}
			}
		}
		if r.child.last == r {
			known = append(known, r.child)
		}
	}
}
