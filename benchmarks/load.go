package benchmarks

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

var (
	//go:embed schema.sql
	schemaSQL string
	//go:embed methods/lait.sql
	laitSQL string
	//go:embed methods/measure.sql
	measureSQL string
	//go:embed methods/doubtful.sql
	doubtfulSQL string
)

// Querier is what the package needs of a database handle; *sql.DB, *sql.Conn and *sql.Tx satisfy it.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Held is what Load found: the files in the order of their names, and the names of those that are
// no published file that is known.
type Held struct {
	Files   []Holding
	Skipped []string
}

// Load replaces the content of schema benchmarks by the published files of dir, which it reads in
// the order of their names, without its folders. A missing folder holds nothing. Files of no known
// kind are skipped and logged. Of files that hold one figure the newer release stands, as far as
// releases.csv of dir and their years tell; what gives way is kept in benchmarks.superseded. A faulty file, or
// two files of which neither is the newer and that give one figure different values, is an error (the faults
// joined, each with its file), and the tables are then empty.
func Load(ctx context.Context, db *sql.DB, dir string, log *slog.Logger) (*Held, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	said, err := readReleases(dir)
	if err != nil {
		return nil, fmt.Errorf("load %w", err)
	}
	paths, err := filesOf(dir)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := ApplySchema(ctx, conn); err != nil {
		return nil, err
	}
	if err := empty(ctx, conn); err != nil {
		return nil, err
	}
	l := &loader{q: conn, releases: said, sources: map[int]*source{}}
	held, faults, err := l.loadAll(ctx, paths, log)
	if err != nil {
		return nil, err
	}
	gone, err := said.strangers(dir, held.Files)
	if err != nil {
		faults = append(faults, fmt.Errorf("load %w", err))
	}
	for _, file := range gone {
		log.WarnContext(ctx, "releases.csv names a comparator file that is not held", slog.String("file", file))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, errors.Join(err, empty(ctx, conn))
	}
	if err := l.finish(ctx); err != nil {
		return nil, err
	}
	return held, warnOfDoubt(ctx, conn, log)
}

// warnOfDoubt logs the measures that changed their unit.
func warnOfDoubt(ctx context.Context, q Querier, log *slog.Logger) error {
	rows, err := q.QueryContext(ctx, `
		select measure || ', ' || string_agg(years, ' ' order by years) || ': ' || min(reason)
		from benchmarks.doubtful
		group by measure
		order by measure`)
	if err != nil {
		return fmt.Errorf("look for changes of unit: %w", err)
	}
	found, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return fmt.Errorf("look for changes of unit: %w", err)
	}
	for _, text := range found {
		log.WarnContext(ctx, "comparator is not compared", slog.String("measure", text))
	}
	return nil
}

// loader takes files into the tables of one connection.
type loader struct {
	q         Querier
	releases  releases
	sources   map[int]*source // by file_id, to find the line of a record again
	contested bool            // some cell is held by several files
}

// loadAll loads the files of a folder. The faults are those of files and of files that disagree.
func (l *loader) loadAll(ctx context.Context, paths []string, log *slog.Logger) (*Held, []error, error) {
	held := &Held{}
	var faults []error
	for _, i := range leading(paths) {
		name := filepath.Base(paths[i])
		file, err := l.loadFile(ctx, paths[i], name, i+1)
		switch {
		case errors.Is(err, ErrUnrecognised):
			held.Skipped = append(held.Skipped, name)
			log.WarnContext(ctx, "comparator file skipped", slog.String("file", name), slog.String("reason", err.Error()))
			continue
		case err != nil && ctx.Err() != nil:
			return nil, nil, err
		case err != nil:
			faults = append(faults, fmt.Errorf("load %w", err))
			continue
		}
		held.Files = append(held.Files, *file)
		log.InfoContext(ctx, "comparator file loaded",
			slog.String("file", file.File), slog.String("kind", string(file.Kind)), slog.Int64("rows", file.Rows))
	}
	slices.SortFunc(held.Files, func(a, b Holding) int { return cmp.Compare(a.File, b.File) })
	slices.Sort(held.Skipped)
	conflicts, err := l.standings(ctx, 0)
	for _, conflict := range conflicts {
		faults = append(faults, fmt.Errorf("load %w", conflict))
	}
	return held, faults, err
}

// leading is the order in which files are loaded: those that describe others first, else that of the names.
func leading(paths []string) []int {
	var first, rest []int
	for i, path := range paths {
		if isMetadata(path) {
			first = append(first, i)
		} else {
			rest = append(rest, i)
		}
	}
	return append(first, rest...)
}

// filesOf lists the regular files of dir, sorted by name, hidden ones and the lock files of
// spreadsheet programs left out.
func filesOf(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read comparator folder: %w", err)
	}
	var paths []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("read comparator folder: %w", err)
		}
		hidden := strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "~$")
		if info.Mode().IsRegular() && !hidden && entry.Name() != releasesFile {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// ApplySchema creates schema benchmarks, its tables empty and its methods in place; repeating it changes
// nothing.
func ApplySchema(ctx context.Context, q Querier) error {
	for _, text := range []string{schemaSQL, laitSQL, commonSinceSQL} {
		if _, err := q.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("apply benchmarks schema: %w", err)
		}
	}
	return nil
}

// tables are those of schema.sql.
var tables = []string{
	"authority", "file", "dictionary", "ees_column", "described", "measure", "published", "superseded", "doubtful", "label", "neighbour", "area_region", "stated", "match",
	"crosswalk", "custom_group", "comparison", "judgement", "member", "trend", "funnel", "funnel_authority", "funnel_limit", "process", "process_point", "tally", "tally_member",
}

func empty(ctx context.Context, q Querier) error {
	for _, table := range tables {
		if _, err := q.ExecContext(ctx, "truncate benchmarks."+table); err != nil {
			return fmt.Errorf("empty benchmarks.%s: %w", table, err)
		}
	}
	if _, err := q.ExecContext(ctx, claimTable); err != nil {
		return fmt.Errorf("empty benchmarks: %w", err)
	}
	return nil
}

// loadFile recognises one file and adds it to the tables, held under name.
func (l *loader) loadFile(ctx context.Context, path, name string, id int) (*Holding, error) {
	src, err := recognise(ctx, l.q, path)
	if err != nil {
		return nil, err
	}
	sum, err := hashFile(path)
	if err != nil {
		return nil, err
	}
	said := l.releases[sum].Release
	file := &Holding{File: name, Kind: src.kind, SHA256: sum, Release: said, id: id}
	l.sources[id] = src
	// The file comes first, because its date decides between it and others.
	if _, err = l.q.ExecContext(ctx, `
		insert into benchmarks.file (file_id, file, sha256, kind, published_on, release, rows, measures, areas)
		values (?, ?, ?, ?, ?, nullif(?, ''), 0, 0, 0)`,
		id, file.File, file.SHA256, string(file.Kind), dayOrNull(said.PublishedOn), said.Name); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file.File, err), src.close())
	}
	if err := errors.Join(src.form.load(ctx, l.q, src, file, id), src.close()); err != nil {
		return nil, err
	}
	src.table = nil // only the lines of its records are needed from here on
	_, err = l.q.ExecContext(ctx, `
		update benchmarks.file
		set vintage = nullif(?, ''), rows = ?, measures = ?, areas = ?, first_year = nullif(?, ''), last_year = nullif(?, '')
		where file_id = ?`,
		file.Vintage, file.Rows, file.Measures, file.Areas, file.FirstYear, file.LastYear, id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.File, err)
	}
	return file, nil
}

// dayOrNull is a date as the database takes it.
func dayOrNull(day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return day
}

func hashFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", fileFault(path, "%w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// finish fills what rests on all files together: which file stands for a cell that several hold, measures,
// labels, and the labels of measures that changed their unit.
func (l *loader) finish(ctx context.Context) error {
	if err := l.settle(ctx); err != nil {
		return err
	}
	if err := fillAuthorities(ctx, l.q); err != nil {
		return err
	}
	if _, err := l.q.ExecContext(ctx, measureSQL); err != nil {
		return fmt.Errorf("list measures: %w", err)
	}
	if err := fillLabels(ctx, l.q); err != nil {
		return err
	}
	if _, err := l.q.ExecContext(ctx, doubtfulSQL); err != nil {
		return fmt.Errorf("look for changes of unit: %w", err)
	}
	return nil
}

// rowFault is a query's answer about the first bad record.
type rowFault struct {
	row            int64
	column, wanted string
}

// firstFault runs a query that returns row, column and what was wanted for bad records, worst first.
func firstFault(ctx context.Context, q Querier, src *source, query string, args ...any) error {
	var bad rowFault
	err := q.QueryRowContext(ctx, query, args...).Scan(&bad.row, &bad.column, &bad.wanted)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	return &FileError{File: filepath.Base(src.path), Row: src.line(bad.row), Column: bad.column, Err: errors.New(bad.wanted)}
}

// line is the place of a record, counted from 1, in the file.
func (s *source) line(record int64) int64 {
	if record >= 1 && record <= int64(len(s.lines)) {
		return s.lines[record-1]
	}
	return record
}

// insertJSON adds records to a table by way of one parameter. columns are the records' fields and
// their types, list is the select list, named as the table's columns are, extra its parameters.
func insertJSON(ctx context.Context, q Querier, table string, columns map[string]string, list string, records any, extra ...any) error {
	text, err := json.Marshal(records)
	if err != nil {
		return err
	}
	shape, err := json.Marshal([]map[string]string{columns})
	if err != nil {
		return err
	}
	query := fmt.Sprintf(`insert into benchmarks.%s by name select %s from (
		select unnest(from_json(?::json, '%s'), recursive := true))`, table, list, shape)
	_, err = q.ExecContext(ctx, query, append(extra, string(text))...)
	return err
}

func scanAll[T any](rows *sql.Rows, scan func(*sql.Rows, *T) error) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, rows.Err()
}
