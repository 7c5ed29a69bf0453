package judge

import (
	"fmt"
	"math"
	"testing"
)

// printed says whether a figure is the one printed with so many significant digits or decimals.
func printed(got float64, want string) bool {
	return fmt.Sprintf("%.*f", decimalsOf(want), got) == want
}

func decimalsOf(text string) int {
	for i, r := range text {
		if r == '.' {
			return len(text) - i - 1
		}
	}
	return 0
}

// The Fingertips technical guidance's formulas, worked out and printed in the specification of formats
// (eight decimals) and of methods (per cent with one).
func TestWilsonKnownAnswers(t *testing.T) {
	for _, test := range []struct {
		events, n    float64
		level        Level
		scale        float64
		lower, upper string
	}{
		{0, 10, Level95, 1, "0", "0.2775328"},
		{1, 10, Level95, 1, "0.01787621", "0.40415003"},
		{58, 100, Level95, 1, "0.48206487", "0.67201617"},
		{47, 352, Level95, 1, "0.10191748", "0.17304053"},
		{352, 352, Level95, 1, "0.98920458", "1"},
		{58, 100, Level998, 1, "0.42713776", "0.71891489"},
		{0, 5, Level95, 100, "0", "43.4"},
		{5, 5, Level95, 100, "56.6", "100"},
		{8, 10, Level95, 100, "49.0", "94.3"},
		{24, 30, Level95, 100, "62.7", "90.5"},
		{80, 100, Level95, 100, "71.1", "86.7"},
		{50, 272, Level95, 100, "14.2", "23.4"},
		{84, 118, Level95, 100, "62.4", "78.6"},
	} {
		got, ok := Wilson(test.events, test.n, test.level)
		got = got.Scale(test.scale)
		if !ok || !printed(got.Lower, test.lower) || !printed(got.Upper, test.upper) {
			t.Errorf("%v of %v at %v: %v %v, want %s to %s", test.events, test.n, test.level, got, ok, test.lower, test.upper)
		}
	}
}

func TestPoissonKnownAnswers(t *testing.T) {
	for _, test := range []struct {
		events       float64
		lower, upper string
	}{
		{0, "0", "3.688879"},
		{1, "0.02531781", "5.571643"},
		{5, "1.623486", "11.66833"},
		{9, "4.115373", "17.0848"},
		{10, "4.78744991", "18.39145861"},
		{25, "16.17426592", "36.90645069"},
		{50, "37.11", "65.92"},
		{100, "81.36210549", "121.62793758"},
		{352, "316.18301811", "390.76289864"},
	} {
		got, ok := Poisson(test.events, Level95)
		if !ok || !printed(got.Lower, test.lower) || !printed(got.Upper, test.upper) {
			t.Errorf("%v: %v %v, want %s to %s", test.events, got, ok, test.lower, test.upper)
		}
	}
	// At 99.8%, from the definition: none expected below the lower limit, e.g. at 0 the upper is -ln 0.001.
	got, _ := Poisson(0, Level998)
	if math.Abs(got.Upper+math.Log(0.001)) > 1e-9 {
		t.Errorf("0 events at 99.8%%: %v, want an upper limit of %v", got, -math.Log(0.001))
	}
	z := 3.090232306167813
	lower, upper := 1-1/(9*25.0)-z/(3*5), 1-1/(9*26.0)+z/(3*math.Sqrt(26))
	got, _ = Poisson(25, Level998)
	if math.Abs(got.Lower-25*lower*lower*lower) > 1e-9 || math.Abs(got.Upper-26*upper*upper*upper) > 1e-9 {
		t.Errorf("25 events at 99.8%%: %v", got)
	}
}

func TestQuantilesOfTheLevels(t *testing.T) {
	for level, want := range map[Level]float64{Level95: 1.959963984540054, Level998: 3.090232306167813} {
		if got := level.z(); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v: %v, want %v", level, got, want)
		}
	}
}

// Student's t for 9 and 24 degrees of freedom is 2.262157 and 2.063899 at 95% (any table), and for 9
// 4.296806 at 99.8%.
func TestMeanLimits(t *testing.T) {
	got, ok := MeanLimits(14.2, 5, 25, Level95)
	if reach := 2.0638986; !ok || math.Abs(got.Lower-14.2+reach) > 1e-6 || math.Abs(got.Upper-14.2-reach) > 1e-6 {
		t.Errorf("25 cases: %v %v, want 14.2 give or take %v", got, ok, reach)
	}
	ten := math.Sqrt(10)
	got, ok = MeanLimits(0, ten, 10, Level998)
	if !ok || math.Abs(got.Upper-4.296806) > 1e-6 {
		t.Errorf("10 cases at 99.8%%: %v %v, want 4.296806", got, ok)
	}
	if _, ok := MeanLimits(14.2, 5, 9, Level95); ok {
		t.Error("nine cases have limits")
	}
}

func TestWidenMean(t *testing.T) {
	for _, n := range []int{10, 11, 30, 1000} {
		narrow, _ := MeanLimits(14.2, 5, n, Level95)
		want, _ := MeanLimits(14.2, 5, n, Level998)
		got, ok := WidenMean(14.2, narrow, n, Level998)
		if !ok || math.Abs(got.Lower-want.Lower) > 1e-12 || math.Abs(got.Upper-want.Upper) > 1e-12 {
			t.Errorf("%d cases: %v %v, want %v", n, got, ok, want)
		}
	}
	if _, ok := WidenMean(14.2, Limits{13.1, 15.4}, 30, Level998); ok {
		t.Error("limits that are not symmetrical are widened")
	}
	if got, ok := WidenMean(3, Limits{3, 3}, 30, Level998); !ok || got != (Limits{3, 3}) {
		t.Errorf("a mean without spread: %v %v, want no width", got, ok)
	}
}

// The control limits are Wilson's formula about the benchmark, as the technical guidance prints it.
func TestControlLimits(t *testing.T) {
	got, ok := ControlLimits(0.58, 100, Level95)
	if want := (Limits{0.48206487, 0.67201617}); !ok || math.Abs(got.Lower-want.Lower) > 1e-8 || math.Abs(got.Upper-want.Upper) > 1e-8 {
		t.Errorf("about 58%% of 100: %v %v, want %v", got, ok, want)
	}
	if _, ok := ControlLimits(1.01, 100, Level95); ok {
		t.Error("a benchmark above 1 has control limits")
	}
}

func TestNoLimitsOfWhatIsNoFigure(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range [][2]float64{{nan, 10}, {1, nan}, {1, 0}, {0, 0}, {-1, 10}, {11, 10}, {1, -1}, {1, inf}, {inf, inf}} {
		if got, ok := Wilson(c[0], c[1], Level95); ok {
			t.Errorf("Wilson of %v: %v", c, got)
		}
	}
	for _, events := range []float64{nan, -1, inf, -inf} {
		if got, ok := Poisson(events, Level95); ok {
			t.Errorf("Poisson of %v: %v", events, got)
		}
	}
	for _, c := range [][2]float64{{nan, 1}, {1, nan}, {1, -1}, {inf, 1}, {1, inf}} {
		if got, ok := MeanLimits(c[0], c[1], 30, Level95); ok {
			t.Errorf("MeanLimits of %v: %v", c, got)
		}
	}
	for _, level := range []Level{0, 1, -1, 2, Level(nan)} {
		if _, ok := Wilson(1, 10, level); ok {
			t.Errorf("Wilson at level %v", float64(level))
		}
		if _, ok := Poisson(1, level); ok {
			t.Errorf("Poisson at level %v", float64(level))
		}
	}
}

func FuzzLimits(f *testing.F) {
	f.Add(3.0, 10.0, 1.5, 20)
	f.Add(0.0, 1e-300, 0.0, 10)
	f.Add(9.999999, 1e308, 1e308, 11)
	f.Add(1e-310, 1e-310, -1e308, 1<<40)
	f.Fuzz(func(t *testing.T, events, n, sd float64, cases int) {
		narrow, ok := Wilson(events, n, Level95)
		wide, okWide := Wilson(events, n, Level998)
		if ok != okWide {
			t.Fatalf("Wilson of %v, %v: ok %v at 95%%, %v at 99.8%%", events, n, ok, okWide)
		}
		if ok && !(0 <= wide.Lower && wide.Lower <= narrow.Lower && narrow.Contains(events/n) && narrow.Upper <= wide.Upper && wide.Upper <= 1) {
			t.Fatalf("Wilson of %v, %v: %v in %v", events, n, narrow, wide)
		}
		narrow, ok = Poisson(events, Level95)
		wide, okWide = Poisson(events, Level998)
		if ok != okWide {
			t.Fatalf("Poisson of %v: ok %v at 95%%, %v at 99.8%%", events, ok, okWide)
		}
		if ok && !(0 <= wide.Lower && wide.Lower <= narrow.Lower && narrow.Contains(events) && narrow.Upper <= wide.Upper) {
			t.Fatalf("Poisson of %v: %v in %v", events, narrow, wide)
		}
		if limits, ok := MeanLimits(events, sd, cases, Level95); ok {
			if !limits.Contains(events) {
				t.Fatalf("mean %v, %v, %d: %v", events, sd, cases, limits)
			}
			if wide, ok := WidenMean(events, limits, cases, Level998); ok && !wide.Contains(events) {
				t.Fatalf("mean %v, %v, %d widened: %v", events, sd, cases, wide)
			}
		}
	})
}
