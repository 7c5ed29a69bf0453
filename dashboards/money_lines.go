package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// linesPage is what one figure of money is made of: section 251 lines and, in the internal edition, cost centres.
type linesPage struct {
	layout
	Def     *indicators.Definition
	Figure  string
	Tie     string // whether the lines add up to the figure
	Tied    bool
	Chart   chartBlock
	Centres *table
	Files   table
	Method  string
}

// lineYears are the sums of a figure's lines: by line, then by year.
type lineYears struct {
	years []time.Time
	lines []string
	at    map[string]map[time.Time]pence
}

// shownLines are the ledger lines of the years that this edition has the figure of.
func (b *book) shownLines(e *entry, held *ledger) []ledgerSum {
	var out []ledgerSum
	for _, sum := range held.lines[e.Def.ID] {
		if b.hasYear(e.Def.ID, sum.End) {
			out = append(out, sum)
		}
	}
	return out
}

func linesOfYears(sums []ledgerSum) lineYears {
	out := lineYears{at: map[string]map[time.Time]pence{}}
	for _, s := range sums {
		if out.at[s.Line] == nil {
			out.at[s.Line] = map[time.Time]pence{}
			out.lines = append(out.lines, s.Line)
		}
		out.at[s.Line][s.End] += s.Amount
		if !slices.ContainsFunc(out.years, s.End.Equal) {
			out.years = append(out.years, s.End)
		}
	}
	slices.SortFunc(out.years, time.Time.Compare)
	out.years = out.years[max(0, len(out.years)-yearsShown):]
	last := out.years[len(out.years)-1]
	slices.SortFunc(out.lines, func(x, y string) int {
		return cmp.Or(cmp.Compare(out.at[y][last], out.at[x][last]), cmp.Compare(x, y))
	})
	return out
}

func (l lineYears) total(year time.Time) pence {
	var out pence
	for _, line := range l.lines {
		out += l.at[line][year]
	}
	return out
}

func (b *book) linesPage(e *entry, held *ledger) linesPage {
	sums := linesOfYears(b.shownLines(e, held))
	newest := sums.years[len(sums.years)-1]
	view := linesPage{
		layout: b.layout("Ledger lines: "+e.Def.Title, "money", 1).within(), Def: e.Def,
		Figure: upperFirst(figureWords(e.Now)) + " " + periodPhrase(e.Now), Files: b.ledgerFiles(held, sums.years),
	}
	view.Method = view.Root + methodFolder + e.Def.ID + ".html"
	view.Chart, view.Scripted = b.linesChart(e, sums), true
	view.Tie, view.Tied = b.tie(e, sums)
	if b.audience.private {
		view.Centres = centresTable(held.centres[e.Def.ID], newest)
	}
	return view
}

// tie says whether the lines of every year shown add up to the figure of the year, to the penny.
func (b *book) tie(e *entry, sums lineYears) (string, bool) {
	for _, year := range sums.years {
		cell, _ := b.yearCell(e.Def.ID, year)
		if figure, exact := readPence(cell.Numerator); !exact || figure != sums.total(year) {
			return fmt.Sprintf("The ledger lines do not add up to the figure in the year to %s: %s is not explained.",
				longDate(year), (figure - sums.total(year)).full()), false
		}
	}
	what := "the figure"
	if e.Def.Statistic != indicators.Count {
		what = "the amount that the figure divides"
	}
	return "The ledger lines of each year shown add up to " + what + " to the penny.", true
}

// linesChart draws the lines of the newest year as bars; its table has the years before, the total, and what the total
// must equal.
func (b *book) linesChart(e *entry, sums lineYears) chartBlock {
	newest := sums.years[len(sums.years)-1]
	bars := barChart{
		ID: "chart-lines", Title: "By line of the section 251 outturn, year to " + longDate(newest), Subtitle: e.Def.Title + ", " + b.area.Name + ", pounds",
		Unit: "£", Head: "Section 251 line", TableID: "table-lines",
		Series: []barSeries{{Name: financialYear(newest), Style: "own"}},
	}
	for _, line := range sums.lines {
		amount := sums.at[line][newest]
		pounds := float64(amount) / 100
		bars.Labels = append(bars.Labels, lineWords(line))
		bars.Series[0].Points = append(bars.Series[0].Points, point{Value: &pounds, Text: amount.short(), Cell: amount.full()})
	}
	for _, year := range slices.Backward(sums.years[:len(sums.years)-1]) {
		earlier := column{Head: financialYear(year), Last: true}
		for _, line := range sums.lines {
			earlier.Cells = append(earlier.Cells, sums.at[line][year].full())
		}
		bars.More = append(bars.More, earlier)
	}
	out := newBarChart(bars)
	out.Table.Caption = "The lines year by year, in pounds, and what they add up to" // not the name of the section around it
	total, figure := row{Head: "Total of the lines"}, row{Head: "The figure"}
	divided := row{Head: "Divided by: " + lowerFirst(e.Def.Denominator)}
	each := row{Head: e.Def.Title}
	if e.Def.Statistic != indicators.Count {
		figure.Head = "What the figure divides"
	}
	for _, year := range slices.Backward(sums.years) {
		cell, _ := b.yearCell(e.Def.ID, year)
		amount, _ := readPence(cell.Numerator)
		total.Cells = append(total.Cells, sums.total(year).full())
		figure.Cells = append(figure.Cells, amount.full())
		divided.Cells = append(divided.Cells, grouped(cell.Denominator))
		each.Cells = append(each.Cells, tableFigure(cell))
	}
	out.Table.Rows = append(out.Table.Rows, total, figure)
	if e.Def.Statistic != indicators.Count {
		out.Table.Rows = append(out.Table.Rows, divided, each)
	}
	return out
}

// financialYear is the label of the year that ends on a 31 March: 2024-25.
func financialYear(end time.Time) string {
	return fmt.Sprintf("%d-%02d", end.Year()-1, end.Year()%100)
}

// centresTable is cost centres by subjective groups, with totals that must equal the figure.
func centresTable(sums []ledgerSum, year time.Time) *table {
	var centres, groups []string
	at := map[[2]string]pence{}
	names, byCentre, byGroup := map[string]string{}, map[string]pence{}, map[string]pence{}
	var total pence
	for _, s := range sums {
		if !s.End.Equal(year) {
			continue
		}
		key := s.Line + "\x00" + s.Centre
		if _, ok := names[key]; !ok {
			names[key] = centreWords(s)
			centres = append(centres, key)
		}
		if _, ok := byGroup[s.On]; !ok {
			groups = append(groups, s.On)
		}
		at[[2]string{key, s.On}] += s.Amount
		byCentre[key] += s.Amount
		byGroup[s.On] += s.Amount
		total += s.Amount
	}
	if len(centres) == 0 {
		return nil
	}
	slices.SortFunc(centres, func(x, y string) int { return cmp.Or(cmp.Compare(byCentre[y], byCentre[x]), cmp.Compare(x, y)) })
	slices.SortFunc(groups, func(x, y string) int { return cmp.Or(cmp.Compare(byGroup[y], byGroup[x]), cmp.Compare(x, y)) })
	out := table{
		ID: "table-centres", Caption: "By cost centre and subjective group, year to " + longDate(year) + ", largest first",
		Columns: slices.Concat([]string{"Cost centre", "Section 251 line", "Total"}, groups), Words: 1,
	}
	for _, centre := range centres {
		line, _, _ := strings.Cut(centre, "\x00")
		one := row{names[centre], []string{line, byCentre[centre].full()}}
		for _, group := range groups {
			if amount, ok := at[[2]string{centre, group}]; ok {
				one.Cells = append(one.Cells, amount.full())
			} else {
				one.Cells = append(one.Cells, "")
			}
		}
		out.Rows = append(out.Rows, one)
	}
	sum := row{"Total", []string{"", total.full()}}
	for _, group := range groups {
		sum.Cells = append(sum.Cells, byGroup[group].full())
	}
	out.Rows = append(out.Rows, sum)
	return &out
}

// centreWords is a cost centre with its name.
func centreWords(s ledgerSum) string {
	switch {
	case s.Centre == "":
		return "On no cost centre of the ledger"
	case s.CentreName == "":
		return s.Centre
	default:
		return s.Centre + " " + s.CentreName
	}
}

// ledgerFiles are the files that the postings of the years stand in.
func (b *book) ledgerFiles(held *ledger, years []time.Time) table {
	out := table{ID: "table-ledger-files", Caption: "Where the postings stand", Columns: []string{"Financial year", "File", "Postings"}, Words: 1}
	for _, f := range slices.Backward(held.files) {
		if slices.ContainsFunc(years, f.End.Equal) {
			out.Rows = append(out.Rows, row{financialYear(f.End), []string{f.File, b.rowsWords(f.Postings)}})
		}
	}
	return out
}
