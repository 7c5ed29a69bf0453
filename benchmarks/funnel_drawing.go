package benchmarks

import (
	"context"
	"fmt"
	"math"
	"slices"

	"sightline/benchmarks/judge"
)

// funnelSteps is at how many denominators the limits of a funnel are kept: enough for a smooth line.
const funnelSteps = 25

// funnelAuthority is a row of benchmarks.funnel_authority.
type funnelAuthority struct {
	Indicator   string  `json:"indicator"`
	Years       string  `json:"years"`
	AreaCode    string  `json:"area_code"`
	AreaName    string  `json:"area_name"`
	Numerator   float64 `json:"numerator"`
	Denominator float64 `json:"denominator"`
	Value       float64 `json:"value"`
}

// funnelLimit is a row of benchmarks.funnel_limit.
type funnelLimit struct {
	Indicator    string  `json:"indicator"`
	Years        string  `json:"years"`
	Denominator  float64 `json:"denominator"`
	Lower        float64 `json:"lower"`
	Upper        float64 `json:"upper"`
	Lower998     float64 `json:"lower_998"`
	Upper998     float64 `json:"upper_998"`
	WideLower    float64 `json:"wide_lower"`
	WideUpper    float64 `json:"wide_upper"`
	WideLower998 float64 `json:"wide_lower_998"`
	WideUpper998 float64 `json:"wide_upper_998"`
}

// funnelDrawing is what funnels are drawn by, once for each published figure, whoever's own is set among them.
type funnelDrawing struct {
	authorities []funnelAuthority
	limits      []funnelLimit
}

func (d *funnelDrawing) add(p *pairing, all *pool) {
	if all.drawn || all.plot == nil {
		return
	}
	all.drawn = true
	least, greatest := math.Inf(1), 0.0
	for i, x := range all.areas {
		n := all.counts[i]
		least, greatest = math.Min(least, n.Denominator), math.Max(greatest, n.Denominator)
		d.authorities = append(d.authorities, funnelAuthority{
			Indicator: p.def.ID, Years: p.years, AreaCode: x.code, AreaName: x.name,
			Numerator: n.Numerator, Denominator: n.Denominator, Value: n.Numerator / n.Denominator * p.factor,
		})
	}
	for _, n := range denominators(least, greatest) {
		limits := make([]judge.Limits, 4)
		limits[0], limits[1], limits[2], limits[3] = all.plot.LimitsAt(n, all.kind)
		for i := range limits {
			limits[i] = limits[i].Scale(p.factor)
		}
		d.limits = append(d.limits, funnelLimit{
			Indicator: p.def.ID, Years: p.years, Denominator: n,
			Lower: limits[0].Lower, Upper: limits[0].Upper, Lower998: limits[1].Lower, Upper998: limits[1].Upper,
			WideLower: limits[2].Lower, WideUpper: limits[2].Upper, WideLower998: limits[3].Lower, WideUpper998: limits[3].Upper,
		})
	}
}

// denominators go from the least to the greatest by equal factors, because limits are wide and bent where
// denominators are small.
func denominators(least, greatest float64) []float64 {
	var out []float64
	for i := range funnelSteps {
		n := math.Round(least * math.Pow(greatest/least, float64(i)/(funnelSteps-1)))
		out = append(out, math.Min(math.Max(n, least), greatest))
	}
	out[len(out)-1] = greatest
	return slices.Compact(out)
}

func (d *funnelDrawing) write(ctx context.Context, q Querier) error {
	if err := addRows(ctx, q, "benchmarks.funnel_authority", d.authorities); err != nil {
		return fmt.Errorf("funnels: %w", err)
	}
	if err := addRows(ctx, q, "benchmarks.funnel_limit", d.limits); err != nil {
		return fmt.Errorf("funnels: %w", err)
	}
	return nil
}
