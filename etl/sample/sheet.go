package sample

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// sheet is one sheet of a workbook, built row by row. The workbook is written by hand: a library's own
// is slower and does not give the same bytes twice.
type sheet struct {
	name string
	rows int
	text []byte
}

func newSheet(name string, columns ...string) *sheet {
	s := &sheet{name: name}
	cells := make([]any, len(columns))
	for i, column := range columns {
		cells[i] = column
	}
	s.row(cells...)
	return s
}

// rawCell is a cell as XML: <c …> without its reference, e.g. ` t="e"><v>#N/A</v>`.
type rawCell string

// row adds one row: a string is text, a day a date, an int or float64 a number; nothing is a blank.
func (s *sheet) row(cells ...any) {
	s.rows++
	s.text = append(strconv.AppendInt(append(s.text, `<row r="`...), int64(s.rows), 10), `">`...)
	for i, cell := range cells {
		switch v := cell.(type) {
		case string:
			if v != "" {
				s.open(i)
				s.text = append(appendEscaped(append(s.text, ` t="inlineStr"><is><t>`...), v), `</t></is></c>`...)
			}
		case day:
			if v != never && v != 0 {
				s.open(i)
				s.text = append(strconv.AppendInt(append(s.text, ` s="1"><v>`...), int64(v)+firstSerial, 10), `</v></c>`...)
			}
		case int:
			s.open(i)
			s.text = append(strconv.AppendInt(append(s.text, `><v>`...), int64(v), 10), `</v></c>`...)
		case float64:
			s.open(i)
			s.text = append(strconv.AppendFloat(append(s.text, `><v>`...), v, 'f', -1, 64), `</v></c>`...)
		case rawCell:
			s.open(i)
			s.text = append(append(s.text, v...), `</c>`...)
		}
	}
	s.text = append(s.text, "</row>\n"...)
}

// firstSerial is the number that a spreadsheet gives 1 January 1970.
const firstSerial = 25569

// open begins a cell.
func (s *sheet) open(column int) {
	s.text = append(append(s.text, `<c r="`...), columnLetters(column)...)
	s.text = append(strconv.AppendInt(s.text, int64(s.rows), 10), '"')
}

// appendEscaped appends text for XML.
func appendEscaped(to []byte, text string) []byte {
	for i := range len(text) {
		switch b := text[i]; b {
		case '&':
			to = append(to, "&amp;"...)
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		default:
			to = append(to, b)
		}
	}
	return to
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// columnLetters are A to Z, AA and so on.
func columnLetters(i int) string {
	if i < 26 {
		return alphabet[i : i+1]
	}
	return columnLetters(i/26-1) + alphabet[i%26:i%26+1]
}

const (
	xmlMark   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	linkSpace = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packSpace = `http://schemas.openxmlformats.org/package/2006/`
)

// workbook is the bytes of an XLSX file of the sheets.
func workbook(sheets []*sheet) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	// One writer for all parts: each would set aside memory of its own.
	var packer *flate.Writer
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		if packer != nil {
			packer.Reset(w)
			return packer, nil
		}
		var err error
		packer, err = flate.NewWriter(w, flate.BestSpeed)
		return packer, err
	})
	var faults []error
	add := func(name string, parts ...[]byte) {
		file, err := archive.Create(name)
		if err != nil {
			faults = append(faults, err)
			return
		}
		for _, part := range parts {
			_, err := file.Write(part)
			faults = append(faults, err)
		}
	}
	types := xmlMark + `<Types xmlns="` + packSpace + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	book := xmlMark + `<workbook ` + mainSpace + ` xmlns:r="` + linkSpace + `"><sheets>`
	links := xmlMark + `<Relationships xmlns="` + packSpace + `relationships">`
	for i, s := range sheets {
		types += fmt.Sprintf(`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		book += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, appendEscaped(nil, s.name), i+1, i+1)
		links += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, linkSpace, i+1)
	}
	add("[Content_Types].xml", []byte(types+`</Types>`))
	add("_rels/.rels", []byte(xmlMark+`<Relationships xmlns="`+packSpace+`relationships"><Relationship Id="rId1" Type="`+linkSpace+
		`/officeDocument" Target="xl/workbook.xml"/></Relationships>`))
	add("xl/workbook.xml", []byte(book+`</sheets></workbook>`))
	add("xl/_rels/workbook.xml.rels", []byte(links+fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(sheets)+1, linkSpace)))
	add("xl/styles.xml", []byte(xmlMark+`<styleSheet `+mainSpace+`><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>`+
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`+
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>`+
		`<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`))
	for i, s := range sheets {
		add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), []byte(xmlMark+`<worksheet `+mainSpace+"><sheetData>\n"), s.text, []byte(`</sheetData></worksheet>`))
	}
	faults = append(faults, archive.Close())
	return out.Bytes(), errors.Join(faults...)
}
