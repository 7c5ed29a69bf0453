package sample

import "slices"

// status is a legal status and the day it begins.
type status struct {
	from day
	ls   string
}

// move is a placement and the day it begins.
type move struct {
	from      day
	home      placement
	sameCarer bool
}

// live gives a stay its placements, legal statuses and episodes, and what hangs on them.
func (p *population) live(c *child, s *stay) {
	p.adoptionPlan(c, s)
	moves := p.moves(c, s)
	statuses := p.statuses(c, s)
	p.undivided(moves, statuses)
	s.exit = p.exit(c, s, moves)
	rows := p.episodesOf(s, moves, statuses)
	registeredHomes(c, rows)
	c.episodes = append(c.episodes, p.temporary(rows)...)
	c.reviews = append(c.reviews, p.reviewsOf(c, s)...)
	c.missing = append(c.missing, p.missingOf(c, s)...)
}

// registeredHomes puts those under 16 into children's homes: semi-independent ones may not take them.
func registeredHomes(c *child, rows []episode) {
	for i := range rows {
		if rows[i].home.place == "H5" && age(c.born, rows[i].from) < 16 {
			rows[i].home.place = "K2"
		}
	}
}

// adoptionPlan decides whether a stay leads to adoption and when the child is placed. A child still
// looked after at the end may be placed and wait for the order.
func (p *population) adoptionPlan(c *child, s *stay) {
	if s.adopted != nil {
		s.adoptFrom, c.adoption = s.adopted.placed, s.adopted
		return
	}
	if s.unadopted {
		return
	}
	end := s.to
	if end == never {
		end = yearEnd(p.last) + day(p.between(5, 130))
	}
	length := int(end - s.from)
	if s.adult || length < 330 || age(c.born, s.from) > 5 || c.adoption != nil {
		return
	}
	placed := end - day(p.between(135, 220))
	blocked := length > 1500 || placed < s.from+190 || s.fixed && placed < s.fence+25
	a := &adoption{placed: placed, matched: placed - day(p.between(7, 28)), order: s.to}
	// England's courts and agencies take about half a year from the order to a match.
	a.authorised = max(s.from+100, a.placed-day(p.between(60, 420)))
	a.decided = max(s.from+60, a.authorised-day(p.between(10, 45)))
	likely := 0.95
	if s.to == never {
		likely = 0.25
	}
	if blocked || !p.chance(likely) {
		if p.chance(0.06) && s.from+300 < yearEnd(p.last) { // a decision that was taken back
			decided := s.from + day(p.between(150, 250))
			c.adoption = &adoption{
				decided: decided, order: never, reversed: decided + day(p.between(60, 500)),
				reason: p.pick([]weighted{{"RD1", 3}, {"RD2", 2}, {"RD3", 1}, {"RD4", 2}}),
			}
		}
		return
	}
	a.byCarer = p.era.modern && p.chance(0.22)
	s.adoptFrom, c.adoption = placed, a
}

// moves draws the placements of a stay.
func (p *population) moves(c *child, s *stay) []move {
	first := move{from: s.from, home: p.homeFor(age(c.born, s.from), c.uasc)}
	all := []move{first}
	days := s.moves
	if !s.fixed {
		days = p.moveDays(s.from, s.to)
	}
	for _, on := range days {
		if s.adoptFrom != 0 && on > s.adoptFrom-20 {
			break
		}
		next := move{from: on, home: p.homeFor(age(c.born, on), c.uasc)}
		if !s.fixed && p.chance(p.era.sameCarer) {
			next.home = all[len(all)-1].home
			next.home.postcode, next.sameCarer = p.postcode(), true
		}
		all = append(all, next)
	}
	if s.adoptFrom != 0 {
		next := move{from: s.adoptFrom, home: p.placed("A6")}
		if before := all[len(all)-1].home; c.adoption.byCarer && before.place[0] == 'U' {
			next.home, next.sameCarer = before, true
			next.home.place = "A5"
		} else {
			c.adoption.byCarer = false
		}
		all = append(all, next)
	}
	return all
}

// undivided keeps semi-independent homes to one row each: a later return calls them K3, and a change of
// legal status inside one would then look like a change of placement.
func (p *population) undivided(moves []move, statuses []status) {
	for i := range moves {
		if moves[i].home.place != "H5" {
			continue
		}
		end := never
		if i+1 < len(moves) {
			end = moves[i+1].from
		}
		if moves[i].sameCarer || i+1 < len(moves) && moves[i+1].sameCarer ||
			slices.ContainsFunc(statuses, func(st status) bool { return st.from > moves[i].from && st.from < end }) {
			moves[i].home = p.placed("K2")
			moves[i].sameCarer = false
		}
	}
}

// moveDays draws when a child's placement changes: for most a first placement of some weeks, then
// what drift says.
func (p *population) moveDays(from, to day) []day {
	end := min(to, yearEnd(p.last)) - 4
	at := from
	if p.chance(0.55) {
		at += day(3 + p.wait(55))
	}
	if at >= end {
		return nil
	}
	later := p.drift(at, end)
	if at == from {
		return later
	}
	return append([]day{at}, later...)
}

// drift draws the moves of a child who has arrived: most settle, some move every year or two, a few
// every few months.
func (p *population) drift(at, end day) []day {
	mean := 6500.0
	p.turns++ // takes its turn rather than a chance: 37 is prime to 100
	switch kind := p.turns * 37 % 100; {
	case kind >= p.era.restless[0]+p.era.restless[1]:
		mean = 150
	case kind >= p.era.restless[0]:
		mean = 800
	}
	var days []day
	for {
		if at += day(5 + p.wait(mean)); at >= end {
			return days
		}
		days = append(days, at)
	}
}

// statuses draws the legal statuses of a stay.
func (p *population) statuses(c *child, s *stay) []status {
	end := min(s.to, yearEnd(p.last)) - 3
	first := p.pick([]weighted{{"V2", 54}, {"C1", 24}, {"L1", 7}, {"L2", 5}, {"C2", 10}})
	if c.uasc {
		first = "V2"
	} else if age(c.born, s.from) >= 12 && s.to != never && s.to-s.from < 120 && p.chance(0.08) {
		first = "J1"
	}
	all := []status{{s.from, first}}
	add := func(on day, ls string) bool {
		if on >= end || s.adoptFrom != 0 && on > s.adoptFrom-40 {
			return false
		}
		all = append(all, status{on, ls})
		return true
	}
	if s.adoptFrom != 0 {
		if first != "C1" {
			all[0].ls = "V2"
			add(s.from+day(p.between(10, 60)), "C1")
		}
		all = append(all, status{c.adoption.authorised, "E1"})
		return all
	}
	at := s.from
	switch first {
	case "L1", "L2":
		at += day(p.between(2, 6))
		next := p.pick([]weighted{{"V2", 35}, {"C1", 65}})
		if !add(at, next) || next == "V2" {
			return all
		}
	case "V2":
		at += day(p.between(15, 160))
		if c.uasc || !p.chance(0.5) || !add(at, "C1") {
			return all
		}
	case "C2", "J1":
		return all
	}
	add(at+day(p.between(150, 280)), "C2")
	return all
}

// exit draws the reason for ceasing.
func (p *population) exit(c *child, s *stay, moves []move) string {
	if s.to == never {
		return ""
	}
	fostered := moves[len(moves)-1].home.place[0]
	years := age(c.born, s.to)
	switch {
	case s.adoptFrom != 0:
		return p.pick([]weighted{{"E11", 2}, {"E12", 8}})
	case c.uasc && !s.adult:
		return p.pick([]weighted{{"E5", 3}, {"E13", 2}, {"E3", 3}, {"E8", 2}})
	case s.adult && p.era.modern && fostered == 'U':
		return p.pick([]weighted{{"E17", 7}, {"E5", 2}, {"E6", 1}})
	case s.adult:
		return p.pick([]weighted{{"E5", 6}, {"E6", 3}, {"E7", 1}})
	case years >= 16:
		return p.pick([]weighted{{"E5", 3}, {"E4B", 2}, {"E4A", 3}, {"E8", 2}, {"E9", 1}})
	}
	if s.to-s.from > 200 && p.chance(0.42) {
		if !p.era.modern {
			return p.pick([]weighted{{"E43", 4}, {"E44", 3}, {"E41", 3}})
		}
		return p.guardian(s.to)
	}
	return p.pick([]weighted{{"E4A", 56}, {"E4B", 14}, {"E13", 10}, {"E41", 8}, {"E3", 4}, {"E8", 6}, {"E16", 1}})
}

// guardian is a special guardianship or child arrangements order; the codes changed for 2018-19.
func (p *population) guardian(on day) string {
	if on < yearStart(2019) {
		return p.pick([]weighted{{"E43", 5}, {"E44", 3}, {"E41", 2}})
	}
	return p.pick([]weighted{{"E45", 5}, {"E46", 1}, {"E47", 2}, {"E41", 2}})
}

// episodesOf merges placements and legal statuses into rows: one begins wherever either changes.
func (p *population) episodesOf(s *stay, moves []move, statuses []status) []episode {
	var days []day
	for _, m := range moves {
		days = append(days, m.from)
	}
	for _, st := range statuses {
		days = append(days, st.from)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	rows := make([]episode, 0, len(days))
	m, l := 0, 0
	for i, on := range days {
		row := episode{from: on, to: s.to, rne: "S", rec: s.exit}
		moved := m+1 < len(moves) && moves[m+1].from == on
		if moved {
			m++
		}
		changed := l+1 < len(statuses) && statuses[l+1].from == on
		if changed {
			l++
		}
		row.home, row.ls = moves[m].home, statuses[l].ls
		if i > 0 {
			row.rne = newEpisode(moved, changed, moves[m].sameCarer)
			rows[i-1].to, rows[i-1].rec = on, "X1"
			if moved {
				rows[i-1].reason = p.changeReason(moves[m])
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func newEpisode(moved, changed, sameCarer bool) string {
	switch {
	case moved && changed && sameCarer:
		return "U"
	case moved && changed:
		return "B"
	case moved && sameCarer:
		return "T"
	case moved:
		return "P"
	}
	return "L"
}

func (p *population) changeReason(m move) string {
	switch {
	case m.home.place == "A5" || m.sameCarer:
		return "PLACE"
	case m.home.place == "A6":
		return "CARPL"
	}
	return p.pick([]weighted{
		{"CARPL", 46},
		{"CREQB", 14},
		{"CREQO", 10},
		{"CHILD", 8},
		{"LAREQ", 5},
		{"STAND", 3},
		{"ALLEG", 2},
		{"CLOSE", 2},
		{"OTHER", 8},
	})
}

// temporary puts a hospital stay or a carer's holiday into a few long foster placements; the child
// returns to the same placement, so the change has no reason.
func (p *population) temporary(rows []episode) []episode {
	for i := range rows {
		row := rows[i]
		end := min(row.to, yearEnd(p.last))
		fostered := row.home.place[0] == 'U' || row.home.place[0] == 'Q'
		if !fostered || end-row.from < 120 || !p.chance(0.035) {
			continue
		}
		kind := p.pick([]weighted{{"T1", 2}, {"T2", 1}, {"T3", 5}, {"T4", 2}})
		away := row.from + day(p.between(40, int(end-row.from)-40))
		back := away + day(p.between(2, map[string]int{"T1": 30, "T2": 14, "T3": 16, "T4": 6}[kind]))
		during := row
		during.from, during.to, during.rne, during.rec, during.reason = away, back, "P", "X1", ""
		during.home = placement{place: kind, postcode: p.postcode()}
		after := row
		after.from, after.rne = back, "P"
		before := row
		before.to, before.rec, before.reason = away, "X1", ""
		return slices.Concat(rows[:i], []episode{before, during, after}, rows[i+1:])
	}
	return rows
}
