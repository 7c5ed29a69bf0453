package attack

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// bare makes a block of n points with chains of the kinds given and nothing published.
func bare(n int, kinds ...kind) *block {
	b := &block{n: n, points: make([]time.Time, n)}
	for i, k := range kinds {
		c := newChain(fmt.Sprintf("count %d", i), k, n)
		c.scale = 1
		b.chains = append(b.chains, c)
	}
	return b
}

func (b *block) allWindows() (out []int) {
	for i := range b.n {
		for j := i + 1; j < b.n; j++ {
			out = append(out, i*b.n+j)
		}
	}
	return out
}

// compare sets the verdicts on all windows that are not published beside the ranges found by enumeration.
func compare(t *testing.T, name string, b *block, below int64, ranges map[[3]int]span) (leaks, safe int) {
	t.Helper()
	var targets []target
	for c := range b.chains {
		for _, window := range b.allWindows() {
			i, j := window/b.n, window%b.n
			targets = append(targets, target{fact: fact{cell: Cell{Indicator: fmt.Sprint(c, i, j)}}, chain: c, i: i, j: j, below: below})
		}
	}
	b.ready()
	if !b.propagate() {
		t.Fatalf("%s: what a world was published from contradicts itself", name)
	}
	for _, v := range b.judge(targets) {
		truth := ranges[[3]int{v.chain, v.i, v.j}]
		width := truth.high - truth.low
		if width < below {
			leaks++
		} else {
			safe++
		}
		switch {
		case v.low > truth.low || v.high < truth.high:
			t.Fatalf("%s: count %d, window %d to %d is bounded to %d to %d, but %d to %d is possible", name, v.chain, v.i, v.j, v.low, v.high, truth.low, truth.high)
		case v.seen.high >= 0 && (v.seen.low < truth.low || v.seen.high > truth.high):
			t.Fatalf("%s: count %d, window %d to %d: worlds with %d and %d were found, but only %d to %d is possible", name, v.chain, v.i, v.j, v.seen.low, v.seen.high, truth.low, truth.high)
		case width < below && (v.low != truth.low || v.high != truth.high):
			t.Fatalf("%s: count %d, window %d to %d can be told to be %d to %d, the attack has %d to %d", name, v.chain, v.i, v.j, truth.low, truth.high, v.low, v.high)
		case width >= below && v.proven() < below:
			t.Fatalf("%s: count %d, window %d to %d can be %d to %d, the attack proves only %d", name, v.chain, v.i, v.j, truth.low, truth.high, v.proven())
		}
	}
	return leaks, safe
}

func widen(ranges map[[3]int]span, b *block, world values) {
	for c := range b.chains {
		for _, window := range b.allWindows() {
			at := [3]int{c, window / b.n, window % b.n}
			r, ok := ranges[at]
			if !ok {
				r = span{unbounded, -1}
			}
			ranges[at] = span{min(r.low, world[c][window]), max(r.high, world[c][window])}
		}
	}
}

// Every world of up to three in each step is enumerated: the attack may neither miss a range that is too narrow nor
// report one that is not.
func TestRangesAgreeWithEnumerationOfAllWorlds(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 6))
	for _, shape := range []struct {
		name   string
		points int
		kinds  []kind
		most   int64
		reach  int64 // the most that a part can be in a step, by the published whole
		below  int64
		tie    func(*block)
		worlds int
	}{
		{"windows of one count", 5, []kind{additive}, 3, 12, 3, nil, 100},
		{"numerator and rest", 4, []kind{additive, additive, additive}, 3, 18, 3, func(b *block) {
			b.relations = []relation{{whole: 0, parts: []int{1, 2}, windows: b.allWindows()}}
		}, 50},
		{"groups of a snapshot", 2, []kind{apart, apart, apart, apart, apart}, 5, 20, 4, func(b *block) {
			b.relations = []relation{{whole: 0, parts: []int{1, 2, 3, 4}, windows: b.allWindows()}}
		}, 60},
		// Two groups, each of a numerator and a rest, both with totals: every cell is in a row and in a column.
		{"a table with both its totals", 2, []kind{apart, apart, apart, apart, apart, apart, apart, apart, apart}, 5, 20, 4, func(b *block) {
			b.relations = []relation{
				{whole: 1, parts: []int{5, 7}, windows: b.allWindows()},
				{whole: 2, parts: []int{6, 8}, windows: b.allWindows()},
				{whole: 3, parts: []int{5, 6}, windows: b.allWindows()},
				{whole: 4, parts: []int{7, 8}, windows: b.allWindows()},
				{whole: 0, parts: []int{1, 2}, windows: b.allWindows()},
				{whole: 0, parts: []int{3, 4}, windows: b.allWindows()},
			}
		}, 150},
	} {
		leaks, safe := 0, 0
		for number := range shape.worlds {
			b := bare(shape.points, shape.kinds...)
			if shape.tie != nil {
				shape.tie(b)
			}
			truth := trueWorld(b, random, shape.most)
			for c := range b.chains {
				// The whole is published, so that the enumeration has an end; any other window may be.
				for _, window := range b.allWindows() {
					i, j := window/b.n, window%b.n
					if i == 0 && j == b.n-1 && c == 0 || random.IntN(4) == 0 {
						x := truth[c][window]
						b.publish(source{chain: c, i: i, j: j, low: x, high: x, cell: key{indicator: fmt.Sprint(c, i, j)}})
					}
				}
			}
			ranges := map[[3]int]span{}
			checked := b.clone()
			for i, c := range checked.chains {
				c.base = b.chains[i].bound
			}
			checked.enumerate(shape.reach, func(world values) { widen(ranges, b, world) })
			more, others := compare(t, fmt.Sprintf("%s, world %d", shape.name, number), b, shape.below, ranges)
			leaks, safe = leaks+more, safe+others
		}
		if leaks < 50 || safe < 50 {
			t.Errorf("%s: %d ranges too narrow and %d wide enough prove little", shape.name, leaks, safe)
		}
	}
}

// trueWorld makes numbers that agree with the relations of a block: parts are drawn, wholes are added up.
func trueWorld(b *block, random *rand.Rand, most int64) values {
	wholes := map[int]relation{}
	for _, r := range b.relations {
		wholes[r.whole] = r
	}
	out := make(values, len(b.chains))
	for c := range b.chains {
		out[c] = make([]int64, b.n*b.n)
		if _, ok := wholes[c]; ok {
			continue
		}
		for j := 1; j < b.n; j++ {
			step := random.Int64N(most + 1)
			for i := range j {
				if i == j-1 {
					out[c][i*b.n+j] = step
				} else {
					out[c][i*b.n+j] = out[c][i*b.n+j-1] + step
				}
			}
		}
	}
	for _, r := range b.relations {
		for _, window := range b.allWindows() {
			out[r.whole][window] = 0
			for _, part := range r.parts {
				out[r.whole][window] += out[part][window]
			}
		}
	}
	return out
}

// enumerate enumerates the parts alone, step by step within what is left of the published wholes.
func (b *block) enumerate(most int64, do func(values)) {
	wholes := map[int]relation{}
	var free []int
	for _, r := range b.relations {
		wholes[r.whole] = r
	}
	for c := range b.chains {
		if _, ok := wholes[c]; !ok {
			free = append(free, c)
		}
	}
	steps := b.n - 1
	number := make([]int64, len(b.chains)*steps)
	world := make(values, len(b.chains))
	for c := range world {
		world[c] = make([]int64, b.n*b.n)
	}
	fill := func(c, k int) bool { // the windows that end with step k
		total := int64(0)
		for i := k; i >= 0; i-- {
			total += number[c*steps+i]
			at := i*b.n + k + 1
			world[c][at] = total
			if total > b.chains[c].base[at] || -total > b.chains[c].base[(k+1)*b.n+i] {
				return false
			}
		}
		return true
	}
	var next func(at int)
	next = func(at int) {
		if at == len(free)*steps {
			do(world)
			return
		}
		k, c := at/len(free), free[at%len(free)]
		for v := range most + 1 {
			number[c*steps+k] = v
			ok := fill(c, k)
			if ok && at%len(free) == len(free)-1 {
				for _, r := range b.relations {
					number[r.whole*steps+k] = 0
					for _, part := range r.parts {
						number[r.whole*steps+k] += number[part*steps+k]
					}
					ok = ok && fill(r.whole, k)
				}
			}
			if ok {
				next(at + 1)
			}
		}
		number[c*steps+k] = 0
	}
	next(0)
}

// Windows in which a child counts once are at least their parts and at most their sum; every set of such numbers
// up to five is enumerated.
func TestRangesOfChildrenCountedOnceAgreeWithEnumeration(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 20))
	const points, most, below = 4, 5, 3
	for number := range 60 {
		b := bare(points, distinct)
		c := b.chains[0]
		all := b.allWindows()
		truth := make([]int64, points*points)
		for {
			for _, window := range all {
				truth[window] = random.Int64N(most + 1)
			}
			if agreesWithParts(c, truth) {
				break
			}
		}
		for _, window := range all {
			if window == points-1 || random.IntN(3) == 0 {
				b.publish(source{i: window / points, j: window % points, low: truth[window], high: truth[window]})
			}
		}
		ranges := map[[3]int]span{}
		world := values{make([]int64, points*points)}
		var next func(int)
		next = func(at int) {
			if at == len(all) {
				if agreesWithParts(c, world[0]) {
					widen(ranges, b, world)
				}
				return
			}
			i, j := all[at]/points, all[at]%points
			for v := max(c.low(i, j), 0); v <= min(c.high(i, j), most); v++ {
				world[0][all[at]] = v
				next(at + 1)
			}
		}
		next(0)
		compare(t, fmt.Sprintf("world %d", number), b, below, ranges)
	}
}

func agreesWithParts(c *chain, v []int64) bool {
	for i := range c.n {
		for j := i + 1; j < c.n; j++ {
			if !c.coheres(v, i, j) {
				return false
			}
		}
	}
	return true
}
