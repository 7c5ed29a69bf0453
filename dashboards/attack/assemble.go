package attack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// use says which of what is known goes into the blocks.
type use struct {
	older bool // what earlier editions alone show
	close bool // windows that nearly always add up, and counts that nearly always are part of another
	stock bool // numbers at days that nearly always are those before with what came and less what went
	sums  bool // windows add up; else they are only as large as their parts and no larger than their sum
}

// covers tells whether all that another use takes is taken here.
func (u use) covers(other use) bool {
	return (u.older || !other.older) && (u.close || !other.close) && (u.stock || !other.stock)
}

// group is the nodes that hang together, before they become a block.
type group struct {
	nodes   []node
	linkers []linker
	facts   []fact
}

// groups splits what is known into what hangs together, in the order of names.
func (w *world) groups() []group {
	parent := map[node]node{}
	var find func(node) node
	find = func(n node) node {
		up, ok := parent[n]
		if !ok {
			parent[n] = n
			return n
		}
		if up != n {
			up = find(up)
			parent[n] = up
		}
		return up
	}
	join := func(a, b node) {
		a, b = find(a), find(b)
		if a.order(b) > 0 {
			a, b = b, a
		}
		parent[b] = a
	}
	for _, f := range w.facts {
		find(w.nodeOf(f))
	}
	for _, l := range w.linkers {
		for _, part := range l.parts {
			join(l.whole, part)
		}
	}
	byRoot := map[node]*group{}
	for _, n := range slices.SortedFunc(maps.Keys(parent), node.order) {
		root := find(n)
		if byRoot[root] == nil {
			byRoot[root] = &group{}
		}
		byRoot[root].nodes = append(byRoot[root].nodes, n)
	}
	for _, l := range w.linkers {
		g := byRoot[find(l.whole)]
		g.linkers = append(g.linkers, l)
	}
	for _, f := range w.facts {
		g := byRoot[find(w.nodeOf(f))]
		g.facts = append(g.facts, f)
	}
	for _, g := range byRoot {
		w.addLevels(g)
	}
	var out []group
	for _, n := range slices.SortedFunc(maps.Keys(byRoot), node.order) {
		out = append(out, *byRoot[n])
	}
	return out
}

// addLevels gives a group that follows a number through time what is known of the number.
func (w *world) addLevels(g *group) {
	for _, n := range g.nodes {
		if n.count.side != levelSide {
			continue
		}
		for _, f := range w.facts {
			stock := w.named(f.count)
			if stock.side == numerator && stock == (count{n.count.area, n.count.breakdown, n.count.group, n.count.indicator, numerator}) {
				f.kind = level
				f.count = n.count
				g.facts = append(g.facts, f)
			}
		}
	}
}

// assemble makes the block of a group and the targets in it.
func (w *world) assemble(g group, with use) (*block, []target) {
	b, place, flat := layOut(g)
	stands := map[int]bool{} // points at which a number at days is published or hidden
	for _, f := range g.facts {
		if f.kind == level {
			stands[place[f.window.to]] = true
		}
	}
	number := map[node]int{}
	for _, n := range g.nodes {
		k, scale := w.kindOf(g, n)
		number[n] = len(b.chains)
		c := newChain(n.count.side+" of "+n.count.indicator, k.as(with), b.n)
		c.scale, c.count = scale, n.count
		b.chains = append(b.chains, c)
	}
	for _, l := range g.linkers {
		if l.stock && !with.stock || l.close && !l.stock && !with.close {
			continue
		}
		b.relations = append(b.relations, b.relate(l, number, stands))
	}
	targets := w.enter(b, g, with, number, func(f fact) (i, j int) {
		switch {
		case flat:
			return 0, 1
		case f.kind == level:
			return 0, place[f.window.to]
		default:
			return place[f.window.from], place[f.window.to]
		}
	})
	b.ready()
	return b, targets
}

// layOut makes the points of a group's block: the days on which its windows begin and end. Where numbers at days
// are followed, the first point is before all days; where every window stands alone, there are two points.
func layOut(g group) (b *block, place map[string]int, flat bool) {
	origin := slices.ContainsFunc(g.nodes, func(n node) bool { return n.count.side == levelSide })
	days := map[string]bool{}
	for _, f := range g.facts {
		days[f.window.to] = true
		if f.kind != level && f.kind != apart {
			days[f.window.from] = true
		}
	}
	flat = !slices.ContainsFunc(g.facts, func(f fact) bool { return f.kind != apart })
	if flat { // a single window
		days["the day"] = true
	}
	names := slices.Sorted(maps.Keys(days))
	if flat {
		slices.Reverse(names) // the day comes after every date
	}
	if origin {
		names = append([]string{""}, names...)
	}
	b = &block{n: len(names)}
	place = map[string]int{}
	for i, name := range names {
		place[name] = i
		day, _ := time.Parse(time.DateOnly, name) // the zero day where the point is none
		b.points = append(b.points, day)
	}
	return b, place, flat
}

// kindOf is how the windows of a node hang together.
func (w *world) kindOf(g group, n node) (kind, int64) {
	for _, f := range g.facts {
		if f.kind != level && w.nodeOf(f) == n {
			return f.kind, f.scale
		}
	}
	for _, l := range g.linkers {
		for i, part := range append(slices.Clone(l.parts), l.whole) {
			if part == n {
				return l.kinds[i], max(l.scale, 1)
			}
		}
	}
	return apart, 1
}

// relate places a relation in a block.
func (b *block) relate(l linker, number map[node]int, stands map[int]bool) relation {
	out := relation{whole: number[l.whole], name: l.name, close: l.close, stock: l.stock}
	for _, part := range l.parts {
		out.parts = append(out.parts, number[part])
	}
	for i := range b.n {
		if b.points[i].IsZero() && b.n > 2 { // before the first day only numbers at days begin
			continue
		}
		for j := i + 1; j < b.n; j++ {
			if l.longest > 0 && b.points[j].Sub(b.points[i]) > time.Duration(l.longest)*24*time.Hour {
				break
			}
			if l.stock && (!stands[i] || !stands[j]) {
				continue
			}
			out.windows = append(out.windows, i*b.n+j)
		}
	}
	return out
}

// enter publishes the facts of a group in its block and returns what is hidden.
func (w *world) enter(b *block, g group, with use, number map[node]int, at func(fact) (i, j int)) []target {
	var out []target
	for _, f := range g.facts {
		n := w.nodeOf(f)
		if f.kind == level {
			n = node{count: f.count}
		}
		i, j := at(f)
		if f.cell.Edition != "" && !with.older {
			continue
		}
		if f.hidden {
			policy := w.rules.of(f.cell.Indicator)
			out = append(out, target{f, number[n], i, j, int64(policy.Below), policy.Zero == ZeroHidden})
		}
		if f.direct || f.low > 0 || f.high < unbounded {
			b.publish(source{
				chain: number[n], i: i, j: j, low: f.low, high: f.high, cell: f.cell.key(), older: f.cell.Edition != "", direct: f.direct,
				edition: f.cell.Edition, side: f.count.side, words: f.words(),
			})
		}
	}
	return out
}

// words say what is printed and where.
func (f fact) words() string {
	out := f.cell.key().String() + ": " + f.count.side
	switch {
	case f.direct && f.low == f.high && f.scale == 1:
		out += fmt.Sprintf(" %d", f.low)
	case f.direct:
		out += " " + cmp.Or(map[string]string{numerator: f.cell.Numerator, denominator: f.cell.Denominator}[f.count.side], "printed")
	default:
		out += " from the value and limits printed"
	}
	var places []string
	for _, place := range []string{f.cell.Edition, f.cell.Place} {
		if place != "" {
			places = append(places, place)
		}
	}
	if len(places) > 0 {
		out += " (" + strings.Join(places, " ") + ")"
	}
	return out
}
