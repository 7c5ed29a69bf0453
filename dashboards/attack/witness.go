package attack

import (
	"slices"
)

// values are the whole numbers of a world: by chain, the count of every window, i*n+j.
type values [][]int64

// farther is how far beyond the least a count without an upper bound is taken, in thresholds.
const farther = 4

// plenty stands for the windows of a distinct count that nothing bounds from above: more than any that is.
const plenty = int64(1) << 40

// choice is which of the numbers that a bound allows is taken.
type choice int

const (
	least choice = iota
	most
	between
	turns // the least and the most in turn
)

// grow makes a world of a propagated block, which it uses up: chain after chain is given numbers, and what
// follows for the others is drawn. It may fail where a world exists; what it returns has been checked.
func (b *block) grow(order []int, take choice, step int64) values {
	b.settleCovered(step)
	for _, number := range order {
		c := b.chains[number]
		if c.kind == distinct && b.whole(c) {
			continue
		}
		choices := []choice{take, between, least, most}
		done := false
		for at, way := range choices {
			if at > 0 && (way == take || c.kind != additive && c.kind != level) {
				continue
			}
			trial := b.clone()
			if trial.settle(number, way, step) && trial.propagate() {
				b.chains, done = trial.chains, true
				break
			}
		}
		if !done {
			return nil
		}
	}
	out := make(values, len(b.chains))
	for number, c := range b.chains {
		out[number] = make([]int64, b.n*b.n)
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				out[number][i*b.n+j] = c.low(i, j)
			}
		}
	}
	if !b.agrees(out) {
		return nil
	}
	return out
}

// settleCovered gives all counts of children that count once in a window their largest numbers together, where
// that agrees with the rest: what is known of such counts mostly bounds one by another from above.
func (b *block) settleCovered(step int64) {
	trial := b.clone()
	for number, c := range trial.chains {
		if c.kind == distinct && !trial.settle(number, most, step) {
			return
		}
	}
	if trial.propagate() {
		b.chains = trial.chains
	}
}

// whole tells whether every window of a chain has its number.
func (b *block) whole(c *chain) bool {
	for i := range b.n {
		for j := i + 1; j < b.n; j++ {
			if !c.fixed(i, j) {
				return false
			}
		}
	}
	return true
}

// settle gives every window of a chain a number.
func (b *block) settle(number int, take choice, step int64) bool {
	c := b.chains[number]
	switch c.kind {
	case additive, level:
		return c.settleSums(take, step)
	case distinct:
		// The largest number that each window may have is one that all may have together.
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				if c.high(i, j) >= unbounded {
					c.tighten(i*b.n+j, plenty, reason{})
				}
			}
		}
		if !c.close() {
			return false
		}
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				c.fix(i, j, c.high(i, j))
			}
		}
	default:
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				v, ok := pick(c.low(i, j), c.high(i, j), take, step, i+j)
				if !ok {
					return false
				}
				c.fix(i, j, v)
			}
		}
	}
	return true
}

// settleSums places the points of a chain one after the other. With all conclusions drawn, the differences
// from the points before leave each a place.
func (c *chain) settleSums(take choice, step int64) bool {
	at := make([]int64, c.n)
	for j := 1; j < c.n; j++ {
		low, high := -unbounded, unbounded
		for i := range j {
			if v := c.low(i, j); v > -unbounded {
				low = max(low, at[i]+v)
			}
			if v := c.high(i, j); v < unbounded {
				high = min(high, at[i]+v)
			}
		}
		v, ok := pick(low, high, take, step, j)
		if !ok {
			return false
		}
		at[j] = v
	}
	for i := range c.n {
		for j := i + 1; j < c.n; j++ {
			c.fix(i, j, at[j]-at[i])
		}
	}
	return true
}

func pick(low, high int64, take choice, step int64, turn int) (int64, bool) {
	switch {
	case low > high:
		return 0, false
	case low <= -unbounded && high >= unbounded:
		return 0, true
	case low <= -unbounded:
		low = high - farther*step
	case high >= unbounded:
		high = low + farther*step
	}
	switch {
	case take == least, take == turns && turn%2 == 0:
		return low, true
	case take == most, take == turns:
		return high, true
	default:
		return low + (high-low)/2, true
	}
}

func (c *chain) fix(i, j int, v int64) {
	c.tighten(i*c.n+j, v, reason{})
	c.tighten(j*c.n+i, -v, reason{})
}

// agrees checks a world against what was published and against every rule, on its own account.
func (b *block) agrees(v values) bool {
	for number, c := range b.chains {
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				x := v[number][i*b.n+j]
				if x > c.base[i*b.n+j] || -x > c.base[j*b.n+i] || !c.coheres(v[number], i, j) {
					return false
				}
			}
		}
	}
	for _, r := range b.relations {
		for _, window := range r.windows {
			total := int64(0)
			for _, part := range r.parts {
				total += v[part][window]
			}
			if total != v[r.whole][window] {
				return false
			}
		}
	}
	return true
}

// coheres checks the window from point i to point j against its parts.
func (c *chain) coheres(v []int64, i, j int) bool {
	if c.kind == apart {
		return true
	}
	for k := i + 1; k < j; k++ {
		first, second, whole := v[i*c.n+k], v[k*c.n+j], v[i*c.n+j]
		if c.kind == distinct && (whole > first+second || whole < max(first, second)) {
			return false
		}
		if c.kind != distinct && whole != first+second {
			return false
		}
	}
	return true
}

// sequence is the order in which chains are given numbers: the one asked about, then those with rules of
// their own, and last those whose windows follow from the others.
func (b *block) sequence(first int) []int {
	var out []int
	if first >= 0 {
		out = append(out, first)
	}
	for _, k := range []kind{additive, distinct, level, apart} {
		for number, c := range b.chains {
			if c.kind == k && !slices.Contains(out, number) {
				out = append(out, number)
			}
		}
	}
	return out
}

// mostNodes is how many steps a search for a world may take.
const mostNodes = 600

// mostOpen is how many windows may be open in a block that is searched.
const mostOpen = 60

// searchable tells whether a block is small enough to try its numbers one by one.
func (b *block) searchable() bool {
	open := 0
	for _, c := range b.chains {
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				if c.high(i, j) >= unbounded {
					return false
				}
				if !c.fixed(i, j) {
					open++
				}
			}
		}
	}
	return open <= mostOpen
}

// search looks for a world in a propagated block by trying one number after the other. Without a world,
// none tells that there is none; else the effort has run out.
func (b *block) search(step int64) (found values, none bool) {
	nodes := mostNodes
	return b.try(&nodes, step)
}

func (b *block) try(nodes *int, step int64) (found values, none bool) {
	*nodes--
	if *nodes < 0 {
		return nil, false
	}
	if !b.propagate() {
		return nil, true
	}
	number, i, j, width := -1, 0, 0, unbounded
	for c, chain := range b.chains {
		for x := range b.n {
			for y := x + 1; y < b.n; y++ {
				if w := chain.high(x, y) - chain.low(x, y); w > 0 && w < width {
					number, i, j, width = c, x, y, w
				}
			}
		}
	}
	if number < 0 {
		return b.clone().grow(b.sequence(-1), least, step), !b.open()
	}
	none = true
	for v := b.chains[number].low(i, j); v <= b.chains[number].high(i, j); v++ {
		trial := b.clone()
		trial.chains[number].fix(i, j, v)
		found, dead := trial.try(nodes, step)
		if found != nil {
			return found, false
		}
		none = none && dead
		if *nodes < 0 {
			return nil, false
		}
	}
	return nil, none
}

// open tells whether any window has no bounds on some side.
func (b *block) open() bool {
	return slices.ContainsFunc(b.chains, func(c *chain) bool {
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				if c.high(i, j) >= unbounded || c.low(i, j) <= -unbounded {
					return true
				}
			}
		}
		return false
	})
}
