package process

import (
	"fmt"
	"strconv"
	"time"

	"gonum.org/v1/gonum/stat"
)

// Window says what part of time a figure covers.
type Window string

// The windows of a series.
const (
	Month      Window = "month"
	Quarter    Window = "quarter"
	Year       Window = "year"
	YearToDate Window = "ytd"
	Rolling12  Window = "rolling12"
	Snapshot   Window = "snapshot" // a stock: how many there are on a day
)

// Kind says what the figures of a series are, which decides how much of their variation is counting.
type Kind string

// The kinds of figure.
const (
	Count      Kind = "count"      // numerators are the values
	Proportion Kind = "proportion" // numerators of denominators
	Rate       Kind = "rate"       // numerators in a population
	Other      Kind = "other"      // means, medians, money
)

// Series is what Check has to know. Numerators and denominators are in the order of the points; they may
// be nil, and then nothing that needs them is checked.
type Series struct {
	Window       Window
	Kind         Kind
	Points       []Point
	Numerators   []float64
	Denominators []float64
}

// Reason is why a series must not be charted.
type Reason string

// The reasons for a refusal.
const (
	Overlapping  Reason = "overlapping windows"
	Stock        Reason = "stock"
	SmallCounts  Reason = "small counts"
	SmallShares  Reason = "small numbers behind a share"
	NearCeiling  Reason = "near its ceiling"
	TooFewPoints Reason = "too few points"
	TooManyGaps  Reason = "too many gaps"
	NotNumbers   Reason = "not numbers"
)

// Refusal is a reason with the words for a reader.
type Refusal struct {
	Reason Reason
	Words  string
}

// Least numbers for a chart. The first two are from how often such series of chance alone give a false
// signal, see Check.
const (
	LeastCount    = 3.0 // events a period
	LeastVariance = 3.0 // cases a period times share times one less the share
	LeastPoints   = 8   // one more than a run takes
	ceilingShare  = 0.95
	gapShare      = 0.25 // periods without a figure of all from first to last
)

// Check gives the reasons why a series must not be charted, none where it may. The rules of an XmR chart
// take the figures for independent and about as likely above as below their mean. Of series of chance
// alone with 24 points that are so, 19 in 100 give a false signal. Of rolling 12 months 98 do, of years to
// date all, of stocks whose neighbours correlate at 0.6 and 0.9 81 and 97, of counts averaging 1 49, of
// shares of 95% in 10 cases 58. Counts averaging 3 give 27 and shares of 20% in 30 cases, with n·p(1 − p)
// of 4.8, 22: the line is drawn at 3 for both.
//
// Periods without a figure between others are a refusal when they are more than a quarter; fewer are
// passed over and their neighbours taken for consecutive, as independent figures allow.
func Check(s Series) []Refusal {
	if len(s.Points) == 0 {
		return []Refusal{{TooFewPoints, "there are no figures"}}
	}
	for i, p := range s.Points {
		if !finite(p.Value) || i < len(s.Numerators) && !finite(s.Numerators[i]) || i < len(s.Denominators) && !finite(s.Denominators[i]) {
			return []Refusal{{NotNumbers, "the figure of " + p.End.Format(time.DateOnly) + " is no number"}}
		}
	}
	var refusals []Refusal
	add := func(reason Reason, words string, args ...any) {
		refusals = append(refusals, Refusal{reason, fmt.Sprintf(words, args...)})
	}
	switch s.Window {
	case YearToDate, Rolling12:
		name := "year to date"
		if s.Window == Rolling12 {
			name = "rolling 12 months"
		}
		add(Overlapping, "successive figures of %s count the same events again, so that chance alone makes trends and shifts%s;"+
			" chart the single months", name, lag1Words(s.Points))
	case Snapshot:
		add(Stock, "a stock counts most of the same cases at each date, so that chance alone makes trends and shifts%s;"+
			" chart its flows, those who come and those who go", lag1Words(s.Points))
	default:
	}
	if len(s.Points) < LeastPoints {
		add(TooFewPoints, "%d figures: a run takes %d and a chart %d", len(s.Points), runLength, LeastPoints)
	}
	if missing := countGaps(s.Points, s.Window); float64(missing) > gapShare*float64(missing+len(s.Points)) {
		add(TooManyGaps, "%d of %d periods have no figure", missing, missing+len(s.Points))
	}
	if refusal, small := checkNumbers(s); small {
		refusals = append(refusals, refusal)
	}
	return refusals
}

// checkNumbers refuses series of numbers so small that their variation is lopsided.
func checkNumbers(s Series) (Refusal, bool) {
	numerators := s.Numerators
	if s.Kind == Count && numerators == nil {
		numerators = make([]float64, len(s.Points))
		for i, p := range s.Points {
			numerators[i] = p.Value
		}
	}
	if len(numerators) == 0 {
		return Refusal{}, false
	}
	average := stat.Mean(numerators, nil)
	switch s.Kind {
	case Count, Rate:
		if average < LeastCount {
			return Refusal{SmallCounts, fmt.Sprintf("an average of %.1f events a period: the rules take %v or more;"+
				" chart longer periods, or the days between events", average, LeastCount)}, true
		}
	case Proportion:
		if len(s.Denominators) == 0 {
			return Refusal{}, false
		}
		cases := stat.Mean(s.Denominators, nil)
		if cases <= 0 {
			return Refusal{SmallShares, "there are no cases to take a share of"}, true
		}
		share := average / cases
		variance := cases * share * (1 - share)
		if variance >= LeastVariance {
			break
		}
		numbers := fmt.Sprintf("an average of %.1f cases a period at %.1f%%, n·p(1 − p) is %s and the rules take %v or more",
			cases, 100*share, below(variance, LeastVariance), LeastVariance)
		if share >= ceilingShare || share <= 1-ceilingShare {
			return Refusal{NearCeiling, numbers + "; so near its bound the share varies to one side only;" +
				" count the exceptions, or chart longer periods"}, true
		}
		return Refusal{SmallShares, numbers + "; chart longer periods"}, true
	default:
	}
	return Refusal{}, false
}

// Gaps gives the ends of the periods between the first and the last point that have no figure, by the
// months that a window steps on by. The points have to be in order of time.
func Gaps(points []Point, window Window) []time.Time {
	step := stepOf(window)
	var gaps []time.Time
	for i := 1; i < len(points); i++ {
		from, to := monthOf(points[i-1].End), monthOf(points[i].End)
		for m := from + step; m < to; m += step {
			gaps = append(gaps, time.Date(m/12, time.Month(m%12+2), 0, 0, 0, 0, 0, time.UTC))
		}
	}
	return gaps
}

func countGaps(points []Point, window Window) int {
	step := stepOf(window)
	count := 0
	for i := 1; i < len(points); i++ {
		count += max((monthOf(points[i].End)-monthOf(points[i-1].End)-1)/step, 0)
	}
	return count
}

// stepOf is how many months lie between the ends of neighbouring periods.
func stepOf(window Window) int {
	switch window {
	case Quarter:
		return 3
	case Year:
		return 12
	default:
		return 1
	}
}

func monthOf(day time.Time) int { return day.Year()*12 + int(day.Month()) - 1 }

// Autocorrelation gives the correlation of the values with themselves one period on, about their common
// mean (G. E. P. Box, G. M. Jenkins and G. C. Reinsel, Time Series Analysis, 3rd ed. (1994), section 2.1).
// Of independent values it is about 0, give or take 2/√n. It is not ok with fewer than three values, when
// all are alike or one is no number.
func Autocorrelation(values []float64) (lag1 float64, ok bool) {
	if len(values) < 3 || !finite(values...) {
		return 0, false
	}
	centre := mean(values)
	var across, within, before float64
	for _, v := range values {
		across += (v - centre) * before
		before = v - centre
		within += before * before
	}
	lag1 = across / within
	return lag1, within > 0 && finite(lag1)
}

// below writes a number with as many decimals as it takes to see that it is under the least.
func below(v, least float64) string {
	for decimals := 1; decimals < 12; decimals++ {
		text := strconv.FormatFloat(v, 'f', decimals, 64)
		if shown, err := strconv.ParseFloat(text, 64); err == nil && shown < least {
			return text
		}
	}
	return "just under " + strconv.FormatFloat(least, 'g', -1, 64)
}

// fewestForLag is the number of figures from which it is worth saying how neighbouring ones correlate.
const fewestForLag = 8

func lag1Words(points []Point) string {
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = p.Value
	}
	lag1, ok := Autocorrelation(values)
	if !ok || len(values) < fewestForLag || lag1 <= 0 {
		return ""
	}
	return fmt.Sprintf(" (neighbouring figures here correlate at %.2f)", lag1)
}
