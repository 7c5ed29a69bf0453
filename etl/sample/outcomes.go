package sample

import "slices"

// writeOutcomes writes OC2: the children looked after for the twelve months to 31 March. The
// questionnaire is for those aged 4 to 16; about one in six was not filled in.
func (a *authority) writeOutcomes(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "oc2", style{}, "CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK",
		"IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED",
		"INTERVENTION_OFFERED")
	if err != nil {
		return err
	}
	sum := figures{}
	for _, c := range in {
		if !c.twelveMonths(year) {
			continue
		}
		years := age(c.born, yearEnd(year))
		score, reason := a.questionnaire(c, year, years)
		if score != "" && years >= 5 {
			sum.points, sum.scored = sum.points+int(number(score)), sum.scored+1
		}
		convicted, check, misuse, received, offered := "", "", "0", "", ""
		if years >= 10 {
			convicted = a.flag(0.025)
		}
		if years < 5 {
			check = a.flag(0.9)
		}
		if years >= 11 && a.chance(0.04) {
			misuse, received = "1", a.flag(0.6)
			if received == "0" {
				offered = a.flag(0.7)
			}
		}
		b.write(c.id, c.born.String(), score, reason, convicted, check, a.flag(0.84), a.flag(0.78), a.flag(0.9),
			misuse, received, offered)
	}
	if a.scored == nil {
		a.scored = map[int]figures{}
	}
	a.scored[year] = sum
	return b.close()
}

func (a *authority) flag(share float64) string {
	if a.chance(share) {
		return "1"
	}
	return "0"
}

// questionnaire is a child's score in a year, near the same from year to year, or why there is none.
func (a *authority) questionnaire(c *child, year, years int) (score, reason string) {
	why := a.pick([]weighted{{"SDQ2", 4}, {"SDQ3", 2}, {"SDQ4", 4}, {"SDQ5", 2}})
	drawn := min(max(int(c.temper+2.2*a.NormFloat64()+0.5), 0), 36)
	done := a.chance(0.83)
	at := slices.IndexFunc(c.stays, func(s stay) bool { return s.scoreYear == year })
	switch {
	case years < 4 || years > 16:
		return "", "SDQ1"
	case at >= 0 && c.stays[at].score >= 0:
		return whole(c.stays[at].score), ""
	case at >= 0 || !done:
		return "", why
	}
	return whole(drawn), ""
}

// writeLeavers writes OC3: young people who have left care and whose 17th to 21st birthday is in the
// year (to 2013 the 19th only, for those looked after at 16).
func (a *authority) writeLeavers(t *tree, year int, _ []*child) error {
	if !a.era.modern && year < a.year+2 {
		return nil // who was looked after at 16 is not known yet
	}
	b, err := a.file(t, year, "oc3", style{}, "CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")
	if err != nil {
		return err
	}
	if a.era.modern {
		for _, l := range a.earlier {
			if years := age(l.born, yearEnd(year)); years >= 17 && years <= 21 {
				a.writeLeaver(b, l.id, l.born, year, years)
			}
		}
	}
	for _, c := range a.children {
		years := age(c.born, yearEnd(year))
		if a.leftCare(c, year, years) {
			a.writeLeaver(b, c.id, c.born, year, years)
		}
	}
	return b.close()
}

// leftCare says whether a young person is a care leaver of the year.
func (a *authority) leftCare(c *child, year, years int) bool {
	if !a.era.modern {
		sixteen := yearStart(year - 2) // the 1 April three years before the year's end
		return years == 19 && age(c.born, sixteen) == 16 && c.lookedAfter(sixteen)
	}
	if years < 17 || years > 21 || c.lookedAfter(yearEnd(year)) {
		return false
	}
	days := 0
	for _, s := range c.stays {
		from, to := max(s.from, c.born.addYears(14)), min(s.to, yearEnd(year))
		if to > c.born.addYears(16) && to > from {
			days += int(to - from)
		}
	}
	return days >= 91
}

func (a *authority) writeLeaver(b *table, id string, born day, year, years int) {
	touch := a.pick([]weighted{{"YES", 93}, {"NO", 3}, {"REFU", 2}, {"NREQ", 1}, {"RHOM", 1}})
	if touch != "YES" {
		a.keepLeaver(year, leaverRow{id, born, touch, "0", "0"})
		b.write(id, born.String(), touch, "0", "0")
		return
	}
	apprentice, work := "F4", "F5"
	if year < 2022 {
		apprentice, work = "F3", "F3"
	}
	// Of those in touch all is known: the return asks for it.
	activity := a.pick([]weighted{
		{"F2", 30}, {work, 19}, {apprentice, 5}, {"P2", 2}, {"F1", 6}, {"G4", 12}, {"G5", 21}, {"G6", 5},
	})
	if years == 17 && activity == "F1" {
		activity = "F2"
	}
	homes := []weighted{
		{"U1", 35},
		{"D1", 18},
		{"B1", 12},
		{"T1", 7},
		{"E1", 5},
		{"K1", 5},
		{"Y2", 2},
		{"X2", 3},
		{"S2", 2},
		{"W2", 1},
		{"V2", 1},
		{"R2", 1},
	}
	if years > 17 && a.era.modern {
		homes = append(homes, weighted{"Z1", 11})
	}
	home := a.pick(homes)
	a.keepLeaver(year, leaverRow{id, born, touch, activity, home})
	b.write(id, born.String(), touch, activity, home)
}

// leaverRow is a care leaver as the last year's return has it.
type leaverRow struct {
	id                    string
	born                  day
	touch, activity, home string
}

func (a *authority) keepLeaver(year int, row leaverRow) {
	if year == a.last {
		a.leavers = append(a.leavers, row)
	}
}
