package judge

import (
	"math"
	"slices"
	"testing"
)

// printedChiSquared is Cochran-Armitage as the specification of formats writes it, for counts small enough.
func printedChiSquared(points []Count) (slope, chiSquared float64) {
	var n, x, tn, tx, ttn float64
	for i, p := range points {
		t := float64(i + 1)
		n, x, tn, tx, ttn = n+p.Denominator, x+p.Numerator, tn+t*p.Denominator, tx+t*p.Numerator, ttn+t*t*p.Denominator
	}
	cross := n*tx - x*tn
	return cross / (n*ttn - tn*tn), n * cross * cross / (x * (n - x) * (n*ttn - tn*tn))
}

// printedLine is the weighted line as the specification of formats writes it.
func printedLine(points []RatePoint) (slope, chiSquared float64) {
	var w, wt, wtt, wv, wtv float64
	for i, p := range points {
		t, root := float64(i+1), 3.92/(p.Upper-p.Lower)
		weight := root * root
		w, wt, wtt, wv, wtv = w+weight, wt+weight*t, wtt+weight*t*t, wv+weight*p.Value, wtv+weight*t*p.Value
	}
	slope = (w*wtv - wt*wv) / (w*wtt - wt*wt)
	return slope, slope * slope / (w / (w*wtt - wt*wt))
}

func counts(values ...float64) []Count {
	points := make([]Count, 0, len(values)/2)
	for i := 0; i < len(values); i += 2 {
		points = append(points, Count{values[i], values[i+1]})
	}
	return points
}

// By hand, five years of 100 with 10, 15, 20, 25 and 30 events: N 500, X 100, Σtn 1,500, Σtx 350, Σt²n
// 5,500; the cross product is 500·350 − 100·1,500 = 25,000, the slope 25,000/500,000 = 0.05, chi-squared
// 500·25,000²/(100·400·500,000) = 15.625.
func TestTrendProportionByHand(t *testing.T) {
	got := TrendProportion(counts(10, 100, 15, 100, 20, 100, 25, 100, 30, 100))
	if got.Change != Increasing || !near(got.Slope, 0.05) || !near(got.ChiSquared, 15.625) || got.Reason != "" {
		t.Errorf("%+v, want increasing by 0.05, chi-squared 15.625", got)
	}
	if down := TrendProportion(counts(30, 100, 25, 100, 20, 100, 15, 100, 10, 100)); down.Change != Decreasing || !near(down.Slope, -0.05) {
		t.Errorf("the other way about: %+v", down)
	}
}

func TestTrendProportionByThePrintedFormula(t *testing.T) {
	for _, points := range [][]Count{
		counts(47, 352, 51, 340, 60, 361, 58, 322, 66, 348),
		counts(900, 3367, 880, 3402, 910, 3298, 850, 3355, 870, 3401),
		counts(0, 12, 1, 15, 0, 9, 2, 14, 3, 11),
	} {
		got := TrendProportion(points)
		slope, chiSquared := printedChiSquared(points)
		if !near(got.Slope, slope) || math.Abs(got.ChiSquared-chiSquared) > 1e-9 {
			t.Errorf("%v: %+v, want slope %v, chi-squared %v", points, got, slope, chiSquared)
		}
		if got.Change != NoChange {
			t.Errorf("%v: %s", points, got.Change)
		}
	}
}

// The test is at 99.8%: chi-squared of 9.5495357 is no change, just above it is one.
func TestTrendThreshold(t *testing.T) {
	// Values 0, e, 2e, 3e, 4e with unit standard errors: the slope is e, its variance 1/10, chi-squared 10e².
	at := func(chiSquared float64) Trend {
		e := math.Sqrt(chiSquared / 10)
		points := make([]RatePoint, 5)
		for i := range points {
			points[i] = RatePoint{float64(i) * e, float64(i)*e - 1.96, float64(i)*e + 1.96}
		}
		return TrendRate(points)
	}
	if got := at(9.54953); got.Change != NoChange {
		t.Errorf("just below: %+v", got)
	}
	if got := at(9.54954); got.Change != Increasing || math.Abs(got.ChiSquared-9.54954) > 1e-9 {
		t.Errorf("just above: %+v", got)
	}
}

func TestTrendRateByThePrintedFormula(t *testing.T) {
	points := []RatePoint{{51.2, 45.1, 57.8}, {55, 49, 61.6}, {58.3, 52.1, 65}, {57.9, 51.7, 64.6}, {70.2, 63.4, 77.5}}
	got := TrendRate(points)
	slope, chiSquared := printedLine(points)
	if got.Change != Increasing || !near(got.Slope, slope) || math.Abs(got.ChiSquared-chiSquared) > 1e-9 {
		t.Errorf("%+v, want increasing by %v, chi-squared %v", got, slope, chiSquared)
	}
}

// Four years of falling shares and one that leaps: significant, but the direction hangs on the last year.
func TestTrendThatHangsOnOnePoint(t *testing.T) {
	got := TrendProportion(counts(22, 100, 21, 100, 20, 100, 19, 100, 60, 100))
	if got.Change != NoChange || got.ChiSquared < trendCritical || got.Reason == "" {
		t.Errorf("%+v, want no significant change with the reason", got)
	}
	if !(got.Slope > 0) {
		t.Errorf("the slope is %v", got.Slope)
	}
}

// Without the first year the slope of 60, 70, 25 and 75 is −1.5·60 − 0.5·70 + 0.5·25 + 1.5·75 = 0, which is
// neither sign.
func TestTrendThatIsLevelWithoutOnePoint(t *testing.T) {
	got := TrendProportion(counts(11, 100, 60, 100, 70, 100, 25, 100, 75, 100))
	turned := TrendProportion(counts(89, 100, 40, 100, 30, 100, 75, 100, 25, 100))
	if got.Change != NoChange || turned.Change != NoChange || got.Reason == "" {
		t.Errorf("%+v, turned about %+v", got, turned)
	}
	var rates []RatePoint
	for _, v := range []float64{1.1, 6, 7, 2.5, 7.5} {
		rates = append(rates, RatePoint{v, v - 0.5, v + 0.5})
	}
	if got := TrendRate(rates); got.Change != NoChange || got.Reason == "" {
		t.Errorf("as rates: %+v", got)
	}
}

func TestTrendTakesTheLastFiveWithAFigure(t *testing.T) {
	nan := math.NaN()
	rising := counts(99, 100, 10, 100, 0, 0, 15, 100, nan, nan, 20, 100, 25, 100, 30, 100)
	got := TrendProportion(rising)
	if !slices.Equal(got.Used, []int{1, 3, 5, 6, 7}) || !near(got.ChiSquared, 15.625) {
		t.Errorf("%+v", got)
	}
	got = TrendProportion(rising[3:])
	if got.Change != NotTested || len(got.Used) != 4 || got.Reason == "" || got.Verdict(High) != NotTested {
		t.Errorf("four points: %+v", got)
	}
	if got := TrendRate(nil); got.Change != NotTested || got.Reason == "" {
		t.Errorf("no points: %+v", got)
	}
}

func TestTrendAtTheEdges(t *testing.T) {
	for name, points := range map[string][]Count{
		"all nought":     counts(0, 10, 0, 20, 0, 10, 0, 30, 0, 10),
		"all of all":     counts(10, 10, 20, 20, 10, 10, 30, 30, 10, 10),
		"all alike":      counts(1, 10, 1, 10, 1, 10, 1, 10, 1, 10),
		"one event only": counts(0, 10, 0, 10, 0, 10, 0, 10, 10, 10),
	} {
		got := TrendProportion(points)
		if got.Change != NoChange {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := TrendProportion(counts(1, 10, 1, 10, 11, 10, 1, 10, 1, 10)); got.Change != NotTested || got.Reason == "" {
		t.Errorf("more events than cases: %+v", got)
	}
	alike := RatePoint{5, 4, 6}
	for name, point := range map[string]RatePoint{
		"no width": {5, 5, 5}, "limits beside the value": {5, 6, 7}, "limits the wrong way about": {5, 6, 4}, "no end": {5, 4, math.Inf(1)},
	} {
		if got := TrendRate([]RatePoint{alike, alike, point, alike, alike}); got.Change != NotTested || got.Reason == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := TrendRate([]RatePoint{alike, alike, alike, alike, alike}); got.Change != NoChange || got.ChiSquared != 0 {
		t.Errorf("all alike: %+v", got)
	}
}

func TestTrendVerdict(t *testing.T) {
	for _, test := range []struct {
		change   Change
		polarity Polarity
		want     Change
	}{
		{Increasing, High, GettingBetter},
		{Increasing, Low, GettingWorse},
		{Decreasing, High, GettingWorse},
		{Decreasing, Low, GettingBetter},
		{Increasing, Neutral, Increasing},
		{NoChange, Low, NoChange},
		{NotTested, High, NotTested},
	} {
		if got := (Trend{Change: test.change}).Verdict(test.polarity); got != test.want {
			t.Errorf("%s, %s: %s, want %s", test.change, test.polarity, got, test.want)
		}
	}
}

// Counting the others instead of the events turns a trend about; a constant added to every rate does not
// change it.
func FuzzTrend(f *testing.F) {
	f.Add(10.0, 100.0, 15.0, 20.0, 25.0, 30.0)
	f.Add(0.0, 1e-300, 1e308, 1e308, math.Inf(1), 5.0)
	f.Fuzz(func(t *testing.T, a, n, b, c, d, e float64) {
		points := counts(a, n, b, n, c, n, d, n, e, n)
		others := make([]Count, len(points))
		for i, p := range points {
			others[i] = Count{p.Denominator - p.Numerator, p.Denominator}
		}
		got, turned := TrendProportion(points), TrendProportion(others)
		if got.Change != NotTested && !finite(got.Slope, got.ChiSquared) {
			t.Fatalf("%v: %+v", points, got)
		}
		whole := math.Trunc(n) == n && math.Trunc(a) == a && math.Trunc(b) == b && math.Trunc(c) == c &&
			math.Trunc(d) == d && math.Trunc(e) == e && n < 1e6
		if whole && got.Change == Increasing && math.Abs(got.ChiSquared-trendCritical) > 1e-6 && turned.Change != Decreasing {
			t.Fatalf("%v: %+v, turned about %+v", points, got, turned)
		}
		rates := make([]RatePoint, len(points))
		for i, p := range points {
			rates[i] = RatePoint{p.Numerator, p.Numerator - n, p.Numerator + n}
		}
		if got := TrendRate(rates); got.Change != NotTested && !finite(got.Slope, got.ChiSquared) {
			t.Fatalf("%v: %+v", rates, got)
		}
	})
}
