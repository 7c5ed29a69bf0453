package dashboards

import (
	"context"
	"database/sql"
	"time"
)

func readProcessMarks(ctx context.Context, q Querier, areaCode string) ([]processMark, error) {
	return collect(ctx, q, "process control", `
		select indicator, period, stretch, period_end, signal, variation
		from benchmarks.process_point
		where area_code = ? and signal <> 'common cause'
		order by indicator, period, period_end`,
		func(rows *sql.Rows, m *processMark) error {
			return rows.Scan(&m.Indicator, &m.Period, &m.Stretch, &m.End, &m.Signal, &m.Variation)
		}, areaCode)
}

// readFunnels is the newest funnel of each indicator of an authority, with the other authorities and the limits.
func readFunnels(ctx context.Context, q Querier, areaCode string, asAt time.Time) ([]funnelView, error) {
	funnels, err := collect(ctx, q, "funnels", `
		select indicator, period, years, period_end, authorities, outside, pooled, phi, tau_squared, verdict, reason, wide_lower, wide_upper
		from benchmarks.funnel
		where area_code = ? and period_end <= cast(? as date)
		qualify row_number() over (
			partition by indicator
			order by period_end desc, list_position(['year', 'snapshot', 'rolling12'], period) nulls last) = 1
		order by indicator`,
		func(rows *sql.Rows, f *funnelView) error {
			return rows.Scan(&f.Indicator, &f.Period, &f.Years, &f.End, &f.Authorities, &f.Outside, &f.Pooled, &f.Phi, &f.TauSquared,
				&f.Verdict, &f.Reason, &f.WideLower, &f.WideUpper)
		}, areaCode, asAt.Format(time.DateOnly))
	if err != nil || len(funnels) == 0 {
		return nil, err
	}
	// The own published figure is left out: the own cell stands for it, and may be hidden.
	areas, err := collect(ctx, q, "funnels", `
		select indicator, years, area_name, denominator, value
		from benchmarks.funnel_authority
		where (indicator, years) in (select (indicator, years) from benchmarks.funnel where area_code = ?) and area_code <> ?
		order by indicator, years, area_name, area_code`,
		func(rows *sql.Rows, a *funnelArea) error {
			return rows.Scan(&a.indicator, &a.years, &a.Name, &a.Denominator, &a.Value)
		}, areaCode, areaCode)
	if err != nil {
		return nil, err
	}
	limits, err := collect(ctx, q, "funnels", `
		select indicator, years, denominator, wide_lower, wide_upper, wide_lower_998, wide_upper_998
		from benchmarks.funnel_limit
		where (indicator, years) in (select (indicator, years) from benchmarks.funnel where area_code = ?)
		order by indicator, years, denominator`,
		func(rows *sql.Rows, l *funnelLimits) error {
			return rows.Scan(&l.indicator, &l.years, &l.Denominator, &l.Lower, &l.Upper, &l.FurtherLower, &l.FurtherUpper)
		}, areaCode)
	if err != nil {
		return nil, err
	}
	for i, f := range funnels {
		for _, a := range areas {
			if a.indicator == f.Indicator && a.years == f.Years {
				funnels[i].areas = append(funnels[i].areas, a)
			}
		}
		for _, l := range limits {
			if l.indicator == f.Indicator && l.years == f.Years {
				funnels[i].limits = append(funnels[i].limits, l)
			}
		}
	}
	return funnels, nil
}
