package judge

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

func TestRankTies(t *testing.T) {
	values := []float64{3, 1, math.NaN(), 2, 2, 5}
	if got := RankTies(values, Low); !slices.Equal(got, []int{4, 1, 0, 2, 2, 5}) {
		t.Errorf("low is good: %v", got)
	}
	if got := RankTies(values, High); !slices.Equal(got, []int{2, 5, 0, 3, 3, 1}) {
		t.Errorf("high is good: %v", got)
	}
	if got := RankTies(values, Neutral); !slices.Equal(got, make([]int, 6)) {
		t.Errorf("neutral: %v", got)
	}
}

// R: quantile(c(1, 2, 4, 8), c(0, .25, .5, .75, 1)) is 1, 1.75, 3, 5, 8.
func TestQuantileType7(t *testing.T) {
	values := []float64{8, 1, math.NaN(), 4, 2}
	for p, want := range map[float64]float64{0: 1, 0.25: 1.75, 0.5: 3, 0.75: 5, 1: 8} {
		if got, ok := QuantileType7(values, p); !ok || got != want {
			t.Errorf("at %v: %v %v, want %v", p, got, ok, want)
		}
	}
	if got := stat.Quantile(0.25, stat.LinInterp, []float64{1, 2, 4, 8}, nil); got == 1.75 {
		t.Error("gonum's linear quantile is type 7: use it")
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if _, ok := QuantileType7(values, p); ok {
			t.Errorf("a quantile at %v", p)
		}
	}
	if _, ok := QuantileType7([]float64{math.NaN()}, 0.5); ok {
		t.Error("a quantile of nothing")
	}
}

// The quartiles of 1 to 5 are 2, 3 and 4; a value on one is in the band of the lower values.
func TestQuartileBand(t *testing.T) {
	all := []float64{1, 2, 3, 4, 5}
	for value, bands := range map[float64][2]string{
		1: {"A", "D"}, 2: {"A", "D"}, 2.5: {"B", "C"}, 3: {"B", "C"}, 4: {"C", "B"}, 4.01: {"D", "A"}, 9: {"D", "A"},
	} {
		if got := QuartileBand(value, all, Low); got != bands[0] {
			t.Errorf("%v, low is good: %s, want %s", value, got, bands[0])
		}
		if got := QuartileBand(value, all, High); got != bands[1] {
			t.Errorf("%v, high is good: %s, want %s", value, got, bands[1])
		}
	}
	if got := QuartileBand(1, all, Neutral); got != "-" {
		t.Errorf("neutral: %s", got)
	}
	if got := QuartileBand(math.NaN(), all, Low) + QuartileBand(1, nil, Low); got != "--" {
		t.Errorf("nothing to band: %s", got)
	}
}

func TestRankRange(t *testing.T) {
	own := Estimate{20, &Limits{18, 22}}
	others := []Estimate{
		{10, &Limits{9, 11}},  // surely below
		{17, &Limits{15, 18}}, // touches
		{25, &Limits{20, 30}}, // overlaps
		{40, &Limits{35, 45}}, // surely above
		{50, &Limits{45, 55}},
		{Value: math.NaN()}, // not ranked
	}
	if got, ok := RankRange(own, others, Low); !ok || got != (Ranks{Best: 2, Worst: 4, Ranked: 6}) {
		t.Errorf("low is good: %+v %v", got, ok)
	}
	if got, ok := RankRange(own, others, High); !ok || got != (Ranks{Best: 3, Worst: 5, Ranked: 6}) {
		t.Errorf("high is good: %+v %v", got, ok)
	}
	withBare := append(slices.Clone(others), Estimate{Value: 5})
	if got, ok := RankRange(own, withBare, Low); !ok || got != (Ranks{Best: 2, Worst: 5, Ranked: 7, WithoutLimits: 1}) {
		t.Errorf("one without limits: %+v %v", got, ok)
	}
	for name, ok := range map[string]bool{
		"neutral":       second(RankRange(own, others, Neutral)),
		"own bare":      second(RankRange(Estimate{Value: 20}, others, Low)),
		"others bare":   second(RankRange(own, []Estimate{{Value: 5}}, Low)),
		"no others":     second(RankRange(own, nil, Low)),
		"own no number": second(RankRange(Estimate{math.NaN(), &Limits{1, 2}}, others, Low)),
	} {
		if ok {
			t.Errorf("%s: has a range", name)
		}
	}
}

func second(_ Ranks, ok bool) bool { return ok }

func FuzzRank(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 2.0, 0.25)
	f.Add(math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, 0.5)
	f.Fuzz(func(t *testing.T, a, b, c, d, p float64) {
		values := []float64{a, b, c, d}
		low, high := RankTies(values, Low), RankTies(values, High)
		ranked := len(numbers(values))
		for i, v := range values {
			if (low[i] == 0) != !finite(v) || (high[i] == 0) != !finite(v) || low[i]+high[i] > ranked+1 {
				t.Fatalf("%v: ranks %v and %v", values, low, high)
			}
		}
		if q, ok := QuantileType7(values, p); ok {
			sorted := numbers(values)
			if q < sorted[0] || q > sorted[len(sorted)-1] {
				t.Fatalf("%v at %v: %v", values, p, q)
			}
		}
		QuartileBand(a, values, High)
		others := []Estimate{{Value: c, Limits: &Limits{c, d}}, {Value: b, Limits: &Limits{a, b}}, {Value: d}}
		if ranks, ok := RankRange(Estimate{a, &Limits{a, b}}, others, Low); ok &&
			(ranks.Best < 1 || ranks.Worst < ranks.Best || ranks.Ranked < ranks.Worst) {
			t.Fatalf("%+v", ranks)
		}
	})
}
