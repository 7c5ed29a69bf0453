package attack

import (
	"slices"
	"strings"
)

// verdict is what is known of a hidden count.
type verdict struct {
	target
	low, high int64 // proven: it is no less and no more
	seen      span  // proven: worlds with these ends agree with everything published
	exact     bool  // the range is known to be just that
	reason    string
}

func (v *verdict) width() int64 {
	if v.high >= unbounded {
		return unbounded
	}
	return v.high - v.low
}

// least is how wide the range of a verdict has to be, in parts of its chain.
func (b *block) least(v *verdict) int64 { return v.below * b.chains[v.chain].scale }

// proven is how far apart two possible numbers are at least.
func (v *verdict) proven() int64 {
	switch {
	case v.exact:
		return v.width()
	case v.seen.high < 0:
		return -1
	}
	return v.seen.high - v.seen.low
}

// mostWorlds is how many worlds are grown for the counts of a block that the first few leave open.
const mostWorlds = 2000

// judge works out the ranges of the targets in a propagated block.
func (b *block) judge(targets []target) []verdict {
	var out []verdict
	for _, t := range targets {
		if b.printedElsewhere(t) || slices.ContainsFunc(out, func(v verdict) bool {
			return v.chain == t.chain && v.i == t.i && v.j == t.j && v.fact.main == t.fact.main
		}) {
			continue
		}
		c := b.chains[t.chain]
		out = append(out, verdict{target: t, low: c.low(t.i, t.j), high: c.high(t.i, t.j), seen: span{unbounded, -1}, exact: len(b.touching[t.chain]) == 0})
	}
	for i := range out {
		b.step = max(b.step, b.least(&out[i]))
	}
	b.rule(out)
	open := func(v *verdict) bool {
		least := b.least(v)
		return v.width() >= least && v.proven() < least
	}
	if slices.ContainsFunc(out, func(v verdict) bool { return open(&v) }) {
		for _, take := range []choice{least, most, between, turns} {
			b.witness(out, b.clone().grow(b.sequence(-1), take, b.step))
		}
	}
	budget := mostWorlds
	for i := range out {
		if v := &out[i]; open(v) {
			b.settleTarget(v, out, &budget)
		}
	}
	for i := range out {
		if v := &out[i]; !v.exact && v.width() < b.least(v) && v.reason == "" && b.searchable() {
			b.sharpen(v, out)
		}
	}
	return out
}

// sharpen narrows a range that is too narrow already to the one that it is.
func (b *block) sharpen(v *verdict, all []verdict) {
	b.anyWorld(v, all)
	for v.seen.high >= 0 && (b.halve(v, all, false) || b.halve(v, all, true)) {
	}
}

// printedElsewhere tells whether the edition prints the very number as a figure of another indicator: then it
// is no secret.
func (b *block) printedElsewhere(t target) bool {
	return slices.ContainsFunc(b.sources, func(s source) bool {
		return s.direct && !s.older && s.chain == t.chain && s.i == t.i && s.j == t.j && s.cell.indicator != t.fact.cell.Indicator
	})
}

// witness widens what is seen to be possible by a world.
func (b *block) witness(all []verdict, world values) {
	if world == nil {
		return
	}
	for i := range all {
		x := world[all[i].chain][all[i].i*b.n+all[i].j]
		all[i].seen = span{min(all[i].seen.low, x), max(all[i].seen.high, x)}
	}
}

// settleTarget looks for worlds at the ends of a range, and narrows it where there are none.
func (b *block) settleTarget(v *verdict, all []verdict, budget *int) {
	enough := b.least(v)
	reach := func() int64 { // an end that is far enough
		if v.high >= unbounded {
			return max(v.low, 0) + 2*enough
		}
		return v.high
	}
	for _, end := range []func() int64{func() int64 { return v.low }, reach} {
		for _, take := range []choice{least, most} {
			if *budget--; *budget < 0 {
				return
			}
			if v.seen.low <= end() && end() <= v.seen.high {
				break
			}
			if trial := b.at(v, end()); trial != nil {
				b.witness(all, trial.grow(trial.sequence(v.chain), take, enough))
			}
		}
		if v.proven() >= enough {
			return
		}
	}
	if low, high, ok := b.linear(v.chain, v.i, v.j); ok {
		v.low, v.high = max(v.low, low), min(v.high, high)
	}
	if b.searchable() {
		b.narrow(v, all)
	}
}

// narrow takes numbers off the ends of a range for which a search shows that there is no world.
func (b *block) narrow(v *verdict, all []verdict) {
	least := b.least(v)
	b.anyWorld(v, all)
	for v.seen.high >= 0 && v.width() >= least && v.proven() < least {
		top := b.halve(v, all, true)
		if bottom := b.halve(v, all, false); !top && !bottom {
			return
		}
	}
}

// anyWorld looks for a world where none has been seen.
func (b *block) anyWorld(v *verdict, all []verdict) {
	if v.seen.high < 0 {
		found, _ := b.clone().search(b.step)
		b.witness(all, found)
	}
}

// halve asks whether the farther half of what lies between the numbers seen and the top, or the bottom, of a range
// has a world, and tells whether anything came of it.
func (b *block) halve(v *verdict, all []verdict, top bool) bool {
	trial := b.clone()
	c := trial.chains[v.chain]
	var middle int64
	switch {
	case top && v.seen.high < v.high:
		middle = v.high - (v.high-v.seen.high-1)/2
		c.tighten(v.j*b.n+v.i, -middle, reason{})
	case !top && v.low < v.seen.low:
		middle = v.low + (v.seen.low-v.low-1)/2
		c.tighten(v.i*b.n+v.j, middle, reason{})
	default:
		return false
	}
	found, none := trial.search(b.step)
	switch {
	case found != nil:
		b.witness(all, found)
	case none && top:
		v.high = middle - 1
	case none:
		v.low = middle + 1
	default:
		return false
	}
	return true
}

// at is the block with a target at a number; nil when that contradicts what is published.
func (b *block) at(v *verdict, x int64) *block {
	trial := b.clone()
	trial.chains[v.chain].fix(v.i, v.j, x)
	if !trial.propagate() {
		return nil
	}
	return trial
}

// mostRuled is the number of hidden figures up to which it is asked which of them can be the small one.
const mostRuled = 8

// rule uses that a figure is only hidden for a small count: of those hidden together one at least is of 1 to
// below-1. A number that leaves no such count possible is no possible number.
func (b *block) rule(all []verdict) {
	figures := map[key]bool{}
	for _, v := range all {
		figures[v.fact.cell.key()] = true
	}
	if len(figures) > mostRuled || !b.smallPossible(all) {
		return
	}
	if len(figures) == 1 {
		// It is the small one. That it is one of 1 to below-1 is what the symbol says; more than that is a leak.
		if v := &all[0]; len(all) == 1 && v.fact.main && v.low > 1 && v.low < v.below && b.chains[v.chain].scale == 1 && v.fact.count.side == numerator &&
			v.high > v.below-1 && !strings.Contains(v.fact.cell.Unit, "percent") {
			v.high, v.reason = v.below-1, "nothing else can be the small count that it is hidden for"
		}
		return
	}
	for i := range all {
		v := &all[i]
		if !v.fact.main || b.chains[v.chain].scale != 1 {
			continue
		}
		for _, end := range []*int64{&v.low, &v.high} {
			for range v.below {
				if *end >= unbounded || v.low > v.high {
					break
				}
				trial := b.at(v, *end)
				if trial != nil && trial.smallPossible(all) {
					break
				}
				if v.reason = "of the figures hidden together one has a small count"; end == &v.low {
					*end++
				} else {
					*end--
				}
			}
		}
	}
}

// smallPossible tells whether any hidden count, or the rest of its denominator, can be of 1 to below-1.
func (b *block) smallPossible(all []verdict) bool {
	for _, v := range all {
		for number, c := range b.chains {
			own := number == v.chain
			rest := c.count.side == remainder && c.count.indicator == v.fact.cell.Indicator && c.count.group == v.fact.cell.Group
			pair := strings.HasPrefix(c.count.side, notIn) // what another figure is hidden beside
			if (own || rest || pair) && c.low(v.i, v.j) < v.below*c.scale && (v.nought || c.high(v.i, v.j) > 0) {
				return true
			}
		}
	}
	return false
}
