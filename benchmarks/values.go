package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

var (
	//go:embed methods/load_values.sql
	loadValuesSQL string
	//go:embed methods/load_values_faults.sql
	loadValuesFaultsSQL string
	//go:embed methods/load_values_twins.sql
	loadValuesTwinsSQL string
	//go:embed methods/load_dictionary.sql
	loadDictionarySQL string
	//go:embed methods/load_dictionary_faults.sql
	loadDictionaryFaultsSQL string
)

// received is the table expression of a file's records, all columns text, with their number from 1
// in row_number.
func (s *source) received() string {
	if s.parquet {
		var columns []string
		for _, name := range valueColumns {
			columns = append(columns, quoteName(name)+"::varchar as "+quoteName(name))
		}
		return fmt.Sprintf("select file_row_number + 1 as row_number, %s from read_parquet(%s, file_row_number = true)",
			strings.Join(columns, ", "), quote(s.path))
	}
	var columns []string
	for i, name := range s.header {
		if name == "" {
			name = "unnamed " + strconv.Itoa(i+1)
		}
		columns = append(columns, quote(name)+": 'varchar'")
	}
	return fmt.Sprintf(`select row_number() over () as row_number, * from read_csv(%s, auto_detect = false, header = true,
		delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {%s})`,
		quote(s.text), strings.Join(columns, ", "))
}

func quote(s string) string     { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// receive copies a file's records into the temporary table received and counts them against the
// number Go has read, so that a record the two readers part differently is not lost.
func receive(ctx context.Context, q Querier, src *source) (int64, error) {
	if _, err := q.ExecContext(ctx, "create or replace temporary table received as "+src.received()); err != nil {
		if src.parquet {
			return 0, parquetFault(ctx, src.path, err)
		}
		if ctx.Err() != nil {
			return 0, err
		}
		return 0, fileFault(src.path, "the text cannot be taken apart into fields: save it again as CSV UTF-8")
	}
	var count int64
	if err := q.QueryRowContext(ctx, "select count(*) from received").Scan(&count); err != nil {
		return 0, err
	}
	if count == 0 {
		return 0, fileFault(src.path, "there are no records: want at least one")
	}
	if !src.parquet && count != src.records {
		return 0, fileFault(src.path, "%d records were read and %d loaded: save it again as CSV UTF-8, line ends alike throughout", src.records, count)
	}
	return count, nil
}

// loadValues adds a LAIT long table. Missing marks are '-', 'c', '..' and nothing, as LAIT cleans
// them; rows without a year are dropped, as LAIT does.
func loadValues(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	if _, err := receive(ctx, q, src); err != nil {
		return err
	}
	if err := firstFault(ctx, q, src, loadValuesFaultsSQL); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, loadValuesSQL); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if err := twinFault(ctx, q, src); err != nil {
		return err
	}
	if err := claimCells(ctx, q, src, file, id); err != nil {
		return err
	}
	if file.Rows == 0 {
		return fileFault(src.path, "there is no record with a year: want at least one")
	}
	return nil
}

// twinFault looks for records of one figure that differ; published tables have one each.
func twinFault(ctx context.Context, q Querier, src *source) error {
	var twins bool
	err := q.QueryRowContext(ctx, `
		select (select count(*) from received where "Years" is not null) > (select count(*) from incoming)`).Scan(&twins)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	if !twins {
		return nil
	}
	return firstFault(ctx, q, src, loadValuesTwinsSQL)
}

// loadDictionary adds a LAIT data dictionary, cleaned as LAIT cleans it: discontinued measures are
// dropped, ids trimmed, NA decimals are 1.
func loadDictionary(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	count, err := receive(ctx, q, src)
	if err != nil {
		return err
	}
	if err := firstFault(ctx, q, src, loadDictionaryFaultsSQL); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, loadDictionarySQL, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	file.Rows = count
	err = q.QueryRowContext(ctx, "select count(distinct measure) from benchmarks.dictionary where file_id = ?", id).Scan(&file.Measures)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	var other, title string
	err = q.QueryRowContext(ctx, `
		select file.file, held.title
		from benchmarks.dictionary as held
		inner join benchmarks.dictionary as incoming using (title)
		inner join benchmarks.file on held.file_id = file.file_id
		inner join benchmarks.file as own on incoming.file_id = own.file_id
		where held.file_id <> $1 and incoming.file_id = $1
			and coalesce(file.published_on = own.published_on, true) -- else the later stands
			and (held.measure, held.polarity, held.decimals, held.banded)
				<> (incoming.measure, incoming.polarity, incoming.decimals, incoming.banded)
		order by incoming.row_number, held.file_id, held.row_number
		limit 1`, id).Scan(&other, &title)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	return fileFault(src.path, "the held file %s describes the measure titled %q with another id, polarity, number of decimals or banding: keep one edition of the two files, or say of each when it came out, and the later stands: sightline benchmarks import --published 2025-11-20 FILE", other, title)
}
