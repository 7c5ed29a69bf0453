package dashboards

import (
	"slices"
	"time"
)

// told is what of an authority's standing an edition may tell. What was reckoned from own figures tells something of
// each of them: in public it stands only where all of them are shown, and exactly, for a verdict on a rounded figure
// would tell on which side of another the exact one lies. What process control says rests on months, which the
// public edition does not carry. Comparators are published by others and stay.
func (b *book) told(s *standings) *standings {
	if b.audience.private {
		return s
	}
	out := *s
	out.processes, out.marks, out.funnels = map[string][]process{}, map[string][]processMark{}, map[string][]funnelView{}
	out.comparisons, out.members = map[string][]comparison{}, map[string][]member{}
	out.judgements, out.trends = map[string][]judgement{}, map[string]trend{}
	for _, e := range b.entries {
		id := e.Def.ID
		exact := func(period string, end time.Time) bool {
			c, ok := e.Cells.at(period, end)
			return ok && c.Has() && !c.Rounded
		}
		for _, c := range s.comparisons[id] {
			if !exact(c.Period, c.End) {
				c = c.withoutOwn()
			}
			out.comparisons[id] = append(out.comparisons[id], c)
		}
		for _, m := range s.members[id] {
			if !exact(m.Period, m.End) {
				m.HoldsOwn = nil
			}
			out.members[id] = append(out.members[id], m)
		}
		for _, f := range s.funnels[id] {
			if !exact(f.Period, f.End) {
				f.Verdict, f.Reason, f.WideLower, f.WideUpper = "", "", 0, 0
			}
			if c, ok := e.Cells.at(f.Period, f.End); ok && !c.Rounded { // its limits would be those at the exact denominator
				out.funnels[id] = append(out.funnels[id], f)
			}
		}
		out.judgements[id] = slices.DeleteFunc(slices.Clone(s.judgements[id]), func(j judgement) bool { return !exact(j.Period, j.End) })
		years := e.yearCells()
		if t, ok := s.trends[id]; ok && e.allShown(years, t.First, t.Last) && !slices.ContainsFunc(years, func(c Cell) bool { return c.Rounded }) {
			out.trends[id] = t
		}
	}
	return &out
}

// withoutOwn is the comparators alone: nothing of it was reckoned from the own figure. The place in England is that of
// the figure that others published.
func (c comparison) withoutOwn() comparison {
	c.VerdictNeighbours, c.VerdictEngland, c.VerdictMedian, c.VerdictRegion, c.Reason = "", "", "", "", ""
	c.StrengthNeighbours, c.StrengthEngland, c.AveragesDiffer, c.Within = "", "", false, nil
	return c
}
