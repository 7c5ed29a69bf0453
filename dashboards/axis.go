package dashboards

import (
	"math"
	"slices"
	"strings"

	"sightline/indicators"
)

// axis is a value axis with evenly spaced labelled steps.
type axis struct {
	Low, High, Step float64
	Labels          []string
	places          int
	FromZero        bool
}

// newAxis covers the values. It starts at nought when it must, and when nought is not far off.
func newAxis(values []float64, mustZero bool, label func(v float64, places int) string) axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if len(values) == 0 {
		low, high = 0, 1
	}
	fromZero := mustZero || low < high*0.75 || low == high
	if fromZero {
		low, high = math.Min(low, 0), math.Max(high, 0)
	}
	if low == high {
		high = low + 1
	}
	step := niceStep((high - low) / 5)
	out := axis{Low: math.Floor(low/step) * step, High: math.Ceil(high/step-1e-9) * step, Step: step, FromZero: fromZero}
	if !fromZero && out.Low < 0 && low >= 0 {
		out.Low = 0
	}
	for out.places < 6 && indicators.Round(step, out.places) != indicators.Round(step, 9) {
		out.places++
	}
	for i := 0; ; i++ {
		v := out.Low + float64(i)*step
		if v > out.High+step/2 {
			break
		}
		out.Labels = append(out.Labels, label(indicators.Round(v, out.places), out.places))
	}
	return out
}

// startsAtNought tells whether a chart must begin at nought: always for counts, money, rates and medians, and
// for shares unless all of them lie in the upper part, where nought would flatten what there is.
func startsAtNought(def *indicators.Definition, values []float64) bool {
	if def.Unit == indicators.Percent {
		return len(values) == 0 || slices.Min(values) < 60
	}
	return !isMean(def) || def.Statistic == indicators.Median
}

func niceStep(rough float64) float64 {
	magnitude := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, factor := range []float64{1, 2, 2.5, 5, 10} {
		if rough <= factor*magnitude*1.0000001 {
			return factor * magnitude
		}
	}
	return 10 * magnitude
}

func (a axis) tick(i int) float64 { return indicators.Round(a.Low+float64(i)*a.Step, a.places+1) }

// top is the value of the last step.
func (a axis) top() float64 { return a.tick(len(a.Labels) - 1) }

// between places a value on the way from one end of the axis to the other.
func (a axis) between(v, from, to float64) float64 {
	return from + (v-a.tick(0))/(a.top()-a.tick(0))*(to-from)
}

// axisLabel writes a step of the value axis.
func axisLabel(unit string) func(v float64, places int) string {
	return func(v float64, places int) string {
		switch {
		case strings.HasPrefix(unit, "£") && math.Abs(v) >= 1e6:
			return strings.Replace(shortPounds(v, 0), ".0m", "m", 1)
		case strings.HasPrefix(unit, "£"):
			return pounds(v, places)
		default:
			return inTable(v, unit, places)
		}
	}
}

// axisNote says that an axis does not start at nought.
func (a axis) note(which string) string {
	if a.FromZero {
		return ""
	}
	return "The " + which + " axis does not start at nought. "
}
