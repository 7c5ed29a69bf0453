package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// layout is what every page's frame needs.
type layout struct {
	Title    string
	Assets   string // way to assets/, from this page
	Home     string // way to the authority's own folder
	Root     string // way to the folder of the audience; only used with several authorities
	Section  string
	Area     string
	Several  bool
	Marking  string
	Notice   string
	AsAt     string // last day that figures cover
	Asked    string // day that figures were asked for, when the extracts end before it
	Version  string
	Below    int // 0: nothing is hidden
	Scripted bool
}

// Highest is the largest count that is hidden.
func (l layout) Highest() int { return l.Below - 1 }

func (b *book) layout(title, section string, depth int) layout {
	up := strings.Repeat("../", depth)
	root := up
	if b.folder != "" {
		root += "../"
	}
	dataTo, asked := dataTo(b.site.opts.AsAt, b.area)
	return layout{
		Title: title, Assets: root + "assets/", Home: up, Root: root, Section: section, Area: b.area.Name,
		Several: b.folder != "", Marking: b.audience.marking, Notice: b.site.opts.Notice,
		AsAt: dataTo, Asked: asked, Version: b.site.opts.Version, Below: b.below,
	}
}

// dataTo is the last day that the figures cover, in words, and the day that they were asked for when
// the extracts end before it: a page must not look newer than its data.
func dataTo(asAt time.Time, areas ...Area) (covered, asked string) {
	var last time.Time
	for _, area := range areas {
		if area.DataTo.After(last) {
			last = area.DataTo
		}
	}
	if last.IsZero() || !last.Before(asAt) {
		return longDate(asAt), ""
	}
	return longDate(last), longDate(asAt)
}

// fact is a card beside the large figure.
type fact struct {
	Label, Figure, Detail string
	Tag                   *tag
	Second                string
}

// row is a row of a table: the first cell is its heading. Numbers are right-aligned by their column.
type row struct {
	Head  string
	Cells []string
}

type table struct {
	ID      string
	Caption string
	Columns []string // the first heads the row headings
	Words   int      // columns from the left, row heading not counted, that hold words
	Rows    []row
}

type companionView struct{ ID, Title, Why string }

type indicatorView struct {
	layout
	Def         *indicators.Definition
	Theme       string
	Measure     string
	Figure      string
	Unit        string
	FigureNote  string
	Parts       []part
	Limits      string
	Gap         string
	GapNote     string
	Facts       []fact
	Charts      []chartBlock
	Compared    []compared
	Latest      string // the newest comparison in a sentence
	Windows     *table
	Months      *table
	Edition     indicators.Edition
	Editions    int
	EditionFrom string
	Polarity    string
	Sources     []string
	Companions  []companionView
	CSV         string
	Succeeds    *companionView
	Successor   *companionView
}

type chartBlock struct {
	chart
	Table  table
	Folded bool // the table is long: it opens on request
}

func (b *book) writeIndicator(e *entry) error {
	name := b.folder + "data/" + e.Def.ID + ".csv"
	if err := b.site.trees[b.tree].write(name, dataFile(b.area, e.Cells)); err != nil {
		return err
	}
	return b.site.page(b.tree, "indicator", b.folder+"indicators/"+e.Def.ID+".html", b.indicatorView(e))
}

func (b *book) indicatorView(e *entry) indicatorView {
	view := indicatorView{
		layout: b.layout(e.Finding, "overview", 1), Def: e.Def, Theme: themeWords(e.Def.Theme),
		Measure: measureLine(e), Figure: "Not available", FigureNote: upperFirst(e.Why) + ".", CSV: "../data/" + e.Def.ID + ".csv",
		Edition: e.Def.EditionAt(b.site.opts.AsAt), Editions: len(e.Def.Editions), Polarity: polarityWords(e.Def),
	}
	if e.Held {
		view.Edition = e.Def.EditionAt(e.Now.End)
		view.Figure, view.Unit = upperFirst(figureWords(e.Now)), ""
		if e.plain() {
			view.Figure, view.Unit = inTable(*e.Now.Value, e.Def.Unit, e.Now.Places), unitFor(indicators.Text(*e.Now.Value, e.Now.Places), e.Def.Unit)
		}
		view.FigureNote = ""
		if !e.Now.Has() {
			view.FigureNote = "Because " + e.Why + "."
		}
		view.Parts, view.Limits = parts(e), limitsSentence(e.Now)
		view.Gap, view.GapNote = upperFirst(gapWords(e.Def, e.Now, b.below)), gapNote(e.Now)
		view.Facts = e.facts()
		view.Windows, view.Months = e.windowTable(b.below), e.monthTable(b.below)
	}
	view.EditionFrom = isoWords(view.Edition.From)
	view.Latest = e.comparedWords()
	view.Compared = slices.Clone(e.Compared)
	slices.Reverse(view.Compared)
	view.Charts = b.charts(e)
	view.Scripted = len(view.Charts) > 0
	for _, source := range e.Def.Sources {
		words := upperFirst(kindWords(source.Return)) + ": " + source.Table + ", field " + source.Field
		if !slices.Contains(view.Sources, words) {
			view.Sources = append(view.Sources, words)
		}
	}
	for _, companion := range e.Def.Companions {
		if linked := b.link(companion.ID, companion.Why); linked != nil {
			view.Companions = append(view.Companions, *linked)
		}
	}
	view.Succeeds, view.Successor = b.link(e.Def.Succeeds, ""), b.link(e.Def.SucceededBy, "")
	return view
}

// comparedWords is the newest comparison in a sentence.
func (e *entry) comparedWords() string {
	c := e.Latest
	if c == nil || !c.Cell.Has() || c.Relation == "" {
		return ""
	}
	return fmt.Sprintf("%s: %s, %s.", c.Period, figureWords(c.Cell), c.Relation)
}

func (b *book) link(id, why string) *companionView {
	for _, other := range b.entries {
		if id != "" && other.Def.ID == id {
			return &companionView{id, other.Def.Title, why}
		}
	}
	return nil
}

func measureLine(e *entry) string {
	parts := []string{unitWords(e.Def.Unit)}
	if e.Held {
		parts = append(parts, upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End)))
	}
	if len(e.Def.Also) > 0 {
		parts = append(parts, "Also known as "+strings.Join(e.Def.Also, ", "))
	}
	return strings.Join(parts, " · ")
}

func unitWords(unit string) string {
	switch {
	case unit == indicators.Percent:
		return "Per cent"
	case unit == "£":
		return "Pounds"
	case strings.HasPrefix(unit, "£"):
		return "Pounds" + strings.TrimPrefix(unit, "£")
	case strings.HasPrefix(unit, "per "):
		return "Rate " + unit
	default:
		return "Number of " + unit
	}
}

func polarityWords(def *indicators.Definition) string {
	reason := strings.TrimSuffix(strings.TrimSpace(def.Polarity.Reason), ".")
	switch def.Polarity.Direction {
	case indicators.High:
		return "A higher figure is better: " + reason + "."
	case indicators.Low:
		return "A lower figure is better: " + reason + "."
	default:
		return "Neither higher nor lower is better in itself: " + reason + "."
	}
}

// plain tells whether the latest figure is a number whose unit is a word and can stand apart.
func (e *entry) plain() bool {
	return e.Now.Has() && e.Now.Symbol == Shown && !e.Def.Money() && e.Def.Unit != indicators.Percent
}

// part is one side of a figure and what it counts.
type part struct{ Amount, Words string }

// parts says what a figure is made of: numerator and denominator, or what is counted.
func parts(e *entry) []part {
	c := e.Now
	if !c.Has() || c.Numerator == "" {
		return nil
	}
	if c.Denominator == "" {
		return []part{{"What is counted", sentence(e.Def.Numerator)}}
	}
	return []part{
		{amount(c.Numerator, e.Def, false), sentence(e.Def.Numerator)},
		{"out of " + amount(c.Denominator, e.Def, true), sentence(e.Def.Denominator)},
	}
}

// sentence ends words with one full stop.
func sentence(words string) string {
	return upperFirst(strings.TrimSuffix(strings.TrimSpace(words), ".")) + "."
}

// amount writes a numerator or denominator: pounds for a numerator of money.
func amount(text string, def *indicators.Definition, denominator bool) string {
	if def.Money() && !denominator {
		n, _ := decimal(text)
		return pounds(n, 0)
	}
	if _, fraction, found := strings.Cut(text, "."); found && len(fraction) > 2 {
		n, _ := decimal(text)
		return grouped(indicators.PlainNumber(indicators.Text(n, 2)))
	}
	return grouped(text)
}

func limitsSentence(c Cell) string {
	if !c.Limited() {
		return ""
	}
	return "95% limits: " + limitsWords(c) + ". Figures that rest on numbers of this size scatter over about this range by chance."
}

// facts are the cards beside the figure: a year before, neighbours, England.
func (e *entry) facts() []fact {
	var out []fact
	year := fact{Label: "Same point a year before", Figure: "Not available"}
	if e.Year.Known {
		changed := e.Year.Tag
		year.Figure, year.Detail, year.Tag = e.Year.From, upperFirst(e.Year.Sign+" "+e.Year.Words), &changed
	} else if e.Now.Symbol == Confidential {
		year.Figure = "Hidden"
	}
	out = append(out, year)
	neighbours := fact{Label: "Statistical neighbours", Figure: "No comparator is held"}
	england := fact{Label: "England", Figure: "No comparator is held"}
	if c := e.Latest; c != nil {
		when := c.Years
		if !c.Same && c.Cell.Has() {
			when += ", beside our " + c.Own
		}
		if c.mean != nil {
			neighbours.Figure, neighbours.Tag = inSentence(*c.mean, e.Def.Unit, c.Cell.Places), &c.Verdict
			neighbours.Detail = "Mean, " + when
			if c.Used != "" {
				neighbours.Detail = "Mean of " + c.Used + ", " + when
			}
			if c.Missing != "" {
				neighbours.Second = "Without " + c.Missing
			}
		}
		if c.england != nil {
			england.Figure, england.Detail, england.Tag = inSentence(*c.england, e.Def.Unit, c.Cell.Places), when, &c.VerdictEngland
		}
	}
	return append(out, neighbours, england)
}

func (b *book) charts(e *entry) []chartBlock {
	var out []chartBlock
	if block, ok := b.yearChart(e, 1); ok {
		out = append(out, block)
	}
	if block, ok := b.monthChart(e, len(out)+1); ok {
		out = append(out, block)
	}
	return out
}

// held drops the cells before the first and after the last that is held.
func held(cells series) series {
	out := slices.Clone(cells)
	for len(out) > 0 && out[0].Symbol == NotAvailable {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1].Symbol == NotAvailable {
		out = out[:len(out)-1]
	}
	return out
}

// yearCells are the figures of whole years, or of the days that years end on.
func (e *entry) yearCells() series {
	if e.Def.Window != indicators.Snapshot {
		return held(e.Cells.of(periodYear))
	}
	return held(slices.DeleteFunc(e.Cells.of(periodSnapshot), func(c Cell) bool { return !e.Def.IsYearEnd(c.End) }))
}

func cellPoint(c Cell) point {
	p := point{Text: figureWords(c), Mark: string(c.Symbol)}
	if c.Has() {
		v := indicators.Round(*c.Value, c.Places)
		p.Value, p.Mark = &v, ""
	}
	return p
}

func comparatorPoint(v *float64, c Cell) point {
	if v == nil {
		return point{Text: "not held"}
	}
	shown := indicators.Round(*v, c.Places)
	return point{Value: &shown, Text: inSentence(shown, c.Unit, c.Places)}
}

func (b *book) yearChart(e *entry, number int) (chartBlock, bool) {
	cells := e.yearCells()
	if len(cells) == 0 {
		return chartBlock{}, false
	}
	own := line{Name: b.area.Name, Style: "own"}
	neighbours := line{Name: "Neighbours’ mean", Style: "neighbours"}
	england := line{Name: "England", Style: "england"}
	var labels []string
	rows := table{
		ID: "table-years", Caption: fmt.Sprintf("Table %d: the figures of figure %d", number, number),
		Columns: []string{"Period", b.area.Name, "95% limits", "Numerator", "Denominator", "Neighbours’ mean", "England", notRecorded, "Bounds"},
	}
	plotted := map[string]bool{}
	for _, c := range cells {
		i := slices.IndexFunc(e.Compared, func(k compared) bool { return k.Cell.Period == c.Period && k.Cell.End.Equal(c.End) })
		var beside compared
		// The newest figure may stand beside comparators of an earlier year, which have their own
		// place on the line already.
		// A count is not drawn beside other counts: England's would press it flat.
		if i >= 0 && !plotted[e.Compared[i].Years] && e.Def.Statistic != indicators.Count {
			beside = e.Compared[i]
			plotted[beside.Years] = true
		}
		labels = append(labels, shortDate(c.End))
		own.Points = append(own.Points, cellPoint(c))
		neighbours.Points = append(neighbours.Points, comparatorPoint(beside.mean, c))
		england.Points = append(england.Points, comparatorPoint(beside.england, c))
		rows.Rows = append(rows.Rows, row{upperFirst(periodWords(c.Period, c.Start, c.End)), slices.Concat(cellColumns(c, e.Def), []string{beside.Mean, beside.England}, gapColumns(e.Def, c, b.below))})
	}
	slices.Reverse(rows.Rows)
	lines := []line{own}
	title := "Year by year"
	for _, other := range []line{neighbours, england} {
		if slices.ContainsFunc(other.Points, func(p point) bool { return p.Value != nil }) {
			lines = append(lines, other)
		}
	}
	if len(lines) > 1 {
		title += ", beside " + strings.ToLower(lines[1].Name[:1]) + lines[1].Name[1:]
		if lines[1].Style == "england" {
			title = "Year by year, beside England"
		} else if len(lines) > 2 {
			title += " and England"
		}
	}
	drawn := newChart(fmt.Sprintf("chart-%d", number), number, labels, lines, e.Def)
	drawn.Title, drawn.Subtitle = title, chartSubtitle(e.Def, b.area.Name, cells)
	return chartBlock{drawn, rows.withoutEmpty(), false}, true
}

func (b *book) monthChart(e *entry, number int) (chartBlock, bool) {
	period, title := periodRolling, "Twelve months to the end of each month"
	if e.Def.Window == indicators.Snapshot {
		period, title = periodSnapshot, "At the end of each month"
	}
	cells := held(e.Cells.of(period))
	cells = cells[max(0, len(cells)-25):]
	if len(cells) < 3 {
		return chartBlock{}, false
	}
	own := line{Name: b.area.Name, Style: "own"}
	var labels []string
	rows := table{
		ID: "table-months", Caption: fmt.Sprintf("Table %d: the figures of figure %d", number, number),
		Columns: []string{"Period", b.area.Name, "95% limits", "Numerator", "Denominator", notRecorded, "Bounds"},
	}
	for _, c := range cells {
		labels = append(labels, shortDate(c.End))
		own.Points = append(own.Points, cellPoint(c))
		rows.Rows = append(rows.Rows, row{upperFirst(periodWords(c.Period, c.Start, c.End)), slices.Concat(cellColumns(c, e.Def), gapColumns(e.Def, c, b.below))})
	}
	slices.Reverse(rows.Rows)
	drawn := newChart(fmt.Sprintf("chart-%d", number), number, labels, []line{own}, e.Def)
	drawn.Title, drawn.Subtitle = title, chartSubtitle(e.Def, b.area.Name, cells)
	return chartBlock{drawn, rows.withoutEmpty(), number > 1}, true
}

func chartSubtitle(def *indicators.Definition, area string, cells series) string {
	first, last := cells[0], cells[len(cells)-1]
	return fmt.Sprintf("%s, %s, %s to %s", strings.TrimSuffix(def.Title, "."), area, shortDate(first.End), shortDate(last.End))
}

// cellColumns are figure, limits, numerator and denominator.
func cellColumns(c Cell, def *indicators.Definition) []string {
	return []string{tableFigure(c), limitsWords(c), numeratorColumn(c, def), amount(c.Denominator, def, true)}
}

// numeratorColumn is empty for a count, whose numerator is the figure itself.
func numeratorColumn(c Cell, def *indicators.Definition) string {
	if def.Statistic == indicators.Count {
		return ""
	}
	return amount(c.Numerator, def, false)
}

// notRecorded heads the column that says of how many cases something was not recorded.
const notRecorded = "Not recorded"

// withoutEmpty drops the columns that hold nothing in any row, and the one of what was not recorded when
// everything was.
func (t table) withoutEmpty() table {
	for column := len(t.Columns) - 2; column >= 0; column-- {
		if slices.ContainsFunc(t.Rows, func(r row) bool {
			cell := r.Cells[column]
			return cell != "" && (cell != "0" || t.Columns[column+1] != notRecorded)
		}) {
			continue
		}
		t.Columns = slices.Delete(slices.Clone(t.Columns), column+1, column+2)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(slices.Clone(t.Rows[i].Cells), column, column+1)
		}
	}
	return t
}

// windowTable shows the newest figure of every window side by side, each with its own label.
func (e *entry) windowTable(below int) *table {
	if e.Def.Window == indicators.Snapshot {
		return nil
	}
	out := table{
		ID: "table-windows", Caption: "The newest figure of each window", Words: 1,
		Columns: []string{"Window", "Period", "Figure", "95% limits", "Numerator", "Denominator", notRecorded, "Bounds"},
	}
	for _, window := range []struct{ period, words string }{
		{periodMonth, "Month"}, {periodQuarter, "Quarter"}, {periodToDate, "Year to date"}, {periodRolling, "Rolling 12 months"}, {periodYear, "Whole year"},
	} {
		if c, ok := e.Cells.of(window.period).last(); ok {
			period := []string{upperFirst(periodWords(c.Period, c.Start, c.End))}
			out.Rows = append(out.Rows, row{window.words, slices.Concat(period, cellColumns(c, e.Def), gapColumns(e.Def, c, below))})
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	out = out.withoutEmpty()
	return &out
}

// monthTable shows the months one by one, the last thirteen, so that each stands beside the same
// month of the year before.
func (e *entry) monthTable(below int) *table {
	if e.Def.Window == indicators.Snapshot {
		return nil
	}
	months := held(e.Cells.of(periodMonth))
	months = months[max(0, len(months)-13):]
	if len(months) < 2 || !slices.ContainsFunc(months, Cell.Has) {
		return nil
	}
	out := table{
		ID: "table-single-months", Caption: "Single months, newest first",
		Columns: []string{"Month", "Figure", "Numerator", "Denominator", "Year to date at its end", notRecorded, "Bounds"},
	}
	for _, c := range slices.Backward(months) {
		toDate, _ := e.Cells.at(periodToDate, c.End)
		out.Rows = append(out.Rows, row{
			periodWords(c.Period, c.Start, c.End),
			slices.Concat(
				[]string{tableFigure(c), numeratorColumn(c, e.Def), amount(c.Denominator, e.Def, true), tableFigure(toDate)},
				gapColumns(e.Def, c, below)),
		})
	}
	out = out.withoutEmpty()
	return &out
}
