package sample

// hackneyWorkforce writes an establishment whose FTE in post is 198.0 on 1 April 2008, 202.0 from
// 31 March 2009 and 218.0 on 31 March 2010, so that the averages of 2008-09 and 2009-10 are 200 and
// 210, and absences of 3,132.0 and 1,470.0 days. Absence is given for the two printed years only.
func (a *authority) hackneyWorkforce(t *tree) error {
	w := newWorkforce("H")
	w.longTerm = []string{"Unit 1", "Unit 2", "Unit 3", "Unit 4", "Unit 5", "Unit 6"}
	w.assessment, w.others = "Access and Assessment", []string{"Fostering", "Leaving Care"}
	a.hire(w, 190, true, newDay(1998, 1, 5), yearStart(hackneyFirst)-40)
	// Joiners and leavers of each financial year, in FTE.
	for _, change := range []struct{ year, in, out int }{
		{2006, 28, 24}, {2007, 30, 28}, {2008, 27, 25}, {2009, 30, 26}, {2010, 38, 22}, {2011, 20, 24},
	} {
		a.hire(w, change.in, false, yearStart(change.year)+6, yearEnd(change.year)-8)
		a.release(w, change.out, change.year)
	}
	a.hireAgency(w)
	if err := t.writeSpells(a.folder, 2009, a.lost(w, 2009, 31320)); err != nil {
		return err
	}
	if err := t.writeSpells(a.folder, 2010, a.lost(w, 2010, 14700)); err != nil {
		return err
	}
	return w.write(t, a.folder, yearEnd(hackneyLast))
}

// hireAgency adds the agency workers of each year, as many as its spending on them pays for at £60,000;
// those of the last year stay.
func (a *authority) hireAgency(w *workforce) {
	for i, contracts := range [...]int{105, 108, 105, 100, 70, 46} {
		year := hackneyFirst + i
		for range contracts {
			from, to := yearStart(year)+day(a.between(0, 60)), yearEnd(year)+day(a.between(1, 40))
			if year == hackneyLast {
				to = never
			}
			one := w.hire(a.dice, from, to, true)
			if to == never {
				one.cases = a.between(10, 17)
			}
		}
	}
}

// hire adds so many FTE: mostly full-time, and part-timers in threes of 0.8, 0.6 and 0.6.
func (a *authority) hire(w *workforce, fte int, settled bool, from, to day) {
	add := func(tenths int) {
		from := a.day(from, to)
		if settled {
			from = to - day(min(a.wait(1300), int(to)-9500))
		}
		one := w.hire(a.dice, from, never, false)
		one.fte = tenths
		if one.role == caseHolder {
			one.cases = a.between(10, 17) * tenths / 10
		}
	}
	for fte > 0 {
		if fte >= 2 && a.chance(0.14) {
			add(8)
			add(6)
			add(6)
			fte -= 2
			continue
		}
		add(10)
		fte--
	}
}

// release ends so many FTE in a year: full-time workers who were in post when it began.
func (a *authority) release(w *workforce, fte, year int) {
	for fte > 0 {
		one := w.workers[a.IntN(len(w.workers))]
		if one.fte == 10 && one.from < yearStart(year)-60 && one.to == never {
			one.to = a.day(yearStart(year)+6, yearEnd(year)-8)
			one.cases = 0
			fte--
		}
	}
}

// lost draws sickness spells of a year that add up to so many tenths of a day: it fills the year with
// spells and gives the last of them what is still wanting.
func (a *authority) lost(w *workforce, year, tenths int) []spell {
	pool := a.spells(w, year)
	for len(pool) > 0 && total(pool) < tenths {
		pool = append(pool, a.spells(w, year)...)
	}
	a.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	var taken []spell
	for _, s := range pool {
		if s.kind == "Sickness" && !overlaps(taken, s) && s.lost <= tenths {
			taken = append(taken, s)
			tenths -= s.lost
		}
	}
	return a.finish(w, year, taken, tenths)
}

// finish adds half and whole days until nothing is wanting.
func (a *authority) finish(w *workforce, year int, taken []spell, tenths int) []spell {
	for tenths > 0 {
		one := w.workers[a.IntN(len(w.workers))]
		on := a.day(yearStart(year), yearEnd(year)).weekday()
		s := spell{worker: one, from: on, to: on, kind: "Sickness", lost: min(one.fte, tenths)}
		if !one.agency && on >= yearStart(year) && one.inPost(on) && !overlaps(taken, s) {
			taken = append(taken, s)
			tenths -= s.lost
		}
	}
	return taken
}

func overlaps(taken []spell, s spell) bool {
	for _, other := range taken {
		if other.worker == s.worker && other.from <= s.to && s.from <= other.to {
			return true
		}
	}
	return false
}

func total(spells []spell) int {
	sum := 0
	for _, s := range spells {
		sum += s.lost
	}
	return sum
}

// hackneyYear is a ledger year's totals in pounds.
type hackneyYear struct {
	year        int
	residential int64
	lookedAfter int64 // all 3.1 lines with their recharges
	spent       int64 // gross less recharges
	recharges   int64
	agency      int64
}

func hackneyYears() []hackneyYear {
	return []hackneyYear{
		{2008, 4300000, 15450000, 40600000, 1700000, 6300000},
		{2009, 3690000, 14582253, 40800000, 1900000, 6000000},
		{2010, 3200000, 13940000, 39750000, 3650000, 4200000},
		{2011, 2750000, 13120000, 38772240, 5427760, 2760000},
	}
}

// hackneyLedger writes the four years. Every cost centre has a line, so that nothing is unallocated,
// and the residential line carries no recharge.
func (a *authority) hackneyLedger(t *tree) error {
	list := hackneyCentres()
	for _, y := range hackneyYears() {
		if err := t.writeLedger(a.dice, a.folder, y.year, hackneyAmounts(list, y)); err != nil {
			return err
		}
	}
	return t.writeMaps(a.folder, list)
}

func hackneyCentres() []centre {
	return []centre{
		{code: "H1010", name: "Residential placements", line: "3.1.1"},
		{code: "H1020", name: "Fostering placements", line: "3.1.2a"},
		{code: "H1021", name: "Foster carer allowances", line: "3.1.2b"},
		{code: "H1030", name: "Adoption", line: "3.1.3"},
		{code: "H1070", name: "Leaving care", line: "3.1.9"},
		{code: "H1080", name: "Unaccompanied children", line: "3.1.10"},
		{code: "H2010", name: "Social work units", line: "3.3.1"},
		{code: "H2020", name: "Commissioning and strategy", line: "3.3.2"},
		{code: "H3010", name: "Disabled children", line: "3.4.2"},
		{code: "H3020", name: "Family support", line: "3.4.4"},
		{code: "H4010", name: "Youth offending team", line: "3.6.1"},
	}
}

// hackneyAmounts splits a year's totals over cost centres and accounts; what remains is the pay of the
// social work units, so that every total is met to the penny.
func hackneyAmounts(list []centre, y hackneyYear) []amount {
	at := func(code string) centre {
		for _, c := range list {
			if c.code == code {
				return c
			}
		}
		return centre{code: code}
	}
	const penny = 100
	all := []amount{
		{at("H1010"), "5100", y.residential * 62},
		{at("H1010"), "5200", y.residential * 21},
		{at("H1010"), "5300", y.residential * 17},
	}
	careRecharges := y.recharges / 10 * penny // on leaving care, the one looked-after line that has any
	care := y.lookedAfter*penny - y.residential*penny - careRecharges
	all = append(all, amount{at("H1070"), "6110", careRecharges})
	spent := y.spent*penny - y.residential*penny
	book := func(code, account string, pence int64) {
		all = append(all, amount{at(code), account, pence})
		spent -= pence
	}
	left := care
	for _, part := range []struct {
		code, account string
		thousandth    int64
	}{
		{"H1020", "5100", 420}, {"H1020", "5200", 130}, {"H1021", "5400", 190}, {"H1030", "1000", 60}, {"H1080", "5100", 70},
	} {
		book(part.code, part.account, care/1000*part.thousandth)
		left -= care / 1000 * part.thousandth
	}
	book("H1070", "1000", left)
	book("H2010", "1100", y.agency*penny)
	for _, part := range []struct {
		code, account string
		thousands     int64
	}{
		{"H2020", "1000", 2150},
		{"H2020", "4100", 640},
		{"H3010", "5100", 980},
		{"H3010", "5200", 1120},
		{"H3020", "1000", 3300},
		{"H3020", "4100", 720},
		{"H4010", "1000", 1850},
		{"H4010", "4100", 310},
	} {
		book(part.code, part.account, part.thousands*1000*penny)
	}
	units := spent
	book("H2010", "1020", units/100*8)
	book("H2010", "1030", units/100*17)
	book("H2010", "3100", units/100)
	book("H2010", "4100", units/100*4)
	book("H2010", "1000", spent)
	rest := y.recharges*penny - careRecharges
	all = append(all,
		amount{at("H2010"), "6100", rest / 2}, amount{at("H2010"), "6110", rest / 4},
		amount{at("H2020"), "6120", rest - rest/2 - rest/4},
		amount{at("H1080"), "8300", -780000 * penny}, amount{at("H4010"), "8400", -940000 * penny},
		amount{at("H3010"), "8200", -215000 * penny},
	)
	return all
}
