package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// moneyFolder holds, for each figure of money, the ledger lines that it is made of.
const moneyFolder = "money/"

// moneyPage is the value-for-money page: gross, recharges and net side by side, what is spent on what, and budgets.
type moneyPage struct {
	layout
	Needs   string   // why there is no money to show; empty when there is
	Said    []string // the newest year in words
	Bridge  *table
	Gaps    []string // years in which the bridge and the indicators do not meet
	Charts  []chartBlock
	Glance  []moneyRow
	Absent  []absentRow
	Budget  *budgetView
	Reading []readingRow
}

// moneyRow is a figure of money, or one that belongs beside money.
type moneyRow struct {
	ID, Title, Figure, Unit, Period string
	Change, Share                   string
	Mean, England, Years            string
	Verdict                         tag
	Below                           string // what a figure below nought means
	Lines                           bool   // it has a page of ledger lines
}

// beyondMoney are indicators of other themes that are read with money.
var beyondMoney = []string{"sickness_days_per_fte", "absence_rate"}

// moneyOrder is the order in which money is read: all of it, then what it is spent on.
var moneyOrder = []string{
	"gross_expenditure", "gross_less_recharges", "net_expenditure", "residential_spend", "agency_spend", "cla_spend", "spend_per_child",
}

// moneyEntries are the indicators of money, in order, then those that belong beside them.
func (b *book) moneyEntries() []*entry {
	var out []*entry
	for _, id := range moneyOrder {
		if e := b.entry(id); e != nil && e.Def.Money() {
			out = append(out, e)
		}
	}
	for _, e := range b.entries {
		if e.Def.Money() && !slices.Contains(moneyOrder, e.Def.ID) {
			out = append(out, e)
		}
	}
	for _, id := range beyondMoney {
		if e := b.entry(id); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// writeMoney writes the value-for-money page and the ledger lines behind each of its figures.
func (b *book) writeMoney() error {
	held := b.site.ledgers[b.area.Code]
	view := moneyPage{layout: b.layout("Money: what is spent, and on what", "money", 0)}
	var money []*entry
	for _, e := range b.moneyEntries() {
		if !e.current() {
			view.Absent = append(view.Absent, b.absentRow(e))
			continue
		}
		lined := e.Def.Money() && held != nil && len(b.shownLines(e, held)) > 0
		view.Glance = append(view.Glance, b.moneyRow(e, lined))
		view.Reading = append(view.Reading, readingRow{e.Def.ID, e.Def.Title, e.Def.Caution, b.companions(e)})
		if e.Def.Money() {
			money = append(money, e)
		}
		if lined {
			page := b.linesPage(e, held)
			if err := b.site.page(b.tree, "lines", b.folder+moneyFolder+e.Def.ID+".html", page); err != nil {
				return err
			}
		}
	}
	if len(money) == 0 {
		view.Needs = "The page needs the ledger, which was not among the extracts: postings with cost centre, account and amount, and the two maps that say which section 251 line a cost centre belongs to and what kind of entry an account is."
	}
	if held != nil {
		view.Bridge, view.Said, view.Gaps = b.bridge(held)
		view.Budget = b.budgetView(held)
		view.Charts = b.moneyCharts(held, money)
		view.Scripted = len(view.Charts) > 0
	}
	if view.Budget == nil {
		view.Budget = &budgetView{Missing: "No budget was among the extracts. With one (budget, revised budget and forecast by cost centre, for the year or its months) this page sets what was spent beside it."}
	}
	return b.site.page(b.tree, "money", b.folder+"money.html", view)
}

func (b *book) moneyRow(e *entry, lined bool) moneyRow {
	out := moneyRow{ID: e.Def.ID, Title: e.Def.Title, Verdict: tagNone, Lines: lined}
	out.Figure, out.Unit, out.Period = e.latest()
	if e.Def.Money() && e.Now.Has() {
		out.Figure, out.Unit = inTable(*e.Now.Value, e.Def.Unit, e.Now.Places), strings.TrimSpace(strings.TrimPrefix(e.Def.Unit, "£"))
	}
	if e.Def.Money() && e.Now.Has() && *e.Now.Value < 0 {
		out.Below = negativeWords(e.Def.Title)
	}
	if e.Year.Known {
		out.Change = upperFirst(e.Year.Words)
		before, _ := e.Cells.at(e.Now.Period, yearBefore(e.Now.End))
		if e.Def.Money() && before.Has() && *before.Value > 0 && e.Year.Words != "no change" {
			out.Share = percentChange(*before.Value, *e.Now.Value)
		}
	} else if e.Year.Why != "" {
		out.Change = upperFirst(e.Year.Why)
	}
	if c := e.Latest; c != nil {
		out.Mean, out.England, out.Verdict = c.Mean, c.England, c.Verdict
		if labelYear(c.Years) != e.Now.End.Year() {
			out.Years = c.Years
		}
	}
	return out
}

// percentChange writes a change as a share of the earlier amount.
func percentChange(before, now float64) string {
	share := indicators.Round((now-before)/before*100, 1)
	if share > 0 {
		return "+" + number(share, 1) + "%"
	}
	return number(share, 1) + "%"
}

// bridgeRow is a row of the way from gross to net; total rows are those of an indicator.
type bridgeRow struct {
	Head   string
	Amount func(bridgeYear) pence
	ID     string // the indicator that the row must equal
}

// bridgeRows are the rows from gross to net, in order. Net expenditure stands before or after government grants, as
// the configuration reads it.
func (b *book) bridgeRows() []bridgeRow {
	gross := func(y bridgeYear) pence { return y.Expenditure + y.Recharges }
	net := func(y bridgeYear) pence { return gross(y) + y.Income + y.Credits }
	after := func(y bridgeYear) pence { return net(y) + y.GrantInside + y.GrantOutside }
	before, last := "net_expenditure", ""
	if e := b.entry("net_expenditure"); e != nil && b.grantsCounted(e.Def) {
		before, last = "", "net_expenditure"
	}
	return []bridgeRow{
		{"Expenditure without recharges", func(y bridgeYear) pence { return y.Expenditure }, "gross_less_recharges"},
		{"Recharges received from other services", func(y bridgeYear) pence { return y.Recharges }, ""},
		{"Gross expenditure", gross, "gross_expenditure"},
		{"Income: fees, charges, contributions", func(y bridgeYear) pence { return y.Income }, ""},
		{"Recharges to others, and credits that are income", func(y bridgeYear) pence { return y.Credits }, ""},
		{"Net expenditure before government grants", net, before},
		{"Grants inside aggregate external finance", func(y bridgeYear) pence { return y.GrantInside }, ""},
		{"Grants outside aggregate external finance", func(y bridgeYear) pence { return y.GrantOutside }, ""},
		{"Net expenditure after government grants", after, last},
	}
}

// grantsCounted tells whether the figures of net expenditure are after government grants.
func (b *book) grantsCounted(def *indicators.Definition) bool {
	for _, option := range def.Options {
		if option.Name == "government_grants" {
			return b.site.chosen(option) != "left_out"
		}
	}
	return false
}

// bridge is the way from gross to net, the years that this edition has figures of side by side, and what the newest
// year says. Gaps name the years in which a row is not what its indicator says.
func (b *book) bridge(held *ledger) (out *table, said, gaps []string) {
	var years []bridgeYear
	for _, y := range held.bridge {
		if b.hasYear("gross_expenditure", y.End) {
			years = append(years, y)
		}
	}
	if len(years) == 0 {
		return nil, nil, nil
	}
	years = years[max(0, len(years)-yearsShown):]
	out = &table{ID: "table-bridge", Caption: "From gross to net, in pounds of each year", Columns: []string{"Financial year"}}
	for _, y := range years {
		out.Columns = append(out.Columns, y.Year)
	}
	for _, r := range b.bridgeRows() {
		one := row{Head: r.Head}
		any := false
		for _, y := range years {
			amount := r.Amount(y)
			any = any || amount != 0
			one.Cells = append(one.Cells, amount.full())
			if cell, ok := b.yearCell(r.ID, y.End); ok {
				if figure, exact := readPence(cell.Numerator); exact && figure != amount {
					gaps = append(gaps, fmt.Sprintf("In %s the indicator says %s where the ledger’s postings make %s: %s is not explained.",
						y.Year, figure.full(), amount.full(), (figure-amount).full()))
				}
			}
		}
		if any || r.ID != "" {
			out.Rows = append(out.Rows, one)
		}
	}
	return out, b.bridgeWords(years), gaps
}

// yearCell is an indicator's figure of a whole year, where this edition shows it.
func (b *book) yearCell(id string, end time.Time) (Cell, bool) {
	e := b.entry(id)
	if e == nil {
		return Cell{}, false
	}
	cell, ok := e.Cells.at(periodYear, end)
	return cell, ok && cell.Has()
}

func (b *book) hasYear(id string, end time.Time) bool {
	_, ok := b.yearCell(id, end)
	return ok
}

// bridgeWords says what the newest year was, and what it was a year before. Gross and recharges are never told apart
// from each other: what moves from one to the other is no saving.
func (b *book) bridgeWords(years []bridgeYear) []string {
	now := years[len(years)-1]
	gross, less := now.Expenditure+now.Recharges, now.Expenditure
	net := gross + now.Income + now.Credits
	out := []string{fmt.Sprintf("In %s gross expenditure was %s, of which %s were recharges received from other services; net of income it was %s.",
		now.Year, gross.short(), now.Recharges.short(), net.short())}
	if gross < 0 || less < 0 {
		out = append(out, negativeWords("this spending"))
	}
	if len(years) < 2 || years[len(years)-2].Year == now.Year {
		return out
	}
	before := years[len(years)-2]
	if before.End.Year() != now.End.Year()-1 {
		return out
	}
	dg, dr, dl := gross-before.Expenditure-before.Recharges, now.Recharges-before.Recharges, less-before.Expenditure
	out = append(out, fmt.Sprintf("Compared with %s, gross expenditure %s, recharges %s and expenditure without recharges %s.",
		before.Year, moved(dg), moved(dr), moved(dl)))
	if dl < 0 && dr > 0 && dr.size()*2 >= dl.size() && dr.size() <= dl.size()*2 {
		out = append(out, fmt.Sprintf("Expenditure without recharges is lower than a year before while recharges are higher by %s. "+
			"A cost that is recharged instead of posted direct moves from the one to the other and is no saving: read gross and recharges together.", dr.short()))
	} else if dr.size()*10 > before.Recharges.size() && dr != 0 && dg != 0 && (dg > 0) != (dl > 0) {
		out = append(out, "Gross expenditure and expenditure without recharges moved opposite ways: read them together.")
	}
	return out
}

// negativeWords say what spending below nought means.
func negativeWords(what string) string {
	return upperFirst(what) + " is below nought: income or corrections exceed what was spent in the ledger. Look at the ledger lines before the figure is used."
}

// moved says which way an amount went, and how far.
func moved(by pence) string {
	switch {
	case by > 0:
		return "rose by " + by.short()
	case by < 0:
		return "fell by " + by.size().short()
	default:
		return "did not change"
	}
}
