package process

import "math"

// mark finds the signals of a stretch. A point has the name of the first rule that holds, in the order
// outside limits, trend, two of three, shift.
func mark(points []Point, values []float64, s Stretch) []Marked {
	marked := make([]Marked, len(points))
	for i, p := range points {
		marked[i] = Marked{Point: p, Signal: CommonCause}
	}
	if !s.Limited {
		return marked
	}
	slack := slackOf(values)
	sides := make([]int, len(values)) // above, on or below the mean
	outside := make([]int, len(values))
	between := make([]int, len(values)) // beyond two thirds of the way and not outside
	for i, v := range values {
		beyond := func(reach float64) bool { return math.Abs(v-s.Centre) > reach+slack }
		if beyond(0) {
			sides[i] = sign(v - s.Centre)
		}
		switch {
		case beyond(s.Upper - s.Centre):
			outside[i] = sides[i]
		case beyond(s.Upper2 - s.Centre):
			between[i] = sides[i]
		}
	}
	rules := []struct {
		signal     Signal
		directions []int
	}{
		{OutsideLimits, outside},
		{Trend, trends(values)},
		{TwoOfThree, twoOfThree(sides, between)},
		{Shift, runs(sides, runLength)},
	}
	for i := range marked {
		for _, rule := range rules {
			direction := rule.directions[i]
			if direction == 0 {
				continue
			}
			if marked[i].Signal == CommonCause {
				marked[i].Signal, marked[i].Direction = rule.signal, direction
			}
			marked[i].Up = marked[i].Up || direction > 0
			marked[i].Down = marked[i].Down || direction < 0
		}
	}
	return marked
}

// slackOf is what rounding may have done to a mean or a limit: a point no further from it lies on it.
func slackOf(values []float64) float64 {
	greatest := 0.0
	for _, v := range values {
		greatest = math.Max(greatest, math.Abs(v))
	}
	return 1e-12 * greatest
}

// trends marks every point of seven or more that each lie higher, or each lower, than the one before. A
// point at which a rising trend turns into a falling one has the direction of the step that follows.
func trends(values []float64) []int {
	steps := make([]int, 0, len(values))
	for i := 1; i < len(values); i++ {
		steps = append(steps, sign(values[i]-values[i-1]))
	}
	marks := make([]int, len(values))
	for i, step := range runs(steps, runLength-1) {
		if step != 0 {
			marks[i], marks[i+1] = step, step
		}
	}
	return marks
}

// runs keeps the signs that stand in a run of so many or more of their own kind; the others become 0, and
// a 0 ends a run.
func runs(signs []int, length int) []int {
	kept := make([]int, len(signs))
	for from := 0; from < len(signs); {
		to := from
		for to < len(signs) && signs[to] == signs[from] {
			to++
		}
		if to-from >= length {
			copy(kept[from:to], signs[from:to])
		}
		from = to
	}
	return kept
}

// twoOfThree marks, of three neighbours on one side of the mean, those that lie between two thirds of the
// way and the limit when they are two or more. The inner one is not marked, and a point outside the limits
// is none of the two.
func twoOfThree(sides, between []int) []int {
	marks := make([]int, len(sides))
	for i := 2; i < len(sides); i++ {
		side := sides[i]
		if side == 0 || sides[i-1] != side || sides[i-2] != side {
			continue
		}
		if side*(between[i]+between[i-1]+between[i-2]) < 2 {
			continue
		}
		for j := i - 2; j <= i; j++ {
			if between[j] != 0 {
				marks[j] = side
			}
		}
	}
	return marks
}

func sign(value float64) int {
	switch {
	case value > 0:
		return 1
	case value < 0:
		return -1
	default:
		return 0
	}
}
