package indicators

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"
)

// tail is the probability outside a 95% limit on one side.
const tail = 0.025

// normalQuantile is what limits by the normal distribution reach to, 1.95996.
var normalQuantile = distuv.UnitNormal.Quantile(1 - tail)

// limitTables are the temporary tables that value.sql takes quantiles from, and what they hold so far.
// Distribution functions are gonum's.
type limitTables struct {
	cases map[int64]bool // numbers of cases in student_t and median_rank
}

// supply fills exact_limit with the exact 95% Poisson limits of the counts 0 to 9, where Byar's
// approximation is not used: chi-squared quantiles as in the Fingertips technical guidance (Garwood,
// Biometrika 28 (1936) 437). The tables that depend on the number of cases begin empty.
func (l *limitTables) supply(ctx context.Context, q Querier) error {
	l.cases = map[int64]bool{}
	var rows []string
	for events := range 10 {
		lower := 0.0
		if events > 0 {
			lower = distuv.ChiSquared{K: 2 * float64(events)}.Quantile(tail) / 2
		}
		upper := distuv.ChiSquared{K: 2*float64(events) + 2}.Quantile(1-tail) / 2
		rows = append(rows, fmt.Sprintf("(%d, %v::double, %v::double)", events, lower, upper))
	}
	_, err := q.ExecContext(ctx, `
		create or replace temp table exact_limit as
		select * from (values `+strings.Join(rows, ", ")+`) as t(events, lower, upper);
		create or replace temp table student_t (cases bigint, t double);
		create or replace temp table median_rank (cases bigint, lower_rank bigint, upper_rank bigint)`)
	if err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	return nil
}

// extend adds what the numbers of cases that wait in indicator_sum need. For a mean that is the two-sided
// 95% quantile of Student's t from ten cases on. For a median it is the ranks of the two cases that hold
// the median between them with at least 95% probability, from six cases on: the number of cases below the
// median is binomial with one half (W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999),
// section 3.2).
func (l *limitTables) extend(ctx context.Context, q Querier) error {
	counts, err := numbersOfCases(ctx, q)
	if err != nil {
		return err
	}
	var quantiles, ranks []string
	for _, n := range counts {
		if l.cases[n] {
			continue
		}
		l.cases[n] = true
		if n >= 10 {
			t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(1 - tail)
			quantiles = append(quantiles, fmt.Sprintf("(%d, %v)", n, t))
		}
		if rank := medianRank(n); rank > 0 {
			ranks = append(ranks, fmt.Sprintf("(%d, %d, %d)", n, rank, n-rank+1))
		}
	}
	if len(quantiles)+len(ranks) == 0 {
		return nil
	}
	var statements []string
	if len(quantiles) > 0 {
		statements = append(statements, "insert into student_t values "+strings.Join(quantiles, ", "))
	}
	if len(ranks) > 0 {
		statements = append(statements, "insert into median_rank values "+strings.Join(ranks, ", "))
	}
	if _, err := q.ExecContext(ctx, strings.Join(statements, "; ")); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	return nil
}

// medianRank is the greatest rank of n cases in order that lies below the median with a probability of
// no more than 2.5%; 0 when there is none.
func medianRank(n int64) int64 {
	binomial := distuv.Binomial{N: float64(n), P: 0.5}
	low, high := int64(0), n/2 // the probability at low is small enough, beyond high it is not
	for low < high {
		middle := (low + high + 1) / 2
		if binomial.CDF(float64(middle-1)) <= tail {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

func numbersOfCases(ctx context.Context, q Querier) (counts []int64, err error) {
	rows, err := q.QueryContext(ctx, "select distinct mean_n from indicator_sum where mean_n >= 6 order by all")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		counts = append(counts, n)
	}
	return counts, rows.Err()
}
