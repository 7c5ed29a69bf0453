package workbook_test

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/etl/workbook"
)

const annexSample = "../../../shared/data/annex_a/Annex_A_2024_Jan.xlsx"

// plainSheet is a sheet as encoding/xml decodes it, cell by cell and whole.
type plainSheet struct {
	Rows []struct {
		No    int64 `xml:"r,attr"`
		Cells []struct {
			Ref   string    `xml:"r,attr"`
			Kind  string    `xml:"t,attr"`
			Value string    `xml:"v"`
			F     *struct{} `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

// plainBook decodes the sample by another way than the package does.
func plainBook(t *testing.T) (sheets []plainSheet, texts []string) {
	t.Helper()
	archive, err := zip.OpenReader(annexSample)
	check(t, err)
	defer archive.Close()
	decode := func(name string, into any) {
		file, err := archive.Open(name)
		check(t, err)
		defer file.Close()
		check(t, xml.NewDecoder(file).Decode(into))
	}
	var table struct {
		Items []struct {
			Texts []string `xml:"t"`
			Runs  []string `xml:"r>t"`
		} `xml:"si"`
	}
	decode("xl/sharedStrings.xml", &table)
	for _, item := range table.Items {
		texts = append(texts, strings.Join(append(item.Texts, item.Runs...), ""))
	}
	for i := range 11 {
		var sheet plainSheet
		decode(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), &sheet)
		sheets = append(sheets, sheet)
	}
	return sheets, texts
}

func TestPublicSample(t *testing.T) {
	if _, err := os.Stat(annexSample); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the public sample of Annex A is not beside the repository")
	}
	book, err := workbook.Open(annexSample)
	check(t, err)
	defer book.Close()
	sheets, texts := plainBook(t)
	if len(book.Sheets()) != len(sheets) {
		t.Fatalf("%d sheets, want %d", len(book.Sheets()), len(sheets))
	}
	formulas, missing := 0, 0
	for i, sheet := range book.Sheets() {
		if want := fmt.Sprintf("List %d", i+1); sheet.Name != want || sheet.Hidden {
			t.Errorf("sheet %+v, want %s", sheet, want)
		}
		rows := map[int64][]string{}
		for _, row := range rowsOf(t, book, sheet.Name) {
			rows[row.No] = textsOf(t, row)
		}
		filled := 0
		for _, plain := range sheets[i].Rows {
			var header []string
			blank := true
			for _, cell := range plain.Cells {
				blank = blank && cell.Value == ""
				if plain.No == 1 && cell.Value != "" {
					var index int
					_, err := fmt.Sscan(cell.Value, &index)
					check(t, err)
					header = append(header, texts[index])
				}
				if cell.F != nil {
					formulas++
					column := strings.Index("ABCDEFGHIJKLMNOPQRSTUVWXYZ", strings.TrimRight(cell.Ref, "0123456789"))
					if _, err := time.Parse(time.DateOnly, rows[plain.No][column]); err != nil {
						t.Errorf("%s!%s: the formula gives %q, want a date", sheet.Name, cell.Ref, rows[plain.No][column])
					}
				}
				if cell.Kind == "e" && cell.Value == "#N/A" {
					missing++
				}
				if cell.Kind == "s" && cell.Value != "" {
					var index int
					_, err := fmt.Sscan(cell.Value, &index)
					check(t, err)
					if texts[index] == "#N/A" {
						missing++
					}
				}
			}
			if plain.No == 1 && !slices.Equal(rows[1], header) {
				t.Errorf("%s: header %q, want %q", sheet.Name, rows[1], header)
			}
			if !blank {
				filled++
			}
		}
		if len(rows) != filled || filled < 2 {
			t.Errorf("%s: %d rows, want %d", sheet.Name, len(rows), filled)
		}
		for _, row := range rows {
			for _, text := range row {
				if text == "#N/A" {
					missing--
				}
			}
		}
	}
	if formulas == 0 {
		t.Error("the sample's formulas were not met")
	}
	if missing != 0 {
		t.Errorf("%d texts #N/A were lost", missing)
	}
}
