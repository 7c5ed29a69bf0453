package sample

import (
	"fmt"
	"slices"
)

// leaver is a young person who left care before the first file and is known from OC3 only.
type leaver struct {
	id        string
	born      day
	male      bool
	ethnicity string
}

// authority is everything that is written for one authority.
type authority struct {
	code, name string
	folder     string // extracts, or extracts/<code> where there are several
	*population
	staff   *workforce
	earlier []leaver
	scored  map[int]figures // points and number of the questionnaires written, by year; looked up only
	seed    uint64          // of what has chance of its own
	cases   *caseload       // nil: no referrals are invented
	leavers []leaverRow     // of the last year's return
	// absences of all years, as the lists have them
	absences []spell
}

// earlierLeavers invents those who turn 17 to 21 in the years of the files and had left before.
func (a *authority) earlierLeavers(perYear int) {
	n, r := 0, newDice(a.seed, leaverStream)
	for year := a.year - 4; year < a.year; year++ {
		for range perYear {
			n++
			born := yearStart(year-17) + day(a.between(0, 360))
			a.earlier = append(a.earlier, leaver{
				id: fmt.Sprintf("ZZ%sL%04d", a.prefix, n), born: born, male: r.chance(0.56), ethnicity: r.pick(a.era.ethnicities),
			})
		}
	}
}

// seen is the set of children whose care touches a collection year, in order of id. In the first
// year's set their earlier episodes stand too.
func (a *authority) seen(year int) []*child {
	var in []*child
	for _, c := range a.children {
		if slices.ContainsFunc(c.episodes, func(e episode) bool { return e.from <= yearEnd(year) && e.to >= yearStart(year) }) {
			in = append(in, c)
		}
	}
	return in
}

// inYear says whether something of a day belongs into a year's set: the first year's also holds
// what happened before.
func (a *authority) inYear(on day, year int) bool {
	return on <= yearEnd(year) && (on >= yearStart(year) || year == a.year)
}

// writeReturn writes the SSDA903 set of one collection year.
func (a *authority) writeReturn(t *tree, year int) error {
	in := a.seen(year)
	for _, write := range []func(*tree, int, []*child) error{
		a.writeHeader, a.writeEpisodes, a.writeReviews, a.writeOutcomes, a.writeUnaccompanied,
		a.writeMissing, a.writeLeavers, a.writeAdoptions, a.writePermanence, a.writeAllocations,
	} {
		if err := write(t, year, in); err != nil {
			return err
		}
	}
	return nil
}

func (a *authority) file(t *tree, year int, name string, how style, columns ...string) (*table, error) {
	return t.create(fmt.Sprintf("%s/ssda903/%d/%s.csv", a.folder, year, name), columns, how)
}

// sex is 1 or 2 up to 2024 and a letter from 2025.
func (c *child) sex(year int) string {
	switch {
	case year <= 2024 && c.male:
		return "1"
	case year <= 2024:
		return "2"
	case c.male:
		return "M"
	}
	return "F"
}

func (a *authority) writeHeader(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "header", style{}, "CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
	if err != nil {
		return err
	}
	for _, c := range in {
		mother, born := "", ""
		if !c.male && age(c.born, yearEnd(year)) >= 12 {
			mother = "0"
			if c.mother && c.motherBorn <= yearEnd(year) {
				mother, born = "1", c.motherBorn.String()
			}
		}
		b.write(c.id, c.sex(year), c.born.String(), c.ethnicity, c.upn, mother, born)
	}
	if a.era.modern {
		for _, l := range a.earlier { // whoever is in any table is in the header
			if years := age(l.born, yearEnd(year)); years >= 17 && years <= 21 {
				b.write(l.id, (&child{male: l.male}).sex(year), l.born.String(), l.ethnicity, "UN1", "", "")
			}
		}
	}
	return b.close()
}

func (a *authority) writeEpisodes(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "episodes", style{}, "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER",
		"DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN")
	if err != nil {
		return err
	}
	for _, c := range in {
		for _, e := range c.episodes {
			if e.from > yearEnd(year) || e.to < yearStart(year) && year != a.year {
				continue
			}
			ended, rec, reason := e.to, e.rec, e.reason
			if ended > yearEnd(year) { // still open when the return was made
				ended, rec, reason = never, "", ""
			}
			place, urn := recorded(e.home, year)
			b.write(c.id, e.from.String(), e.rne, e.ls, c.need, place, e.home.provider,
				ended.String(), rec, reason, c.home, e.home.postcode, urn)
		}
	}
	return b.close()
}

// recorded is how a year's return writes a placement. Semi-independent homes outside the children's
// homes regulations are H5 without a provider number until 2024; from 2025 the same homes are
// registered supported accommodation, K3.
func recorded(h placement, year int) (place, urn string) {
	switch {
	case h.place == "H5" && year >= 2025:
		return "K3", h.urn
	case h.place == "H5":
		return "H5", "XXXXXXX"
	}
	return h.place, h.urn
}

func (a *authority) writeReviews(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "reviews", style{}, "CHILD", "DOB", "REVIEW", "REVIEW_CODE")
	if err != nil {
		return err
	}
	for _, c := range in {
		for _, r := range c.reviews {
			if a.inYear(r.on, year) {
				b.write(c.id, c.born.String(), r.on.String(), r.code)
			}
		}
	}
	return b.close()
}

func (a *authority) writeUnaccompanied(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "uasc", style{}, "CHILD", "SEX", "DOB", "DUC")
	if err != nil {
		return err
	}
	for _, c := range in {
		if !c.uasc {
			continue
		}
		ceased := c.adultOn()
		if ceased > yearEnd(year) {
			ceased = never
		}
		b.write(c.id, c.sex(year), c.born.String(), ceased.String())
	}
	return b.close()
}

func (a *authority) writeMissing(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "missing", style{}, "CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
	if err != nil {
		return err
	}
	for _, c := range in {
		for _, m := range c.missing {
			if m.from > yearEnd(year) || m.to < yearStart(year) {
				continue
			}
			until := m.to
			if until > yearEnd(year) {
				until = never
			}
			b.write(c.id, c.born.String(), m.kind, m.from.String(), until.String())
		}
	}
	return b.close()
}

// writeAdoptions writes who was adopted in the year and the decisions for adoption: each in the
// year of the decision and again in the year it was reversed.
func (a *authority) writeAdoptions(t *tree, year int, in []*child) error {
	adopted, err := a.file(t, year, "ad1", style{}, "CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE",
		"NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
	if err != nil {
		return err
	}
	decided, err := a.file(t, year, "placed_adoption", style{}, "CHILD", "DOB", "DATE_PLACED",
		"DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
	if err != nil {
		return err
	}
	for _, c := range in {
		d := c.adoption
		if d == nil {
			continue
		}
		if d.order != never && collectionYear(d.order) == year {
			carer, number, sex := "0", "2", "MF"
			if d.byCarer {
				carer = "1"
			}
			switch int(d.order) % 6 {
			case 0:
				number, sex = "1", "F1"
			case 1:
				sex = "FF"
			case 2:
				sex = "MM"
			}
			status := "L0"
			if number == "2" {
				status = "L11"
			}
			adopted.write(c.id, c.born.String(), d.decided.String(), d.matched.String(), carer, number, sex, status)
		}
		if a.inYear(d.decided, year) || d.reversed != 0 && collectionYear(d.reversed) == year {
			ceased, reason := "", ""
			if d.reversed != 0 && d.reversed <= yearEnd(year) {
				ceased, reason = d.reversed.String(), d.reason
			}
			decided.write(c.id, c.born.String(), d.decided.String(), ceased, reason)
		}
	}
	if err := adopted.close(); err != nil {
		return err
	}
	return decided.close()
}

// writePermanence writes the children who started to be looked after in the year.
func (a *authority) writePermanence(t *tree, year int, in []*child) error {
	b, err := a.file(t, year, "prev_perm", style{}, "CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM")
	if err != nil {
		return err
	}
	for _, c := range in {
		if slices.ContainsFunc(c.stays, func(s stay) bool { return collectionYear(s.from) == year }) {
			b.write(c.id, c.born.String(), c.permanence, "", c.ordered)
		}
	}
	return b.close()
}

// writeAllocations writes the social worker episodes that touch the year; the table began in 2024.
// The system that holds them exports with a byte order mark and CRLF.
func (a *authority) writeAllocations(t *tree, year int, in []*child) error {
	if year < 2024 || a.staff == nil {
		return nil
	}
	b, err := a.file(t, year, "social_worker", style{mark: true, crlf: true},
		"CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")
	if err != nil {
		return err
	}
	for _, c := range in {
		for _, w := range c.allocated {
			if w.from > yearEnd(year) || w.to < yearStart(year) {
				continue
			}
			until, reason := w.to, w.reason
			if until > yearEnd(year) {
				until, reason = never, ""
			}
			b.write(c.id, c.born.String(), w.worker, w.from.String(), until.String(), reason)
		}
	}
	return b.close()
}
