package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sightline/benchmarks"
)

func comparisonsGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	comparisons, err := benchmarks.Comparisons(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "period_end", "comparator_years", "measure", "model", "own_value",
			"neighbour_mean", "neighbours_used", "neighbour_median", "neighbours_missing", "region_name", "region", "england",
			"rank", "ranked", "band", "verdict_neighbours", "verdict_england", "reason", "source", "note",
			"differs", "stale", "neighbour_low", "neighbour_high", "neighbours_shared", "neighbours_within", "neighbours_limited",
			"rank_best", "rank_worst", "verdict_median", "verdict_region", "strength_neighbours", "strength_england", "averages_differ",
		},
		numeric: []string{
			"own_value", "neighbour_mean", "neighbours_used", "neighbour_median", "region", "england", "rank", "ranked",
			"neighbour_low", "neighbour_high", "neighbours_within", "neighbours_limited", "rank_best", "rank_worst",
		},
	}
	for _, c := range comparisons {
		out.rows = append(out.rows, []string{
			c.Indicator, c.AreaCode, c.Period, c.PeriodEnd.Format(time.DateOnly), c.ComparatorYears, c.Measure, c.Model,
			number(c.OwnValue), number(c.NeighbourMean), whole(c.NeighboursUsed), number(c.NeighbourMedian),
			strings.TrimSpace(c.NeighboursMissing), c.RegionName, number(c.Region), number(c.England), whole(c.Rank),
			whole(c.Ranked), c.Band, c.VerdictNeighbours, c.VerdictEngland, c.Reason, c.Source, c.Note,
			c.Differs, c.Stale, number(c.NeighbourLow), number(c.NeighbourHigh), c.NeighboursShared, whole(c.NeighboursWithin),
			whole(c.NeighboursLimited), whole(c.RankBest), whole(c.RankWorst), c.VerdictMedian, c.VerdictRegion,
			c.StrengthNeighbours, c.StrengthEngland, fmt.Sprint(c.AveragesDiffer),
		})
	}
	return out, nil
}

func judgementsGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	judgements, err := benchmarks.Judgements(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "period_end", "against", "name", "years", "own_value", "value", "numerator",
			"denominator", "lower", "upper", "lower_998", "upper_998", "difference", "difference_lower", "difference_upper",
			"verdict", "strength", "method", "reason",
		},
		numeric: []string{
			"own_value", "value", "numerator", "denominator", "lower", "upper", "lower_998", "upper_998", "difference",
			"difference_lower", "difference_upper",
		},
	}
	for _, j := range judgements {
		out.rows = append(out.rows, []string{
			j.Indicator, j.AreaCode, j.Period, isoDay(&j.PeriodEnd), j.Against, j.Name, j.Years, number(j.OwnValue), number(j.Value),
			number(j.Numerator), number(j.Denominator), number(j.Lower), number(j.Upper), number(j.Lower998), number(j.Upper998),
			number(j.Difference), number(j.DifferenceLower), number(j.DifferenceUpper), j.Verdict, j.Strength, j.Method, j.Reason,
		})
	}
	return out, nil
}

func membersGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	members, err := benchmarks.Members(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "period_end", "set_name", "rank", "member_code", "member_name", "closeness",
			"common_since", "years", "value", "symbol", "why", "numerator", "denominator", "lower", "upper", "holds_own",
		},
		numeric: []string{"rank", "common_since", "value", "numerator", "denominator", "lower", "upper"},
	}
	for _, m := range members {
		holds := ""
		if m.HoldsOwn != nil {
			holds = fmt.Sprint(*m.HoldsOwn)
		}
		out.rows = append(out.rows, []string{
			m.Indicator, m.AreaCode, m.Period, isoDay(&m.PeriodEnd), m.SetName, whole(m.Rank), m.MemberCode, m.MemberName, m.Closeness,
			whole(m.CommonSince), m.Years, number(m.Value), m.Symbol, m.Why, number(m.Numerator), number(m.Denominator),
			number(m.Lower), number(m.Upper), holds,
		})
	}
	return out, nil
}

func trendsGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	trends, err := benchmarks.Trends(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "first_end", "last_end", "points", "slope", "chi_squared", "trend", "verdict", "method", "reason",
		},
		numeric: []string{"points", "slope", "chi_squared"},
	}
	for _, t := range trends {
		out.rows = append(out.rows, []string{
			t.Indicator, t.AreaCode, isoDay(t.FirstEnd), isoDay(t.LastEnd), fmt.Sprint(t.Points), number(t.Slope),
			number(t.ChiSquared), t.Trend, t.Verdict, t.Method, t.Reason,
		})
	}
	return out, nil
}

func funnelsGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	funnels, err := benchmarks.Funnels(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "period_end", "years", "authorities", "pooled", "own_value", "denominator",
			"lower", "upper", "lower_998", "upper_998", "outside", "phi", "tau_squared", "wide_lower", "wide_upper",
			"wide_lower_998", "wide_upper_998", "verdict", "strength", "reason",
		},
		numeric: []string{
			"authorities", "pooled", "own_value", "denominator", "lower", "upper", "lower_998", "upper_998", "outside", "phi",
			"tau_squared", "wide_lower", "wide_upper", "wide_lower_998", "wide_upper_998",
		},
	}
	for _, f := range funnels {
		row := []string{f.Indicator, f.AreaCode, f.Period, isoDay(&f.PeriodEnd), f.Years, fmt.Sprint(f.Authorities)}
		for _, value := range []float64{f.Pooled, f.OwnValue, f.Denominator, f.Lower, f.Upper, f.Lower998, f.Upper998} {
			row = append(row, number(&value))
		}
		row = append(row, fmt.Sprint(f.Outside))
		for _, value := range []float64{f.Phi, f.TauSquared, f.WideLower, f.WideUpper, f.WideLower998, f.WideUpper998} {
			row = append(row, number(&value))
		}
		out.rows = append(out.rows, append(row, f.Verdict, f.Strength, f.Reason))
	}
	return out, nil
}

func processGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	processes, err := benchmarks.Processes(ctx, q, what.ids, what.area, what.period)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "stretch", "first_end", "last_end", "points", "centre", "lower", "upper",
			"lower_2", "upper_2", "firm", "variation", "assurance", "target", "false_signal", "rebase_reason", "instead", "reason",
		},
		numeric: []string{"stretch", "points", "centre", "lower", "upper", "lower_2", "upper_2", "target", "false_signal"},
	}
	for _, p := range processes {
		out.rows = append(out.rows, []string{
			p.Indicator, p.AreaCode, p.Period, fmt.Sprint(p.Stretch), isoDay(p.FirstEnd), isoDay(p.LastEnd), fmt.Sprint(p.Points),
			number(p.Centre), number(p.Lower), number(p.Upper), number(p.Lower2), number(p.Upper2), fmt.Sprint(p.Firm),
			p.Variation, p.Assurance, number(p.Target), number(p.FalseSignal), p.RebaseReason, p.Instead, p.Reason,
		})
	}
	return out, nil
}

func pointsGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	points, err := benchmarks.ProcessPoints(ctx, q, what.ids, what.area, what.period)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{"indicator", "area_code", "period", "stretch", "period_end", "value", "signal", "variation"},
		numeric: []string{"stretch", "value"},
	}
	for _, p := range points {
		out.rows = append(out.rows, []string{
			p.Indicator, p.AreaCode, p.Period, fmt.Sprint(p.Stretch), isoDay(&p.PeriodEnd), number(&p.Value), p.Signal, p.Variation,
		})
	}
	return out, nil
}

func tallyGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	tallies, err := benchmarks.Tallies(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"name", "reading", "area_code", "against", "position", "met", "counted", "ties", "better", "alike", "worse", "sentence",
		},
		numeric: []string{"position", "met", "counted", "better", "alike", "worse"},
	}
	for _, t := range tallies {
		out.rows = append(out.rows, []string{
			t.Name, t.Reading, t.AreaCode, t.Against, fmt.Sprint(t.Position), fmt.Sprint(t.Met), fmt.Sprint(t.Counted), t.Ties,
			fmt.Sprint(t.Better), fmt.Sprint(t.Alike), fmt.Sprint(t.Worse), t.Sentence,
		})
	}
	return out, nil
}

func tallyMembersGrid(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error) {
	members, err := benchmarks.TallyMembers(ctx, q, what.ids, what.area)
	if err != nil {
		return nil, err
	}
	out := &grid{
		columns: []string{
			"name", "reading", "area_code", "indicator", "position", "polarity", "period", "period_end", "own_value", "value",
			"outcome", "verdict", "reason",
		},
		numeric: []string{"position", "own_value", "value"},
	}
	for _, m := range members {
		out.rows = append(out.rows, []string{
			m.Name, m.Reading, m.AreaCode, m.Indicator, fmt.Sprint(m.Position), m.Polarity, m.Period, isoDay(m.PeriodEnd),
			number(m.OwnValue), number(m.Value), m.Outcome, m.Verdict, m.Reason,
		})
	}
	return out, nil
}

// isoDay writes a date; empty for nil.
func isoDay(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
