package attack

import (
	"math"

	"sightline/indicators"
)

// mostUnjudged is how many unjudged cases are taken apart: with more no part of them can be told to be small.
const mostUnjudged = 100_000

// bounds finds small counts that the bounds of a figure give away: with the number of unjudged cases and the
// figure they tell how many cases were judged, how many of those count, and how the rules count the others.
func (w *world) bounds(def *indicators.Definition, c Cell) []Finding {
	u, _, okU := scaled(c.Unjudged, 1)
	lowest, highest := readPrinted(c.Lowest), readPrinted(c.Highest)
	if c.Edition != "" || !okU || u == 0 || u > mostUnjudged || !lowest.ok || !highest.ok || len(figureOf(def).sides) == 0 {
		return nil
	}
	n, _, okN := scaled(c.Numerator, 1)
	d, _, okD := scaled(c.Denominator, 1)
	judged := span{unbounded, -1} // those judged and counted
	switch {
	case def.Statistic == indicators.Count && okN:
		judged = span{int64(math.Ceil(lowest.v - lowest.half)), int64(math.Floor(lowest.v + lowest.half))}
	case def.Unit == indicators.Percent && okN && okD:
		for outside := int64(0); outside <= u; outside++ { // unjudged cases that are not in the denominator
			base := float64(d + outside)
			fit := func(p printed, less int64) span {
				return span{int64(math.Ceil((p.v-p.half)*base/100)) - less, int64(math.Floor((p.v+p.half)*base/100)) - less}
			}
			low, high := fit(lowest, 0), fit(highest, u)
			from, to := max(low.low, high.low, 0, n-u), min(low.high, high.high, n)
			if from <= to {
				judged = span{min(judged.low, from), max(judged.high, to)}
			}
		}
	default:
		return nil
	}
	if judged.high < 0 {
		return nil
	}
	below := int64(w.rules.of(def.ID).Below)
	var out []Finding
	for _, part := range []struct {
		of   span
		name string
	}{
		{judged, "judged and counted"},
		{span{n - judged.high, n - judged.low}, "not recorded, yet counted"},
		{span{u - n + judged.low, u - n + judged.high}, "not recorded and not counted"},
	} {
		if part.of.low >= 1 && part.of.high < below && part.of.high-part.of.low < below-2 {
			f := fact{cell: c, scale: 1}.finding(Window, part.of.low, part.of.high, "it is "+rangeOf(part.of.low, part.of.high, 1)+" by the bounds of the figure")
			f.Count = part.name
			f.Evidence = []Evidence{c.key().evidence("", unjudged)}
			f.Because = []string{"unjudged, lowest and highest in the completeness file"}
			out = append(out, f)
		}
	}
	return out
}
