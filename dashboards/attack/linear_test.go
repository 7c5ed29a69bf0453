package attack

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// A table of two rows and three columns of which the first two columns' totals and both rows' are published, and one
// cell of the third: row and column sums bound the other cell of it loosely, all of them together to one number.
func knot(points int, publishSixth bool) *block {
	b := bare(points, apart, apart, apart, apart, apart, apart, apart, apart, apart, apart)
	// 0 to 2 the first row, 3 to 5 the second, 6 and 7 the rows' totals, 8 and 9 the first columns'.
	window := b.allWindows()
	b.relations = []relation{
		{whole: 6, parts: []int{0, 1, 2}, windows: window},
		{whole: 7, parts: []int{3, 4, 5}, windows: window},
		{whole: 8, parts: []int{0, 3}, windows: window},
		{whole: 9, parts: []int{1, 4}, windows: window},
	}
	for c, x := range map[int]int64{6: 43, 7: 40, 8: 40, 9: 33} {
		for _, at := range window {
			b.publish(source{chain: c, i: at / points, j: at % points, low: x, high: x})
		}
	}
	if publishSixth {
		b.publish(source{chain: 5, j: 1, low: 7, high: 7})
	}
	b.ready()
	return b
}

func TestACountThatNoSingleSumTellsIsFound(t *testing.T) {
	ask := []target{{fact: fact{cell: Cell{Indicator: "third"}}, chain: 2, j: 1, below: 6}}
	b := knot(2, true)
	if !b.propagate() || b.chains[2].fixed(0, 1) {
		t.Fatal("propagation alone decides: the example shows nothing")
	}
	v := b.judge(ask)[0]
	if v.low != 3 || v.high != 3 { // 43 + 40 - 40 - 33 - 7
		t.Errorf("it is 3, the attack has %d to %d", v.low, v.high)
	}
	// With three points and windows of their own there is no linear program; the search finds it.
	b = knot(3, true)
	b.propagate()
	if _, _, ok := b.linear(2, 0, 1); ok {
		t.Error("a linear program of windows that say nothing of each other")
	}
	if v := b.judge(ask)[0]; v.high-v.low >= 6 || v.low > 3 || v.high < 3 {
		t.Errorf("by the search it is %d to %d, want a range about 3 that is too narrow", v.low, v.high)
	}
	b = knot(2, false)
	b.propagate()
	if v := b.judge(ask)[0]; v.low > 0 || v.high < 10 || v.proven() < 6 {
		t.Errorf("without the other cell it may be 0 to 10, the attack has %d to %d and proves %d", v.low, v.high, v.proven())
	}
}

// Three pairs that share their members: their sums tell each, which linear programming shows.
func TestPairsThatShareTheirMembersTellEach(t *testing.T) {
	b := bare(2, apart, apart, apart, apart, apart, apart)
	window := b.allWindows()
	b.relations = []relation{{whole: 3, parts: []int{0, 1}, windows: window}, {whole: 4, parts: []int{1, 2}, windows: window}, {whole: 5, parts: []int{0, 2}, windows: window}}
	for c, x := range map[int]int64{3: 24, 4: 31, 5: 15} {
		b.publish(source{chain: c, j: 1, low: x, high: x})
	}
	b.ready()
	if !b.propagate() {
		t.Fatal("24, 31 and 15 do not contradict each other")
	}
	if low, high, ok := b.linear(0, 0, 1); !ok || low != 4 || high != 4 {
		t.Errorf("linear programming has %d to %d (%v), want 4", low, high, ok)
	}
	if v := b.judge([]target{{fact: fact{cell: Cell{Indicator: "first"}}, chain: 0, j: 1, below: 6}})[0]; v.low != 4 || v.high != 4 {
		t.Errorf("the attack has %d to %d, want 4", v.low, v.high)
	}
}

// Linear programming may not take away a number that a world has.
func TestLinearProgrammingKeepsEveryPossibleNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	answered := 0
	for number := range 80 {
		b := bare(4, additive, additive, additive)
		b.relations = []relation{{whole: 0, parts: []int{1, 2}, windows: b.allWindows()}}
		truth := trueWorld(b, random, 2)
		for c := range b.chains {
			for _, window := range b.allWindows() {
				if window == b.n-1 && c == 0 || random.IntN(4) == 0 {
					b.publish(source{chain: c, i: window / b.n, j: window % b.n, low: truth[c][window], high: truth[c][window]})
				}
			}
		}
		b.ready()
		ranges := map[[3]int]span{}
		b.clone().enumerate(12, func(world values) { widen(ranges, b, world) })
		b.propagate()
		for at, want := range ranges {
			low, high, ok := b.linear(at[0], at[1], at[2])
			if ok && (low > want.low || high < want.high) {
				t.Fatalf("world %d, %s: linear programming has %d to %d, possible is %d to %d", number, fmt.Sprint(at), low, high, want.low, want.high)
			}
			if ok {
				answered++
			}
		}
	}
	if answered < 500 {
		t.Errorf("only %d ranges were answered", answered)
	}
}

// A world counts only if it agrees with everything.
func TestAWorldThatIsOffByOneIsNone(t *testing.T) {
	make := func() (*block, values) {
		b := bare(3, additive, additive, additive)
		b.relations = []relation{{whole: 0, parts: []int{1, 2}, windows: b.allWindows()}}
		b.publish(source{chain: 0, i: 0, j: 2, low: 9, high: 9})
		b.ready()
		return b, values{{0, 4, 9, 0, 0, 5}, {0, 1, 3, 0, 0, 2}, {0, 3, 6, 0, 0, 3}}
	}
	if b, world := make(); !b.agrees(world) {
		t.Fatal("the world agrees with itself")
	}
	for c := range 3 {
		for _, window := range []int{1, 2, 5} {
			for _, by := range []int64{-1, 1} {
				b, world := make()
				world[c][window] += by
				if b.agrees(world) {
					t.Errorf("count %d, window %d, %+d is taken for a world", c, window, by)
				}
			}
		}
	}
	// Off by one in a part and in its whole alike: windows that add up, and a sum that does not.
	b, world := make()
	for _, window := range []int{1, 2} {
		world[1][window]++
	}
	if b.agrees(world) {
		t.Error("a part that is one more than its whole has room for is taken for a world")
	}
}
