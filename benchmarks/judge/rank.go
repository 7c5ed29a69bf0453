package judge

import "slices"

// Ranks are the ranks, 1 is best, that an authority could have among those ranked.
type Ranks struct {
	Best, Worst   int
	Ranked        int // authorities ranked, the own one among them
	WithoutLimits int // of the others, those that have no limits
}

// RankRange gives the ranks of an own figure that the limits allow: best is one more than the number of
// others whose limits lie wholly on the better side of ours, worst the number ranked less those whose
// limits lie wholly on the worse side (H. Goldstein and D. J. Spiegelhalter, J. R. Stat. Soc. A 159
// (1996) 385). Limits whose ends touch do not lie on a side. As two 95% intervals that do not overlap
// differ at less than 5%, the range is a wide one.
//
// An authority without limits could stand on either side, so that it is counted on neither: it widens
// the range and never narrows it, and WithoutLimits says how many there are. Others whose value is no
// number are not ranked. It is not ok without a polarity, when the own figure has no limits, or when
// none of the others has any.
func RankRange(own Estimate, others []Estimate, polarity Polarity) (ranks Ranks, ok bool) {
	if polarity != High && polarity != Low || !own.usable() || own.Limits == nil {
		return Ranks{}, false
	}
	ranks = Ranks{Best: 1, Ranked: 1}
	surelyWorse := 0
	for _, other := range others {
		if !finite(other.Value) {
			continue
		}
		ranks.Ranked++
		if other.Limits == nil || !other.usable() {
			ranks.WithoutLimits++
			continue
		}
		above := other.Limits.Lower > own.Limits.Upper
		below := other.Limits.Upper < own.Limits.Lower
		switch {
		case above && polarity == High, below && polarity == Low:
			ranks.Best++
		case above, below:
			surelyWorse++
		}
	}
	if ranks.WithoutLimits == ranks.Ranked-1 {
		return Ranks{}, false
	}
	ranks.Worst = ranks.Ranked - surelyWorse
	return ranks, true
}

// RankTies ranks values as LAIT does: 1 is best, ties share the best rank (1, 2, 2, 4), and a value that
// is no number is not ranked, which is 0. Without a polarity none is ranked.
func RankTies(values []float64, polarity Polarity) []int {
	ranks := make([]int, len(values))
	if polarity != High && polarity != Low {
		return ranks
	}
	sorted := numbers(values)
	for i, value := range values {
		if !finite(value) {
			continue
		}
		first, _ := slices.BinarySearch(sorted, value)
		if polarity == Low {
			ranks[i] = first + 1
			continue
		}
		after := first
		for after < len(sorted) && sorted[after] == value {
			after++
		}
		ranks[i] = len(sorted) - after + 1
	}
	return ranks
}

// QuantileType7 gives the quantile at p, 0 to 1, of values in any order, by R's type 7: at position
// (n - 1)p of the values in order, counted from 0, linear between two (R. J. Hyndman and Y. Fan, Am. Stat.
// 50 (1996) 361). Values that are no number are left out, as LAIT leaves out missing ones; it is not ok
// when none is left or p is out of range. gonum's stat.Quantile with LinInterp is R's type 4.
func QuantileType7(values []float64, p float64) (quantile float64, ok bool) {
	sorted := numbers(values)
	if len(sorted) == 0 || !(p >= 0 && p <= 1) {
		return 0, false
	}
	return quantileOfSorted(sorted, p), true
}

func quantileOfSorted(sorted []float64, p float64) float64 {
	position := float64(len(sorted)-1) * p
	below := int(position)
	share := position - float64(below)
	if share == 0 || below+1 >= len(sorted) || sorted[below] == sorted[below+1] {
		return sorted[below]
	}
	return (1-share)*sorted[below] + share*sorted[below+1]
}

// QuartileBand gives the band of a value among all authorities' as LAIT does: A is the best quarter, D
// the worst, a value equal to a quartile is in the band that the lower values are in. It is - without a
// polarity, when the value is no number or there are no others.
func QuartileBand(value float64, all []float64, polarity Polarity) string {
	sorted := numbers(all)
	if len(sorted) == 0 || !finite(value) || polarity != High && polarity != Low {
		return "-"
	}
	letters := "ABCD"
	if polarity == High {
		letters = "DCBA"
	}
	for i, p := range []float64{0.25, 0.5, 0.75} {
		if value <= quantileOfSorted(sorted, p) {
			return letters[i : i+1]
		}
	}
	return letters[3:]
}

func numbers(values []float64) []float64 {
	sorted := make([]float64, 0, len(values))
	for _, v := range values {
		if finite(v) {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	return sorted
}
