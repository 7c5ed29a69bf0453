package sample

import (
	"context"
	"errors"
)

// Streams of chance of their own, so that one extract is the same whether or not another is written.
const (
	casesStream  = 1 << 36
	leaverStream = 1 << 37
	listStream   = 1 << 38
	budgetStream = 1 << 39
	costStream   = 1 << 40

	workforceStream = 1 << 41
)

// invent makes up the referrals and plans of the authority, which looks after so many children.
func (a *authority) invent(stock int) {
	days := newCalendar(a.year-16, a.last+5)
	a.cases = newCaseload(newDice(a.seed, casesStream), a, days, stock)
}

// censusYears are the years that the authority has a census of, first after last when it has none.
func (a *authority) censusYears() (first, last int) { return max(a.year, firstCensus), a.last }

// writeCases writes what follows from referrals and plans, and what placements cost.
func (a *authority) writeCases(ctx context.Context, t *tree) error {
	first, last := a.censusYears()
	for year := first; year <= last; year++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := a.cases.writeCensus(t, a.folder, a.code, year); err != nil {
			return err
		}
	}
	return errors.Join(a.cases.writeInvolvements(t, a.folder), a.writeCosts(t), t.writeTargets(a.folder, a.last))
}

// writeCosts writes the placement costs of the last years.
func (a *authority) writeCosts(t *tree) error {
	list := a.priced(newDice(a.seed, costStream))
	for year := max(a.year, a.last-costedYears+1); year <= a.last; year++ {
		if err := errors.Join(a.writePlacementCosts(t, list, year), a.writeHomeCosts(t, year, 2.9e3)); err != nil {
			return err
		}
	}
	return nil
}

// apportioned gives overheads the line of the return that they are reported on. Without it they have
// none, and whoever reads the ledger has to say so.
func apportioned(list []centre) []centre {
	for i := range list {
		if list[i].line == "" {
			list[i].line = "3.3.2"
		}
	}
	return list
}

// writeLists writes the inspectors' lists, which repeat the returns: they come last.
func (a *authority) writeLists(t *tree) error {
	return errors.Join(a.writeAnnex(t), a.writeWorkforceCensuses(t), a.writePostcodes(t))
}
