package indicators

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Heaping is asked of the days next to a limit: the window is the three days on the better side of it, and what it
// would hold follows from a smooth curve through the fifteen days on either side without it (the bunching estimator
// of H. J. Kleven, Annual Review of Economics 8 (2016) 435, with counts that scatter as Poisson's do, or more).
const (
	heapingReach  = 15 // days on either side of the limit
	heapingWindow = 3  // days of the window
	heapingCases  = 30 // fewest cases outside the window that a curve is drawn through
	heapingFewest = 5  // fewest that the window holds or would hold
)

// heap is one question: of an indicator, authority and period, whether the days of a window hold more or fewer
// cases than the days around them suggest.
type heap struct {
	indicator, area, period, end string
	from, to                     int // the window
	low, high                    int // the days of the curve
	cases                        map[int]int64
	observed                     int64
	expected, p, adjusted        float64
}

// fillHeaping asks every share of cases on one side of a limit, for the newest period that is stored, and replaces what
// indicators.heaping holds. A mean or median of the same durations would ask the same again.
func fillHeaping(ctx context.Context, q Querier, definitions []*Definition) error {
	choices, err := readChoices(ctx, q)
	if err != nil {
		return err
	}
	limits := map[string]*Definition{}
	for _, def := range definitions {
		if _, asked := def.Inside(); asked && def.Distribution.Limit.Holds(def.chosen(choices)) {
			limits[def.ID] = def
		}
	}
	heaps, err := readHeaps(ctx, q, limits)
	if err != nil {
		return err
	}
	heaps = slices.DeleteFunc(heaps, func(h *heap) bool { return !h.judge() })
	adjust(heaps)
	statements := []string{"delete from indicators.heaping"}
	for _, h := range heaps {
		statements = append(statements, fmt.Sprintf("insert into indicators.heaping values (%s, %s, %s, %s, %d, %d, %d, %v, %v, %v)",
			quoted(h.indicator), quoted(h.area), quoted(h.period), quoted(h.end), h.from, h.to, h.observed, h.expected, h.p, h.adjusted))
	}
	if _, err := q.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil && ctx.Err() == nil {
		return fmt.Errorf("heaping: %w", err)
	}
	return ctx.Err()
}

// chosen gives the value of an option of the definition, its default where the configuration chose none.
func (d *Definition) chosen(choices map[string]string) func(option string) string {
	return func(name string) string {
		if value, ok := choices[name]; ok {
			return value
		}
		for _, option := range d.Options {
			if option.Name == name {
				return option.Default
			}
		}
		return ""
	}
}

func readHeaps(ctx context.Context, q Querier, limits map[string]*Definition) (heaps []*heap, err error) {
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, strftime(period_end, '%Y-%m-%d'), amount, cases,
			min(amount) over (partition by indicator, area_code, period, period_end)
		from indicators.distribution
		where state = 'timed'
		qualify period_end = max(period_end) over (partition by indicator, area_code)
		order by indicator, area_code, amount`)
	if err != nil {
		return nil, fmt.Errorf("read distributions: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		h := &heap{cases: map[int]int64{}}
		var amount, lowest int
		var cases sql.NullInt64
		if err := rows.Scan(&h.indicator, &h.area, &h.period, &h.end, &amount, &cases, &lowest); err != nil {
			return nil, fmt.Errorf("read distributions: %w", err)
		}
		def := limits[h.indicator]
		if def == nil {
			continue
		}
		if n := len(heaps); n == 0 || heaps[n-1].indicator != h.indicator || heaps[n-1].area != h.area {
			h.place(def, lowest)
			heaps = append(heaps, h)
		}
		heaps[len(heaps)-1].cases[amount] = cases.Int64
	}
	return heaps, rows.Err()
}

// place lays the window beside the limit, on the side where a case is better off, and the days of the curve around
// it. Nothing took less than nought days, unless something did.
func (h *heap) place(def *Definition, lowest int) {
	last := def.Distribution.Limit.Last()
	h.from, h.to = last-heapingWindow+1, last
	h.low, h.high = last-heapingReach, last+heapingReach
	if before, _ := def.Inside(); !before {
		h.from, h.to = last+1, last+heapingWindow
		h.low, h.high = last+1-heapingReach, last+1+heapingReach
	}
	if lowest >= 0 {
		h.low, h.from = max(h.low, 0), max(h.from, 0)
	}
}

// judge works out what the window would hold, and how likely a number as far from it as what it does hold. It tells
// whether there were days and cases enough to say.
func (h *heap) judge() bool {
	var smooth, stepped [][]float64
	var seen []float64
	var total int64
	for day := h.low; day <= h.high; day++ {
		if day >= h.from && day <= h.to {
			h.observed += h.cases[day]
			continue
		}
		smooth, stepped, seen = append(smooth, h.terms(day)), append(stepped, h.stepped(day)), append(seen, float64(h.cases[day]))
		total += h.cases[day]
	}
	if total < heapingCases || h.from > h.to {
		return false
	}
	fit, ok := fitPoisson(smooth, seen)
	if !ok {
		return false
	}
	gradient := make([]float64, len(fit.coefficients))
	for day := h.from; day <= h.to; day++ {
		mean := fit.mean(h.terms(day))
		h.expected += mean
		for i, term := range h.terms(day) {
			gradient[i] += mean * term
		}
	}
	spread := h.scatter(smooth, stepped, seen)
	// The curve is itself an estimate, and counts may scatter more than Poisson's: the variance of the difference is
	// spread × (expected + variance of the curve). A gamma mixture of Poisson counts has it.
	variance := spread * fit.variance(gradient)
	extra := (spread-1)*h.expected + variance
	h.p = tailOfMixture(float64(h.observed), h.expected, extra)
	return max(h.expected, float64(h.observed)) >= heapingFewest && !math.IsNaN(h.p)
}

// scaled puts the days of the curve between about -1 and 1.
func (h *heap) scaled(day int) float64 {
	return (float64(day) - float64(h.low+h.high)/2) / heapingReach
}

// terms are those of the logarithm of the curve: a parabola.
func (h *heap) terms(day int) []float64 {
	x := h.scaled(day)
	return []float64{1, x, x * x}
}

// stepped are the terms of a curve that may break off, or rise, beyond the window.
func (h *heap) stepped(day int) []float64 {
	beyond := 0.0
	if day > h.to {
		beyond = 1
	}
	return append(h.terms(day), beyond)
}

// scatter is how much more than Poisson's the counts outside the window scatter about a curve that may break off at
// it: a cliff at the limit is what is asked about, and no scatter. Where one side is empty there is no such
// curve, and the other side's own one tells.
func (h *heap) scatter(smooth, stepped [][]float64, seen []float64) float64 {
	if fit, ok := fitPoisson(stepped, seen); ok {
		return fit.scatter(stepped, seen)
	}
	first := h.from - h.low // days before the window
	before, beyond := 0.0, 0.0
	for i, n := range seen {
		if i < first {
			before += n
		} else {
			beyond += n
		}
	}
	switch {
	case beyond == 0:
		smooth, seen = smooth[:first], seen[:first]
	case before == 0:
		smooth, seen = smooth[first:], seen[first:]
	}
	if fit, ok := fitPoisson(smooth, seen); ok {
		return fit.scatter(smooth, seen)
	}
	return 1
}

// curve is a fitted one: its coefficients and their covariance if counts were Poisson's.
type curve struct {
	coefficients []float64
	covariance   *mat.SymDense
}

func (c curve) mean(terms []float64) float64 {
	sum := 0.0
	for i, term := range terms {
		sum += c.coefficients[i] * term
	}
	return math.Exp(sum)
}

// variance is that of a sum whose gradient by the coefficients is given.
func (c curve) variance(gradient []float64) float64 {
	g := mat.NewVecDense(len(gradient), gradient)
	return mat.Inner(g, c.covariance, g)
}

// fitPoisson fits a curve to the counts of days, of each of which the terms are given, by iteratively reweighted least
// squares; ok is false when that does not settle.
//
//nolint:misspell // gonum spells its methods the American way
func fitPoisson(at [][]float64, seen []float64) (fit curve, ok bool) {
	if len(at) == 0 {
		return curve{}, false
	}
	size := len(at[0])
	total := 0.0
	for _, n := range seen {
		total += n
	}
	fit.coefficients = make([]float64, size)
	fit.coefficients[0] = math.Log(total / float64(len(seen)))
	for range 50 {
		information, right := mat.NewSymDense(size, nil), mat.NewVecDense(size, nil)
		for i, t := range at {
			mean := fit.mean(t)
			if math.IsInf(mean, 0) || mean < 1e-300 {
				return curve{}, false
			}
			for a := range size {
				right.SetVec(a, right.AtVec(a)+t[a]*(seen[i]-mean))
				for b := a; b < size; b++ {
					information.SetSym(a, b, information.At(a, b)+t[a]*t[b]*mean)
				}
			}
		}
		var root mat.Cholesky
		if !root.Factorize(information) || root.Cond() > 1e12 {
			return curve{}, false
		}
		var step mat.VecDense
		if err := root.SolveVecTo(&step, right); err != nil {
			return curve{}, false
		}
		for a := range size {
			fit.coefficients[a] += step.AtVec(a)
		}
		if mat.Norm(&step, 2) < 1e-10 {
			fit.covariance = mat.NewSymDense(size, nil)
			if err := root.InverseTo(fit.covariance); err != nil {
				return curve{}, false
			}
			return fit, true
		}
	}
	return curve{}, false
}

// scatter is Pearson's chi-squared over its degrees of freedom, and at least 1.
func (c curve) scatter(at [][]float64, seen []float64) float64 {
	sum := 0.0
	for i, terms := range at {
		mean := c.mean(terms)
		sum += (seen[i] - mean) * (seen[i] - mean) / mean
	}
	if free := len(at) - len(c.coefficients); free > 0 {
		return max(1, sum/float64(free))
	}
	return 1
}

// tailOfMixture is the two-sided probability of a count as far out as the one observed, where counts are Poisson's
// around a gamma variable of the given mean and variance: twice the smaller tail, the count itself included.
func tailOfMixture(observed, mean, variance float64) float64 {
	if variance < 1e-9*mean {
		poisson := distuv.Poisson{Lambda: mean}
		below := poisson.CDF(observed)
		return min(1, 2*min(below, 1-below+poisson.Prob(observed)))
	}
	shape := mean * mean / variance
	share := shape / (shape + mean) // the negative binomial's
	logProb := func(n float64) float64 {
		a, _ := math.Lgamma(n + shape)
		b, _ := math.Lgamma(shape)
		c, _ := math.Lgamma(n + 1)
		return a - b - c + shape*math.Log(share) + n*math.Log1p(-share)
	}
	below := 0.0
	for n := 0.0; n <= observed; n++ {
		below += math.Exp(logProb(n))
	}
	return min(1, 2*min(below, max(0, 1-below)+math.Exp(logProb(observed))))
}

// adjust corrects the probabilities of an authority for the number of limits asked about: S. Holm, Scandinavian
// Journal of Statistics 6 (1979) 65.
func adjust(heaps []*heap) {
	byArea := map[string][]*heap{}
	for _, h := range heaps {
		byArea[h.area] = append(byArea[h.area], h)
	}
	for _, list := range byArea {
		slices.SortStableFunc(list, func(a, b *heap) int {
			return cmp.Or(cmp.Compare(a.p, b.p), strings.Compare(a.indicator, b.indicator))
		})
		sofar := 0.0
		for i, h := range list {
			sofar = max(sofar, min(1, float64(len(list)-i)*h.p))
			h.adjusted = sofar
		}
	}
}
