package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// Writer collects rows. Its buffers are kept from one file to the next.
type Writer struct {
	numbers []string // names of the number columns, which come first
	texts   []string
	rows    int
	size    int
	number  [][]byte // by column: int64, little endian
	text    []textColumn
}

// textColumn is the values that are there, each behind its length, and a bit for every row that says
// whether it has one.
type textColumn struct {
	values  []byte
	present []byte
	count   int
}

// errTooLarge is returned for a column of 2 GB or more.
var errTooLarge = errors.New("parquet: a column is larger than a page may be")

// NewWriter makes a writer of rows with the named columns, the numbers first.
func NewWriter(numbers, texts []string) *Writer {
	return &Writer{
		numbers: numbers, texts: texts,
		number: make([][]byte, len(numbers)), text: make([]textColumn, len(texts)),
	}
}

// Rows is how many rows there are since the last file.
func (w *Writer) Rows() int { return w.rows }

// Size is how many bytes the values of those rows take.
func (w *Writer) Size() int { return w.size }

// Append adds a row. There must be as many numbers and texts as columns. An empty or nil text is null.
func (w *Writer) Append(numbers []int64, texts [][]byte) {
	for i, value := range numbers {
		w.number[i] = binary.LittleEndian.AppendUint64(w.number[i], uint64(value))
	}
	for i, value := range texts {
		w.text[i].append(value, w.rows)
		w.size += len(value)
	}
	w.size += 8 * len(numbers)
	w.rows++
}

func (c *textColumn) append(value []byte, row int) {
	if row%8 == 0 {
		c.present = append(c.present, 0)
	}
	if len(value) == 0 {
		return
	}
	c.present[row/8] |= 1 << (row % 8)
	c.count++
	c.values = binary.LittleEndian.AppendUint32(c.values, uint32(len(value)))
	c.values = append(c.values, value...)
}

// WriteTo writes the rows as one Parquet file and forgets them. The writer is of no more use when it
// fails.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	file := &output{to: out}
	file.write([]byte(magic))
	places := make([]place, 0, len(w.numbers)+len(w.texts))
	for i := range w.numbers {
		places = append(places, file.page(w.rows, nil, w.number[i]))
		w.number[i] = w.number[i][:0]
	}
	for i := range w.texts {
		column := &w.text[i]
		places = append(places, file.page(w.rows, column.levels(w.rows), column.values))
		column.values, column.present, column.count = column.values[:0], column.present[:0], 0
	}
	footer := w.footer(places)
	file.write(footer)
	file.write(binary.LittleEndian.AppendUint32(nil, uint32(len(footer))))
	file.write([]byte(magic))
	w.rows, w.size = 0, 0
	if file.err != nil {
		return file.size, fmt.Errorf("parquet: %w", file.err)
	}
	return file.size, nil
}

// levels are the definition levels of a column: which rows have a value. They are one run where all
// or none has.
func (c *textColumn) levels(rows int) []byte {
	var run []byte
	if c.count == rows || c.count == 0 {
		run = binary.AppendUvarint(nil, uint64(rows)<<1)
		run = append(run, byte(min(c.count, 1)))
	} else {
		run = binary.AppendUvarint(nil, uint64(len(c.present))<<1|1)
		run = append(run, c.present...)
	}
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(run))), run...)
}

// output counts what is written and keeps the first error.
type output struct {
	to   io.Writer
	size int64
	err  error
}

func (o *output) write(part []byte) {
	if o.err != nil {
		return
	}
	n, err := o.to.Write(part)
	o.size, o.err = o.size+int64(n), err
}

// place is where the page of a column stands.
type place struct{ offset, size int64 }

// page writes a column as one page.
func (o *output) page(rows int, levels, values []byte) place {
	size := int64(len(levels)) + int64(len(values))
	if size > math.MaxInt32 || rows > math.MaxInt32 {
		o.err = errors.Join(o.err, errTooLarge)
	}
	offset := o.size
	o.write(pageHeader(int64(rows), size))
	o.write(levels)
	o.write(values)
	return place{offset: offset, size: o.size - offset}
}
