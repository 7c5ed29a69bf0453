package attack

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// Hidden is the symbol of a hidden figure, and in Gap of a hidden number of unjudged cases.
const Hidden = "c"

// Whole stands in the column short_history where the extracts reach back as far as the rule looks. Where they may not,
// or nothing is said, a window that pools several years is taken for one that begins where they do.
const Whole = "false"

// Cell is one figure as one edition shows it: a row of its data file and of its completeness file. Numbers
// are as printed, empty where none is.
type Cell struct {
	Edition                   string // where an earlier edition shows it; empty for the edition attacked
	Indicator, Area           string
	Period                    string // month, quarter, year, ytd, rolling12 or snapshot
	Start, End                time.Time
	Breakdown, Group          string
	Numerator, Denominator    string
	Value, Lower, Upper       string
	Unit, Symbol              string
	Unjudged, Lowest, Highest string
	Gap                       string // symbol of the completeness row
	Short                     string // Whole where the extracts cover all that the rule looks back to
	Place                     string // where it is printed: file and line
}

// key names what a cell is about, whichever file or edition shows it.
type key struct {
	area, indicator, period, start, end, breakdown, group string
}

func (c Cell) key() key {
	return key{c.Area, c.Indicator, c.Period, c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly), c.Breakdown, c.Group}
}

// order sorts cells: by area, indicator, group, and through time.
func (k key) order(other key) int {
	return cmp.Or(
		strings.Compare(k.area, other.area), strings.Compare(k.indicator, other.indicator),
		strings.Compare(k.breakdown, other.breakdown), strings.Compare(k.group, other.group),
		strings.Compare(k.end, other.end), strings.Compare(k.start, other.start), strings.Compare(k.period, other.period),
	)
}

// order sorts cells as their keys do, without writing their dates.
func (c Cell) order(other Cell) int {
	return cmp.Or(
		strings.Compare(c.Area, other.Area), strings.Compare(c.Indicator, other.Indicator),
		strings.Compare(c.Breakdown, other.Breakdown), strings.Compare(c.Group, other.Group),
		c.End.Compare(other.End), c.Start.Compare(other.Start), strings.Compare(c.Period, other.Period),
	)
}

// String is the key in words: plans_started, 601, month to 2024-05-31.
func (k key) String() string {
	out := k.indicator
	if k.area != "" {
		out += ", " + k.area
	}
	if k.breakdown != "" && k.breakdown != wholeFigure {
		out += ", " + k.breakdown + " " + strconv.Quote(k.group)
	}
	if k.period == snapshot {
		return out + ", at " + k.end
	}
	return out + ", " + k.period + " to " + k.end
}

const (
	snapshot    = "snapshot"
	wholeFigure = "none" // the breakdown of a figure that is not broken down
)

// fixed is how many parts a count is kept in where it may be a fraction, as full-time equivalents are.
const fixed = 1_000_000

// scaled reads a printed decimal as a range of whole parts, scale to the unit: one number unless it has
// more decimals than the scale has.
func scaled(text string, scale int64) (low, high int64, ok bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || v < -1e9 || v > 1e9 {
		return 0, 0, false
	}
	if whole, fraction, _ := strings.Cut(strings.TrimSpace(text), "."); strings.Trim(fraction, "0") == "" {
		n, err := strconv.ParseInt(whole, 10, 64)
		return n * scale, n * scale, err == nil
	}
	part := v * float64(scale)
	low = floorOf(part)
	if high = low + 1; part == float64(low) {
		high = low
	}
	// A decimal is rarely a float64; a part too many to either side only widens the range.
	if scale > 1 && high-low == 1 {
		if nearest := floorOf(part + 0.5); abs(part-float64(nearest)) < 1e-4 {
			return nearest, nearest, true
		}
	}
	return low, high, true
}

func floorOf(v float64) int64 {
	n := int64(v)
	if float64(n) > v {
		n--
	}
	return n
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}
