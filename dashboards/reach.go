package dashboards

import (
	"context"
	"database/sql"
	"time"

	"sightline/indicators"
)

// end is the last day that figures may be worked out for from an extract; ok is false where nothing bounds it. An
// extract within its limit is read to the day asked for. One beyond it tells of nothing after the month of its newest
// record: a list in which nobody leaves any more is a list that ended, not a service that keeps its staff.
func (s *site) end(r reach) (day time.Time, ok bool) {
	to := r.Covered
	if to.IsZero() {
		to = r.Newest
	}
	if to.IsZero() || daysBetween(to, s.opts.AsAt) <= s.staleAfter(r) {
		return time.Time{}, false
	}
	return time.Date(to.Year(), to.Month()+1, 0, 0, 0, 0, 0, time.UTC), true
}

// lastSupported is the last day that an indicator's extracts reach; ok is false where nothing bounds it. All that it
// needs must reach; of several ways to the same thing the one that reaches furthest counts.
func (s *site) lastSupported(def *indicators.Definition, reaches []reach) (last time.Time, ok bool) {
	held := map[string]bool{}
	for _, source := range s.sources {
		held[source.Kind] = true
	}
	ends := map[string]time.Time{}
	for _, r := range reaches {
		held[r.Kind] = true
		if day, bounded := s.end(r); bounded {
			ends[r.Kind] = day
		}
	}
	for _, need := range needsOf(def) {
		if day, bounded := need.end(held, ends); bounded && (!ok || day.Before(last)) {
			last, ok = day, true
		}
	}
	return last, ok
}

// end is the last day that any of the ways to a need reaches.
func (n sourceNeed) end(held map[string]bool, ends map[string]time.Time) (last time.Time, ok bool) {
	for _, way := range n.Ways {
		var day time.Time
		whole, bounded := true, false
		for _, kind := range way.Returns {
			whole = whole && held[kind]
			if end, has := ends[kind]; has && (!bounded || end.Before(day)) {
				day, bounded = end, true
			}
		}
		switch {
		case !whole:
		case !bounded:
			return time.Time{}, false
		case !ok || day.After(last):
			last, ok = day, true
		}
	}
	return last, ok
}

// unreached takes from a figure what its extracts do not reach: it is not available, as a figure of a month that no
// file covers.
func (f Figure) unreached() Figure {
	out := Figure{
		Indicator: f.Indicator, Edition: f.Edition, AreaCode: f.AreaCode, Period: f.Period, Start: f.Start, End: f.End,
		Breakdown: f.Breakdown, Group: f.Group, Unit: f.Unit, Symbol: NotAvailable, ShortHistory: f.ShortHistory,
	}
	return out
}

// withinReach marks in place the figures of an authority that its extracts do not reach.
func (s *site) withinReach(figures map[string][]Figure, reaches []reach) {
	for _, def := range s.opts.Catalogue.Definitions {
		last, ok := s.lastSupported(def, reaches)
		if !ok {
			continue
		}
		for i, f := range figures[def.ID] {
			if f.End.After(last) {
				figures[def.ID][i] = f.unreached()
			}
		}
	}
}

// readReached sets for every authority how far its extracts go and the last day that figures are told of.
func (s *site) readReached(ctx context.Context, q Querier) error {
	s.reaches = map[string][]reach{}
	for i, area := range s.areas {
		reaches, err := readReaches(ctx, q, area.Code, s.opts.AsAt)
		if err != nil {
			return err
		}
		s.reaches[area.Code] = reaches
		bounds := map[string]time.Time{}
		for _, def := range s.opts.Catalogue.Definitions {
			if last, ok := s.lastSupported(def, reaches); ok {
				bounds[def.ID] = last
			}
		}
		if len(bounds) == 0 {
			continue
		}
		if s.areas[i].DataTo, err = readDataTo(ctx, q, area, s.opts.AsAt, bounds); err != nil {
			return err
		}
	}
	return nil
}

// readDataTo is the newest end of a period of which a figure within its bound is told; the area's own day when
// there is none.
func readDataTo(ctx context.Context, q Querier, area Area, asAt time.Time, bounds map[string]time.Time) (time.Time, error) {
	type ending struct {
		indicator string
		end       time.Time
	}
	list, err := collect(ctx, q, "ends of periods", `
		select distinct indicator, period_end
		from indicators.value
		where area_code = ? and symbol <> 'x' and breakdown = 'none' and period_end <= cast(? as date)
		order by indicator, period_end`,
		func(rows *sql.Rows, e *ending) error { return rows.Scan(&e.indicator, &e.end) }, area.Code, asAt.Format(time.DateOnly))
	if err != nil {
		return time.Time{}, err
	}
	var out time.Time
	for _, e := range list {
		if last, ok := bounds[e.indicator]; (!ok || !e.end.After(last)) && e.end.After(out) {
			out = e.end
		}
	}
	if out.IsZero() {
		out = area.DataTo
	}
	return out, nil
}
