package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Holding is one file that the tables were loaded from. Measures, Areas and the years count what the
// file holds, whether or not another file holds it too; they are 0 and "" where a kind has none.
type Holding struct {
	Kind       Kind
	File       string
	Vintage    string // year of the neighbour model, latest year of values
	Rows       int64  // records of the file
	Measures   int64
	Areas      int64
	FirstYear  string // first label
	LastYear   string
	SHA256     string
	Release    Release
	Superseded int64  // figures of it that a newer release has taken the place of
	Doubtful   string // measures that changed their unit, with the labels that are compared with nothing

	id int
}

// Age is the number of whole months from the end of the file's latest year to a day, 0 when that is still to
// come; false where a file has no year. A label of one year is taken to end on 31 March, as the Department's
// reporting years do; one of several years ends on 31 March of the last.
func (h Holding) Age(on time.Time) (int, bool) {
	read, err := parseLabel(h.LastYear)
	if err != nil {
		return 0, false
	}
	end := time.Date(read.Last, time.March, 31, 0, 0, 0, 0, time.UTC)
	if day, err := time.Parse(time.DateOnly, read.EndsOn); err == nil {
		end = day
	}
	// The day after the end, so that whole months are counted alike whatever the length of the last one.
	end = end.AddDate(0, 0, 1)
	on = time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, 1)
	months := 12*(on.Year()-end.Year()) + int(on.Month()) - int(end.Month())
	if on.Day() < end.Day() {
		months--
	}
	return max(months, 0), true
}

// Holdings lists the files held, in the order of their names.
func Holdings(ctx context.Context, q Querier) ([]Holding, error) {
	rows, err := q.QueryContext(ctx, `
		with
		given_way as (
			select file_id, count(*) as figures from benchmarks.superseded group by file_id
		),
		doubted_labels as (
			select doubtful.measure, string_agg(doubtful.years, ', ' order by doubtful.years) as labels
			from benchmarks.doubtful
			group by doubtful.measure
		),
		doubted_files as (
			select distinct published.file_id, published.measure
			from benchmarks.published
			semi join benchmarks.doubtful using (measure, years)
		),
		doubted as (
			select file_id, string_agg(measure || ' (' || labels || ')', '; ' order by measure) as measures
			from doubted_files
			inner join doubted_labels using (measure)
			group by file_id
		)
		select kind, file, coalesce(vintage, ''), rows, file.measures, areas, coalesce(first_year, ''), coalesce(last_year, ''), sha256,
			published_on, coalesce(release, ''), coalesce(given_way.figures, 0), coalesce(doubted.measures, ''), file_id
		from benchmarks.file
		left join given_way using (file_id)
		left join doubted using (file_id)
		order by file_id`)
	if err != nil {
		return nil, fmt.Errorf("list comparator files: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, h *Holding) error {
		var day sql.NullTime
		err := rows.Scan(&h.Kind, &h.File, &h.Vintage, &h.Rows, &h.Measures, &h.Areas, &h.FirstYear, &h.LastYear, &h.SHA256,
			&day, &h.Release.Name, &h.Superseded, &h.Doubtful, &h.id)
		h.Release.PublishedOn = day.Time
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list comparator files: %w", err)
	}
	return out, nil
}
