package judge

import "math"

// Estimate is a figure with its limits, which are nil where it has none. All that are combined have to
// have limits of one level; the result has that level.
type Estimate struct {
	Value  float64
	Limits *Limits
}

func (e Estimate) usable() bool {
	return finite(e.Value) && (e.Limits == nil || e.Limits.Contains(e.Value))
}

// Newcombe gives the difference of two proportions, first less second, and its limits from the Wilson
// limits of both: R. G. Newcombe, Stat. Med. 17 (1998) 873, method 10. It is not ok when either is no
// proportion. Whether two intervals overlap is not the test; whether these limits hold 0 is.
func Newcombe(x1, n1, x2, n2 float64, level Level) (difference float64, limits Limits, ok bool) {
	first, ok1 := Wilson(x1, n1, level)
	second, ok2 := Wilson(x2, n2, level)
	if !ok1 || !ok2 {
		return 0, Limits{}, false
	}
	p1, p2 := x1/n1, x2/n2
	difference = p1 - p2
	limits = Limits{
		difference - math.Hypot(p1-first.Lower, second.Upper-p2),
		difference + math.Hypot(first.Upper-p1, p2-second.Lower),
	}
	return difference, limits, true
}

// Difference gives a less b. Its limits are recovered from those of both (MOVER): G. Y. Zou and A. Donner,
// Stat. Med. 27 (2008) 1693; with Wilson limits it is Newcombe. The limits are nil when either has none.
// It is not ok when a value is no number or lies outside its own limits. The two have to be independent.
func Difference(a, b Estimate) (difference Estimate, ok bool) {
	if !a.usable() || !b.usable() {
		return Estimate{}, false
	}
	value := a.Value - b.Value
	if a.Limits == nil || b.Limits == nil {
		return checked(Estimate{Value: value})
	}
	return checked(Estimate{Value: value, Limits: &Limits{
		value - math.Hypot(a.Value-a.Limits.Lower, b.Limits.Upper-b.Value),
		value + math.Hypot(a.Limits.Upper-a.Value, b.Value-b.Limits.Lower),
	}})
}

// SumOf adds independent estimates; the limits are MOVER's for a sum (Zou and Donner 2008), nil when any
// estimate has none. It is not ok without estimates, or when one has a value that is no number or lies
// outside its own limits.
func SumOf(estimates []Estimate) (sum Estimate, ok bool) {
	if len(estimates) == 0 {
		return Estimate{}, false
	}
	limited := true
	var below, above float64
	for _, e := range estimates {
		if !e.usable() {
			return Estimate{}, false
		}
		sum.Value += e.Value
		if e.Limits == nil {
			limited = false
			continue
		}
		below = math.Hypot(below, e.Value-e.Limits.Lower)
		above = math.Hypot(above, e.Limits.Upper-e.Value)
	}
	if limited {
		sum.Limits = &Limits{sum.Value - below, sum.Value + above}
	}
	return checked(sum)
}

// MeanOf gives the unweighted mean of independent estimates, as LAIT averages neighbours, with the limits
// of SumOf divided by their number. It is not ok where SumOf is not.
func MeanOf(estimates []Estimate) (mean Estimate, ok bool) {
	sum, ok := SumOf(estimates)
	if !ok {
		return Estimate{}, false
	}
	n := float64(len(estimates))
	mean.Value = sum.Value / n
	if sum.Limits != nil {
		limits := sum.Limits.Scale(1 / n).including(mean.Value)
		mean.Limits = &limits
	}
	return checked(mean)
}

// checked refuses a result that is out of the range of numbers.
func checked(e Estimate) (Estimate, bool) {
	if !e.usable() {
		return Estimate{}, false
	}
	return e, true
}
