package etl

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// splitCount counts what a file was split into.
type splitCount struct {
	good, bad int64
	blank     int64 // blank rows after the header
	before    int64 // rows above the header
	size      int64 // no copy is larger, in bytes
}

// splitFile reads the file record by record: sound records go to good with their row, records with
// the wrong number of fields or with quotation marks that do not add up go to bad. Both copies are
// quoted throughout.
func splitFile(file *inputFile, goodPath, badPath string) (count splitCount, err error) {
	in, err := os.Open(file.path)
	if err != nil {
		return count, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	good, closeGood, err := createCSV(goodPath)
	if err != nil {
		return count, err
	}
	defer func() { err = errors.Join(err, closeGood()) }()
	bad, closeBad, err := createCSV(badPath)
	if err != nil {
		return count, err
	}
	defer func() { err = errors.Join(err, closeBad()) }()
	count, err = splitText(file.survey.text(in), file.survey.end, file.layout, good, bad)
	// Decoding may treble a byte, a quotation mark is doubled, and each field gets two and a comma.
	count.size = 8*file.survey.size + 1<<10
	return count, err
}

func createCSV(path string) (*bufio.Writer, func() error, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	out := bufio.NewWriterSize(file, 256<<10)
	return out, func() error { return errors.Join(out.Flush(), file.Close()) }, nil
}

func splitText(in io.Reader, end byte, layout *layout, good, bad *bufio.Writer) (count splitCount, err error) {
	skipMark := bufio.NewReaderSize(in, 64<<10)
	if mark, err := skipMark.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		if _, err := skipMark.Discard(3); err != nil {
			return count, err
		}
	}
	reader := newRecordReader(skipMark, end)
	columns := len(layout.names)
	writeFields(good, append([]string{"source_row"}, layout.names...))
	writeFields(bad, []string{"source_row", "kind", "wanted", "received"})
	for {
		rec, err := reader.next()
		if errors.Is(err, io.EOF) {
			return count, nil
		}
		if err != nil {
			return count, err
		}
		row := strconv.FormatInt(rec.row, 10)
		switch {
		case rec.row < layout.headerRow:
			count.before++
		case rec.row == layout.headerRow:
		case rec.blank():
			count.blank++
		case rec.fault != "":
			count.bad++
			writeFields(bad, []string{row, "fields", rec.fault, rec.text})
		case len(rec.fields) != columns:
			count.bad++
			wanted := fmt.Sprintf("%d fields, as the header has; the row has %d", columns, len(rec.fields))
			writeFields(bad, []string{row, "fields", wanted, rec.text})
		default:
			count.good++
			writeFields(good, append([]string{row}, rec.fields...))
		}
	}
}

// writeFields writes one record with every field quoted. A write error is the writer's to keep: it
// comes back from Flush.
func writeFields(out *bufio.Writer, fields []string) {
	for i, field := range fields {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		writeQuoted(out, field)
	}
	_ = out.WriteByte('\n')
}

func writeQuoted(out *bufio.Writer, field string) {
	_ = out.WriteByte('"')
	for {
		quote := strings.IndexByte(field, '"')
		if quote < 0 {
			_, _ = out.WriteString(field)
			break
		}
		_, _ = out.WriteString(field[:quote+1])
		_ = out.WriteByte('"')
		field = field[quote+1:]
	}
	_ = out.WriteByte('"')
}
