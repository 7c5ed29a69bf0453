package attack

// unbounded is a bound that says nothing.
const unbounded = int64(1) << 50

// kind is how the windows of a count hang together.
type kind int

const (
	additive kind = iota // every case lies on one day: windows are the sums of their days
	distinct             // a child counts once in a window: at least each part, at most the sum of the parts
	apart                // windows say nothing of each other
	level                // a number that stands at days, told from the first point on; its windows are changes
	once                 // distinct, and nearly always additive
	onceRest             // what is left of one that is once: apart, and nearly always additive
)

// as is the kind that a chain has where those things hold that are used.
func (k kind) as(with use) kind {
	switch {
	case k == once && with.close, k == onceRest && with.close:
		return additive
	case k == once, k == additive && !with.sums:
		return distinct
	case k == onceRest:
		return apart
	default:
		return k
	}
}

// reason is why a bound is what it is: from two other bounds of the chain, from a relation, or published.
type reason struct {
	relation int32 // fromChain, fromSource, or the number of a relation
	x, y     int32 // the two bounds, or in x the source
}

const (
	fromNothing int32 = -1 - iota
	fromChain
	fromSource
)

// chain is one count over all windows between the block's points. bound[i*n+j] is the most that the count
// of the window from point i to a later point j can be; where j is earlier, it is less the least.
type chain struct {
	name   string
	count  count
	kind   kind
	n      int
	scale  int64 // parts of one that it is counted in
	bound  []int64
	base   []int64  // as published, before anything follows
	why    []reason // nil when nobody asks
	closed bool     // what follows within the chain has been drawn
	shared bool     // and what follows for others
	drawn  bool     // all that followed from the bounds before those that are new
	fresh  []int32  // bounds that are new since
}

func newChain(name string, k kind, n int) *chain {
	c := &chain{name: name, kind: k, n: n, bound: make([]int64, n*n), why: make([]reason, n*n)}
	for i := range n {
		for j := range n {
			c.why[i*n+j].relation = fromNothing
			if i < j || i > j && k == level && j > 0 {
				c.bound[i*n+j] = unbounded
			}
		}
	}
	return c
}

func (c *chain) clone() *chain {
	out := *c
	out.bound = append([]int64(nil), c.bound...)
	out.why = nil
	out.fresh = append([]int32(nil), c.fresh...)
	return &out
}

// low and high are the bounds of the count from point i to a later point j.
func (c *chain) low(i, j int) int64  { return -c.bound[j*c.n+i] }
func (c *chain) high(i, j int) int64 { return c.bound[i*c.n+j] }

func (c *chain) fixed(i, j int) bool { return c.low(i, j) == c.high(i, j) }

// tighten lowers a bound and tells whether it did.
func (c *chain) tighten(at int, v int64, r reason) bool {
	if v >= c.bound[at] {
		return false
	}
	c.bound[at] = v
	if c.why != nil {
		c.why[at] = r
	}
	c.closed, c.shared = false, false
	if c.drawn {
		c.fresh = append(c.fresh, int32(at))
	}
	return true
}

// close draws what follows within the chain; false when the bounds contradict each other.
func (c *chain) close() bool {
	if c.closed {
		return true
	}
	switch c.kind {
	case additive, level:
		c.shortest()
	case distinct:
		for c.covered() {
		}
	case apart, once, onceRest: // of the last two a chain is what holds of them in the way that is tried
	}
	c.closed = true
	for i := range c.n {
		for j := i + 1; j < c.n; j++ {
			if c.high(i, j) < c.low(i, j) {
				return false
			}
		}
	}
	return true
}

// shortest closes differences: what is known from one point to another and on to a third. Where few bounds are new,
// what follows from each in turn is all that follows.
func (c *chain) shortest() {
	n := c.n
	defer func() { c.drawn, c.fresh = true, c.fresh[:0] }()
	if c.drawn && len(c.fresh) < n/2 {
		for k := 0; k < len(c.fresh); k++ {
			c.through(int(c.fresh[k])/n, int(c.fresh[k])%n)
		}
		return
	}
	c.drawn = false
	for k := range n {
		for i := range n {
			first := c.bound[i*n+k]
			if i == k || first >= unbounded {
				continue
			}
			for j := range n {
				second := c.bound[k*n+j]
				if j == i || j == k || second >= unbounded {
					continue
				}
				c.tighten(i*n+j, first+second, reason{fromChain, int32(i*n + k), int32(k*n + j)})
			}
		}
	}
}

// through draws what follows from the bound from point i to point j.
func (c *chain) through(i, j int) {
	n := c.n
	for a := range n {
		to := c.bound[a*n+i]
		if a != i && (a == j || to >= unbounded) {
			continue
		}
		if a != i {
			if v := to + c.bound[i*n+j]; v < c.bound[a*n+j] {
				c.replace(a*n+j, v, reason{fromChain, int32(a*n + i), int32(i*n + j)})
			} else {
				continue
			}
		}
		for z := range n {
			if on := c.bound[j*n+z]; z != a && z != j && on < unbounded {
				if v := c.bound[a*n+j] + on; v < c.bound[a*n+z] {
					c.replace(a*n+z, v, reason{fromChain, int32(a*n + j), int32(j*n + z)})
				}
			}
		}
	}
}

// replace enters a bound that follows from the chain's own.
func (c *chain) replace(at int, v int64, r reason) {
	c.bound[at] = v
	if c.why != nil {
		c.why[at] = r
	}
	c.shared = false
}

// covered draws once what a window says of two parts that make it up, and the parts of it.
func (c *chain) covered() (changed bool) {
	n, bound := c.n, c.bound
	follow := func(to int, v int64, x, y int) {
		if v < bound[to] {
			c.tighten(to, v, reason{fromChain, int32(x), int32(y)})
			changed = true
		}
	}
	for length := 2; length < n; length++ {
		for i := 0; i+length < n; i++ {
			j := i + length
			whole, wholeLeast := i*n+j, j*n+i
			for k := i + 1; k < j; k++ {
				a, b, aLeast, bLeast := i*n+k, k*n+j, k*n+i, j*n+k
				follow(whole, sum(bound[a], bound[b]), a, b)
				follow(wholeLeast, bound[aLeast], aLeast, aLeast)
				follow(wholeLeast, bound[bLeast], bLeast, bLeast)
				follow(a, bound[whole], whole, whole)
				follow(b, bound[whole], whole, whole)
				follow(aLeast, sum(bound[wholeLeast], bound[b]), wholeLeast, b)
				follow(bLeast, sum(bound[wholeLeast], bound[a]), wholeLeast, a)
			}
		}
	}
	return changed
}

// sum adds bounds; with one that says nothing the sum does not either.
func sum(a, b int64) int64 {
	if a >= unbounded || b >= unbounded {
		return unbounded
	}
	return a + b
}
