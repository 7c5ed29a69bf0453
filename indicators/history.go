package indicators

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// mostHistory is the longest time in months that a rule may look back.
const mostHistory = 120

// Months is a number of whole months.
type Months int

// UnmarshalYAML takes what is no whole number, of which the decoder would cut off the rest, for one that no rule
// may have, so that it is refused with its line.
func (m *Months) UnmarshalYAML(text []byte) error {
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		n = -1
	}
	*m = Months(n)
	return nil
}

// looksBackTo is the day that the extracts must reach back to for a figure of the span to miss nothing.
func (d *Definition) looksBackTo(span Span) time.Time {
	if d.Window == Snapshot {
		return addMonths(span.End.AddDate(0, 0, 1), -int(d.History))
	}
	return addMonths(span.Start, -int(d.History))
}

// LooksBack says how far the rule looks back; empty when each record carries all that it asks.
func (d *Definition) LooksBack() string {
	switch {
	case d.History == 0:
		return ""
	case d.Window == Snapshot:
		return d.months() + " from the day"
	default:
		return d.months() + " before the period"
	}
}

func (d *Definition) months() string {
	if d.History == 1 {
		return "1 month"
	}
	return strconv.Itoa(int(d.History)) + " months"
}

// historyHeld is, by authority, the first day from the one that the rule looks back to on from which every
// need of the indicator is covered.
func historyHeld(ctx context.Context, q Querier, def *Definition, span Span) (from map[string]time.Time, err error) {
	from = map[string]time.Time{}
	if def.History == 0 {
		return from, nil
	}
	rows, err := q.QueryContext(ctx, `
		with needed (indicator, need, way, source, table_name) as (values `+strings.Join(def.needRows(), ", ")+`),
		needed_tables as (
			select
				area.area_code,
				needed.need,
				needed.way,
				coalesce(
					min(greatest(coalesce(coverage.covered_from, asked.day), asked.day)) filter (coverage.area_code is not null),
					date '9999-12-31'
				) as held_from
			from core.area as area
			cross join needed
			cross join (select $1::date as day) as asked
			left join core.coverage as coverage
				on coverage.area_code = area.area_code
				and coverage.source = needed.source
				and coalesce(coverage.table_name, needed.table_name) = needed.table_name
				and coalesce(coverage.covered_to, date '9999-12-31') >= asked.day
			where area.own
			group by area.area_code, needed.need, needed.way, needed.source, needed.table_name
		),
		ways as (
			select area_code, need, max(held_from) as held_from
			from needed_tables
			group by area_code, need, way
		),
		needs as (
			select area_code, min(held_from) as held_from
			from ways
			group by area_code, need
		)
		select area_code, max(held_from)
		from needs
		group by area_code
		order by area_code`, def.looksBackTo(span).Format(time.DateOnly))
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", def.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			area string
			day  time.Time
		)
		if err := rows.Scan(&area, &day); err != nil {
			return nil, fmt.Errorf("history of %s: %w", def.ID, err)
		}
		from[area] = day
	}
	return from, rows.Err()
}
