package benchmarks

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// What an OpenDocument spreadsheet may hold. A few bytes can claim a million rows or unpack to
// gigabytes; nothing that is published comes near these bounds.
const (
	odsContentLimit = 256 << 20 // bytes of content.xml, unpacked
	odsRowLimit     = 1 << 20   // rows of a sheet, as spreadsheet programs have them
	odsColumnLimit  = 1 << 14
	odsCellLimit    = 1 << 22 // cells with content in all sheets
	odsHeldLimit    = 1 << 18 // rows with content in all sheets
	odsDepthLimit   = 64
	odsSpaceLimit   = 1 << 10 // blanks that one mark may stand for
)

// The namespaces of content.xml.
const (
	odsTable  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	odsText   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	odsOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
)

// odsSheet is one sheet of an OpenDocument spreadsheet: its rows that have content.
type odsSheet struct {
	name string
	rows []odsRow
}

// odsRow is a row, numbered from 1 as a spreadsheet shows it, without the empty cells at its end.
// Numbers stand as the file holds them (1234.5), not as it shows them (1,235).
type odsRow struct {
	number int
	cells  []string
}

// readODS reads the sheets of an OpenDocument spreadsheet. Any fault of the archive or its text is an
// error; sheets are never half read.
func readODS(archive io.ReaderAt, size int64) ([]odsSheet, error) {
	files, err := zip.NewReader(archive, size)
	if err != nil {
		return nil, err
	}
	var content *zip.File
	for _, file := range files.File {
		if file.Name != "content.xml" {
			continue
		}
		if content != nil {
			return nil, errors.New("it holds content.xml twice")
		}
		content = file
	}
	if content == nil {
		return nil, errors.New("it holds no content.xml")
	}
	text, err := content.Open()
	if err != nil {
		return nil, err
	}
	defer text.Close()
	// Read to its end, so that the archive's check sum is compared.
	sheets, err := parseODS(&io.LimitedReader{R: text, N: odsContentLimit})
	if err != nil {
		return nil, err
	}
	return sheets, nil
}

// parseODS reads content.xml to its end. A reader that ran into its limit is cut off, and so refused.
func parseODS(text io.Reader) ([]odsSheet, error) {
	reader := &odsReader{tokens: xml.NewDecoder(text)}
	for {
		token, err := reader.next()
		if errors.Is(err, io.EOF) {
			return reader.sheets, reader.whole()
		}
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok {
			reader.root = true
			if start.Name == (xml.Name{Space: odsTable, Local: "table"}) {
				if err := reader.sheet(start); err != nil {
					return nil, err
				}
			}
		}
	}
}

// odsReader walks the elements of content.xml.
type odsReader struct {
	tokens *xml.Decoder
	depth  int
	root   bool
	sheets []odsSheet
	held   int
	cells  int
}

func (r *odsReader) whole() error {
	if !r.root || r.depth != 0 {
		return errors.New("content.xml is cut off")
	}
	return nil
}

// next gives the next token and keeps count of the depth. A document type could define entities that
// grow without bounds, and OpenDocument has none.
func (r *odsReader) next() (xml.Token, error) {
	token, err := r.tokens.Token()
	if err != nil {
		return nil, err
	}
	switch token.(type) {
	case xml.StartElement:
		r.depth++
		if r.depth > odsDepthLimit {
			return nil, fmt.Errorf("content.xml nests deeper than %d elements", odsDepthLimit)
		}
	case xml.EndElement:
		r.depth--
	case xml.Directive:
		return nil, errors.New("content.xml declares a document type")
	}
	return token, nil
}

// skip passes over the rest of the element that has just begun.
func (r *odsReader) skip() error {
	for outside := r.depth - 1; r.depth > outside; {
		if _, err := r.next(); err != nil {
			return unfinished(err)
		}
	}
	return nil
}

// unfinished keeps an end of text inside an element from passing for the end of the document.
func unfinished(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// sheet reads a table. Groups and headers of rows are passed through: their rows are rows as others.
func (r *odsReader) sheet(start xml.StartElement) error {
	sheet := odsSheet{name: odsAttribute(start, odsTable, "name")}
	row := 0
	for outside := r.depth - 1; r.depth > outside; {
		token, err := r.next()
		if err != nil {
			return unfinished(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name {
		case xml.Name{Space: odsTable, Local: "table-row"}:
			if row, err = r.row(start, &sheet, row); err != nil {
				return fmt.Errorf("sheet %s, row %d: %w", sheet.name, row+1, err)
			}
		case xml.Name{Space: odsTable, Local: "table-rows"},
			xml.Name{Space: odsTable, Local: "table-header-rows"},
			xml.Name{Space: odsTable, Local: "table-row-group"}:
		default:
			if err := r.skip(); err != nil {
				return err
			}
		}
	}
	r.sheets = append(r.sheets, sheet)
	return nil
}

// row adds a row to the sheet as often as it is repeated, and returns the number of the last row read,
// before being the one so far.
func (r *odsReader) row(start xml.StartElement, sheet *odsSheet, before int) (int, error) {
	repeated, err := odsRepeated(start, "number-rows-repeated", odsRowLimit-before)
	if err != nil {
		return before, err
	}
	var cells []string
	width := 0 // with the empty cells at the end
	for outside := r.depth - 1; r.depth > outside; {
		token, err := r.next()
		if err != nil {
			return before, unfinished(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		covered := start.Name == xml.Name{Space: odsTable, Local: "covered-table-cell"}
		if !covered && start.Name != (xml.Name{Space: odsTable, Local: "table-cell"}) {
			if err := r.skip(); err != nil {
				return before, err
			}
			continue
		}
		times, err := odsRepeated(start, "number-columns-repeated", odsColumnLimit-width)
		if err != nil {
			return before, err
		}
		text, err := r.cell(start)
		if err != nil {
			return before, err
		}
		// What a merged cell covers may keep a content of its own, which nobody sees.
		if covered || text == "" {
			width += times
			continue
		}
		if r.cells += times + width - len(cells); r.cells > odsCellLimit {
			return before, fmt.Errorf("there are more than %d cells", odsCellLimit)
		}
		for len(cells) < width {
			cells = append(cells, "")
		}
		for range times {
			cells = append(cells, text)
		}
		width += times
	}
	if len(cells) > 0 {
		if r.held += repeated; r.held > odsHeldLimit {
			return before, fmt.Errorf("there are more than %d rows with content", odsHeldLimit)
		}
		for i := range repeated {
			sheet.rows = append(sheet.rows, odsRow{number: before + i + 1, cells: cells})
		}
	}
	return before + repeated, nil
}

// odsRepeated is how often a row or cell stands, 1 to most.
func odsRepeated(start xml.StartElement, name string, most int) (int, error) {
	text := odsAttribute(start, odsTable, name)
	if text == "" {
		text = "1"
	}
	times, err := strconv.Atoi(text)
	if err != nil || times < 1 || times > most {
		return 0, fmt.Errorf("%s is %.20q: want a whole number, with which the sheet has at most %d rows and %d columns",
			name, text, odsRowLimit, odsColumnLimit)
	}
	return times, nil
}

// cell gives a cell's content: the number or date where it holds one, else its paragraphs.
func (r *odsReader) cell(start xml.StartElement) (string, error) {
	var paragraphs []string
	for outside := r.depth - 1; r.depth > outside; {
		token, err := r.next()
		if err != nil {
			return "", unfinished(err)
		}
		child, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case child.Name.Space == odsText && (child.Name.Local == "p" || child.Name.Local == "h"):
			var text strings.Builder
			if err := r.paragraph(&text); err != nil {
				return "", err
			}
			paragraphs = append(paragraphs, text.String())
		case child.Name == xml.Name{Space: odsTable, Local: "table"}:
			return "", errors.New("a cell holds a table")
		default: // a remark, a picture
			if err := r.skip(); err != nil {
				return "", err
			}
		}
	}
	for _, name := range []string{"value", "date-value", "time-value", "boolean-value"} {
		if value := strings.TrimSpace(odsAttribute(start, odsOffice, name)); value != "" {
			return value, nil
		}
	}
	return strings.TrimSpace(strings.Join(paragraphs, "\n")), nil
}

// paragraph writes the text of the element that has just begun, with that of the spans and links in it.
func (r *odsReader) paragraph(into *strings.Builder) error {
	for outside := r.depth - 1; r.depth > outside; {
		token, err := r.next()
		if err != nil {
			return unfinished(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			into.Write(token)
		case xml.StartElement:
			switch token.Name {
			case xml.Name{Space: odsText, Local: "s"}:
				blanks, err := strconv.Atoi(odsAttribute(token, odsText, "c"))
				if err != nil || blanks < 1 || blanks > odsSpaceLimit {
					blanks = 1
				}
				into.WriteString(strings.Repeat(" ", blanks))
			case xml.Name{Space: odsText, Local: "tab"}, xml.Name{Space: odsText, Local: "line-break"}:
				into.WriteByte(' ')
			case xml.Name{Space: odsOffice, Local: "annotation"}:
				if err := r.skip(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func odsAttribute(start xml.StartElement, space, name string) string {
	for _, attribute := range start.Attr {
		if attribute.Name.Space == space && attribute.Name.Local == name {
			return attribute.Value
		}
	}
	return ""
}
