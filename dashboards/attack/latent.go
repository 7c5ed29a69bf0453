package attack

import (
	"slices"
	"strings"
	"time"
)

// latent finds small counts of what is not published, as the difference of what is. Of windows the shortest that
// begin and end where published ones do, and the quarters of the year, are as much a secret as a hidden cell: where
// such a count may be small, its range must be as wide as that of one. A nought is as the policy has it: shown or
// hidden. That covers the amounts of so few as well: the days of a quarter are known where those of two windows are,
// and are nobody's as long as it is not known whether they are of one child or of many. Of longer windows only the
// nearly certain are found: each contains shorter ones. What one count leaves of another that it is part of is asked
// for in every window that is published. Bounds suffice: that nothing was found of a window that nobody publishes is
// no finding, so nothing has to be proved.
func (w *world) latent(r *Report, b *block, g group, targets []target, found map[[3]int]bool, nearly bool) {
	printed := b.printedWindows()
	for number, c := range b.chains {
		if c.kind == level {
			continue
		}
		pair := strings.HasPrefix(c.count.side, notIn)
		policy := w.rules.of(c.count.indicator)
		below := int64(policy.Below) * c.scale
		var reported [][2]int
		for length := 1; length < b.n; length++ {
			for i := 0; i+length < b.n; i++ {
				j := i + length
				low, high := c.low(i, j), c.high(i, j)
				nought := high < 1 && (pair || policy.Zero != ZeroHidden) // which says that nobody was counted
				if nought || low >= below || policy.Below <= 1 || found[[3]int{number, i, j}] {
					continue
				}
				sure := c.scale == 1 && high < below && high-low < below-2
				secret := pair && printed[[2]int{i, j}] || (c.kind == additive || c.kind == distinct) && (sure && !pair || b.quarter(i, j))
				if !secret || high-low >= below || b.asked(targets, number, i, j) ||
					slices.ContainsFunc(reported, func(x [2]int) bool { return x[0] >= i && x[1] <= j }) {
					continue
				}
				reported = append(reported, [2]int{i, j})
				found[[3]int{number, i, j}] = true
				r.Findings = append(r.Findings, b.unpublished(number, i, j, g.nodes[number].at, nearly))
			}
		}
	}
}

// unpublished is the finding of a count that nothing publishes, in the window from point i to j or at a day.
func (b *block) unpublished(number, i, j int, at string, nearly bool) Finding {
	c := b.chains[number]
	about := Cell{Indicator: c.count.indicator, Area: c.count.area, Breakdown: c.count.breakdown, Group: c.count.group}
	if day, err := time.Parse(time.DateOnly, at); err == nil {
		about.Period, about.Start, about.End = snapshot, day.AddDate(0, 0, -1), day.AddDate(0, 0, -1)
	} else {
		about.Period, about.Start, about.End = "window from "+b.points[i].Format(time.DateOnly), b.points[i], b.points[j].AddDate(0, 0, -1)
	}
	low, high := c.low(i, j), c.high(i, j)
	out := fact{count: c.count, scale: c.scale, cell: about}.finding(Window, low, high, "it is "+rangeOf(low, high, c.scale)+", although it is not published")
	because := b.because(number, i, j)
	out.Because, out.Nearly = b.named(because)
	if out.Nearly = out.Nearly || nearly; out.Nearly {
		out.What += ", if nobody came and went twice and nothing was revised since"
	}
	out.Evidence = b.evidence(because)
	return out
}

// cameAndWent finds small counts of who came or went in a window, by who was there in it and who was there at its ends.
func (w *world) cameAndWent() []Finding {
	type standing struct {
		count count
		day   string
	}
	at := map[standing]fact{}
	for _, f := range w.facts {
		if f.kind == apart && f.direct && f.cell.Edition == "" {
			at[standing{f.count, f.window.to}] = f
		}
	}
	var out []Finding
	for _, f := range w.facts {
		for _, s := range stays {
			if f.count.indicator != s.of || f.count.side != s.ofSide || !f.direct || f.cell.Edition != "" {
				continue
			}
			name := f.count
			name.indicator, name.side = s.indicator, s.side
			for _, day := range []string{f.window.to, f.window.from} {
				there, ok := at[standing{name, day}]
				below := int64(w.rules.of(f.cell.Indicator).Below)
				low, high := f.low-there.high, f.high-there.low
				if !ok || below <= 1 || high < 1 || low >= below || high-low >= below {
					continue
				}
				rest := f
				rest.count.side = notIn + s.side + " of " + s.indicator
				finding := rest.finding(Window, low, high, "it is "+rangeOf(low, high, 1)+", although it is not published: "+s.reason)
				finding.Because = []string{f.words(), there.words()}
				finding.Evidence = []Evidence{f.cell.key().evidence("", f.count.side)} // the number at the day is the more useful one
				out = append(out, finding)
			}
		}
	}
	return out
}

// printedWindows are those that numbers are printed of.
func (b *block) printedWindows() map[[2]int]bool {
	out := map[[2]int]bool{}
	for _, s := range b.sources {
		if b.chains[s.chain].kind != level {
			out[[2]int{s.i, s.j}] = true
		}
	}
	return out
}

// quarter tells whether a window is one of those that no published one divides, or a quarter of the year.
func (b *block) quarter(i, j int) bool {
	from, to := b.points[i], b.points[j]
	if from.IsZero() {
		return false
	}
	return j == i+1 || from.Day() == 1 && int(from.Month())%3 == 1 && from.AddDate(0, 3, 0).Equal(to)
}

// asked tells whether a window is a target, or printed.
func (b *block) asked(targets []target, number, i, j int) bool {
	return slices.ContainsFunc(targets, func(t target) bool { return t.chain == number && t.i == i && t.j == j }) ||
		slices.ContainsFunc(b.sources, func(s source) bool { return s.chain == number && s.i == i && s.j == j && s.direct })
}
