package benchmarks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
)

// faultLimit is how many faults of one file are named; the rest are counted.
const faultLimit = 20

// faults gathers what is wrong in a file, place by place, so that it can be mended in one go.
type faults struct {
	path  string
	named []error
	more  int
}

func (f *faults) add(row int64, column, wanted string, args ...any) {
	if len(f.named) >= faultLimit {
		f.more++
		return
	}
	f.named = append(f.named, &FileError{
		File: filepath.Base(f.path), Row: row, Column: column, Err: fmt.Errorf(wanted, args...),
	})
}

// once adds a fault of the heading, which every record would meet again.
func (f *faults) once(column, wanted string) {
	for _, fault := range f.named {
		if known := (*FileError)(nil); errors.As(fault, &known) && known.Row == 1 && known.Column == column {
			return
		}
	}
	f.add(1, column, "%s", wanted)
}

// err joins the faults; nil when there are none.
func (f *faults) err() error {
	if f.more > 0 {
		return errors.Join(append(f.named, fileFault(f.path, "%d faults more", f.more))...)
	}
	return errors.Join(f.named...)
}

// everyFault runs a query that returns row, column and what was wanted of bad records, in their order.
func everyFault(ctx context.Context, q Querier, src *source, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	bad, err := scanAll(rows, func(rows *sql.Rows, into *rowFault) error {
		return rows.Scan(&into.row, &into.column, &into.wanted)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	found := &faults{path: src.path}
	for _, one := range bad {
		found.add(src.line(one.row), one.column, "%s", one.wanted)
	}
	return found.err()
}
