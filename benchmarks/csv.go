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
)

// headerReach is how far down a heading is looked for, to say where it has slipped to.
const headerReach = 10

// maxCSV bounds what is read into memory; the full long table is about 50 MB.
const maxCSV = 1 << 30

// separators are what a spreadsheet puts between fields, by its settings. The one is taken with which the
// heading is a known one.
var separators = []rune{',', ';', '\t'}

// recogniseText reads the whole file once: its encoding, its heading and that every record has the
// heading's number of fields, because the database would take a shifted or short row by position.
func recogniseText(path string) (*source, error) {
	text, encoding, err := readText(path)
	if err != nil {
		return nil, err
	}
	found, err := takeText(path, text, encoding)
	if err != nil {
		return nil, err
	}
	if !found.form.keep && (encoding != utf8Text || found.comma != ',') {
		return found, found.writeCopy(text)
	}
	return found, nil
}

// takeText is recogniseText for a text that has been read, without the copy for the database.
func takeText(path string, text []byte, encoding string) (*source, error) {
	found := &source{path: path, text: path}
	for _, comma := range separators {
		header, err := textReader(text, comma).Read()
		if err != nil {
			continue
		}
		if found.form = textFormat(header); found.form != nil {
			found.kind, found.comma, found.header = found.form.kind, comma, header
			break
		}
	}
	if found.form == nil {
		return nil, headingFault(path, text)
	}
	if err := checkHeader(found, encoding); err != nil {
		return nil, err
	}
	if err := readRecords(found, text, encoding); err != nil {
		return nil, err
	}
	if found.records == 0 {
		return nil, fileFault(path, "there is a heading and nothing below it: want at least one record")
	}
	if encoding != utf8Text {
		found.notes = append(found.notes, "read as "+encoding)
	}
	if found.comma != ',' {
		found.notes = append(found.notes, fmt.Sprintf("read with %s between the fields", separatorWords[found.comma]))
	}
	return found, nil
}

var separatorWords = map[rune]string{';': "semicolons", '\t': "tabs"}

func textReader(text []byte, comma rune) *csv.Reader {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma = comma
	return reader
}

func checkHeader(src *source, encoding string) error {
	for i, name := range src.header {
		if encoding == windows1252 && !ascii(name) {
			return notUTF8(src.path, 1, "")
		}
		if !src.form.keep && name != "" && slices.Contains(src.header[:i], name) {
			return &FileError{File: filepath.Base(src.path), Row: 1, Column: name, Err: errors.New("the column occurs twice")}
		}
	}
	return nil
}

// readRecords goes through the records and notes where each begins.
func readRecords(src *source, text []byte, encoding string) error {
	reader := textReader(text, src.comma)
	reader.ReuseRecord = !src.form.keep
	if _, err := reader.Read(); err != nil {
		return csvFault(src.path, err)
	}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return csvFault(src.path, err)
		}
		line, _ := reader.FieldPos(0)
		for i, field := range record {
			if encoding == windows1252 && !ascii(field) && !src.form.allows(src.header[i], field) {
				return notUTF8(src.path, int64(line), src.header[i])
			}
		}
		if src.form.keep {
			src.table = append(src.table, record)
		}
		src.lines = append(src.lines, int64(line))
		src.records++
	}
}

// writeCopy writes the text again as the database reads it: UTF-8, with commas.
func (s *source) writeCopy(text []byte) (err error) {
	target, err := os.CreateTemp("", "sightline-*.csv")
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(s.path), err)
	}
	s.text = target.Name()
	defer func() {
		if err = errors.Join(err, target.Close()); err != nil {
			err = errors.Join(fmt.Errorf("%s: %w", filepath.Base(s.path), err), s.close())
		}
	}()
	writer := csv.NewWriter(target)
	reader := textReader(text, s.comma)
	reader.ReuseRecord = true
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			writer.Flush()
			return writer.Error()
		}
		if err != nil {
			return err
		}
		if err := writer.Write(record); err != nil {
			return err
		}
	}
}

// close removes the copy that the database has read, if there is one.
func (s *source) close() error {
	if s.text == s.path || s.text == "" {
		return nil
	}
	return os.Remove(s.text)
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
func headingFault(path string, text []byte) error {
	for _, comma := range separators {
		reader := textReader(text, comma)
		reader.FieldsPerRecord = -1
		reader.LazyQuotes = true
		for range headerReach {
			record, err := reader.Read()
			if err != nil {
				break
			}
			if known := textFormat(record); known != nil {
				line, _ := reader.FieldPos(0)
				return &FileError{File: filepath.Base(path), Row: int64(line), Err: fmt.Errorf(
					"the heading of the %s stands here: want it in row 1, so delete the rows above it", known.words)}
			}
		}
	}
	for _, comma := range separators {
		header, err := textReader(text, comma).Read()
		if comma == ',' && err != nil {
			return csvFault(path, err)
		}
		if known, absent := nearFormat(header); known != nil {
			return &FileError{File: filepath.Base(path), Row: 1, Err: fmt.Errorf(
				"the heading of the %s lacks %s", known.words, strings.Join(absent, ", "))}
		}
	}
	return fileFault(path, "the heading is of no published file that is known: %w", ErrUnrecognised)
}
