package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// processChart is the single months, or quarters, of an indicator with the limits of process control: in the
// edition that has them, where the tables say that they can be charted, and with all of its figures shown.
func (b *book) processChart(e *entry, number int) (chartBlock, bool) {
	if !b.audience.private {
		return chartBlock{}, false // single months are not for the public
	}
	newest, _ := newestProcess(b.standing.processes[e.Def.ID])
	if newest == nil || newest.Centre == nil || !e.allShown(e.Cells.of(newest.Period), newest.First, newest.Last) {
		return chartBlock{}, false
	}
	var stretches []process
	for _, p := range b.standing.processes[e.Def.ID] {
		if p.Period == newest.Period && p.Stretch > 0 && p.Centre != nil {
			stretches = append(stretches, p)
		}
	}
	cells := slices.DeleteFunc(e.Cells.of(newest.Period), func(c Cell) bool {
		return c.End.Before(stretches[0].First) || c.End.After(newest.Last)
	})
	c := lineChart{
		ID: fmt.Sprintf("chart-%d", number), Number: number, Title: b.processTitle(e, *newest), Unit: e.Def.Unit, Head: "Period",
		Newest: true, TableID: "table-process",
	}
	own := line{Name: b.area.Name, Style: "own"}
	var days []time.Time
	for _, cell := range cells {
		days = append(days, cell.End)
		c.Labels = append(c.Labels, shortDate(cell.End))
		c.Heads = append(c.Heads, upperFirst(periodWords(cell.Period, cell.Start, cell.End)))
		own.Points = append(own.Points, cellPoint(cell))
	}
	c.Subtitle = chartSubtitle(e.Def, b.area.Name, days)
	c.Lines = slices.Concat([]line{own}, e.limitLines(stretches, days), b.markLines(e, newest.Period, own, days))
	c.More = append(c.More, b.signalColumn(e, newest.Period, days))
	for i, day := range days {
		if slices.ContainsFunc(stretches[1:], func(p process) bool { return p.First.Equal(day) }) {
			c.Breaks = append(c.Breaks, lineBreak{i, "limits anew", "The limits begin anew with"})
		}
	}
	out := newLineChart(c)
	out.Table = out.Table.withoutEmpty().noted(e.Def)
	out.Folded = true
	out.Before, out.After = e.control(stretches)
	out.Breaks = e.shortNotes(cells)
	return out, true
}

// processTitle is the finding of a process chart: what it shows at its end.
func (b *book) processTitle(e *entry, p process) string {
	each := map[string]string{periodMonth: "Month by month", periodQuarter: "Quarter by quarter"}[p.Period]
	first, _, _ := strings.Cut(variationWords(p.Variation), ",")
	if p.Variation == "common cause" && len(b.standing.marks[e.Def.ID]) > 0 {
		first += " now, but some before"
	}
	return each + ": " + first
}

// processLevel writes a value of a process, which is an average and has a decimal more than its figures may have.
func (e *entry) processLevel(v float64) point {
	places := max(e.Def.Decimals, 1)
	if e.Def.Money() {
		places = e.Def.Decimals
	}
	shown := indicators.Round(v, places)
	return point{Value: &shown, Text: inSentence(shown, e.Def.Unit, places), Cell: inTable(shown, e.Def.Unit, places)}
}

// processWords is a value of a process in a sentence that tells the unit otherwise.
func (e *entry) processWords(v float64) string {
	if p := e.processLevel(v); !e.Def.Money() {
		return p.Cell
	}
	return shortPounds(v, e.Def.Decimals)
}

// possible tells whether a figure of the indicator can have the value: limits are drawn where figures can be.
func (e *entry) possible(v float64) bool {
	return e.Def.Money() || v >= 0 && (e.Def.Unit != indicators.Percent || v <= 100)
}

// limitLines are the average and the limits of each stretch and the target of the newest, of which alone the
// lines have names.
func (e *entry) limitLines(stretches []process, days []time.Time) []line {
	var out []line
	for n, p := range slices.Backward(stretches) {
		add := func(name, style string, v *float64) {
			if v == nil || !e.possible(*v) {
				return
			}
			one := line{Name: name + " " + e.processWords(*v), Style: style, Column: name, Silent: n+1 < len(stretches), Level: true}
			for _, day := range days {
				at := point{Text: "none"}
				if !day.Before(p.First) && !day.After(p.Last) {
					at = e.processLevel(*v)
				}
				one.Points = append(one.Points, at)
			}
			out = append(out, one)
		}
		add("Upper limit", "limit", p.Upper)
		add("Average", "average", p.Centre)
		add("Lower limit", "limit", p.Lower)
		if n+1 == len(stretches) {
			add("Target", "target", p.Target)
		}
	}
	return out
}

// signalKinds are the kinds of signals with what they are called and how they are marked.
var signalKinds = []struct{ variation, name, style string }{
	{"improvement", "Real change for the better", "better"},
	{"concern", "Real change for the worse", "worse"},
	{"special cause", "Real change", "signal"},
}

// markLines mark the points of the own line that are signals, a line of marks for each kind.
func (b *book) markLines(e *entry, period string, own line, days []time.Time) []line {
	var out []line
	for _, kind := range signalKinds {
		one := line{Name: kind.name, Style: kind.style, Marks: true}
		found := false
		for i, day := range days {
			p := point{}
			if m, ok := b.markAt(e, period, day); ok && m.Variation == kind.variation {
				p, found = own.Points[i], true
				p.Text, p.Mark = signalWords(m.Signal), "" // the line has the symbol of a point that is none
			}
			one.Points = append(one.Points, p)
		}
		if found {
			out = append(out, one)
		}
	}
	return out
}

func (b *book) markAt(e *entry, period string, day time.Time) (processMark, bool) {
	marks := b.standing.marks[e.Def.ID]
	i := slices.IndexFunc(marks, func(m processMark) bool { return m.Period == period && m.End.Equal(day) })
	if i < 0 {
		return processMark{}, false
	}
	return marks[i], true
}

// signalColumn says in the table which points are marked, and by which rule.
func (b *book) signalColumn(e *entry, period string, days []time.Time) column {
	out := column{Head: "Marked as", Last: true}
	for _, day := range days {
		words := ""
		if m, ok := b.markAt(e, period, day); ok {
			for _, kind := range signalKinds {
				if kind.variation == m.Variation {
					words = kind.name + ": " + signalWords(m.Signal)
				}
			}
		}
		out.Cells = append(out.Cells, words)
	}
	return out
}

// signalWords are the rules of process control in a reader's words.
func signalWords(signal string) string {
	switch signal {
	case "outside limits":
		return "outside the limits"
	case "trend":
		return "seven in a row that rise or fall"
	case "two of three":
		return "two of three near a limit"
	case "shift":
		return "seven in a row on one side of the average"
	default:
		return signal
	}
}

// control puts the newest stretch of a process into words: what it shows and what it says of the target go before
// the picture, what has to be known of it below.
func (e *entry) control(stretches []process) (before, after []string) {
	p := stretches[len(stretches)-1]
	write := e.processWords
	each := map[string]string{periodMonth: "month", periodQuarter: "quarter"}[p.Period]
	said := fmt.Sprintf("%s by %s from %s to %s: %s.", upperFirst(each), each, shortDate(p.First), shortDate(p.Last), variationWords(p.Variation))
	switch {
	case p.Lower == nil || p.Upper == nil:
	case e.possible(*p.Lower) && e.possible(*p.Upper):
		said += fmt.Sprintf(" The usual range is %s to %s about %s.", write(*p.Lower), write(*p.Upper), write(*p.Centre))
	case e.possible(*p.Upper):
		said += fmt.Sprintf(" The usual range is up to %s about %s: no figure can be low enough to lie below it.", write(*p.Upper), write(*p.Centre))
	case e.possible(*p.Lower):
		said += fmt.Sprintf(" The usual range is from %s about %s: no figure can be high enough to lie above it.", write(*p.Lower), write(*p.Centre))
	}
	if e.Def.Money() {
		before = append(before, "These are pounds of each year: rising prices alone raise them, and can take months out of the usual range.")
	}
	before = append(before, said)
	if p.Target != nil {
		before = append(before, fmt.Sprintf("As it runs, the work %s the target of %s.", p.Assurance, write(*p.Target)))
	}
	if !p.Firm {
		after = append(after, fmt.Sprintf("There are %s points, fewer than 13, so the range may still move.", count(p.Points)))
	}
	if p.FalseSignal != nil {
		after = append(after, fmt.Sprintf("Chance alone would show a signal in about %s of such series of %s points.",
			inTable(*p.FalseSignal*100, indicators.Percent, 0), count(p.Points)))
	}
	for _, s := range stretches {
		if s.RebaseReason != "" {
			after = append(after, "The range is reckoned anew from "+shortDate(s.First)+": "+sentence(s.RebaseReason))
		}
	}
	return before, after
}
