package etl

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sightline/etl/warehouse"
)

// account writes audit.reject and audit.file and asserts that every record is accounted for.
func (l *loader) account(ctx context.Context) error {
	err := l.exec(ctx, "write audit.reject", `
insert into audit.reject (source_file, table_name, source_row, column_name, kind, wanted, severity)
select load_file.source_file, load_file.table_name, found.source_row, coalesce(load_header.spelled, found.column_name), found.kind, found.wanted, found.severity
from load_fault as found
inner join load_file using (file_id)
left join load_header
    on load_header.file_id = found.file_id and load_header.column_name = found.column_name
order by found.file_id, found.source_row, load_header.column_no nulls first, found.kind, found.wanted`)
	if err != nil {
		return err
	}
	loaded, err := l.countByFile(ctx, l.typedCounts())
	if err != nil {
		return err
	}
	rejected, err := l.countByFile(ctx, "select file_id, count(distinct source_row) from load_fault where severity = 'row' group by file_id")
	if err != nil {
		return err
	}
	var tuples []string
	for _, file := range l.files {
		if err := l.accountFile(file, loaded[file.id], rejected[file.id]); err != nil {
			return err
		}
		tuples = append(tuples, file.tuple())
	}
	if err := l.insert(ctx, "audit.file (file_id, kind, table_name, source_file, sha256, area_code, collection_year, read, loaded, rejected, superseded_by)", tuples); err != nil {
		return err
	}
	for _, fault := range l.report.FileFaults {
		err := l.exec(ctx, "write audit.reject", `
insert into audit.reject (source_file, source_row, column_name, kind, wanted, severity)
values (?, ?, nullif(?, ''), ?, ?, 'row')`, fault.File, fault.Row, fault.Column, fault.Kind, fault.Wanted)
		if err != nil {
			return err
		}
	}
	return nil
}

// typedCounts is the query for how many records of each file are fit for core.
func (l *loader) typedCounts() string {
	query := "select 0 as file_id, 0 as records where false"
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			if _, ok := l.tables[tbl.rawName()]; ok {
				query += fmt.Sprintf(" union all select file_id, count(*) from %s group by file_id", tbl.typedName())
			}
		}
	}
	return query
}

func (l *loader) countByFile(ctx context.Context, query string) (counts map[int]int64, err error) {
	rows, err := l.conn.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("count records: %w", withoutValues(ctx, err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	counts = map[int]int64{}
	for rows.Next() {
		var id int
		var count int64
		if err := rows.Scan(&id, &count); err != nil {
			return nil, err
		}
		counts[id] = count
	}
	return counts, rows.Err()
}

func (l *loader) accountFile(file *inputFile, loaded, rejected int64) error {
	r := FileReport{Extract: file.extract, Kind: file.src.Kind, Table: "unrecognised", File: file.name, AreaCode: file.area, Year: file.year, Read: file.read}
	if file.survey != nil {
		r.SHA256 = file.survey.sha256
	}
	if file.layout != nil {
		r.Table = file.layout.table.Name
	}
	r.Loaded, r.Rejected = loaded, rejected
	if file.copyOf != nil {
		r.Loaded, r.Rejected, r.SupersededBy = file.read, 0, file.copyOf.name
	}
	if file.later != nil {
		r.SupersededBy = file.later.name
	}
	if r.Read != r.Loaded+r.Rejected {
		return fmt.Errorf("account for %s: %d records read, %d loaded and %d rejected", r.File, r.Read, r.Loaded, r.Rejected)
	}
	file.report = r
	l.report.Files = append(l.report.Files, r)
	l.report.Read += r.Read
	l.report.Loaded += r.Loaded
	l.report.Rejected += r.Rejected
	return nil
}

// tuple is the file's row of audit.file.
func (f *inputFile) tuple() string {
	r := f.report
	return fmt.Sprintf("(%d, %s, %s, %s, %s, nullif(%s, ''), nullif(%d, 0), %d, %d, %d, nullif(%s, ''))", f.id, warehouse.Quote(r.Kind),
		warehouse.Quote(r.Table), warehouse.Quote(r.File), warehouse.Quote(r.SHA256), warehouse.Quote(r.AreaCode), r.Year, r.Read, r.Loaded,
		r.Rejected, warehouse.Quote(r.SupersededBy))
}

// writeRejectFiles writes <file>.rejects.csv beside each file with faults and removes stale ones. A
// folder that cannot be written is worth a warning, not a failure: the extracts may lie on a share
// that is read-only.
func (l *loader) writeRejectFiles(ctx context.Context) {
	counts, err := l.countByFile(ctx, "select file_id, count(*) from load_fault group by file_id")
	if err != nil {
		l.Log.WarnContext(ctx, "reject files not written", slog.Any("cause", err))
		return
	}
	var paths []string
	faulty := map[string][]int{} // tables with faults, by reject file
	for _, file := range l.files {
		if !slices.Contains(paths, file.rejects) {
			paths = append(paths, file.rejects)
		}
		if counts[file.id] > 0 {
			faulty[file.rejects] = append(faulty[file.rejects], file.id)
		}
	}
	for _, path := range paths {
		if len(faulty[path]) == 0 {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				l.Log.WarnContext(ctx, "stale reject file not removed", slog.String("file", l.relative(path)))
			}
			continue
		}
		if err := l.writeRejectFile(ctx, faulty[path], path); err != nil {
			l.Log.WarnContext(ctx, "reject file not written", slog.String("file", l.relative(path)), slog.Any("cause", err))
			continue
		}
		l.report.RejectFiles = append(l.report.RejectFiles, path)
	}
}

func (l *loader) writeRejectFile(ctx context.Context, ids []int, path string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil { // of a query there is no extract to stand beside
		return err
	}
	out, err := os.CreateTemp(filepath.Dir(path), ".rejects-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(out.Name()))
		}
	}()
	if err := errors.Join(l.copyFaults(ctx, ids, csv.NewWriter(out)), out.Close()); err != nil {
		return err
	}
	return os.Rename(out.Name(), path)
}

// copyFaults writes the faults of the tables of one file. Of a document it gives the line on which
// the record begins.
func (l *loader) copyFaults(ctx context.Context, ids []int, out *csv.Writer) error {
	if err := out.Write([]string{"row", "column", "kind", "wanted", "value", "table", "line"}); err != nil {
		return err
	}
	for _, id := range ids {
		if err := l.copyFaultsOf(ctx, l.files[id-1], out); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (l *loader) copyFaultsOf(ctx context.Context, file *inputFile, out *csv.Writer) (err error) {
	tbl := file.layout.table
	line, join := "''", ""
	if tbl.nested {
		line = "coalesce(raw.source_line::varchar, '')"
		join = fmt.Sprintf("left join %s as raw\n    on raw.file_id = found.file_id and raw.source_row = found.source_row", tbl.rawName())
	}
	rows, err := l.conn.QueryContext(ctx, fmt.Sprintf(`
select found.source_row, coalesce(load_header.spelled, ''), found.kind, found.wanted, coalesce(found.received, ''), %s
from load_fault as found
left join load_header
    on load_header.file_id = found.file_id and load_header.column_name = found.column_name
%s
where found.file_id = ?
order by found.source_row, load_header.column_no nulls first, found.kind, found.wanted`, line, join), file.id)
	if err != nil {
		return withoutValues(ctx, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row int64
		var column, kind, wanted, value, line string
		if err := rows.Scan(&row, &column, &kind, &wanted, &value, &line); err != nil {
			return err
		}
		if err := out.Write([]string{strconv.FormatInt(row, 10), column, kind, wanted, value, tbl.Name, line}); err != nil {
			return err
		}
	}
	return rows.Err()
}

// gate refuses the entries of which too large a share was rejected.
func (l *loader) gate(ctx context.Context, extracts []Extract) error {
	var refused []error
	// Rows that are no records, like a report's totals, are no sign of a bad file.
	leftOut, err := l.countByFile(ctx, l.leftOut())
	if err != nil {
		return err
	}
	for i, e := range extracts {
		r := &RefusedError{Label: e.Label, Limit: defaultRejectShare}
		for _, file := range l.files {
			if file.extract == i {
				r.Read += file.report.Read - leftOut[file.id]
				r.Rejected += file.report.Rejected - leftOut[file.id]
			}
		}
		switch {
		case e.MaxRejectShare != nil:
			r.Limit = *e.MaxRejectShare
		case l.ShareConfigured:
			r.Limit = l.MaxRejectShare
		case r.Read < smallEntry:
			r.Limit = smallRejectShare
		}
		if r.Read == 0 || r.Share() <= r.Limit {
			continue
		}
		causes, err := l.causes(ctx, i)
		if err != nil {
			return err
		}
		r.Causes = causes
		refused = append(refused, r)
	}
	return errors.Join(refused...)
}

// leftOut is the query for how many rows of each file are no records.
func (l *loader) leftOut() string {
	kinds := []string{"''"}
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			for _, r := range tbl.LeaveOut {
				kinds = append(kinds, warehouse.Quote(src.Kind+" "+tbl.Name+" "+r.Kind))
			}
		}
	}
	return `
select load_fault.file_id, count(distinct load_fault.source_row)
from load_fault
inner join load_file using (file_id)
where load_file.kind || ' ' || load_file.table_name || ' ' || load_fault.kind in (` + strings.Join(kinds, ", ") + `)
group by load_fault.file_id`
}

func (l *loader) causes(ctx context.Context, extract int) (causes []Cause, err error) {
	rows, err := l.conn.QueryContext(ctx, `
select load_file.table_name, coalesce(found.column_name, ''), found.kind, found.wanted, count(*) as faults
from load_fault as found
inner join load_file using (file_id)
where load_file.extract_no = ? and found.severity = 'row'
group by all
order by faults desc, load_file.table_name, coalesce(found.column_name, ''), found.kind, found.wanted
limit 3`, extract)
	if err != nil {
		return nil, fmt.Errorf("count causes: %w", withoutValues(ctx, err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c Cause
		if err := rows.Scan(&c.Table, &c.Column, &c.Kind, &c.Wanted, &c.Rows); err != nil {
			return nil, err
		}
		causes = append(causes, c)
	}
	return causes, rows.Err()
}

// readNotices brings audit.notice into the report. A notice has a row for each record, or one for the
// file with the number of records at the beginning of its message.
func (l *loader) readNotices(ctx context.Context) (err error) {
	rows, err := l.conn.QueryContext(ctx, `
select
    coalesce(source_file, '') as file,
    coalesce(column_name, '') as column_name,
    rule,
    message,
    count(source_row) + coalesce(sum(try_cast(nullif(regexp_extract(message, '^([0-9]+) rows', 1), '') as bigint))
        filter (source_row is null), 0)::bigint as records
from audit.notice
group by all
order by all`)
	if err != nil {
		return fmt.Errorf("read notices: %w", withoutValues(ctx, err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n Notice
		if err := rows.Scan(&n.File, &n.Column, &n.Rule, &n.Message, &n.Rows); err != nil {
			return fmt.Errorf("read notices: %w", err)
		}
		l.report.Notices = append(l.report.Notices, n)
	}
	return rows.Err()
}
