package workbook

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// The size of a sheet in Excel.
const (
	lastRow    = 1 << 20
	lastColumn = 1 << 14
)

// Row is a row of a sheet that has anything in it. No is the number that Excel gives it. Cells start
// at column A and end with the last cell that is not blank; they are the caller's to keep.
type Row struct {
	No    int64
	Cells []Cell
}

// Rows calls the function with each row of the named sheet that is not wholly blank, from the top,
// rows and columns that are hidden or filtered away among them. An error of the function ends the
// reading and is returned as it is, as is the context's. A sheet that turns out to be damaged gives
// an *UnreadableError after the rows above the damage have been handed on: they must not be used.
func (b *Book) Rows(ctx context.Context, sheet string, each func(Row) error) error {
	at := slices.IndexFunc(b.sheets, func(s Sheet) bool { return s.Name == sheet })
	if at < 0 {
		return fmt.Errorf("read sheet %q: the workbook has no such worksheet", sheet)
	}
	if err := b.loadShared(ctx); err != nil {
		switch {
		case errors.Is(err, errSize):
			return tooLarge("the text of the workbook's cells")
		case errors.Is(err, errDamaged):
			return damaged()
		}
		return err
	}
	r := &sheetReader{book: b, ctx: ctx, each: each}
	err := r.read(at)
	switch {
	case errors.Is(err, errSize):
		return tooLarge(fmt.Sprintf("sheet %q", sheet))
	case errors.Is(err, errDamaged):
		return &UnreadableError{
			Message: fmt.Sprintf("sheet %q is damaged or cut short after row %d", sheet, r.row),
			Wanted:  "fetch the workbook again, or " + saveAgain,
		}
	}
	return err
}

// loadShared reads the texts that cells refer to, once.
func (b *Book) loadShared(ctx context.Context) error {
	if b.texts == nil || b.loaded {
		return nil
	}
	var (
		shared []string
		text   []byte
		held   int
	)
	err := readPart(b.texts, sharedLimit, func(p *part, start xml.StartElement) (err error) {
		if start.Name.Local != "si" {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if text, err = p.richText(text[:0]); err != nil {
			return err
		}
		const header = 16 // bytes of a text in memory besides its own
		if held += len(text) + header; held > heldLimit {
			return errSize
		}
		shared = append(shared, unescape(text))
		return nil
	})
	if err != nil {
		return err
	}
	b.shared, b.loaded = shared, true
	return nil
}

// sheetReader reads one sheet.
type sheetReader struct {
	book *Book
	ctx  context.Context
	each func(Row) error
	part *part

	row   int64  // the last one begun
	cells []Cell // of it, up to the last that is not blank
	now   stored // the cell at hand
}

func (r *sheetReader) read(at int) error {
	found := false
	err := readPart(r.book.targets[at], sheetLimit, func(p *part, start xml.StartElement) error {
		if start.Name.Local != "sheetData" {
			return nil
		}
		found = true
		r.part = p
		return p.each(r.readRow)
	})
	if err == nil && !found {
		return errDamaged
	}
	return err
}

func (r *sheetReader) readRow(start xml.StartElement) error {
	if start.Name.Local != "row" {
		return r.part.skip()
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	no := r.row + 1
	if text := attribute(start, "r"); text != "" {
		given, err := strconv.ParseInt(text, 10, 64)
		if err != nil || given < no {
			return errDamaged
		}
		no = given
	}
	if no > lastRow {
		return errDamaged
	}
	r.row, r.cells = no, r.cells[:0]
	column := 0
	err := r.part.each(func(start xml.StartElement) error {
		if start.Name.Local != "c" {
			return r.part.skip()
		}
		column++
		return r.readCell(start, &column)
	})
	if err != nil || len(r.cells) == 0 {
		return err
	}
	return r.each(Row{No: no, Cells: slices.Clone(r.cells)})
}

// readCell reads a cell; column is the one that it stands in unless it says another.
func (r *sheetReader) readCell(start xml.StartElement, column *int) error {
	c := &r.now
	*c = stored{value: c.value[:0], inline: c.inline[:0]}
	for _, attr := range start.Attr {
		if attr.Name.Space != "" {
			continue
		}
		switch attr.Name.Local {
		case "r":
			if *column = columnOf(attr.Value); *column == 0 {
				return errDamaged
			}
		case "t":
			c.kind = attr.Value
		case "s":
			format, err := strconv.Atoi(attr.Value)
			if err != nil {
				return errDamaged
			}
			c.format = format
		}
	}
	if *column > lastColumn {
		return errDamaged
	}
	if err := r.part.each(r.readContent); err != nil {
		return err
	}
	return r.put(*column, r.book.cell(c))
}

func (r *sheetReader) readContent(start xml.StartElement) (err error) {
	c := &r.now
	switch start.Name.Local {
	case "v":
		c.hasValue = true
		c.value, err = r.part.text(c.value)
	case "is":
		c.hasValue = true
		c.inline, err = r.part.richText(c.inline)
	case "f":
		c.formula = true
		err = r.part.skip()
	default:
		err = r.part.skip()
	}
	return err
}

// put places a cell in the row; two values for one cell are damage.
func (r *sheetReader) put(column int, cell Cell) error {
	if cell == (Cell{}) {
		return nil
	}
	for len(r.cells) < column {
		r.cells = append(r.cells, Cell{})
	}
	if r.cells[column-1] != (Cell{}) {
		return errDamaged
	}
	r.cells[column-1] = cell
	return nil
}

// columnOf is the number of the column in a reference such as AB12, from 1; 0 when there is none or
// it is beyond the last.
func columnOf(reference string) int {
	column := 0
	for i := range len(reference) {
		c := reference[i] &^ 0x20 // a capital
		if c < 'A' || c > 'Z' {
			break
		}
		if column = column*26 + int(c-'A') + 1; column > lastColumn {
			return 0
		}
	}
	return column
}
