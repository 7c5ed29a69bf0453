package dashboards

import (
	"fmt"
	"slices"
	"time"
)

// budgetView is what was spent beside budget and forecast.
type budgetView struct {
	Missing string // what is not held; empty when there is a budget
	Said    []string
	Years   *table
	Lines   *table
	Centres *table // internal: by cost centre
	Notes   []string
}

// budgetView sets the years that this edition may show beside their budgets: whole years, and in the internal
// edition the year that is running. Nil without a budget.
func (b *book) budgetView(held *ledger) *budgetView {
	var years []budgetSum
	for _, s := range held.budget {
		if s.detail == "year" && b.budgetShown(s) {
			years = append(years, s)
		}
	}
	if len(years) == 0 {
		return nil
	}
	years = years[max(0, len(years)-yearsShown):]
	newest := years[len(years)-1]
	view := budgetView{Said: budgetWords(newest)}
	forecast := slices.ContainsFunc(years, func(s budgetSum) bool { return s.Forecast != nil })
	if !forecast {
		view.Notes = append(view.Notes, "No forecast is among the extracts: the budget extract has a column for one (forecast), and it is empty.")
	}
	rows := make([]row, 0, len(years))
	for _, s := range slices.Backward(years) {
		rows = append(rows, budgetRow(budgetYearWords(s), s))
	}
	view.Years = budgetTable("table-budget-years", "Spent beside budget, year by year", "Financial year", newest, rows)
	detail := func(kind, head, caption string, name func(budgetSum) string) *table {
		var rows []row
		for _, s := range held.budget {
			if s.detail == kind && s.Year == newest.Year {
				rows = append(rows, budgetRow(name(s), s))
			}
		}
		return budgetTable("table-budget-"+kind, caption+", "+budgetYearWords(newest), head, newest, append(rows, budgetRow("Total", newest)))
	}
	view.Lines = detail("line", "Section 251 line", "By line of the section 251 outturn", func(s budgetSum) string { return lineWords(s.Line) })
	if b.audience.private {
		view.Centres = detail("centre", "Cost centre", "By cost centre", func(s budgetSum) string {
			return centreWords(ledgerSum{Centre: s.Centre, CentreName: s.CentreName})
		})
	}
	view.Notes = append(view.Notes,
		"What was spent is set beside the revised budget where there is one, and beside the first budget where there is none; in a year that is not over, beside the budget of the months so far.",
		"Spent is the net of all postings of a cost centre, recharges, income and grants included, as its budget is. Where every budget line of a cost centre names an account, only the postings of those accounts count. It is therefore another sum than gross or net expenditure above.",
		"A budget line without a year’s ledger beside it, or spending without a budget, stands in the table with the other side empty.")
	return &view
}

// budgetShown tells whether an edition may show a year's budget: in public only whole years whose figures are out.
func (b *book) budgetShown(s budgetSum) bool {
	if b.audience.private {
		return true
	}
	return s.complete() && b.hasYear("gross_expenditure", s.End)
}

func budgetYearWords(s budgetSum) string {
	switch {
	case !s.LastMonth.Valid:
		return s.Year + ", nothing spent yet"
	case s.complete():
		return s.Year
	default:
		return s.Year + ", to " + longDate(s.LastMonth.Time)
	}
}

// against is the budget that a year's spending is set beside: the whole year's where the year is over; in a running
// year that of the months so far, if budgets are by month.
func (s budgetSum) against() *pence {
	switch {
	case !s.complete():
		if s.Monthly {
			return s.ToDate
		}
		return nil
	case s.Revised != nil:
		return s.Revised
	default:
		return s.Budget
	}
}

func budgetRow(head string, s budgetSum) row {
	write := func(p *pence) string {
		if p == nil {
			return ""
		}
		return p.full()
	}
	difference, share := "", ""
	if against := s.against(); against != nil && s.Spent != nil {
		difference = (*s.Spent - *against).full()
		if *against > 0 {
			share = percentChange(float64(*against), float64(*s.Spent))
		}
	}
	toDate := ""
	if !s.complete() && s.Monthly {
		toDate = write(s.ToDate)
	}
	return row{head, []string{write(s.Budget), write(s.Revised), write(s.Forecast), toDate, write(s.Spent), difference, share}}
}

// againstHeads are the heads of the last columns: what was spent less the budget that it is set beside, and the same
// as a share of that budget.
func againstHeads(newest budgetSum) (difference, share string) {
	which := "budget"
	if newest.Revised != nil {
		which = "revised budget"
	}
	return "Spent less " + which, "As a share of the " + which
}

func budgetTable(id, caption, head string, newest budgetSum, rows []row) *table {
	difference, share := againstHeads(newest)
	out := table{
		ID: id, Caption: caption, Rows: rows,
		Columns: []string{head, "Budget", "Revised budget", "Forecast", "Budget to date", "Spent", difference, share},
	}.withoutEmpty()
	return &out
}

// budgetWords says how the newest year stands.
func budgetWords(s budgetSum) []string {
	against := s.against()
	when := "In " + s.Year
	if !s.complete() && s.LastMonth.Valid {
		when = "To " + longDate(s.LastMonth.Time)
	}
	if against == nil || s.Spent == nil {
		return []string{when + " there is no budget that what was spent can be set beside: budgets are of whole years, and the year is not over."}
	}
	over := "as much as"
	switch by := *s.Spent - *against; {
	case by > 0:
		over = by.short() + " more than"
	case by < 0:
		over = by.size().short() + " less than"
	}
	which := "the budget"
	if s.Revised != nil {
		which = "the revised budget"
	}
	if !s.complete() {
		which += " of the months so far"
	}
	out := []string{fmt.Sprintf("%s %s was spent net of income and grants, %s %s of %s.", when, s.Spent.short(), over, which, against.short())}
	if s.Forecast != nil {
		out = append(out, fmt.Sprintf("The forecast for the year is %s.", s.Forecast.short()))
	}
	return out
}

// moneyCharts are the years as bars: gross parted into recharges and the rest, then what is spent on what.
func (b *book) moneyCharts(held *ledger, money []*entry) []chartBlock {
	var out []chartBlock
	years := slices.DeleteFunc(slices.Clone(held.bridge), func(y bridgeYear) bool { return !b.hasYear("gross_expenditure", y.End) })
	years = years[max(0, len(years)-yearsShown):]
	if len(years) > 0 {
		bars := barChart{
			ID: "chart-gross", Number: 1, Title: "Gross expenditure and recharges received", Subtitle: b.area.Name + ", pounds of each year", Unit: "£",
			Head: "Financial year", Upright: true, Axis: "financial year",
			Series: []barSeries{{Name: "Gross expenditure", Style: "own"}, {Name: "Of which recharges", Style: "later"}, {Name: "Net of income", Style: "neighbours"}},
		}
		for _, y := range years {
			bars.Labels = append(bars.Labels, y.Year)
			gross := y.Expenditure + y.Recharges
			for i, amount := range []pence{gross, y.Recharges, gross + y.Income + y.Credits} {
				bars.Series[i].Points = append(bars.Series[i].Points, amount.point())
			}
		}
		out = append(out, newBarChart(bars))
	}
	return append(out, b.spendChart(money, len(out)+1)...)
}

// spendChart is residential, agency and looked-after spend side by side.
func (b *book) spendChart(money []*entry, number int) []chartBlock {
	series := map[string]barSeries{
		"residential_spend": {Name: "Residential care", Style: "own"},
		"agency_spend":      {Name: "Agency staff", Style: "neighbours"},
		"cla_spend":         {Name: "Looked after children", Style: "later"},
	}
	var days []time.Time
	var shown []*entry
	for _, e := range money {
		if series[e.Def.ID].Name == "" {
			continue
		}
		shown = append(shown, e)
		for _, c := range e.yearCells() {
			if c.Has() && !slices.ContainsFunc(days, c.End.Equal) {
				days = append(days, c.End)
			}
		}
	}
	if len(days) == 0 {
		return nil
	}
	slices.SortFunc(days, time.Time.Compare)
	days = days[max(0, len(days)-yearsShown):]
	bars := barChart{
		ID: "chart-spend", Number: number, Title: "Looked after children, residential care and agency staff",
		Subtitle: b.area.Name + ", gross, in pounds of each year; residential care is part of looked after children", Unit: "£", Head: "Financial year", Upright: true, Axis: "financial year",
	}
	for _, day := range days {
		bars.Labels = append(bars.Labels, financialYear(day))
	}
	for _, e := range shown {
		one := series[e.Def.ID]
		for _, day := range days {
			cell, _ := e.Cells.at(periodYear, day)
			p := cellPoint(cell)
			if cell.Has() {
				p.Cell = figureWords(cell)
			}
			one.Points = append(one.Points, p)
		}
		bars.Series = append(bars.Series, one)
	}
	return []chartBlock{newBarChart(bars)}
}

// point is an amount in a chart with several bars beside each other, where pounds and pence have no room.
func (p pence) point() point {
	v := float64(p) / 100
	return point{Value: &v, Text: p.short(), Cell: p.short()}
}
