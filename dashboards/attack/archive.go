package attack

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"sightline/dashboards/contents"

	"github.com/xuri/excelize/v2"
)

var xmlTag = regexp.MustCompile(`<[^>]*>`)

// archive reads the parts of a packed file: the sheets of a workbook as tables, the pages of a document line by line,
// everything else as words. What cannot be unpacked is a finding: nothing can be said of it.
func (c *collection) archive(k *known, s scope, f file) {
	if strings.EqualFold(path.Ext(f.name), ".xlsx") {
		c.workbook(k, s, f)
	}
	parts, err := contents.Parts(f.name, f.text)
	if err != nil {
		c.findings = append(c.findings, Finding{Kind: Undecided, Place: f.name, Secret: true, What: "it cannot be unpacked, so nothing can be said of it: " + clip(err.Error())})
	}
	document := s
	for _, part := range parts {
		place := f.name
		if part.Place != "" {
			place += ", " + part.Place
		}
		if part.Page {
			document = c.leaf(k, document, place, string(part.Text))
			continue
		}
		words := printable(part.Text)
		if strings.EqualFold(path.Ext(part.Name), ".xml") || strings.EqualFold(path.Ext(part.Name), ".rels") {
			words = xmlTag.ReplaceAllString(string(part.Text), "\n")
		}
		c.lines(k, place, words, 4000)
		if strings.Contains(part.Name, "worksheets/") || strings.Contains(part.Name, "sharedStrings") {
			continue
		}
		for line := range strings.Lines(words) {
			about := s
			if about.indicator == "" {
				about.indicator = k.titled(line)
			}
			c.say(k, about, "", place, strings.TrimSpace(line))
		}
	}
}

// leaf reads a page of a document line by line. A line that holds the title of an indicator begins what is said of
// it, in the pages after as well; the cells of a row of a table stand in one line with tabs between.
func (c *collection) leaf(k *known, s scope, place, text string) scope {
	var heads []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if id := k.titled(line); id != "" {
			s.indicator = id
		}
		cells := strings.Split(line, "\t")
		switch {
		case len(cells) > 1 && strings.EqualFold(strings.TrimSpace(cells[0]), "period"):
			heads = cells
		case len(cells) > 1 && heads != nil:
			c.tableRow(k, s, place, heads, cells)
		}
		c.say(k, s, "", place, strings.Join(cells, " "))
	}
	return s
}

// titled is the indicator whose title a line holds: the longest, where one title is part of another.
func (k *known) titled(line string) string {
	best, id := "", ""
	for title, of := range k.byTitle {
		if len(title) > len(best) && k.ids[of] && strings.Contains(line, title) {
			best, id = title, of
		}
	}
	return id
}

// workbook reads sheets: tables with the columns of the data files, and tables with a row to a period.
func (c *collection) workbook(k *known, s scope, f file) {
	book, err := excelize.OpenReader(bytes.NewReader(f.text))
	if err != nil {
		c.findings = append(c.findings, Finding{Kind: Undecided, Place: f.name, Secret: true, What: "it is not a workbook that can be read, so nothing can be said of its sheets"})
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
			if id := idOf(k, heads, row); id != "" {
				about.indicator = id
			} else if about.indicator == "" || i < 4 {
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
			k.nameOthers(heads, row)
			if slices.Contains(heads, "period_end") {
				c.sheetRow(place, heads, row)
				continue
			}
			c.tableRow(k, about, place, heads, row)
			c.yearRow(k, about, place, heads, row)
		}
	}
}

// idOf is the indicator that a row names in a column of ids.
func idOf(k *known, heads, row []string) string {
	for i, head := range heads {
		if i < len(row) && strings.EqualFold(head, "indicator id") && k.ids[row[i]] {
			return row[i]
		}
	}
	return ""
}

// sheetRow compares a row of a sheet that has the columns of the data files with the cell in them.
func (c *collection) sheetRow(place string, heads, row []string) {
	_ = c.row(edition{}, place, heads, row) // a row without a date is a heading or a note
}
