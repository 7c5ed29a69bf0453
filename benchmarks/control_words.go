package benchmarks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks/process"
	"sightline/indicators"

	"gonum.org/v1/gonum/stat"
)

// smallAverages refuses averages and medians of too few cases, which package process cannot see.
const smallAverages process.Reason = "small numbers behind an average"

// perPopulation is the multiplier of a rate over a population.
const perPopulation = 10_000

// kindOf says how much of a figure's variation is counting.
func kindOf(def *indicators.Definition) process.Kind {
	switch {
	case def.Money():
		return process.Other
	case def.Statistic == indicators.Count:
		return process.Count
	case def.Statistic == indicators.Ratio && def.Unit == indicators.Percent:
		return process.Proportion
	case def.Statistic == indicators.Ratio && def.Multiplier() == perPopulation:
		return process.Rate
	}
	return process.Other
}

// refusals are the reasons why a series is not charted.
func (s *series) refusals(window process.Window) []process.Refusal {
	return s.check(0, len(s.points), window)
}

// check looks at the points from one place to another.
func (s *series) check(from, to int, window process.Window) []process.Refusal {
	part := process.Series{Window: window, Kind: kindOf(s.def), Points: s.points[from:to]}
	// A part of the figures may be without their numbers; then nothing can be said of those.
	if len(s.numerators) == len(s.points) {
		part.Numerators = s.numerators[from:to]
	}
	if len(s.denominators) == len(s.points) {
		part.Denominators = s.denominators[from:to]
	}
	refused := process.Check(part)
	if part.Kind != process.Other || s.def.Money() || len(part.Denominators) == 0 || window == process.Snapshot {
		return refused
	}
	if cases := stat.Mean(part.Denominators, nil); cases < process.LeastCount {
		refused = append(refused, process.Refusal{Reason: smallAverages, Words: fmt.Sprintf(
			"an average of %.1f behind each figure: one case moves it, and the rules take %v or more; chart longer periods",
			cases, process.LeastCount)})
	}
	return refused
}

// refusalsWithin are the reasons why a stretch between rebases is not charted. A stretch may be short, its
// limits then are trial limits.
func (s *series) refusalsWithin(stretches []process.Stretch, window process.Window) []process.Refusal {
	if len(stretches) < 2 {
		return nil
	}
	from := 0
	for _, stretch := range stretches {
		to := from + len(stretch.Points)
		refused := slices.DeleteFunc(s.check(from, to, window), func(one process.Refusal) bool {
			return one.Reason == process.TooFewPoints || one.Reason == process.TooManyGaps
		})
		for i := range refused {
			refused[i].Words = fmt.Sprintf("from %s to %s, %s",
				stretch.First().Format(time.DateOnly), stretch.Last().Format(time.DateOnly), refused[i].Words)
		}
		if len(refused) > 0 {
			return refused
		}
		from = to
	}
	return nil
}

// wordsOfRefusal are a refusal's own. Where no indicator of the catalogue is a flow of the stock there is
// nothing to send a reader to.
func (s *series) wordsOfRefusal(one process.Refusal) string {
	if one.Reason == process.Stock && len(s.def.Flows) == 0 {
		before, _, _ := strings.Cut(one.Words, "; chart its flows")
		return before + "; read it from year to year"
	}
	return one.Words
}

// noTarget says why an indicator's target is none of its single months; empty where it is one of both.
func noTarget(def *indicators.Definition) string {
	switch {
	case def.Polarity.Direction == indicators.Neutral:
		return "no target is held against it: neither a higher nor a lower figure is better"
	case def.Statistic == indicators.Count:
		return "no target: the target of a count is of a year"
	case def.Window == indicators.Spanning || def.Multiplier() == perPopulation:
		return "no target: theirs is of a year, and a shorter period's figure is another thing"
	}
	return ""
}

// wordsOf says what a chart rests on and what it shows. last tells that the stretch is the newest.
func (s *series) wordsOf(stretch process.Stretch, last bool, asAt time.Time) []string {
	marked := 0
	for _, point := range stretch.Points {
		if point.Signal != process.CommonCause {
			marked++
		}
	}
	words := []string{fmt.Sprintf("%d of %d points are signals", marked, len(stretch.Points))}
	if last {
		words = append(words, "the last point: "+string(stretch.Points[len(stretch.Points)-1].Signal))
	}
	if !stretch.Firm {
		words = append(words, fmt.Sprintf("trial limits, firm from %d points on", process.FirmPoints))
	}
	if stretch.Screened > 0 {
		words = append(words, fmt.Sprintf("moving ranges left out of the limits as too large: %d", stretch.Screened))
	}
	if s.held > len(s.points) {
		words = append(words, fmt.Sprintf("the latest %d of %d figures", len(s.points), s.held))
	}
	if gaps := len(process.Gaps(s.points, process.Window(s.period))); gaps > 0 {
		words = append(words, fmt.Sprintf("periods without a figure passed over: %d", gaps))
	}
	if s.earlierUntil != nil {
		words = append(words, fmt.Sprintf("figures to %s are by another edition of the rule and are not charted", s.earlierUntil.Format(time.DateOnly)))
	}
	// A chart is of the process as it is now.
	if end := s.points[len(s.points)-1].End; last && !asAt.IsZero() && end.AddDate(0, 3, 0).Before(asAt) {
		words = append(words, "the figures end on "+end.Format(time.DateOnly)+", which is not now")
	}
	return words
}
