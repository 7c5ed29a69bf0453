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
	Unreliable    Symbol = "u"   // of comparators alone: their publisher holds them for unreliable
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
	Hiding Hiding
	Below  int // counts of 1 to Below-1 of its table are hidden; 0 where nothing is

	// Rounded tells that counts are told to a base, and the value as it follows from them.
	Rounded bool

	// Over tells that the rule had ended before the window did: there is nothing to count, which is no nought.
	Over bool
}

// held tells whether the tables hold the cell: a figure, a nought or a hidden figure.
func (c Cell) held() bool { return c.Symbol != NotAvailable && !c.Over }

// Has tells whether there is a value to show.
func (c Cell) Has() bool { return c.Value != nil && (c.Symbol == Shown || c.Symbol == Low) }

// Told tells whether there is a number to draw: what only rounds to nought is none.
func (c Cell) Told() bool { return c.Has() && c.Symbol == Shown }

// Limited tells whether there are 95% limits to show.
func (c Cell) Limited() bool { return c.Has() && c.Lower != nil && c.Upper != nil }

// disclose makes the cell that an edition hiding counts under below may show; a below of 0 or 1
// hides nothing.
func disclose(def *indicators.Definition, figure Figure, below int) Cell {
	return discloseBy(def, figure, Policy{SuppressBelow: below})
}

// discloseBy makes the cell that an edition with the policy may show.
func discloseBy(def *indicators.Definition, figure Figure, p Policy) Cell {
	cell := Cell{Figure: figure, Places: def.DecimalsAt(figure.End), Below: p.SuppressBelow}
	if outside(def, figure, p) {
		return over(cell)
	}
	if small(def, figure, p) {
		return hide(cell)
	}
	cell = roundedTo(def, cell, p.RoundTo)
	switch {
	case cell.Symbol == Confidential:
		return cell
	case cell.Symbol == Shown && cell.Value == nil:
		cell.Symbol = NotAvailable
	case cell.Symbol == Shown && *cell.Value != 0 && indicators.Round(*cell.Value, cell.Places) == 0:
		cell.Symbol = Low
	case cell.Symbol != Shown:
		cell.Value, cell.Lower, cell.Upper = nil, nil, nil
	}
	return roundedGap(def, discloseGap(def, cell, p), p.RoundTo)
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

// ruleIsOver tells whether an indicator's rule had ended before a window began, so that there never was anything to count.
func ruleIsOver(def *indicators.Definition, figure Figure) bool {
	end := endOf(def)
	return !end.IsZero() && figure.Start.After(end)
}

// outside tells whether the rule did not hold for the whole window. Such a figure is that of the part for
// which it held: a rolling year of which all months but one lie beyond the end is that month. The same goes,
// where small counts are hidden, for a rolling year that began before a rule that follows another.
func outside(def *indicators.Definition, figure Figure, p Policy) bool {
	if end := endOf(def); !end.IsZero() && figure.End.After(end) {
		return true
	}
	return p.hides() && def.Succeeds != "" && figure.Period == periodRolling &&
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

// Hiding is why a figure is hidden.
type Hiding int

// Why a figure is hidden. The public edition tells the numbers of both in total, and of no cell.
const (
	NotHidden Hiding = iota
	Primary          // it rests on a small count
	Partner          // a figure that does could be worked out from it
)

func hide(cell Cell) Cell { return hideFor(cell, Primary) }

func hideFor(cell Cell, why Hiding) Cell {
	cell.Hiding = why
	cell.Numerator, cell.Denominator = "", ""
	cell.Value, cell.Lower, cell.Upper = nil, nil, nil
	cell.Symbol = Confidential
	cell.withoutGap(GapNone)
	return cell
}

// small is the primary rule: a figure about people that rests on too few of them, on either side of the line,
// is hidden. Money is about no one in particular. Nought is shown, unless the policy hides it: it says that nobody
// was counted. Fractions of a person count as people. What is left of a denominator is only a number of people
// where the numerator is part of it: a rate is of a population, whose rest is no secret.
func small(def *indicators.Definition, figure Figure, p Policy) bool {
	if def.Money() || !p.hides() || figure.Symbol == NotAvailable {
		return false
	}
	few := func(n float64, known bool) bool { return known && p.few(n) }
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
