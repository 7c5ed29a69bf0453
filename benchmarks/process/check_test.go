package process

import (
	"math"
	"slices"
	"testing"
	"time"
)

func reasons(s Series) []Reason {
	var out []Reason
	for _, refusal := range Check(s) {
		if refusal.Words == "" {
			out = append(out, "without words")
		}
		out = append(out, refusal.Reason)
	}
	return out
}

func repeated(value float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = value
	}
	return out
}

func TestCheck(t *testing.T) {
	year := repeated(10, 12)
	for _, test := range []struct {
		name   string
		series Series
		want   []Reason
	}{
		{"months", Series{Window: Month, Kind: Count, Points: monthly(year...)}, nil},
		{"quarters", Series{Window: Quarter, Kind: Count, Points: everyThird(year)}, nil},
		{"year to date", Series{Window: YearToDate, Kind: Count, Points: monthly(year...)}, []Reason{Overlapping}},
		{"rolling 12 months", Series{Window: Rolling12, Kind: Proportion, Points: monthly(year...)}, []Reason{Overlapping}},
		{"a stock", Series{Window: Snapshot, Kind: Count, Points: monthly(1, 2, 3, 4, 5, 6, 7, 8)}, []Reason{Stock}},
		{"counts averaging 3", Series{Window: Month, Kind: Count, Points: monthly(2, 4, 2, 4, 2, 4, 2, 4)}, nil},
		{"counts averaging less", Series{Window: Month, Kind: Count, Points: monthly(2, 4, 2, 4, 2, 4, 2, 3)}, []Reason{SmallCounts}},
		{"a rate of few events", Series{Window: Month, Kind: Rate, Points: monthly(year...), Numerators: repeated(2.9, 12)}, []Reason{SmallCounts}},
		{"a rate of enough", Series{Window: Month, Kind: Rate, Points: monthly(year...), Numerators: repeated(3, 12)}, nil},
		// 12 cases at 50%: 12·0.25 is 3.
		{"a share of enough", shareSeries(6, 12), nil},
		{"a share of few", shareSeries(5.5, 11), []Reason{SmallShares}},
		// 30 cases at 96.7%: 0.97; 100 at 96.7%: 3.2.
		{"near the ceiling", shareSeries(29, 30), []Reason{NearCeiling}},
		{"near the ceiling of many", shareSeries(96.7, 100), nil},
		{"near the floor", shareSeries(1, 30), []Reason{NearCeiling}},
		{"a share of nothing", shareSeries(0, 0), []Reason{SmallShares}},
		{"a share without its numbers", Series{Window: Month, Kind: Proportion, Points: monthly(year...)}, nil},
		{"means", Series{Window: Month, Kind: Other, Points: monthly(year...), Numerators: repeated(1, 12)}, nil},
		{"seven points", Series{Window: Month, Kind: Count, Points: monthly(repeated(10, 7)...)}, []Reason{TooFewPoints}},
		{"eight points", Series{Window: Month, Kind: Count, Points: monthly(repeated(10, 8)...)}, nil},
		{"no points", Series{Window: Month, Kind: Count}, []Reason{TooFewPoints}},
		{"a quarter missing", Series{Window: Month, Kind: Count, Points: without(monthly(year...), 3, 4, 9)}, nil},
		{"more than a quarter missing", Series{Window: Month, Kind: Count, Points: without(monthly(year...), 3, 4, 9, 6)}, []Reason{TooManyGaps}},
		{"not a number", Series{Window: Month, Kind: Count, Points: monthly(1, math.NaN())}, []Reason{NotNumbers}},
		{"several", Series{Window: Rolling12, Kind: Count, Points: monthly(1, 2)}, []Reason{Overlapping, TooFewPoints, SmallCounts}},
	} {
		if got := reasons(test.series); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func shareSeries(numerator, denominator float64) Series {
	return Series{
		Window: Month, Kind: Proportion, Points: monthly(repeated(50, 12)...),
		Numerators: repeated(numerator, 12), Denominators: repeated(denominator, 12),
	}
}

func everyThird(values []float64) []Point {
	points := make([]Point, len(values))
	for i, v := range values {
		points[i] = Point{time.Date(2020, time.Month(3*i+4), 0, 0, 0, 0, 0, time.UTC), v}
	}
	return points
}

func without(points []Point, at ...int) []Point {
	var out []Point
	for i, p := range points {
		if !slices.Contains(at, i) {
			out = append(out, p)
		}
	}
	return out
}

func TestGaps(t *testing.T) {
	all := monthly(repeated(1, 14)...) // January 2020 to February 2021
	want := []time.Time{all[1].End, all[11].End, all[12].End}
	if got := Gaps(without(all, 1, 11, 12), Month); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Gaps(all, Month); got != nil {
		t.Errorf("none missing: %v", got)
	}
	quarters := everyThird(repeated(1, 5))
	if got := Gaps(without(quarters, 3), Quarter); !slices.Equal(got, []time.Time{quarters[3].End}) {
		t.Errorf("a quarter missing: %v, want %v", got, quarters[3].End)
	}
	for _, points := range [][]Point{without(all, 1, 11, 12), all, without(quarters, 3)} {
		if got, want := countGaps(points, Month), len(Gaps(points, Month)); got != want {
			t.Errorf("%d counted, %d listed", got, want)
		}
	}
}

// By hand: of 1 to 5 the deviations are −2 to 2, the products of neighbours 2, 0, 0 and 2, the squares 10.
func TestAutocorrelation(t *testing.T) {
	if got, ok := Autocorrelation([]float64{1, 2, 3, 4, 5}); !ok || !near(got, 0.4) {
		t.Errorf("%v %v, want 0.4", got, ok)
	}
	if got, ok := Autocorrelation([]float64{1, -1, 1, -1}); !ok || !near(got, -0.75) {
		t.Errorf("%v %v, want -0.75", got, ok)
	}
	for name, values := range map[string][]float64{
		"two": {1, 2}, "all alike": {.1, .1, .1, .1}, "not a number": {1, 2, math.NaN()}, "too large": {math.MaxFloat64, -math.MaxFloat64, 1},
	} {
		if got, ok := Autocorrelation(values); ok {
			t.Errorf("%s: %v", name, got)
		}
	}
}
