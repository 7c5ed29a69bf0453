package checks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"sightline/etl/example"
	"sightline/etl/warehouse"
)

// Moment is what a check may know of time.
type Moment struct {
	AsAt  time.Time // last day that figures cover: durations of what is open run to it
	Today time.Time // day of the run: what is dated after it lies in the future
}

// findingColumns are what every query returns.
var findingColumns = []string{"area_code", "person_id", "team_id", "since", "source_file", "source_row"}

// Run replaces audit.finding with what the checks find in core, and counts it. An error names the
// check that could not run and repeats no value of a record.
func Run(ctx context.Context, q warehouse.Querier, all []*Check, moment Moment) (summary *Summary, err error) {
	// The checks share temporary tables, and temporary tables are per connection.
	if pool, ok := q.(interface {
		Conn(ctx context.Context) (*sql.Conn, error)
	}); ok {
		conn, connErr := pool.Conn(ctx)
		if connErr != nil {
			return nil, fmt.Errorf("checks: %w", connErr)
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
		q = conn
	}
	if err := prepare(ctx, q, moment); err != nil {
		return nil, err
	}
	empty, err := emptyTables(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, check := range all {
		if check.readsOnly(empty) {
			continue
		}
		if err := check.run(ctx, q); err != nil {
			return nil, err
		}
	}
	if _, err := q.ExecContext(ctx, `drop table check_team; drop table moment`); err != nil {
		return nil, fmt.Errorf("checks: %w", withoutValues(ctx, err))
	}
	return summarise(ctx, q, all, moment.AsAt)
}

// emptyTables lists the core tables without a row: those of extracts that the authority has not got.
func emptyTables(ctx context.Context, q warehouse.Querier) (_ map[string]bool, err error) {
	rows, err := q.QueryContext(ctx, `
		select 'core.' || table_name
		from duckdb_tables()
		where schema_name = 'core' and estimated_size = 0
		order by table_name`)
	if err != nil {
		return nil, fmt.Errorf("checks: %w", withoutValues(ctx, err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	empty := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("checks: %w", err)
		}
		empty[name] = true
	}
	return empty, rows.Err()
}

// readsOnly tells whether each table that the check reads is among those given, the calendar apart,
// of which nothing is wrong by itself.
func (c *Check) readsOnly(tables map[string]bool) bool {
	return !slices.ContainsFunc(c.Tables, func(name string) bool { return name != "core.calendar" && !tables[name] })
}

// prepare sets the moment, and the team of each child: of an open allocation before an ended one, of
// a list of children or a case record where no allocation names one.
func prepare(ctx context.Context, q warehouse.Querier, moment Moment) error {
	if err := setMoment(ctx, q, moment); err != nil {
		return err
	}
	_, err := q.ExecContext(ctx, `
		delete from audit.finding;

		create or replace temp table check_team as
		with
		mentions as (
			select area_code, child_id, team_id, 3 as weight, started_on as told_on, ended_on
			from core.allocation
			union all
			select area_code, child_id, team_id, 2, started_on, ended_on
			from core.protection_plan
			union all
			select area_code, child_id, team_id, 2, started_on, ended_on
			from core.looked_after_list
			union all
			select area_code, child_id, team_id, 1, referred_on, closed_on
			from core.referral
		)

		select
			area_code,
			child_id,
			arg_max(team_id, (ended_on is null, weight, told_on, team_id)) as team_id
		from mentions
		where team_id is not null and told_on is not null
		group by area_code, child_id`)
	if err != nil {
		return fmt.Errorf("checks: %w", withoutValues(ctx, err))
	}
	return nil
}

func setMoment(ctx context.Context, q warehouse.Querier, moment Moment) error {
	if moment.AsAt.IsZero() {
		return errors.New("checks: want the day that figures cover last")
	}
	today := moment.Today
	if today.IsZero() {
		today = moment.AsAt
	}
	_, err := q.ExecContext(ctx, fmt.Sprintf(`create or replace temp table moment as select date %s as as_at, date %s as today`,
		warehouse.Quote(moment.AsAt.Format(time.DateOnly)), warehouse.Quote(today.Format(time.DateOnly))))
	if err != nil {
		return fmt.Errorf("checks: %w", withoutValues(ctx, err))
	}
	return nil
}

// run adds a check's findings. The file follows the first words on their line, so that line numbers
// of a message are the file's.
func (c *Check) run(ctx context.Context, q warehouse.Querier) error {
	team, join := "found.team_id", ""
	if c.About == Child {
		team = "coalesce(found.team_id, check_team.team_id)"
		join = "left join check_team on check_team.area_code = found.area_code and check_team.child_id = found.person_id"
	}
	statement := fmt.Sprintf(`insert into audit.finding (check_id, severity, %s) with found as (%s
		)
		select distinct %s, %s, found.area_code, found.person_id, cast(%s as varchar), cast(found.since as date), found.source_file, found.source_row
		from (select area_code, cast(person_id as varchar) as person_id, cast(team_id as varchar) as team_id, since, source_file, source_row from found) as found
		%s
		order by all`,
		strings.Join(findingColumns, ", "), c.Query, warehouse.Quote(c.ID), warehouse.Quote(string(c.Severity)), team, join)
	if _, err := q.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("check %s: %w", c.ID, withoutValues(ctx, err))
	}
	return nil
}

// derived are the core tables that follow from others.
var derived = []string{
	"core.care_period", "core.placement", "core.placement_episode", "core.looked_after", "core.gross_expenditure",
}

// RunExample runs one example in a transaction of conn that is rolled back. The warehouse must hold
// core.calendar and otherwise empty core tables. derive fills the derived core tables from the given
// ones. A nil error means that the query returned exactly what is wanted.
func RunExample(ctx context.Context, conn *sql.Conn, check *Check, one example.Example,
	derive func(context.Context, warehouse.Querier) error,
) error {
	err := example.InTransaction(ctx, conn, func(tx *sql.Tx) error {
		if err := example.Fill(ctx, tx, one.Given); err != nil {
			return err
		}
		if slices.ContainsFunc(check.Tables, func(table string) bool { return slices.Contains(derived, table) }) {
			if err := derive(ctx, tx); err != nil {
				return err
			}
		}
		moment, err := exampleMoment(one)
		if err != nil {
			return err
		}
		if err := setMoment(ctx, tx, moment); err != nil {
			return err
		}
		want := one.Wants["want"]
		got, err := check.found(ctx, tx, want.Columns)
		if err != nil {
			return err
		}
		return example.Compare(got, want)
	})
	if err != nil {
		return &example.Fault{File: check.File, Line: one.Line, Err: fmt.Errorf("example %q: %w", one.Sentence, err)}
	}
	return nil
}

func exampleMoment(one example.Example) (moment Moment, err error) {
	if moment.AsAt, err = time.Parse(time.DateOnly, one.Options["at"]); err != nil {
		return moment, fmt.Errorf("at: want YYYY-MM-DD: %w", err)
	}
	moment.Today = moment.AsAt
	if today := one.Options["today"]; today != "" {
		if moment.Today, err = time.Parse(time.DateOnly, today); err != nil {
			return moment, fmt.Errorf("today: want YYYY-MM-DD: %w", err)
		}
	}
	return moment, nil
}

// found reads what the query of an example returns, as text.
func (c *Check) found(ctx context.Context, q warehouse.Querier, columns []string) (out [][]string, err error) {
	cells := make([]string, len(columns))
	for i, column := range columns {
		switch {
		case !slices.Contains(findingColumns, column):
			return nil, fmt.Errorf("want: unknown column %s: want some of %s", column, strings.Join(findingColumns, ", "))
		case column == "since":
			cells[i] = "coalesce(cast(cast(since as date) as varchar), '')"
		default:
			cells[i] = "coalesce(cast(" + column + " as varchar), '')"
		}
	}
	rows, err := q.QueryContext(ctx, "with found as ("+c.Query+"\n) select distinct "+strings.Join(cells, ", ")+" from found")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		row := make([]string, len(columns))
		into := make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

// safeError matches messages that are about the statement and not about the data.
var safeError = regexp.MustCompile(`^(Binder|Parser|Catalog|Syntax|Out of Memory) Error`)

// withoutValues keeps of a database error what cannot repeat a value of a record.
func withoutValues(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if safeError.MatchString(err.Error()) {
		return err
	}
	class, _, found := strings.Cut(err.Error(), ":")
	if !found || !strings.HasSuffix(class, "Error") {
		class = "error"
	}
	return fmt.Errorf("the database gave up (%s)", class)
}
