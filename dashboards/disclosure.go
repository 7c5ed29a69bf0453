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

	// ShortHistory tells that the extracts begin after the day that the rule looks back to.
	ShortHistory bool
}

// Cell is a figure as one edition may show it. Pages, charts, sentences and data files are written
// from cells only: what a cell hides is not in it. With a Symbol other than Shown and Low, Value,
// Lower and Upper are nil; with Confidential, Numerator and Denominator are empty too.
type Cell struct {
	Figure
	Places int // decimals that the value is published with
	Gap    Gap // what may be told of the cases that could not be judged

	// Over tells that the rule had ended before the window did: there is nothing to count, which is no nought.
	Over bool
}

// held tells whether the tables hold the cell: a figure, a nought or a hidden figure.
func (c Cell) held() bool { return c.Symbol != NotAvailable && !c.Over }

// Has tells whether there is a value to show.
func (c Cell) Has() bool { return c.Value != nil && (c.Symbol == Shown || c.Symbol == Low) }

// Limited tells whether there are 95% limits to show.
func (c Cell) Limited() bool { return c.Has() && c.Lower != nil && c.Upper != nil }

// disclose makes the cell that an edition hiding counts under below may show; a below of 0 or 1
// hides nothing.
func disclose(def *indicators.Definition, figure Figure, below int) Cell {
	cell := Cell{Figure: figure, Places: def.DecimalsAt(figure.End)}
	switch {
	case outside(def, figure, below):
		return over(cell)
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

// endOf is the last day that an indicator's rule held for; zero when it holds still.
func endOf(def *indicators.Definition) time.Time {
	if len(def.Editions) == 0 {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, def.Editions[len(def.Editions)-1].To)
	if err != nil {
		return time.Time{}
	}
	return day
}

// outside tells whether the rule did not hold for the whole window. Such a figure is that of the part for
// which it held: a rolling year of which all months but one lie beyond the end is that month. The same goes,
// where small counts are hidden, for a rolling year that began before a rule that follows another.
func outside(def *indicators.Definition, figure Figure, below int) bool {
	if end := endOf(def); !end.IsZero() && figure.End.After(end) {
		return true
	}
	return below > 1 && def.Succeeds != "" && figure.Period == periodRolling &&
		figure.Start.Format(time.DateOnly) < def.Editions[0].From && figure.Symbol != NotAvailable
}

func over(cell Cell) Cell {
	cell.Numerator, cell.Denominator = "", ""
	cell.Value, cell.Lower, cell.Upper = nil, nil, nil
	if cell.Symbol != NotAvailable {
		cell.Symbol = NotApplicable
	}
	cell.Over = true
	cell.withoutGap(GapNone)
	return cell
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

// family is the kind of work whose numbers follow from each other: the denominator of a share may be the
// count of another theme, as adoptions are a share of the children who ceased to be looked after.
func family(theme string) string {
	switch theme {
	case "adoption":
		return "looked_after"
	case "referral_assessment":
		return "child_protection"
	default:
		return theme
	}
}

// stretch is a length of time of a family's or a theme's figures.
type stretch struct {
	kin, period, breakdown, group string
	end                           time.Time
}

func (c Cell) stretch(kin string) stretch { return stretch{kin, c.Period, c.Breakdown, c.Group, c.End} }

// protectLinked is the partner rule for figures over lengths of time that follow from each other.
//
// The number at the end of a month is the number at its beginning, more the starts and less the ends, so
// that one hidden flow follows from the other: counts of people over time in one theme lose a window
// together. And a share, rate, mean or median carries a count: its denominator may be the very number that
// is hidden. So where a count has lost a window, all of these over time in its family lose it too. With a
// window go, by protectWindows, those that it could be worked out from. A share that is hidden for its own
// small numerator takes no count with it: its denominator is no secret.
func protectLinked(entries []*entry) {
	var counts, shares []*entry
	for _, e := range entries {
		switch {
		case e.Def.Window == indicators.Snapshot || e.Def.Money():
		case e.Def.Statistic == indicators.Count:
			counts = append(counts, e)
		default:
			shares = append(shares, e)
		}
	}
	theme := func(e *entry) string { return e.Def.Theme }
	kin := func(e *entry) string { return family(e.Def.Theme) }
	lose(counts, withheldIn(counts, theme), theme)
	lose(shares, withheldIn(counts, kin), kin)
}

// withheldIn is the windows in which any of the entries has a hidden figure.
func withheldIn(entries []*entry, kin func(*entry) string) map[stretch]bool {
	out := map[stretch]bool{}
	for _, e := range entries {
		for _, c := range e.Cells {
			if c.Symbol == Confidential {
				out[c.stretch(kin(e))] = true
			}
		}
	}
	return out
}

// lose hides the entries' figures of the windows, and what they could be worked out from.
func lose(entries []*entry, withheld map[stretch]bool, kin func(*entry) string) {
	for _, e := range entries {
		for i, c := range e.Cells {
			if withheld[c.stretch(kin(e))] && c.held() {
				e.Cells[i] = hide(c)
			}
		}
		protectWindows(e.Def, e.Cells)
	}
}

// protectWindows is the partner rule for figures over lengths of time. A hidden month follows from
// the year to date at its end less the one before, and from its quarter: exactly where months add
// up, and closely where a child counts once in each window. That holds for the children behind a mean or a
// median too. So once any window of an indicator is hidden, no month, quarter or year to date of it is
// shown. Whole years and rolling years stay: the step from one rolling year to the next is the difference of
// two hidden months.
func protectWindows(def *indicators.Definition, cells []Cell) {
	if def.Window == indicators.Snapshot || def.Money() {
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
		if short && withheld[line{c.Breakdown, c.Group}] && c.held() {
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

// rowsBase is the base that the public edition rounds numbers of rows to. The rows of a file may be the very people
// that a figure counts: to the nearest hundred they say nothing of a small count.
const rowsBase = 100

// rowsWords writes a number of rows of a file as an edition may show it.
func (b *book) rowsWords(n int64) string {
	switch {
	case b.below <= 1 || n == 0:
		return count(n)
	case n < rowsBase:
		return "fewer than " + strconv.Itoa(rowsBase)
	default:
		return "about " + count((n+rowsBase/2)/rowsBase*rowsBase)
	}
}
