package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"sightline/indicators"
)

//go:embed methods/compare.sql
var compareSQL string

// The verdicts of a comparison. Better and worse follow the indicator's polarity; an indicator
// without one is higher or lower.
const (
	Better        = "better"
	Similar       = "similar"
	Worse         = "worse"
	Higher        = "higher"
	Lower         = "lower"
	NotComparable = "not comparable"
)

// Compare replaces benchmarks.comparison. Every own authority's whole-year figures (breakdown none)
// that a published or stated label ends with, and its latest year, rolling-12 and snapshot figure
// with the latest label that ends on or before it, get a row.
//
// Neighbour mean, region, England, rank and band are LAIT's (macro lait); stated comparators stand in
// where the published files have none. Rank, ranked and band are those of the authority's own
// published value, not of the figure computed here, and are null where LAIT has none.
//
// The verdict is Fingertips' single-interval rule (OHID technical guidance, comparing with a
// benchmark): a comparator inside the figure's 95% limits, both ends included, is similar. Counts,
// which follow the size of the authority, and statistics without limits are not comparable; the
// numbers are given all the same.
//
// model is a neighbour model such as dfe-2025. When no model at all is held, neighbours and regions
// are left out; when others are, the error wraps ErrNotHeld and names them.
func Compare(ctx context.Context, db *sql.DB, catalogue *indicators.Catalogue, model string) error {
	var models int
	if err := db.QueryRowContext(ctx, "select count(distinct model) from benchmarks.area_region").Scan(&models); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	if models == 0 {
		model = ""
	} else if err := checkModel(ctx, db, model); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := fillMatch(ctx, tx, catalogue); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "delete from benchmarks.comparison"); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	if _, err := tx.ExecContext(ctx, compareSQL, model); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	return tx.Commit()
}

// fillMatch lists the published measure of each indicator.
func fillMatch(ctx context.Context, q Querier, catalogue *indicators.Catalogue) error {
	if _, err := q.ExecContext(ctx, "delete from benchmarks.match"); err != nil {
		return err
	}
	for i, def := range catalogue.Definitions {
		aside, err := indicators.Aside(ctx, q, def)
		if err != nil {
			return err
		}
		if _, err := q.ExecContext(ctx, "insert into benchmarks.match values (?, ?, nullif(?, ''), ?, ?, ?, ?, nullif(?, ''), nullif(?, ''))",
			def.ID, i, def.Comparator.LAIT, string(def.Statistic), string(def.Polarity.Direction), def.YearEnd, def.Decimals, def.Comparator.Note, aside); err != nil {
			return err
		}
	}
	return nil
}

// Comparison is one own figure with its comparators. Values are unrounded and nil where there is
// none; NeighboursUsed is nil when the neighbours' mean was stated and not computed.
type Comparison struct {
	Indicator         string
	AreaCode          string
	Period            string
	PeriodEnd         time.Time
	ComparatorYears   string // label the comparators were published under
	Measure           string
	Model             string
	OwnValue          *float64
	NeighbourMean     *float64
	NeighboursUsed    *int64
	NeighbourMedian   *float64
	NeighboursMissing string // names, nearest first, joined by "; "
	RegionName        string
	Region            *float64
	England           *float64
	Rank              *int64
	Ranked            *int64
	Band              string
	VerdictNeighbours string
	VerdictEngland    string
	Reason            string // what was set against which limits, or why not
	Source            string
	Note              string
}

// Comparisons reads benchmarks.comparison for some indicators (none named: all) and an area (empty:
// all), in the order of the catalogue, area, period and its end.
func Comparisons(ctx context.Context, q Querier, ids []string, area string) ([]Comparison, error) {
	conditions := []string{"true"}
	var args []any
	if len(ids) > 0 {
		conditions = append(conditions, "indicator in ("+strings.TrimSuffix(strings.Repeat("?, ", len(ids)), ", ")+")")
		for _, id := range ids {
			args = append(args, id)
		}
	}
	if area != "" {
		conditions, args = append(conditions, "area_code = ?"), append(args, area)
	}
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, period, period_end, coalesce(comparator_years, ''), coalesce(comparison.measure, ''), model,
			own_value, neighbour_mean, neighbours_used, neighbour_median, coalesce(neighbours_missing, ''),
			coalesce(region_name, ''), region, england, rank, ranked, coalesce(band, ''),
			verdict_neighbours, verdict_england, reason, source, comparison.note
		from benchmarks.comparison
		left join benchmarks.match using (indicator)
		where `+strings.Join(conditions, " and ")+`
		order by position, indicator, area_code, period, period_end`, args...)
	if err != nil {
		return nil, fmt.Errorf("read comparisons: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, c *Comparison) error {
		return rows.Scan(&c.Indicator, &c.AreaCode, &c.Period, &c.PeriodEnd, &c.ComparatorYears, &c.Measure, &c.Model,
			&c.OwnValue, &c.NeighbourMean, &c.NeighboursUsed, &c.NeighbourMedian, &c.NeighboursMissing,
			&c.RegionName, &c.Region, &c.England, &c.Rank, &c.Ranked, &c.Band,
			&c.VerdictNeighbours, &c.VerdictEngland, &c.Reason, &c.Source, &c.Note)
	})
	if err != nil {
		return nil, fmt.Errorf("read comparisons: %w", err)
	}
	return out, nil
}
