package etl

import (
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

	"golang.org/x/sync/errgroup"

	"sightline/etl/parquet"
	"sightline/etl/xmlfile"
)

// A document is read by several at once: one reads ahead and hashes, one takes elements apart and
// writes their rows to files, and the stores let the database read what is written, a segment of an
// element's rows at a time.

// A segment has so many rows, or fewer where they are long: those of every kind of element are in
// memory until it is full.
const (
	segmentRows  = 30_720
	segmentBytes = 8 << 20
)

// segmentsAhead is how many full segments may wait. They are files, small enough to stay in the system's
// cache, and the database now and then takes as long over one as it takes to read many.
const segmentsAhead = 64

// shredding receives a document's rows.
type shredding struct {
	plan   *documentPlan
	folder string
	file   int    // file_id of the document, which names its segments
	name   string // of the document
	tables []*elementTable
	stores []*store
	out    []*elementRows
	said   map[string]string // of the root: path -> text
}

// elementRows is what became of the rows of one element.
type elementRows struct {
	open     *parquet.Writer // the rows since the last segment; nil before the first row
	kept     []*segment      // segments that wait for the end of the document
	bad      [][2]string     // number of the element and what was wrong
	segments int
	handsOn  bool   // its rows may go into raw before the document has been read to its end
	store    *store // that its rows go through; nil before the first segment
}

// segment is a file of rows of one element, as the database reads them.
type segment struct {
	element int // position in the plan
	path    string
}

// unreadableError is what the system said when it could not read on in a document.
type unreadableError struct{ err error }

func (e *unreadableError) Error() string { return "read document: " + e.err.Error() }
func (e *unreadableError) Unwrap() error { return e.err }

func newShredding(plan *documentPlan, folder string, file *inputFile) *shredding {
	s := &shredding{plan: plan, folder: folder, file: file.id, name: file.name, said: map[string]string{}}
	for _, element := range plan.elements {
		s.out = append(s.out, &elementRows{handsOn: element.handsOn()})
	}
	return s
}

// shred reads the document to its end and hands full segments to the stores; what is left over waits in
// s.out. The file's survey gets its hash, of a document that is refused, too. The error is a
// *xmlfile.SyntaxError for what is no document of the kind.
func (s *shredding) shred(ctx context.Context, file *inputFile) (result xmlfile.Result, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var group errgroup.Group
	for _, to := range s.stores {
		group.Go(func() (err error) {
			for part := range to.full {
				if err == nil {
					err = s.keep(ctx, part)
				}
				if err != nil {
					stop()
				}
				err = errors.Join(err, os.Remove(part.path))
			}
			return err
		})
	}
	result, readErr := s.read(ctx, file)
	for _, to := range s.stores {
		close(to.full)
	}
	if err := group.Wait(); err != nil {
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
	document := newReadAhead(io.TeeReader(in, hash))
	defer document.stop()
	result, err = s.plan.reader.Read(ctx, document, s)
	err = errors.Join(err, s.close())
	if ctx.Err() != nil {
		return result, ctx.Err()
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
		to.open = newSegmentWriter(s.plan.elements[row.Table])
	}
	to.open.Append([]int64{row.No, row.Parent, row.Line}, row.Values)
	if to.open.Rows() < segmentRows && to.open.Size() < segmentBytes {
		return nil
	}
	return s.finish(row.Table)
}

// segmentNumbers are the columns of every segment that are no values of the element.
var segmentNumbers = []string{"source_row", "parent_row", "source_line"} //nolint:gochecknoglobals // a constant list

func newSegmentWriter(element *elementPlan) *parquet.Writer {
	names := make([]string, len(element.columns))
	for n := range element.columns {
		names[n] = fmt.Sprintf("c%d", n)
	}
	return parquet.NewWriter(segmentNumbers, names)
}

// finish makes a segment of an element's open rows and hands it on, if it may go.
func (s *shredding) finish(element int) error {
	from := s.out[element]
	from.segments++
	part := &segment{
		element: element,
		path:    filepath.Join(s.folder, fmt.Sprintf("element_%d_%d_%d.parquet", s.file, element, from.segments)),
	}
	file, err := os.OpenFile(part.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	size, err := from.open.WriteTo(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(part.path))
	}
	if from.store == nil {
		from.store = s.leastUsed(from.handsOn)
	}
	from.store.size += size
	if from.handsOn {
		from.store.full <- part
	} else {
		from.kept = append(from.kept, part)
	}
	return nil
}

// leastUsed is the store that has been given least, of those in use unless a further one may be taken.
func (s *shredding) leastUsed(further bool) *store {
	least := s.stores[0]
	for _, to := range s.stores[1:] {
		if to.size < least.size && (further || to.size > 0) {
			least = to
		}
	}
	return least
}

// close makes segments of what is left when the document has been read, and lets go of the buffers.
func (s *shredding) close() error {
	var faults []error
	for i, from := range s.out {
		if from.open != nil && from.open.Rows() > 0 {
			from.handsOn = false // the document is to be judged first
			faults = append(faults, s.finish(i))
		}
		from.open = nil
	}
	return errors.Join(faults...)
}

// remove removes the segments that were not handed on.
func (s *shredding) remove() error {
	var faults []error
	for _, from := range s.out {
		for _, part := range from.kept {
			faults = append(faults, os.Remove(part.path))
		}
	}
	return errors.Join(faults...)
}
