package judge

import "math"

// Polarity says which way of a figure is good. Anything but high and low is neutral.
type Polarity string

// The polarities of an indicator.
const (
	High    Polarity = "high"
	Low     Polarity = "low"
	Neutral Polarity = "neutral"
)

// Verdict is how an own figure stands to a benchmark. Better and worse follow the polarity; without one
// a figure is higher or lower.
type Verdict string

// The verdicts. Similar is the default: no difference beyond chance is shown.
const (
	Better        Verdict = "better"
	Similar       Verdict = "similar"
	Worse         Verdict = "worse"
	Higher        Verdict = "higher"
	Lower         Verdict = "lower"
	NotComparable Verdict = "not comparable"
)

// The strengths of a verdict that is not similar. Strength is empty where the verdict is similar or not
// comparable, and where limits at 99.8% are not given.
const (
	Strength95  = "95%"
	Strength998 = "99.8%"
)

// Side is where an own figure lies of what it is set against.
type Side int

// The sides.
const (
	Below  Side = -1
	Inside Side = 0
	Above  Side = 1
)

// SideOf says where the own limits lie of a benchmark, which is inside when either end is equal to it.
func SideOf(own Limits, benchmark float64) Side {
	// A mean of ten that is the limit itself may differ from it by its last digit.
	near := 1e-12 * max(math.Abs(own.Lower), math.Abs(own.Upper), math.Abs(benchmark))
	switch {
	case own.Lower-benchmark > near:
		return Above
	case benchmark-own.Upper > near:
		return Below
	default:
		return Inside
	}
}

// Words turns a side into a verdict by polarity.
func Words(side Side, polarity Polarity) Verdict {
	switch {
	case side == Inside:
		return Similar
	case polarity != High && polarity != Low:
		if side > Inside {
			return Higher
		}
		return Lower
	case (side > Inside) == (polarity == High):
		return Better
	default:
		return Worse
	}
}

// Against sets an own figure's limits against the value of a benchmark as if that were fixed: the
// single-interval method of the Fingertips technical guidance (OHID). A benchmark within the 95%
// limits, both ends included, is similar. The strength of another verdict is 99.8% where the benchmark
// is outside those limits too. Without 95% limits, or with a benchmark that is no number, nothing is
// comparable. Limits of a difference are set against 0 in the same way.
func Against(own95, own998 *Limits, benchmark float64, polarity Polarity) (verdict Verdict, strength string) {
	if own95 == nil || !own95.valid() || !finite(benchmark) {
		return NotComparable, ""
	}
	side := SideOf(*own95, benchmark)
	if side == Inside {
		return Similar, ""
	}
	verdict = Words(side, polarity)
	if own998 == nil || !own998.valid() {
		return verdict, ""
	}
	if SideOf(*own998, benchmark) == side {
		return verdict, Strength998
	}
	return verdict, Strength95
}
