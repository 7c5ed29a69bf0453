package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// charts are the figures of an indicator's page, numbered as they stand: single months with their limits or,
// where those are not to be had, the rolling years or month ends; years; neighbours; all authorities; how long cases took.
func (b *book) charts(e *entry) []chartBlock {
	var out []chartBlock
	add := func(draw func(e *entry, number int) (chartBlock, bool)) bool {
		block, ok := draw(e, len(out)+1)
		if ok {
			out = append(out, block)
		}
		return ok
	}
	months := add(b.processChart)
	add(b.yearChart)
	if !months {
		add(b.monthChart)
	}
	add(b.neighbourChart)
	add(b.funnelFigure)
	add(b.spreadFigure)
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
	p := point{Text: figureWords(c), Cell: markedFigure(c), Mark: string(c.Symbol)}
	if c.Told() {
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
	return point{Value: &shown, Text: inSentence(shown, c.Unit, c.Places), Cell: inTable(shown, c.Unit, c.Places)}
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
		out = append(out, ruleLine{line{Style: "former"}, series{c}})
	}
	for i, one := range out { // the codes of editions stand in the table and in the note
		out[i].Name = "Rule to " + shortDate(one.cells[len(one.cells)-1].End)
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

// ruleBreaks are the places from which on figures are made by another rule than before.
func ruleBreaks(places []int) []lineBreak {
	var out []lineBreak
	for _, at := range places {
		out = append(out, lineBreak{at, "new rule from here", "A new rule begins with"})
	}
	return out
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

// linesOf are the lines as a chart has them. Those of the own indicator share a column of the table, and so do
// those of another one.
func (b *book) linesOf(rules []ruleLine) []line {
	var out []line
	for _, r := range rules {
		one := r.line
		if r.Name != formerRule && r.Name != laterRule {
			one.Column = b.area.Name
			for _, other := range rules {
				if other.cells[0].Indicator == r.cells[0].Indicator && (other.Name == formerRule || other.Name == laterRule) {
					one.Column = other.Name
				}
			}
		}
		out = append(out, one)
	}
	return out
}

// ownRows head the rows of a figure's table, a day each, and give what it tells of the own figure beside it.
func (b *book) ownRows(e *entry, rules []ruleLine, days []time.Time) (heads []string, more []column) {
	names := []string{"95% limits", "Numerator", denominatorHead(e.Def), "Rule", notRecorded, "Bounds"}
	for i, name := range names {
		more = append(more, column{Head: name, Last: i >= 3})
	}
	editions := 0
	for _, r := range rules {
		if r.cells[0].Indicator == e.Def.ID {
			editions++
		}
	}
	for _, day := range days {
		var own, shown Cell
		for _, r := range rules {
			if c, ok := r.on(day); ok && c.Indicator == e.Def.ID {
				own, shown = c, c
			} else if ok && own.Indicator == "" {
				shown = c
			}
		}
		heads = append(heads, upperFirst(periodWords(shown.Period, shown.Start, shown.End)))
		cells := make([]string, len(names))
		if own.Indicator != "" {
			cells = slices.Concat(cellColumns(own, e.Def)[1:], []string{""}, gapColumns(e.Def, own, b.below))
			if editions > 1 {
				cells[3] = own.Edition
			}
		}
		for i, cell := range cells {
			more[i].Cells = append(more[i].Cells, cell)
		}
	}
	return heads, more
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
			Lead: fmt.Sprintf("Figures to %s follow the rule of that time (%s) and are a line of their own.", longDate(newest.End), newest.Edition),
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
	regionName := ""
	region, england := line{Name: "Region", Style: "region"}, line{Name: "England", Style: "england"}
	var means neighbourLines
	var labels []string
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
		regionName = cmp.Or(beside.RegionName, regionName)
		region.Points = append(region.Points, comparatorPoint(beside.row.Region, beside.Cell))
		england.Points = append(england.Points, comparatorPoint(beside.england, beside.Cell))
	}
	lines := b.linesOf(rules)
	title := "Year by year"
	var others []string
	if drawn := means.lines(); len(drawn) > 0 {
		lines, others = append(lines, drawn...), append(others, "neighbours’ mean")
	}
	// More than four lines cannot be told apart.
	if regionName != "" && len(lines) < mostLines-1 && drawn(region) {
		lines, others = append(lines, region), append(others, "region")
	} else {
		regionName = ""
	}
	if drawn(england) {
		lines, others = append(lines, england), append(others, "England")
	}
	if len(others) > 0 {
		title += ", beside " + listWords(others)
	}
	heads, more := b.ownRows(e, rules, days)
	out := newLineChart(lineChart{
		ID: fmt.Sprintf("chart-%d", number), Number: number, Title: title, Subtitle: chartSubtitle(e.Def, b.area.Name, days), Unit: e.Def.Unit,
		Labels: labels, Head: "Period", Heads: heads, Lines: lines, Breaks: means.join(ruleBreaks(breaks(rules, days))), More: more,
		FromZero: e.fromZero, Newest: true, TableID: "table-years",
	})
	out.Table = out.Table.withoutEmpty().noted(e.Def)
	out.Breaks = slices.Concat(b.breakNotes(rules), means.notes(labels), e.shortNotes(cells))
	if regionName != "" {
		out.Note = joined("The region is "+regionName+".", out.Note)
	}
	return out, true
}

// mostLines are as many as a reader can tell apart.
const mostLines = 4

func drawn(l line) bool {
	return slices.ContainsFunc(l.Points, func(p point) bool { return p.Value != nil })
}

func (e *entry) fromZero(values []float64) bool { return startsAtNought(e.Def, values) }

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
		one := line{Name: "Neighbours’ mean", Style: "neighbours", Column: "Neighbours’ mean"}
		if i > 0 {
			one.Name, one.Style = "Neighbours of "+modelWords(model), "former"
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
		out = append(out, ruleView{Lead: fmt.Sprintf("From %s the neighbours are those of %s, before it those of %s: two lines, because they are other authorities.",
			labels[at], modelWords(n.models[i+1]), modelWords(n.models[i]))})
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
	for _, day := range days {
		labels = append(labels, shortDate(day))
	}
	heads, more := b.ownRows(e, rules, days)
	out := newLineChart(lineChart{
		ID: fmt.Sprintf("chart-%d", number), Number: number, Title: title, Subtitle: chartSubtitle(e.Def, b.area.Name, days), Unit: e.Def.Unit,
		Labels: labels, Head: "Period", Heads: heads, Lines: b.linesOf(rules), Breaks: ruleBreaks(breaks(rules, days)), More: more,
		FromZero: e.fromZero, Newest: true, TableID: "table-months",
	})
	out.Table = out.Table.withoutEmpty().noted(e.Def)
	out.Folded, out.Breaks = number > 1, slices.Concat(b.breakNotes(rules), e.shortNotes(cells))
	return out, true
}

func chartSubtitle(def *indicators.Definition, area string, days []time.Time) string {
	return fmt.Sprintf("%s, %s, %s to %s, %s", strings.TrimSuffix(def.Title, "."), area, shortDate(days[0]), shortDate(days[len(days)-1]),
		lowerFirst(unitWords(def)))
}
