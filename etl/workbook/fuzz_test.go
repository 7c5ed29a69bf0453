package workbook_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"sightline/etl/workbook"
)

// FuzzOpenRows: no bytes make the reader panic, hang or take memory out of proportion, and what it reads
// keeps to what the package says. The seeds are stored unpacked and without sums, so that changed bytes
// reach the XML.
func FuzzOpenRows(f *testing.F) {
	rows := `<row r="1" ht="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>45383.5</v></c><c t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c></row>` +
		`<row><c s="2"><f t="shared" si="0"/><v>6.1379999999999999</v></c><c t="inlineStr"><is><r><t>a_x000D_</t></r></is></c><c t="str"><f>A1</f></c><c t="d"><v>2024-01-02</v></c></row>` +
		`<row r="9"/>`
	book := oneSheet(rows, "dd/mm/yyyy;@", `[<1]h:mm;"d"0`)
	f.Add(book.zipped(f, true))
	f.Add(book.zipped(f, false))
	f.Add(book.replaced(f, "xl/workbook.xml", "<workbookPr/>", `<workbookPr date1904="1"/>`).zipped(f, true))
	f.Add(book.encrypted(f))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"))
	f.Add([]byte("<html>"))
	path := filepath.Join(f.TempDir(), "book.xlsx")
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 32<<10 {
			t.Skip("small workbooks only")
		}
		check(t, os.WriteFile(path, content, 0o600))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		late := time.AfterFunc(20*time.Second, func() { panic("reading hangs") })
		err := readHolding(ctx, t, path)
		late.Stop()
		runtime.ReadMemStats(&after)
		var fault *workbook.UnreadableError
		if err != nil && !errors.As(err, &fault) {
			t.Errorf("error %v, want an UnreadableError", err)
		}
		// All that is ever taken, most of it given back at once, stays in proportion to what is unpacked.
		if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20+unpacked(content)<<8 {
			t.Errorf("%d bytes of memory for a workbook of %d", took, len(content))
		}
	})
}

// unpacked is how many bytes an archive's entries say that they hold.
func unpacked(content []byte) uint64 {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return 0
	}
	total := uint64(0)
	for _, entry := range archive.File {
		total += min(entry.UncompressedSize64, 1<<32)
	}
	return total
}

// readHolding reads every sheet of a workbook and checks what holds for any.
func readHolding(ctx context.Context, t *testing.T, path string) error {
	book, err := workbook.Open(path)
	if err != nil {
		return err
	}
	defer book.Close()
	if len(book.Sheets()) == 0 {
		t.Error("a workbook without sheets")
	}
	for _, sheet := range book.Sheets() {
		last := int64(0)
		err := book.Rows(ctx, sheet.Name, func(row workbook.Row) error {
			if row.No <= last || row.No > 1<<20 {
				t.Errorf("row %d after row %d", row.No, last)
			}
			last = row.No
			if n := len(row.Cells); n == 0 || n > 1<<14 || row.Cells[n-1] == (workbook.Cell{}) {
				t.Errorf("row %d has %d cells or a blank last one", row.No, n)
			}
			for _, cell := range row.Cells {
				if cell.Text != "" && cell.Fault != "" || strings.Contains(cell.Text, "\x00") {
					t.Errorf("row %d: cell %+v", row.No, cell)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
