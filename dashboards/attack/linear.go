package attack

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp" //nolint:misspell // the package is called so
)

// mostRows is the size of a linear program that is still solved: the solver works on dense matrices.
const mostRows = 140

// program is a block as inequalities over the steps from point to point, each counted from its least.
type program struct {
	b     *block
	place map[[2]int]int // chain and point to the variable of the step from it
	least []int64
	rows  [][]float64
	most  []float64
}

// linear narrows the range of a window by linear programming, where the block is small and its windows are sums;
// ok is false when it cannot say. The result is rounded outward to whole numbers.
func (b *block) linear(chainNumber, i, j int) (low, high int64, ok bool) {
	p, ok := b.program()
	if !ok || len(p.rows) > mostRows || len(p.least) == 0 {
		return 0, 0, false
	}
	cost, known := p.sum(chainNumber, i, j, 1)
	bottom, okLow := p.solve(cost)
	for k := range cost {
		cost[k] = -cost[k]
	}
	top, okHigh := p.solve(cost)
	if !okLow || !okHigh {
		return 0, 0, false
	}
	return known + int64(math.Ceil(bottom-1e-6)), known + int64(math.Floor(-top+1e-6)), true
}

func (b *block) program() (*program, bool) {
	p := &program{b: b, place: map[[2]int]int{}}
	for number, c := range b.chains {
		if b.n > 2 && c.kind != additive {
			return nil, false
		}
		for k := range b.n - 1 {
			if c.low(k, k+1) <= -unbounded {
				return nil, false
			}
			if !c.fixed(k, k+1) {
				p.place[[2]int{number, k}] = len(p.least)
				p.least = append(p.least, c.low(k, k+1))
			}
		}
	}
	for number, c := range b.chains {
		for i := range b.n {
			for j := i + 1; j < b.n; j++ {
				if c.base[i*b.n+j] < unbounded {
					p.limit(number, i, j, 1, c.base[i*b.n+j])
				}
				if j > i+1 && c.base[j*b.n+i] < 0 {
					p.limit(number, i, j, -1, c.base[j*b.n+i])
				}
			}
		}
	}
	for _, r := range b.relations {
		for k := range b.n - 1 {
			row, known := p.sum(r.whole, k, k+1, 1)
			for _, part := range r.parts {
				other, more := p.sum(part, k, k+1, -1)
				for v := range row {
					row[v] += other[v]
				}
				known += more
			}
			p.add(row, float64(-known))
			back := make([]float64, len(row))
			for v := range row {
				back[v] = -row[v]
			}
			p.add(back, float64(known))
		}
	}
	return p, true
}

// sum is a window as a row of coefficients, and what the fixed steps and the least of the others come to.
func (p *program) sum(number, i, j int, sign int64) (row []float64, known int64) {
	row = make([]float64, len(p.least))
	for k := i; k < j; k++ {
		known += sign * p.b.chains[number].low(k, k+1)
		if v, open := p.place[[2]int{number, k}]; open {
			row[v] += float64(sign)
		}
	}
	return row, known
}

func (p *program) limit(number, i, j int, sign, most int64) {
	row, known := p.sum(number, i, j, sign)
	p.add(row, float64(most-known))
}

// add enters an inequality that says something.
func (p *program) add(row []float64, most float64) {
	for _, v := range row {
		if v != 0 {
			p.rows, p.most = append(p.rows, row), append(p.most, most)
			return
		}
	}
}

// solve minimises. Each inequality has a variable of its own for what is left, so that the rows are independent,
// which the solver asks for.
func (p *program) solve(cost []float64) (v float64, ok bool) {
	variables, rows := len(p.least), len(p.rows)
	if rows == 0 {
		return 0, false
	}
	a := mat.NewDense(rows, variables+rows, nil)
	for r, row := range p.rows {
		a.SetRow(r, append(append([]float64(nil), row...), make([]float64, rows)...))
		a.Set(r, variables+r, 1)
	}
	for k := range variables { // a column of nothing is refused: such a step is bounded by nothing
		if mat.Norm(a.ColView(k), 1) == 0 {
			return 0, false
		}
	}
	defer func() {
		if recover() != nil { // the solver panics where rounding leaves it without a basis
			v, ok = 0, false
		}
	}()
	v, _, err := lp.Simplex(append(append([]float64(nil), cost...), make([]float64, rows)...), a, append([]float64(nil), p.most...), 1e-9, nil)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
