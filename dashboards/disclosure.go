package dashboards

import (
	"strconv"
	"time"

	"sightline/indicators"
)

// Symbol stands where a figure does not. A symbol is never a number.
type Symbol string

// The symbols of published figures.
const (
	Shown         Symbol = ""    // a figure
	NotApplicable Symbol = "z"   // nothing to take a share of
	NotAvailable  Symbol = "x"   // not held
	Confidential  Symbol = "c"   // hidden: it rests on a small count
	Low           Symbol = "low" // not nought, but rounds to it
	Unreliable    Symbol = "u"
)

// Figure is a row of indicators.value.
type Figure struct {
	Indicator, Edition, AreaCode string
	Period                       string
	Start, End                   time.Time
	Breakdown, Group             string
	Numerator, Denominator       string // exact decimals without trailing zeros; empty for null
	Value, Lower, Upper          *float64
	Unit                         string
	Symbol                       Symbol

	// Cases that could not be judged because something was not recorded; nil when the figure is not
	// available. Lowest and Highest are the value with none and with all of them in the numerator, nil
	// where nothing bounds it; the judged parts are exact decimals without those cases.
	Unjudged                           *int64
	Lowest, Highest                    *float64
	JudgedNumerator, JudgedDenominator string
}

// Cell is a figure as one edition may show it. Pages, charts, sentences and data files are written
// from cells only: what a cell hides is not in it. With a Symbol other than Shown and Low, Value,
// Lower and Upper are nil; with Confidential, Numerator and Denominator are empty too.
type Cell struct {
	Figure
	Places int // decimals that the value is published with
	Gap    Gap // what may be told of the cases that could not be judged
}

// Has tells whether there is a value to show.
func (c Cell) Has() bool { return c.Value != nil && (c.Symbol == Shown || c.Symbol == Low) }

// Limited tells whether there are 95% limits to show.
func (c Cell) Limited() bool { return c.Has() && c.Lower != nil && c.Upper != nil }

// disclose makes the cell that an edition hiding counts under below may show; a below of 0 or 1
// hides nothing.
func disclose(def *indicators.Definition, figure Figure, below int) Cell {
	cell := Cell{Figure: figure, Places: def.DecimalsAt(figure.End)}
	switch {
	case small(def, figure, below):
		return hide(cell)
	case cell.Symbol == Shown && cell.Value == nil:
		cell.Symbol = NotAvailable
	case cell.Symbol == Shown && *cell.Value != 0 && indicators.Round(*cell.Value, cell.Places) == 0:
		cell.Symbol = Low
	case cell.Symbol != Shown:
		cell.Value, cell.Lower, cell.Upper = nil, nil, nil
	}
	return discloseGap(def, cell, below)
}

func hide(cell Cell) Cell {
	cell.Numerator, cell.Denominator = "", ""
	cell.Value, cell.Lower, cell.Upper = nil, nil, nil
	cell.Symbol = Confidential
	cell.withoutGap(GapNone)
	return cell
}

// small is the primary rule: a figure about people that rests on 1 to below-1 of them, on either
// side of the line, is hidden. Money is about no one in particular. Nought is shown: it says that
// nobody was counted. Fractions of a person count as people.
func small(def *indicators.Definition, figure Figure, below int) bool {
	if def.Money() || below <= 1 {
		return false
	}
	few := func(n float64, known bool) bool { return known && n > 0 && n < float64(below) }
	numerator, hasNumerator := decimal(figure.Numerator)
	denominator, hasDenominator := decimal(figure.Denominator)
	if few(denominator, hasDenominator) {
		return true
	}
	switch {
	case isMean(def):
		return false
	case few(numerator, hasNumerator):
		return true
	case def.Unit == indicators.Percent && hasNumerator && hasDenominator:
		return few(denominator-numerator, true)
	}
	return false
}

// protectLinked is the partner rule for flows into and out of one stock: the number at the end of a
// month is the number at its beginning, more the starts and less the ends, so that one hidden flow
// follows from the other. Counts of people over time in one theme are taken to be linked: a window
// that is hidden in one of them is hidden in all, and with it, by protectWindows, every window that it
// could be worked out from.
func protectLinked(entries []*entry) {
	type window struct {
		theme, period, breakdown, group string
		end                             time.Time
	}
	linked := func(e *entry) bool {
		return e.Def.Window != indicators.Snapshot && e.Def.Statistic == indicators.Count && !e.Def.Money()
	}
	at := func(e *entry, c Cell) window { return window{e.Def.Theme, c.Period, c.Breakdown, c.Group, c.End} }
	withheld := map[window]bool{}
	for _, e := range entries {
		for _, c := range e.Cells {
			if linked(e) && c.Symbol == Confidential {
				withheld[at(e, c)] = true
			}
		}
	}
	for _, e := range entries {
		if !linked(e) {
			continue
		}
		for i, c := range e.Cells {
			if withheld[at(e, c)] && c.Symbol != NotAvailable {
				e.Cells[i] = hide(c)
			}
		}
		protectWindows(e.Def, e.Cells)
	}
}

// protectWindows is the partner rule for figures over lengths of time. A hidden month follows from
// the year to date at its end less the one before, and from its quarter: exactly where months add
// up, and closely where a child counts once in each window. So once any window of an indicator is
// hidden, no month, quarter or year to date of it is shown. Whole years and rolling years stay: the
// step from one rolling year to the next is the difference of two hidden months.
func protectWindows(def *indicators.Definition, cells []Cell) {
	if def.Window == indicators.Snapshot || def.Money() || isMean(def) {
		return
	}
	type line struct{ breakdown, group string }
	withheld := map[line]bool{}
	for _, c := range cells {
		if c.Symbol == Confidential {
			withheld[line{c.Breakdown, c.Group}] = true
		}
	}
	for i, c := range cells {
		short := c.Period == periodMonth || c.Period == periodQuarter || c.Period == periodToDate
		if short && withheld[line{c.Breakdown, c.Group}] && c.Symbol != NotAvailable {
			cells[i] = hide(c)
		}
	}
}

// isMean tells whether numerators are amounts (points, days) and not people.
func isMean(def *indicators.Definition) bool {
	switch def.Statistic {
	case indicators.Count:
		return false
	case indicators.Median:
		return true
	default:
		return def.Unit != indicators.Percent && def.Multiplier() == 1
	}
}

func decimal(text string) (float64, bool) {
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// fewerThan writes a count of rows as an edition may show it.
func fewerThan(n int64, below int) string {
	if n > 0 && n < int64(below) {
		return "fewer than " + strconv.Itoa(below)
	}
	return count(n)
}

// atLeast writes a number of rows loaded of read, so that the rows rejected cannot be told by
// subtraction where they are few.
func atLeast(read, loaded int64, below int) string {
	if missing := read - loaded; missing > 0 && missing < int64(below) && read >= int64(below) {
		return "more than " + count(read-int64(below))
	}
	if read > 0 && read < int64(below) {
		return fewerThan(read, below)
	}
	return fewerThan(loaded, below)
}
