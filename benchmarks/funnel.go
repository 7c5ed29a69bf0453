package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// leastAuthorities is how many a funnel needs: how authorities differ is reckoned with a tenth of them
// drawn in at each end.
const leastAuthorities = 10

// largePhi is the overdispersion from which authorities differ in what they count, or in need, more than in
// how they do. Among the published shares re-referrals have 27, most others less than 5.
const largePhi = 10

// funnelRow is a row of benchmarks.funnel.
type funnelRow struct {
	Indicator    string  `json:"indicator"`
	AreaCode     string  `json:"area_code"`
	Period       string  `json:"period"`
	PeriodEnd    isoDay  `json:"period_end"`
	Years        string  `json:"years"`
	Authorities  int     `json:"authorities"`
	Pooled       float64 `json:"pooled"`
	OwnValue     float64 `json:"own_value"`
	Denominator  float64 `json:"denominator"`
	Lower        float64 `json:"lower"`
	Upper        float64 `json:"upper"`
	Lower998     float64 `json:"lower_998"`
	Upper998     float64 `json:"upper_998"`
	Outside      int     `json:"outside"`
	Phi          float64 `json:"phi"`
	TauSquared   float64 `json:"tau_squared"`
	WideLower    float64 `json:"wide_lower"`
	WideUpper    float64 `json:"wide_upper"`
	WideLower998 float64 `json:"wide_lower_998"`
	WideUpper998 float64 `json:"wide_upper_998"`
	Verdict      string  `json:"verdict"`
	Strength     string  `json:"strength"`
	Reason       string  `json:"reason"`
}

// pool is the numbers of all authorities behind the figures that stand on a day.
type pool struct {
	kind   judge.Kind
	counts []judge.Count
	areas  []*areaFigure     // in the order of counts
	plot   *judge.FunnelPlot // once a figure has been set among them
	drawn  bool              // its authorities and limits have been kept
}

func newPool(f *facts, cells []*areaFigure) *pool {
	p := &pool{}
	switch {
	case f.proportion():
		p.kind = judge.Proportion
	case f.rate():
		p.kind = judge.Rate
	}
	for _, x := range cells {
		if x.level == "authority" && x.limits != nil {
			p.counts = append(p.counts, judge.Count{Numerator: *x.numerator, Denominator: *x.denominator})
			p.areas = append(p.areas, x)
		}
	}
	return p
}

// funnel sets a share or a rate of ours among all authorities' published ones. The judgement is nil where
// there is nothing to say: the numbers behind the figures are not held, or the statistic has no funnel.
func (p *pairing) funnel(all *pool) (*funnelRow, *judgementRow) {
	if all == nil || all.kind == "" || len(all.counts) == 0 {
		return nil, nil
	}
	r := p.row(againstFunnel, "all authorities")
	r.Years = &p.years
	switch obstacle := p.obstacle(); {
	case p.value == nil:
		return nil, nil
	case obstacle != "":
		r.Reason = obstacle
		return nil, &r
	case p.numerator == nil || p.denominator == nil:
		r.Reason = "the numbers behind our figure are not held"
		return nil, &r
	case len(all.counts) < leastAuthorities:
		r.Reason = fmt.Sprintf("the numbers of %d authorities are held: a funnel takes %d", len(all.counts), leastAuthorities)
		return nil, &r
	}
	plot, err := judge.Funnel(all.counts, judge.Count{Numerator: *p.numerator, Denominator: *p.denominator}, all.kind)
	if err != nil {
		r.Reason = err.Error()
		return nil, &r
	}
	all.plot = &plot
	verdict, strength := plot.Verdict(true, p.polarity)
	scaled := func(l judge.Limits) *judge.Limits {
		l = l.Scale(p.factor)
		return &l
	}
	wide, wide998, plain, plain998 := scaled(plot.Wide), scaled(plot.Wide998), scaled(plot.Limits), scaled(plot.Limits998)
	row := funnelRow{
		Indicator: p.def.ID, AreaCode: p.area, Period: p.period, PeriodEnd: dayOf(p.end), Years: p.years,
		Authorities: plot.Authorities, Pooled: plot.Pooled * p.factor, OwnValue: plot.Own * p.factor, Denominator: *p.denominator,
		Lower: plain.Lower, Upper: plain.Upper, Lower998: plain998.Lower, Upper998: plain998.Upper,
		Outside: plot.Outside, Phi: plot.Phi, TauSquared: plot.TauSquared * p.factor * p.factor,
		WideLower: wide.Lower, WideUpper: wide.Upper, WideLower998: wide998.Lower, WideUpper998: wide998.Upper,
		Verdict: string(verdict), Strength: strength,
	}
	row.Reason = p.funnelReason(row, wide, wide998)
	r.Value, r.Verdict, r.Strength, r.Method, r.Reason = &row.Pooled, row.Verdict, row.Strength, methodFunnel, row.Reason
	r.Lower, r.Upper = ends(wide)
	r.Lower998, r.Upper998 = ends(wide998)
	return &row, &r
}

// funnelReason is the sentence of a funnel.
func (p *pairing) funnelReason(row funnelRow, wide, wide998 *judge.Limits) string {
	decimals := p.telling(row.OwnValue, wide, wide998)
	text := fmt.Sprintf("%s: our %s lies %s the 95%% limits %s", row.Verdict, indicators.Text(row.OwnValue, decimals),
		sideWords(row.OwnValue, wide), between(wide, decimals))
	if row.Verdict != Similar {
		text += fmt.Sprintf(" and %s the 99.8%% limits %s", sideWords(row.OwnValue, wide998), between(wide998, decimals))
	}
	text += fmt.Sprintf(" about %s of %d authorities together", indicators.Text(row.Pooled, decimals), row.Authorities)
	if row.TauSquared > 0 {
		text += ", widened by how much authorities differ beyond chance (overdispersion " + indicators.Text(row.Phi, 1) + ")"
	}
	if row.Verdict != Similar {
		text += "; " + p.good()
	}
	switch {
	case row.Phi >= largePhi && p.rate():
		text += "; with an overdispersion this large need or the definition differs between authorities more than performance does"
	case row.Phi >= largePhi:
		text += "; with an overdispersion this large the definition differs between authorities more than performance does"
	}
	return text
}

// Funnel is an own figure among those of all authorities: control limits about the pooled figure at our
// denominator, plain and widened by what authorities differ beyond chance. Values are unrounded, in the
// indicator's unit; TauSquared is in its square.
type Funnel struct {
	Indicator    string
	AreaCode     string
	Period       string
	PeriodEnd    time.Time
	Years        string
	Authorities  int64
	Pooled       float64
	OwnValue     float64
	Denominator  float64
	Lower        float64 // 95%
	Upper        float64
	Lower998     float64
	Upper998     float64
	Outside      int64   // authorities outside the plain 95% limits
	Phi          float64 // overdispersion: 1 when authorities differ by chance alone
	TauSquared   float64
	WideLower    float64
	WideUpper    float64
	WideLower998 float64
	WideUpper998 float64
	Verdict      string // against the wide limits
	Strength     string
	Reason       string
}

// Funnels reads benchmarks.funnel for some indicators (none named: all) and an area (empty: all), in the
// order of the catalogue, area, period and its end.
func Funnels(ctx context.Context, q Querier, ids []string, area string) ([]Funnel, error) {
	where, args := narrowed("funnel", ids, area)
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, period_end, years, authorities, pooled, own_value, denominator, lower, upper,
			lower_998, upper_998, outside, phi, tau_squared, wide_lower, wide_upper, wide_lower_998, wide_upper_998,
			verdict, strength, reason
		from benchmarks.funnel
		left join benchmarks.match using (indicator)
		where `+where+`
		order by match.position, indicator, area_code, period, period_end`, args...)
	if err != nil {
		return nil, fmt.Errorf("read funnels: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, f *Funnel) error {
		return rows.Scan(&f.Indicator, &f.AreaCode, &f.Period, &f.PeriodEnd, &f.Years, &f.Authorities, &f.Pooled, &f.OwnValue,
			&f.Denominator, &f.Lower, &f.Upper, &f.Lower998, &f.Upper998, &f.Outside, &f.Phi, &f.TauSquared,
			&f.WideLower, &f.WideUpper, &f.WideLower998, &f.WideUpper998, &f.Verdict, &f.Strength, &f.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("read funnels: %w", err)
	}
	return out, nil
}
