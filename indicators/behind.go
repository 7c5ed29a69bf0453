package indicators

import (
	"context"
	"fmt"
	"slices"
)

// CasesBehind adds to the temporary table named what figures are made of: a row per case and span, with columns
// indicator, area_code, period, period_start, period_end, case_id, team (of breakdown team: empty where the case
// is in no team; null where it is not known, or was not asked for), numerator and denominator. The table is made
// when it is not there. Candidates that the rules leave out are in neither part and are left out here too.
//
// Case ids may be those of children or workers: the rows are for sums, and not for a page. q must be one
// connection, and may be of a warehouse opened read-only.
func CasesBehind(ctx context.Context, q Querier, def *Definition, spans []Span, table string, by ...Breakdown) error {
	if err := askFor(ctx, q, spans); err != nil {
		return err
	}
	if err := supplyStates(ctx, q, by, def.states()); err != nil {
		return err
	}
	if _, err := runQuery(ctx, q, def, by, wholeCase); err != nil {
		return err
	}
	team := "null::varchar"
	if slices.Contains(by, Team) {
		team = "cases." + Team.groupColumn()
	}
	within := map[Window]string{
		Flow:     "cases.occurred_on between period.period_start and period.period_end",
		Snapshot: "cases.as_at = period.period_end",
		Spanning: "cases.period = period.period and cases.period_end = period.period_end",
	}[def.Window]
	if _, err := q.ExecContext(ctx, `
		create temp table if not exists `+table+` (
			indicator varchar, area_code varchar, period varchar, period_start date, period_end date, case_id varchar,
			team varchar, numerator decimal(38, 9), denominator decimal(38, 9)
		)`); err != nil {
		return fmt.Errorf("cases behind %s: %w", def.ID, err)
	}
	if _, err := q.ExecContext(ctx, `
		insert into `+table+`
		select $1, cases.area_code, period.period, period.period_start, period.period_end, cases.case_id, `+team+`,
			cases.numerator, cases.denominator
		from indicator_case as cases
		inner join period on `+within+`
		where cases.numerator <> 0 or cases.denominator <> 0`, def.ID); err != nil {
		return fmt.Errorf("cases behind %s: %w", def.ID, err)
	}
	return nil
}
