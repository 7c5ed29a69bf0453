package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

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
	for len(out) > 0 && !out[0].held() {
		out = out[1:]
	}
	for len(out) > 0 && !out[len(out)-1].held() {
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

// ruleLine is a stretch of figures made by one rule. Those of different rules are never one line.
type ruleLine struct {
	line
	cells series
}

// editionLines makes a line of each edition of an indicator's rule, the newest first; it has the name and
// the style given.
func editionLines(cells series, name, style string) []ruleLine {
	var out []ruleLine
	for _, c := range cells {
		if n := len(out); n > 0 && (!c.held() || out[n-1].cells[0].Edition == c.Edition) {
			out[n-1].cells = append(out[n-1].cells, c)
			continue
		}
		out = append(out, ruleLine{line{Name: "Rule " + c.Edition, Style: "former"}, series{c}})
	}
	slices.Reverse(out)
	if len(out) > 0 {
		out[0].Name, out[0].Style = name, style
	}
	return out
}

// rules are the lines of a chart that tell how the figure went: the book's own, then those of the
// indicators that it follows and that follow it. pick chooses an indicator's cells. The other indicators
// are there only where both have a value.
func (b *book) rules(e *entry, pick func(*entry) series) []ruleLine {
	own := applicable(pick(e), false)
	out := editionLines(own, b.area.Name, "own")
	if !slices.ContainsFunc(own, Cell.Has) {
		return out
	}
	for _, other := range []struct{ id, name, style string }{
		{e.Def.Succeeds, formerRule, "former"}, {e.Def.SucceededBy, laterRule, "later"},
	} {
		beside := b.entry(other.id)
		if beside == nil || beside.Def.Unit != e.Def.Unit || beside.Def.Statistic != e.Def.Statistic {
			continue
		}
		if cells := applicable(pick(beside), true); slices.ContainsFunc(cells, Cell.Has) {
			out = append(out, editionLines(cells, other.name, other.style)...)
		}
	}
	return out
}

// Names of the lines of other indicators.
const (
	formerRule = "Former rule"
	laterRule  = "Later rule"
)

// applicable drops the cells before the first that there was somebody to count for and, with both, those
// after the last: a rule that holds for a stretch counts nobody before and after it.
func applicable(cells series, both bool) series {
	for len(cells) > 0 && cells[0].Symbol == NotApplicable {
		cells = cells[1:]
	}
	for both && len(cells) > 0 && cells[len(cells)-1].Symbol == NotApplicable {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// place puts the cells of each line at the days that any of them has a figure for.
func place(rules []ruleLine) (days []time.Time) {
	for _, r := range rules {
		for _, c := range r.cells {
			days = append(days, c.End)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	days = slices.CompactFunc(days, time.Time.Equal)
	for i := range rules {
		for _, day := range days {
			p := point{Text: "no figure"}
			if c, ok := rules[i].on(day); ok {
				p = cellPoint(c)
			}
			rules[i].Points = append(rules[i].Points, p)
		}
	}
	return days
}

func (r ruleLine) on(day time.Time) (Cell, bool) {
	i := slices.IndexFunc(r.cells, func(c Cell) bool { return c.End.Equal(day) })
	if i < 0 {
		return Cell{}, false
	}
	return r.cells[i], true
}

// breaks are the places at which a rule begins while another had figures before it.
func breaks(rules []ruleLine, days []time.Time) []int {
	var out []int
	for i, day := range days {
		begins := func(r ruleLine) bool { return r.cells[0].End.Equal(day) }
		if i > 0 && slices.ContainsFunc(rules, begins) {
			out = append(out, i)
		}
	}
	return out
}

func linesOf(rules []ruleLine) []line {
	var out []line
	for _, r := range rules {
		out = append(out, r.line)
	}
	return out
}

// columns heads the table of a figure: what the own rule says, then what those of other indicators do.
func (b *book) columns(e *entry, rules []ruleLine, comparators ...string) []string {
	out := slices.Concat([]string{"Period", b.area.Name, "95% limits", "Numerator", denominatorHead(e.Def)}, comparators)
	for _, r := range rules {
		if r.Name == formerRule || r.Name == laterRule {
			out = append(out, r.Name)
		}
	}
	return append(out, "Rule", notRecorded, "Bounds")
}

// tableRow is a day of a figure's table.
func (b *book) tableRow(e *entry, rules []ruleLine, day time.Time, comparators ...string) row {
	var own, shown Cell
	beside := map[string]string{} // figures of other indicators
	var others []string
	editions := 0
	for _, r := range rules {
		id := r.cells[0].Indicator
		if c, ok := r.on(day); ok && id == e.Def.ID {
			own, shown = c, c
		} else if ok {
			beside[id] = tableFigure(c)
			if own.Indicator == "" {
				shown = c
			}
		}
		if id == e.Def.ID {
			editions++
		}
	}
	for _, r := range rules {
		if r.Name == formerRule || r.Name == laterRule {
			others = append(others, beside[r.cells[0].Indicator])
		}
	}
	rule := ""
	if editions > 1 {
		rule = own.Edition
	}
	values, gaps := []string{"", "", "", ""}, []string{"", ""}
	if own.Indicator != "" {
		values, gaps = cellColumns(own, e.Def), gapColumns(e.Def, own, b.below)
	}
	period := upperFirst(periodWords(shown.Period, shown.Start, shown.End))
	return row{period, slices.Concat(values, comparators, others, []string{rule}, gaps)}
}

// breakNotes say what stands before and after a break, with the way to it.
func (b *book) breakNotes(rules []ruleLine) []ruleView {
	var out []ruleView
	for _, r := range rules[1:] {
		newest := r.cells[len(r.cells)-1]
		if r.Name == formerRule || r.Name == laterRule {
			other := b.entry(newest.Indicator)
			out = append(out, ruleView{
				Lead: r.Name + ": figures by another rule, a line of their own, not to be read on from ours:",
				ID:   other.Def.ID, Title: other.Def.Title,
			})
			continue
		}
		out = append(out, ruleView{
			Lead: fmt.Sprintf("Figures to %s follow rule %s and are a line of their own.", longDate(newest.End), newest.Edition),
		})
	}
	return out
}

func (b *book) yearChart(e *entry, number int) (chartBlock, bool) {
	rules := b.rules(e, (*entry).yearCells)
	if len(rules) == 0 {
		return chartBlock{}, false
	}
	days := place(rules)
	england := line{Name: "England", Style: "england"}
	var means neighbourLines
	var labels []string
	rows := table{
		ID: "table-years", Caption: fmt.Sprintf("Table %d: the figures of figure %d", number, number),
		Columns: b.columns(e, rules, "Neighbours’ mean", "England"),
	}
	plotted := map[string]bool{}
	cells := e.yearCells()
	for _, day := range days {
		var beside compared
		own := slices.IndexFunc(cells, func(c Cell) bool { return c.End.Equal(day) })
		i := slices.IndexFunc(e.Compared, func(k compared) bool {
			return own >= 0 && k.Cell.Period == cells[own].Period && k.Cell.End.Equal(day)
		})
		// The newest figure may stand beside comparators of an earlier year, which have their own
		// place on the line already.
		// A count is not drawn beside other counts: England's would press it flat.
		if i >= 0 && !plotted[e.Compared[i].Years] && e.Def.Statistic != indicators.Count {
			beside = e.Compared[i]
			plotted[beside.Years] = true
		}
		labels = append(labels, shortDate(day))
		means.add(beside)
		england.Points = append(england.Points, comparatorPoint(beside.england, beside.Cell))
		rows.Rows = append(rows.Rows, b.tableRow(e, rules, day, beside.Mean, beside.England))
	}
	slices.Reverse(rows.Rows)
	lines := linesOf(rules)
	title := "Year by year"
	var others []string
	if drawn := means.lines(); len(drawn) > 0 {
		lines, others = append(lines, drawn...), append(others, "neighbours’ mean")
	}
	if slices.ContainsFunc(england.Points, func(p point) bool { return p.Value != nil }) {
		lines, others = append(lines, england), append(others, "England")
	}
	if len(others) > 0 {
		title += ", beside " + listWords(others)
	}
	drawn := newChart(fmt.Sprintf("chart-%d", number), number, labels, lines, means.join(ruleBreaks(breaks(rules, days))), e.Def)
	drawn.Title, drawn.Subtitle = title, chartSubtitle(e.Def, b.area.Name, days)
	return chartBlock{drawn, rows.withoutEmpty().noted(e.Def), false, slices.Concat(b.breakNotes(rules), means.notes(labels), e.shortNotes(cells))}, true
}

// neighbourLines are the neighbours' means of a chart, a line for each model of neighbours: another model
// is other authorities, and what changes between two of them is no change of the neighbours.
type neighbourLines struct {
	points []compared
	breaks []int    // places at which a model begins
	models []string // in the order in which they begin
}

func (n *neighbourLines) add(beside compared) {
	if beside.mean != nil && beside.Model != "" && (len(n.models) == 0 || n.models[len(n.models)-1] != beside.Model) {
		if len(n.models) > 0 {
			n.breaks = append(n.breaks, len(n.points))
		}
		n.models = append(n.models, beside.Model)
	}
	n.points = append(n.points, beside)
}

// join adds the places at which a model of neighbours begins to those of rules; where both begin the rule is named,
// which is the greater change, and the model in the note below.
func (n *neighbourLines) join(rules []lineBreak) []lineBreak {
	for _, at := range n.breaks {
		if !slices.ContainsFunc(rules, func(b lineBreak) bool { return b.At == at }) {
			rules = append(rules, lineBreak{at, "other neighbours from here", "Other neighbours begin with"})
		}
	}
	slices.SortFunc(rules, func(a, b lineBreak) int { return cmp.Compare(a.At, b.At) })
	return rules
}

// lines are the newest model's first; without any mean there is none.
func (n *neighbourLines) lines() []line {
	if !slices.ContainsFunc(n.points, func(c compared) bool { return c.mean != nil }) {
		return nil
	}
	models := slices.Clone(n.models)
	slices.Reverse(models)
	if len(models) == 0 {
		models = []string{""}
	}
	var out []line
	for i, model := range models {
		one := line{Name: "Neighbours’ mean", Style: "neighbours"}
		if i > 0 {
			one.Name, one.Style = "Neighbours of "+model, "former"
		}
		for _, c := range n.points {
			mean := c.mean
			if mean != nil && c.Model != model && (c.Model != "" || i > 0) {
				mean = nil
			}
			one.Points = append(one.Points, comparatorPoint(mean, c.Cell))
		}
		out = append(out, one)
	}
	return out
}

// notes say where one model of neighbours takes the place of another.
func (n *neighbourLines) notes(labels []string) []ruleView {
	var out []ruleView
	for i, at := range n.breaks {
		out = append(out, ruleView{Lead: fmt.Sprintf("From %s the neighbours are those of model %s, before it those of %s: two lines, because they are other authorities.",
			labels[at], n.models[i+1], n.models[i])})
	}
	return out
}

// monthCells are the last 25 figures at, or to, month ends up to the entry's newest.
func (e *entry) monthCells() series {
	period := periodRolling
	if e.Def.Window == indicators.Snapshot {
		period = periodSnapshot
	}
	cells := held(e.Cells.of(period))
	return cells[max(0, len(cells)-25):]
}

func (b *book) monthChart(e *entry, number int) (chartBlock, bool) {
	each := "month"
	if !b.audience.private {
		each = "quarter"
	}
	title := "Twelve months to the end of each " + each
	if e.Def.Window == indicators.Snapshot {
		title = "At the end of each " + each
	}
	cells := e.monthCells()
	if len(cells) < 3 {
		return chartBlock{}, false
	}
	first, last := cells[0].End, cells[len(cells)-1].End
	rules := b.rules(e, func(other *entry) series {
		return slices.DeleteFunc(other.monthCells(), func(c Cell) bool { return c.End.Before(first) || c.End.After(last) })
	})
	if len(rules) == 0 {
		return chartBlock{}, false
	}
	days := place(rules)
	var labels []string
	rows := table{
		ID: "table-months", Caption: fmt.Sprintf("Table %d: the figures of figure %d", number, number),
		Columns: b.columns(e, rules),
	}
	for _, day := range days {
		labels = append(labels, shortDate(day))
		rows.Rows = append(rows.Rows, b.tableRow(e, rules, day))
	}
	slices.Reverse(rows.Rows)
	drawn := newChart(fmt.Sprintf("chart-%d", number), number, labels, linesOf(rules), ruleBreaks(breaks(rules, days)), e.Def)
	drawn.Title, drawn.Subtitle = title, chartSubtitle(e.Def, b.area.Name, days)
	return chartBlock{drawn, rows.withoutEmpty().noted(e.Def), number > 1, slices.Concat(b.breakNotes(rules), e.shortNotes(cells))}, true
}

func chartSubtitle(def *indicators.Definition, area string, days []time.Time) string {
	return fmt.Sprintf("%s, %s, %s to %s", strings.TrimSuffix(def.Title, "."), area, shortDate(days[0]), shortDate(days[len(days)-1]))
}
