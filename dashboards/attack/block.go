package attack

import (
	"slices"
	"time"
)

// relation says that in some windows one count is the sum of others.
type relation struct {
	whole   int
	parts   []int
	windows []int // i*n+j of the windows, from point i to a later point j
	name    string
	close   bool // it holds nearly always, not by definition
	stock   bool // it is of numbers at days
}

// block is the counts that hang together, over the same points in time.
type block struct {
	n         int
	points    []time.Time // the first day of what follows the point
	chains    []*chain
	relations []relation
	sources   []source
	touching  [][]int // relations by chain
	step      int64   // how far numbers are set apart where nothing bounds them
}

// source is what is printed about a window.
type source struct {
	chain, i, j int
	low, high   int64
	cell        key
	words       string // the number with its place
	older       bool   // an earlier edition alone shows it
	edition     string // which
	side        string // count of the cell that it tells of
	direct      bool   // the number itself is printed, not something made from it
}

// publish enters a source.
func (b *block) publish(s source) {
	c := b.chains[s.chain]
	number := int32(len(b.sources))
	b.sources = append(b.sources, s)
	if s.high < unbounded {
		c.tighten(s.i*b.n+s.j, s.high, reason{fromSource, number, number})
	}
	if s.low > -unbounded {
		c.tighten(s.j*b.n+s.i, -s.low, reason{fromSource, number, number})
	}
}

// ready remembers what was published.
func (b *block) ready() {
	b.touching = make([][]int, len(b.chains))
	for number, r := range b.relations {
		for _, c := range append([]int{r.whole}, r.parts...) {
			b.touching[c] = append(b.touching[c], number)
		}
	}
	for _, c := range b.chains {
		c.base = slices.Clone(c.bound)
	}
}

func (b *block) clone() *block {
	out := *b
	out.chains = make([]*chain, len(b.chains))
	for i, c := range b.chains {
		out.chains[i] = c.clone()
	}
	return &out
}

// mostRounds ends the drawing of conclusions from linked counts. Bounds drawn until then hold, only tighter
// ones may be missed, which is for the search to find.
const mostRounds = 60

// propagate draws all conclusions; false when what is published contradicts itself.
func (b *block) propagate() bool {
	for range mostRounds {
		for _, c := range b.chains {
			if !c.close() {
				return false
			}
		}
		var due []int
		for number, c := range b.chains {
			if !c.shared {
				due = append(due, b.touching[number]...)
				c.shared = true
			}
		}
		if len(due) == 0 {
			return true
		}
		slices.Sort(due)
		for _, number := range slices.Compact(due) {
			b.share(int32(number))
		}
	}
	return true
}

// share draws what a relation says in each of its windows, for the most and the least of each member.
func (b *block) share(number int32) {
	r := b.relations[number]
	whole := b.chains[r.whole]
	for _, window := range r.windows {
		i, j := window/b.n, window%b.n
		for _, at := range [2]int{window, j*b.n + i} {
			opposite := at%b.n*b.n + at/b.n
			total, open := int64(0), 0
			for _, part := range r.parts {
				if v := b.chains[part].bound[at]; v < unbounded {
					total += v
				} else {
					open++
				}
			}
			if open == 0 {
				whole.tighten(at, total, reason{number, int32(r.whole), 0})
			}
			least, free := int64(0), 0
			for _, part := range r.parts {
				if v := b.chains[part].bound[opposite]; v < unbounded {
					least += v
				} else {
					free++
				}
			}
			most := whole.bound[at]
			if most >= unbounded || free > 1 {
				continue
			}
			for _, part := range r.parts {
				own := b.chains[part].bound[opposite]
				switch {
				case free == 0:
					b.chains[part].tighten(at, most+least-own, reason{number, int32(part), 0})
				case own >= unbounded:
					b.chains[part].tighten(at, most+least, reason{number, int32(part), 0})
				}
			}
		}
	}
}

// because is the sources that the two bounds of a window rest on, in the order they were entered.
func (b *block) because(chainNumber, i, j int) []int {
	return b.restsOn(bound{chainNumber, i*b.n + j}, bound{chainNumber, j*b.n + i})
}

// leastBecause is the sources that the least of a window rests on, in the order they were entered.
func (b *block) leastBecause(chainNumber, i, j int) []int {
	return b.restsOn(bound{chainNumber, j*b.n + i})
}

// bound is a bound of a chain by its place.
type bound struct{ chain, at int }

// restsOn is the sources that bounds rest on, in the order they were entered.
func (b *block) restsOn(open ...bound) []int {
	seen := map[bound]bool{}
	sources := map[int]bool{}
	for len(open) > 0 {
		next := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[next] {
			continue
		}
		seen[next] = true
		why := b.chains[next.chain].why[next.at]
		switch why.relation {
		case fromNothing:
		case fromSource:
			sources[int(why.x)] = true
		case fromChain:
			open = append(open, bound{next.chain, int(why.x)}, bound{next.chain, int(why.y)})
		default:
			r := b.relations[why.relation]
			opposite := next.at%b.n*b.n + next.at/b.n
			for _, part := range r.parts {
				switch {
				case next.chain == r.whole:
					open = append(open, bound{part, next.at})
				case part != next.chain:
					open = append(open, bound{part, opposite})
				}
			}
			if next.chain != r.whole {
				open = append(open, bound{r.whole, next.at})
			}
		}
	}
	out := make([]int, 0, len(sources))
	for number := range sources {
		out = append(out, number)
	}
	slices.Sort(out)
	return out
}
