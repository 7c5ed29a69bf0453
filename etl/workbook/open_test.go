package workbook_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sightline/etl/workbook"
)

const aRow = `<row r="1"><c r="A1"><v>1</v></c></row>`

func TestFilesThatAreNoWorkbook(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	whole := oneSheet(aRow)
	without := func(name string) parts { p := whole.with(name, ""); delete(p, name); return p }
	tests := map[string]struct {
		content []byte
		message string
	}{
		"nothing":           {nil, "the file is empty"},
		"text":              {[]byte("CHILD,SEX\r\n1,2\r\n"), "the file is not an XLSX workbook"},
		"web page":          {[]byte("\ufeff\r\n<html><table>"), "web page"},
		"old form":          {[]byte(ole + strings.Repeat("\x00", 1<<20) + wide("Workbook")), "old .xls form"},
		"old document":      {[]byte(ole + wide("WordDocument")), "old Office document"},
		"name on two parts": {[]byte(ole + strings.Repeat("\x00", 1<<20-10-len(ole)) + wide("EncryptedPackage")), "protected by a password"},
		"zip password":      {whole.encrypted(t), "protected by a password"},
		"other archive":     {parts{"xl/styles.xml": "<a/>"}.zipped(t, false), "without a workbook"},
		"word document":     {whole.with("xl/workbook.xml", "<document/>").zipped(t, false), "without a workbook"},
		"no worksheet":      {whole.with("xl/workbook.xml", "<workbook/>").zipped(t, false), "no worksheet"},
		"sheet lost":        {without("xl/worksheets/sheet1.xml").zipped(t, false), "damaged or cut short"},
		"formats lost":      {without("xl/styles.xml").zipped(t, false), "damaged or cut short"},
		"texts lost":        {without("xl/sharedStrings.xml").zipped(t, false), "damaged or cut short"},
		"references lost":   {without("xl/_rels/workbook.xml.rels").zipped(t, false), "damaged or cut short"},
		"first bytes only":  {[]byte("PK\x03\x04"), "damaged or cut short"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if fault := unreadable(t, test.content); !strings.Contains(fault.Message, test.message) {
				t.Errorf("%q, want it to say %q", fault, test.message)
			}
		})
	}
	t.Run("binary form", func(t *testing.T) {
		content := bytes.ReplaceAll(parts{"xl/workbook.xml": "x"}.zipped(t, true), []byte("xl/workbook.xml"), []byte("xl/workbook.bin"))
		if fault := unreadable(t, content); !strings.Contains(fault.Message, ".xlsb") {
			t.Errorf("%q, want it to name the form", fault)
		}
	})
}

func TestProtectedWorkbookOfExcel(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	check(t, file.SaveAs(path, excelize.Options{Password: "word"}))
	content, err := os.ReadFile(path)
	check(t, err)
	if fault := unreadable(t, content); !strings.Contains(fault.Message, "password") {
		t.Errorf("%q, want it to name the password", fault)
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	if _, err := workbook.Open(filepath.Join(t.TempDir(), "none.xlsx")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want that there is no such file", err)
	}
	_, err := workbook.Open(t.TempDir())
	var fault *workbook.UnreadableError
	if !errors.As(err, &fault) {
		t.Errorf("error %v for a folder, want an UnreadableError", err)
	}
}

func TestMacroWorkbookIsRead(t *testing.T) {
	p := oneSheet(aRow).replaced(t, "xl/_rels/workbook.xml.rels", "</Relationships>",
		`<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`)
	if got := firstRow(t, p); len(got) != 1 || got[0] != "1" {
		t.Errorf("%q", got)
	}
}

func TestDamagedSheetsAreToldAndNotCutShort(t *testing.T) {
	sheet := "xl/worksheets/sheet1.xml"
	secret := `<row r="7"><c r="A7" t="inlineStr"><is><t>secret</t></is></c></row>`
	tests := map[string]struct{ rows string }{
		"sheet ends in a row":          {secret + `<row r="8"><c r="A8"><v>secret`},
		"elements close out of order":  {secret + `<row r="8"><c r="A8"><v>secret</c></v></row>`},
		"unknown entity":               {secret + `<row r="8"><c r="A8"><v>&secret;</v></c></row>`},
		"row out of order":             {secret + `<row r="7"/>`},
		"row beyond the last":          {secret + `<row r="1048577"/>`},
		"row of no number":             {secret + `<row r="secret"/>`},
		"column beyond the last":       {secret + `<row r="8"><c r="XFE8"><v>1</v></c></row>`},
		"one column further than that": {secret + `<row r="8"><c r="XFD8"><v>1</v></c><c><v>2</v></c></row>`},
		"cell without a column":        {secret + `<row r="8"><c r="8"><v>1</v></c></row>`},
		"cell of no format":            {secret + `<row r="8"><c s="secret"><v>1</v></c></row>`},
		"two values for a cell":        {secret + `<row r="8"><c r="A8"><v>1</v></c><c r="A8"><v>2</v></c></row>`},
		"elements without end":         {secret + `<row r="8">` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</row>`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			fault := unreadable(t, oneSheet(test.rows).zipped(t, false))
			if !strings.HasPrefix(fault.Message, `sheet "List 1" is damaged or cut short after row `) {
				t.Errorf("message %q", fault)
			}
			if strings.Contains(fault.Error(), "secret") {
				t.Errorf("message %q says a value", fault)
			}
		})
	}
	t.Run("no rows at all", func(t *testing.T) {
		_ = unreadable(t, oneSheet(aRow).with(sheet, `<worksheet><dimension ref="A1"/></worksheet>`).zipped(t, false))
		_ = unreadable(t, oneSheet(aRow).with(sheet, "").zipped(t, false))
	})
	t.Run("two sheets in one part", func(t *testing.T) {
		_ = unreadable(t, oneSheet(aRow).replaced(t, "xl/workbook.xml", "</sheets>", `<sheet name="List 2" sheetId="2" r:id="rId1"/></sheets>`).zipped(t, false))
	})
	t.Run("another alphabet", func(t *testing.T) {
		_ = unreadable(t, oneSheet(aRow).replaced(t, sheet, "UTF-8", "UTF-16").zipped(t, false))
	})
	t.Run("an empty sheet is not damaged", func(t *testing.T) {
		if rows := rowsOf(t, opened(t, oneSheet(aRow).with(sheet, `<worksheet><sheetData/></worksheet>`).zipped(t, false)), "List 1"); len(rows) != 0 {
			t.Errorf("rows %+v", rows)
		}
	})
}

// Whatever byte of a packed workbook is changed and wherever it is cut, the rows are the same as before or
// the workbook is refused.
func TestNoDamageGoesUnnoticed(t *testing.T) {
	content := oneSheet(`<row r="1"><c r="A1" s="1"><v>45383</v></c><c r="B1" t="s"><v>1</v></c></row>`, "d/m/yy").zipped(t, false)
	path := filepath.Join(t.TempDir(), "book.xlsx")
	read := func(content []byte) string {
		check(t, os.WriteFile(path, content, 0o600))
		book, err := workbook.Open(path)
		if err != nil {
			return "refused"
		}
		defer book.Close()
		var out strings.Builder
		for _, sheet := range book.Sheets() {
			if err := book.Rows(t.Context(), sheet.Name, func(row workbook.Row) error {
				for _, cell := range row.Cells {
					out.WriteString(cell.Text + cell.Fault + "|")
				}
				return nil
			}); err != nil {
				return "refused"
			}
		}
		return out.String()
	}
	want := read(content)
	if want != "2024-04-01|one two|" {
		t.Fatalf("whole workbook gives %q", want)
	}
	for i := range content {
		if got := read(content[:i]); got != "refused" {
			t.Errorf("cut at %d: %q", i, got)
		}
		changed := bytes.Clone(content)
		changed[i] ^= 0x40
		if got := read(changed); got != want && got != "refused" {
			t.Errorf("byte %d changed: %q", i, got)
		}
	}
}

func TestWorkbooksThatUnpackToTooMuch(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacking up to the limits takes seconds")
	}
	blank := strings.Repeat(" ", 2<<20)
	tests := map[string]parts{
		"one cell":        oneSheet(`<row><c t="inlineStr"><is><t>` + blank + `</t></is></c></row>`),
		"a cell in parts": oneSheet(`<row><c t="inlineStr"><is>` + strings.Repeat(`<t>`+blank[:1<<10]+`</t>`, 2<<10) + `</is></c></row>`),
		"one attribute":   oneSheet(`<row spans="` + blank + `"/>`),
		"one shared text": oneSheet(aRow).with("xl/sharedStrings.xml", `<sst><si><t>`+blank+`</t></si></sst>`),
		"shared texts":    oneSheet(aRow).with("xl/sharedStrings.xml", `<sst>`+strings.Repeat("<si/>", 256<<20/16+1)+`</sst>`),
		"formats":         oneSheet(aRow).with("xl/styles.xml", `<styleSheet>`+strings.Repeat(" ", 32<<20)+`</styleSheet>`),
	}
	for name, p := range tests {
		t.Run(name, func(t *testing.T) {
			if fault := unreadable(t, p.zipped(t, false)); !strings.Contains(fault.Message, "larger, once unpacked") {
				t.Errorf("message %q", fault)
			}
		})
	}
}
