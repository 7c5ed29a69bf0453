package judge

import (
	"fmt"
	"math"
	"slices"
)

// trendPoints is how many points the trend test takes, and trendCritical what its chi-squared, of one
// degree of freedom, has to exceed: 99.8%.
const (
	trendPoints   = 5
	trendCritical = 9.5495357
)

// limitWidth is what 95% limits are apart in standard errors, as the Fingertips trend test reckons it.
const limitWidth = 3.92

// Change is what a trend test finds.
type Change string

// The findings of a trend test, and what they mean by polarity.
const (
	Increasing    Change = "increasing"
	Decreasing    Change = "decreasing"
	NoChange      Change = "no significant change"
	NotTested     Change = "not tested"
	GettingBetter Change = "getting better"
	GettingWorse  Change = "getting worse"
)

// Count is a numerator and a denominator: events of cases, or events in a population.
type Count struct{ Numerator, Denominator float64 }

// RatePoint is a rate with its 95% limits.
type RatePoint struct{ Value, Lower, Upper float64 }

// Trend is the result of a trend test.
type Trend struct {
	Change     Change
	Slope      float64 // by point: of a proportion on 0 to 1, of a rate in its own unit
	ChiSquared float64
	Used       []int  // positions of the points that were tested, in the order given
	Reason     string // why it is not tested, or why a significant slope is no change; else empty
}

// Verdict says what the trend means by polarity: getting better or worse, or, where neither way is
// better or there is no change, the finding itself.
func (t Trend) Verdict(polarity Polarity) Change {
	if t.Change != Increasing && t.Change != Decreasing || polarity != High && polarity != Low {
		return t.Change
	}
	if (t.Change == Increasing) == (polarity == High) {
		return GettingBetter
	}
	return GettingWorse
}

// TrendProportion tests proportions, oldest first, for a trend over the last five: Cochran-Armitage
// (P. Armitage, Biometrics 11 (1955) 375) as in the recent trends of Fingertips (OHID). The change is
// significant when chi-squared exceeds 9.5495 (99.8%) and the slope keeps its sign when any one of the
// five points is left out.
//
// The points have to be single periods that do not overlap. One without a figure (not a number, or a
// denominator of 0) is passed over, so that the five need not be consecutive. Fewer than five are not
// tested, nor are points that are no proportion. Five points that are all 0, or all equal to their
// denominators, show no change.
func TrendProportion(points []Count) Trend {
	missing := func(p Count) bool {
		return math.IsNaN(p.Numerator) || math.IsNaN(p.Denominator) || p.Denominator == 0
	}
	used := lastFive(points, missing)
	if len(used) < trendPoints {
		return tooFew(used)
	}
	var five [trendPoints]Count
	for i, at := range used {
		if !proportionOf(points[at].Numerator, points[at].Denominator) {
			return notTested(used, fmt.Sprintf("%v of %v is no proportion", points[at].Numerator, points[at].Denominator))
		}
		five[i] = points[at]
	}
	slope, chiSquared, ok := cochranArmitage(five, -1)
	if !ok {
		return notTested(used, "the numbers are too large or too small to reckon with")
	}
	return conclude(used, slope, chiSquared, func(without int) float64 {
		s, _, _ := cochranArmitage(five, without)
		return s
	})
}

// cochranArmitage gives the slope of proportions over the times 1 to 5 and its chi-squared; the point at
// position without is left out, -1 leaves none out.
func cochranArmitage(points [trendPoints]Count, without int) (slope, chiSquared float64, ok bool) {
	var n, x, tn, tx, ttn float64
	for i, p := range points {
		if i == without {
			continue
		}
		t := float64(i + 1)
		n += p.Denominator
		x += p.Numerator
		tn += t * p.Denominator
		tx += t * p.Numerator
		ttn += t * t * p.Denominator
	}
	// Of whole numbers the cross product is exact, so that a slope of nought is found to be one.
	cross, spread := n*tx-x*tn, n*ttn-tn*tn
	slope = cross / spread
	p := x / n
	if p == 0 || p == 1 {
		return 0, 0, finite(slope) && spread > 0
	}
	chiSquared = slope * slope * (spread / n) / (p * (1 - p))
	return slope, chiSquared, finite(slope, chiSquared)
}

// TrendRate tests crude rates, oldest first, for a trend over the last five: a line by least squares
// weighted with the squared standard errors that the 95% limits imply, as in the recent trends of
// Fingertips (OHID). The rule of significance is TrendProportion's.
//
// A point whose value or limits are not a number is passed over. Fewer than five are not tested, nor are
// points whose limits have no width or do not hold the value.
func TrendRate(points []RatePoint) Trend {
	missing := func(p RatePoint) bool {
		return math.IsNaN(p.Value) || math.IsNaN(p.Lower) || math.IsNaN(p.Upper)
	}
	used := lastFive(points, missing)
	if len(used) < trendPoints {
		return tooFew(used)
	}
	var five [trendPoints]RatePoint
	for i, at := range used {
		p := points[at]
		switch limits := (Limits{p.Lower, p.Upper}); {
		case !limits.Contains(p.Value):
			return notTested(used, fmt.Sprintf("limits of %v to %v do not hold the value %v", p.Lower, p.Upper, p.Value))
		case p.Lower == p.Upper:
			return notTested(used, fmt.Sprintf("the limits of the value %v have no width", p.Value))
		}
		five[i] = p
	}
	slope, chiSquared, ok := weightedLine(five, -1)
	if !ok {
		return notTested(used, "the numbers are too large or their limits too narrow to reckon with")
	}
	return conclude(used, slope, chiSquared, func(without int) float64 {
		s, _, _ := weightedLine(five, without)
		return s
	})
}

// weightedLine gives the slope of values over the times 1 to 5 and its chi-squared, as cochranArmitage.
func weightedLine(points [trendPoints]RatePoint, without int) (slope, chiSquared float64, ok bool) {
	var w, wt, wv float64
	for i, p := range points {
		if i == without {
			continue
		}
		t, weight := float64(i+1), weightOf(p)
		w += weight
		wt += weight * t
		wv += weight * p.Value
	}
	mean, meanValue := wt/w, wv/w
	// About the means, which keeps what the printed formula's differences lose; noise is what rounding leaves.
	var along, spread, noise float64
	for i, p := range points {
		if i == without {
			continue
		}
		t, weight := float64(i+1)-mean, weightOf(p)
		along += weight * t * (p.Value - meanValue)
		spread += weight * t * t
		noise += weight * math.Abs(t) * (math.Abs(p.Value) + math.Abs(meanValue)) * 1e-15
	}
	if math.Abs(along) <= noise {
		along = 0
	}
	slope = along / spread
	chiSquared = slope * slope * spread
	return slope, chiSquared, finite(slope, chiSquared)
}

func weightOf(p RatePoint) float64 {
	se := (p.Upper - p.Lower) / limitWidth
	return 1 / (se * se)
}

// conclude applies the rule of significance.
func conclude(used []int, slope, chiSquared float64, slopeWithout func(int) float64) Trend {
	trend := Trend{Change: NoChange, Slope: slope, ChiSquared: chiSquared, Used: used}
	if !(chiSquared > trendCritical) {
		return trend
	}
	for i := range trendPoints {
		if !(slopeWithout(i)*math.Copysign(1, slope) > 0) {
			trend.Reason = "the direction hangs on a single point"
			return trend
		}
	}
	trend.Change = Increasing
	if slope < 0 {
		trend.Change = Decreasing
	}
	return trend
}

// lastFive gives the positions of the last five points that have a figure, fewer where there are fewer.
func lastFive[P any](points []P, missing func(P) bool) []int {
	used := make([]int, 0, trendPoints)
	for i := len(points) - 1; i >= 0 && len(used) < trendPoints; i-- {
		if !missing(points[i]) {
			used = append(used, i)
		}
	}
	slices.Reverse(used)
	return used
}

func tooFew(used []int) Trend {
	return notTested(used, fmt.Sprintf("a trend takes five points with a figure, there are %d", len(used)))
}

func notTested(used []int, reason string) Trend {
	return Trend{Change: NotTested, Used: used, Reason: reason}
}
