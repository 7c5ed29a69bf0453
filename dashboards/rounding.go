package dashboards

import (
	"math"
	"strconv"

	"sightline/indicators"
)

// roundedTo tells a figure about people to a base: its counts are multiples of it, its value follows from them, and
// nothing finer is told, neither limits nor bounds. A mean or a median keeps its value, whose cases are rounded; the
// amount that a mean is made of would tell how many they are and is left out. The population that a rate is of is
// no count of the table and stays.
func roundedTo(def *indicators.Definition, cell Cell, base int) Cell {
	if base <= 1 || def.Money() || !cell.Has() {
		return cell
	}
	cell.Rounded = true
	cell.Lower, cell.Upper = nil, nil
	n, hasNumerator := toBase(cell.Numerator, base)
	d, hasDenominator := toBase(cell.Denominator, base)
	switch {
	case isMean(def):
		cell.Numerator = ""
		if hasDenominator {
			cell.Denominator = wholeNumber(d)
		}
	case def.Statistic == indicators.Count && hasNumerator:
		cell.Numerator, cell.Value = wholeNumber(n), &n
	case def.Unit == indicators.Percent && hasNumerator && hasDenominator && d > 0:
		v := 100 * n / d
		cell.Numerator, cell.Denominator, cell.Value = wholeNumber(n), wholeNumber(d), &v
	case def.Unit != indicators.Percent && hasNumerator && hasDenominator:
		whole, _ := decimal(cell.Denominator)
		v := def.Multiplier() * n / whole
		cell.Numerator, cell.Value = wholeNumber(n), &v
	default:
		return hide(cell) // a share of nobody by the base
	}
	return cell
}

// roundedGap tells the number not recorded to a base, and no bounds.
func roundedGap(def *indicators.Definition, cell Cell, base int) Cell {
	if base <= 1 || def.Money() || cell.Gap != GapShown {
		return cell
	}
	cell.Lowest, cell.Highest, cell.JudgedNumerator, cell.JudgedDenominator = nil, nil, "", ""
	n := int64(nearest(float64(*cell.Unjudged), base))
	if n == 0 && *cell.Unjudged > 0 {
		cell.withoutGap(GapFew)
		return cell
	}
	cell.Unjudged = &n
	return cell
}

func toBase(text string, base int) (float64, bool) {
	n, ok := decimal(text)
	return nearest(n, base), ok
}

// nearest is the multiple of the base that lies nearest, the one farther from nought where two do.
func nearest(n float64, base int) float64 {
	return math.Round(n/float64(base)) * float64(base)
}

func wholeNumber(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) }
