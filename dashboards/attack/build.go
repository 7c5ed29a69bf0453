package attack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// count is one number by its name: the numerator of an indicator for an area and group.
type count struct {
	area, breakdown, group, indicator, side string
}

func (c count) order(other count) int {
	return cmp.Or(strings.Compare(c.area, other.area), strings.Compare(c.breakdown, other.breakdown), strings.Compare(c.group, other.group),
		strings.Compare(c.indicator, other.indicator), strings.Compare(c.side, other.side))
}

// window is the days of a count: from the first to the day after the last, in ISO form.
type window struct{ from, to string }

// fact is what a cell says, or hides, of a count.
type fact struct {
	count  count
	window window
	low    int64
	high   int64
	hidden bool
	main   bool // the number that the figure is about
	scale  int64
	kind   kind
	cell   Cell
	direct bool
}

// target is a hidden count to attack, at its place in a block.
type target struct {
	fact        fact
	chain, i, j int
	below       int64 // its threshold
	nought      bool  // noughts are hidden as well
}

// world is everything to attack of one edition and those before it.
type world struct {
	auditor *Auditor
	rules   Rules
	defs    map[string]*indicators.Definition
	facts   []fact
	rename  map[count]count // a count to the name that it is kept under
	notes   []string
	linkers []linker
	begins  map[[2]string]time.Time // by area and return, the first day that a window of the edition begins on
}

// linker is a relation before its counts have places in a block.
type linker struct {
	whole   node
	parts   []node
	kinds   []kind // of the parts and last of the whole, for counts that no cell names
	longest int    // days; 0 for any
	scale   int64  // of the counts; 0 for whole ones
	name    string
	close   bool // it holds nearly always
	stock   bool // it holds from one day to another on which a number is told
}

// node is a count, and the day that it stands at where its windows say nothing of each other.
type node struct {
	count count
	at    string
}

func (n node) order(other node) int {
	return cmp.Or(n.count.order(other.count), strings.Compare(n.at, other.at))
}

// gather reads the cells into facts. Older cells count where the edition attacked shows no number.
func (w *world) gather(cells []Cell) {
	shown := map[key]bool{}
	for _, c := range cells {
		if c.Edition == "" && c.Symbol != Hidden && c.Numerator+c.Denominator+c.Value != "" {
			shown[c.key()] = true
		}
	}
	w.begin(cells)
	for _, c := range cells {
		def := w.defs[c.Indicator]
		if def == nil || c.Edition != "" && (shown[c.key()] || c.Symbol == Hidden) {
			continue
		}
		f := figureOf(def)
		days := w.windowOf(def, c, f)
		for place, s := range f.sides {
			w.side(def, c, s, days, place == 0)
		}
		w.gap(def, c, f, days)
	}
	slices.SortStableFunc(w.facts, func(a, b fact) int {
		return cmp.Or(a.count.order(b.count), strings.Compare(a.window.to, b.window.to), strings.Compare(a.window.from, b.window.from), a.cell.order(b.cell))
	})
}

// begin notes when the extracts of each return begin: a figure is published from the first window that they cover.
func (w *world) begin(cells []Cell) {
	w.begins = map[[2]string]time.Time{}
	for _, c := range cells {
		def := w.defs[c.Indicator]
		if def == nil || c.Period == snapshot || c.Symbol == "x" {
			continue
		}
		for _, name := range returnsOf(def) {
			at := [2]string{c.Area, name}
			if first, ok := w.begins[at]; !ok || c.Start.Before(first) {
				w.begins[at] = c.Start
			}
		}
	}
}

// returnsOf is the returns that an indicator rests on; by itself where none is named.
func returnsOf(def *indicators.Definition) []string {
	var out []string
	for _, s := range def.Sources {
		out = append(out, s.Return)
	}
	if len(out) == 0 {
		out = []string{"of " + def.ID}
	}
	return out
}

// windowOf is the days that a cell's cases lie in. A window that pools several years has no cases before the extracts
// begin: all such windows begin on one day, and one less another is what lies between their ends.
func (w *world) windowOf(def *indicators.Definition, c Cell, f figure) window {
	from := c.Start
	if f.pooled > 0 && c.Period != "month" && c.Period != "quarter" {
		from = c.End.AddDate(0, 0, 1).AddDate(0, -f.pooled, 0)
		for _, name := range returnsOf(def) {
			if first, ok := w.begins[[2]string{c.Area, name}]; ok && c.Short != Whole && from.Before(first) {
				from = first
			}
		}
	}
	return window{from.Format(time.DateOnly), c.End.AddDate(0, 0, 1).Format(time.DateOnly)}
}

// side adds what a cell says of one of its counts.
func (w *world) side(def *indicators.Definition, c Cell, s side, days window, main bool) {
	out := fact{
		count: count{c.Area, c.Breakdown, c.Group, c.Indicator, s.name}, window: days, main: main,
		kind: s.kind, scale: s.scale, cell: c, high: unbounded,
	}
	if s.atEnd {
		out.window.from = "the day"
	}
	text := c.Numerator
	if s.name == denominator {
		text = c.Denominator
	}
	if low, high, ok := scaled(text, s.scale); ok {
		out.low, out.high = w.rules.of(c.Indicator).unrounded(low, high, s.scale)
		out.direct = true
		if out.low < out.high && s.scale == 1 && !w.madeOfPrinted(def, c) {
			w.invert(def, c, s, &out)
		}
		w.facts = append(w.facts, out)
		return
	}
	out.hidden = c.Symbol == Hidden || c.Value != ""
	if !out.hidden {
		return
	}
	out.main = main && c.Symbol == Hidden
	if s.scale == 1 && c.Value+c.Lower+c.Upper != "" {
		w.invert(def, c, s, &out)
	}
	w.facts = append(w.facts, out)
}

// invert narrows a count by the value and the limits that are printed of its figure.
func (w *world) invert(def *indicators.Definition, c Cell, s side, out *fact) {
	known := [2]span{}
	for i, text := range []string{c.Numerator, c.Denominator} {
		known[i] = anything()
		if low, high, ok := scaled(text, 1); ok {
			known[i].low, known[i].high = w.rules.of(c.Indicator).unrounded(low, high, 1)
		}
	}
	n, d, ok := inverted(def, c, known[0], known[1])
	switch {
	case !ok:
	case s.name == denominator:
		out.low, out.high = d.low, d.high
	default:
		out.low, out.high = n.low, n.high
	}
}

// madeOfPrinted tells whether the value printed is that of the rounded counts printed beside it: then it says no
// more than they do.
func (w *world) madeOfPrinted(def *indicators.Definition, c Cell) bool {
	n, d, value := readPrinted(c.Numerator), readPrinted(c.Denominator), readPrinted(c.Value)
	switch {
	case !value.ok && c.Lower+c.Upper == "":
		return true
	case def.Statistic == indicators.Count:
		return value.allows(n.v)
	default:
		return n.ok && d.ok && d.v > 0 && value.ok && value.allows(100*n.v/d.v)
	}
}

// gap adds what a cell says of the cases that could not be judged.
func (w *world) gap(def *indicators.Definition, c Cell, f figure, days window) {
	if len(f.sides) == 0 || f.sides[0].scale != 1 {
		return
	}
	out := fact{
		count: count{c.Area, c.Breakdown, c.Group, c.Indicator, unjudged}, window: days, scale: 1, cell: c, high: unbounded,
		kind: map[indicators.Window]kind{indicators.Flow: additive, indicators.Spanning: distinct, indicators.Snapshot: apart}[def.Window],
	}
	if low, high, ok := scaled(c.Unjudged, 1); ok {
		out.low, out.high, out.direct = low, high, true
	} else if out.hidden = c.Gap == Hidden; !out.hidden {
		return
	}
	w.facts = append(w.facts, out)
}

// nodeOf is where a fact belongs.
func (w *world) nodeOf(f fact) node {
	out := node{count: w.named(f.count)}
	if f.kind == apart {
		out.at = f.window.to
	}
	return out
}

func (w *world) named(c count) count {
	for {
		next, ok := w.rename[c]
		if !ok {
			return c
		}
		c = next
	}
}

// unify gives numbers that are one by definition one name, unless two published ones disagree.
func (w *world) unify() {
	known := map[count]map[window]span{}
	present := map[count]bool{}
	for _, f := range w.facts {
		present[f.count] = true
		if f.direct {
			if known[f.count] == nil {
				known[f.count] = map[window]span{}
			}
			known[f.count][f.window] = span{f.low, f.high}
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(present), count.order) {
		for _, id := range identities {
			if id.indicator != name.indicator || id.side != name.side {
				continue
			}
			other := name
			other.indicator, other.side = id.as, id.asSide
			if !present[other] {
				continue
			}
			if at, differ := disagree(known[name], known[other]); differ {
				w.notes = append(w.notes, fmt.Sprintf("%s: the %s of %s and the %s of %s are not one number (they differ in the window to %s)",
					name.area, name.side, name.indicator, other.side, other.indicator, at))
				continue
			}
			w.rename[name] = other
		}
	}
}

func disagree(a, b map[window]span) (string, bool) {
	for _, at := range slices.SortedFunc(maps.Keys(a), func(x, y window) int {
		return cmp.Or(strings.Compare(x.to, y.to), strings.Compare(x.from, y.from))
	}) {
		if other, ok := b[at]; ok && (a[at].high < other.low || other.high < a[at].low) {
			return at.to, true
		}
	}
	return "", false
}

// place is where the windows of a count lie.
type place struct {
	kind  kind
	scale int64
	days  map[string]bool // on which it stands, where its windows say nothing of each other
}

// link lists the relations between counts.
func (w *world) link() {
	places := map[count]*place{}
	for _, f := range w.facts {
		p := places[f.count]
		if p == nil {
			p = &place{f.kind, f.scale, map[string]bool{}}
			places[f.count] = p
		}
		if f.kind == apart {
			p.days[f.window.to] = true
		}
	}
	groups := map[count][]count{} // the count of the whole, with the breakdown, to those of the groups
	names := slices.SortedFunc(maps.Keys(places), count.order)
	for _, name := range names {
		w.linkParts(places, name)
		if name.breakdown != wholeFigure && name.breakdown != "" {
			whole := name
			whole.group = ""
			groups[whole] = append(groups[whole], name)
		}
	}
	for _, split := range slices.SortedFunc(maps.Keys(groups), count.order) {
		whole := split
		whole.breakdown = wholeFigure
		if p := places[whole]; p != nil {
			w.tie(linker{name: "groups by " + split.breakdown + " add up"}, whole, p, groups[split], slices.Repeat([]kind{p.kind}, len(groups[split])))
		}
	}
	for _, name := range names {
		w.linkStock(name)
	}
}

// linkParts ties a numerator to its denominator, and a count to one that it is part of.
func (w *world) linkParts(places map[count]*place, name count) {
	p := places[name]
	if f := figureOf(w.defs[name.indicator]); f.parts && name.side == numerator {
		whole, rest := name, name
		whole.side, rest.side = denominator, remainder
		if places[whole] != nil {
			w.tie(linker{name: "denominator = numerator + rest"}, whole, p, []count{name, rest}, []kind{p.kind, restKind(p.kind)})
		}
	}
	for _, id := range inclusions {
		of := name
		of.indicator, of.side = id.of, id.ofSide
		if id.indicator == name.indicator && id.side == name.side && places[of] != nil && w.named(of) != w.named(name) {
			rest := name
			rest.side = notIn + id.side + " of " + id.indicator
			rest.indicator = id.of
			w.tie(linker{name: id.reason, close: id.close}, of, p, []count{name, rest}, []kind{p.kind, restKind(p.kind)})
		}
	}
}

// tie adds the relation that one count is the sum of others, for each day where windows say nothing of each other.
func (w *world) tie(like linker, whole count, p *place, parts []count, kinds []kind) {
	days := p.days
	if p.kind != apart {
		days = map[string]bool{"": true}
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		l := like
		l.whole, l.kinds, l.scale = node{w.named(whole), day}, append(slices.Clone(kinds), p.kind), p.scale
		for _, part := range parts {
			l.parts = append(l.parts, node{w.named(part), day})
		}
		w.linkers = append(w.linkers, l)
	}
}

// restKind is how the windows of what a count leaves of another hang together. Who counts once in a window and is
// not in the numerator of it may be in that of a longer one.
func restKind(k kind) kind {
	switch k {
	case distinct:
		return apart
	case once:
		return onceRest
	default:
		return k
	}
}

// linkStock ties the number at days to what adds to it and takes from it.
func (w *world) linkStock(name count) {
	for _, s := range stocks {
		if s.in != name.indicator || s.inSide != name.side || name.breakdown != wholeFigure {
			continue
		}
		at, out := name, name
		at.indicator, at.side = s.at, levelSide
		out.indicator, out.side = s.out, s.outSide
		w.linkers = append(w.linkers, linker{
			whole: node{count: w.named(name)}, parts: []node{{count: w.named(out)}, {count: at}},
			kinds: []kind{additive, level, additive}, longest: s.longest, name: s.reason, close: true, stock: true,
		})
	}
}

// notIn begins the name of what one count leaves of another. No figure counts it.
const notIn = "not in the "

// levelSide names the number at days where it is followed through time.
const levelSide = "number at the day"
