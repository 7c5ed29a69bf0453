package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Comparison is one own figure with its comparators. Values are unrounded and nil where there is
// none; NeighboursUsed is nil when the neighbours' mean was stated and not computed.
type Comparison struct {
	Indicator          string
	AreaCode           string
	Period             string
	PeriodEnd          time.Time
	ComparatorYears    string // label the comparators were published under
	Measure            string
	Model              string
	OwnValue           *float64
	NeighbourMean      *float64
	NeighboursUsed     *int64
	NeighbourMedian    *float64
	NeighbourLow       *float64 // least and greatest of the neighbours' values
	NeighbourHigh      *float64
	NeighboursMissing  string // names, nearest first, joined by "; "
	NeighboursShared   string // names of those whose value is of a joint return
	NeighboursWithin   *int64 // neighbours whose own 95% limits hold our value, of those that have limits
	NeighboursLimited  *int64
	RegionName         string
	Region             *float64
	England            *float64
	Rank               *int64
	Ranked             *int64
	Band               string
	RankBest           *int64 // the ranks that the limits of all authorities allow
	RankWorst          *int64
	VerdictNeighbours  string // against the mean
	VerdictMedian      string
	VerdictRegion      string
	VerdictEngland     string
	StrengthNeighbours string // 95% or 99.8% where the verdict is not similar; else empty
	StrengthEngland    string
	AveragesDiffer     bool   // the neighbours' mean and median lead to different verdicts
	Reason             string // what was set against which limits, or why not
	Source             string
	Note               string
	Differs            string // in what the published measure is another than ours; empty: in nothing
	Stale              string // why the comparators are old; empty: they are not
}

// Comparisons reads benchmarks.comparison for some indicators (none named: all) and an area (empty:
// all), in the order of the catalogue, area, period and its end.
func Comparisons(ctx context.Context, q Querier, ids []string, area string) ([]Comparison, error) {
	where, args := narrowed("comparison", ids, area)
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, period_end, coalesce(comparator_years, ''), coalesce(comparison.measure, ''), model,
			own_value, neighbour_mean, neighbours_used, neighbour_median, neighbour_low, neighbour_high,
			coalesce(neighbours_missing, ''), neighbours_shared, neighbours_within, neighbours_limited,
			coalesce(region_name, ''), region, england, rank, ranked, coalesce(band, ''), rank_best, rank_worst,
			verdict_neighbours, verdict_median, verdict_region, verdict_england, strength_neighbours, strength_england,
			averages_differ, reason, source, comparison.note, comparison.differs, stale
		from benchmarks.comparison
		left join benchmarks.match using (indicator)
		where `+where+`
		order by position, indicator, area_code, period, period_end`, args...)
	if err != nil {
		return nil, fmt.Errorf("read comparisons: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, c *Comparison) error {
		return rows.Scan(&c.Indicator, &c.AreaCode, &c.Period, &c.PeriodEnd, &c.ComparatorYears, &c.Measure, &c.Model,
			&c.OwnValue, &c.NeighbourMean, &c.NeighboursUsed, &c.NeighbourMedian, &c.NeighbourLow, &c.NeighbourHigh,
			&c.NeighboursMissing, &c.NeighboursShared, &c.NeighboursWithin, &c.NeighboursLimited,
			&c.RegionName, &c.Region, &c.England, &c.Rank, &c.Ranked, &c.Band, &c.RankBest, &c.RankWorst,
			&c.VerdictNeighbours, &c.VerdictMedian, &c.VerdictRegion, &c.VerdictEngland, &c.StrengthNeighbours, &c.StrengthEngland,
			&c.AveragesDiffer, &c.Reason, &c.Source, &c.Note, &c.Differs, &c.Stale)
	})
	if err != nil {
		return nil, fmt.Errorf("read comparisons: %w", err)
	}
	return out, nil
}

// Judgement is one own figure set against one thing. Values are unrounded and nil where there is none.
type Judgement struct {
	Indicator       string
	AreaCode        string
	Period          string
	PeriodEnd       time.Time
	Against         string // one of Against
	Name            string // the model, the region, the group, the end of the period before, pooled or mean of the others
	Years           string // label of the comparator; empty for own figures
	OwnValue        *float64
	Value           *float64 // of the comparator
	Numerator       *float64 // of the comparator, where it is known
	Denominator     *float64
	Lower           *float64 // 95% limits of our figure; for the funnel, wide limits about the pooled one
	Upper           *float64
	Lower998        *float64
	Upper998        *float64
	Difference      *float64 // ours less theirs, with 95% limits, where both have numbers behind them
	DifferenceLower *float64
	DifferenceUpper *float64
	Verdict         string
	Strength        string // 95% or 99.8% where the verdict is not similar; else empty
	Method          string // in words, with its source
	Reason          string // what was set against what, or why not
}

// Judgements reads benchmarks.judgement for some indicators (none named: all) and an area (empty: all), in
// the order of the catalogue, area, period, its end, what the figure is set against and its name.
func Judgements(ctx context.Context, q Querier, ids []string, area string) ([]Judgement, error) {
	where, args := narrowed("judgement", ids, area)
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, period_end, against, name, coalesce(years, ''), own_value, value, numerator, denominator,
			lower, upper, lower_998, upper_998, difference, difference_lower, difference_upper, verdict, strength, method, reason
		from benchmarks.judgement
		left join benchmarks.match using (indicator)
		where `+where+`
		order by match.position, indicator, area_code, period, period_end,
			list_position(['neighbours', 'median', 'region', 'england', 'group', 'past', 'others', 'funnel'], against), name`, args...)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, j *Judgement) error {
		return rows.Scan(&j.Indicator, &j.AreaCode, &j.Period, &j.PeriodEnd, &j.Against, &j.Name, &j.Years, &j.OwnValue, &j.Value,
			&j.Numerator, &j.Denominator, &j.Lower, &j.Upper, &j.Lower998, &j.Upper998, &j.Difference, &j.DifferenceLower,
			&j.DifferenceUpper, &j.Verdict, &j.Strength, &j.Method, &j.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	return out, nil
}
