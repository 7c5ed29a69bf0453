package dashboards

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"sightline/indicators"
)

// Querier is what this package needs of a database handle; *sql.DB, *sql.Conn and *sql.Tx satisfy it.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Area is an authority that pages are made for.
type Area struct {
	Code, Name string
	DataTo     time.Time // last day that a figure of it covers; zero when it has none
}

// Source is a file that was read.
type Source struct {
	Kind, Table, File, SHA256 string
	AreaCode                  string // empty when the rows name their authority themselves
	SupersededBy              string
	Read, Loaded, Rejected    int64
}

// tally is a number of rows of a file by rule or kind, never with a value of a record.
type tally struct {
	File, Rule, Words string
	Rows              int64
}

// collect runs a query and reads each row with scan.
func collect[T any](ctx context.Context, q Querier, noun, query string, scan func(rows *sql.Rows, row *T) error, args ...any) (out []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", noun, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row T
		if err := scan(rows, &row); err != nil {
			return nil, fmt.Errorf("read %s: %w", noun, err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", noun, err)
	}
	return out, nil
}

func readAreas(ctx context.Context, q Querier, asAt time.Time) ([]Area, error) {
	areas, err := collect(ctx, q, "authorities", `
		with covered as (
			select area_code, max(period_end) as data_to
			from indicators.value
			where symbol <> 'x' and breakdown = 'none' and period_end <= cast(? as date)
			group by area_code
		)
		select area.area_code, area.area_name, covered.data_to
		from core.area as area
		left join covered using (area_code)
		where area.own and area.area_level = 'authority'
		order by area.area_code`,
		func(rows *sql.Rows, area *Area) error {
			var dataTo sql.NullTime
			err := rows.Scan(&area.Code, &area.Name, &dataTo)
			area.Name, area.DataTo = withoutTurns(area.Name), dataTo.Time
			return err
		}, asAt.Format(time.DateOnly))
	if err == nil && len(areas) == 0 {
		return nil, errors.New("read authorities: core.area has no authority marked as own")
	}
	return areas, err
}

// publishedBreakdowns are what the pages and data files are made of: whole figures and, in the internal
// edition's data files alone, those of teams. Nothing else that the tables hold is read.
var publishedBreakdowns = []indicators.Breakdown{indicators.None, indicators.Team}

// readFigures is every figure of an authority up to asAt, by indicator, in the order of the data files.
func readFigures(ctx context.Context, q Querier, areaCode string, asAt time.Time) (map[string][]Figure, error) {
	byIndicator := map[string][]Figure{}
	for _, breakdown := range publishedBreakdowns {
		values, err := indicators.ReadValues(ctx, q, "", indicators.Filter{Area: areaCode, To: asAt, Breakdown: string(breakdown)})
		if err != nil {
			return nil, err
		}
		for len(values) > 0 { // those of an indicator stand together
			id, count := values[0].Indicator, 1
			for count < len(values) && values[count].Indicator == id {
				count++
			}
			figures := slices.Grow(byIndicator[id], count)
			for i := range values[:count] {
				figures = append(figures, toFigure(&values[i]))
			}
			byIndicator[id], values = figures, values[count:]
		}
	}
	return byIndicator, nil
}

// toFigure is a value of the tables as this package carries it.
func toFigure(v *indicators.Value) Figure {
	figure := Figure{
		Indicator: v.Indicator, Edition: v.Edition, AreaCode: v.AreaCode, Period: string(v.Period), Start: v.PeriodStart,
		End: v.PeriodEnd, Breakdown: v.Breakdown, Group: v.Group, Value: v.Value, Lower: v.Lower, Upper: v.Upper,
		Unit: v.Unit, Symbol: Symbol(v.Symbol), Unjudged: v.Unjudged, Lowest: v.Lowest, Highest: v.Highest,
		ShortHistory: v.ShortHistory,
	}
	if v.Numerator != nil {
		figure.Numerator = *v.Numerator
	}
	if v.Denominator != nil {
		figure.Denominator = *v.Denominator
	}
	if v.JudgedNumerator != nil {
		figure.JudgedNumerator = *v.JudgedNumerator
	}
	if v.JudgedDenominator != nil {
		figure.JudgedDenominator = *v.JudgedDenominator
	}
	return figure
}

// comparison is a row of benchmarks.comparison. Own figures are not read: they are cells.
type comparison struct {
	Indicator, Period, Years, Measure, Model string
	End                                      time.Time
	NeighbourMean, NeighbourMedian           *float64
	NeighboursUsed                           *int64 // nil when the mean was stated and not computed
	NeighboursMissing                        string
	RegionName                               string
	Region, England                          *float64
	Rank, Ranked                             *int64
	Band                                     string
	VerdictNeighbours, VerdictEngland        string
	Reason, Source, Note                     string
	Differs, Stale                           string   // empty: in nothing, not at all
	Low, High                                *float64 // of the neighbours' values
	Shared                                   string   // neighbours whose value is of a joint return or imputed, '; '-joined
	Within, Limited                          *int64   // neighbours whose limits hold our value, of those that have limits
	RankBest, RankWorst                      *int64
	VerdictMedian, VerdictRegion             string
	StrengthNeighbours, StrengthEngland      string
	AveragesDiffer                           bool
}

// readComparisons is what the authority is compared with, by indicator and period end; nothing when
// no comparator has been imported.
func readComparisons(ctx context.Context, q Querier, areaCode string, asAt time.Time) (map[string][]comparison, error) {
	if held, err := comparatorsHeld(ctx, q); err != nil || !held {
		return nil, err
	}
	list, err := collect(ctx, q, "comparators", `
		select
			indicator, period, period_end,
			coalesce(cast(comparator_years as varchar), ''), coalesce(measure, ''), coalesce(model, ''),
			neighbour_mean, neighbour_median, neighbours_used,
			coalesce(cast(neighbours_missing as varchar), ''),
			coalesce(region_name, ''), region, england, rank, ranked, coalesce(cast(band as varchar), ''),
			coalesce(verdict_neighbours, ''), coalesce(verdict_england, ''),
			coalesce(reason, ''), coalesce(source, ''), coalesce(note, ''), differs, stale, neighbour_low, neighbour_high,
			neighbours_shared, neighbours_within, neighbours_limited, rank_best, rank_worst, verdict_median, verdict_region,
			strength_neighbours, strength_england, averages_differ
		from benchmarks.comparison
		where area_code = ? and period_end <= cast(? as date)
		order by indicator, period_end, period, measure, model, comparator_years`,
		func(rows *sql.Rows, c *comparison) error {
			return rows.Scan(&c.Indicator, &c.Period, &c.End, &c.Years, &c.Measure, &c.Model,
				&c.NeighbourMean, &c.NeighbourMedian, &c.NeighboursUsed, &c.NeighboursMissing,
				&c.RegionName, &c.Region, &c.England, &c.Rank, &c.Ranked, &c.Band,
				&c.VerdictNeighbours, &c.VerdictEngland, &c.Reason, &c.Source, &c.Note, &c.Differs, &c.Stale, &c.Low, &c.High,
				&c.Shared, &c.Within, &c.Limited, &c.RankBest, &c.RankWorst, &c.VerdictMedian, &c.VerdictRegion,
				&c.StrengthNeighbours, &c.StrengthEngland, &c.AveragesDiffer)
		}, areaCode, asAt.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	byIndicator := map[string][]comparison{}
	for _, row := range list {
		byIndicator[row.Indicator] = append(byIndicator[row.Indicator], row)
	}
	return byIndicator, nil
}

// comparatorsHeld tells whether a comparison has been made at all.
func comparatorsHeld(ctx context.Context, q Querier) (bool, error) {
	held := 0
	err := q.QueryRowContext(ctx, `
		select count(*)
		from information_schema.tables
		where table_schema = 'benchmarks' and table_name = 'comparison'`).Scan(&held)
	if err != nil {
		return false, fmt.Errorf("read comparators: %w", err)
	}
	return held > 0, nil
}

// readChoices is what the configuration chose where no source settles a point.
func readChoices(ctx context.Context, q Querier) (map[string]string, error) {
	list, err := collect(ctx, q, "choices", `select option, value from indicators.choice order by option`,
		func(rows *sql.Rows, row *[2]string) error { return rows.Scan(&row[0], &row[1]) })
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, row := range list {
		out[row[0]] = row[1]
	}
	return out, nil
}

func readSources(ctx context.Context, q Querier) ([]Source, error) {
	return collect(ctx, q, "sources", `
		select
			kind, table_name, source_file, sha256, coalesce(area_code, ''), coalesce(superseded_by, ''),
			read, loaded, rejected
		from audit.file
		order by kind, source_file, table_name`,
		func(rows *sql.Rows, s *Source) error {
			return rows.Scan(&s.Kind, &s.Table, &s.File, &s.SHA256, &s.AreaCode, &s.SupersededBy,
				&s.Read, &s.Loaded, &s.Rejected)
		})
}

func readTallies(ctx context.Context, q Querier) (rejects, notices []tally, err error) {
	scan := func(rows *sql.Rows, t *tally) error { return rows.Scan(&t.File, &t.Rule, &t.Words, &t.Rows) }
	rejects, err = collect(ctx, q, "rejects", `
		select source_file, kind, case severity when 'row' then 'row left out' else 'value left out' end, count(*)
		from audit.reject
		group by source_file, kind, severity
		order by source_file, kind, severity`, scan)
	if err != nil {
		return nil, nil, err
	}
	// The message of a notice may name what it is about; the rule alone cannot.
	notices, err = collect(ctx, q, "notices", `
		select coalesce(source_file, ''), rule, '', count(*)
		from audit.notice
		group by source_file, rule
		order by coalesce(source_file, ''), rule`, scan)
	return rejects, notices, err
}

// series is the figures of an indicator for the whole authority, as one edition shows them.
type series []Cell

func (s series) of(period string) series {
	var out series // most cells are of teams
	for i := range s {
		if s[i].Period == period && s[i].Breakdown == "none" {
			out = append(out, s[i])
		}
	}
	return out
}

func (s series) at(period string, end time.Time) (Cell, bool) {
	for _, cell := range s {
		if cell.Period == period && cell.Breakdown == "none" && cell.End.Equal(end) {
			return cell, true
		}
	}
	return Cell{}, false
}

// last is the newest cell that is held.
func (s series) last() (Cell, bool) {
	for _, cell := range slices.Backward(s) {
		if cell.held() {
			return cell, true
		}
	}
	return Cell{}, false
}
