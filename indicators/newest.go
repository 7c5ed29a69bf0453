package indicators

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed newest.sql
var newestQuery string

// LookCloser adds to what ComputeOn stored, for the period that an indicator's page opens with and the same a year
// before: to indicators.value the groups of the breakdowns that say something of the indicator (Splits), and to
// indicators.distribution how many cases took how many days. Afterwards it fills indicators.heaping. Each connection
// takes an indicator at a time; rows are in no fixed order.
func LookCloser(ctx context.Context, connections []Querier, definitions []*Definition, opts Options) error {
	var closer []*Definition
	for _, def := range definitions {
		if len(def.Splits()) > 0 || def.Distribution != nil {
			closer = append(closer, def)
		}
	}
	err := inTurns(ctx, connections, closer, opts, func(ctx context.Context, q Querier) (worker, error) {
		return newLooker(ctx, q, closer)
	})
	if err != nil || len(connections) == 0 {
		return err
	}
	return fillHeaping(ctx, connections[0], closer)
}

// Splits are the breakdowns beside teams that a page shows: who the children are and, where the sources tell it,
// what their placement, plan or need is. Staff and money are split by none of them, and nothing is by which a
// population is not split too.
func (d *Definition) Splits() []Breakdown {
	if d.aboutWorkers() || d.Money() || d.Unit == perTenThousand {
		return nil
	}
	splits := []Breakdown{Sex, Age, Ethnicity}
	for _, b := range []Breakdown{LegalStatus, Placement, Need, Abuse} {
		if slices.ContainsFunc(d.Sources, func(s Source) bool { return slices.Contains(splitTables[b], s.Table) }) {
			splits = append(splits, b)
		}
	}
	return splits
}

// splitTables are the tables of returns that make the children of an indicator such as the breakdown is about.
var splitTables = map[Breakdown][]string{
	LegalStatus: {"episodes", "legal_status"},
	Placement:   {"episodes", "cla_placement"},
	Need: {
		"episodes", "cin_details", "cin_episodes", "referrals", "assessment", "assessments", "cin_assessments",
		"section47", "s47_enquiry", "section47_enquiries", "protection_plan", "cp_plans", "protection_plans",
	},
	Abuse: {"protection_plan", "cp_plans", "protection_plans"},
}

// looker looks closer on one connection.
type looker struct {
	*computer
}

func newLooker(ctx context.Context, q Querier, definitions []*Definition) (*looker, error) {
	var ends []string
	var splits []Breakdown
	for _, def := range definitions {
		last := def.Editions[len(def.Editions)-1].To
		if last == "" {
			last = "9999-12-31"
		}
		ends = append(ends, fmt.Sprintf("(%s, %s)", quoted(def.ID), quoted(last)))
		for _, b := range def.Splits() {
			if !slices.Contains(splits, b) {
				splits = append(splits, b)
			}
		}
	}
	statements := []string{
		"create or replace temp table rule_end (indicator varchar, last_day date)",
		"create or replace temp table closer_value as select * from indicators.value limit 0",
	}
	if len(ends) > 0 {
		statements = append(statements, "insert into rule_end values "+strings.Join(ends, ", "))
	}
	if _, err := q.ExecContext(ctx, strings.Join(append(statements, newestQuery), ";\n")); err != nil {
		return nil, fmt.Errorf("newest periods: %w", err)
	}
	c, err := newComputer(ctx, q, "temp.closer_value", splits)
	if err != nil {
		return nil, err
	}
	c.keep = withDurations
	return &looker{c}, nil
}

func (l *looker) do(ctx context.Context, def *Definition) error {
	spans, err := l.spans(ctx, def)
	if err != nil || len(spans) == 0 {
		return err
	}
	if err := l.ask(ctx, spans); err != nil {
		return err
	}
	l.by = def.Splits()
	returned, err := runQuery(ctx, l.q, def, l.by, l.keep)
	if err != nil {
		return err
	}
	if len(l.by) > 0 {
		if err := l.sum(ctx, def, returned); err != nil {
			return err
		}
	}
	if def.Distribution == nil {
		return nil
	}
	return l.distribute(ctx, def)
}

// spans are the periods that the indicator's pages open with, of all authorities, and those a year before.
func (l *looker) spans(ctx context.Context, def *Definition) (spans []Span, err error) {
	rows, err := l.q.QueryContext(ctx, `
		select distinct period, period_start, period_end from newest where indicator = ? order by period, period_end`, def.ID)
	if err != nil {
		return nil, fmt.Errorf("newest periods of %s: %w", def.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var kind string
		var start, end time.Time
		if err := rows.Scan(&kind, &start, &end); err != nil {
			return nil, err
		}
		spans = append(spans, Span{Kind: PeriodKind(kind), Start: start, End: end})
	}
	return spans, rows.Err()
}

// distribute counts the cases of indicator_case by the days that they took. A case that is not counted and whose
// days are known is left out by the rules, and here too.
func (l *looker) distribute(ctx context.Context, def *Definition) error {
	within := map[Window]string{
		Flow:     "cases.occurred_on between newest.period_start and newest.period_end",
		Snapshot: "cases.as_at = newest.period_end",
		Spanning: "cases.period = newest.period and cases.period_end = newest.period_end",
	}[def.Window]
	_, err := l.q.ExecContext(ctx, `
		insert into indicators.distribution
		select $1, newest.area_code, newest.period, newest.period_start, newest.period_end,
			case
				when cases.unfinished then 'unfinished'
				when cases.duration is null then 'unknown'
				else 'timed'
			end as state,
			case when state = 'timed' then cases.duration end as amount,
			count(*)
		from indicator_case as cases
		inner join newest
			on newest.indicator = $1
			and newest.area_code = cases.area_code
			and `+within+`
		where cases.denominator <> 0
			or cases.unfinished
			or (cases.duration is null and cases.not_recorded is not null)
		group by all`, def.ID)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("distribution of %s: %w", def.ID, err)
	}
	return errors.Join(ctx.Err(), err)
}

// finish stores the groups of the authorities whose page opens with the period; whole figures are stored already.
func (l *looker) finish(ctx context.Context) error {
	if err := l.computer.finish(ctx); err != nil {
		return err
	}
	_, err := l.q.ExecContext(ctx, `
		insert into indicators.value
		select value.*
		from temp.closer_value as value
		semi join newest
			on newest.indicator = value.indicator
			and newest.area_code = value.area_code
			and newest.period = value.period
			and newest.period_end = value.period_end
		where value.breakdown <> 'none'`)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("groups of the newest periods: %w", err)
	}
	return errors.Join(ctx.Err(), err)
}
