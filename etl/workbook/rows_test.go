package workbook_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sightline/etl/workbook"
)

func TestRowsKeepTheirNumbers(t *testing.T) {
	p := oneSheet(`<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="0"/><c r="C2" s="0"/></row>` +
		`<row r="3"><c r="A3" s="0"/></row><row r="4" ht="15"/><row><c><v>5</v></c><c r="D5"><v>6</v></c><c><v>7</v></c></row>` +
		`<row r="90"><c r="C90"><v>8</v></c><c r="A90"><v>9</v></c></row>` + strings.Repeat("<row/>", 5000))
	var got []string
	for _, row := range rowsOf(t, opened(t, p.zipped(t, false)), "List 1") {
		got = append(got, fmt.Sprint(row.No, " ", strings.Join(textsOf(t, row), "|")))
	}
	want := []string{"2 1", "5 5|||6|7", "90 9||8"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatExcelizeWritesIsReadBack(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	for _, sheet := range []string{"List 2", "Secret", "Very & secret"} {
		_, err := file.NewSheet(sheet)
		check(t, err)
	}
	check(t, file.SetSheetVisible("Secret", false))
	check(t, file.SetSheetVisible("Very & secret", false, true))
	percent, err := file.NewStyle(&excelize.Style{NumFmt: 9})
	check(t, err)
	check(t, file.SetSheetRow("List 2", "A1", &[]any{"name\u00a0of", 0.25, true, 45383, 6.138, nil, "#N/A", "line\r\nbreak"}))
	check(t, file.SetCellStyle("List 2", "B1", "B1", percent))
	check(t, file.SetCellStyle("List 2", "J1", "J2000", percent))
	check(t, file.SetSheetRow("List 2", "A2", &[]any{"hidden"}))
	check(t, file.SetRowVisible("List 2", 2, false))
	check(t, file.SetColVisible("List 2", "A:C", false))
	check(t, file.SetCellValue("List 2", "A3", "merged"))
	check(t, file.MergeCell("List 2", "A3", "C5"))
	check(t, file.SetCellRichText("List 2", "A7", []excelize.RichTextRun{{Text: "bold "}, {Text: "and not", Font: &excelize.Font{Bold: true}}}))
	check(t, file.AddChartSheet("Chart", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1:$A$2"}}}))
	buffer, err := file.WriteToBuffer()
	check(t, err)
	book := opened(t, buffer.Bytes())
	wantSheets := []workbook.Sheet{{Name: "Sheet1"}, {Name: "List 2"}, {Name: "Secret", Hidden: true}, {Name: "Very & secret", Hidden: true}}
	if got := book.Sheets(); !slices.Equal(got, wantSheets) {
		t.Errorf("sheets %+v, want %+v", got, wantSheets)
	}
	var got []string
	for _, row := range rowsOf(t, book, "List 2") {
		got = append(got, fmt.Sprint(row.No, " ", strings.Join(textsOf(t, row), "|")))
	}
	want := []string{"1 name\u00a0of|0.25|TRUE|45383|6.138||#N/A|line\r\nbreak", "2 hidden", "3 merged", "7 bold and not"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestStrictFormAndPrefixes(t *testing.T) {
	p := oneSheet(`<row r="1"><c r="A1" s="1"><v>45383</v></c><c r="B1" t="s"><v>1</v></c></row>`, "d/m/yy")
	want := []string{"2024-04-01", "one two"}
	strict := parts{}
	for name, content := range p {
		strict[name] = strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(content)
	}
	if got := firstRow(t, strict); !slices.Equal(got, want) {
		t.Errorf("strict form: %q, want %q", got, want)
	}
	prefixed := parts{}
	for name, content := range p {
		if !strings.HasSuffix(name, ".rels") {
			content = strings.NewReplacer("xmlns=", "xmlns:x=", "</", "</x:", "<?", "<?", "<", "<x:").Replace(content)
		}
		prefixed[name] = "\ufeff" + content
	}
	if got := firstRow(t, prefixed); !slices.Equal(got, want) {
		t.Errorf("prefixed elements after a byte order mark: %q, want %q", got, want)
	}
}

func TestRowsEndWithTheCallersError(t *testing.T) {
	book := opened(t, oneSheet(`<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`+strings.Repeat("<row/>", 10)).zipped(t, false))
	enough, calls := errors.New("enough"), 0
	if err := book.Rows(t.Context(), "List 1", func(workbook.Row) error { calls++; return enough }); err != enough || calls != 1 { //nolint:errorlint // the very same
		t.Errorf("error %v after %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(t.Context())
	calls = 0
	if err := book.Rows(ctx, "List 1", func(workbook.Row) error { calls++; cancel(); return nil }); !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("error %v after %d calls, want the cancellation", err, calls)
	}
	if err := book.Rows(t.Context(), "List 2", nil); err == nil || !strings.Contains(err.Error(), `"List 2"`) {
		t.Errorf("error %v for a sheet that is not there", err)
	}
	if got := rowsOf(t, book, "List 1"); len(got) != 2 {
		t.Errorf("%d rows when read again, want 2", len(got))
	}
}

func TestNoTemporaryFile(t *testing.T) {
	folder := t.TempDir()
	content := oneSheet(strings.Repeat(`<row><c t="inlineStr"><is><t>`+strings.Repeat("x", 1000)+`</t></is></c></row>`, 20000)).zipped(t, false)
	t.Setenv("TMPDIR", folder)
	book := opened(t, content)
	check(t, book.Rows(t.Context(), "List 1", func(row workbook.Row) error {
		if row.No != 10000 {
			return nil
		}
		entries, err := os.ReadDir(folder)
		for _, entry := range entries {
			if !entry.IsDir() { // the test's own folders are there
				t.Errorf("file %s was made", entry.Name())
			}
		}
		return err
	}))
}
