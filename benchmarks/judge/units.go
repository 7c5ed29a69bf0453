package judge

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// UnitLimits gives the least and the greatest number of events, of n cases, that chance leaves between the limits
// where each case is an event with probability share, from 0 to 1: fewer events, and more, each come about with a
// probability of no more than half of what the level leaves. They are exact, by the binomial distribution, and
// serve small units: there is nothing to be approximated and no unit's own scatter in them. ok is false where n is
// no whole number, or share no probability.
func UnitLimits(share, n float64, level Level) (limits Limits, ok bool) {
	if !finite(share, n) || !level.valid() || share < 0 || share > 1 || n < 1 || n != math.Trunc(n) {
		return Limits{}, false
	}
	if share == 0 || share == 1 {
		return Limits{share * n, share * n}, true
	}
	events := distuv.Binomial{N: n, P: share}
	tail := level.tail()
	lower := atLeast(n, func(k float64) bool { return events.CDF(k) > tail })
	upper := atLeast(n, func(k float64) bool { return 1-events.CDF(k) <= tail })
	return Limits{lower, upper}, true
}

// atLeast is the least whole number from 0 to n for which a condition holds that, once it holds, holds on.
func atLeast(n float64, holds func(k float64) bool) float64 {
	low, high := 0.0, n
	for low < high {
		middle := math.Floor((low + high) / 2)
		if holds(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
