package process

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/benchmarks/judge"
)

func monthly(values ...float64) []Point {
	points := make([]Point, len(values))
	for i, day := range ends(len(values)) {
		points[i] = Point{day, values[i]}
	}
	return points
}

func oneStretch(tb testing.TB, options Options, values ...float64) Stretch {
	tb.Helper()
	stretches, err := Chart(monthly(values...), nil, options)
	if err != nil || len(stretches) != 1 {
		tb.Fatalf("%d stretches: %v", len(stretches), err)
	}
	return stretches[0]
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// Ten and twelve in turn: the mean is 11, every moving range 2, the limits 11 ∓ 5.32 and the lines at two
// thirds 11 ∓ 3.5466….
func TestLimitsByHand(t *testing.T) {
	s := oneStretch(t, Options{}, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12)
	if !near(s.Centre, 11) || !near(s.MovingRange, 2) || !near(s.Lower, 5.68) || !near(s.Upper, 16.32) ||
		!near(s.Lower2, 11-10.64/3) || !near(s.Upper2, 11+10.64/3) || s.Screened != 0 || !s.Limited {
		t.Errorf("%+v", s)
	}
	if s.Firm {
		t.Error("twelve points are firm")
	}
	for _, p := range s.Points {
		if p.Signal != CommonCause || p.Direction != 0 || p.Up || p.Down {
			t.Errorf("%+v", p)
		}
	}
}

// The last of twelve leaps to 32: the mean is 152/12, the moving ranges ten of 2 and one of 22 with mean
// 42/11; 3.267 times that is 12.47, so that 22 is left out and the mean is 2 again.
func TestScreeningByHand(t *testing.T) {
	values := []float64{10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 32}
	s := oneStretch(t, Options{}, values...)
	if centre := 152.0 / 12; !near(s.Centre, centre) || !near(s.MovingRange, 2) || s.Screened != 1 || !near(s.Upper, centre+5.32) {
		t.Errorf("screened: %+v", s)
	}
	s = oneStretch(t, Options{KeepOutliers: true}, values...)
	if !near(s.MovingRange, 42.0/11) || s.Screened != 0 || !near(s.Lower, 152.0/12-2.66*42/11) {
		t.Errorf("kept: %+v", s)
	}
	if last := s.Points[11]; last.Signal != OutsideLimits || last.Direction != 1 {
		t.Errorf("the leap: %+v", last)
	}
}

func TestFirmFromThirteenPoints(t *testing.T) {
	for n, firm := range map[int]bool{12: false, 13: true} {
		if s := oneStretch(t, Options{}, make([]float64, n)...); s.Firm != firm {
			t.Errorf("%d points: firm %v", n, s.Firm)
		}
	}
}

// signalsOf marks values in a chart with mean 0, limits at 3 and lines at 2: one letter a point, o outside,
// t trend, 2 two of three, s shift, - none; capital where it points up.
func signalsOf(values ...float64) string {
	s := Stretch{Limited: true, Lower: -3, Upper: 3, Lower2: -2, Upper2: 2}
	var out strings.Builder
	for _, p := range mark(monthly(values...), values, s) {
		letter := map[Signal]string{CommonCause: "-", OutsideLimits: "o", Trend: "t", TwoOfThree: "2", Shift: "s"}[p.Signal]
		switch {
		case p.Direction > 0 && letter == "2":
			letter = "8" // an upward 2
		case p.Direction > 0:
			letter = strings.ToUpper(letter)
		}
		out.WriteString(letter)
	}
	return out.String()
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		want   string
	}{
		{"on a limit is not outside", []float64{3, -3, 1}, "---"},
		{"beyond a limit", []float64{3.01, -1, -3.01}, "O-o"},
		{"seven rising", []float64{-.9, -.6, -.3, 0, .3, .6, .9}, "TTTTTTT"},
		{"seven falling", []float64{.9, .6, .3, 0, -.3, -.6, -.9}, "ttttttt"},
		{"six rising", []float64{-.9, -.6, -.3, 0, .3, .6}, "------"},
		{"nine rising within more", []float64{0, -1.2, -.9, -.6, -.3, 0, .3, .6, .9, 1.2, 0}, "-TTTTTTTTT-"},
		{"an equal neighbour ends a trend", []float64{-.9, -.6, -.3, -.3, .3, .6, .9}, "-------"},
		{"a peak has the direction of the step after it", []float64{-.9, -.6, -.3, 0, .3, .6, .9, .5, .2, -.1, -.2, -.3, -.4}, "TTTTTTttttttt"},
		{"two of three with the inner in the middle", []float64{-1, 2.5, 1, 2.5, -1}, "-8-8-"},
		{"two of three, the first two", []float64{2.5, 2.1, .5, -1}, "88--"},
		{"two of three below", []float64{1, -.5, -2.5, -2.1}, "--22"},
		{"three of three", []float64{2.5, 2.1, 2.2, -1}, "888-"},
		{"the inner one on the other side", []float64{2.5, -1, 2.5}, "---"},
		{"the inner one on the mean", []float64{2.5, 0, 2.5}, "---"},
		{"on different sides", []float64{2.5, -2.5, 1}, "---"},
		{"at two thirds is not beyond", []float64{2, 1, 2.5}, "---"},
		{"on the limit is between", []float64{3, 1, 2.5}, "8-8"},
		{"one outside is none of the two", []float64{3.5, 1, 2.5}, "O--"},
		{"two between with one outside among them", []float64{2.5, 3.5, 2.5}, "8O8"},
		{"there have to be three", []float64{2.5, 2.5}, "--"},
		{"seven above", []float64{-1, .5, .6, .5, .6, .5, .6, .5, -1}, "-SSSSSSS-"},
		{"seven below", []float64{-.5, -.6, -.5, -.6, -.5, -.6, -.5}, "sssssss"},
		{"six above", []float64{.5, .6, .5, .6, .5, .6, -1}, "-------"},
		{"a point on the mean ends a shift", []float64{.5, .6, .5, 0, .5, .6, .5, .6}, "--------"},
		{"outside comes first", []float64{.5, .6, .5, 3.5, .5, .6, .5}, "SSSOSSS"},
		{"trend before shift", []float64{.1, .2, .3, .4, .5, .6, .7, .2}, "TTTTTTTS"},
		{"two of three before shift", []float64{.5, .6, .5, .6, 2.5, .5, 2.4}, "SSSS8S8"},
		{"no points", nil, ""},
	} {
		if got := signalsOf(test.values...); got != test.want {
			t.Errorf("%s: %v: %s, want %s", test.name, test.values, got, test.want)
		}
	}
}

// The mean of 0.1, 0.2 and 0.3 is not 0.2 in binary; the point on it is on it all the same.
func TestRoundingPutsNoPointOffTheMean(t *testing.T) {
	s := oneStretch(t, Options{}, .3, .3, .3, .2, .3, .3, .3, .1, .1, .1, .1, .1, .1)
	if got := s.Points[3]; got.Signal != CommonCause {
		t.Errorf("%+v about %v", got, s.Centre)
	}
	s = oneStretch(t, Options{}, .1, .1, .1, .1, .1, .1, .1, .1)
	if s.Lower != .1 || s.Upper != .1 || s.Points[0].Signal != CommonCause {
		t.Errorf("all alike: %+v", s)
	}
}

func TestRebases(t *testing.T) {
	values := make([]float64, 26)
	for i := range values {
		values[i] = 10 + float64(i%2)
		if i >= 13 {
			values[i] += 20
		}
	}
	points := monthly(values...)
	inside := time.Date(2021, 2, 1, 0, 0, 0, 0, time.UTC) // the fourteenth month, of which 28 February is the end
	stretches, err := Chart(points, []time.Time{inside}, Options{})
	if err != nil || len(stretches) != 2 {
		t.Fatalf("%d stretches, %v", len(stretches), err)
	}
	for i, s := range stretches {
		alone, _ := Chart(points[13*i:13*i+13], nil, Options{})
		if len(s.Points) != 13 || !slices.Equal(s.Points, alone[0].Points) || s.Upper != alone[0].Upper || !s.Firm {
			t.Errorf("stretch %d: %+v", i+1, s)
		}
	}
	if !stretches[0].Rebased.IsZero() || !stretches[1].Rebased.Equal(inside) {
		t.Errorf("rebased %v, %v", stretches[0].Rebased, stretches[1].Rebased)
	}
	if !stretches[1].First().Equal(points[13].End) || !stretches[0].Last().Equal(points[12].End) {
		t.Error("the month of the rebase is in the wrong stretch")
	}
	// On the last day of a period, before all and after all.
	for _, test := range []struct {
		day  time.Time
		want []int
	}{
		{points[13].End, []int{13, 13}},
		{points[13].End.AddDate(0, 0, 1), []int{14, 12}},
		{points[0].End.AddDate(-1, 0, 0), []int{26}},
		{points[25].End.AddDate(1, 0, 0), []int{26}},
	} {
		stretches, err := Chart(points, []time.Time{test.day}, Options{})
		var lengths []int
		for _, s := range stretches {
			lengths = append(lengths, len(s.Points))
		}
		if err != nil || !slices.Equal(lengths, test.want) {
			t.Errorf("%v: %v %v, want %v", test.day, lengths, err, test.want)
		}
	}
	// Two rebases before one figure: the later stands.
	stretches, _ = Chart(points, []time.Time{points[13].End, inside}, Options{})
	if len(stretches) != 2 || !stretches[1].Rebased.Equal(points[13].End) {
		t.Errorf("two rebases in a month: %d stretches", len(stretches))
	}
}

func TestOnePointHasNoLimits(t *testing.T) {
	s := oneStretch(t, Options{}, 5)
	if s.Limited || s.Lower != 5 || s.Upper != 5 || s.Points[0].Signal != CommonCause {
		t.Errorf("%+v", s)
	}
	target := 4.0
	if got := AssuranceOf(s, &target, judge.High); got != NoTarget {
		t.Errorf("assurance %s", got)
	}
}

func TestChartRefuses(t *testing.T) {
	points := monthly(1, 2, 3)
	for name, broken := range map[string][]Point{
		"none":           nil,
		"not a number":   monthly(1, math.NaN()),
		"without end":    monthly(1, math.Inf(1)),
		"out of order":   {points[1], points[0]},
		"a month twice":  {points[0], points[0]},
		"beyond numbers": monthly(math.MaxFloat64, -math.MaxFloat64, math.MaxFloat64),
	} {
		if stretches, err := Chart(broken, nil, Options{}); err == nil {
			t.Errorf("%s: %+v", name, stretches)
		}
	}
}

// Limits are shown to what a count can be; the points are judged by the uncut ones.
func TestShownLimits(t *testing.T) {
	floor, ceiling := 0.0, 100.0
	s := oneStretch(t, Options{Floor: &floor, Ceiling: &ceiling}, 1, 9, 1, 9, 1, 9, 1, 9)
	lower, upper := s.Shown()
	if lower != 0 || !near(upper, 5+2.66*8) || !near(s.Lower, 5-2.66*8) {
		t.Errorf("shown %v to %v of %v to %v", lower, upper, s.Lower, s.Upper)
	}
	if lower2, _ := s.Shown2(); lower2 != 0 {
		t.Errorf("shown at two thirds %v", lower2)
	}
	s = oneStretch(t, Options{Ceiling: &ceiling}, 91, 99, 91, 99)
	if _, upper := s.Shown(); upper != 100 {
		t.Errorf("shown up to %v", upper)
	}
}

func marks(s Stretch) []Marked {
	out := slices.Clone(s.Points)
	for i := range out {
		out[i].Point = Point{}
	}
	return out
}

// What a chart says does not hang on the unit or the zero of the scale, and turns with the sign.
func TestChartProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 1))
	for range 3000 {
		values := make([]float64, 8+random.IntN(40))
		level := 0.0
		for i := range values {
			if random.IntN(8) == 0 {
				level += random.NormFloat64()
			}
			values[i] = level + random.NormFloat64()
		}
		with := func(change func(float64) float64) Stretch {
			changed := make([]float64, len(values))
			for i, v := range values {
				changed[i] = change(v)
			}
			return oneStretch(t, Options{}, changed...)
		}
		plain := with(func(v float64) float64 { return v })
		if got := with(func(v float64) float64 { return v + 1000 }); !slices.Equal(marks(got), marks(plain)) || !near(got.Centre, plain.Centre+1000) {
			t.Fatalf("a constant added to %v changes the signals", values)
		}
		if got := with(func(v float64) float64 { return v * 1e4 }); !slices.Equal(marks(got), marks(plain)) {
			t.Fatalf("another unit of %v changes the signals", values)
		}
		turned := marks(with(func(v float64) float64 { return -v }))
		for i, p := range marks(plain) {
			if q := turned[i]; q.Signal != p.Signal || q.Direction != -p.Direction || q.Up != p.Down || q.Down != p.Up {
				t.Fatalf("%v turned about: point %d is %+v, was %+v", values, i, q, p)
			}
		}
		if VariationOf(plain, judge.High) != VariationOf(with(func(v float64) float64 { return -v }), judge.Low) {
			t.Fatalf("%v turned about with its polarity has another verdict", values)
		}
	}
}

func TestVariation(t *testing.T) {
	up, down := Marked{Signal: Shift, Direction: 1, Up: true}, Marked{Signal: Shift, Direction: -1, Down: true}
	both := Marked{Signal: Trend, Direction: 1, Up: true, Down: true}
	none := Marked{Signal: CommonCause}
	for _, test := range []struct {
		name     string
		points   []Marked
		polarity Polarity
		want     Variation
	}{
		{"up, high is good", []Marked{none, up}, judge.High, Improvement},
		{"up, low is good", []Marked{none, up}, judge.Low, Concern},
		{"down, high is good", []Marked{none, down}, judge.High, Concern},
		{"down, low is good", []Marked{none, down}, judge.Low, Improvement},
		{"up, neutral", []Marked{none, up}, judge.Neutral, SpecialVariation},
		{"the last point counts", []Marked{up, none}, judge.High, CommonVariation},
		{"conflict, high is good", []Marked{both}, judge.High, Improvement},
		{"conflict, low is good", []Marked{both}, judge.Low, Improvement},
		{"no points", nil, judge.High, CommonVariation},
	} {
		if got := VariationOf(Stretch{Points: test.points}, test.polarity); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A series that rises for seven months from far below the mean: its last point is up by the trend and down
// by where it lies.
func TestConflictOfRulesInAChart(t *testing.T) {
	got := mark(monthly(-2.9, -2.8, -2.7, -2.6, -2.5, -2.4, -2.3), []float64{-2.9, -2.8, -2.7, -2.6, -2.5, -2.4, -2.3},
		Stretch{Limited: true, Lower: -3, Upper: 3, Lower2: -2, Upper2: 2})
	last := got[len(got)-1]
	if last.Signal != Trend || last.Direction != 1 || !last.Up || !last.Down {
		t.Errorf("%+v", last)
	}
}

func TestAssurance(t *testing.T) {
	s := Stretch{Limited: true, Lower: 10, Upper: 20}
	for _, test := range []struct {
		target   float64
		polarity Polarity
		want     Assurance
	}{
		{21, judge.High, WillNotMeet},
		{21, judge.Low, WillMeet},
		{9, judge.High, WillMeet},
		{9, judge.Low, WillNotMeet},
		{15, judge.High, MayMeet},
		{20, judge.High, MayMeet},
		{10, judge.Low, MayMeet},
		{15, judge.Neutral, NoTarget},
		{math.NaN(), judge.High, NoTarget},
	} {
		if got := AssuranceOf(s, &test.target, test.polarity); got != test.want {
			t.Errorf("%v, %s: %s, want %s", test.target, test.polarity, got, test.want)
		}
	}
	if got := AssuranceOf(s, nil, judge.High); got != NoTarget {
		t.Errorf("without a target: %s", got)
	}
}

func TestMethodSaysWhatWasChosen(t *testing.T) {
	floor := 0.0
	plain, other := Method(Options{}), Method(Options{KeepOutliers: true, Floor: &floor})
	for _, words := range []string{"2.66", "3.267", "seven points", "an equal neighbour ends it", "a point on the mean ends it", "trial limits"} {
		if !strings.Contains(plain, words) {
			t.Errorf("%q is not in %q", words, plain)
		}
	}
	if strings.Contains(other, "3.267") || !strings.Contains(other, "uncut") {
		t.Errorf("%q", other)
	}
}

func FuzzChart(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 200}, 1.5, 4)
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0}, math.MaxFloat64, 2)
	f.Fuzz(func(t *testing.T, steps []byte, unit float64, rebase int) {
		values := make([]float64, len(steps))
		for i, b := range steps {
			values[i] = float64(b) * unit
		}
		points := monthly(values...)
		day := time.Date(2020, time.Month(rebase%1000), 1, 0, 0, 0, 0, time.UTC)
		Check(Series{Window: Month, Kind: Count, Points: points})
		Check(Series{Window: Rolling12, Kind: Proportion, Points: points, Numerators: values, Denominators: values})
		stretches, err := Chart(points, []time.Time{day}, Options{})
		if err != nil {
			return
		}
		count := 0
		for _, s := range stretches {
			count += len(s.Points)
			if !(s.Lower <= s.Lower2 && s.Lower2 <= s.Centre && s.Centre <= s.Upper2 && s.Upper2 <= s.Upper) {
				t.Fatalf("%+v", s)
			}
			VariationOf(s, judge.High)
			AssuranceOf(s, &unit, judge.Low)
			for _, p := range s.Points {
				if (p.Signal == CommonCause) != (p.Direction == 0) || (p.Direction > 0 && !p.Up) || (p.Direction < 0 && !p.Down) {
					t.Fatalf("%+v", p)
				}
			}
		}
		if count != len(points) {
			t.Fatalf("%d of %d points", count, len(points))
		}
	})
}
