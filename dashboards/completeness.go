package dashboards

import (
	"encoding/csv"
	"strconv"
	"time"

	"sightline/indicators"
)

// Gap says what a cell may tell of the cases that could not be judged.
type Gap int

// What a cell may tell. With a Gap other than GapShown, Unjudged, Lowest, Highest and the judged parts
// are nil and empty.
const (
	GapNone     Gap = iota // nothing: the figure is not available, or hidden
	GapShown               // how many there were, be it none, and the bounds
	GapFew                 // that there were some, but fewer than may be told
	GapWithheld            // nothing, because another number could be worked out from it
)

func (c *Cell) withoutGap(gap Gap) {
	c.Gap, c.Unjudged, c.Lowest, c.Highest, c.JudgedNumerator, c.JudgedDenominator = gap, nil, nil, nil, "", ""
}

// discloseGap is the primary rule for completeness. The bounds of a figure, with the figure, give away
// how many cases were judged, how many of those count, and how the rules count those that were not
// judged. So the bounds are shown only where each of these numbers is nought or large enough; a number
// of unjudged cases that is too small is not told, and neither is anything of a hidden figure.
func discloseGap(def *indicators.Definition, cell Cell, p Policy) Cell {
	switch {
	case cell.Unjudged == nil || cell.Symbol == NotAvailable || cell.Symbol == Confidential:
		cell.withoutGap(GapNone)
		return cell
	case def.Money() || !p.hides():
		cell.Gap = GapShown
		return cell
	case p.few(float64(*cell.Unjudged)):
		cell.withoutGap(GapFew)
		return cell
	case *cell.Unjudged == 0:
		cell.Gap = GapShown
		return cell
	}
	for _, part := range gapParts(def, cell.Figure) {
		if part > 0 && p.few(part) {
			cell.withoutGap(GapWithheld)
			return cell
		}
	}
	cell.Gap = GapShown
	return cell
}

// gapParts are the numbers of people that follow from a figure and its bounds together.
func gapParts(def *indicators.Definition, f Figure) []float64 {
	if f.Lowest == nil || f.Highest == nil {
		return nil
	}
	unjudged := float64(*f.Unjudged)
	numerator, _ := decimal(f.Numerator)
	judged, _ := decimal(f.JudgedNumerator)
	denominator, hasDenominator := decimal(f.Denominator)
	judgedDenominator, _ := decimal(f.JudgedDenominator)
	var parts []float64
	if hasDenominator && (isMean(def) || def.Unit == indicators.Percent) {
		inside := denominator - judgedDenominator
		parts = append(parts, judgedDenominator, inside, unjudged-inside)
		if isMean(def) {
			return parts
		}
		parts = append(parts, judgedDenominator-judged, inside-(numerator-judged))
	}
	return append(parts, judged, numerator-judged, unjudged-(numerator-judged))
}

// reach is the lowest and the highest that a figure with limits may be: its 95% limits, widened to its bounds where
// cases were not recorded and these are told.
func (c Cell) reach() (lowest, highest float64) {
	lowest, highest = *c.Lower, *c.Upper
	if c.Gap == GapShown && c.Lowest != nil && c.Highest != nil {
		lowest, highest = min(lowest, *c.Lowest), max(highest, *c.Highest)
	}
	return lowest, highest
}

// gapUnbounded tells whether cases were not recorded and nothing is told of what they would add, few cases aside.
func (c Cell) gapUnbounded() bool {
	return c.Gap == GapWithheld || c.Gap == GapShown && *c.Unjudged > 0 && (c.Lowest == nil || c.Highest == nil)
}

// unsettled tells whether cases not recorded may move a figure with limits further than chance would.
func (c Cell) unsettled() bool {
	if !c.Limited() {
		return false
	}
	lowest, highest := c.reach()
	return lowest < *c.Lower || highest > *c.Upper
}

// recordsDecide tells whether cases not recorded, as far as their bounds are told, may be all of the difference of two figures.
func recordsDecide(a, b Cell) bool {
	bounds := func(c Cell) (lowest, highest float64) {
		if c.Gap == GapShown && c.Lowest != nil && c.Highest != nil {
			return min(*c.Value, *c.Lowest), max(*c.Value, *c.Highest)
		}
		return *c.Value, *c.Value
	}
	lowA, highA := bounds(a)
	lowB, highB := bounds(b)
	return lowA <= highB && lowB <= highA
}

// gapOf is the number of cases that an unjudged one is one of; empty where it cannot be told.
func gapOf(def *indicators.Definition, c Cell) string {
	if c.Lowest == nil || def.Money() {
		return ""
	}
	judged := c.JudgedDenominator
	if def.Statistic == indicators.Count || def.Multiplier() > 100 {
		judged = c.JudgedNumerator
	}
	n, ok := decimal(judged)
	if !ok {
		return ""
	}
	return number(n+float64(*c.Unjudged), 0)
}

// gapWords says beside a figure how many cases were not recorded and between what it lies; empty when
// every case was judged.
func gapWords(def *indicators.Definition, c Cell, below int) string {
	switch {
	case c.Gap == GapFew:
		return c.fewWords(below) + " not recorded"
	case c.Gap == GapWithheld:
		return "number not recorded is hidden"
	case c.Gap != GapShown || *c.Unjudged == 0:
		return ""
	}
	text := count(*c.Unjudged)
	if of := gapOf(def, c); of != "" {
		text += " of " + of
	}
	text += " not recorded"
	if c.Lowest == nil || c.Highest == nil {
		return text
	}
	lowest, highest := inTable(*c.Lowest, c.Unit, c.Places), inTable(*c.Highest, c.Unit, c.Places)
	if lowest == highest {
		return text + "; " + lowest + " either way"
	}
	return text + "; between " + lowest + " and " + highest
}

// gapColumns are gapWords for a table: how many were not recorded, and the bounds.
func gapColumns(def *indicators.Definition, c Cell, below int) []string {
	switch {
	case c.Gap == GapFew:
		return []string{c.fewWords(below), ""}
	case c.Gap == GapWithheld:
		return []string{"hidden", ""}
	case c.Gap != GapShown:
		return []string{"", ""}
	case *c.Unjudged == 0:
		return []string{"0", ""}
	}
	out := []string{count(*c.Unjudged), ""}
	if of := gapOf(def, c); of != "" {
		out[0] += " of " + of
	}
	if c.Lowest != nil && c.Highest != nil {
		out[1] = inTable(*c.Lowest, c.Unit, c.Places) + " to " + inTable(*c.Highest, c.Unit, c.Places)
	}
	return out
}

// gapNote explains gapWords once on an indicator's page.
func gapNote(c Cell) string {
	switch {
	case c.Gap == GapShown && *c.Unjudged == 0:
		return "All cases behind the latest figure are recorded."
	case c.Gap == GapShown && c.Lowest != nil:
		return "The bounds are what the figure would be with none and with all of the cases that could not be judged."
	case c.Gap == GapShown:
		return "Nothing bounds what the cases that could not be judged would add."
	default:
		return ""
	}
}

// shortHistoryColumn tells of each figure whether the extracts begin after the day that the rule looks back to. Who
// reads the file has to know: windows that pool several years then all begin on one day.
const shortHistoryColumn = "short_history"

// completenessFile writes how complete the figures are, as dataFile writes the figures.
func completenessFile(parts ...series) []byte {
	out := roomFor(parts)
	writer := csv.NewWriter(out)
	_ = writer.Write(append(indicators.CompletenessColumns(), shortHistoryColumn)) // a buffer refuses nothing
	for _, part := range parts {
		for i := range part {
			c := &part[i]
			value, _, _ := c.printed()
			unjudged, lowest, highest, symbol := c.printedGap()
			_ = writer.Write([]string{
				c.Indicator, c.AreaCode, c.Period, c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly),
				c.Breakdown, safeText(c.Group), value, unjudged, lowest, highest, symbol,
				strconv.FormatBool(c.ShortHistory),
			})
		}
	}
	writer.Flush()
	return out.Bytes()
}

// printedGap is the number not recorded, the bounds and the symbol as the completeness file prints them.
func (c Cell) printedGap() (unjudged, lowest, highest, symbol string) {
	switch c.Gap {
	case GapShown:
		return strconv.FormatInt(*c.Unjudged, 10), indicators.Format(c.Lowest, c.Places), indicators.Format(c.Highest, c.Places), string(c.Symbol)
	case GapFew, GapWithheld:
		return "", "", "", string(Confidential)
	default:
		return "", "", "", string(c.Symbol)
	}
}
