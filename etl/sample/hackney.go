package sample

import (
	"context"
	"errors"
	"fmt"
)

// hackneyNotice is shown on every page that is made from these records.
const hackneyNotice = "These records are invented and belong to no real child. They were built so that the figures " +
	"computed from them equal the ones printed in the published evaluation; comparators are as printed there."

// The collection years of the story and the year whose placement figures are printed.
const (
	hackneyFirst   = 2006
	hackneyLast    = 2011
	hackneyPrinted = 2009
)

// hackneyFlow is how many of each year's intake are looked after at each year end. The columns for
// 2006, 2009 and 2010 add up to the printed 467, 327 and 298; 440 and 385 go with the printed rates
// of 2007 and 2008, and 264 is the number published for 2011.
func hackneyFlow() flow {
	return flow{
		firstYear: hackneyFirst,
		entrants:  []int{470, 230, 205, 165, 140, 120, 105},
		survivors: [][]int{
			{470, 330, 235, 170, 128, 100, 72},
			{0, 137, 85, 60, 44, 36, 28},
			{0, 0, 120, 70, 48, 37, 29},
			{0, 0, 0, 85, 46, 35, 28},
			{0, 0, 0, 0, 61, 35, 27},
			{0, 0, 0, 0, 0, 55, 34},
			{0, 0, 0, 0, 0, 0, 46},
		},
	}
}

// Of the 327 children looked after at 31 March 2009: the printed shares as numbers of children.
const (
	hackneyLongTerm = 126 // under 16, in care on or before 30 September 2006
	hackneySettled  = 91  // of them in one placement since 31 March 2007: 72.2%
	hackneyRestless = 27  // with three or more placements in the year: 8.3% of 327
	hackneyScored   = 150 // questionnaires of children aged 5 to 16, twelve months in care
	hackneyScores   = 1980
)

// Hackney fills dir with row-level extracts from which the figures of the published evaluation of
// Hackney's Reclaiming Social Work come out, and with the comparators printed there. The counts are
// built, not drawn: the seed changes names, dates and details, never a headline.
//
// Looked after at 31 March: 467 in 2006, 440, 385, 327 in 2009, 298 in 2010, 264 in 2011. At 31 March
// 2009: three or more placements 27 of 327, two-year stability 91 of 126, questionnaire mean
// 1,980 / 150. Sickness 15.66 days per FTE in 2008-09 (3,132 / 200) and 7.00 in 2009-10
// (1,470 / 210). In 2008-09: initial assessments within 7 working days 1,226 of 1,572, core assessments
// within 35 405 of 510, referrals that had an initial assessment 1,572 of 2,000, placed for adoption within
// twelve months 5 of 11, plans of two years and more 20 of the 202 that ended, second and later plans 18 of
// the 214 that began, and every review of a plan in time. Ledger: gross £42.7m in 2008-09 and £44.2m in 2010-11, less recharges £40,800,000
// and £38,772,240, a fall of 4.97%; residential line £4.30m, £3.69m, £3.20m and £2.75m from 2007-08.
//
// Earlier years are printed without a year, or as so many years ago. Here they are: initial assessments 63%
// in 2005-06, three years before; plans of two years and more 6.2%, 3.3% and 10% in 2005-06, 2006-07 and
// 2007-08, in the order in which they are printed; referrals assessed 72.2% in 2005-06 and 93.7% in 2006-07,
// four and three years before 2009-10, the last whole year when the document was written. 45.5% adopted in
// time may be 10 of 22 as well. Nothing is printed of reviews of children looked after and of care leavers.
//
// Where the document is silent a figure is a choice: ledger totals of 2007-08 and 2009-10, agency
// spending (£6.00m, £4.20m, £2.76m from 2008-09, so that it falls by the printed 54%), spending on
// children looked after in 2008-09 (£14,582,253, from that year's published outturn) and everything
// about single children, and how many referrals, assessments and plans there were. Population is worked back from the printed rates of 2006 to 2008.
// No dirt is put in.
func Hackney(ctx context.Context, dir string, seed uint64) error {
	if err := writeHackney(ctx, &tree{root: dir}, seed); err != nil {
		return fmt.Errorf("write hackney scenario: %w", err)
	}
	return nil
}

func writeHackney(ctx context.Context, t *tree, seed uint64) error {
	a := &authority{code: "204", name: "Hackney", folder: "extracts"}
	a.population = &population{
		dice: newDice(seed, 204), prefix: "H", era: nationalIndicators(), year: hackneyFirst, last: hackneyLast,
	}
	stays := a.stays(hackneyFlow())
	if err := errors.Join(a.fixPrinted(stays), a.adoptPrinted(stays)); err != nil {
		return err
	}
	a.people(stays)
	a.shortBreaks(7)
	cases, err := newEarlyCases(newDice(seed, casesStream), a.children)
	if err != nil {
		return err
	}
	for year := hackneyFirst; year <= hackneyLast; year++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := a.writeReturn(t, year); err != nil {
			return err
		}
	}
	config := settings{areas: []*authority{a}, benchmarks: "dfe-2025", from: yearStart(hackneyFirst), notice: hackneyNotice, early: true, comments: true}
	return errors.Join(
		cases.write(t, a.folder),
		a.hackneyWorkforce(t),
		a.hackneyLedger(t),
		t.writePopulation(hackneyResidents()),
		writePrinted(t),
		a.writeCommentary(t, hackneyLast, "Far fewer children are looked after than before the units were set up.\n",
			"Units now agree each move with the consultant social worker beforehand.\n"),
		t.text("sightline.yaml", config.text()+hackneyTallies()),
	)
}

// hackneyResidents is the population aged 0 to 17 at mid-year. 2005 to 2007 follow from the printed
// rates (89.5, 84.4 and 73.7 per 10,000 at the next 31 March); the others continue them.
func hackneyResidents() []residents {
	counts := []int{52100, 52180, 52130, 52240, 51900, 51300, 51700}
	list := make([]residents, len(counts))
	for i, n := range counts {
		list[i] = residents{"204", hackneyFirst - 2 + i, n}
	}
	return list
}

// fixPrinted gives the children looked after on 31 March 2009 the dates of birth, placements and
// scores that the printed figures need. Everyone else is left to chance.
func (p *population) fixPrinted(stays []stay) error {
	printed := yearEnd(hackneyPrinted)
	longStart := printed.addMonths(-30) // 30 September 2006
	var there []*stay
	for i := range stays {
		if stays[i].from <= printed && stays[i].to > printed {
			there = append(there, &stays[i])
		}
	}
	p.Shuffle(len(there), func(i, j int) { there[i], there[j] = there[j], there[i] })
	p.moveIntake(there, longStart)
	var long, older, others []*stay
	for _, s := range there {
		if s.from > longStart {
			others = append(others, s)
		} else if s.to != never {
			older = append(older, s)
		} else {
			long = append(long, s)
		}
	}
	// Of those long in care, enough of those who leave by 2011 are 16 or 17; the rest are under 16.
	sixteen := len(long) + len(older) - hackneyLongTerm
	if sixteen < 0 || sixteen > len(older) {
		return fmt.Errorf("of %d children long in care %d can be 16 or older: want %d", len(long)+len(older), len(older), sixteen)
	}
	for _, s := range older[:sixteen] {
		s.born, s.adult = s.to.addYears(-18), true
	}
	long = append(long, older[sixteen:]...)
	for i, s := range long {
		p.schoolAge(s, printed, i%7 == 0)
	}
	p.placementsOf(long, older[:sixteen], others)
	for i, s := range others {
		if s.from <= yearStart(hackneyPrinted) && i%5 != 0 {
			p.schoolAge(s, printed, false)
		} else {
			s.born = p.birth(s)
		}
	}
	return p.scoresOf(there, printed)
}

// moveIntake makes exactly twenty of the children of the 2006-07 intake come by 30 September 2006 and
// the others after it, so that the long-term cohort does not depend on chance.
func (p *population) moveIntake(there []*stay, longStart day) {
	early := 0
	for _, s := range there {
		if collectionYear(s.from) != 2007 {
			continue
		}
		if early++; early <= 20 {
			s.from = p.day(yearStart(2007)+1, longStart)
		} else {
			s.from = p.day(longStart+1, yearEnd(2007)-10)
		}
	}
}

// schoolAge draws an age at the printed day: 6 to 15, or as young as the time in care allows.
func (p *population) schoolAge(s *stay, on day, young bool) {
	youngest := max(on-s.from, 365*27/10) + 20
	low, high := max(youngest, 365*6+10), day(365*15+180)
	if young {
		low, high = youngest, youngest+700
	}
	s.born = on - min(p.day(low, max(low, high)), 365*15+300)
	if s.born > s.from {
		s.born = s.from - 1
	}
}

// placementsOf draws when the children change placement up to the printed day: 91 long-term children
// not for two years, 27 of all twice or more in the year, nobody else more than once in it.
func (p *population) placementsOf(long, older, others []*stay) {
	yearBegan, twoYears := yearStart(hackneyPrinted), yearEnd(hackneyPrinted-2)
	restless := func(i, of, total int) bool { return i >= total-of }
	for i, s := range long {
		var recent []day
		switch {
		case i < hackneySettled:
		case restless(i, 9, len(long)):
			recent = p.apart(yearBegan+3, yearEnd(hackneyPrinted)-3, p.between(2, 4))
		case i%2 == 0:
			recent = p.apart(twoYears+4, yearBegan-4, p.between(1, 2))
		default:
			recent = p.apart(yearBegan+3, yearEnd(hackneyPrinted)-3, 1)
		}
		p.fixMoves(s, recent, twoYears-6)
	}
	for i, s := range older {
		p.fixMoves(s, p.inYear(s, restless(i, 6, len(older))), yearBegan-6)
	}
	for i, s := range others {
		p.fixMoves(s, p.inYear(s, restless(i, hackneyRestless-15, len(others))), yearBegan-6)
	}
}

// inYear draws the moves of the printed year: two or more for the restless, else none or one.
func (p *population) inYear(s *stay, restless bool) []day {
	from, to := max(s.from, yearStart(hackneyPrinted))+3, yearEnd(hackneyPrinted)-3
	switch {
	case restless:
		if from > to-20 { // came in the last weeks of March
			s.from = yearStart(hackneyPrinted) + day(p.between(40, 250))
			from = s.from + 3
		}
		return p.apart(from, to, p.between(2, 4))
	case p.chance(0.35) && from < to-8:
		return p.apart(from, to, 1)
	}
	return nil
}

// apart draws n days in order, at least four days from one another.
func (p *population) apart(from, to day, n int) []day {
	days := make([]day, n)
	width := (to - from) / day(n)
	for i := range days {
		low := from + day(i)*width
		days[i] = p.day(low, max(low, low+width-5))
	}
	return days
}

// fixMoves puts a stay's moves together: by chance before a day, the given ones, by chance after the
// printed day.
func (p *population) fixMoves(s *stay, recent []day, before day) {
	s.fixed, s.fence = true, yearEnd(hackneyPrinted)
	for _, on := range p.moveDays(s.from, before) {
		if on > s.from+2 && on < before {
			s.moves = append(s.moves, on)
		}
	}
	s.moves = append(s.moves, recent...)
	s.moves = append(s.moves, p.drift(s.fence+5, min(s.to, yearEnd(p.last))-4)...)
}

// scoresOf hands out 150 questionnaires that add up to 1,980 to children aged 5 to 16 who have been
// looked after for twelve months; for the others aged 4 to 16 there is a reason.
func (p *population) scoresOf(there []*stay, on day) error {
	scores, sum := make([]int, hackneyScored), 0
	for i := range scores {
		scores[i] = min(max(int(13.2+6*p.NormFloat64()+0.5), 0), 36)
		sum += scores[i]
	}
	for i := 0; sum != hackneyScores; i = (i + 1) % len(scores) {
		switch {
		case sum < hackneyScores && scores[i] < 36:
			scores[i]++
			sum++
		case sum > hackneyScores && scores[i] > 0:
			scores[i]--
			sum--
		}
	}
	for _, s := range there {
		if s.from > yearStart(hackneyPrinted) {
			continue
		}
		s.scoreYear, s.score = hackneyPrinted, -1
		if years := age(s.born, on); years >= 5 && years <= 16 && len(scores) > 0 {
			s.score, scores = scores[0], scores[1:]
		}
	}
	if len(scores) > 0 {
		return fmt.Errorf("%d questionnaires have no child of 5 to 16", len(scores))
	}
	return nil
}
