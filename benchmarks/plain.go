package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

var (
	//go:embed methods/load_plain.sql
	loadPlainSQL string
	//go:embed methods/load_plain_faults.sql
	loadPlainFaultsSQL string
	//go:embed methods/load_plain_described.sql
	loadPlainDescribedSQL string
)

// The columns of a plain list for local or regional benchmarking: a row per measure, area and time.
var (
	plainColumns  = []string{"measure", "area_code", "value"}
	plainTimes    = []string{"years", "period_end"} // one of the two
	plainOptional = []string{
		"area_name", "numerator", "denominator", "symbol", "title", "polarity", "unit", "decimals", "source",
	}
)

// loadPlain adds a plain list. A measure that bears the id of one of our indicators is set against it.
func loadPlain(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	times, err := plainHeading(src)
	if err != nil {
		return err
	}
	if _, err := receive(ctx, q, src); err != nil {
		return err
	}
	for _, column := range append(slices.Clone(plainOptional), plainTimes...) {
		if slices.Contains(src.header, column) {
			continue
		}
		if _, err := q.ExecContext(ctx, `alter table received add column "`+column+`" varchar`); err != nil {
			return fmt.Errorf("%s: %w", file.File, err)
		}
	}
	if err := fillPlaces(ctx, q); err != nil {
		return err
	}
	if err := everyFault(ctx, q, src, loadPlainFaultsSQL, times); err != nil {
		return err
	}
	if err := plainLabels(ctx, q, src); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, loadPlainSQL); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if err := claimCells(ctx, q, src, file, id); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, loadPlainDescribedSQL, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	return nil
}

// plainHeading refuses columns that would be passed over, as a misspelt one, and returns the one that says
// when.
func plainHeading(src *source) (string, error) {
	found := &faults{path: src.path}
	known := slices.Concat(plainColumns, plainTimes, plainOptional)
	for i, name := range src.header {
		if !slices.Contains(known, name) {
			column := name
			if strings.TrimSpace(name) == "" {
				column = columnName(i)
			}
			found.add(1, column, "the list has no such column: want %s", strings.Join(known, ", "))
		}
	}
	absent := missing(plainTimes, src.header)
	switch len(absent) {
	case 0:
		found.add(1, plainTimes[1], "there is a column %s too: want one of the two", plainTimes[0])
	case len(plainTimes):
		found.add(1, "", "want a column %s or %s", plainTimes[0], plainTimes[1])
	case 1:
		at := slices.IndexFunc(plainTimes, func(name string) bool { return name != absent[0] })
		return plainTimes[at], found.err()
	}
	return "", found.err()
}

// plainLabels refuses labels that are no years.
func plainLabels(ctx context.Context, q Querier, src *source) error {
	rows, err := q.QueryContext(ctx, `
		select min(row_number), trim("years")
		from received
		where trim("years") <> ''
		group by trim("years")
		order by min(row_number)`)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	type labelled struct {
		row  int64
		text string
	}
	labels, err := scanAll(rows, func(rows *sql.Rows, into *labelled) error { return rows.Scan(&into.row, &into.text) })
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	found := &faults{path: src.path}
	for _, one := range labels {
		if _, err := parseLabel(one.text); err != nil {
			found.add(src.line(one.row), "years", "%w", err)
		}
	}
	return found.err()
}
