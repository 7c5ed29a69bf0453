package dashboards

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sightline/indicators"
)

// The heads of a workbook's tables. A head says by its number which note explains it.
const (
	headIndicator = "Indicator"
	headID        = "Indicator id"
	headWindow    = "Window [note 4]"
	headPeriod    = "Period"
	headFrom      = "From"
	headTo        = "To"
	headBreakdown = "Breakdown"
	headGroup     = "Group"
	headFigure    = "Figure [note 1]"
	headUnit      = "Unit"
	headLower     = "Lower 95% limit [note 2]"
	headUpper     = "Upper 95% limit [note 2]"
	headNumerator = "Numerator [note 3]"
	headBase      = "Denominator [note 3]"
	headMissing   = "Not recorded [note 5]"
	headRule      = "Rule [note 6]"
	headMean      = "Neighbours’ mean [note 7]"
	headEngland   = "England [note 7]"
)

// noMark stands where a cell has nothing to hold: no cell of a table is blank.
const noMark = "[" + string(NotApplicable) + "]"

func mark(symbol Symbol) string {
	if symbol == Shown {
		symbol = NotAvailable
	}
	return "[" + string(symbol) + "]"
}

// orNone is text, or the mark for none.
func orNone(text string) string {
	if strings.TrimSpace(text) == "" {
		return noMark
	}
	return text
}

// writeWorkbook writes the workbook of an authority; those of single indicators are written beside their pages.
func (b *book) writeWorkbook() error {
	text, err := b.workbook().bytes()
	if err != nil {
		return err
	}
	return b.site.trees[b.tree].write(b.folder+"data/figures.xlsx", text)
}

// workbook is all figures of an authority as this edition may show them: the latest of each indicator, the
// years by theme, what they are compared with, and everything in one table.
func (b *book) workbook() *spreadsheet {
	out := b.newWorkbook(b.area.Name+": children’s social care figures", "Every figure of the "+b.audience.name+" edition")
	all := figureSheet("All figures", "Every figure of the authority as a whole, in the order of the data file")
	if b.audience.private {
		all.above[0] += " The figures of teams stand in the workbooks of single indicators, beside their pages, and in the data file."
	}
	others := comparedSheet("Beside other authorities", "The figures and what they are compared with, newest first")
	out.sheets = append(out.sheets, b.notesSheet(), definitionsSheet(b.entries), b.latestSheet())
	for _, theme := range b.themes() {
		name := themeWords(theme[0].Def.Theme)
		years := figureSheet(name, name+": whole years and the days that years end on, newest first")
		for _, e := range theme {
			for _, c := range slices.Backward(e.yearCells()) {
				years.rows = append(years.rows, e.figureRow(c))
			}
			for _, c := range slices.Backward(e.Compared) {
				others.rows = append(others.rows, e.comparedRow(c))
			}
		}
		out.add(years)
	}
	for _, e := range b.entries {
		for _, c := range e.Cells {
			if c.Breakdown == "none" {
				all.rows = append(all.rows, e.figureRow(c))
			}
		}
	}
	out.add(others)
	out.add(all)
	return out
}

// indicatorWorkbook is an indicator's own workbook.
func (b *book) indicatorWorkbook(e *entry) *spreadsheet {
	title := strings.TrimSuffix(e.Def.Title, ".")
	out := b.newWorkbook(title+": "+b.area.Name, title)
	figures := figureSheet("Figures", title+": every figure of this edition")
	beyond := 0
	var teams series
	for _, c := range e.Cells {
		switch {
		case ruleIsOver(e.Def, c.Figure):
			beyond++
		case c.Breakdown == string(indicators.Team):
			teams = append(teams, c)
		default:
			figures.rows = append(figures.rows, e.figureRow(c))
		}
	}
	definition := definitionSheet(e.Def)
	if beyond > 0 {
		words := "Periods that began after the rule ended on " + isoWords(endOf(e.Def).Format(time.DateOnly)) + " have no figure and are left out here; the data file has their rows."
		figures.above[0] += " " + words
		definition.rows = append(definition.rows, []any{"Periods", words})
	}
	figures.always(headIndicator, headID) // the title says which
	figures.lift(headUnit, headRule)
	others := comparedSheet("Beside other authorities", title+" and what it is compared with, newest first")
	for _, c := range slices.Backward(e.Compared) {
		others.rows = append(others.rows, e.comparedRow(c))
	}
	others.always(headIndicator, headID)
	out.sheets = append(out.sheets, b.notesSheet(), definition)
	out.add(figures)
	if len(teams) > 0 {
		figures.title = title + ": figures of the authority"
		out.sheets = append(out.sheets, newTeamsGrid(e.Def, teams).sheet(title))
	}
	out.add(others)
	return out
}

// add takes a sheet without the columns that say nothing; one without rows is left out.
func (b *spreadsheet) add(s *sheet) {
	if len(s.rows) == 0 {
		return
	}
	whole := func(value any) bool { return value == "None" || value == noMark }
	s.drop(headBreakdown, whole)
	s.drop(headGroup, whole)
	s.drop(headMissing, func(value any) bool {
		n, is := value.(sheetNumber)
		return value == noMark || is && n.value == 0
	})
	b.sheets = append(b.sheets, s)
}

func (b *book) newWorkbook(title, subject string) *spreadsheet {
	frame := b.layout(title, "", 0)
	out := &spreadsheet{title: title, subject: subject, creator: b.area.Name, day: b.site.opts.AsAt, known: &b.site.parts}
	line := func(words ...string) { out.cover = append(out.cover, strings.Join(words, "")) }
	line(title)
	if frame.Marking != "" {
		line(frame.Marking, ". Small numbers are not hidden here. Do not pass on.")
	}
	if frame.Notice != "" {
		line(frame.Notice)
	}
	line("Data to ", frame.AsAt, ".")
	if frame.Asked != "" {
		line("The figures were asked for to ", frame.Asked, ", but the extracts end earlier.")
	}
	if b.below > 1 {
		line("Counts of 1 to ", strconv.Itoa(b.below-1), " are hidden, and so is every figure that they could be worked out from.")
	} else {
		line("Nothing is hidden in this edition.")
	}
	line("The sheets: contents with links, notes, definitions, and then one table to a sheet. Every table begins in column A and has one row of heads.")
	line("No cell of a table is blank. Where there is no number, the cell holds a mark in square brackets as text; every other number is a number.")
	for _, m := range b.marks() {
		line(m[0], " ", m[1])
	}
	line("Nought is a count and is shown as 0; it is never a mark.")
	if sources := b.comparatorSources(); len(sources) > 0 {
		line("Comparators are published figures: ", strings.Join(sources, "; "), ".")
	}
	line("The pages beside this workbook say how each figure moved, what it does not show, and how it is made.")
	line("Made by Sightline", strings.TrimRight(" "+frame.Version, " "), ".")
	return out
}

// comparatorSources names the publishers once each.
func (b *book) comparatorSources() []string {
	var out []string
	for _, e := range b.entries {
		for _, c := range e.Compared {
			if source := strings.TrimSuffix(strings.TrimSpace(c.Source), "."); source != "" && !slices.Contains(out, source) {
				out = append(out, source)
			}
		}
	}
	slices.Sort(out)
	return out
}

// marks explains what stands in place of numbers.
func (b *book) marks() [][2]string {
	hidden := "confidential: not used here, nothing is hidden in this edition"
	if b.below > 1 {
		hidden = "confidential: hidden, because the figure rests on 1 to " + strconv.Itoa(b.below-1) + " people or would give away one that does"
	}
	return [][2]string{
		{mark(Confidential), hidden},
		{mark(NotApplicable), "not applicable: there is nothing that could stand here, or nobody to count it among"},
		{mark(NotAvailable), "not available: the extracts do not cover the period, or nothing is published"},
		{mark(Low), "not nought, but rounds to it"},
		{mark(Unreliable), "too unreliable to show"},
	}
}

func (b *book) notesSheet() *sheet {
	out := &sheet{
		tab: "Notes", title: "Notes and marks", above: []string{"A head of a table that needs a note names it in square brackets."},
		columns: []sheetColumn{{head: "Note or mark", width: 18}, {head: "What it says", width: 110}},
	}
	for i, note := range []string{
		"Figures are rounded half away from zero to the decimals of the indicator. Figures of people count each as often as the definition says.",
		"If the same work went on under the same conditions, figures would scatter. The limits are the range that the underlying figure would lie in 19 times out of 20. Sums of money and some other figures have none.",
		"As counted, not rounded. A count has no denominator, a median no numerator; its denominator is the number of cases.",
		"Windows overlap and are not to be added to each other: a year to date holds its months, and rolling 12 months share eleven with the 12 before.",
		"Cases that could not be judged because something was not recorded. What becomes of them stands under Completeness in the definitions.",
		"The edition of the definition that the figure was made with. Figures of different editions are not one series.",
		"Published for other authorities, rounded like the figure beside it. The mean is that of the statistical neighbours that have a figure.",
		"Worked out from the 95% limits. Better and worse are said only of indicators of which one way is better; higher and lower of the others.",
	} {
		out.rows = append(out.rows, []any{"[note " + strconv.Itoa(i+1) + "]", note})
	}
	for _, m := range b.marks() {
		out.rows = append(out.rows, []any{m[0], upperFirst(m[1]) + "."})
	}
	return out
}

// figureSheet is a table of figures without rows.
func figureSheet(tab, title string) *sheet {
	return &sheet{
		tab: tab, title: title,
		above: []string{"A mark in square brackets stands where there is no number: see the sheet Notes."},
		columns: []sheetColumn{
			{head: headIndicator, width: 46},
			{head: headID, width: 30},
			{head: headWindow, width: 20},
			{head: headPeriod, width: 34},
			{head: headFrom, width: 15, right: true},
			{head: headTo, width: 15, right: true},
			{head: headBreakdown, width: 16},
			{head: headGroup, width: 24},
			{head: headFigure, width: 16, right: true},
			{head: headUnit, width: 18},
			{head: headLower, width: 16, right: true},
			{head: headUpper, width: 16, right: true},
			{head: headNumerator, width: 18, right: true},
			{head: headBase, width: 18, right: true},
			{head: headMissing, width: 16, right: true},
			{head: headRule, width: 26},
		},
	}
}

func (e *entry) figureRow(c Cell) []any {
	lower, upper := c.sheetLimits()
	from := any(c.Start)
	if c.Period == periodSnapshot {
		from = noMark
	}
	return []any{
		strings.TrimSuffix(e.Def.Title, "."), c.Indicator, windowName(c.Period), upperFirst(periodWords(c.Period, c.Start, c.End)), from, c.End,
		upperFirst(strings.ReplaceAll(c.Breakdown, "_", " ")), orNone(c.Group), c.sheetValue(), c.Unit, lower, upper,
		c.sheetCount(c.Numerator), c.sheetCount(c.Denominator), c.sheetGap(), orNone(c.Edition),
	}
}

// windowName is the length of time that a figure covers.
func windowName(period string) string {
	switch period {
	case periodMonth:
		return "Month"
	case periodQuarter:
		return "Quarter"
	case periodYear:
		return "Whole year"
	case periodToDate:
		return "Year to date"
	case periodRolling:
		return "Rolling 12 months"
	default:
		return "At a day"
	}
}

// sheetValue is a cell's figure as a number, or the mark that says why there is none.
func (c Cell) sheetValue() any {
	if c.Has() && c.Symbol == Shown {
		return sheetNumber{indicators.Round(*c.Value, c.Places), c.Places}
	}
	return mark(c.Symbol)
}

func (c Cell) sheetLimits() (lower, upper any) {
	switch {
	case c.Symbol != Shown:
		return mark(c.Symbol), mark(c.Symbol)
	case !c.Limited():
		return noMark, noMark
	}
	return sheetNumber{indicators.Round(*c.Lower, c.Places+1), c.Places + 1}, sheetNumber{indicators.Round(*c.Upper, c.Places+1), c.Places + 1}
}

// sheetCount is a numerator or denominator: as it was counted.
func (c Cell) sheetCount(text string) any {
	n, ok := decimal(text)
	switch {
	case ok:
		_, fraction, _ := strings.Cut(text, ".")
		return sheetNumber{n, min(len(fraction), 2)}
	case c.Symbol == Confidential || c.Symbol == NotAvailable:
		return mark(c.Symbol)
	}
	return noMark
}

func (c Cell) sheetGap() any {
	switch c.Gap {
	case GapShown:
		return sheetNumber{value: float64(*c.Unjudged)}
	case GapFew, GapWithheld:
		return mark(Confidential)
	default:
		return noMark
	}
}

// sheetPublished is a published figure beside a cell.
func sheetPublished(v *float64, places int) any {
	if v == nil {
		return mark(NotAvailable)
	}
	return sheetNumber{indicators.Round(*v, places), places}
}

func comparedSheet(tab, title string) *sheet {
	return &sheet{
		tab: tab, title: title,
		above: []string{"A mark in square brackets stands where there is no number: see the sheet Notes."},
		columns: []sheetColumn{
			{head: headIndicator, width: 46},
			{head: headID, width: 30},
			{head: headPeriod, width: 34},
			{head: headTo, width: 15, right: true},
			{head: headFigure, width: 16, right: true},
			{head: headUnit, width: 18},
			{head: "Published for", width: 14},
			{head: headMean, width: 18, right: true},
			{head: "Neighbours with a figure", width: 16},
			{head: "Neighbours without", width: 30},
			{head: "Region", width: 20},
			{head: "Figure of the region [note 7]", width: 18, right: true},
			{head: headEngland, width: 16, right: true},
			{head: "Beside neighbours [note 8]", width: 20},
			{head: "Beside England [note 8]", width: 20},
			{head: "Place", width: 10, right: true},
			{head: "Places", width: 10, right: true},
			{head: "Source", width: 40},
		},
	}
}

func (e *entry) comparedRow(c compared) []any {
	place, places := any(noMark), any(noMark)
	if c.Cell.Has() && c.row.Rank != nil && c.row.Ranked != nil {
		place, places = sheetNumber{value: float64(*c.row.Rank)}, sheetNumber{value: float64(*c.row.Ranked)}
	}
	return []any{
		strings.TrimSuffix(e.Def.Title, "."), e.Def.ID, c.Period, c.Cell.End, c.Cell.sheetValue(), c.Cell.Unit, orNone(c.Years),
		sheetPublished(c.mean, c.Cell.Places), orNone(c.Used), orNone(c.Missing), orNone(c.RegionName),
		sheetPublished(c.row.Region, c.Cell.Places), sheetPublished(c.england, c.Cell.Places), c.Verdict.Text, c.VerdictEngland.Text,
		place, places, orNone(c.Source),
	}
}

// latestSheet has a row for every indicator.
func (b *book) latestSheet() *sheet {
	out := &sheet{
		tab: "Latest figures", title: "The latest figure of every indicator",
		above: []string{"A mark in square brackets stands where there is no number: see the sheet Notes."},
		columns: []sheetColumn{
			{head: headIndicator, width: 46},
			{head: headID, width: 30},
			{head: "Theme", width: 26},
			{head: headFigure, width: 16, right: true},
			{head: headUnit, width: 18},
			{head: headPeriod, width: 34},
			{head: headTo, width: 15, right: true},
			{head: headLower, width: 16, right: true},
			{head: headUpper, width: 16, right: true},
			{head: "On a year before", width: 34},
			{head: headMean, width: 18, right: true},
			{head: headEngland, width: 16, right: true},
			{head: "Comparators for", width: 16},
			{head: "Beside neighbours [note 8]", width: 20},
			{head: "Beside England [note 8]", width: 20},
			{head: "Better way", width: 60},
		},
	}
	for _, theme := range b.themes() {
		for _, e := range theme {
			out.rows = append(out.rows, e.latestRow())
		}
	}
	return out
}

func (e *entry) latestRow() []any {
	row := []any{
		strings.TrimSuffix(e.Def.Title, "."), e.Def.ID, themeWords(e.Def.Theme), mark(NotAvailable), e.Def.Unit, upperFirst(e.Why),
		mark(NotAvailable), mark(NotAvailable), mark(NotAvailable), noMark, mark(NotAvailable), mark(NotAvailable), noMark,
		tagNone.Text, tagNone.Text, polarityWords(e.Def),
	}
	if e.Held {
		row[3], row[5], row[6] = e.Now.sheetValue(), upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End)), e.Now.End
		row[7], row[8] = e.Now.sheetLimits()
	}
	if e.Year.Known {
		row[9] = upperFirst(e.Year.Words)
		if e.Year.Tag != tagSame { // whose words are those of the change
			row[9] = upperFirst(e.Year.Words) + " (" + e.Year.Tag.Text + ")"
		}
	}
	if c := e.Latest; c != nil && c.Same {
		row[10], row[11], row[12] = sheetPublished(c.mean, c.Cell.Places), sheetPublished(c.england, c.Cell.Places), orNone(c.Years)
		row[13], row[14] = c.Verdict.Text, c.VerdictEngland.Text
	}
	return row
}

// definitionItems are a definition as head and text.
func definitionItems(def *indicators.Definition) [][2]string {
	left := "Nothing is left out."
	if len(def.Exclusions) > 0 {
		left = upperFirst(strings.Join(def.Exclusions, "; ")) + "."
	}
	var sources, rules []string
	for _, need := range needsOf(def) {
		sources = append(sources, need.Sentences()...)
	}
	for _, edition := range def.Editions {
		rule := edition.Rule + " from " + isoWords(edition.From)
		if edition.To != "" {
			rule += " to " + isoWords(edition.To)
		}
		rules = append(rules, rule+" ("+edition.Source+")")
	}
	return [][2]string{
		{"Also known as", orNone(strings.Join(def.Also, ", "))},
		{"Question", def.Question},
		{"Numerator", sentence(def.Numerator)},
		{"Denominator", orNone(def.Denominator)},
		{"Left out", left},
		{"Completeness", def.Completeness},
		{"Unit", def.Unit},
		{"Better way", polarityWords(def)},
		{"What this does not show", def.Caution},
		{"Rules", strings.Join(rules, "; ")},
		{"Sources", strings.Join(sources, ". ")},
		{"Owner", def.Owner},
	}
}

func definitionSheet(def *indicators.Definition) *sheet {
	out := &sheet{
		tab: "Definition", title: strings.TrimSuffix(def.Title, ".") + ": definition",
		above:   []string{"The method page of the site has the query and worked examples besides."},
		columns: []sheetColumn{{head: "Part", width: 26}, {head: "What it says", width: 110}},
		rows:    [][]any{{headIndicator, strings.TrimSuffix(def.Title, ".")}, {headID, def.ID}},
	}
	for _, item := range definitionItems(def) {
		out.rows = append(out.rows, []any{item[0], item[1]})
	}
	return out
}

func definitionsSheet(entries []*entry) *sheet {
	out := &sheet{
		tab: "Definitions", title: "What each indicator counts",
		above:   []string{"The method pages of the site have the queries and worked examples besides."},
		columns: []sheetColumn{{head: headIndicator, width: 46}, {head: headID, width: 30}},
	}
	for i, e := range entries {
		row := []any{strings.TrimSuffix(e.Def.Title, "."), e.Def.ID}
		for _, item := range definitionItems(e.Def) {
			if i == 0 {
				out.columns = append(out.columns, sheetColumn{head: item[0], width: 44})
			}
			row = append(row, item[1])
		}
		out.rows = append(out.rows, row)
	}
	return out
}
