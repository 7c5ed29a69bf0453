package benchmarks

import (
	"bytes"
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

// headerReach is how far down a heading is looked for, to say where it has slipped to.
const headerReach = 10

// maxCSV bounds what is read into memory; the full long table is about 50 MB.
const maxCSV = 1 << 30

// recogniseCSV reads the whole file once: its encoding, its heading and that every record has the
// heading's number of fields, because the database would take a shifted or short row by position.
func recogniseCSV(path string) (*source, error) {
	text, err := readText(path)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.ReuseRecord = true
	header, err := reader.Read()
	if err != nil {
		return nil, csvFault(path, err)
	}
	header = slices.Clone(header)
	kind, ok := csvKind(header)
	if !ok {
		return nil, headingFault(path, text, header)
	}
	for i, name := range header {
		if name != "" && slices.Contains(header[:i], name) {
			return nil, &FileError{File: filepath.Base(path), Row: 1, Column: name, Err: errors.New("the column occurs twice")}
		}
	}
	found := &source{path: path, kind: kind, header: header}
	for {
		_, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvFault(path, err)
		}
		line, _ := reader.FieldPos(0)
		found.lines = append(found.lines, int64(line))
		found.records++
	}
	if found.records == 0 {
		return nil, fileFault(path, "there is a heading and nothing below it: want at least one record")
	}
	return found, nil
}

func readText(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileFault(path, "%w", errors.Unwrap(err))
	}
	if info.Size() > maxCSV {
		return nil, fileFault(path, "the text is larger than 1 GB: want the published file")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fileFault(path, "%w", errors.Unwrap(err))
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, fileFault(path, "the file holds bytes that are not text: %w", ErrUnrecognised)
	}
	if !utf8.Valid(text) {
		return nil, encodingFault(path, firstBadLine(text), "not UTF-8", text)
	}
	return text, nil
}

// csvFault words a reader's error without the text it met.
func csvFault(path string, err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return fileFault(path, "%w", err)
	}
	reason := errors.New("a quotation mark stands where none may: want fields quoted whole, with inner marks doubled")
	if errors.Is(parse.Err, csv.ErrFieldCount) {
		reason = errors.New("want as many fields as the heading has: the record is short, long or cut off")
	}
	return &FileError{File: filepath.Base(path), Row: int64(parse.StartLine), Err: reason}
}

// headingFault says whether the heading has slipped down, is incomplete, or is none we know.
func headingFault(path string, text []byte, header []string) error {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	for range headerReach {
		record, err := reader.Read()
		if err != nil {
			break
		}
		if kind, ok := csvKind(record); ok {
			line, _ := reader.FieldPos(0)
			return &FileError{File: filepath.Base(path), Row: int64(line), Err: fmt.Errorf(
				"the heading of the %s stands here: want it in row 1, so delete the rows above it", kind.words())}
		}
	}
	if kind, absent := nearKind(header); kind != "" {
		return &FileError{File: filepath.Base(path), Row: 1, Err: fmt.Errorf(
			"the heading of the %s lacks %s", kind.words(), strings.Join(absent, ", "))}
	}
	return fileFault(path, "the heading is of no published file that is known: %w", ErrUnrecognised)
}

func (k Kind) words() string {
	switch k {
	case Values:
		return "LAIT long table"
	case Dictionary:
		return "LAIT data dictionary"
	case Neighbours:
		return "statistical-neighbour workbook"
	default:
		return "list of stated comparators"
	}
}
