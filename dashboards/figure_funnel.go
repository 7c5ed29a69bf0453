package dashboards

import (
	"fmt"
	"strings"

	"sightline/indicators"
)

// largePhi is the overdispersion from which authorities differ in what they count, or in need, more than in how
// they do, as the tables have it: then no place in a funnel is a verdict.
const largePhi = 10

// funnelFigure is the own figure among those of all authorities. The own point is there only where its cell is
// shown with its denominator; the others are published.
func (b *book) funnelFigure(e *entry, figure int) (chartBlock, bool) {
	funnels := b.standing.funnels[e.Def.ID]
	if len(funnels) == 0 || len(funnels[0].areas) == 0 || len(funnels[0].limits) == 0 {
		return chartBlock{}, false
	}
	f := funnels[0]
	cell, known := e.Cells.at(f.Period, f.End)
	places := e.Def.DecimalsAt(f.End)
	c := funnelChart{
		ID: fmt.Sprintf("chart-%d", figure), Number: figure, Unit: e.Def.Unit, Places: places, Areas: f.areas, Limits: f.limits,
		Pooled: f.Pooled, TableID: "table-funnel", OwnText: b.area.Name + ": not available.",
		Subtitle: fmt.Sprintf("%s, published for %s, %s of %s authorities", strings.TrimSuffix(e.Def.Title, "."), f.Years,
			lowerFirst(unitWords(e.Def)), count(f.Authorities)),
	}
	shown := known && cell.Told()
	if known {
		c.OwnText = b.area.Name + ": " + figureWords(cell) + "."
	}
	if n, ok := decimal(cell.Denominator); shown && ok && n > 0 {
		c.Own = &funnelArea{Name: b.area.Name, Denominator: n, Value: indicators.Round(*cell.Value, places)}
	}
	c.Title = b.funnelTitle(f, c.Own != nil)
	out := newFunnelChart(c)
	out.Folded = true
	if c.Own != nil && f.Phi < largePhi {
		out.Before = append(out.Before, fmt.Sprintf("Of authorities with %s cases, chance and the usual differences alone would leave nineteen in twenty between %s and %s.",
			number(c.Own.Denominator, 0), c.write(f.WideLower), c.write(f.WideUpper)))
	} else if c.Own == nil {
		out.Before = append(out.Before, fmt.Sprintf("%s has no point here: its figure is %s.", b.area.Name, figureOrSymbol(cell, known)))
	}
	out.After = append(out.After, f.dispersion())
	return out, true
}

func figureOrSymbol(c Cell, known bool) string {
	if !known {
		return "not available"
	}
	return symbolWords(c.Symbol)
}

// funnelTitle is the finding of a funnel. A verdict rests on the own figure and is said only with it.
func (b *book) funnelTitle(f funnelView, shown bool) string {
	switch {
	case f.Phi >= largePhi:
		return "Authorities differ too much here to judge any by it"
	case !shown:
		return "All authorities, and what chance alone would do"
	case verdictTag(f.Verdict).Class == "same":
		return b.area.Name + " lies where most authorities do"
	default:
		return b.area.Name + " lies outside the limits: " + f.Verdict
	}
}

// dispersion says how much authorities differ, by both numbers.
func (f funnelView) dispersion() string {
	text := fmt.Sprintf("%s of %s authorities lie outside limits that chance alone would set at 95%%, where about %s would be expected; overdispersion is %s, where 1 is chance alone.",
		count(f.Outside), count(f.Authorities), number(float64(f.Authorities)*0.05, 0), number(f.Phi, 1))
	switch {
	case f.Phi >= largePhi:
		text += " With one this large, need or the definition differs between authorities more than their work does."
	case f.TauSquared > 0:
		text += " The limits drawn are widened by it."
	}
	return text
}
