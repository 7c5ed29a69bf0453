package sample

import (
	"cmp"
	"fmt"
	"slices"
)

// plans draws the protection plans of hackneyPlans and gives each a referral and a child.
func (c *earlyCases) plans() error {
	var all []span
	for _, f := range hackneyPlans() {
		for range f.plans {
			all = append(all, c.planSpan(f))
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	begun := map[int][]int{} // indexes of a year's plans; looked up only
	for i, one := range all {
		begun[collectionYear(one.from)] = append(begun[collectionYear(one.from)], i)
	}
	again := make([]bool, len(all))
	for _, y := range hackneyCaseYears() {
		of := begun[y.year]
		c.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
		for _, i := range of[:y.again] {
			again[i] = true
		}
	}
	var ended []*earlyChild
	for i, one := range all {
		r, err := c.planned(one, again[i])
		if err != nil {
			return err
		}
		if again[i] {
			ended = c.secondPlan(r, ended)
		}
		c.protect(r, one)
		if one.to != never {
			ended = append(ended, r.child)
		}
	}
	slices.SortStableFunc(c.cases, func(a, b *earlyCase) int { return cmp.Compare(a.on, b.on) })
	return nil
}

// planSpan draws the days of a plan: two years or more are 729 days and up.
func (c *earlyCases) planSpan(f planFlow) span {
	for {
		from := c.open(f.began)
		if f.ended == 0 {
			return span{from, never}
		}
		to := c.open(f.ended)
		if long := to-from >= 735; to-from >= 25 && long == f.long && (long || to-from < 720) {
			return span{from, to}
		}
	}
}

// planned finds the referral that a plan followed. Plans that began before the first year's referrals get
// one of their own.
func (c *earlyCases) planned(plan span, again bool) (*earlyCase, error) {
	if plan.from < yearStart(hackneyFirst-1)+50 {
		r := c.refer(plan.from - day(c.between(10, 45)))
		r.child.born = max(r.child.born, r.on.addYears(-12))
		r.assess(c.days.after(r.on, 1), c.days.after(r.on, c.between(2, 7)))
		return r, nil
	}
	var fit []*earlyCase
	for _, r := range c.cases {
		if plan.from-r.on < 8 || plan.from-r.on > 45 || r.plan != nil || r.child.inCare != nil || r.initial.from == 0 {
			continue
		}
		if years := age(r.child.born, r.on); years <= 12 && (!again || years >= 6) {
			fit = append(fit, r)
		}
	}
	if len(fit) == 0 {
		return nil, fmt.Errorf("no referral before the plan of %s", plan.from.iso())
	}
	return fit[c.IntN(len(fit))], nil
}

// secondPlan gives the referral to a child whose plan has ended, or where there is none its child an
// earlier plan from before the first returns.
func (c *earlyCases) secondPlan(r *earlyCase, ended []*earlyChild) []*earlyChild {
	for range 30 {
		if len(ended) == 0 {
			break
		}
		i := c.IntN(len(ended))
		one := ended[i]
		if max(one.last.plan.to+60, one.last.core.to) < r.on-5 && age(one.born, r.on) <= 12 {
			r.child, one.last = one, r
			return slices.Delete(ended, i, i+1)
		}
	}
	from := c.days.after(yearStart(hackneyFirst-1)-day(c.between(500, 900)), 0)
	r.child.born = min(r.child.born, from-300)
	earlier := c.refer(from - day(c.between(10, 40)))
	earlier.child, earlier.closed = r.child, 0
	earlier.assess(c.days.after(earlier.on, 1), c.days.after(earlier.on, c.between(2, 7)))
	c.protect(earlier, span{from, from + day(c.between(90, 400))})
	return ended
}

// protect puts the child of a case on a plan from the day of its conference. The core assessment that a
// conference rests on may be among the year's or not.
func (c *earlyCases) protect(r *earlyCase, plan span) {
	one := &protection{span: plan, first: c.pick([]weighted{{"NEG", 42}, {"EMO", 31}, {"PHY", 14}, {"SAB", 6}, {"MUL", 7}})}
	one.latest, r.need, r.plan = one.first, "N1", one
	if c.chance(0.05) {
		one.latest = "MUL"
	}
	r.enquiry = enquiry{on: max(r.on, plan.from-day(c.between(9, 24)).weekday()), held: plan.from}
	r.enquiry.due = c.days.after(r.enquiry.on, 15)
	one.reviews = c.planReviews(plan)
}

// planReviews are held within three months and then within six. Of plans that were open on the printed
// day all reviews were in time, up to then; of the others one in fifty was late.
func (c *earlyCases) planReviews(plan span) []day {
	printed := yearEnd(hackneyPrinted)
	var held []day
	months := 3
	for at := plan.from; ; months = 6 {
		due := at.addMonths(months)
		on := c.days.after(due-day(c.between(12, 34)), 0)
		watched := plan.from <= printed && plan.to > printed && due-34 <= printed
		if c.chance(0.02) && !watched {
			on = c.days.after(due, c.between(2, 20))
		}
		if on >= min(plan.to, c.last+1) {
			return held
		}
		held, at = append(held, on), on
	}
}
