package sample

import "slices"

// looked is a child in care as social care knows it: referred before each time it came into care, and
// the case open as long as care lasts.
func (c *caseload) looked(one *child) *person {
	p := &person{id: one.id, male: one.male, born: one.born, ethnicity: one.ethnicity, upn: one.upn, inCare: one}
	if len(one.stays) == 0 {
		return c.shortBreaks(p, one)
	}
	for i := range one.stays {
		s := &one.stays[i]
		closed := never
		if s.to != never {
			closed = s.to
			if !s.adult {
				closed = min(s.to+day(c.between(0, 45)), one.adultOn()-1)
			}
		}
		before := s.from - day(c.between(12, 260))
		if one.uasc {
			before = s.from - day(c.between(0, 1))
		}
		before = max(before, one.born)
		if n := len(p.referrals); n > 0 && p.referrals[n-1].closed >= before {
			p.referrals[n-1].closed, p.referrals[n-1].reason = closed, closure(s.exit, closed)
			continue
		}
		r := &referral{on: before, closed: closed, source: c.source(before), need: one.need, reason: closure(s.exit, closed)}
		if one.uasc {
			r.source = c.pick([]weighted{{"6", 5}, {"5C", 4}, {"10", 1}})
		}
		p.referrals = append(p.referrals, r)
		c.beforeCare(p, r, s.from)
	}
	return p
}

// beforeCare is what led to care.
func (c *caseload) beforeCare(p *person, r *referral, care day) {
	limit := p.born.addYears(18) - 1
	if r.closed != never {
		limit = r.closed
	}
	c.assess(r, r.on, limit)
	if p.inCare.uasc || !c.chance(0.55) || care-r.on < 50 {
		return
	}
	likely := 0.5
	if care-r.on < 120 {
		likely = 0
	}
	if held := c.enquire(r, r.on, likely); held != 0 && care-held > 30 {
		c.plan(p, r, held, care)
	}
}

// shortBreaks is the case of a disabled child who has a series of short breaks.
func (c *caseload) shortBreaks(p *person, one *child) *person {
	p.disabilities = c.disabled()
	e := one.episodes[0]
	r := &referral{on: max(e.from-day(c.between(60, 300)), one.born), closed: e.to, source: "3F", need: "N2", reason: closure("E8", e.to)}
	p.referrals = append(p.referrals, r)
	limit := one.adultOn() - 1
	if r.closed != never {
		limit = r.closed
	}
	authorised := c.assess(r, r.on, limit)
	if from := min(authorised+5, limit); from < limit {
		r.needPlans = append(r.needPlans, span{from, r.closed})
	}
	return p
}

// closure is the census's reason for the end of a case whose child left care.
func closure(exit string, closed day) string {
	switch {
	case closed == never:
		return ""
	case exit == "E11" || exit == "E12":
		return "RC1"
	case exit == "E41":
		return "RC3"
	case slices.Contains([]string{"E43", "E44", "E45", "E46", "E47", "E48"}, exit):
		return "RC4"
	case exit == "E3":
		return "RC5"
	case exit == "E7":
		return "RC6"
	}
	return "RC7"
}

// allocate gives a case its workers: one of the assessment team, then of a long-term team, each until
// the case closes, the child comes into care or the worker leaves. In care the return's own social
// worker episodes are repeated.
func (c *caseload) allocate(p *person, r *referral) {
	if r.nothing {
		return
	}
	end := min(r.closed, c.last+1)
	if p.inCare != nil && len(p.inCare.stays) > 0 {
		for _, s := range p.inCare.stays {
			if s.from >= r.on {
				end = min(end, s.from)
				break
			}
		}
	}
	at := max(r.on, c.first)
	if at >= end {
		return
	}
	team, assessed := c.staff.longTerm[c.IntN(len(c.staff.longTerm))], r.on+day(c.between(30, 75))
	last := ""
	for at < end {
		current := team
		if at < assessed {
			current = c.staff.assessment
		}
		one := c.staff.holder(c.dice, current, at, last)
		if one == nil {
			return
		}
		until, reason := at+day(c.wait(900)), "change of worker"
		if at < assessed && until > assessed {
			until, reason = assessed, "transfer to another team"
		}
		if until >= one.to {
			until, reason = one.to, "worker left"
		}
		if until >= end {
			until, reason = end, "case closed"
			if end > c.last {
				until, reason = never, ""
			}
		}
		r.allocated = append(r.allocated, involvement{one, span{at, until}, current, reason})
		at, last = until, one.swe
	}
}
