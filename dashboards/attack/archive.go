package attack

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// mostUnpacked is how much of a part of an archive is read.
const mostUnpacked = 64 << 20

var xmlTag = regexp.MustCompile(`<[^>]*>`)

// archive reads the parts of a packed file: the sheets of a workbook as tables, everything else as words.
func (c *collection) archive(k *known, s scope, f file) {
	if strings.EqualFold(path.Ext(f.name), ".xlsx") {
		c.workbook(k, s, f)
	}
	reader, err := zip.NewReader(bytes.NewReader(f.text), int64(len(f.text)))
	if err != nil {
		c.notes = append(c.notes, f.name+": not an archive that can be read, so it was not attacked")
		return
	}
	for _, part := range reader.File {
		open, err := part.Open()
		if err != nil {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(open, mostUnpacked))
		_ = open.Close() // it was only read
		if err != nil {
			continue
		}
		words := xmlTag.ReplaceAllString(string(text), "\n")
		place := f.name + ", part " + part.Name
		c.lines(k, place, words, 4000)
		if s.indicator != "" && !strings.Contains(part.Name, "worksheets/") && !strings.Contains(part.Name, "sharedStrings") {
			for line := range strings.Lines(words) {
				c.say(k, s, "", place, line)
			}
		}
	}
	if reader.Comment != "" {
		c.lines(k, f.name+", comment", reader.Comment, 4000)
	}
}

// workbook reads sheets: tables with the columns of the data files, and tables with a row to a period.
func (c *collection) workbook(k *known, s scope, f file) {
	book, err := excelize.OpenReader(bytes.NewReader(f.text))
	if err != nil {
		c.notes = append(c.notes, f.name+": not a workbook that can be read, so its sheets were not attacked")
		return
	}
	defer func() { _ = book.Close() }() // temporary files of a workbook that was only read
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			continue
		}
		about := s
		if k.ids[sheet] {
			about.indicator = sheet
		}
		var heads []string
		for i, row := range rows {
			place := fmt.Sprintf("%s, sheet %s, row %d", f.name, sheet, i+1)
			if about.indicator == "" || i < 4 {
				for _, text := range row {
					if k.ids[text] {
						about.indicator = text
					}
				}
			}
			if heads == nil || len(row) > 2 && !hasDigit(strings.Join(row, "")) {
				if len(row) > 2 {
					heads = row
				}
				continue
			}
			if slices.Contains(heads, "period_end") {
				c.sheetRow(place, heads, row)
				continue
			}
			c.tableRow(k, about, place, heads, row)
		}
	}
}

// sheetRow compares a row of a sheet that has the columns of the data files with the cell in them.
func (c *collection) sheetRow(place string, heads, row []string) {
	_ = c.row(edition{}, place, heads, row) // a row without a date is a heading or a note
}
