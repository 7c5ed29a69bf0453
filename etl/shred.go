package etl

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sightline/etl/xmlfile"
)

// A document is read by three at once: one reads ahead and hashes, one takes elements apart and
// writes their rows as CSV, and the loader's own goroutine lets the database read what is written, a
// segment of an element's rows at a time.

// segmentRows is how many rows a segment has: those that the database stores and compresses together.
const segmentRows = 122_880

// readAhead is how much of a document is read and hashed at a time.
const readAhead = 256 << 10

// shredding receives a document's rows.
type shredding struct {
	plan   *documentPlan
	folder string
	file   int // file_id of the document, which names its segments
	out    []*elementRows
	said   map[string]string // of the root: path -> text
	full   chan *segment
}

// elementRows is what became of the rows of one element.
type elementRows struct {
	open     *segment    // being written; nil where there is none
	bad      [][2]string // number of the element and what was wrong
	segments int
	handsOn  bool // its rows may go into raw before the document has been read to its end
}

// segment is a file of rows of one element, as the database reads them.
type segment struct {
	element int // position in the plan
	path    string
	file    *os.File
	out     *bufio.Writer
	line    []byte
	rows    int
	size    int64 // bytes written
	longest int64 // bytes of the longest row
}

// unreadableError is what the system said when it could not read on in a document.
type unreadableError struct{ err error }

func (e *unreadableError) Error() string { return "read document: " + e.err.Error() }
func (e *unreadableError) Unwrap() error { return e.err }

func newShredding(plan *documentPlan, folder string, file int) *shredding {
	s := &shredding{plan: plan, folder: folder, file: file, said: map[string]string{}, full: make(chan *segment, 2)}
	for _, element := range plan.elements {
		s.out = append(s.out, &elementRows{handsOn: element.handsOn()})
	}
	return s
}

// shred reads the document to its end and hands full segments to keep, which runs in the caller's
// goroutine; what is left over stays open in s.out. The file's survey gets its hash, of a document
// that is refused, too. The error is a *xmlfile.SyntaxError for what is no document of the kind.
func (s *shredding) shred(ctx context.Context, file *inputFile, keep func(*segment) error) (result xmlfile.Result, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var readErr error
	go func() {
		defer close(s.full)
		result, readErr = s.read(ctx, file)
	}()
	for part := range s.full {
		if err == nil {
			err = keep(part)
		}
		if err != nil {
			stop()
		}
		err = errors.Join(err, os.Remove(part.path))
	}
	if err != nil {
		return result, err // the reader was only stopped
	}
	return result, readErr
}

// read takes the document apart while another goroutine reads ahead and hashes.
func (s *shredding) read(ctx context.Context, file *inputFile) (result xmlfile.Result, err error) {
	in, err := os.Open(file.path)
	if err != nil {
		return result, &unreadableError{err}
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	hash := sha256.New()
	document, hashed := io.Pipe()
	go func() {
		if _, err := io.CopyBuffer(hashed, io.TeeReader(in, hash), make([]byte, readAhead)); err != nil {
			_ = hashed.CloseWithError(&unreadableError{err})
		}
		_ = hashed.Close()
	}()
	result, err = s.plan.reader.Read(ctx, document, s)
	err = errors.Join(err, s.close())
	if ctx.Err() != nil {
		return result, errors.Join(ctx.Err(), document.Close())
	}
	// A refused document is hashed to its end, too.
	if _, unread := io.Copy(io.Discard, document); unread != nil {
		return result, unread
	}
	file.survey.sha256 = hex.EncodeToString(hash.Sum(nil))
	return result, err
}

// Row keeps one element.
func (s *shredding) Row(row *xmlfile.Row) error {
	if row.Table == 0 {
		for i, value := range row.Values {
			if value != nil {
				s.said[s.plan.elements[0].columns[i]] = strings.TrimSpace(string(value))
			}
		}
		return nil
	}
	to := s.out[row.Table]
	if row.Fault != "" {
		to.bad = append(to.bad, [2]string{strconv.FormatInt(row.No, 10), row.Fault})
		return nil
	}
	if to.open == nil {
		var err error
		if to.open, err = s.newSegment(row.Table); err != nil {
			return err
		}
	}
	if err := to.open.write(row); err != nil || !to.handsOn || to.open.rows < segmentRows {
		return err
	}
	full := to.open
	to.open = nil
	if err := full.close(); err != nil {
		return errors.Join(err, os.Remove(full.path))
	}
	s.full <- full
	return nil
}

func (s *shredding) newSegment(element int) (*segment, error) {
	to := s.out[element]
	to.segments++
	part := &segment{
		element: element,
		path:    filepath.Join(s.folder, fmt.Sprintf("element_%d_%d_%d.csv", s.file, element, to.segments)),
	}
	var err error
	if part.file, err = os.OpenFile(part.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
		return nil, err
	}
	part.out = bufio.NewWriterSize(part.file, 64<<10)
	_, _ = part.out.WriteString("source_row,parent_row,source_line")
	for n := range s.plan.elements[element].columns {
		_, _ = fmt.Fprintf(part.out, ",c%d", n)
	}
	return part, part.out.WriteByte('\n')
}

func (p *segment) write(row *xmlfile.Row) error {
	line := strconv.AppendInt(p.line[:0], row.No, 10)
	line = strconv.AppendInt(append(line, ','), row.Parent, 10)
	line = strconv.AppendInt(append(line, ','), row.Line, 10)
	for _, value := range row.Values {
		line = appendField(append(line, ','), value)
	}
	p.line = append(line, '\n')
	p.size, p.longest = p.size+int64(len(p.line)), max(p.longest, int64(len(p.line)))
	p.rows++
	_, err := p.out.Write(p.line)
	return err
}

// appendField appends a value as one field: bare where nothing in it could be taken for more than one.
func appendField(line, value []byte) []byte {
	for _, b := range value {
		if b == ',' || b == '"' || b <= ' ' {
			line = append(line, '"')
			for _, b := range value {
				if b == '"' {
					line = append(line, '"')
				}
				line = append(line, b)
			}
			return append(line, '"')
		}
	}
	return append(line, value...)
}

func (p *segment) close() error { return errors.Join(p.out.Flush(), p.file.Close()) }

// close closes the segments that are open, for the database to read.
func (s *shredding) close() error {
	var faults []error
	for _, to := range s.out {
		if to.open != nil {
			faults = append(faults, to.open.close())
		}
	}
	return errors.Join(faults...)
}

// remove removes the segments that were not handed on.
func (s *shredding) remove() error {
	var faults []error
	for _, to := range s.out {
		if to.open != nil {
			faults = append(faults, os.Remove(to.open.path))
		}
	}
	return errors.Join(faults...)
}
