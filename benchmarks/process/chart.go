package process

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"
)

// The constants of an XmR chart: D. J. Wheeler, Understanding Variation, 2nd ed. (2000). Limits are 2.66
// mean moving ranges from the mean, and a moving range of 3.267 times their mean is itself a signal.
const (
	limitFactor  = 2.66
	screenFactor = 3.267
)

// runLength is how many points make a trend or a shift. Of 24 points of chance alone, six would signal
// falsely about twice as often as seven.
const runLength = 7

// FirmPoints is the number of points from which limits are firm; below they are trial limits.
const FirmPoints = 13

// Point is a figure of one period.
type Point struct {
	End   time.Time // last day of the period
	Value float64
}

// Options are the choices in a chart. The zero value is NHSRplotthedots' default.
type Options struct {
	// KeepOutliers leaves every moving range in the mean, as Making Data Count's workbook does. By default
	// those of 3.267 times the mean or more are left out and the mean is taken once more.
	KeepOutliers bool
	// Floor and Ceiling are what a value cannot be below or above, as 0 for a count; nil where there is no
	// such bound. The limits that Shown gives are cut there. Signals are found with the uncut ones, as in the
	// package, which for values that keep to the bounds are the same.
	Floor, Ceiling *float64
}

// Signal is the rule that marks a point.
type Signal string

// The signals, in the order in which the first that holds names a point.
const (
	CommonCause   Signal = "common cause"
	OutsideLimits Signal = "outside limits"
	Trend         Signal = "trend"
	TwoOfThree    Signal = "two of three"
	Shift         Signal = "shift"
)

// Marked is a point with what marks it.
type Marked struct {
	Point
	Signal    Signal
	Direction int // 1 up, -1 down, 0 where nothing marks it: of a trend the step's, else above or below the mean
	// Up and Down say whether any of the rules marks the point in that direction. They may both.
	Up, Down bool
}

// Stretch is the chart of the points between two rebases.
type Stretch struct {
	Rebased     time.Time // the rebase that it begins with; zero for the first
	Points      []Marked
	Centre      float64 // mean
	MovingRange float64 // mean moving range, of those kept
	Screened    int     // moving ranges left out of that mean
	Limited     bool    // there are two points or more; else limits are the centre and mean nothing
	Lower       float64 // process limits
	Upper       float64
	Lower2      float64 // two thirds of the way to them
	Upper2      float64
	Firm        bool // the limits rest on FirmPoints or more; else they are trial limits

	floor, ceiling *float64
}

// First is the end of the first period, the zero time of a stretch without points.
func (s Stretch) First() time.Time {
	if len(s.Points) == 0 {
		return time.Time{}
	}
	return s.Points[0].End
}

// Last is the end of the last period, the zero time of a stretch without points.
func (s Stretch) Last() time.Time {
	if len(s.Points) == 0 {
		return time.Time{}
	}
	return s.Points[len(s.Points)-1].End
}

// Shown gives the process limits, cut to what a value can be.
func (s Stretch) Shown() (lower, upper float64) { return s.cut(s.Lower), s.cut(s.Upper) }

// Shown2 gives the lines at two thirds of the way, cut to what a value can be.
func (s Stretch) Shown2() (lower, upper float64) { return s.cut(s.Lower2), s.cut(s.Upper2) }

func (s Stretch) cut(value float64) float64 {
	if s.floor != nil {
		value = math.Max(value, *s.floor)
	}
	if s.ceiling != nil {
		value = math.Min(value, *s.ceiling)
	}
	return value
}

// Chart gives one stretch for the points up to the first rebase and one from each rebase on. A period
// that ends on the day of a rebase or later is in the new stretch. Each stretch has limits of its own and
// no run or pattern crosses a rebase. A rebase without points makes no stretch.
//
// A period without a figure is left out by the caller; the points about it are then neighbours, see Method.
// It is an error when there are no points, when they are not in order of time, each period once, or when a
// value is no number.
func Chart(points []Point, rebases []time.Time, options Options) ([]Stretch, error) {
	if len(points) == 0 {
		return nil, errors.New("chart: no points")
	}
	for i, p := range points {
		if !finite(p.Value) {
			return nil, fmt.Errorf("chart: the figure of %s is no number", p.End.Format(time.DateOnly))
		}
		if i > 0 && !points[i-1].End.Before(p.End) {
			return nil, fmt.Errorf("chart: %s follows %s: want the points in order of time, each period once",
				p.End.Format(time.DateOnly), points[i-1].End.Format(time.DateOnly))
		}
	}
	days := slices.SortedFunc(slices.Values(rebases), time.Time.Compare)
	var stretches []Stretch
	var rebased time.Time
	for from := 0; from < len(points); {
		for len(days) > 0 && !days[0].After(points[from].End) {
			if from > 0 {
				rebased = days[0]
			}
			days = days[1:]
		}
		to := len(points)
		if len(days) > 0 {
			to, _ = slices.BinarySearchFunc(points, days[0], func(p Point, day time.Time) int { return p.End.Compare(day) })
		}
		stretch := chartStretch(points[from:to], options)
		stretch.Rebased = rebased
		if !finite(stretch.Upper - stretch.Lower) {
			return nil, errors.New("chart: the figures are too large to reckon with")
		}
		stretches = append(stretches, stretch)
		from = to
	}
	return stretches, nil
}

func chartStretch(points []Point, options Options) Stretch {
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = p.Value
	}
	s := Stretch{
		Centre:  mean(values),
		Limited: len(points) > 1,
		Firm:    len(points) >= FirmPoints,
		floor:   options.Floor,
		ceiling: options.Ceiling,
	}
	s.MovingRange, s.Screened = movingRange(values, !options.KeepOutliers)
	reach := limitFactor * s.MovingRange
	s.Lower, s.Upper = s.Centre-reach, s.Centre+reach
	s.Lower2, s.Upper2 = s.Centre-2*reach/3, s.Centre+2*reach/3
	s.Points = mark(points, values, s)
	return s
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// mean is stat.Mean, and exactly the value where all are alike.
func mean(values []float64) float64 {
	for _, v := range values {
		if v != values[0] {
			return stat.Mean(values, nil)
		}
	}
	return values[0]
}

// movingRange gives the mean of the differences between neighbours, and how many of them were left out as
// signals in themselves.
func movingRange(values []float64, screen bool) (average float64, screened int) {
	ranges := make([]float64, 0, len(values))
	for i := 1; i < len(values); i++ {
		ranges = append(ranges, math.Abs(values[i]-values[i-1]))
	}
	if len(ranges) == 0 {
		return 0, 0
	}
	average = mean(ranges)
	if !screen || average == 0 || !finite(average) {
		return average, 0
	}
	kept := make([]float64, 0, len(ranges))
	for _, r := range ranges {
		if r < screenFactor*average {
			kept = append(kept, r)
		}
	}
	return mean(kept), len(ranges) - len(kept)
}
