package sample

import "fmt"

func (x *annex) lookedAfter() {
	s := x.sheet(8, childBlock+"Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)|"+disability+
		"Date Started to be Looked After|Child's Category of Need|"+
		"Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)|"+
		"Start date of current legal status|Child's Legal Status|Date of Latest Statutory Review|Date of Last Social Work Visit|"+
		"What is the permanence plan for this child?|Date of Last IRO Visit / Contact to the Child|Date of Last Health Assessment|"+
		"Date of Last Dental Check|Number of Placements in the Last 12 months|Date Ceased to be Looked After|Reason Ceased to be Looked After|"+
		"Start Date of Most Recent Placement|Placement Type|Placement Provider|Placement postcode|URN of Placement|Placement Location|"+
		"LA of Placement|Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months|"+
		"Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months|"+
		"Was the child offered a Return Interview after their last missing episode (Y/N)?|"+
		"Did the child accept a Return Interview after their last missing episode (Y/N)?"+allocated)
	for _, p := range x.people {
		if p.inCare == nil {
			continue
		}
		for i := range p.inCare.stays {
			if stay := p.inCare.stays[i]; stay.from <= x.last && stay.to >= x.from {
				s.row(x.careRow(p, p.inCare, stay)...)
			}
		}
	}
}

func (x *annex) careRow(p *person, c *child, stay stay) []any {
	until := min(stay.to-1, x.last)
	var now, legal episode
	for _, e := range c.episodes {
		if e.from < stay.from || e.from > until {
			continue
		}
		if e.home.place[0] != 'T' && (now.from == 0 || e.rne != "L" && e.home != now.home) {
			now = e
		}
		if e.ls != legal.ls {
			legal = e
		}
	}
	recent := 0
	for _, one := range c.placements() {
		if one.from <= x.last && one.to >= x.from {
			recent++
		}
	}
	missing, away := 0, 0
	for _, m := range c.missing {
		switch {
		case !x.recent(m.from):
		case m.kind == "M":
			missing++
		default:
			away++
		}
	}
	offered, accepted := "", ""
	if missing > 0 {
		offered, accepted = answer(x.chance(0.9)), answer(x.chance(0.6))
	}
	reviewed := day(never)
	for _, r := range c.reviews {
		if stay.from <= r.on && r.on <= until {
			reviewed = r.on
		}
	}
	again := false
	for _, other := range c.stays {
		again = again || other.from < stay.from && other.to >= x.from
	}
	health, dental := day(never), day(never)
	if until-stay.from > 60 {
		health, dental = max(until-day(x.between(5, 330)), stay.from+20), max(until-day(x.between(5, 330)), stay.from+20)
	}
	place, urn := recorded(now.home, x.area.last)
	location := "a) In LA"
	if x.chance(0.4) {
		location = "b) Out of LA"
	}
	plan := x.pick([]weighted{{"Return to family", 20}, {"Long-term fostering", 50}, {"SGO/CAO", 10}, {"Residential", 8}, {"Other", 12}})
	exit := stay.exit
	if stay.to > x.last {
		exit = ""
	}
	team, worker := x.holder(p, nil)
	return append(x.block(p), answer(c.uasc), answer(len(p.disabilities) > 0), stay.from, c.need, answer(again), legal.from, legal.ls, reviewed,
		max(until-day(x.between(0, 40)), stay.from), plan, max(until-day(x.between(0, 80)), stay.from), health, dental, recent, x.known(stay.to), exit,
		now.from, place, now.home.provider, now.home.postcode, urn, location, x.area.name, missing, away, offered, accepted, team, worker)
}

// leavers lists the young people of the last return on care leavers.
func (x *annex) leavers() {
	s := x.sheet(9, childBlock+"Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)|"+disability+
		"Allocated Team|Allocated Worker|Allocated Personal Advisor|Eligibility Category|Latest Pathway Plan Review Date|LA in Touch|"+
		"Latest Date of Contact|Type of Accommodation|Suitability of Accommodation|Activity Status")
	people := map[string]*person{} // looked up only
	for _, p := range x.people {
		people[p.id] = p
	}
	for _, l := range x.area.earlier {
		people[l.id] = &person{id: l.id, male: l.male, born: l.born, ethnicity: l.ethnicity}
	}
	for _, l := range x.area.leavers {
		p := people[l.id]
		eligible := "Former relevant"
		if age(p.born, x.last) < 18 {
			eligible = "Relevant"
		}
		accommodation, suitable, activity, contact := "", "", "", day(never)
		if l.touch == "YES" {
			accommodation, activity, contact = l.home[:1], l.activity, x.last-day(x.between(1, 60))
			suitable = map[string]string{"1": "a) Suitable", "2": "b) Unsuitable"}[l.home[1:]]
		}
		uasc := p.inCare != nil && p.inCare.uasc
		s.row(append(x.block(p), answer(uasc), answer(len(p.disabilities) > 0), "Leaving Care", "", "PA", eligible,
			x.last-day(x.between(10, 200)), l.touch, contact, accommodation, suitable, activity)...)
	}
}

// adoptions lists the children with a plan for adoption in the twelve months, and their adopters. What
// follows from another cell is a formula, with the value that it last had.
func (x *annex) adoptions() {
	children := x.sheet(10, "Child Unique ID|Family identifier|Gender|Ethnicity|Date of Birth|Age of Child (Years)|"+disability+
		"Date the Child Entered Care|Date of Decision that Child Should be Placed for Adoption|Date of Placement Order|"+
		"Date of Matching Child and Prospective Adopters|Date Placed for Adoption|Date of Adoption Order|"+
		"Date of Decision that Child Should No Longer be Placed for Adoption|Reason Why Child No Longer Placed for Adoption|"+
		"Date the child was placed for fostering in FFA or concurrent planning placement")
	adopters := x.sheet(11, "Individual adopter identifier|Family identifier|Gender|Ethnicity|Disability|"+
		"Is the (prospective) adopter fostering for adoption?|Date enquiry received|Date Stage 1 started|Date Stage 1 ended|Date Stage 2 started|"+
		"Date Stage 2 ended|Date application submitted|Date application approved|Date adopter matched with child(ren)|"+
		"Date child/children placed with adopter(s)|No. of children placed|Date of Adoption Order|Date of leaving adoption process|"+
		"Reason for leaving adoption process")
	families := 0
	for _, p := range x.people {
		if p.inCare == nil || p.inCare.adoption == nil {
			continue
		}
		d, care := p.inCare.adoption, day(0)
		for _, s := range p.inCare.stays {
			if s.from <= d.decided {
				care = s.from
			}
		}
		if d.decided > x.last || d.order != never && d.order < x.from || d.reversed != 0 && d.reversed < x.from {
			continue
		}
		family := ""
		if d.reversed == 0 && d.matched <= x.last {
			families++
			family = fmt.Sprintf("ZZ%sA%04d", x.prefix, families)
			x.adopter(adopters, family, d)
		}
		order, matched, placed, reversed, why := day(never), day(never), day(never), day(never), ""
		if d.reversed == 0 {
			order, matched, placed = x.known(d.order), x.known(d.matched), x.known(d.placed)
		} else if d.reversed <= x.last {
			reversed, why = d.reversed, d.reason
		}
		b := x.block(p)
		cells := append([]any{b[0], family}, b[1:]...)
		cells = append(cells, answer(len(p.disabilities) > 0), care, d.decided)
		if granted := x.known(d.authorised); granted == never || d.reversed != 0 {
			cells = append(cells, granted)
		} else {
			cells = append(cells, rawCell(fmt.Sprintf(` s="1"><f>I%d+%d</f><v>%d</v>`, children.rows+1, int(granted-d.decided), int(granted)+firstSerial)))
		}
		children.row(append(cells, matched, placed, order, reversed, why, "")...)
	}
}

func (x *annex) adopter(s *sheet, family string, d *adoption) {
	approved := d.matched - day(x.between(20, 200))
	second := approved - day(x.between(80, 120))
	first := second - day(x.between(60, 90))
	enquired := first - day(x.between(10, 60))
	for n := range 2 {
		sex := []string{"a) Male", "b) Female"}[n]
		s.row(fmt.Sprintf("%s-%d", family, n+1), family, sex, "a) WBRI", "b) No", answer(d.byCarer), enquired, first, second-1, second, approved,
			approved-20, approved, d.matched, x.known(d.placed), 1, x.known(d.order), x.known(d.order), "")
	}
}
