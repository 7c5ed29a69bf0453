package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// annex is the workbook of child-level lists that inspectors ask for, as it stood on the last day of
// the files: lists 1 to 5 of the twelve months to it, the others of what is or was open in them.
type annex struct {
	*caseload
	from   day // first of the twelve months
	area   *authority
	sheets []*sheet
}

const (
	childBlock = "Child Unique ID|Gender|Ethnicity|Date of Birth|Age of Child (Years)|"
	disability = "Does the Child have a Disability|"
	allocated  = "|Allocated Team|Allocated Worker"
)

// writeAnnex writes extracts/annex_a/Annex_A_<day>.xlsx.
func (a *authority) writeAnnex(t *tree) error {
	x := &annex{caseload: a.cases, from: a.cases.last.addYears(-1) + 1, area: a}
	// The lists have chance of their own: what stands in no other extract is drawn here.
	x.caseload = &caseload{dice: newDice(a.seed, listStream), days: a.cases.days, prefix: a.cases.prefix, first: a.cases.first, last: a.cases.last, people: a.cases.people}
	x.contacts()
	x.earlyHelp()
	x.referred()
	x.assessed()
	x.enquiries()
	x.inNeed()
	x.protected()
	x.lookedAfter()
	x.leavers()
	x.adoptions()
	name := a.folder + "/annex_a/Annex_A_" + x.last.iso() + ".xlsx"
	t.ledger.rows(name, x.sheets)
	content, err := workbook(x.sheets)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return t.text(name, string(content))
}

func (x *annex) sheet(number int, columns string) *sheet {
	s := newSheet(fmt.Sprintf("List %d", number), strings.Split(columns, "|")...)
	x.sheets = append(x.sheets, s)
	return s
}

// block is what every list says of a child first.
func (x *annex) block(p *person) []any {
	sex := "b) Female"
	if p.male {
		sex = "a) Male"
	}
	born, years := p.born, any(math.Round(float64(x.last-p.born)/365.25*1000)/1000)
	if born > x.last {
		born, years, sex = never, "", "c) Not stated/recorded"
	}
	return []any{p.id, sex, "a) " + p.ethnicity, born, years}
}

func answer(yes bool) string {
	if yes {
		return "a) Yes"
	}
	return "b) No"
}

// holder is who holds a case on the last day, or held it last.
func (x *annex) holder(p *person, r *referral) (team, worker string) {
	if r != nil && len(r.allocated) > 0 {
		one := r.allocated[len(r.allocated)-1]
		team, worker = one.team, one.worker.id
	}
	if p.inCare != nil && len(p.inCare.allocated) > 0 {
		for _, one := range x.area.staff.workers {
			if one.swe == p.inCare.allocated[len(p.inCare.allocated)-1].worker {
				return one.team, one.id
			}
		}
	}
	return team, worker
}

// known is a day that is not after the last.
func (x *annex) known(on day) day {
	if on > x.last {
		return never
	}
	return on
}

func (x *annex) recent(on day) bool { return x.from <= on && on <= x.last }

// eachCase walks all cases in the order of the children.
func (x *annex) eachCase(visit func(p *person, r *referral)) {
	for _, p := range x.people {
		for _, r := range p.referrals {
			visit(p, r)
		}
	}
}

func (x *annex) contacts() {
	s := x.sheet(1, childBlock+"Date of Contact|Contact Source")
	x.eachCase(func(p *person, r *referral) {
		if r.on <= x.last-183 || r.on > x.last {
			return
		}
		if before := r.on - day(x.between(3, 40)); x.chance(0.4) && p.born < before {
			s.row(append(x.block(p), before, r.source)...)
		}
		s.row(append(x.block(p), r.on, r.source)...)
	})
}

func (x *annex) earlyHelp() {
	s := x.sheet(2, childBlock+"Assessment start date|Assessment completion date|Organisation completing assessment")
	for n := range len(x.people) / 60 {
		on := x.day(x.last-182, x.last)
		p := &person{id: fmt.Sprintf("ZZ%sH%04d", x.prefix, n+1), male: x.chance(0.5), ethnicity: x.pick(today().ethnicities), born: on - day(x.between(200, 6000))}
		by := x.pick([]weighted{{"School", 6}, {"Health visiting", 2}, {"Family hub", 3}})
		s.row(append(x.block(p), on, x.known(on+day(x.between(10, 40))), by)...)
	}
}

func (x *annex) referred() {
	s := x.sheet(3, childBlock+"Date of referral|Referral Source|Referral NFA?|Number of Referrals in Last 12 Months"+allocated)
	x.eachCase(func(p *person, r *referral) {
		if !x.recent(r.on) {
			return
		}
		count := 0
		for _, other := range p.referrals {
			if x.recent(other.on) {
				count++
			}
		}
		team, worker := x.holder(p, r)
		s.row(append(x.block(p), r.on, r.source, answer(r.nothing), count, team, worker)...)
	})
}

func (x *annex) assessed() {
	s := x.sheet(4, childBlock+disability+"Continuous Assessment Start Date|Child Seen During Continuous Assessment|"+
		"Continuous Assessment Date of Authorisation|Was the child assessed as requiring LA children's social care support?"+allocated)
	x.eachCase(func(p *person, r *referral) {
		for _, a := range r.assessments {
			if a.from > x.last || a.to < x.from {
				continue
			}
			team, worker := x.holder(p, r)
			support := answer(r.closed > a.to+14)
			if a.to > x.last {
				support = ""
			}
			s.row(append(x.block(p), answer(len(p.disabilities) > 0), a.from, answer(x.chance(0.97)), x.known(a.to), support, team, worker)...)
		}
	})
}

func (x *annex) enquiries() {
	s := x.sheet(5, childBlock+disability+"Strategy discussion initiating Section 47 Enquiry Start Date|"+
		"Was an Initial Child Protection Conference deemed unnecessary?|Date of Initial Child Protection Conference|"+
		"Did the Initial Child Protection Conference Result in a Child Protection Plan|Number of Section 47 Enquiries in the last 12 months|"+
		"Number of ICPCs in the last 12 months"+allocated)
	x.eachCase(func(p *person, r *referral) {
		for _, e := range r.enquiries {
			if !x.recent(e.on) {
				continue
			}
			team, worker := x.holder(p, r)
			held, plan, conferences := day(never), "", 0
			if e.held != 0 {
				held = x.known(e.held)
			}
			if held != never {
				plan, conferences = answer(len(r.protection) > 0), 1
			}
			s.row(append(x.block(p), answer(len(p.disabilities) > 0), e.on, answer(e.held == 0), held, plan, 1, conferences, team, worker)...)
		}
	})
}

func (x *annex) inNeed() {
	s := x.sheet(6, childBlock+disability+"CIN Start Date|Primary Need Code|Date Child Was Last Seen|CIN Closure Date|Reason for Closure|Case Status"+allocated)
	x.eachCase(func(p *person, r *referral) {
		if r.nothing || r.on > x.last || r.closed < x.from {
			return
		}
		team, worker := x.holder(p, r)
		seen := min(x.last, r.closed) - day(x.between(0, 25))
		reason := r.reason
		if r.closed > x.last {
			reason = ""
		}
		s.row(append(x.block(p), answer(len(p.disabilities) > 0), r.on, r.need, max(seen, r.on), x.known(r.closed), reason, x.status(p, r), team, worker)...)
	})
}

// status is how far a case has come on the last day.
func (x *annex) status(p *person, r *referral) string {
	open := func(s span) bool { return s.from <= x.last && s.to > x.last }
	switch {
	case r.closed <= x.last:
		return "e) Closed episode"
	case p.inCare != nil && p.inCare.lookedAfter(x.last):
		return "a) Looked after child"
	case slices.ContainsFunc(r.protection, func(p protection) bool { return open(p.span) }):
		return "b) Child Protection plan"
	case slices.ContainsFunc(r.assessments, func(a assessment) bool { return open(a.span) }):
		return "d) Open assessment"
	}
	return "c) Child in need plan"
}

func (x *annex) protected() {
	s := x.sheet(7, childBlock+disability+"Child Protection Plan Start Date|Initial Category of Abuse|Latest Category of Abuse|"+
		"Date of the Last Statutory Visit|Was the Child Seen Alone?|Date of latest review conference|Child Protection Plan End Date|"+
		"Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)|"+
		"Number of Previous Child Protection Plans"+allocated)
	abuse := func(code string) string {
		return map[string]string{"NEG": "a) Neglect", "PHY": "b) Physical", "SAB": "c) Sexual", "EMO": "d) Emotional", "MUL": "e) Multiple"}[code]
	}
	x.eachCase(func(p *person, r *referral) {
		for _, one := range r.protection {
			if one.from > x.last || one.to < x.from {
				continue
			}
			team, worker := x.holder(p, r)
			reviewed := day(never)
			for _, on := range one.reviews {
				if on <= x.last {
					reviewed = on
				}
			}
			visited := max(min(x.last, one.to)-day(x.between(0, 14)), one.from)
			s.row(append(x.block(p), answer(len(p.disabilities) > 0), one.from, abuse(one.first), abuse(one.latest), visited, answer(x.chance(0.8)),
				reviewed, x.known(one.to), answer(x.chance(0.02)), one.previous, team, worker)...)
		}
	})
}
