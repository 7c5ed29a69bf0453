package judge

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level is the probability between two-sided limits.
type Level float64

// The two levels of the Fingertips technical guidance (OHID).
const (
	Level95  Level = 0.95
	Level998 Level = 0.998
)

// leastCasesOfMean is the number of cases from which a mean is given limits: below, Student's t rests
// on a spread that is hardly known.
const leastCasesOfMean = 10

// exactBelow is the number of events below which Poisson limits are exact, as in the Fingertips
// technical guidance.
const exactBelow = 10

// tail is the probability outside the limits on one side.
func (l Level) tail() float64 { return (1 - float64(l)) / 2 }

func (l Level) valid() bool { return l > 0 && l < 1 }

// z is the normal quantile of a level: 1.959964 at 95%, 3.090232 at 99.8%.
func (l Level) z() float64 { return distuv.UnitNormal.Quantile(1 - l.tail()) }

// Limits are the lower and upper end of an interval, both of them inside it.
type Limits struct{ Lower, Upper float64 }

// Contains says whether a value lies between the limits, both ends included. Limits that are no
// interval contain nothing.
func (l Limits) Contains(value float64) bool {
	return l.valid() && l.Lower <= value && value <= l.Upper
}

// Scale multiplies both limits, as from a share to per cent. The factor has to be positive.
func (l Limits) Scale(factor float64) Limits { return Limits{l.Lower * factor, l.Upper * factor} }

func (l Limits) valid() bool { return finite(l.Lower, l.Upper) && l.Lower <= l.Upper }

// including widens limits by what rounding in the last place took away: a figure lies between its own
// limits.
func (l Limits) including(value float64) Limits {
	return Limits{math.Min(l.Lower, value), math.Max(l.Upper, value)}
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// proportionOf says whether events of n make a proportion.
func proportionOf(events, n float64) bool {
	return finite(events, n) && n > 0 && events >= 0 && events <= n
}

// Wilson gives the limits of the proportion events/n, on 0 to 1, by the score method: E. B. Wilson,
// J. Am. Stat. Assoc. 22 (1927) 209. It is not ok when events of n are no proportion.
func Wilson(events, n float64, level Level) (limits Limits, ok bool) {
	if !proportionOf(events, n) || !level.valid() {
		return Limits{}, false
	}
	z := level.z()
	p := events / n
	// The formula divided through by n, so that no size of n overflows. The limits are the roots of a
	// quadratic with the product p²/(1 + z²/n); by it the lower loses nothing to the difference of two numbers
	// that are nearly alike.
	sum := p + z*z/(2*n) + z*math.Sqrt(z*z/(4*n*n)+p*(1-p)/n)
	limits = Limits{p * (p / sum), math.Min(sum/(1+z*z/n), 1)}.including(p)
	return limits, limits.valid()
}

// Poisson gives the limits of a count of events: from ten events on by Byar's approximation (N. E. Breslow
// and N. E. Day, Statistical Methods in Cancer Research, vol. 2 (1987)), below exactly by chi-squared
// (F. Garwood, Biometrika 28 (1936) 437), with a lower limit of 0 at 0. For a rate, divide the limits by
// the population and multiply by the unit. It is not ok for what is no count; a count need not be whole,
// as full-time equivalents are not.
func Poisson(events float64, level Level) (limits Limits, ok bool) {
	if !finite(events) || events < 0 || !level.valid() {
		return Limits{}, false
	}
	if events < exactBelow {
		return garwood(events, level)
	}
	z := level.z()
	lower := 1 - 1/(9*events) - z/(3*math.Sqrt(events))
	upper := 1 - 1/(9*(events+1)) + z/(3*math.Sqrt(events+1))
	limits = Limits{math.Max(events*lower*lower*lower, 0), (events + 1) * upper * upper * upper}
	return limits, limits.valid()
}

// garwood gives the exact limits of a Poisson count.
func garwood(events float64, level Level) (Limits, bool) {
	var limits Limits
	if events > 0 {
		limits.Lower = distuv.ChiSquared{K: 2 * events}.Quantile(level.tail()) / 2
	}
	limits.Upper = distuv.ChiSquared{K: 2*events + 2}.Quantile(1-level.tail()) / 2
	limits = limits.including(events)
	return limits, limits.valid()
}

// MeanLimits gives the limits of a mean of n cases with the sample standard deviation sd (divisor n - 1)
// by Student's t (Student, Biometrika 6 (1908) 1), from ten cases on; below it is not ok.
func MeanLimits(mean, sd float64, n int, level Level) (limits Limits, ok bool) {
	if !finite(mean, sd) || sd < 0 || n < leastCasesOfMean || !level.valid() {
		return Limits{}, false
	}
	reach := tQuantile(n, level) * sd / math.Sqrt(float64(n))
	limits = Limits{mean - reach, mean + reach}
	return limits, limits.valid()
}

// WidenMean gives the limits of a mean at another level from its limits by Student's t at 95% and its
// number of cases: the standard error is the same, the quantile another, so the result is exact. It is
// not ok below ten cases, or when the limits are not symmetrical about the value to a millionth of
// their width, which is what rounded limits or limits of another kind look like.
func WidenMean(value float64, limits95 Limits, n int, level Level) (limits Limits, ok bool) {
	if !finite(value) || !limits95.Contains(value) || n < leastCasesOfMean || !level.valid() {
		return Limits{}, false
	}
	below, above := value-limits95.Lower, limits95.Upper-value
	width := below + above
	// What the subtraction loses at the size of the value is no asymmetry.
	allowed := 1e-6*width + 1e-12*math.Abs(value)
	if math.Abs(below-above) > allowed {
		return Limits{}, false
	}
	reach := width / 2 * tQuantile(n, level) / tQuantile(n, Level95)
	limits = Limits{value - reach, value + reach}
	return limits, limits.valid()
}

func tQuantile(n int, level Level) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(1 - level.tail())
}

// ControlLimits gives the limits about a benchmark proportion, on 0 to 1, between which a figure of
// denominator n is similar to it: Wilson's formula about the benchmark, as the control-limit method of
// the Fingertips technical guidance prints it. With few expected events the lower limit is too high:
// of 30 cases at 10%, one event or none is below it, which chance brings in 18 of 100 years. The limits
// of Funnel have not that fault.
func ControlLimits(benchmark, n float64, level Level) (limits Limits, ok bool) {
	if !finite(benchmark, n) || benchmark < 0 || benchmark > 1 {
		return Limits{}, false
	}
	return Wilson(benchmark*n, n, level)
}
