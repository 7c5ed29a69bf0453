package benchmarks

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// FileError is a fault of a published file. Row counts as a spreadsheet does, the heading being row
// 1 of a CSV; in Parquet the first record is row 1. Row 0 means the file as a whole.
type FileError struct {
	File   string
	Row    int64
	Column string
	Err    error
}

func (e *FileError) Error() string {
	place := e.File
	if e.Row > 0 {
		place += fmt.Sprintf(": row %d", e.Row)
	}
	if e.Column != "" {
		place += ", column " + e.Column
	}
	return fmt.Sprintf("%s: %v", place, e.Err)
}

func (e *FileError) Unwrap() error { return e.Err }

func fileFault(path, format string, args ...any) error {
	return &FileError{File: filepath.Base(path), Err: fmt.Errorf(format, args...)}
}

var (
	valueColumns  = []string{"Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region"}
	statedColumns = []string{"measure", "comparator", "years", "value", "source"}
	// dictionaryColumns are those of the dictionary's 18 columns that are read.
	dictionaryColumns = []string{
		"Topic", "Measure", "Chart_title", "Measure_short", "Polarity", "y_axis_name", "Table_status",
		"Description", "Last Update", "Next Update", "Data Owner (DO) /Supplier and Contact Details",
		"Methodology", "Hyperlink(s)", "dps", "Year_Type", "No_Quartile",
	}
)

// source is a recognised file.
type source struct {
	form    *format
	kind    Kind
	path    string
	text    string // text: the path that the database reads, path itself or a copy with the encoding undone
	parquet bool
	header  []string    // text: the columns in the file's order
	records int64       // text: records after the header
	lines   []int64     // text: the file line each record starts on
	table   [][]string  // text: the records, where the form keeps them
	comma   rune        // text: what separates the fields
	notes   []string    // what was undone in reading, in words
	book    *neighbours // workbook of neighbours
	outturn *ro3        // workbook of the revenue outturn RO3
}

// recognise tells what path holds from its content; the name only dates a neighbour model that does
// not date itself.
func recognise(ctx context.Context, q Querier, path string) (*source, error) {
	head, err := readHead(path)
	if err != nil {
		return nil, pathFault(path, err)
	}
	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return nil, fileFault(path, "the file is empty: %w", ErrUnrecognised)
	case bytes.HasPrefix(head, []byte("PAR1")):
		return recogniseParquet(ctx, q, path)
	case bytes.HasPrefix(head, zipHead):
		return recogniseBook(path, head)
	case !isUTF16(head) && bytes.IndexByte(head, 0) >= 0:
		return nil, fileFault(path, "the file is neither text, Parquet nor a workbook: %w", ErrUnrecognised)
	}
	return recogniseText(path)
}

// recogniseBook asks each form of workbook in turn. What none of them knows is refused in the words of the
// first; a fault of a workbook that one of them knows is its answer.
func recogniseBook(path string, head []byte) (*source, error) {
	var first error
	for _, known := range bookFormats(head) {
		src, err := known.book(path)
		if err == nil {
			src.form, src.kind = &known, known.kind
			return src, nil
		}
		if !errors.Is(err, ErrUnrecognised) {
			return nil, err
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = fileFault(path, "the workbook is of no known form: %w", ErrUnrecognised)
	}
	return nil, first
}

func readHead(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &os.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	if err != nil {
		return nil, err
	}
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &os.PathError{Op: "read", Path: path, Err: err}
	}
	return head[:n], nil
}

func recogniseParquet(ctx context.Context, q Querier, path string) (*source, error) {
	rows, err := q.QueryContext(ctx, "select name from parquet_schema(?) where num_children is null", path)
	if err != nil {
		return nil, parquetFault(ctx, path, err)
	}
	columns, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return nil, parquetFault(ctx, path, err)
	}
	if absent := missing(valueColumns, columns); len(absent) > 0 {
		return nil, fileFault(path, "the Parquet file has no column %s: %w", strings.Join(absent, ", "), ErrUnrecognised)
	}
	return &source{form: formatOf(Values), kind: Values, path: path, parquet: true}, nil
}

// parquetFault keeps the database's message, which may quote the file, out of ours.
func parquetFault(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return fileFault(path, "the Parquet file is damaged or cut short: fetch it again")
}

// pathFault words why a file cannot be opened or read.
func pathFault(path string, err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		err = inner
	}
	return fileFault(path, "%w", err)
}
