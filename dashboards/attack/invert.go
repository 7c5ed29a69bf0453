package attack

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"sync"

	"sightline/indicators"

	"gonum.org/v1/gonum/stat/distuv"
)

// quantile95 is what 95% limits by the normal distribution reach to.
const quantile95 = 1.959963984540054

// mostTried is the largest denominator that is tried where none is published.
const mostTried = 5_000

// printed is a number with the decimals that it is printed to.
type printed struct {
	v    float64
	half float64 // what rounding can have changed
	ok   bool
}

func readPrinted(text string) printed {
	text = strings.TrimSpace(text)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return printed{}
	}
	_, decimals, _ := strings.Cut(text, ".")
	return printed{v, 0.5*math.Pow(10, -float64(len(decimals))) + 1e-9, true}
}

// allows tells whether a number would have been printed so.
func (p printed) allows(v float64) bool { return !p.ok || math.Abs(p.v-v) <= p.half }

// span is a range of whole numbers.
type span struct{ low, high int64 }

func anything() span { return span{0, unbounded} }

// inverted is what a printed value and its limits leave of numerator and denominator, given what is known of
// them; ok is false when nothing fits.
func inverted(def *indicators.Definition, c Cell, n, d span) (numerators, denominators span, ok bool) {
	value, lower, upper := readPrinted(c.Value), readPrinted(c.Lower), readPrinted(c.Upper)
	if !value.ok && !lower.ok && !upper.ok {
		return n, d, true
	}
	switch {
	case def.Statistic == indicators.Count:
		numerators, ok = eachCount(n, func(x int64) bool {
			low, high := poisson(x)
			return value.allows(float64(x)) && lower.allows(low) && upper.allows(high)
		})
		return numerators, d, ok
	case def.Unit != indicators.Percent:
		return n, d, true
	}
	out := [2]span{{unbounded, -1}, {unbounded, -1}}
	for size := max(d.low, 1); size <= min(d.high, mostTried); size++ {
		from, to := n.low, min(n.high, size)
		if value.ok {
			from = max(from, int64(math.Ceil((value.v-value.half)*float64(size)/100-1e-9)))
			to = min(to, int64(math.Floor((value.v+value.half)*float64(size)/100+1e-9)))
		}
		// Limits grow with the numerator.
		if lower.ok {
			from += firstThat(to-from+1, func(x int64) bool {
				low, _ := wilson(float64(from+x), float64(size))
				return low >= lower.v-lower.half
			})
		}
		if upper.ok {
			to = from + firstThat(to-from+1, func(x int64) bool {
				_, high := wilson(float64(from+x), float64(size))
				return high > upper.v+upper.half
			}) - 1
		}
		for x := from; x <= to; x++ {
			low, high := wilson(float64(x), float64(size))
			if lower.ok && low > lower.v+lower.half {
				break
			}
			if lower.allows(low) && upper.allows(high) {
				out[0] = span{min(out[0].low, x), max(out[0].high, x)}
				out[1] = span{min(out[1].low, size), max(out[1].high, size)}
			}
		}
	}
	if d.high > mostTried && out[1].high > mostTried*9/10 { // larger ones would fit too
		out[0].high, out[1].high = n.high, d.high
	}
	return out[0], out[1], out[0].high >= 0
}

// firstThat is the least of 0 to n-1 that fits, where all after one that fits do; n when none does.
func firstThat(n int64, fits func(int64) bool) int64 {
	if n <= 0 {
		return 0
	}
	return int64(sort.Search(int(n), func(x int) bool { return fits(int64(x)) }))
}

// eachCount is the range of the counts that fit.
func eachCount(n span, fits func(int64) bool) (span, bool) {
	out := span{unbounded, -1}
	for x := n.low; x <= min(n.high, 20*mostTried); x++ {
		if fits(x) {
			out = span{min(out.low, x), x}
		} else if out.high >= 0 {
			break
		}
	}
	return out, out.high >= 0
}

// wilson is the 95% score limits of a share, in per cent.
func wilson(x, n float64) (low, high float64) {
	const z = quantile95
	root := z * math.Sqrt(z*z+4*x*(1-x/n))
	return 100 * max((2*x+z*z-root)/(2*(n+z*z)), 0), 100 * min((2*x+z*z+root)/(2*(n+z*z)), 1)
}

var exactLimits = sync.OnceValue(func() (out [10][2]float64) {
	for x := range out {
		if x > 0 {
			out[x][0] = distuv.ChiSquared{K: 2 * float64(x)}.Quantile(0.025) / 2
		}
		out[x][1] = distuv.ChiSquared{K: 2*float64(x) + 2}.Quantile(0.975) / 2
	}
	return out
})

// poisson is the 95% limits of a count: exact below ten, by Byar from ten on.
func poisson(count int64) (low, high float64) {
	if count < 10 {
		limits := exactLimits()[max(count, 0)]
		return limits[0], limits[1]
	}
	const z = quantile95
	x := float64(count)
	return x * math.Pow(1-1/(9*x)-z/(3*math.Sqrt(x)), 3), (x + 1) * math.Pow(1-1/(9*(x+1))+z/(3*math.Sqrt(x+1)), 3)
}
