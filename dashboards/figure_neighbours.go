package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sightline/indicators"
)

// fewestNeighbours with a figure make a picture.
const fewestNeighbours = 3

// standingRow is a row of the ranking with what the table says of the neighbour.
type standingRow struct {
	dotRow
	close, since, remark string
}

// standingRows are the own figure and those of the neighbours, nearest first; none where they cannot be ranked.
func (b *book) standingRows(e *entry) []standingRow {
	c := e.Latest
	if c == nil || c.Model == "" || e.Def.Statistic == indicators.Count {
		return nil // a count follows the size of an authority
	}
	rows := []standingRow{{dotRow: dotRow{Name: b.area.Name, Own: true, Point: limitedPoint(c.Cell)}}}
	shown := 0
	for _, m := range b.standing.members[e.Def.ID] {
		if m.Period != c.Cell.Period || !m.End.Equal(c.Cell.End) || m.Set != c.Model {
			continue
		}
		one := standingRow{dotRow: dotRow{Name: m.Name, Point: memberPoint(m, c.Cell)}, close: m.Closeness, remark: m.Why}
		if m.Since != nil {
			one.since = fmt.Sprint(*m.Since)
		}
		if one.Point.Value != nil {
			shown++
		}
		rows = append(rows, one)
	}
	if shown < fewestNeighbours {
		return nil
	}
	return rows
}

// neighbourChart ranks the own figure among those of the statistical neighbours, each with its limits. What has
// no figure stands below with its symbol: neighbours by name, and the own one where it is hidden.
func (b *book) neighbourChart(e *entry, figure int) (chartBlock, bool) {
	rows := b.standingRows(e)
	if rows == nil {
		return chartBlock{}, false
	}
	c := e.Latest
	lowFirst := e.Def.Polarity.Direction == indicators.Low
	slices.SortStableFunc(rows, func(x, y standingRow) int {
		a, b := x.Point.Value, y.Point.Value
		switch {
		case a == nil || b == nil:
			return cmp.Compare(boolOf(a == nil), boolOf(b == nil))
		case lowFirst:
			return cmp.Compare(*a, *b)
		default:
			return cmp.Compare(*b, *a)
		}
	})
	spec := dotChart{
		ID: fmt.Sprintf("chart-%d", figure), Number: figure, Unit: e.Def.Unit, Head: "Authority", FromZero: e.fromZero, TableID: "table-neighbours",
		Order: orderWords(e.Def),
	}
	more := []column{{Head: "How close"}, {Head: "In common since"}, {Head: "Remark"}}
	for _, r := range rows {
		spec.Rows = append(spec.Rows, r.dotRow)
		for i, cell := range []string{r.close, r.since, r.remark} {
			more[i].Cells = append(more[i].Cells, cell)
		}
	}
	spec.More = more
	if c.england != nil {
		v := indicators.Round(*c.england, c.Cell.Places)
		spec.Levels = append(spec.Levels, level{Name: "England", Value: v, Text: inSentence(v, c.Cell.Unit, c.Cell.Places), Cell: inTable(v, c.Cell.Unit, c.Cell.Places), Style: "england"})
	}
	spec.Title = b.rankTitle(spec)
	spec.Subtitle = fmt.Sprintf("%s, %s, %s; neighbours published for %s, %s", strings.TrimSuffix(e.Def.Title, "."), b.area.Name,
		periodWords(c.Cell.Period, c.Cell.Start, c.Cell.End), c.Years, spec.Order)
	out := newDotChart(spec)
	out.Table = out.Table.withoutEmpty()
	out.Folded = true
	if missing := spec.without(); len(missing) > 0 {
		out.After = append(out.After, "Without a published figure: "+listWords(missing)+".")
	}
	if !c.Cell.Has() {
		out.After = append(out.After, b.area.Name+" has no place: its figure is "+symbolWords(c.Cell.Symbol)+".")
	}
	if slices.ContainsFunc(spec.Rows, func(r dotRow) bool { return r.Point.Limits != "" }) {
		out.After = append(out.After, "The lines are 95% limits. Places next to each other whose lines overlap may be chance.")
	}
	return out, true
}

func boolOf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// orderWords say which figure stands first.
func orderWords(def *indicators.Definition) string {
	switch def.Polarity.Direction {
	case indicators.Low:
		return "lowest first, which is the better way"
	case indicators.High:
		return "highest first, which is the better way"
	default:
		return "highest first, which is no merit"
	}
}

// rankTitle is the finding of a ranking.
func (b *book) rankTitle(c dotChart) string {
	for _, r := range c.Rows {
		if r.Own && r.Point.Value != nil {
			place, shared, shown := c.placeOf(r)
			if shared {
				return fmt.Sprintf("%s shares place %d of %d among its neighbours", b.area.Name, place, shown)
			}
			return fmt.Sprintf("%s has place %d of %d among its neighbours", b.area.Name, place, shown)
		}
	}
	return "The neighbours of " + b.area.Name
}

// without names the rows that have no figure, the own one left out.
func (c dotChart) without() []string {
	var out []string
	for _, r := range c.Rows {
		if !r.Own && r.Point.Value == nil {
			out = append(out, r.Name)
		}
	}
	return out
}

// limitedPoint is a cell with its limits.
func limitedPoint(c Cell) point {
	p := cellPoint(c)
	if p.Value != nil && c.Limited() {
		lower, upper := indicators.Round(*c.Lower, c.Places), indicators.Round(*c.Upper, c.Places)
		p.Lower, p.Upper, p.Limits = &lower, &upper, limitsWords(c)
	}
	return p
}

// memberPoint is a neighbour's published figure, written as ours is.
func memberPoint(m member, own Cell) point {
	if m.Value == nil {
		symbol := Symbol(m.Symbol)
		if symbol == Shown {
			symbol = NotAvailable
		}
		return point{Text: symbolWords(symbol), Cell: string(symbol), Mark: string(symbol)}
	}
	v := indicators.Round(*m.Value, own.Places)
	p := point{Value: &v, Text: inSentence(v, own.Unit, own.Places), Cell: inTable(v, own.Unit, own.Places)}
	if m.Lower != nil && m.Upper != nil {
		lower, upper := indicators.Round(*m.Lower, own.Places), indicators.Round(*m.Upper, own.Places)
		p.Lower, p.Upper = &lower, &upper
		p.Limits = inTable(lower, own.Unit, own.Places) + " to " + inTable(upper, own.Unit, own.Places)
	}
	return p
}
