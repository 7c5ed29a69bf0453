package dashboards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sightline/dashboards/attack"
)

// guard hides, of the figures of one authority that may be shown by the primary rule, those from which a hidden
// count could be worked out. It does not know the ways in which that can be done: it attacks what would be
// published and takes away one support of each finding, until the attack finds nothing.
type guard struct {
	entries  []*entry
	attacker func() func([]attack.Cell) *attack.Report // begins anew, remembering nothing
	attack   func([]attack.Cell) *attack.Report
	spots    map[attack.Evidence]spot
	rounds   int                     // attacks run
	met      map[attack.Evidence]int // how often a finding about a cell was met
}

// spot is where a cell is kept.
type spot struct{ entry, cell int }

func newGuard(entries []*entry, attacker func() func([]attack.Cell) *attack.Report) *guard {
	g := &guard{entries: entries, attacker: attacker, attack: attacker(), met: map[attack.Evidence]int{}}
	g.find()
	return g
}

// find notes where each cell is kept.
func (g *guard) find() {
	g.spots = map[attack.Evidence]spot{}
	for i, e := range g.entries {
		for j, c := range e.Cells {
			g.spots[asEvidence(c)] = spot{i, j}
		}
	}
}

// asEvidence is what an attack calls a cell.
func asEvidence(c Cell) attack.Evidence {
	return attack.Evidence{
		Indicator: c.Indicator, Area: c.AreaCode, Period: c.Period, Start: c.Start.Format(time.DateOnly), End: c.End.Format(time.DateOnly),
		Breakdown: c.Breakdown, Group: c.Group,
	}
}

// asPrinted is a cell as the data files print it.
func asPrinted(c Cell) attack.Cell {
	out := attack.Cell{
		Indicator: c.Indicator, Area: c.AreaCode, Period: c.Period, Start: c.Start, End: c.End, Breakdown: c.Breakdown, Group: c.Group,
		Numerator: c.Numerator, Denominator: c.Denominator, Unit: c.Unit, Symbol: string(c.Symbol), Short: strconv.FormatBool(c.ShortHistory),
	}
	out.Value, out.Lower, out.Upper = c.printed()
	out.Unjudged, out.Lowest, out.Highest, out.Gap = c.printedGap()
	return out
}

// audit attacks the cells as they stand, beside those of earlier editions.
func (g *guard) audit(older []attack.Cell) *attack.Report {
	g.rounds++
	return g.attack(g.printed(older))
}

// printed is all that the data files print, after what earlier editions do.
func (g *guard) printed(older []attack.Cell) []attack.Cell {
	out := slices.Clone(older)
	for _, e := range g.entries {
		for _, c := range e.Cells {
			out = append(out, asPrinted(c))
		}
	}
	return out
}

func (g *guard) at(p spot) *Cell { return &g.entries[p.entry].Cells[p.cell] }

// settle hides until the attack finds nothing, and one that remembers nothing finds nothing either. Each round hides
// something, so that it ends; what it cannot answer is an error.
func (g *guard) settle() error {
	fresh := true
	for {
		findings := g.audit(nil).Findings
		switch {
		case len(findings) == 0 && fresh:
			return nil
		case len(findings) == 0:
			g.attack, fresh = g.attacker(), true
			continue
		}
		fresh = false
		if !g.answer(findings) {
			return leakError(findings)
		}
	}
}

// answer takes a support away from each finding that has not lost one in this round: first windows, of which fewer
// are carried, then figures.
func (g *guard) answer(findings []attack.Finding) bool {
	answered := false
	lost := map[attack.Evidence]bool{} // in this round
	for _, f := range findings {
		if !slices.ContainsFunc(f.Evidence, func(e attack.Evidence) bool { return lost[e] }) {
			answered = f.Kind != attack.Own && g.narrow(f, lost) || g.hideLeast(f, lost) || answered
		}
	}
	return answered || slices.ContainsFunc(findings, func(f attack.Finding) bool { return g.hideAround(f, lost) })
}

// narrow lets an indicator that a finding is about, or rests on, carry fewer windows: of its rolling years only the
// newest, and then none. Whole years share no day with each other, so that none can be taken from another.
func (g *guard) narrow(f attack.Finding, lost map[attack.Evidence]bool) bool {
	around := f.Evidence
	if f.Kind != attack.Window { // which is about no cell
		about := attack.Evidence{Indicator: f.Indicator, Area: f.Area, Breakdown: f.Breakdown, Group: f.Group, Period: periodRolling}
		around = append([]attack.Evidence{about}, around...)
	}
	for _, e := range around {
		if e.Edition == "" && e.Period == periodRolling && !e.Completeness && g.dropRolling(e, lost) {
			return true
		}
	}
	return false
}

// dropRolling drops the rolling years of an indicator but the newest or, where no other is left, that.
func (g *guard) dropRolling(of attack.Evidence, lost map[attack.Evidence]bool) bool {
	var rolling []attack.Evidence
	for _, e := range g.entries {
		if e.Def.ID != of.Indicator {
			continue
		}
		for _, c := range e.Cells {
			if c.Period == periodRolling && c.AreaCode == of.Area && c.Breakdown == of.Breakdown && c.Group == of.Group && c.held() {
				rolling = append(rolling, asEvidence(c))
			}
		}
	}
	if len(rolling) > 1 {
		newest := slices.MaxFunc(rolling, func(x, y attack.Evidence) int { return strings.Compare(x.End, y.End) })
		rolling = slices.DeleteFunc(rolling, func(e attack.Evidence) bool { return e == newest })
	}
	for _, e := range rolling {
		lost[e] = true
		g.drop(e)
	}
	return len(rolling) > 0
}

// drop takes a cell out of the edition.
func (g *guard) drop(e attack.Evidence) {
	cells := &g.entries[g.spots[e].entry].Cells
	*cells = slices.DeleteFunc(*cells, func(c Cell) bool { return asEvidence(c) == e })
	g.find()
}

// patience is how often a finding is met before twice as many of its supports are taken away at once.
const patience = 3

// hideLeast hides the least useful of the published cells that a finding rests on; more of them when it comes again
// and again, as one does that nothing proves or disproves.
func (g *guard) hideLeast(f attack.Finding, lost map[attack.Evidence]bool) bool {
	var can []attack.Evidence
	for _, e := range f.Evidence {
		if g.hideable(e) {
			can = append(can, e)
		}
	}
	if len(can) == 0 {
		return false
	}
	slices.SortFunc(can, func(x, y attack.Evidence) int { return g.worth(x).compare(g.worth(y)) })
	about := attack.Evidence{
		Indicator: f.Indicator, Area: f.Area, Period: f.Period, Start: f.Start, End: f.End, Breakdown: f.Breakdown, Group: f.Group,
	}
	take := min(1<<min(g.met[about]/patience, 16), len(can))
	g.met[about]++
	for _, e := range can[:take] {
		lost[e] = true
		g.hide(e)
	}
	return true
}

// hideable tells whether evidence is of this edition and not hidden yet.
func (g *guard) hideable(e attack.Evidence) bool {
	p, ok := g.spots[cellOf(e)]
	if !ok || e.Edition != "" {
		return false
	}
	c := g.at(p)
	if e.Completeness {
		return c.Gap == GapShown
	}
	return c.Has() || c.Symbol == NotApplicable && !c.Over
}

// hide takes a figure, or only what is told of its completeness.
func (g *guard) hide(e attack.Evidence) {
	c := g.at(g.spots[cellOf(e)])
	if e.Completeness {
		c.withoutGap(GapWithheld)
		return
	}
	*c = hideFor(*c, Partner)
}

// worth is how much readers miss a cell; what comes first in order is hidden first.
type worth struct {
	figure, headline, window int
	end                      string
	whole                    int // 0 for a part of what another figure counts
	indicator, period        string
}

func (g *guard) worth(e attack.Evidence) worth {
	out := worth{end: e.End, indicator: e.Indicator, period: e.Period, window: windowWorth[e.Period]}
	if !e.Completeness {
		out.figure = 1
	}
	if !attack.Part(e.Indicator) {
		out.whole = 1
	}
	p := g.spots[cellOf(e)]
	if now, held := headline(g.entries[p.entry].Cells); held && now.End.Equal(g.at(p).End) {
		out.headline = 1
		if e.Period == periodSnapshot {
			out.window = headlineStock
		}
	}
	return out
}

// headlineStock is the worth of the newest number at a day: of children in care now, which a page begins with, rather
// than of those who came in a year.
const headlineStock = 3

// windowWorth is the use of a window: years are compared with other authorities, a year to another day with none.
var windowWorth = map[string]int{periodRolling: 0, periodSnapshot: 1, periodYear: 2}

func (w worth) compare(other worth) int {
	return cmp.Or(
		cmp.Compare(w.figure, other.figure), cmp.Compare(w.headline, other.headline), cmp.Compare(w.window, other.window),
		strings.Compare(w.end, other.end), cmp.Compare(w.whole, other.whole), strings.Compare(w.indicator, other.indicator), strings.Compare(w.period, other.period),
	)
}

// hideAround hides all that is shown of the indicator that a finding without other support is about.
func (g *guard) hideAround(f attack.Finding, lost map[attack.Evidence]bool) bool {
	hidden := false
	for _, e := range g.entries {
		for i, c := range e.Cells {
			if e.Def.ID == f.Indicator && c.Breakdown == f.Breakdown && c.Group == f.Group && g.hideable(asEvidence(c)) {
				lost[asEvidence(c)] = true
				e.Cells[i], hidden = hideFor(c, Partner), true
			}
		}
	}
	return hidden
}

// LeakError tells that a public edition would give a hidden count away. It names no value.
type LeakError struct {
	Findings []string // indicator and kind of period, each once
}

func (e *LeakError) Error() string {
	return "the public edition would give small counts away, so nothing was published and what was published before still stands: " +
		strings.Join(e.Findings, "; ") + "; a higher publish.suppress_below or a policy for these tables (publish.policy) hides more"
}

func leakError(findings []attack.Finding) error {
	var out []string
	for _, f := range findings {
		period, _, _ := strings.Cut(f.Period, " ")
		out = append(out, f.Indicator+" ("+period+")")
	}
	slices.Sort(out)
	return &LeakError{slices.Compact(out)}
}

// cellOf is the cell that evidence is about.
func cellOf(e attack.Evidence) attack.Evidence {
	e.Completeness, e.Edition = false, ""
	return e
}
