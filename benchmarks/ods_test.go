package benchmarks

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const odsHead = `<?xml version="1.0" encoding="UTF-8"?><office:document-content` +
	` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet>`

const odsTail = `</office:spreadsheet></office:body></office:document-content>`

func odsContent(sheets string) string { return odsHead + sheets + odsTail }

// odsFile writes an OpenDocument spreadsheet, its type first and uncompressed as the format asks.
func odsFile(tb testing.TB, path string, contents ...string) string {
	tb.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	add := func(name, text string, method uint16) {
		file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = file.Write([]byte(text))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	add("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zip.Store)
	for _, content := range contents {
		add("content.xml", content, zip.Deflate)
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func TestSheetsAreReadAsASpreadsheetShowsThem(t *testing.T) {
	sheets, err := parseODS(strings.NewReader(odsContent(`
	<table:table table:name="Notes"><table:table-column table:number-columns-repeated="16384"/></table:table>
	<table:table table:name="Data">
		<table:table-header-rows><table:table-row>
			<table:table-cell office:value-type="string"><text:p>E-code</text:p></table:table-cell>
			<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>again</text:p></table:table-cell>
			<table:table-cell table:number-columns-repeated="16381"/>
		</table:table-row></table:table-header-rows>
		<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		<table:table-row-group><table:table-row table:number-rows-repeated="2">
			<table:table-cell/>
			<table:table-cell office:value-type="float" office:value="1234.5"><text:p>1,235</text:p></table:table-cell>
			<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>
			<table:table-cell office:value-type="date" office:date-value="2025-12-04"><text:p>4 Dec</text:p></table:table-cell>
		</table:table-row></table:table-row-group>
		<table:table-row>
			<table:table-cell office:value-type="string"><office:annotation><dc:creator>x</dc:creator><text:p>a remark</text:p></office:annotation>
				<text:p>two<text:s text:c="2"/>blanks <text:span>and <text:a>a link</text:a></text:span><text:line-break/>and a line</text:p><text:p>second</text:p></table:table-cell>
		</table:table-row>
		<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
	</table:table>`)))
	if err != nil {
		t.Fatal(err)
	}
	number := []string{"", "1234.5", "", "2025-12-04"}
	want := []odsSheet{{name: "Notes"}, {name: "Data", rows: []odsRow{
		{1, []string{"E-code", "again", "again"}},
		{5, number},
		{6, number},
		{7, []string{"two  blanks and a link and a line\nsecond"}},
	}}}
	if !reflect.DeepEqual(sheets, want) {
		t.Errorf("the sheets are %+v, want %+v", sheets, want)
	}
}

func TestASheetThatClaimsTooMuchIsRefused(t *testing.T) {
	table := func(rows string) string { return odsContent(`<table:table table:name="A">` + rows + `</table:table>`) }
	full := `<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>`
	for _, c := range []struct{ name, content, want string }{
		{"cut off", strings.TrimSuffix(table(""), "t>"), "unexpected EOF"},
		{"cut in a row", odsHead + `<table:table table:name="A"><table:table-row>`, "unexpected EOF"},
		{"nothing", "", "cut off"},
		{"unbalanced", odsHead + "</table:table>" + odsTail, "closed by"},
		{"a document type", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>` + table(""), "document type"},
		{"an entity of its own", table(`<table:table-row><table:table-cell><text:p>&a;</text:p></table:table-cell></table:table-row>`), "entity"},
		{"another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>` + table(""), "encoding"},
		{"deep", table(strings.Repeat("<text:span>", 70) + strings.Repeat("</text:span>", 70)), "deeper than 64"},
		{"a table in a cell", table(`<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>`), "sheet A, row 1: a cell holds a table"},
		{"no repeats", table(`<table:table-row table:number-rows-repeated="0"/>`), `sheet A, row 1: number-rows-repeated is "0"`},
		{"repeats below nought", table(`<table:table-row><table:table-cell table:number-columns-repeated="-1"/></table:table-row>`), "number-columns-repeated"},
		{"endless repeats", table(`<table:table-row table:number-rows-repeated="99999999999999999999"/>`), "number-rows-repeated"},
		{"too many rows", table(strings.Repeat(`<table:table-row table:number-rows-repeated="1048576"/>`, 2)), "row 1048577: number-rows-repeated"},
		{"too many columns", table(`<table:table-row>` + strings.Repeat(full, 2) + `</table:table-row>`), "sheet A, row 1: number-columns-repeated"},
		{"too many cells", table(strings.Repeat(`<table:table-row>`+full+`</table:table-row>`, 257)), "more than 4194304 cells"},
		{"too many rows with content", table(`<table:table-row table:number-rows-repeated="300000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`), "more than 262144 rows"},
	} {
		_, err := parseODS(strings.NewReader(c.content))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestADamagedArchiveIsRefused(t *testing.T) {
	dir := t.TempDir()
	whole, err := os.ReadFile(odsFile(t, filepath.Join(dir, "whole.ods"), odsContent(`<table:table table:name="A"></table:table>`)))
	if err != nil {
		t.Fatal(err)
	}
	if sheets, err := readODS(bytes.NewReader(whole), int64(len(whole))); err != nil || len(sheets) != 1 {
		t.Fatalf("a whole file: %+v, %v", sheets, err)
	}
	spoilt := bytes.Clone(whole)
	at := bytes.Index(spoilt, []byte("content.xml")) + 40
	spoilt[at] ^= 0x10
	two, err := os.ReadFile(odsFile(t, filepath.Join(dir, "two.ods"), odsContent(""), odsContent("")))
	if err != nil {
		t.Fatal(err)
	}
	none, err := os.ReadFile(odsFile(t, filepath.Join(dir, "none.ods")))
	if err != nil {
		t.Fatal(err)
	}
	for name, archive := range map[string][]byte{"half": whole[:len(whole)/2], "spoilt": spoilt, "two": two, "none": none} {
		if _, err := readODS(bytes.NewReader(archive), int64(len(archive))); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzODS(f *testing.F) {
	f.Add(odsContent(`<table:table table:name="A"><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>x<text:s text:c="3"/></text:p></table:table-cell></table:table-row></table:table>`))
	f.Add(odsContent(`<table:table><table:table-row><table:covered-table-cell table:number-columns-repeated="9"/><table:table-cell office:value="1"/></table:table-row></table:table>`))
	f.Add(`<!DOCTYPE a><a>`)
	f.Add(ro3Sheet("RO3_LA_Data_202425", nil))
	f.Fuzz(func(t *testing.T, content string) {
		sheets, err := parseODS(strings.NewReader(content))
		if err != nil {
			return
		}
		held, cells := 0, 0
		for _, sheet := range sheets {
			last := 0
			for _, row := range sheet.rows {
				if row.number <= last || row.number > odsRowLimit || len(row.cells) == 0 || len(row.cells) > odsColumnLimit || row.cells[len(row.cells)-1] == "" {
					t.Fatalf("row %d after %d with %d cells", row.number, last, len(row.cells))
				}
				last = row.number
				held++
				cells += len(row.cells)
			}
		}
		if held > odsHeldLimit {
			t.Fatal(fmt.Sprint(held, " rows, ", cells, " cells"))
		}
		_, _ = parseRO3("x.ods", sheets)
	})
}
