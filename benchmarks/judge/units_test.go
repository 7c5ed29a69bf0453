package judge

import (
	"math"
	"testing"
)

// The limits are those of the definition, worked out case by case: of fewer and of more events the probability is
// no more than half of what the level leaves, and of one step further in it is more.
func TestUnitLimitsAreExact(t *testing.T) {
	exact := func(share float64, n int) []float64 {
		out := make([]float64, n+1)
		for k := range out {
			a, _ := math.Lgamma(float64(n) + 1)
			b, _ := math.Lgamma(float64(k) + 1)
			c, _ := math.Lgamma(float64(n-k) + 1)
			out[k] = math.Exp(a - b - c + float64(k)*math.Log(share) + float64(n-k)*math.Log(1-share))
		}
		return out
	}
	sum := func(of []float64) (out float64) {
		for _, v := range of {
			out += v
		}
		return out
	}
	for _, n := range []int{1, 2, 7, 10, 31, 200} {
		for _, share := range []float64{0.02, 0.1, 0.5, 0.83} {
			for _, level := range []Level{Level95, Level998} {
				limits, ok := UnitLimits(share, float64(n), level)
				if !ok {
					t.Fatalf("%d cases at %g: no limits", n, share)
				}
				p, tail := exact(share, n), (1-float64(level))/2
				a, b := int(limits.Lower), int(limits.Upper)
				if below := sum(p[:a]); below > tail+1e-9 {
					t.Errorf("%d cases at %g: fewer than %d have probability %g", n, share, a, below)
				}
				if above := sum(p[b+1:]); above > tail+1e-9 {
					t.Errorf("%d cases at %g: more than %d have probability %g", n, share, b, above)
				}
				if within := sum(p[:a+1]); within <= tail-1e-9 {
					t.Errorf("%d cases at %g: the lower limit %d could lie further in", n, share, a)
				}
				if b > 0 && sum(p[b:]) <= tail-1e-9 {
					t.Errorf("%d cases at %g: the upper limit %d could lie further in", n, share, b)
				}
			}
		}
	}
	if limits, ok := UnitLimits(0.5, 10, Level95); !ok || limits.Lower != 2 || limits.Upper != 8 {
		t.Errorf("ten cases at one half: %v, %v, want 2 to 8", limits, ok)
	}
	for _, wrong := range []struct{ share, n float64 }{{-0.1, 10}, {1.1, 10}, {0.5, 0}, {0.5, 2.5}, {math.NaN(), 3}} {
		if _, ok := UnitLimits(wrong.share, wrong.n, Level95); ok {
			t.Errorf("%g of %g cases has limits", wrong.share, wrong.n)
		}
	}
}
