package benchmarks

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind says what a published file holds.
type Kind string

// The kinds of published file, recognised by their content.
const (
	Values     Kind = "values"     // LAIT long table, Parquet or CSV
	Dictionary Kind = "dictionary" // LAIT data dictionary, CSV
	Neighbours Kind = "neighbours" // statistical-neighbour workbook, XLSX
	Stated     Kind = "stated"     // CSV of comparators that exist only as printed figures
)

// ErrUnrecognised is wrapped when a file is none of the kinds.
var ErrUnrecognised = errors.New("want the LAIT long table (Parquet or CSV), the LAIT data dictionary (CSV), " +
	"a statistical-neighbour workbook (XLSX, headings in row 3) or a CSV with the columns " +
	strings.Join(statedColumns, ", "))

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
	path    string
	kind    Kind
	parquet bool
	header  []string    // CSV: the columns in the file's order
	records int64       // CSV: records after the header
	lines   []int64     // CSV: the file line each record starts on
	book    *neighbours // XLSX
}

// recognise tells what path holds from its content; the name only dates a neighbour model that does
// not date itself.
func recognise(ctx context.Context, q Querier, path string) (*source, error) {
	head, err := readHead(path)
	if err != nil {
		return nil, fileFault(path, "%w", errors.Unwrap(err))
	}
	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return nil, fileFault(path, "the file is empty: %w", ErrUnrecognised)
	case bytes.HasPrefix(head, []byte("PAR1")):
		return recogniseParquet(ctx, q, path)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return recogniseWorkbook(path)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, encodingFault(path, 0, "UTF-16", bytes.ReplaceAll(head[2:], []byte{0}, nil))
	case bytes.IndexByte(head, 0) >= 0:
		return nil, fileFault(path, "the file is neither text, Parquet nor XLSX: %w", ErrUnrecognised)
	}
	return recogniseCSV(path)
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
	return &source{path: path, kind: Values, parquet: true}, nil
}

// parquetFault keeps the database's message, which may quote the file, out of ours.
func parquetFault(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return fileFault(path, "the Parquet file is damaged or cut short: fetch it again")
}

// missing lists the wanted names that are not among the held ones.
func missing(wanted, held []string) []string {
	var absent []string
	for _, name := range wanted {
		if !slices.Contains(held, name) {
			absent = append(absent, name)
		}
	}
	return absent
}

// csvKind tells the kind from the names of a heading.
func csvKind(header []string) (Kind, bool) {
	for _, known := range []struct {
		kind    Kind
		columns []string
	}{{Values, valueColumns}, {Dictionary, dictionaryColumns}, {Stated, statedColumns}} {
		if len(missing(known.columns, header)) == 0 {
			return known.kind, true
		}
	}
	return "", false
}

// nearKind finds the kind that a heading nearly is, and what it lacks.
func nearKind(header []string) (Kind, []string) {
	for _, known := range []struct {
		kind    Kind
		columns []string
	}{{Values, valueColumns}, {Dictionary, dictionaryColumns}, {Stated, statedColumns}} {
		if absent := missing(known.columns, header); len(absent) <= len(known.columns)/2 {
			return known.kind, absent
		}
	}
	return "", nil
}

// encodingFault refuses text that is not UTF-8. It is a faulty published file when its heading can
// be made out, and otherwise a stranger.
func encodingFault(path string, row int64, found string, text []byte) error {
	err := fmt.Errorf("the text is %s: save it as CSV UTF-8", found)
	header, readErr := csv.NewReader(bytes.NewReader(text)).Read()
	if readErr != nil {
		header = nil
	}
	if _, ok := csvKind(header); !ok {
		err = fmt.Errorf("%w; %w", err, ErrUnrecognised)
	}
	return &FileError{File: filepath.Base(path), Row: row, Err: err}
}

func firstBadLine(text []byte) int64 {
	line := int64(1)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		text = text[size:]
	}
	return 0
}
