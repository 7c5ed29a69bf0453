package sample

import (
	"fmt"
	"slices"
)

// worker is one row of the HR establishment.
type worker struct {
	id, swe  string
	agency   bool
	role     int // index of roles
	fte      int // tenths
	from, to day
	cases    int
	team     string
}

// inPost on a day: started by then and not yet left.
func (w *worker) inPost(on day) bool { return w.from <= on && on < w.to }

// roles are the organisational roles of the workforce census, by code less one.
var roles = [6]string{
	"Senior Manager", "Middle Manager", "First Line Manager", "Senior Practitioner", "Case Holder", "Qualified Without Cases",
}

const caseHolder = 4

type workforce struct {
	workers    []*worker
	byTeam     map[string][]*worker // case holders; looked up, never walked
	assessment string
	longTerm   []string
	others     []string
	letter     string // of the employee and registration numbers, by authority
}

// hire adds a worker; the order of hiring numbers them.
func (w *workforce) hire(r dice, from, to day, agency bool) *worker {
	n := len(w.workers) + 1
	hired := &worker{
		id: fmt.Sprintf("E%s%04d", w.letter, n), swe: fmt.Sprintf("SW00%s%04d", w.letter, n),
		agency: agency, fte: 10, from: from, to: to, role: caseHolder,
	}
	switch draw := r.IntN(100); {
	case draw < 3:
		hired.role = 0
	case draw < 8:
		hired.role = 1
	case draw < 18:
		hired.role = 2
	case draw < 28:
		hired.role = 3
	case draw > 96:
		hired.role = 5
	}
	if agency {
		hired.role = caseHolder
	} else if r.chance(0.24) {
		hired.fte = []int{5, 6, 6, 7, 8, 8, 9}[r.IntN(7)]
	}
	switch draw := r.IntN(100); {
	case draw < 24:
		hired.team = w.assessment
	case draw < 80:
		hired.team = w.longTerm[r.IntN(len(w.longTerm))]
	default:
		hired.team = w.others[r.IntN(len(w.others))]
	}
	w.workers = append(w.workers, hired)
	if hired.role == caseHolder || hired.role == 3 {
		w.byTeam[hired.team] = append(w.byTeam[hired.team], hired)
	}
	return hired
}

func newWorkforce(letter string) *workforce {
	return &workforce{
		letter: letter, byTeam: map[string][]*worker{}, assessment: "Assessment",
		longTerm: []string{"Looked After East", "Looked After West", "Safeguarding North", "Safeguarding South", "Disabled Children"},
		others:   []string{"Fostering", "Leaving Care", "Adoption and Permanence"},
	}
}

// staff fills a workforce of about so many employees: about one in seven leaves in a year and is
// replaced some weeks later; about one post in eight is covered by agency workers who stay a year.
func (r dice) staff(w *workforce, size int, opening, closing day) {
	fill := func(agency bool, mean float64, gap int) {
		at := opening - day(min(r.wait(mean), 5200)) - 1
		for at < closing {
			to := max(at, opening) + day(40+r.wait(mean)) // nobody is listed who left before it begins
			if to > closing {
				to = never
			}
			w.hire(r, at, to, agency)
			if to == never {
				return
			}
			at = to + day(r.between(7, gap))
		}
	}
	for range size {
		fill(false, 2100, 120)
	}
	for range max(1, size/6) {
		fill(true, 330, 60)
	}
	september := newDay(yearOf(closing)-1, 9, 30)
	for _, one := range w.workers {
		if one.inPost(september) && (one.role == caseHolder || one.role == 3) {
			one.cases = r.between(11, 20) * one.fte / 10
		}
	}
}

func yearOf(d day) int {
	year, _, _ := d.civil()
	return year
}

// holder draws a case holder of a team who is in post on the day, another one than the last.
func (w *workforce) holder(r dice, team string, on day, last string) *worker {
	for _, pool := range [][]*worker{w.byTeam[team], w.workers} {
		if len(pool) == 0 {
			continue
		}
		start := r.IntN(len(pool))
		for i := range pool {
			one := pool[(start+i)%len(pool)]
			if one.inPost(on) && one.to > on+1 && one.swe != last && (one.role == caseHolder || one.role == 3) {
				return one
			}
		}
	}
	return nil
}

// spell is one row of an absence list.
type spell struct {
	worker   *worker
	from, to day // both absent
	kind     string
	lost     int // tenths of an FTE working day
}

// spells draws the absences of a financial year, each inside the year and the time in post. Of the
// workers some are never ill, most a few days, a few for months.
func (r dice) spells(w *workforce, year int) []spell {
	var all []spell
	days := newCalendar(year-2, year)
	for _, one := range w.workers {
		from, to := max(one.from, yearStart(year)), min(one.to-1, yearEnd(year))
		if one.agency || to-from < 20 {
			continue
		}
		at := from + day(r.wait(150))
		for at < to {
			length := r.between(1, 5)
			if r.chance(0.09) {
				length = r.between(25, 95)
			}
			until := min(at+day(length-1), to)
			s := spell{worker: one, from: at.weekday(), to: until.weekday(), kind: "Sickness"}
			if s.from < from {
				s.from = at
			}
			s.to = max(s.to, s.from)
			if r.chance(0.04) {
				s.kind = r.pick([]weighted{{"Special leave", 3}, {"Jury service", 1}})
			}
			s.lost = days.between(s.from, s.to) * one.fte
			if s.lost > 0 {
				all = append(all, s)
			}
			at = until + day(5+r.wait(190))
		}
	}
	slices.SortStableFunc(all, func(a, b spell) int { return int(a.from) - int(b.from) })
	return all
}

func (w *workforce) write(t *tree, folder string, on day) error {
	columns := []string{
		"employee_id", "swe_number", "agency_worker", "org_role_code", "org_role", "fte",
		"role_start_date", "role_end_date", "cases_at_30_sept", "team",
	}
	b, err := t.create(folder+"/workforce/hr_establishment_"+on.iso()+".csv", columns, style{})
	if err != nil {
		return err
	}
	for _, one := range w.workers {
		agency := "0"
		if one.agency {
			agency = "1"
		}
		b.write(one.id, one.swe, agency, whole(one.role+1), roles[one.role], tenths(one.fte),
			one.from.String(), one.to.String(), whole(one.cases), one.team)
	}
	return b.close()
}

// writeSpells writes the absence list of the financial year that ends in a calendar year.
func (t *tree) writeSpells(folder string, year int, spells []spell) error {
	columns := []string{
		"absence_id", "employee_id", "start_date", "end_date", "absence_type", "fte_working_days_lost_in_year",
	}
	b, err := t.create(folder+"/absence/hr_sickness_"+financialYear(year)+".csv", columns, style{})
	if err != nil {
		return err
	}
	for i, s := range spells {
		b.write(fmt.Sprintf("A%d%05d", year, i+1), s.worker.id, s.from.String(), s.to.String(), s.kind, tenths(s.lost))
	}
	return b.close()
}

// financialYear is 2024-25 for the year that ends in 2025.
func financialYear(year int) string { return fmt.Sprintf("%d-%02d", year-1, year%100) }
