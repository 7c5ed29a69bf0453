package etl

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Limits that keep one unclosed quotation mark from swallowing a file.
const (
	maxQuotedLines = 1000
	maxRecordBytes = 1 << 20
)

var errLongLine = errors.New("a line is longer than 1 MB")

// record is one record of a CSV file. Blank lines are not records but do count in row, as they do
// in a spreadsheet; a quoted line break does not.
type record struct {
	row    int64
	fields []string
	text   string // as received, without its line end
	fault  string // what was wanted, when the quotation marks do not add up
}

// blank tells whether no field holds anything.
func (r record) blank() bool {
	for _, field := range r.fields {
		if field != "" && len(bytes.TrimSpace([]byte(field))) > 0 {
			return false
		}
	}
	return r.fault == ""
}

// recordReader splits CSV text into records. Where quotation marks do not add up it gives the first
// line as a faulty record and goes on with the next line, so that one slip costs one record.
type recordReader struct {
	in      *bufio.Reader
	end     byte // the line end: \n (with or without \r), or \r where a file has nothing else
	row     int64
	pending [][]byte // lines read ahead and given back
}

func newRecordReader(in io.Reader, end byte) *recordReader {
	return &recordReader{in: bufio.NewReaderSize(in, 64<<10), end: end}
}

// next returns the next record, or io.EOF. A blank line is returned as a record without fields.
func (r *recordReader) next() (record, error) {
	first, err := r.line()
	if err != nil {
		return record{}, err
	}
	r.row++
	if len(bytes.TrimSpace(first)) == 0 {
		return record{row: r.row, text: string(first)}, nil
	}
	text := first
	var ahead [][]byte
	for {
		fields, open, fault := splitRecord(text)
		if fault == "" && !open {
			return record{row: r.row, fields: fields, text: string(text)}, nil
		}
		if fault == "" && len(ahead) < maxQuotedLines && len(text) < maxRecordBytes {
			line, err := r.line()
			if err == nil {
				ahead = append(ahead, line)
				text = append(append(bytes.Clone(text), '\n'), line...)
				continue
			}
			if !errors.Is(err, io.EOF) {
				return record{}, err
			}
		}
		if fault == "" {
			fault = "a closing quotation mark"
		}
		r.pending = append(ahead, r.pending...)
		return record{row: r.row, text: string(first), fault: fault}, nil
	}
}

func (r *recordReader) line() ([]byte, error) {
	if len(r.pending) > 0 {
		line := r.pending[0]
		r.pending = r.pending[1:]
		return line, nil
	}
	var line []byte
	for {
		part, err := r.in.ReadSlice(r.end)
		line = append(line, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			if len(line) > maxRecordBytes {
				return nil, errLongLine
			}
			continue
		}
		if err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)) {
			return nil, err
		}
		break
	}
	line = bytes.TrimSuffix(line, []byte{r.end})
	if r.end == '\n' {
		line = bytes.TrimSuffix(line, []byte{'\r'})
	}
	return line, nil
}

// splitRecord splits one record into fields. open says that a quoted field has not ended yet;
// fault says what was wanted when the text cannot be a record.
func splitRecord(text []byte) (fields []string, open bool, fault string) {
	for {
		if len(text) == 0 || text[0] != '"' {
			comma := bytes.IndexByte(text, ',')
			if comma < 0 {
				return append(fields, string(text)), false, ""
			}
			fields = append(fields, string(text[:comma]))
			text = text[comma+1:]
			continue
		}
		var value []byte
		text = text[1:]
		for {
			quote := bytes.IndexByte(text, '"')
			if quote < 0 {
				return nil, true, ""
			}
			value = append(value, text[:quote]...)
			text = text[quote+1:]
			if len(text) == 0 || text[0] != '"' {
				break
			}
			value = append(value, '"')
			text = text[1:]
		}
		fields = append(fields, string(value))
		if len(text) == 0 {
			return fields, false, ""
		}
		if text[0] != ',' {
			return nil, false, "a comma after the closing quotation mark"
		}
		text = text[1:]
	}
}
