package judge

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// worlds is how many worlds are simulated, in each of which the authority's true rate is the benchmark.
const worlds = 40_000

// withinChance says whether a share of worlds is what a probability allows: within four standard errors.
func withinChance(share, probability float64, of int) bool {
	return math.Abs(share-probability) <= 4*math.Sqrt(probability*(1-probability)/float64(of))+1e-9
}

// drawer draws from a discrete distribution by its probabilities from 0 on.
type drawer struct{ cumulative []float64 }

func newDrawer(probabilities []float64) drawer {
	d := drawer{make([]float64, len(probabilities))}
	sum := 0.0
	for i, p := range probabilities {
		sum += p
		d.cumulative[i] = sum
	}
	return d
}

func (d drawer) draw(random *rand.Rand) int {
	u := random.Float64()
	low, high := 0, len(d.cumulative)-1
	for low < high {
		if middle := (low + high) / 2; d.cumulative[middle] > u {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

func binomial(n int, p float64) []float64 {
	out := make([]float64, n+1)
	for x := range out {
		out[x] = distuv.Binomial{N: float64(n), P: p}.Prob(float64(x))
	}
	return out
}

func poisson(mean float64) []float64 {
	out := make([]float64, int(mean+12*math.Sqrt(mean)+20))
	for x := range out {
		out[x] = distuv.Poisson{Lambda: mean}.Prob(float64(x))
	}
	return out
}

// falseVerdicts are the probabilities of false verdicts with low polarity: worse is above the benchmark.
type falseVerdicts struct{ worse, better, worse998 float64 }

// enumerate gives the exact probabilities of false verdicts of counts with such probabilities.
func enumerate(probabilities []float64, judge func(events float64) (Verdict, string)) falseVerdicts {
	var f falseVerdicts
	for x, p := range probabilities {
		f.add(p)(judge(float64(x)))
	}
	return f
}

func simulate(random *rand.Rand, probabilities []float64, judge func(events float64) (Verdict, string)) falseVerdicts {
	var f falseVerdicts
	d := newDrawer(probabilities)
	drawn := make([]int, len(probabilities))
	for range worlds {
		drawn[d.draw(random)]++
	}
	for x, times := range drawn {
		if times > 0 {
			f.add(float64(times) / worlds)(judge(float64(x)))
		}
	}
	return f
}

func (f *falseVerdicts) add(p float64) func(Verdict, string) {
	return func(verdict Verdict, strength string) {
		switch verdict {
		case Worse:
			f.worse += p
			if strength == Strength998 {
				f.worse998 += p
			}
		case Better:
			f.better += p
		default:
		}
	}
}

func (f falseVerdicts) agrees(exact falseVerdicts) bool {
	return withinChance(f.worse, exact.worse, worlds) && withinChance(f.better, exact.better, worlds) &&
		withinChance(f.worse998, exact.worse998, worlds)
}

// A proportion whose true value is the benchmark: the rate of false verdicts is what enumeration says, and
// tends to 2.5% a side (0.1% at 99.8%) as n grows. At small n the jumps between counts carry it above or
// below: Wilson's limits keep the promise on average over true values and not for each.
func TestNullWorldsOfProportions(t *testing.T) {
	random := rand.New(rand.NewPCG(2025, 1))
	for _, test := range []struct {
		n     int
		p     float64
		worst float64 // the exact probability of either verdict is no more
	}{
		// Of few cases, or a share near its bound, the counts are lopsided, and one side has up to 6%.
		{30, 0.1, 0.065},
		{30, 0.5, 0.065},
		{12, 0.2, 0.065},
		{30, 0.95, 0.065},
		{100, 0.02, 0.065},
		// From n·p(1 − p) of 40 on neither side has more than 3%.
		{344, 0.2446, 0.03},
		{460, 0.1039, 0.03},
		{3367, 0.22, 0.03},
		{20_000, 0.2, 0.026},
	} {
		benchmark := test.p
		judge := func(events float64) (Verdict, string) {
			own95, _ := Wilson(events, float64(test.n), Level95)
			own998, _ := Wilson(events, float64(test.n), Level998)
			return Against(&own95, &own998, benchmark, Low)
		}
		probabilities := binomial(test.n, test.p)
		exact, got := enumerate(probabilities, judge), simulate(random, probabilities, judge)
		t.Logf("n %d, p %v: exactly %.4f worse, %.4f better, %.4f worse at 99.8%%; simulated %.4f, %.4f, %.4f",
			test.n, test.p, exact.worse, exact.better, exact.worse998, got.worse, got.better, got.worse998)
		if !got.agrees(exact) {
			t.Errorf("n %d, p %v: simulated %+v, exactly %+v", test.n, test.p, got, exact)
		}
		if exact.worse > test.worst || exact.better > test.worst {
			t.Errorf("n %d, p %v: %+v, want no more than %v", test.n, test.p, exact, test.worst)
		}
	}
}

// On average over true values Wilson's limits keep what they promise, whatever n is.
func TestNullWorldsOnAverage(t *testing.T) {
	for _, n := range []int{10, 30, 100, 300} {
		var worse, better float64
		const steps = 200
		for i := range steps {
			p := (float64(i) + 0.5) / steps
			f := enumerate(binomial(n, p), func(events float64) (Verdict, string) {
				own, _ := Wilson(events, float64(n), Level95)
				return Against(&own, nil, p, Low)
			})
			worse += f.worse / steps
			better += f.better / steps
		}
		t.Logf("n %d: worse %.4f, better %.4f on average", n, worse, better)
		if math.Abs(worse-0.025) > 0.002 || math.Abs(better-0.025) > 0.002 {
			t.Errorf("n %d: worse %.4f, better %.4f on average, want 0.025", n, worse, better)
		}
	}
}

// The critical counts by hand: of 30 cases at 10% 7 is the least count whose lower limit is above 10%, and
// the upper limit of none is above it, 11.35%; so an authority is falsely worse with the probability of 7
// or more, which is 0.0258, and never falsely better.
func TestNullWorldByHand(t *testing.T) {
	tail := 1.0
	choose := 1.0
	for x := range 7 {
		tail -= choose * math.Pow(0.1, float64(x)) * math.Pow(0.9, float64(30-x))
		choose *= float64(30-x) / float64(x+1)
	}
	exact := enumerate(binomial(30, 0.1), func(events float64) (Verdict, string) {
		own, _ := Wilson(events, 30, Level95)
		return Against(&own, nil, 0.1, Low)
	})
	if math.Abs(tail-0.0258) > 5e-5 || math.Abs(exact.worse-tail) > 1e-12 || exact.better != 0 {
		t.Errorf("%+v, want %v worse and none better", exact, tail)
	}
}

// A rate: exact limits never break the promise, Byar's, from ten events on, by no more than a tenth of it.
func TestNullWorldsOfRates(t *testing.T) {
	random := rand.New(rand.NewPCG(2025, 2))
	for _, mean := range []float64{2, 5, 9, 12, 40, 400, 4000} {
		judge := func(events float64) (Verdict, string) {
			own95, _ := Poisson(events, Level95)
			own998, _ := Poisson(events, Level998)
			return Against(&own95, &own998, mean, Low)
		}
		probabilities := poisson(mean)
		exact, got := enumerate(probabilities, judge), simulate(random, probabilities, judge)
		t.Logf("mean %v: exactly %.4f worse, %.4f better, %.4f worse at 99.8%%; simulated %.4f, %.4f, %.4f",
			mean, exact.worse, exact.better, exact.worse998, got.worse, got.better, got.worse998)
		if !got.agrees(exact) {
			t.Errorf("mean %v: simulated %+v, exactly %+v", mean, got, exact)
		}
		if exact.worse > 0.0275 || exact.better > 0.0275 || exact.worse998 > 0.00115 {
			t.Errorf("mean %v: %+v", mean, exact)
		}
	}
}

// A mean of normal cases errs as promised at any n; of durations, which are skewed, more often on the side
// of the short: too low a mean comes with too small a spread.
func TestNullWorldsOfMeans(t *testing.T) {
	const worlds = 10_000 // the quantiles of t are slow
	random := rand.New(rand.NewPCG(2025, 3))
	for _, test := range []struct {
		name          string
		n             int
		draw          func() float64
		mean          float64
		worse, better float64
		allowed       float64
	}{
		{"normal", 10, random.NormFloat64, 0, 0.025, 0.025, 0},
		{"normal", 40, random.NormFloat64, 0, 0.025, 0.025, 0},
		{"exponential", 10, random.ExpFloat64, 1, 0.0035, 0.097, 0.012},
		{"exponential", 100, random.ExpFloat64, 1, 0.0125, 0.044, 0.008},
	} {
		var f falseVerdicts
		values := make([]float64, test.n)
		for range worlds {
			for i := range values {
				values[i] = test.draw()
			}
			mean, sd := stat.MeanStdDev(values, nil)
			own95, _ := MeanLimits(mean, sd, test.n, Level95)
			own998, _ := MeanLimits(mean, sd, test.n, Level998)
			f.add(1.0 / worlds)(Against(&own95, &own998, test.mean, Low))
		}
		t.Logf("%s, %d cases: %.4f worse, %.4f better, %.4f worse at 99.8%%", test.name, test.n, f.worse, f.better, f.worse998)
		agrees := withinChance(f.worse, test.worse, worlds) && withinChance(f.better, test.better, worlds)
		if test.allowed > 0 {
			agrees = math.Abs(f.worse-test.worse) < test.allowed && math.Abs(f.better-test.better) < test.allowed
		}
		if !agrees {
			t.Errorf("%s, %d cases: %+v, want %v worse and %v better", test.name, test.n, f, test.worse, test.better)
		}
	}
}

// The limits of a funnel keep their promise where those of the control-limit method do not.
func TestNullWorldsOfControlLimits(t *testing.T) {
	probabilities := binomial(30, 0.1)
	control, _ := ControlLimits(0.1, 30, Level95)
	plain := funnelLimits(0.1, 30, Proportion, Level95)
	outside := func(limits Limits) (below, above float64) {
		for x, p := range probabilities {
			switch SideOf(limits, float64(x)/30) {
			case Above:
				below += p
			case Below:
				above += p
			default:
			}
		}
		return below, above
	}
	below, above := outside(control)
	t.Logf("30 cases at 10%%: control limits %v, below %.4f, above %.4f", control, below, above)
	if math.Abs(below-0.1837) > 1e-4 || math.Abs(above-0.0078) > 1e-4 {
		t.Errorf("control limits: below %.4f, above %.4f", below, above)
	}
	below, above = outside(plain)
	if below != 0 || math.Abs(above-0.0258) > 1e-4 {
		t.Errorf("funnel: below %.4f, above %.4f", below, above)
	}
}

// estimates are the shares with their limits that so many cases can give, and how likely each is.
type estimates struct {
	counts drawer
	shares []Estimate
}

func newEstimates(tb testing.TB, n int, p float64) estimates {
	tb.Helper()
	e := estimates{counts: newDrawer(binomial(n, p))}
	for x := range n + 1 {
		e.shares = append(e.shares, wilsonEstimate(tb, float64(x), float64(n), Level95))
	}
	return e
}

func (e estimates) draw(random *rand.Rand) Estimate { return e.shares[e.counts.draw(random)] }

// Ten neighbours with the authority's true rate have a mean that varies itself. Set against it as if it
// were fixed, the authority is falsely worse more often than promised, the more the smaller they are; the
// limits of the difference keep the promise.
func TestNullWorldsOfTenNeighbours(t *testing.T) {
	random := rand.New(rand.NewPCG(2025, 4))
	for _, test := range []struct {
		name       string
		p          float64
		own        int
		neighbours [10]int
		normal     float64 // error of the single interval by the normal distribution
	}{
		{"all alike", 0.2446, 344, [10]int{344, 344, 344, 344, 344, 344, 344, 344, 344, 344}, 0.0308},
		{"own five times as large", 0.2446, 1000, [10]int{200, 200, 200, 200, 200, 200, 200, 200, 200, 200}, 0.0548},
		{"of all sizes", 0.1039, 460, [10]int{120, 150, 180, 240, 300, 400, 520, 700, 900, 1100}, 0.0340},
	} {
		t.Run(test.name, func(t *testing.T) {
			ours := newEstimates(t, test.own, test.p)
			var theirs [10]estimates
			for i, n := range test.neighbours {
				theirs[i] = newEstimates(t, n, test.p)
			}
			var single, difference falseVerdicts
			for range worlds {
				own := ours.draw(random)
				neighbours := make([]Estimate, 10)
				for i := range neighbours {
					neighbours[i] = theirs[i].draw(random)
				}
				mean, _ := MeanOf(neighbours)
				single.add(1.0 / worlds)(Against(own.Limits, nil, mean.Value, Low))
				d, _ := Difference(own, mean)
				difference.add(1.0 / worlds)(Against(d.Limits, nil, 0, Low))
			}
			t.Logf("single interval %.4f worse, %.4f better; difference %.4f worse, %.4f better",
				single.worse, single.better, difference.worse, difference.better)
			if math.Abs((single.worse+single.better)/2-test.normal) > 0.004 || single.worse+single.better <= 0.052 {
				t.Errorf("single interval %+v, want about %v a side", single, test.normal)
			}
			if math.Abs(difference.worse-0.025) > 0.0035 || math.Abs(difference.better-0.025) > 0.0035 {
				t.Errorf("difference %+v, want 0.025 a side", difference)
			}
		})
	}
}

// Without a trend the five-point test finds one in fewer than 0.2% of worlds, for it also asks the slope to
// keep its sign.
func TestNullWorldsOfTrends(t *testing.T) {
	random := rand.New(rand.NewPCG(2025, 5))
	drawn := newDrawer(binomial(344, 0.2446))
	found := 0
	for range worlds {
		points := make([]Count, 5)
		for i := range points {
			points[i] = Count{float64(drawn.draw(random)), 344}
		}
		if got := TrendProportion(points).Change; got != NoChange {
			found++
		}
	}
	t.Logf("a trend in %d of %d worlds without", found, worlds)
	if share := float64(found) / worlds; share > 0.002+4*math.Sqrt(0.002/worlds) || share < 0.001 {
		t.Errorf("a trend in %v of worlds without, want just under 0.002", share)
	}
}
