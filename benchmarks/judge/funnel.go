package judge

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Kind says what counts of a funnel make.
type Kind string

// The kinds: events of cases, on 0 to 1, and events in a population, per unit of the denominator.
const (
	Proportion Kind = "proportion"
	Rate       Kind = "rate"
)

// winsorised is the share of z scores at each end that is drawn in before they say how authorities
// differ, so that a few outliers do not widen the limits that are to show them.
const winsorised = 0.1

// FunnelPlot is an own figure among those of all authorities. Values and limits are proportions on 0 to
// 1, or rates per unit of the denominator.
type FunnelPlot struct {
	Authorities int
	Pooled      float64 // events of all by denominators of all
	Own         float64
	Z           float64 // of the own figure
	Limits, Limits998,
	Wide, Wide998 Limits // about the pooled figure at our denominator, plain and widened
	Phi        float64 // overdispersion; 0.68 on average when authorities differ by chance alone
	TauSquared float64 // variance between authorities
	Outside    int     // authorities outside the plain 95% limits
	Outside998 int
}

// Funnel sets an own figure among those of authorities, its own included where it is one of them:
// D. J. Spiegelhalter, Stat. Med. 24 (2005) 1185.
//
// The plain limits lie where an authority's own limits would just leave the pooled figure out: for a
// proportion those of Wilson, which is pooled ± z·√(pooled(1 − pooled)/n), for a rate the exact Poisson
// ones, both as the funnel plots of the Fingertips technical guidance have them. The plain verdict is that
// of Against, with the pooled figure for a benchmark, but for what Byar's approximation differs from the
// exact limits: 4.79 and 4.80 of ten events, less of more.
//
// Phi is the mean square of the z scores, the lowest and highest tenth of them set to their 10th and 90th
// percentiles (type 7), which makes it 0.68 of the 1 that chance alone would have: widening begins only
// with a difference worth it. Where it is more than chance alone would have it, I·phi > I − 1 of I
// authorities, the variance between authorities, tau², is added to that of chance, and the wide limits are
// pooled ± z·√(s² + τ²); else they are the plain ones. They are never inside the plain ones.
//
// It is an error when there are fewer than two authorities, when a count is no proportion or rate, and
// when all figures are 0 or all 1, which leaves nothing to tell apart.
func Funnel(authorities []Count, own Count, kind Kind) (FunnelPlot, error) {
	if kind != Proportion && kind != Rate {
		return FunnelPlot{}, fmt.Errorf("funnel: kind %q: want %s or %s", kind, Proportion, Rate)
	}
	if len(authorities) < 2 {
		return FunnelPlot{}, fmt.Errorf("funnel: %d authorities: want two or more", len(authorities))
	}
	if !countable(own, kind) {
		return FunnelPlot{}, fmt.Errorf("funnel: own %v of %v is no %s", own.Numerator, own.Denominator, kind)
	}
	var events, cases float64
	for i, a := range authorities {
		if !countable(a, kind) {
			return FunnelPlot{}, fmt.Errorf("funnel: authority %d: %v of %v is no %s", i+1, a.Numerator, a.Denominator, kind)
		}
		events += a.Numerator
		cases += a.Denominator
	}
	plot := FunnelPlot{Authorities: len(authorities), Pooled: events / cases, Own: own.Numerator / own.Denominator}
	if !finite(events, cases) || !(chanceVariance(plot.Pooled, 1, kind) > 0) {
		return FunnelPlot{}, errors.New("funnel: all figures are 0 or all 1: nothing to tell apart")
	}
	plot.disperse(authorities, kind)
	variance := chanceVariance(plot.Pooled, own.Denominator, kind)
	plot.Z = (plot.Own - plot.Pooled) / math.Sqrt(variance)
	plot.Limits, plot.Limits998, plot.Wide, plot.Wide998 = plot.LimitsAt(own.Denominator, kind)
	if !finite(plot.Z, plot.Phi, plot.TauSquared) || !plot.Limits.valid() || !plot.Limits998.valid() ||
		!plot.Wide.valid() || !plot.Wide998.valid() {
		return FunnelPlot{}, errors.New("funnel: the numbers are too large or too unlike to reckon with")
	}
	return plot, nil
}

// LimitsAt are the limits about the pooled figure at another denominator than ours, to draw the funnel by.
func (f FunnelPlot) LimitsAt(denominator float64, kind Kind) (plain, plain998, wide, wide998 Limits) {
	variance := chanceVariance(f.Pooled, denominator, kind)
	plain = funnelLimits(f.Pooled, denominator, kind, Level95)
	plain998 = funnelLimits(f.Pooled, denominator, kind, Level998)
	return plain, plain998, f.widen(plain, variance, kind, Level95), f.widen(plain998, variance, kind, Level998)
}

// Verdict sets the own figure against the plain or the wide limits. Beyond those at 99.8% the strength
// is 99.8%.
func (f FunnelPlot) Verdict(wide bool, polarity Polarity) (verdict Verdict, strength string) {
	limits, far := f.Limits, f.Limits998
	if wide {
		limits, far = f.Wide, f.Wide998
	}
	// The figure is the point here and the limits are the benchmark's, so the sides change about.
	side := -SideOf(limits, f.Own)
	if side == Inside {
		return Similar, ""
	}
	if -SideOf(far, f.Own) == side {
		return Words(side, polarity), Strength998
	}
	return Words(side, polarity), Strength95
}

// disperse reckons how authorities differ and how many are outside the plain limits.
func (f *FunnelPlot) disperse(authorities []Count, kind Kind) {
	scores := make([]float64, len(authorities))
	var weights, squares float64
	for i, a := range authorities {
		variance := chanceVariance(f.Pooled, a.Denominator, kind)
		value := a.Numerator / a.Denominator
		scores[i] = (value - f.Pooled) / math.Sqrt(variance)
		weights += 1 / variance
		squares += 1 / variance / variance
		if f.outside(a, kind, Level95) {
			f.Outside++
		}
		if f.outside(a, kind, Level998) {
			f.Outside998++
		}
	}
	sorted := numbers(scores)
	low, high := quantileOfSorted(sorted, winsorised), quantileOfSorted(sorted, 1-winsorised)
	var sum float64
	for _, z := range scores {
		z = math.Min(math.Max(z, low), high)
		sum += z * z
	}
	n := float64(len(authorities))
	f.Phi = sum / n
	if sum > n-1 {
		f.TauSquared = (sum - (n - 1)) / (weights - squares/weights)
	}
}

// outside tells whether an authority is outside the plain limits. Of a rate it asks what the limits answer
// to, which takes one look where finding the limits takes a hundred.
func (f *FunnelPlot) outside(a Count, kind Kind, level Level) bool {
	if kind == Proportion {
		return !funnelLimits(f.Pooled, a.Denominator, kind, level).Contains(a.Numerator / a.Denominator)
	}
	expected := f.Pooled * a.Denominator
	return !reachesLeast(a.Numerator, expected, level) || reachesGreatest(a.Numerator, expected, level)
}

func (f *FunnelPlot) widen(plain Limits, variance float64, kind Kind, level Level) Limits {
	if f.TauSquared == 0 {
		return plain
	}
	reach := level.z() * math.Sqrt(variance+f.TauSquared)
	return cut(Limits{math.Min(f.Pooled-reach, plain.Lower), math.Max(f.Pooled+reach, plain.Upper)}, kind)
}

func countable(c Count, kind Kind) bool {
	if kind == Proportion {
		return proportionOf(c.Numerator, c.Denominator)
	}
	return finite(c.Numerator, c.Denominator) && c.Numerator >= 0 && c.Denominator > 0
}

// chanceVariance is the variance of a figure of denominator n about the pooled one.
func chanceVariance(pooled, n float64, kind Kind) float64 {
	if kind == Proportion {
		return pooled * (1 - pooled) / n
	}
	return pooled / n
}

func funnelLimits(pooled, n float64, kind Kind, level Level) Limits {
	if kind == Proportion {
		reach := level.z() * math.Sqrt(chanceVariance(pooled, n, kind))
		return cut(Limits{pooled - reach, pooled + reach}, kind)
	}
	expected := pooled * n
	return Limits{leastCount(expected, level) / n, greatestCount(expected, level) / n}
}

func cut(l Limits, kind Kind) Limits {
	l.Lower = math.Max(l.Lower, 0)
	if kind == Proportion {
		l.Upper = math.Min(l.Upper, 1)
	}
	return l
}

// leastCount is the count whose upper exact Poisson limit is what was expected; 0 where even a count of
// 0 has a greater one.
func leastCount(expected float64, level Level) float64 {
	above := func(x float64) bool { return reachesLeast(x, expected, level) }
	if above(0) {
		return 0
	}
	return crossing(0, expected, above)
}

// reachesLeast tells whether the upper limit of x is as much as was expected: it is what was expected where the
// gamma distribution of shape x + 1 has 1 - tail below it.
func reachesLeast(x, expected float64, level Level) bool {
	return mathext.GammaIncReg(x+1, expected) < 1-level.tail()
}

// greatestCount is the count whose lower exact Poisson limit is what was expected.
func greatestCount(expected float64, level Level) float64 {
	above := func(x float64) bool { return reachesGreatest(x, expected, level) }
	return crossing(expected, expected+20*math.Sqrt(expected)+20, above)
}

// reachesGreatest tells whether the lower limit of x is as much as was expected or more.
func reachesGreatest(x, expected float64, level Level) bool {
	return x > 0 && mathext.GammaIncReg(x, expected) < level.tail()
}

// crossing halves the way between low and high to where a condition begins to hold.
func crossing(low, high float64, holds func(float64) bool) float64 {
	for range 200 {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
