package benchmarks

import (
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
	"strings"
)

var (
	//go:embed schema.sql
	schemaSQL string
	//go:embed methods/lait.sql
	laitSQL string
	//go:embed methods/measure.sql
	measureSQL string
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
// kind are skipped and logged. A faulty file, or two files that give one figure different values,
// is an error (the faults joined, each with its file), and the tables are then empty.
func Load(ctx context.Context, db *sql.DB, dir string, log *slog.Logger) (*Held, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
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
	held := &Held{}
	var faults []error
	for _, path := range paths {
		file, err := loadFile(ctx, conn, path, filepath.Base(path), len(held.Files)+1)
		switch {
		case errors.Is(err, ErrUnrecognised):
			held.Skipped = append(held.Skipped, filepath.Base(path))
			log.WarnContext(ctx, "comparator file skipped", slog.String("file", filepath.Base(path)), slog.String("reason", err.Error()))
			continue
		case err != nil && ctx.Err() != nil:
			return nil, err
		case err != nil:
			faults = append(faults, fmt.Errorf("load %w", err))
			continue
		}
		held.Files = append(held.Files, *file)
		log.InfoContext(ctx, "comparator file loaded",
			slog.String("file", file.File), slog.String("kind", string(file.Kind)), slog.Int64("rows", file.Rows))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, errors.Join(err, empty(ctx, conn))
	}
	return held, finish(ctx, conn)
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
		if info.Mode().IsRegular() && !strings.HasPrefix(entry.Name(), ".") && !strings.HasPrefix(entry.Name(), "~$") {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// ApplySchema creates schema benchmarks, its tables empty and its methods in place; repeating it changes
// nothing.
func ApplySchema(ctx context.Context, q Querier) error {
	for _, text := range []string{schemaSQL, laitSQL} {
		if _, err := q.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("apply benchmarks schema: %w", err)
		}
	}
	return nil
}

func empty(ctx context.Context, q Querier) error {
	for _, table := range []string{"file", "dictionary", "measure", "published", "label", "neighbour", "area_region", "stated", "match", "comparison"} {
		if _, err := q.ExecContext(ctx, "truncate benchmarks."+table); err != nil {
			return fmt.Errorf("empty benchmarks.%s: %w", table, err)
		}
	}
	return nil
}

// loadFile recognises one file and adds it to the tables, held under name.
func loadFile(ctx context.Context, q Querier, path, name string, id int) (*Holding, error) {
	src, err := recognise(ctx, q, path)
	if err != nil {
		return nil, err
	}
	sum, err := hashFile(path)
	if err != nil {
		return nil, err
	}
	file := &Holding{File: name, Kind: src.kind, SHA256: sum}
	switch src.kind {
	case Values:
		err = loadValues(ctx, q, src, file, id)
	case Dictionary:
		err = loadDictionary(ctx, q, src, file, id)
	case Neighbours:
		err = loadNeighbours(ctx, q, src, file, id)
	case Stated:
		err = loadStated(ctx, q, src, file, id)
	}
	if err != nil {
		return nil, err
	}
	_, err = q.ExecContext(ctx, `
		insert into benchmarks.file
		values (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, nullif(?, ''), nullif(?, ''))`,
		id, file.File, file.SHA256, string(file.Kind), file.Vintage, file.Rows,
		file.Measures, file.Areas, file.FirstYear, file.LastYear)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.File, err)
	}
	return file, nil
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

// finish fills what rests on all files together: measures and labels.
func finish(ctx context.Context, q Querier) error {
	if _, err := q.ExecContext(ctx, measureSQL); err != nil {
		return fmt.Errorf("list measures: %w", err)
	}
	rows, err := q.QueryContext(ctx, `
		select distinct years from (
			select years from benchmarks.published union all select years from benchmarks.stated
		) order by years`)
	if err != nil {
		return fmt.Errorf("list years: %w", err)
	}
	texts, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return fmt.Errorf("list years: %w", err)
	}
	for _, text := range texts {
		// A label that cannot be read (LAIT has one, "0") is held and shown, and compared with nothing.
		var first, last, single any
		if read, err := parseLabel(text); err == nil {
			first, last, single = read.First, read.Last, read.Single
		}
		if _, err := q.ExecContext(ctx, "insert into benchmarks.label values (?, ?, ?, ?)", text, first, last, single); err != nil {
			return fmt.Errorf("list years: %w", err)
		}
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
// their types, list is the select list, extra its parameters.
func insertJSON(ctx context.Context, q Querier, table string, columns map[string]string, list string, records any, extra ...any) error {
	text, err := json.Marshal(records)
	if err != nil {
		return err
	}
	shape, err := json.Marshal([]map[string]string{columns})
	if err != nil {
		return err
	}
	query := fmt.Sprintf(`insert into benchmarks.%s select %s from (
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
