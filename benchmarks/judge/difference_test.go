package judge

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*(1+math.Abs(a)+math.Abs(b)) }

func nearLimits(a, b Limits) bool { return near(a.Lower, b.Lower) && near(a.Upper, b.Upper) }

// R. G. Newcombe, Stat. Med. 17 (1998) 873, table II, method 10: the limits of the contrasts there.
func TestNewcombeKnownAnswers(t *testing.T) {
	for _, test := range []struct {
		x1, n1, x2, n2 float64
		lower, upper   string
	}{
		{56, 70, 48, 80, "0.0524", "0.3339"},
		{9, 10, 3, 10, "0.1705", "0.8090"},
		{6, 7, 2, 7, "0.0582", "0.8062"},
		{5, 56, 0, 29, "-0.0381", "0.1926"},
		{0, 10, 0, 20, "-0.1611", "0.2775"},
		{0, 10, 0, 10, "-0.2775", "0.2775"},
		{10, 10, 0, 20, "0.6791", "1.0000"},
		{10, 10, 0, 10, "0.6075", "1.0000"},
	} {
		difference, limits, ok := Newcombe(test.x1, test.n1, test.x2, test.n2, Level95)
		if !ok || !near(difference, test.x1/test.n1-test.x2/test.n2) || !printed(limits.Lower, test.lower) || !printed(limits.Upper, test.upper) {
			t.Errorf("%v/%v less %v/%v: %v %v %v, want %s to %s", test.x1, test.n1, test.x2, test.n2, difference, limits, ok, test.lower, test.upper)
		}
	}
	if _, _, ok := Newcombe(1, 0, 1, 2, Level95); ok {
		t.Error("a difference from a share of no cases")
	}
}

func wilsonEstimate(tb testing.TB, x, n float64, level Level) Estimate {
	tb.Helper()
	limits, ok := Wilson(x, n, level)
	if !ok {
		tb.Fatalf("%v of %v has no limits", x, n)
	}
	return Estimate{x / n, &limits}
}

func TestDifferenceOfWilsonLimitsIsNewcombe(t *testing.T) {
	for n1 := 1.0; n1 < 40; n1 += 7 {
		for n2 := 1.0; n2 < 40; n2 += 5 {
			for x1 := 0.0; x1 <= n1; x1++ {
				for x2 := 0.0; x2 <= n2; x2++ {
					want, limits, _ := Newcombe(x1, n1, x2, n2, Level998)
					got, ok := Difference(wilsonEstimate(t, x1, n1, Level998), wilsonEstimate(t, x2, n2, Level998))
					if !ok || !near(got.Value, want) || !nearLimits(*got.Limits, limits) {
						t.Fatalf("%v/%v less %v/%v: %v %v, want %v %v", x1, n1, x2, n2, got, ok, want, limits)
					}
				}
			}
		}
	}
}

// Symmetrical limits of means: the variances add up.
func TestDifferenceAndSumsBySquares(t *testing.T) {
	a, b := Estimate{10, &Limits{7, 13}}, Estimate{20, &Limits{16, 24}}
	if got, ok := Difference(b, a); !ok || got.Value != 10 || !nearLimits(*got.Limits, Limits{5, 15}) {
		t.Errorf("difference %v %v %v, want 10 from 5 to 15", got.Value, got.Limits, ok)
	}
	if got, ok := SumOf([]Estimate{a, b}); !ok || got.Value != 30 || !nearLimits(*got.Limits, Limits{25, 35}) {
		t.Errorf("sum %v %v %v, want 30 from 25 to 35", got.Value, got.Limits, ok)
	}
	if got, ok := MeanOf([]Estimate{a, b}); !ok || got.Value != 15 || !nearLimits(*got.Limits, Limits{12.5, 17.5}) {
		t.Errorf("mean %v %v %v, want 15 from 12.5 to 17.5", got.Value, got.Limits, ok)
	}
	ten := make([]Estimate, 100)
	for i := range ten {
		ten[i] = a
	}
	if got, ok := MeanOf(ten); !ok || !near(got.Value, 10) || !nearLimits(*got.Limits, Limits{9.7, 10.3}) {
		t.Errorf("mean of a hundred %v %v, want a tenth of the width", got.Limits, ok)
	}
}

func TestCombiningWithoutLimitsOrNumbers(t *testing.T) {
	a, bare := Estimate{10, &Limits{7, 13}}, Estimate{Value: 20}
	if got, ok := Difference(a, bare); !ok || got.Value != -10 || got.Limits != nil {
		t.Errorf("difference from a bare value: %v %v", got, ok)
	}
	if got, ok := MeanOf([]Estimate{a, bare}); !ok || got.Value != 15 || got.Limits != nil {
		t.Errorf("mean with a bare value: %v %v", got, ok)
	}
	for _, broken := range []Estimate{{Value: math.NaN()}, {Value: math.Inf(1)}, {10, &Limits{11, 12}}, {10, &Limits{12, 8}}, {10, &Limits{math.NaN(), 12}}} {
		if _, ok := Difference(a, broken); ok {
			t.Errorf("difference from %v", broken)
		}
		if _, ok := SumOf([]Estimate{a, broken}); ok {
			t.Errorf("sum with %v", broken)
		}
	}
	if _, ok := MeanOf(nil); ok {
		t.Error("mean of nothing")
	}
	if _, ok := SumOf([]Estimate{{Value: math.MaxFloat64}, {Value: math.MaxFloat64}}); ok {
		t.Error("a sum out of range")
	}
}

func FuzzDifference(f *testing.F) {
	f.Add(10.0, 7.0, 13.0, 20.0, 16.0, 24.0)
	f.Add(1e308, -1e308, 1.7e308, -1e308, -1.7e308, 0.0)
	f.Fuzz(func(t *testing.T, a, la, ua, b, lb, ub float64) {
		first, second := Estimate{a, &Limits{la, ua}}, Estimate{b, &Limits{lb, ub}}
		got, ok := Difference(first, second)
		turned, okTurned := Difference(second, first)
		if ok != okTurned {
			t.Fatalf("ok %v one way, %v the other", ok, okTurned)
		}
		if ok && (!got.Limits.Contains(got.Value) || got.Limits.Lower != -turned.Limits.Upper) {
			t.Fatalf("%v %v, the other way %v", got.Value, got.Limits, turned.Limits)
		}
		if mean, ok := MeanOf([]Estimate{first, second}); ok && !mean.Limits.Contains(mean.Value) {
			t.Fatalf("mean %v %v", mean.Value, mean.Limits)
		}
	})
}
