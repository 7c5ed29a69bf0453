package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed methods/member.sql
var memberSQL string

// limitRow holds the limits of a published figure.
type limitRow struct {
	Indicator string  `json:"indicator"`
	LabelEnd  isoDay  `json:"label_end"`
	AreaCode  string  `json:"area_code"`
	Lower     float64 `json:"lower"`
	Upper     float64 `json:"upper"`
}

// listMembers fills benchmarks.member: every neighbour and every member of a group beside each figure that
// published ones answer, with its value or why it has none.
func (c *comparer) listMembers(ctx context.Context) error {
	if err := c.readCells(ctx); err != nil {
		return err
	}
	if err := c.readSets(ctx); err != nil {
		return err
	}
	if err := c.supplyLimits(ctx); err != nil {
		return err
	}
	if err := c.supplySince(ctx); err != nil {
		return err
	}
	if _, err := c.q.ExecContext(ctx, memberSQL); err != nil {
		return fmt.Errorf("list members: %w", err)
	}
	return nil
}

// supplyLimits fills comparator_limit for the authorities that are members of anything.
func (c *comparer) supplyLimits(ctx context.Context) error {
	var codes []string
	for _, members := range c.sets {
		codes = append(codes, members...)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	var keys []labelKey
	for key := range c.cells {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b labelKey) int {
		return strings.Compare(a.indicator+string(a.end), b.indicator+string(b.end))
	})
	var rows []limitRow
	for _, key := range keys {
		for _, x := range c.cells[key] {
			if _, member := slices.BinarySearch(codes, x.code); member && x.limits != nil {
				rows = append(rows, limitRow{key.indicator, key.end, x.code, x.limits.Lower, x.limits.Upper})
			}
		}
	}
	_, err := c.q.ExecContext(ctx, `
		create or replace temporary table comparator_limit (
			indicator varchar, label_end date, area_code varchar, lower double, upper double)`)
	if err != nil {
		return err
	}
	return addRows(ctx, c.q, "temp.comparator_limit", rows)
}

// supplySince fills neighbour_since for every model that is used.
func (c *comparer) supplySince(ctx context.Context) error {
	_, err := c.q.ExecContext(ctx, `
		create or replace temporary table neighbour_since (model varchar, area_code varchar, neighbour_code varchar, common_since integer)`)
	if err != nil {
		return err
	}
	rows, err := c.q.QueryContext(ctx, "select distinct model from model_span where model <> '' order by model")
	if err != nil {
		return err
	}
	models, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return err
	}
	for _, model := range models {
		_, err := c.q.ExecContext(ctx, `
			insert into temp.neighbour_since by name
			select * from benchmarks.common_since(?)
			where area_code in (select area_code from core.area where own)`, model)
		if err != nil {
			return fmt.Errorf("neighbours in common: %w", err)
		}
	}
	return nil
}

// Member is one neighbour, or one member of a group, beside an own figure. Values are unrounded and nil
// where there is none; Why says then why, or in what a value is another than it seems.
type Member struct {
	Indicator   string
	AreaCode    string // the own authority
	Period      string
	PeriodEnd   time.Time
	SetName     string // model or group
	Rank        *int64 // nearest first; nil in a group
	MemberCode  string
	MemberName  string
	Closeness   string // empty in a group
	CommonSince *int64 // year of the earliest held model since when it has been a neighbour without a break
	Years       string
	Value       *float64
	Symbol      string
	Why         string
	Numerator   *float64
	Denominator *float64
	Lower       *float64 // 95% limits, from numerator and denominator
	Upper       *float64
	HoldsOwn    *bool // its limits hold our value
}

// Members reads benchmarks.member for some indicators (none named: all) and an area (empty: all), in the
// order of the catalogue, area, period, its end, set and rank.
func Members(ctx context.Context, q Querier, ids []string, area string) ([]Member, error) {
	where, args := narrowed("member", ids, area)
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, period_end, set_name, rank, member_code, member_name, closeness, common_since,
			years, value, symbol, why, numerator, denominator, lower, upper, holds_own
		from benchmarks.member
		left join benchmarks.match using (indicator)
		where `+where+`
		order by match.position, indicator, area_code, period, period_end, rank is null, set_name, rank, member_code`, args...)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, m *Member) error {
		return rows.Scan(&m.Indicator, &m.AreaCode, &m.Period, &m.PeriodEnd, &m.SetName, &m.Rank, &m.MemberCode, &m.MemberName,
			&m.Closeness, &m.CommonSince, &m.Years, &m.Value, &m.Symbol, &m.Why, &m.Numerator, &m.Denominator, &m.Lower, &m.Upper, &m.HoldsOwn)
	})
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	return out, nil
}
