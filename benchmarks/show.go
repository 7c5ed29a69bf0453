package benchmarks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// ErrNotHeld is wrapped when a measure, an area or a neighbour model is asked for that no file holds.
var ErrNotHeld = errors.New("not held")

// Row is one published figure of one area with LAIT's comparators. Values are unrounded and nil
// where nothing is published. Rank (1 is best), Ranked (how many authorities are ranked) and Band
// (A best to D, or - where LAIT does not band) stand on the latest year only. Change is against the
// area's next earlier row.
type Row struct {
	Measure         string
	AreaCode        string
	Years           string
	Value           *float64
	NeighbourMean   *float64
	NeighboursUsed  *int64
	NeighbourMedian *float64
	Region          *float64
	England         *float64
	Rank            *int64
	Ranked          *int64
	Band            string
	Change          *float64
}

// Show returns LAIT's comparison of a measure: one row per area and Years label, ordered by
// measure, area, year and label. measure is the id of the long table; empty means every measure.
// areaCode may be an authority, a region or England; empty means every authority. model is a
// neighbour model such as dfe-2025; empty leaves neighbours and region out. The error wraps
// ErrNotHeld, and names what is near or held, when one of them is not held.
func Show(ctx context.Context, q Querier, measure, areaCode, model string) ([]Row, error) {
	if err := checkHeld(ctx, q, measure, areaCode, model); err != nil {
		return nil, err
	}
	var measures, areas []string
	if measure != "" {
		measures = []string{measure}
	}
	if areaCode != "" {
		areas = []string{areaCode}
	}
	return show(ctx, q, model, measures, areas)
}

// HeldAs is the measure under which a measure is held: itself, or where it is not held the one of LAIT or of
// Explore Education Statistics that is known to equal it. It is the measure asked for when neither is held.
func HeldAs(ctx context.Context, q Querier, measure string) (string, error) {
	asked := []string{measure}
	for _, pair := range twins() {
		switch measure {
		case pair.LAIT:
			asked = append(asked, pair.EES)
		case pair.EES:
			asked = append(asked, pair.LAIT)
		}
	}
	for _, one := range asked {
		var held bool
		err := q.QueryRowContext(ctx, "select count(*) > 0 from benchmarks.published where measure = ?", one).Scan(&held)
		if err != nil {
			return "", fmt.Errorf("look up measure: %w", err)
		}
		if held {
			return one, nil
		}
	}
	return measure, nil
}

// show is Show for lists; nil means every measure, or every authority.
func show(ctx context.Context, q Querier, model string, measures, areas []string) ([]Row, error) {
	rows, err := q.QueryContext(ctx, `
		select measure, area_code, years, value, neighbour_mean, neighbours_used, neighbour_median,
			region, england, rank, ranked, coalesce(band, ''), change
		from benchmarks.lait(
			$1,
			case when len($2::varchar[]) > 0 then $2::varchar[] end,
			case when len($3::varchar[]) > 0 then $3::varchar[] end
		)
		where area_level = 'authority' or len($3::varchar[]) > 0
		order by measure, area_code, year_number, years`, model, measures, areas)
	if err != nil {
		return nil, fmt.Errorf("show published figures: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, r *Row) error {
		return rows.Scan(&r.Measure, &r.AreaCode, &r.Years, &r.Value, &r.NeighbourMean, &r.NeighboursUsed, &r.NeighbourMedian,
			&r.Region, &r.England, &r.Rank, &r.Ranked, &r.Band, &r.Change)
	})
	if err != nil {
		return nil, fmt.Errorf("show published figures: %w", err)
	}
	return out, nil
}

func checkHeld(ctx context.Context, q Querier, measure, areaCode, model string) error {
	var faults []error
	if measure != "" {
		faults = append(faults, checkOne(ctx, q, "measure", measure,
			"select count(*) from benchmarks.published where measure = ?",
			`select measure || ' (' || title || ')'
			from benchmarks.measure
			semi join benchmarks.published using (measure)
			where contains(lower(measure), lower($1)) or contains(lower(title), lower($1))
				or jaro_winkler_similarity(lower(measure), lower($1)) > 0.8
			order by jaro_winkler_similarity(lower(measure), lower($1)) desc, measure
			limit 5`,
			"select count(distinct measure)::varchar || ' measures' from benchmarks.published"))
	}
	if areaCode != "" {
		faults = append(faults, checkOne(ctx, q, "area", areaCode,
			"select count(*) from benchmarks.published where area_code = ?",
			`select distinct area_code || ' ' || area_name as area
			from benchmarks.published
			where contains(lower(area_name), lower($1)) or levenshtein(area_code, $1) < 2
				or jaro_winkler_similarity(lower(area_name), lower($1)) > 0.9
			order by area
			limit 5`,
			"select count(distinct area_code)::varchar || ' areas' from benchmarks.published"))
	}
	if model != "" {
		faults = append(faults, checkModel(ctx, q, model))
	}
	return errors.Join(faults...)
}

func checkModel(ctx context.Context, q Querier, model string) error {
	return checkOne(ctx, q, "neighbour model", model,
		"select count(*) from benchmarks.area_region where model = ?",
		"select distinct model from benchmarks.area_region where $1 <> '' order by model",
		"select count(distinct model)::varchar || ' neighbour models' from benchmarks.area_region")
}

// checkOne says whether what is asked for is held, and if not, what looks like it or how many are.
func checkOne(ctx context.Context, q Querier, noun, asked, exists, near, held string) error {
	var count int64
	if err := q.QueryRowContext(ctx, exists, asked).Scan(&count); err != nil {
		return fmt.Errorf("look up %s: %w", noun, err)
	}
	if count > 0 {
		return nil
	}
	rows, err := q.QueryContext(ctx, near, asked)
	if err != nil {
		return fmt.Errorf("look up %s: %w", noun, err)
	}
	names, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return fmt.Errorf("look up %s: %w", noun, err)
	}
	if len(names) > 0 {
		return fmt.Errorf("%s %q is %w: did you mean %s?", noun, asked, ErrNotHeld, strings.Join(names, ", or "))
	}
	var total string
	if err := q.QueryRowContext(ctx, held).Scan(&total); err != nil {
		return fmt.Errorf("look up %s: %w", noun, err)
	}
	return fmt.Errorf("%s %q is %w: there are %s; `sightline benchmarks list` shows the files", noun, asked, ErrNotHeld, total)
}
