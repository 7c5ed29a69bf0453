package attack

import "fmt"

// ownReason finds figures of which what is published leaves some small numbers out and others not. Nobody says why a
// figure is hidden, but most are for themselves: who takes it that this one is, for one of its counts, has that count in
// fewer numbers than the policy leaves open, and exactly where only the largest is left.
func (w *world) ownReason(b *block, g group, v *verdict) (Finding, bool) {
	def, ok := w.defs[v.fact.cell.Indicator]
	if !ok || !v.fact.main || !v.fact.hidden || v.fact.cell.Edition != "" || v.below <= 1 {
		return Finding{}, false
	}
	f := figureOf(def)
	names := make([]string, 0, len(f.sides)+1)
	for _, s := range f.sides {
		names = append(names, s.name)
	}
	if f.parts {
		names = append(names, remainder)
	}
	for _, name := range names {
		number := w.chainOf(g, v, name)
		if number < 0 {
			continue
		}
		scale := b.chains[number].scale
		low, high := b.chains[number].low(v.i, v.j), v.below*scale-1
		if number == v.chain {
			low = v.low
		}
		least := scale // of the numbers that the policy hides
		if v.nought {
			least = 0
		}
		if low <= least || low > high {
			continue
		}
		out := v.fact.finding(Own, low, high, fmt.Sprintf("it is %s if the figure is hidden for it", rangeOf(low, high, scale)))
		out.Count = name
		because := b.leastBecause(number, v.i, v.j)
		out.Because, out.Nearly = b.named(because)
		out.Evidence = b.evidence(because)
		return out, true
	}
	return Finding{}, false
}

// chainOf is the number of the chain of another count of the figure that a verdict is about; -1 where the group has none.
func (w *world) chainOf(g group, v *verdict, name string) int {
	if name == v.fact.count.side || v.fact.kind == level && name == numerator {
		return v.chain
	}
	want := v.fact.count
	want.side = name
	want = w.named(want)
	at := w.nodeOf(v.fact).at
	for number, n := range g.nodes {
		if v.fact.kind != level && n.count == want && (n.at == at || n.at == "") {
			return number
		}
	}
	return -1
}
