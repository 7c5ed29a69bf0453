package dashboards

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// unitsPage sets the teams side by side over one indicator: a funnel, not a league table.
type unitsPage struct {
	layout
	Def     *indicators.Definition
	Said    string
	Picture *unitsPicture
	Table   unitsTable
	line    funnelLine
}

// unitsPicture is a funnel of units.
type unitsPicture struct {
	ID, Title, Subtitle, Desc, Note string
	Static                          drawing
}

// unitsTable is what the funnel is drawn from, in the order of names.
type unitsTable struct {
	Caption string
	Rows    []unitsRow
	Whole   unitsRow
}

type unitsRow struct {
	Key, Slug, Name, Parts, Figure, Limits, Within, Further string
	Verdict                                                 tag
}

// unit is a team in a funnel.
type unit struct {
	team
	key                 string
	cell                Cell
	n, value            float64
	limits95, limits998 judge.Limits
	verdict             tag
}

// funnelPage sets the teams of an indicator side by side; false where there are too few of them, or where the figure
// is no share of whole cases, for which there are no exact limits.
func (b *book) funnelPage(e *entry, names map[string]team) (unitsPage, bool) {
	if e.Def.Unit != indicators.Percent || !e.Now.Has() {
		return unitsPage{}, false
	}
	cells := e.teamCells()
	var units []unit
	for _, id := range sortedTeams(cells, names) {
		one := unit{team: names[id], cell: cells[id]}
		if !one.cell.Has() {
			continue
		}
		var ok bool
		if one.limits95, one.limits998, one.verdict, ok = unitVerdict(e.Def, one.cell, e.Now); !ok {
			return unitsPage{}, false
		}
		one.n, _ = decimal(one.cell.Denominator)
		one.value = indicators.Round(*one.cell.Value, one.cell.Places)
		one.key = unitKey(len(units))
		units = append(units, one)
	}
	if len(units) < leastUnits {
		return unitsPage{}, false
	}
	page := unitsPage{layout: b.layout("Teams side by side: "+e.Def.Title, "teams", 1).within(), Def: e.Def}
	page.line = e.funnelLine(units)
	page.Said = unitsWords(e, units)
	page.Table = e.unitsTable(units, b.area.Name)
	page.Picture = e.unitsPicture(units, b.area.Name)
	return page, true
}

// unitKey is the letter that stands for a team in the picture: A to Z, then AA, AB.
func unitKey(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return unitKey(i/26-1) + unitKey(i%26)
}

func (e *entry) funnelLine(units []unit) funnelLine {
	out := funnelLine{
		ID: e.Def.ID, Title: e.Def.Title, Period: upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End)), Whole: tableFigure(e.Now), Teams: len(units),
	}
	low, high := units[0], units[0]
	for _, u := range units {
		if u.value < low.value {
			low = u
		}
		if u.value > high.value {
			high = u
		}
		if u.verdict.Class != "same" {
			out.Outside = append(out.Outside, fmt.Sprintf("%s (%s)", u.Name, u.verdict.Text))
		}
	}
	out.Low, out.High = tableFigure(low.cell), tableFigure(high.cell)
	return out
}

func unitsWords(e *entry, units []unit) string {
	var outside []string
	for _, u := range units {
		if u.verdict.Class != "same" {
			outside = append(outside, fmt.Sprintf("%s (%s)", u.Name, tableFigure(u.cell)))
		}
	}
	if len(outside) == 0 {
		return fmt.Sprintf("No team is clearly different from the authority as a whole (%s %s): all %d lie within the limits that chance leaves about it at their size.",
			figureWords(e.Now), periodPhrase(e.Now), len(units))
	}
	return fmt.Sprintf("Of %d teams, %s outside the limits that chance leaves about the authority as a whole (%s %s) at their size: %s.",
		len(units), map[bool]string{true: "one lies", false: count(int64(len(outside))) + " lie"}[len(outside) == 1], figureWords(e.Now), periodPhrase(e.Now), listWords(outside))
}

func (e *entry) unitsTable(units []unit, area string) unitsTable {
	share := func(events, n float64) string { return inTable(events/n*100, e.Def.Unit, e.Now.Places) }
	out := unitsTable{Caption: "The teams of the picture, by name"}
	for _, u := range units {
		out.Rows = append(out.Rows, unitsRow{
			Key: u.key, Slug: u.Slug, Name: u.Name, Figure: tableFigure(u.cell), Limits: limitsWords(u.cell), Verdict: u.verdict,
			Parts:   amount(u.cell.Numerator, e.Def, false) + " of " + amount(u.cell.Denominator, e.Def, true),
			Within:  share(u.limits95.Lower, u.n) + " to " + share(u.limits95.Upper, u.n),
			Further: share(u.limits998.Lower, u.n) + " to " + share(u.limits998.Upper, u.n),
		})
	}
	out.Whole = unitsRow{
		Name: area, Figure: tableFigure(e.Now), Limits: limitsWords(e.Now), Verdict: tagNone,
		Parts: amount(e.Now.Numerator, e.Def, false) + " of " + amount(e.Now.Denominator, e.Def, true),
	}
	return out
}

// unitsPoints is at how many sizes the limits are worked out.
const unitsPoints = 60

// unitsPicture draws the teams over their numbers of cases, with the limits about the authority's figure. Teams go
// by letters: their names can be of any length, and stand in the table.
func (e *entry) unitsPicture(units []unit, area string) *unitsPicture {
	largest := 0.0
	values := []float64{*e.Now.Value}
	for _, u := range units {
		largest = math.Max(largest, u.n)
		values = append(values, u.value)
	}
	scaleX := newAxis([]float64{0, largest * 1.05}, true, func(v float64, places int) string { return number(v, places) })
	type limit struct{ n, low, high, further, furthest float64 }
	var limits []limit
	for i := 1; i <= unitsPoints; i++ {
		n := math.Round(scaleX.top() * float64(i) / unitsPoints)
		near, ok := judge.UnitLimits(*e.Now.Value/100, n, judge.Level95)
		far, also := judge.UnitLimits(*e.Now.Value/100, n, judge.Level998)
		if !ok || !also || len(limits) > 0 && limits[len(limits)-1].n == n {
			continue
		}
		limits = append(limits, limit{n, near.Lower / n * 100, near.Upper / n * 100, far.Lower / n * 100, far.Upper / n * 100})
	}
	for _, l := range limits {
		if l.n >= largest/4 {
			values = append(values, l.further, l.furthest)
		}
	}
	scaleY := newAxis(values, startsAtNought(e.Def, values), axisLabel(e.Def.Unit))
	x := func(v float64) float64 { return scaleX.between(v, plotLeft, plotRight) }
	y := func(v float64) float64 {
		return scaleY.between(math.Min(math.Max(v, scaleY.tick(0)), scaleY.top()), plotBottom, plotTop)
	}
	out := newDrawing(drawingWidth, drawingHeight+18)
	out.steps(scaleY, plotLeft, plotRight, y)
	for i, label := range scaleX.Labels {
		out.Texts = append(out.Texts, drawnText{"tick", coordinate(x(scaleX.tick(i))), "318", "middle", label})
	}
	out.Texts = append(out.Texts, drawnText{"", coordinate((plotLeft + plotRight) / 2), coordinate(drawingHeight + 4), "middle", "Cases behind the figure"})
	var ends []float64
	for _, l := range []struct {
		name, style string
		at          func(limit) float64
	}{
		{"Whole authority", "average", func(limit) float64 { return *e.Now.Value }},
		{"95% limits", "limit", func(l limit) float64 { return l.high }},
		{"95% limits", "limit", func(l limit) float64 { return l.low }},
		{"99.8% limits", "further", func(l limit) float64 { return l.furthest }},
		{"99.8% limits", "further", func(l limit) float64 { return l.further }},
	} {
		var path strings.Builder
		for i, at := range limits {
			command := "L"
			if i == 0 {
				command = "M"
			}
			path.WriteString(command + coordinate(x(at.n)) + " " + coordinate(y(l.at(at))))
		}
		ends = append(ends, y(l.at(limits[len(limits)-1])))
		out.Groups = append(out.Groups, drawnGroup{Class: "line line-" + l.style, Path: path.String(), Name: drawnText{Text: l.name}})
	}
	for i, place := range spread(ends, plotTop, plotBottom, 17) {
		out.Groups[i].Name = drawnText{"", coordinate(plotRight + 12), coordinate(place + 5), "start", out.Groups[i].Name.Text}
	}
	out.Groups = append(out.Groups, unitMarks(units, x, y)...)
	return &unitsPicture{
		ID: "chart-units", Title: "Teams over the cases behind their figures", Subtitle: e.Def.Title + ", " + area + ", " + periodWords(e.Now.Period, e.Now.Start, e.Now.End),
		Desc: unitsDesc(e, units), Static: out,
		Note: "The limits are exact (binomial): where a team of that size would lie 95, or 99.8, times of 100 if it did just what the authority does. The letters stand for the teams in the table. " + scaleY.note("vertical"),
	}
}

// lettersApart is how close, from left to right, two marks may be before their letters need room below each other.
const lettersApart = 30

// unitMarks are the teams that have a number, with their letters; letters of teams of about one size are moved off each other.
func unitMarks(units []unit, x, y func(float64) float64) []drawnGroup {
	var order []int
	for i, u := range units {
		if u.cell.Told() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(units[a].n, units[b].n) })
	out := make([]drawnGroup, len(units))
	for first := 0; first < len(order); {
		last := first
		for last+1 < len(order) && x(units[order[last+1]].n)-x(units[order[last]].n) < lettersApart {
			last++
		}
		var places []float64
		right := 0.0
		for _, i := range order[first : last+1] {
			places = append(places, y(units[i].value))
			right = math.Max(right, x(units[i].n))
		}
		for k, place := range spread(places, plotTop, plotBottom, 17) {
			u := units[order[first+k]]
			mark := drawnGroup{Class: "dots line-own", Marks: []string{shape("own", x(u.n), y(u.value))}}
			mark.Name = drawnText{"", coordinate(right + 14), coordinate(place + 5), "start", u.key}
			if right-x(u.n) > 1 || math.Abs(place-y(u.value)) > 3 {
				mark.Leader = "M" + coordinate(x(u.n)+6) + " " + coordinate(y(u.value)) + "L" + coordinate(right+11) + " " + coordinate(place)
			}
			out[order[first+k]] = mark
		}
		first = last + 1
	}
	return slices.DeleteFunc(out, func(g drawnGroup) bool { return len(g.Marks) == 0 })
}

func unitsDesc(e *entry, units []unit) string {
	sorted := slices.Clone(units)
	slices.SortStableFunc(sorted, func(x, y unit) int {
		switch {
		case x.value < y.value:
			return -1
		case x.value > y.value:
			return 1
		}
		return 0
	})
	low, high := sorted[0], sorted[len(sorted)-1]
	outside := 0
	for _, u := range units {
		if u.verdict.Class != "same" {
			outside++
		}
	}
	return fmt.Sprintf("Funnel plot of %d teams. Lowest %s, %s; highest %s, %s; the authority %s. Outside the 95%% limits: %d.",
		len(units), low.key, tableFigure(low.cell), high.key, tableFigure(high.cell), tableFigure(e.Now), outside)
}
