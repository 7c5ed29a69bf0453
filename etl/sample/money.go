package sample

import (
	"fmt"
	"strings"
)

// writeBudget writes a year's budget and the forecast of its outturn, one row per cost centre and
// month. The budget was made before the year: most cost centres spend a little more or less.
func (t *tree) writeBudget(r dice, folder string, year int, all []amount) error {
	b, err := t.create(folder+"/budget/"+financialYear(year)+".csv", []string{
		"financial_year", "period", "cost_centre", "cost_centre_name", "budget", "revised_budget", "forecast",
	}, style{})
	if err != nil {
		return err
	}
	for i := 0; i < len(all); {
		one, spent := all[i].centre, int64(0)
		for ; i < len(all) && all[i].centre.code == one.code; i++ {
			spent += all[i].pence
		}
		month := int64(float64(spent)*(0.93+0.1*r.Float64())) / 1200 * 100
		revised := month + month/100*int64(r.between(0, 3))/100*100
		for period := 1; period <= 12; period++ {
			// What is forecast comes nearer to the outturn as the year goes on.
			forecast := revised + (spent/1200*100-revised)*int64(period)/12/100*100
			b.write(financialYear(year), fmt.Sprintf("%02d", period), one.code, one.name, pounds(month), pounds(revised), pounds(forecast))
		}
	}
	return b.close()
}

// stayed is one placement of a child: an episode with those of the same placement that follow it.
type stayed struct {
	span
	first   episode
	care    day // when the period of care began
	number  int // of the placement in the period of care
	ls      []episode
	changed string // why the child left the placement
}

// placements are those of a child without short breaks and temporary placements.
func (c *child) placements() []stayed {
	var all []stayed
	away := false
	number, care := 0, day(0)
	for _, e := range c.episodes {
		if e.ls == "V4" {
			continue
		}
		if e.rne == "S" {
			number, care = 0, e.from
		}
		if e.home.place[0] == 'T' {
			away = true
			all[len(all)-1].to = e.to
			continue
		}
		if n := len(all) - 1; n >= 0 && e.rne != "S" && (e.rne == "L" || away) {
			all[n].to, all[n].changed, all[n].ls = e.to, e.reason, append(all[n].ls, e)
			away = false
			continue
		}
		number++
		away = false
		all = append(all, stayed{span{e.from, e.to}, e, care, number, []episode{e}, e.reason})
	}
	return all
}

// status is the legal status on a day.
func (s stayed) status(on day) string {
	ls := s.first.ls
	for _, e := range s.ls {
		if e.from <= on {
			ls = e.ls
		}
	}
	return ls
}

// weekly is what a placement costs in a week, in pence.
func (r dice) weekly(h placement) int64 {
	low, high := 45000, 62000
	switch {
	case h.place == "P1" || h.place == "R5":
		return 0
	case h.place == "K1":
		low, high = 650000, 900000
	case h.place == "K2" || h.place == "R1" || h.place == "S1":
		low, high = 380000, 720000
	case h.place == "R3":
		low, high = 250000, 420000
	case h.place == "H5":
		low, high = 85000, 190000
	case h.place[0] == 'A':
		low, high = 15000, 30000
	case h.provider == "PR4" || h.provider == "PR5":
		low, high = 88000, 125000
	}
	return int64(r.between(low, high))
}

// costedYears is how many financial years of placement costs an authority has: the return is new.
const costedYears = 2

// priced is a placement, what it costs in a week and a draw for who pays.
type priced struct {
	stayed
	child  *child
	all    []stayed
	week   int64
	shared int
}

// priced are the placements of all children that the costed years may hold.
func (a *authority) priced(r dice) []priced {
	var list []priced
	for _, c := range a.children {
		if c.episodes[len(c.episodes)-1].to < yearStart(a.last-costedYears+1) {
			continue
		}
		all := c.placements()
		for _, s := range all {
			if week := r.weekly(s.first.home); week > 0 {
				list = append(list, priced{s, c, all, week, r.IntN(100)})
			}
		}
	}
	return list
}

// writePlacementCosts writes the placement costs of one financial year, quarter by quarter, each as it
// had accrued since 1 April.
func (a *authority) writePlacementCosts(t *tree, list []priced, year int) error {
	for quarter := 1; quarter <= 4; quarter++ {
		name := fmt.Sprintf("%s/placement_cost/%s_Q%d.csv", a.folder, financialYear(year), quarter)
		b, err := t.create(name, costColumns, style{})
		if err != nil {
			return err
		}
		ends := yearStart(year).addMonths(3*quarter) - 1
		for i := range list {
			if s := &list[i]; s.from <= ends && s.to > yearStart(year) {
				b.write(s.row(a.name, year, ends)...)
			}
		}
		if err := b.close(); err != nil {
			return err
		}
	}
	return nil
}

var costColumns = strings.Split("Child ID,Date of birth,Gender,Ethnicity,Disability,Category of need,Date of last assessment,"+
	"Does the child have an EHCP,Is the child UASC,Number of missing episodes in current period of care,Legal status,Placement start date,"+
	"Placement end date,Date of start of current care period,Reason for placement change,Number of placements in last 12 months,"+
	"Number of placements in current care period,Placement type,Provider type,Procurement platform,Procurement framework,Ofsted URN,"+
	"Home postcode,Placement postcode,LA of placement,Total committed cost accrued in FY to date,Contribution from social care provider/s,"+
	"Contribution from health provider/s,Contribution from education provider/s", ",")

func (s *priced) row(area string, year int, ends day) []string {
	c := s.child
	ended := s.to
	if ended > ends {
		ended = never
	}
	days := int64(min(s.to, ends+1) - max(s.from, yearStart(year)))
	cost := s.week * days / 7
	health, education := int64(0), int64(0)
	if place := s.first.home.place; place == "K2" || place == "S1" || place == "R1" {
		if s.shared < 30 {
			health = cost / 100 * 15
		}
		if s.shared%4 == 0 {
			education = cost / 100 * 20
		}
	}
	place, urn := recorded(s.first.home, year)
	missing := 0
	for _, m := range c.missing {
		if m.from >= s.care && m.from <= ends {
			missing++
		}
	}
	recent := 0
	for _, other := range s.all {
		if other.from <= ends && other.to > ends-365 {
			recent++
		}
	}
	platform, framework := "", ""
	switch s.first.home.provider {
	case "PR4", "PR5":
		platform, framework = "Framework", "Regional framework"
		if s.shared%3 == 0 {
			platform, framework = "Spot", ""
		}
	}
	changed := s.changed
	if ended == never {
		changed = ""
	}
	return []string{
		c.id, c.born.String(), c.sex(year), c.ethnicity, "NONE", "17A", max(s.care-20, c.born).String(), yesNo(s.shared%3 == 0), yesNo(c.uasc),
		whole(missing), s.status(ends), s.from.String(), ended.String(), s.care.String(), changed, whole(recent), whole(s.number), place,
		s.first.home.provider, platform, framework, urn, c.home, s.first.home.postcode, area, pounds(cost), pounds(cost - health - education),
		pounds(health), pounds(education),
	}
}

func yesNo(is bool) string {
	if is {
		return "Yes"
	}
	return "No"
}

// writeHomeCosts writes what the authority's own children's home cost.
func (a *authority) writeHomeCosts(t *tree, year int, thousands float64) error {
	for quarter := 1; quarter <= 4; quarter++ {
		b, err := t.create(fmt.Sprintf("%s/placement_cost/%s_Q%d_homes.csv", a.folder, financialYear(year), quarter),
			[]string{"Asset name", "Ofsted URN", "Start date", "End date", "Total committed cost accrued in FY to date"}, style{})
		if err != nil {
			return err
		}
		b.write("Oak House", "SC990001", yearStart(year-9).String(), "", pounds(int64(thousands*25000)*int64(quarter)))
		if err := b.close(); err != nil {
			return err
		}
	}
	return nil
}

// writeTargets writes what the authority wants some of its indicators to be.
func (t *tree) writeTargets(folder string, year int) error {
	b, err := t.create(folder+"/targets/targets.csv",
		[]string{"indicator", "value", "tolerance", "owner", "reason", "review_on", "valid_from", "valid_to"}, style{})
	if err != nil {
		return err
	}
	for _, one := range [][4]string{
		{"assessments_45_days", "85", "3", "Head of assessment"},
		{"conferences_15_days", "85", "5", "Head of safeguarding"},
		{"repeat_plans", "20", "2", "Head of safeguarding"},
		{"plans_ceased_two_years", "4", "", "Head of safeguarding"},
		{"plan_reviews_in_time", "97", "1", "Head of safeguarding"},
		{"re_referrals_12_months", "20", "2", "Head of assessment"},
		{"cla_reviews_in_time", "95", "2", "Head of looked after children"},
		{"placements_three_or_more", "10", "1", "Head of looked after children"},
		{"placement_two_years", "70", "3", "Head of looked after children"},
		{"residential_share", "11", "1", "Head of commissioning"},
		{"sickness_days_per_fte", "8.5", "0.5", "Head of workforce"},
		{"gross_less_recharges", "88000000", "500000", "Director"},
	} {
		b.write(one[0], one[1], one[2], one[3], "agreed by the board", yearEnd(year+1).String(), yearStart(year-1).String(), yearEnd(year+2).String())
	}
	return b.close()
}

// writeInvolvements writes which worker held which child's case, from when to when: the cases of
// social care, and the social worker episodes of the returns under the employer's numbers.
func (c *caseload) writeInvolvements(t *tree, folder string) error {
	b, err := t.create(folder+"/allocation/involvements_"+c.last.iso()+".csv",
		[]string{"child_id", "worker_id", "role", "team", "started_on", "ended_on", "referral_id", "reason"}, style{})
	if err != nil {
		return err
	}
	registered := map[string]*worker{}
	for _, one := range c.staff.workers {
		registered[one.swe] = one
	}
	for _, p := range c.people {
		for n, r := range p.referrals {
			for _, i := range r.allocated {
				b.write(p.id, i.worker.id, "Allocated social worker", i.team, i.from.String(), i.to.String(), fmt.Sprintf("%s-%d", p.id, n+1), i.reason)
			}
		}
		if p.inCare == nil {
			continue
		}
		for _, i := range p.inCare.allocated {
			if one := registered[i.worker]; one != nil {
				b.write(p.id, one.id, "Allocated social worker", one.team, i.from.String(), i.to.String(), "", i.reason)
			}
		}
	}
	return b.close()
}
