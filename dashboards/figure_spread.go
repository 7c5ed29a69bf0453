package dashboards

import (
	"fmt"
	"math"
	"strings"

	"sightline/indicators"
)

// lengths is the distribution of a period: what its timed cases took, in order, and the others.
type lengths struct {
	spells              []spell // timed, from the shortest
	cases               int64   // timed
	unfinished, unknown int64
}

// spreadOf gathers the distribution of a period; ok is false without a timed case.
func (l *closerLook) spreadOf(c Cell) (out lengths, ok bool) {
	for _, s := range l.spells {
		if s.period != c.Period || !s.end.Equal(c.End) {
			continue
		}
		switch s.state {
		case timed:
			out.spells, out.cases = append(out.spells, s), out.cases+s.cases
		case unfinished:
			out.unfinished += s.cases
		default:
			out.unknown += s.cases
		}
	}
	return out, out.cases > 0
}

// at is the days that the case of a rank took; ranks begin at 1.
func (s lengths) at(rank int64) int {
	var sofar int64
	for _, one := range s.spells {
		if sofar += one.cases; sofar >= rank {
			return one.amount
		}
	}
	return s.spells[len(s.spells)-1].amount
}

// quantile is the shortest time within which the share of the cases lies.
func (s lengths) quantile(share float64) int {
	return s.at(max(1, int64(math.Ceil(share*float64(s.cases)-1e-9))))
}

// upTo is how many cases took so many days or fewer.
func (s lengths) upTo(amount int) (cases int64) {
	for _, one := range s.spells {
		if one.amount <= amount {
			cases += one.cases
		}
	}
	return cases
}

// bin is a stretch of days, both ends in it; the last may be open.
type bin struct {
	from, to int
	open     bool
	cases    int64
}

// The most bars of a distribution: of single days, and of stretches of days.
const (
	mostDays      = 80
	mostStretches = 36
)

// bins cuts the days into stretches of one length, so that a line after the day last parts two of them, and leaves
// the longest hundredth in an open bin. Nobody took less than nought days, unless somebody did.
func (s lengths) bins(unit string, line *int) []bin {
	edge := 0
	low, high := s.spells[0].amount, s.quantile(0.99)
	most := s.spells[len(s.spells)-1].amount
	if most-low < mostDays {
		high = most
	}
	if line != nil {
		edge = *line + 1
		low, high = min(low, *line), max(high, edge)
	}
	width := 1
	for _, wider := range widths(unit) {
		if bars := (high-low)/width + 1; bars <= mostStretches || width == 1 && bars <= mostDays {
			break
		}
		width = wider
	}
	var out []bin
	for from := edge + floor(low-edge, width)*width; from <= high; from += width {
		out = append(out, bin{from: from, to: from + width - 1})
	}
	if low >= 0 {
		out[0].from = max(out[0].from, 0)
	}
	if line != nil && out[len(out)-1].to <= *line {
		out = append(out, bin{from: edge, to: edge + width - 1})
	}
	last := len(out) - 1
	if most > out[last].to {
		out = append(out, bin{from: out[last].to + 1, open: true})
	}
	at := 0
	for _, one := range s.spells {
		for !out[at].open && one.amount > out[at].to {
			at++
		}
		out[at].cases += one.cases
	}
	return out
}

// widths are the lengths that stretches may have.
func widths(unit string) []int {
	if unit == "days" {
		return []int{7, 14, 28, 56, 91, 182, 365, 730, 1825}
	}
	return []int{5, 10, 20, 50, 100, 250, 500, 1000}
}

func floor(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

func (b bin) label() string {
	switch {
	case b.open:
		return daysText(b.from) + " or more"
	case b.from == b.to:
		return daysText(b.from)
	case b.from < 0 || b.to < 0:
		return daysText(b.from) + " to " + daysText(b.to)
	}
	return daysText(b.from) + "–" + daysText(b.to)
}

// daysText writes a number of days, below nought with a minus sign.
func daysText(n int) string {
	if n < 0 {
		return "−" + count(int64(-n))
	}
	return count(int64(n))
}

// spreadFigure draws how long the cases of the latest figure took, with the limit. The public edition has none.
func (b *book) spreadFigure(e *entry, figure int) (chartBlock, bool) {
	look := b.closer[e.Def.ID]
	if look == nil || e.Def.Distribution == nil || !e.Held {
		return chartBlock{}, false
	}
	now, ok := look.spreadOf(e.Now)
	if !ok {
		return chartBlock{}, false
	}
	of, limit := e.Def.Distribution, b.limitOf(e.Def)
	var line *int
	if limit != nil {
		last := limit.Last()
		line = &last
	}
	c := barChart{
		ID: fmt.Sprintf("chart-%d", figure), Number: figure, Title: spreadTitle(e.Def, limit, now), Unit: "cases",
		Subtitle: fmt.Sprintf("Cases by %s %s, %s", of.Unit, of.Of, periodWords(e.Now.Period, e.Now.Start, e.Now.End)),
		Head:     upperFirst(of.Unit), Upright: true, Axis: upperFirst(of.Unit), TableID: fmt.Sprintf("table-%d", figure),
		Series: []barSeries{{Name: "Cases"}},
	}
	sofar := column{Head: "Share up to here", Last: true}
	var passed int64
	for i, one := range now.bins(of.Unit, line) {
		if line != nil && one.from == *line+1 {
			c.Breaks = []lineBreak{{At: i, Text: "limit: " + limit.Words, Desc: "The limit, " + limit.Words + ", lies before"}}
		}
		passed += one.cases
		v := float64(one.cases)
		c.Labels = append(c.Labels, one.label())
		c.Series[0].Points = append(c.Series[0].Points, point{Value: &v, Text: count(one.cases) + " " + unitFor(count(one.cases), "cases"), Cell: count(one.cases)})
		sofar.Cells = append(sofar.Cells, shareWords(passed, now.cases))
	}
	c.More = []column{sofar}
	out := newBarChart(c)
	out.Folded = len(c.Labels) > 12
	if limit != nil {
		out.Before = append(out.Before, sidesWords(limit, now))
	}
	out.After = append(out.After, middleWords(of, now, look, e))
	if words := besidesWords(now); words != "" {
		out.After = append(out.After, words)
	}
	if words, stands := lookHere(look.heap, of, e); stands {
		out.Before = append(out.Before, words)
	} else if words != "" {
		out.After = append(out.After, words)
	}
	return out, true
}

// limitOf is the limit that the figure was computed with; nil for none, or where an option chose another.
func (b *book) limitOf(def *indicators.Definition) *indicators.Limit {
	limit := def.Distribution.Limit
	if limit == nil || !limit.Holds(func(name string) string {
		for _, option := range def.Options {
			if option.Name == name {
				return b.site.chosen(option)
			}
		}
		return ""
	}) {
		return nil
	}
	return limit
}

// spreadTitle is the finding of a distribution.
func spreadTitle(def *indicators.Definition, limit *indicators.Limit, s lengths) string {
	middle := spanWords(s.quantile(0.5), def.Distribution.Unit)
	if limit == nil {
		return "Half of the cases: " + middle
	}
	return fmt.Sprintf("Half of the cases: %s; the limit: %s", middle, limit.Words)
}

// spanWords writes a length of time up to which cases lie; what came before the day that is counted from is early.
func spanWords(n int, unit string) string {
	text := daysText(max(n, -n))
	if n < 0 {
		return text + " " + unitWordsOf(text, unit) + " early or earlier"
	}
	return text + " " + unitWordsOf(text, unit) + " or fewer"
}

// unitWordsOf is the unit for a number: 1 working day.
func unitWordsOf(text, unit string) string {
	if text == "1" {
		return strings.TrimSuffix(unit, "s")
	}
	return unit
}

// plainSpan writes a length of time.
func plainSpan(n int, unit string) string {
	text := daysText(max(n, -n))
	if n < 0 {
		return text + " " + unitWordsOf(text, unit) + " early"
	}
	return text + " " + unitWordsOf(text, unit)
}

// middleWords say the quartiles, and the middle of a year before.
func middleWords(of *indicators.Distribution, s lengths, look *closerLook, e *entry) string {
	text := fmt.Sprintf("Of %s %s, a quarter lie at %s, half at %s and three quarters at %s; one in ten lies beyond %s. The longest: %s.",
		count(s.cases), unitFor(count(s.cases), "cases"), spanWords(s.quantile(0.25), of.Unit), spanWords(s.quantile(0.5), of.Unit),
		spanWords(s.quantile(0.75), of.Unit), plainSpan(s.quantile(0.9), of.Unit), plainSpan(s.spells[len(s.spells)-1].amount, of.Unit))
	earlier := e.Now
	earlier.End = yearBefore(e.Now.End)
	if before, ok := look.spreadOf(earlier); ok {
		text += fmt.Sprintf(" A year before, half of %s lay at %s.", count(before.cases), spanWords(before.quantile(0.5), of.Unit))
	}
	return text
}

// sidesWords say how many cases lie on each side of the limit.
func sidesWords(limit *indicators.Limit, s lengths) string {
	before := s.upTo(limit.Last())
	first, second := "Up to "+limit.Words, "beyond"
	if limit.From != nil {
		first, second = "Less than "+limit.Words, limit.Words+" or more"
	}
	return fmt.Sprintf("%s: %s (%s); %s: %s (%s).", first, count(before), shareWords(before, s.cases),
		second, count(s.cases-before), shareWords(s.cases-before, s.cases))
}

func shareWords(part, whole int64) string {
	return number(indicators.Round(100*float64(part)/float64(whole), 1), 1) + "%"
}

// besidesWords say which cases are not drawn.
func besidesWords(s lengths) string {
	var parts []string
	if s.unfinished > 0 {
		parts = append(parts, fmt.Sprintf("%s that began in the period had not come to %s end", caseCount(fmt.Sprint(s.unfinished)),
			map[bool]string{true: "its", false: "their"}[s.unfinished == 1]))
	}
	if s.unknown > 0 {
		parts = append(parts, fmt.Sprintf("of %s the days are not recorded", caseCount(fmt.Sprint(s.unknown))))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Not drawn: " + strings.Join(parts, "; ") + "."
}

// clearly is the probability under which a heap is pointed out.
const clearly = 0.05

// lookHere says whether the days next to the limit hold more or fewer cases than the days around them suggest. It
// is no finding about anybody: the sentence names what there is to look at. stands tells that they do. A number that
// lies more than twice the square root off is not called no difference because the curve is a poor one.
func lookHere(h *heaping, of *indicators.Distribution, e *entry) (words string, stands bool) {
	if h == nil || h.period != e.Now.Period || !h.end.Equal(e.Now.End) {
		return "", false
	}
	window := fmt.Sprintf("%s %s to %s", of.Unit, daysText(h.from), daysText(h.to))
	held := fmt.Sprintf("%s, where the days around them suggest about %s", caseCount(fmt.Sprint(h.observed)), number(h.expected, 0))
	if off := float64(h.observed) - h.expected; h.p >= clearly && off*off > 4*h.expected {
		return fmt.Sprintf("It cannot be told whether cases heap next to the limit: %s hold %s. The two are far apart, but the curve through those days fits them poorly or rests on few cases.", window, held), false
	}
	if h.p >= clearly {
		return fmt.Sprintf("No clear difference next to the limit: %s hold %s.", window, held), false
	}
	which := "more"
	if float64(h.observed) < h.expected {
		which = "fewer"
	}
	asked := ""
	if h.asked > 1 {
		asked = fmt.Sprintf(", corrected for the %s limits looked at", count(h.asked))
	}
	return fmt.Sprintf("Look here: %s hold %s, %s than chance would usually leave (probability %s%s). Work may be planned to the limit, or dates recorded with it in mind; the figures cannot tell.",
		window, held, which, probabilityWords(h.p), asked), true
}

func probabilityWords(p float64) string {
	if p < 0.001 {
		return "below 0.001"
	}
	return indicators.Text(indicators.Round(p, 3), 3)
}
