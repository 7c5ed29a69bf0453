package benchmarks

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
)

var (
	//go:embed methods/load_stated.sql
	loadStatedSQL string
	//go:embed methods/load_stated_faults.sql
	loadStatedFaultsSQL string
)

// loadStated adds a list of stated comparators. Several values for one comparator and year are
// kept; the first is used and the others are noted beside it. Where the source prints no number, the
// column says may hold how it puts our figure: met or not met.
func loadStated(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	count, err := receive(ctx, q, src)
	if err != nil {
		return err
	}
	optional := func(column string) string {
		if len(missing([]string{column}, src.header)) > 0 {
			return "null::varchar"
		}
		return `"` + column + `"`
	}
	if err := firstFault(ctx, q, src, fmt.Sprintf(loadStatedFaultsSQL, optional("says"))); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, fmt.Sprintf(loadStatedSQL, optional("says"), optional("note"), optional("not_comparable")), id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	rows, err := q.QueryContext(ctx, "select row_number, years from benchmarks.stated where file_id = ? order by row_number", id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	defer rows.Close()
	for rows.Next() {
		var row int64
		var years string
		if err := rows.Scan(&row, &years); err != nil {
			return err
		}
		if _, err := parseLabel(years); err != nil {
			return &FileError{File: filepath.Base(src.path), Row: src.line(row), Column: "years", Err: err}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	file.Rows = count
	return q.QueryRowContext(ctx, `
		select count(distinct measure), min(years), max(years)
		from benchmarks.stated
		where file_id = ?`, id).Scan(&file.Measures, &file.FirstYear, &file.LastYear)
}
