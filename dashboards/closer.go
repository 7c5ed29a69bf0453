package dashboards

import (
	"context"
	"database/sql"
	"time"

	"sightline/indicators"
)

// closerLook is what the internal edition tells of an indicator's newest period besides its figures: groups of
// children, and how long cases took. The public edition has none of it: a group follows from the whole and the
// other groups, and a case from the days that it took.
type closerLook struct {
	groups []Figure // of the newest period and the same a year before
	spells []spell
	heap   *heaping
}

// spell is how many cases of a period took so many days.
type spell struct {
	period string
	end    time.Time
	state  string
	amount int // only of the state timed
	cases  int64
}

// The states of a case whose days are counted.
const (
	timed      = "timed"
	unfinished = "unfinished"
)

// heaping is whether cases heap next to a limit, on its better side.
type heaping struct {
	period      string
	end         time.Time
	from, to    int
	observed    int64
	expected, p float64 // p is corrected for the number of limits asked about
	asked       int64   // those limits
}

// splitBreakdowns are the breakdowns that a page may show besides teams.
var splitBreakdowns = []indicators.Breakdown{
	indicators.Sex, indicators.Age, indicators.Ethnicity, indicators.LegalStatus, indicators.Placement, indicators.Need, indicators.Abuse,
}

// readCloser is the closer look at the newest period of every indicator of an authority.
func readCloser(ctx context.Context, q Querier, areaCode string, asAt time.Time) (map[string]*closerLook, error) {
	out := map[string]*closerLook{}
	of := func(id string) *closerLook {
		if out[id] == nil {
			out[id] = &closerLook{}
		}
		return out[id]
	}
	for _, breakdown := range splitBreakdowns {
		list, err := indicators.ReadValues(ctx, q, "", indicators.Filter{Area: areaCode, To: asAt, Breakdown: string(breakdown)})
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			look := of(v.Indicator)
			look.groups = append(look.groups, toFigure(&v))
		}
	}
	type keyed[T any] struct {
		id  string
		row T
	}
	until := asAt.Format(time.DateOnly)
	spells, err := collect(ctx, q, "distributions", `
		select indicator, period, period_end, state, coalesce(amount, 0), cases
		from indicators.distribution
		where area_code = ? and period_end <= cast(? as date)
		order by indicator, period_end, state, amount`,
		func(rows *sql.Rows, s *keyed[spell]) error {
			return rows.Scan(&s.id, &s.row.period, &s.row.end, &s.row.state, &s.row.amount, &s.row.cases)
		}, areaCode, until)
	if err != nil {
		return nil, err
	}
	for _, s := range spells {
		look := of(s.id)
		look.spells = append(look.spells, s.row)
	}
	heaps, err := collect(ctx, q, "heaping", `
		select indicator, period, period_end, window_from, window_to, observed, expected, p_adjusted, count(*) over ()
		from indicators.heaping
		where area_code = ? and period_end <= cast(? as date)
		order by indicator`,
		func(rows *sql.Rows, h *keyed[heaping]) error {
			return rows.Scan(&h.id, &h.row.period, &h.row.end, &h.row.from, &h.row.to, &h.row.observed, &h.row.expected, &h.row.p, &h.row.asked)
		}, areaCode, until)
	if err != nil {
		return nil, err
	}
	for _, h := range heaps {
		of(h.id).heap = &h.row
	}
	return out, nil
}
