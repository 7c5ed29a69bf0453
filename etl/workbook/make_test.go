package workbook_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/etl/workbook"
)

// parts are the XML parts of a workbook by name.
type parts map[string]string

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace   = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relSpace    = ` xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relKind     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// oneSheet is the parts of a workbook whose only sheet, List 1, has these rows. Cell formats: 0 a plain
// number, then those given.
func oneSheet(rows string, formats ...string) parts {
	codes, xfs := "", `<xf numFmtId="0"/>`
	for i, code := range formats {
		id := string(rune('0'+i)) + "00"
		codes += `<numFmt numFmtId="1` + id + `" formatCode="` + escaped(code) + `"/>`
		xfs += `<xf numFmtId="1` + id + `"/>`
	}
	return parts{
		"_rels/.rels":     declaration + `<Relationships` + relSpace + `><Relationship Id="rId1" Type="` + relKind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": declaration + `<workbook` + mainSpace + `><workbookPr/><sheets><sheet name="List 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": declaration + `<Relationships` + relSpace + `><Relationship Id="rId1" Type="` + relKind + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relKind + `styles" Target="styles.xml"/><Relationship Id="rId3" Type="` + relKind + `sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": declaration + `<worksheet` + mainSpace + `><dimension ref="A1"/><sheetData>` + rows + `</sheetData></worksheet>`,
		"xl/styles.xml":            declaration + `<styleSheet` + mainSpace + `><numFmts>` + codes + `</numFmts><cellXfs>` + xfs + `</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     declaration + `<sst` + mainSpace + `><si><t>zero</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">one </t></r><r><t>two</t></r><rPh sb="0" eb="1"><t>guide</t></rPh></si></sst>`,
	}
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func (p parts) with(name, content string) parts {
	out := parts{}
	for k, v := range p {
		out[k] = v
	}
	out[name] = content
	return out
}

// replaced swaps a text of one part, which must be there, for another.
func (p parts) replaced(t testing.TB, name, old, new string) parts {
	t.Helper()
	if !strings.Contains(p[name], old) {
		t.Fatalf("part %s has no %s", name, old)
	}
	return p.with(name, strings.ReplaceAll(p[name], old, new))
}

var partOrder = []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}

// zipped packs the parts as Excel does, or stored and without sums, so that a change of one byte does
// not already end in a sum that is wrong.
func (p parts) zipped(t testing.TB, stored bool) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range partOrder {
		content, ok := p[name]
		if !ok {
			continue
		}
		size := uint64(len(content))
		if stored {
			w, err := archive.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CompressedSize64: size, UncompressedSize64: size})
			check(t, err)
			_, err = w.Write([]byte(content))
			check(t, err)
			continue
		}
		w, err := archive.Create(name)
		check(t, err)
		_, err = w.Write([]byte(content))
		check(t, err)
	}
	check(t, archive.Close())
	return out.Bytes()
}

// encryptedEntry packs the parts and marks them as protected by a zip password.
func (p parts) encrypted(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range partOrder {
		content := []byte(p[name])
		w, err := archive.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Store, Flags: 1, CRC32: crc32.ChecksumIEEE(content),
			CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
		})
		check(t, err)
		_, err = w.Write(content)
		check(t, err)
	}
	check(t, archive.Close())
	return out.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func written(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	check(t, os.WriteFile(path, content, 0o600))
	return path
}

func opened(t testing.TB, content []byte) *workbook.Book {
	t.Helper()
	book, err := workbook.Open(written(t, content))
	check(t, err)
	t.Cleanup(func() { book.Close() })
	return book
}

func rowsOf(t testing.TB, book *workbook.Book, sheet string) []workbook.Row {
	t.Helper()
	var rows []workbook.Row
	check(t, book.Rows(t.Context(), sheet, func(row workbook.Row) error {
		rows = append(rows, row)
		return nil
	}))
	return rows
}

// firstRow is the texts of the only row that cells, given as XML, make.
func firstRow(t testing.TB, p parts) []string {
	t.Helper()
	rows := rowsOf(t, opened(t, p.zipped(t, false)), "List 1")
	if len(rows) != 1 {
		t.Fatalf("%d rows, want one", len(rows))
	}
	return textsOf(t, rows[0])
}

func textsOf(t testing.TB, row workbook.Row) []string {
	t.Helper()
	var texts []string
	for i, cell := range row.Cells {
		if cell.Fault != "" {
			t.Errorf("row %d, column %d: fault: %s", row.No, i+1, cell.Fault)
		}
		texts = append(texts, cell.Text)
	}
	return texts
}

// unreadable is the error of opening the file and, when that goes well, of reading its sheets; it has to
// be an UnreadableError.
func unreadable(t testing.TB, content []byte) *workbook.UnreadableError {
	t.Helper()
	err := readAll(t.Context(), written(t, content))
	var fault *workbook.UnreadableError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v, want an UnreadableError", err)
	}
	if fault.Message == "" || fault.Wanted == "" {
		t.Errorf("%+v does not say both what is the matter and what is wanted", fault)
	}
	return fault
}

func readAll(ctx context.Context, path string) error {
	book, err := workbook.Open(path)
	if err != nil {
		return err
	}
	defer book.Close()
	for _, sheet := range book.Sheets() {
		if err := book.Rows(ctx, sheet.Name, func(workbook.Row) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}
