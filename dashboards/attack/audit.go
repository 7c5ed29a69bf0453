package attack

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"sightline/indicators"

	"golang.org/x/sync/errgroup"
)

// Cells attacks an edition given as cells, of which those with an Edition are of earlier editions that are still
// there. Counts of 1 to below-1 are the secret ones; 0 means 6. Definitions say what the figures count; cells of
// an indicator without one are read but not attacked, which is noted.
func Cells(definitions []*indicators.Definition, cells []Cell, below int) *Report {
	return NewAuditor(definitions, Rules{Policy: Policy{Below: below}}).Cells(cells)
}

// Cells attacks an edition given as cells, of which those with an Edition are of earlier editions that are still
// there.
func (a *Auditor) Cells(cells []Cell) *Report {
	w := &world{auditor: a, rules: a.rules, defs: a.defs, rename: map[count]count{}}
	cells = slices.Clone(cells)
	slices.SortStableFunc(cells, func(a, b Cell) int { return a.order(b) })
	r := &Report{Below: a.rules.of("").Below, Hides: a.rules.words()}
	w.tally(r, cells)
	w.gather(cells)
	r.Findings = append(r.Findings, w.small()...)
	r.Findings = append(r.Findings, w.cameAndWent()...)
	r.Findings = append(r.Findings, earlier(cells)...)
	for _, c := range cells {
		if def := w.defs[c.Indicator]; def != nil {
			r.Findings = append(r.Findings, w.bounds(def, c)...)
		}
	}
	w.unify()
	w.link()
	r.Notes = append(r.Notes, w.notes...)
	w.attackGroups(r)
	r.sort()
	return r
}

// tally counts the cells.
func (w *world) tally(r *Report, cells []Cell) {
	unknown := map[string]bool{}
	for _, c := range cells {
		if c.Edition != "" {
			continue
		}
		r.Figures++
		def := w.defs[c.Indicator]
		if c.Symbol == Hidden {
			r.Hidden++
			if def != nil && len(figureOf(def).sides) == 0 {
				r.NoPeople++
			}
		}
		if def == nil && !unknown[c.Indicator] {
			unknown[c.Indicator] = true
			w.notes = append(w.notes, c.Indicator+": there is no definition of it here, so its figures were not attacked")
		}
	}
}

// small finds counts of 1 to below-1 that are printed.
func (w *world) small() []Finding {
	var out []Finding
	for _, f := range w.facts {
		policy := w.rules.of(f.cell.Indicator)
		if !f.direct || f.cell.Edition != "" {
			continue
		}
		if policy.secret(f.low, f.scale) && policy.secret(f.high, f.scale) {
			finding := f.finding(Small, f.low, f.high, "a count that should be hidden is printed")
			finding.Evidence = []Evidence{f.cell.key().evidence("", f.count.side)}
			out = append(out, finding)
		}
		if f.count.side != numerator || !figureOf(w.defs[f.cell.Indicator]).parts {
			continue
		}
		d, _, ok := scaled(f.cell.Denominator, f.scale)
		if rest := d - f.high; ok && policy.Round <= 1 && rest > 0 && policy.secret(rest, f.scale) {
			finding := f.finding(Small, rest, rest, "numerator and denominator are printed, and what is left is a count that should be hidden")
			finding.Count, finding.Evidence = remainder, []Evidence{f.cell.key().evidence("", f.count.side)}
			out = append(out, finding)
		}
	}
	return out
}

// earlier finds cells that an earlier edition shows and this one hides.
func earlier(cells []Cell) []Finding {
	hidden := map[key]Cell{}
	for _, c := range cells {
		if c.Edition == "" && c.Symbol == Hidden {
			hidden[c.key()] = c
		}
	}
	var out []Finding
	for _, c := range cells {
		if _, ok := hidden[c.key()]; !ok || c.Edition == "" || c.Numerator+c.Denominator+c.Value == "" {
			continue
		}
		f := fact{cell: c}.finding(Earlier, 0, 0, "an earlier edition that is still there shows what this one hides")
		f.Place = c.Edition + " " + c.Place
		f.Evidence = []Evidence{c.key().evidence(c.Edition, numerator)}
		out = append(out, f)
	}
	return out
}

// finding says something of the cell of a fact.
func (f fact) finding(kind Kind, low, high int64, what string) Finding {
	scale := max(f.scale, 1)
	out := Finding{
		Kind: kind, Indicator: f.cell.Indicator, Area: f.cell.Area, Period: f.cell.Period, Start: f.cell.Start.Format(time.DateOnly),
		End: f.cell.End.Format(time.DateOnly), Breakdown: f.cell.Breakdown, Group: f.cell.Group, Count: f.count.side,
		Low: float64(low) / float64(scale), High: float64(high) / float64(scale), Secret: true, What: what,
	}
	if kind == Small {
		out.Place = f.cell.Place
	}
	if high >= unbounded {
		out.High, out.Open = 0, true
	}
	return out
}

// attackGroups attacks the groups side by side and puts the results together in their order.
func (w *world) attackGroups(r *Report) {
	groups := w.groups()
	results := make([]Report, len(groups))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	known := make([]*attacked, len(groups))
	for i, g := range groups {
		known[i] = w.remembered(g)
		if known[i].done {
			continue
		}
		work.Go(func() error {
			w.attackGroup(&known[i].report, g)
			known[i].done = true
			return nil
		})
	}
	_ = work.Wait() // none returns an error
	w.auditor.before = map[node]*attacked{}
	for i, g := range groups {
		w.auditor.before[g.nodes[0]] = known[i]
		results[i] = known[i].report
	}
	for _, result := range results {
		r.Attacked += result.Attacked
		r.Findings = append(r.Findings, result.Findings...)
		for _, note := range result.Notes { // groups of one indicator may have the same to say
			if !slices.Contains(r.Notes, note) {
				r.Notes = append(r.Notes, note)
			}
		}
		if n := result.Narrowest; n != nil && (r.Narrowest == nil || n.Width() < r.Narrowest.Width()) {
			r.Narrowest = n
		}
	}
}

// attackGroup attacks the counts that hang together: first by what holds by definition and is published in this
// edition, then also by what holds nearly always and by earlier editions.
func (w *world) attackGroup(r *Report, g group) {
	if !w.worth(g) {
		return
	}
	ways := []use{{sums: true}, {}}
	b, targets := w.consistent(g, ways...)
	if b == nil {
		w.contradiction(r, g)
		return
	}
	verdicts := b.judge(targets)
	found := map[[3]int]bool{}
	r.Attacked += len(verdicts)
	w.report(r, b, g, verdicts, found, true)
	latent := map[[3]int]bool{}
	w.latent(r, b, g, targets, latent, false)
	more := g.more()
	var used []use
	for _, with := range more {
		if slices.ContainsFunc(used, func(u use) bool { return u.covers(with) }) {
			continue
		}
		if b, targets = w.consistent(g, with); b != nil {
			w.report(r, b, g, b.judge(targets), found, false)
			w.latent(r, b, g, targets, latent, true)
			used = append(used, with)
		}
	}
	if len(more) > 0 && len(used) == 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s: earlier editions, or sums that hold nearly always, do not agree with this edition and were left out", g.nodes[0].count.indicator))
	}
}

// more is what is known of a group beyond its definitions and this edition, in the ways in which it is tried: all of
// it, and less where that contradicts itself.
func (g group) more() []use {
	older := slices.ContainsFunc(g.facts, func(f fact) bool { return f.cell.Edition != "" })
	stock := slices.ContainsFunc(g.linkers, func(l linker) bool { return l.stock })
	nearly := slices.ContainsFunc(g.linkers, func(l linker) bool { return l.close && !l.stock }) ||
		slices.ContainsFunc(g.facts, func(f fact) bool { return f.kind == once })
	var out []use
	for _, with := range []use{
		{older: older, close: nearly, stock: stock},
		{older: older, close: nearly},
		{close: nearly, stock: stock},
		{older: older, stock: stock},
		{close: nearly},
		{stock: stock},
		{older: older},
	} {
		with.sums = true
		if with != (use{sums: true}) && !slices.Contains(out, with) {
			out = append(out, with)
		}
	}
	return out
}

// worth tells whether there is anything in a group to attack.
func (w *world) worth(g group) bool {
	return slices.ContainsFunc(g.nodes, func(n node) bool { return strings.HasPrefix(n.count.side, notIn) }) || slices.ContainsFunc(g.facts, func(f fact) bool { return f.hidden }) || slices.ContainsFunc(g.facts, func(f fact) bool { return f.kind != apart })
}

// consistent assembles a group in the first way in which what is published does not contradict itself. Where numbers at
// days are not those before with what came and less what went, somebody came and went twice, or a file is late: that
// holds no more for the stretch of time in which it is so, and for all others as before.
func (w *world) consistent(g group, ways ...use) (*block, []target) {
	for _, with := range ways {
		if b, targets := w.assemble(g, with); b.propagate() {
			return b, targets
		}
		if !with.stock {
			continue
		}
		without := with
		without.stock = false
		plain, _ := w.assemble(g, without)
		if !plain.propagate() {
			continue
		}
		if b, targets := w.assemble(g, with); b.leaveOut(plain) && b.propagate() {
			return b, targets
		}
	}
	return nil, nil
}

// leaveOut takes out of the relations of numbers at days the shortest windows in which the bounds of another block of
// the same counts contradict them, and all that overlap those; false where there is none.
func (b *block) leaveOut(plain *block) bool {
	found := false
	for number := range b.relations {
		r := &b.relations[number]
		if !r.stock {
			continue
		}
		var broken [][2]int
		for _, window := range r.windows {
			if i, j := window/b.n, window%b.n; plain.contradicts(*r, i, j) {
				broken = append(broken, [2]int{i, j})
			}
		}
		shortest := slices.DeleteFunc(slices.Clone(broken), func(x [2]int) bool {
			return slices.ContainsFunc(broken, func(y [2]int) bool { return y != x && x[0] <= y[0] && y[1] <= x[1] })
		})
		r.windows = slices.DeleteFunc(r.windows, func(window int) bool {
			i, j := window/b.n, window%b.n
			return slices.ContainsFunc(shortest, func(x [2]int) bool { return i < x[1] && x[0] < j })
		})
		found = found || len(shortest) > 0
	}
	return found
}

// contradicts tells whether the bounds of a window leave no numbers that agree with a relation.
func (b *block) contradicts(r relation, i, j int) bool {
	least, most := int64(0), int64(0)
	for _, part := range r.parts {
		c := b.chains[part]
		least, most = least+c.low(i, j), sum(most, c.high(i, j)) // a low end that nothing bounds is far below any number
	}
	whole := b.chains[r.whole]
	return whole.high(i, j) < least || most < unbounded && whole.low(i, j) > most
}

// contradiction reports the hidden cells of a group whose published numbers contradict each other.
func (w *world) contradiction(r *Report, g group) {
	for _, f := range g.facts {
		if f.hidden && f.main && f.kind != level {
			r.Attacked++
			finding := f.finding(Undecided, 0, unbounded, "the published numbers around it contradict each other")
			for _, other := range g.facts {
				if !other.hidden && other.kind != level {
					finding.Evidence = append(finding.Evidence, other.cell.key().evidence(other.cell.Edition, other.count.side))
				}
			}
			r.Findings = append(r.Findings, finding)
		}
	}
}

// report turns verdicts into findings.
func (w *world) report(r *Report, b *block, g group, verdicts []verdict, found map[[3]int]bool, sure bool) {
	for i := range verdicts {
		v := &verdicts[i]
		at := [3]int{v.chain, v.i, v.j}
		scale := b.chains[v.chain].scale
		least := b.least(v)
		secret := w.rules.of(v.fact.cell.Indicator).mayBeSecret(v.low, v.high, scale)
		if found[at] || !v.fact.main && !secret {
			continue
		}
		switch {
		case v.width() < least:
			found[at] = true
			r.Findings = append(r.Findings, w.leak(b, v, secret))
		case v.proven() < least:
			found[at] = true
			f := v.fact.finding(Undecided, v.low, v.high, "bounded to "+rangeOf(v.low, v.high, scale)+", and neither a narrower range nor two worlds so far apart were found")
			f.Evidence = b.evidence(b.behind(v))
			r.Findings = append(r.Findings, f)
		default:
			if f, ok := w.ownReason(b, g, v); ok && (sure || f.Low == f.High) {
				found[at] = true
				r.Findings = append(r.Findings, f)
				continue
			}
			low, high := v.low, v.high
			if !v.exact {
				low, high = v.seen.low, v.seen.high
			}
			f := v.fact.finding(Narrow, low, high, "")
			if !f.Open && (r.Narrowest == nil || f.Width() < r.Narrowest.Width()) {
				r.Narrowest = &f
			}
		}
	}
}

func rangeOf(low, high, scale int64) string {
	return rangeWords(float64(low)/float64(scale), float64(high)/float64(scale), high >= unbounded)
}

// leak is the finding of a range that is too narrow.
func (w *world) leak(b *block, v *verdict, secret bool) Finding {
	f := v.fact.finding(Narrow, v.low, v.high, "it is "+rangeOf(v.low, v.high, b.chains[v.chain].scale))
	if f.Secret = secret; v.reason != "" {
		f.What += ", as " + v.reason
	}
	f.Because, f.Nearly = b.named(b.because(v.chain, v.i, v.j))
	f.Evidence = b.evidence(b.behind(v))
	if f.Nearly {
		f.What += ", if nobody came and went twice and nothing was revised since"
	}
	return f
}

// named are sources in words, and whether they include what holds only nearly always.
func (b *block) named(numbers []int) (words []string, nearly bool) {
	for _, n := range numbers {
		words = append(words, b.sources[n].words)
		nearly = nearly || b.sources[n].older || b.chains[b.sources[n].chain].kind == level
	}
	return words, nearly
}

// behind is the sources that a range rests on: those of its bounds, and all of the block where a search, or what
// only holds of the hidden figures together, narrowed it further or could not.
func (b *block) behind(v *verdict) []int {
	c := b.chains[v.chain]
	out := b.because(v.chain, v.i, v.j)
	if len(out) > 0 && v.low == c.low(v.i, v.j) && v.high == c.high(v.i, v.j) {
		return out
	}
	out = out[:0]
	for number := range b.sources {
		out = append(out, number)
	}
	return out
}

// evidence is sources as cells, each once.
func (b *block) evidence(numbers []int) []Evidence {
	var out []Evidence
	for _, n := range numbers {
		s := b.sources[n]
		if one := s.cell.evidence(s.edition, s.side); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
