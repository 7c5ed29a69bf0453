package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// Process is a chart of an own series between two rebases, or the reason why there is none, a row of
// benchmarks.process. Values are unrounded and in the indicator's unit; nil where the series is refused, the
// limits also with a single point.
type Process struct {
	Indicator    string     `json:"indicator"`
	AreaCode     string     `json:"area_code"`
	Period       string     `json:"period"`  // month or quarter
	Stretch      int        `json:"stretch"` // from 1; 0 when refused
	FirstEnd     *time.Time `json:"first_end"`
	LastEnd      *time.Time `json:"last_end"`
	Points       int        `json:"points"`
	Centre       *float64   `json:"centre"`
	Lower        *float64   `json:"lower"` // as the method gives it; may lie below what a figure can be
	Upper        *float64   `json:"upper"`
	Lower2       *float64   `json:"lower_2"` // two thirds of the way
	Upper2       *float64   `json:"upper_2"`
	Firm         bool       `json:"firm"`
	Variation    string     `json:"variation"` // common cause, improvement, concern, special cause, refused
	Assurance    string     `json:"assurance"` // will meet, may meet, will not meet, no target
	Target       *float64   `json:"target"`
	FalseSignal  *float64   `json:"false_signal"` // chance that such a chart of chance alone shows a signal
	RebaseReason string     `json:"rebase_reason"`
	Instead      string     `json:"instead"` // ids to chart instead, joined by "; "
	Reason       string     `json:"reason"`
}

// ProcessPoint is a point of a chart, a row of benchmarks.process_point.
type ProcessPoint struct {
	Indicator string    `json:"indicator"`
	AreaCode  string    `json:"area_code"`
	Period    string    `json:"period"`
	Stretch   int       `json:"stretch"`
	PeriodEnd time.Time `json:"period_end"`
	Value     float64   `json:"value"`
	Signal    string    `json:"signal"`    // common cause, outside limits, trend, two of three, shift
	Variation string    `json:"variation"` // what the signal is: common cause, improvement, concern, special cause
}

// rowsAtOnce bounds the text of a statement when a region's results are written.
const rowsAtOnce = 10_000

func writeProcesses(ctx context.Context, q Querier, processes []Process, points []ProcessPoint) error {
	for rows := range slices.Chunk(processes, rowsAtOnce) {
		err := insertJSON(ctx, q, "process", map[string]string{
			"indicator": "varchar", "area_code": "varchar", "period": "varchar", "stretch": "integer", "first_end": "varchar",
			"last_end": "varchar", "points": "integer", "centre": "double", "lower": "double", "upper": "double",
			"lower_2": "double", "upper_2": "double", "firm": "boolean", "variation": "varchar", "assurance": "varchar",
			"target": "double", "false_signal": "double", "rebase_reason": "varchar", "instead": "varchar", "reason": "varchar",
		}, `indicator, area_code, "period", stretch, first_end[1:10]::date as first_end, last_end[1:10]::date as last_end, points,
			centre, "lower", "upper", lower_2, upper_2, firm, variation, assurance, target, false_signal, rebase_reason,
			instead, reason`, rows)
		if err != nil {
			return err
		}
	}
	for rows := range slices.Chunk(points, rowsAtOnce) {
		err := insertJSON(ctx, q, "process_point", map[string]string{
			"indicator": "varchar", "area_code": "varchar", "period": "varchar", "stretch": "integer", "period_end": "varchar",
			"value": "double", "signal": "varchar", "variation": "varchar",
		}, `indicator, area_code, "period", stretch, period_end[1:10]::date as period_end, "value", signal, variation`, rows)
		if err != nil {
			return err
		}
	}
	return nil
}

// Processes reads benchmarks.process for some indicators (none named: all), an area (empty: all) and a kind
// of period (empty: months and quarters), in the order of the catalogue, area, period and stretch.
func Processes(ctx context.Context, q Querier, ids []string, area, period string) ([]Process, error) {
	where, args := narrowed("process", ids, area)
	rows, err := q.QueryContext(ctx, `
		select process.indicator, process.area_code, process.period, process.stretch, process.first_end, process.last_end,
			process.points, process.centre, process.lower, process.upper, process.lower_2, process.upper_2, process.firm,
			process.variation, process.assurance, process.target, process.false_signal, process.rebase_reason,
			process.instead, process.reason
		from benchmarks.process
		left join benchmarks.match using (indicator)
		where `+where+` and process.period = coalesce(nullif(?, ''), process.period)
		order by match.position, process.indicator, process.area_code, process.period, process.stretch`, append(args, period)...)
	if err != nil {
		return nil, fmt.Errorf("read process control: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, p *Process) error {
		return rows.Scan(&p.Indicator, &p.AreaCode, &p.Period, &p.Stretch, &p.FirstEnd, &p.LastEnd, &p.Points, &p.Centre,
			&p.Lower, &p.Upper, &p.Lower2, &p.Upper2, &p.Firm, &p.Variation, &p.Assurance, &p.Target, &p.FalseSignal,
			&p.RebaseReason, &p.Instead, &p.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("read process control: %w", err)
	}
	return out, nil
}

// ProcessPoints reads benchmarks.process_point as Processes reads its charts, in order of time.
func ProcessPoints(ctx context.Context, q Querier, ids []string, area, period string) ([]ProcessPoint, error) {
	where, args := narrowed("process_point", ids, area)
	rows, err := q.QueryContext(ctx, `
		select process_point.indicator, process_point.area_code, process_point.period, process_point.stretch,
			process_point.period_end, process_point.value, process_point.signal, process_point.variation
		from benchmarks.process_point
		left join benchmarks.match using (indicator)
		where `+where+` and process_point.period = coalesce(nullif(?, ''), process_point.period)
		order by match.position, process_point.indicator, process_point.area_code, process_point.period,
			process_point.period_end`, append(args, period)...)
	if err != nil {
		return nil, fmt.Errorf("read process control: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, p *ProcessPoint) error {
		return rows.Scan(&p.Indicator, &p.AreaCode, &p.Period, &p.Stretch, &p.PeriodEnd, &p.Value, &p.Signal, &p.Variation)
	})
	if err != nil {
		return nil, fmt.Errorf("read process control: %w", err)
	}
	return out, nil
}
