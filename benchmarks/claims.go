package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"path/filepath"
)

var (
	//go:embed methods/standing.sql
	standingSQL string
	//go:embed methods/standing_conflicts.sql
	standingConflictsSQL string
	//go:embed methods/settle.sql
	settleSQL string
)

// claimTable holds the cells that a file gives and an earlier one gives too; held_measure the measures of
// which some file holds cells, so that the cells of others need not be looked for.
const claimTable = `
create or replace temporary table held_measure (measure varchar);
create or replace temporary table claim (
	measure varchar, area_code varchar, area_name varchar, area_level varchar, years varchar, year_number integer,
	value double, symbol varchar, shared boolean, file_id integer, row_number bigint, column_name varchar)`

// claimCells adds the cells in the temporary table incoming to those published, and fills file with what
// they count. incoming has one row per measure, years and area_code, with the columns of
// benchmarks.published other than file_id, the number of the record (row_number, from 1) and the column that
// it stands in (column_name). A cell that another file holds already waits in table claim for settle.
func claimCells(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	const columns = "measure, area_code, area_name, area_level, years, year_number, value, symbol, shared"
	fail := func(err error) error { return fmt.Errorf("%s: %w", filepath.Base(src.path), err) }
	var known bool
	if err := q.QueryRowContext(ctx, "select exists (from incoming semi join held_measure using (measure))").Scan(&known); err != nil {
		return fail(err)
	}
	unclaimed := ""
	if known {
		unclaimed = "anti join benchmarks.published using (measure, years, area_code)"
		if _, err := q.ExecContext(ctx, `
			insert into claim by name
			select `+columns+`, ?::integer as file_id, row_number, column_name
			from incoming
			semi join benchmarks.published using (measure, years, area_code)`, id); err != nil {
			return fail(err)
		}
	}
	if _, err := q.ExecContext(ctx, `
		insert into benchmarks.published by name
		select `+columns+`, ?::integer as file_id
		from incoming
		`+unclaimed+`
		order by row_number, column_name`, id); err != nil {
		return fail(err)
	}
	if _, err := q.ExecContext(ctx, "insert into held_measure select distinct measure from incoming"); err != nil {
		return fail(err)
	}
	err := q.QueryRowContext(ctx, `
		select
			count(*), coalesce(max(year_number), 0)::varchar, count(distinct measure), count(distinct area_code),
			coalesce(arg_min(years, (year_number, years)), ''), coalesce(arg_max(years, (year_number, years)), '')
		from incoming`).Scan(&file.Rows, &file.Vintage, &file.Measures, &file.Areas, &file.FirstYear, &file.LastYear)
	if err != nil {
		return fail(err)
	}
	return nil
}

// standings works out which file stands for each cell that several files hold, into the temporary table
// standing, and returns the faults of files that are level and disagree: of all files, or of those that
// concern one (only > 0).
func (l *loader) standings(ctx context.Context, only int) ([]error, error) {
	var contested bool
	if err := l.q.QueryRowContext(ctx, "select exists (from claim)").Scan(&contested); err != nil {
		return nil, fmt.Errorf("weigh releases: %w", err)
	}
	l.contested = contested
	if !contested {
		return nil, nil
	}
	if _, err := l.q.ExecContext(ctx, standingSQL); err != nil {
		return nil, fmt.Errorf("weigh releases: %w", err)
	}
	rows, err := l.q.QueryContext(ctx, standingConflictsSQL, only)
	if err != nil {
		return nil, fmt.Errorf("weigh releases: %w", err)
	}
	return scanAll(rows, func(rows *sql.Rows, into *error) error {
		var id int
		var row, figures int64
		var file, column, other, measure, area, years string
		if err := rows.Scan(&id, &file, &row, &column, &other, &measure, &area, &years, &figures); err != nil {
			return err
		}
		fault := &FileError{File: file, Column: column, Err: fmt.Errorf(
			"the held file %s gives another value for measure %s, area %s, year %s (and so for %s in all): "+
				"keep one of the two files, or say of each when it came out, and the later stands: "+
				"sightline benchmarks import --published 2025-11-20 --release Rev FILE",
			other, measure, area, years, count(int(figures), "figure"))}
		if src := l.sources[id]; src != nil && row > 0 {
			fault.Row = src.line(row)
		}
		*into = fault
		return nil
	})
}

// settle gives each cell to the file that stands.
func (l *loader) settle(ctx context.Context) error {
	if !l.contested {
		return nil
	}
	if _, err := l.q.ExecContext(ctx, settleSQL); err != nil {
		return fmt.Errorf("weigh releases: %w", err)
	}
	return nil
}
