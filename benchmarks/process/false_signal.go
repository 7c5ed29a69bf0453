package process

import (
	_ "embed"
	"strconv"
	"strings"
)

// falseSignalCSV holds, by number of points, the share of charts of independent normal figures that show
// a signal, with outliers screened and with all moving ranges kept. TestFalseSignalTable makes it and
// checks it.
//
//go:embed false_signal.csv
var falseSignalCSV string

type falseShare struct {
	points         int
	screened, kept float64
}

var falseShares = readFalseShares(falseSignalCSV)

func readFalseShares(text string) []falseShare {
	var shares []falseShare
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		if len(fields) != 3 {
			continue
		}
		points, err := strconv.Atoi(fields[0])
		screened, screenedErr := strconv.ParseFloat(fields[1], 64)
		kept, keptErr := strconv.ParseFloat(fields[2], 64)
		if err == nil && screenedErr == nil && keptErr == nil { // the heading is no number
			shares = append(shares, falseShare{points, screened, kept})
		}
	}
	return shares
}

// FalseSignal gives the probability that a chart of so many points, of independent normal figures in
// which nothing has changed, shows any signal by chance alone. It is measured by simulation, to 0.002, from
// 8 to 60 points and at every twelve points from there to 240; between those it is a straight line. It is
// not ok outside 8 to 240 points. Real figures give more: counts are lopsided, and months are not quite
// independent. Screening outliers makes limits narrower and false signals more: of 24 points 19 in 100
// against 16.
func FalseSignal(points int, options Options) (probability float64, ok bool) {
	if len(falseShares) == 0 || points < falseShares[0].points || points > falseShares[len(falseShares)-1].points {
		return 0, false
	}
	share := func(s falseShare) float64 {
		if options.KeepOutliers {
			return s.kept
		}
		return s.screened
	}
	for i, known := range falseShares {
		if known.points == points {
			return share(known), true
		}
		if known.points > points {
			before := falseShares[i-1]
			along := float64(points-before.points) / float64(known.points-before.points)
			return share(before) + along*(share(known)-share(before)), true
		}
	}
	return 0, false
}

// FalseSignals gives the probability that at least one of several independent charts, each of so many
// points, shows a signal by chance alone. It is not ok where FalseSignal is not, or without charts.
func FalseSignals(charts []int, options Options) (probability float64, ok bool) {
	none := 1.0
	for _, points := range charts {
		p, ok := FalseSignal(points, options)
		if !ok {
			return 0, false
		}
		none *= 1 - p
	}
	return 1 - none, len(charts) > 0
}
