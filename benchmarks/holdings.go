package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
)

// Holding is one file that the tables were loaded from. Measures, Areas and the years count what the
// file holds, whether or not another file holds it too; they are 0 and "" where a kind has none.
type Holding struct {
	Kind      Kind
	File      string
	Vintage   string // year of the neighbour model, latest year of values
	Rows      int64  // records of the file
	Measures  int64
	Areas     int64
	FirstYear string // first label
	LastYear  string
	SHA256    string
}

// Holdings lists the files held, in the order of their names.
func Holdings(ctx context.Context, q Querier) ([]Holding, error) {
	rows, err := q.QueryContext(ctx, `
		select kind, file, coalesce(vintage, ''), rows, measures, areas,
			coalesce(first_year, ''), coalesce(last_year, ''), sha256
		from benchmarks.file
		order by file_id`)
	if err != nil {
		return nil, fmt.Errorf("list comparator files: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, h *Holding) error {
		return rows.Scan(&h.Kind, &h.File, &h.Vintage, &h.Rows, &h.Measures, &h.Areas, &h.FirstYear, &h.LastYear, &h.SHA256)
	})
	if err != nil {
		return nil, fmt.Errorf("list comparator files: %w", err)
	}
	return out, nil
}
