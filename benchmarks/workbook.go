package benchmarks

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The layout of a statistical-neighbour workbook: headings in row 3, then ten pairs of a
// neighbour's code and how close it is, nearest first.
const (
	headingRow     = 3
	neighbourCount = 10
	firstPair      = 5 // column of SN1, the first being 0
)

func workbookHeading() []string {
	header := []string{"LA num", "LA Name", "LA number", "GOInd", "GOReg"}
	for i := range neighbourCount {
		header = append(header, "SN"+strconv.Itoa(i+1), "SNP")
	}
	return header
}

func recogniseWorkbook(path string) (*source, error) {
	book, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: 256 << 20})
	if err != nil {
		return nil, fileFault(path, "the XLSX workbook is damaged, encrypted or cut short: fetch it again")
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fileFault(path, "sheet %s cannot be read: fetch the workbook again", sheet)
		}
		at := slices.IndexFunc(rows[:min(len(rows), headerReach)], isHeading)
		if at < 0 {
			continue
		}
		if at != headingRow-1 {
			return nil, &FileError{File: filepath.Base(path), Row: int64(at + 1), Err: fmt.Errorf(
				"sheet %s: the headings of the statistical neighbours stand here: want them in row %d", sheet, headingRow)}
		}
		year, err := vintage(path, sheet, rows[:at])
		if err != nil {
			return nil, err
		}
		content, err := parseNeighbourSheet(path, year, rows, at, func(i int) int64 { return int64(i + 1) })
		if err != nil {
			return nil, err
		}
		return &source{path: path, records: int64(len(content.authorities)), book: content}, nil
	}
	return nil, fileFault(path, "no sheet of the workbook has the headings %s to SN%d in row %d: %w",
		workbookHeading()[0], neighbourCount, headingRow, ErrUnrecognised)
}

func isHeading(row []string) bool {
	return slices.ContainsFunc(row, func(cell string) bool { return normalWords(cell) == "la num" }) &&
		slices.ContainsFunc(row, func(cell string) bool { return normalWords(cell) == "sn1" })
}

func normalWords(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// parseNeighbourSheet reads the rows under the headings of rows[at] as the model of a year; line is the
// place of a row in the file. Rows without a code and neighbours are section marks ("Old SNs:") or blank.
func parseNeighbourSheet(path, year string, rows [][]string, at int, line func(i int) int64) (*neighbours, error) {
	found := &faults{path: path}
	for i, want := range workbookHeading() {
		if got := cell(rows[at], i); normalWords(got) != normalWords(want) {
			found.add(line(at), columnName(i), "want the heading %s", want)
		}
	}
	if err := found.err(); err != nil {
		return nil, err
	}
	content := &neighbours{vintage: year}
	for i := at + 1; i < len(rows); i++ {
		row := rows[i]
		if cell(row, 0) == "" && cell(row, 2) == "" && blankPairs(row) {
			continue
		}
		if entry, ok := content.readSheetRow(found, row, line(i)); ok {
			content.authorities = append(content.authorities, entry)
		}
	}
	content.check(found)
	return content, found.err()
}

// blankPairs tells whether a row has no neighbours, so that it may be a mark between sections.
func blankPairs(row []string) bool {
	for i := range 2 * neighbourCount {
		if cell(row, firstPair+i) != "" {
			return false
		}
	}
	return true
}

// readSheetRow reads an authority and its neighbours.
func (n *neighbours) readSheetRow(found *faults, row []string, line int64) (authority, bool) {
	name := func(column int) string { return workbookHeading()[column] + " (" + columnName(column) + ")" }
	entry := authority{Area: n.code(cell(row, 0)), Name: cell(row, 1), row: line, column: name(0)}
	region, known := regionOf(entry.Area, cell(row, 4))
	entry.Region = region
	switch {
	case !isAreaCode(entry.Area):
		found.add(line, name(0), "want a three-digit authority code")
		return entry, false
	case n.code(cell(row, 2)) != entry.Area:
		found.add(line, name(2), "want the code of the first column again")
		return entry, false
	case entry.Name == "":
		found.add(line, name(1), "want the authority's name")
		return entry, false
	case !known:
		found.add(line, name(4), "want the authority's region, one of %s", strings.Join(regionNames, ", "))
		return entry, false
	}
	var pairs []printedPair
	for i := range neighbourCount {
		column := firstPair + 2*i
		pairs = append(pairs, printedPair{
			code: cell(row, column), words: cell(row, column+1), codeColumn: name(column), wordsColumn: name(column + 1),
		})
	}
	return entry, n.readPairs(found, entry.Area, line, pairs)
}

func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func columnName(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return strconv.Itoa(i + 1)
	}
	return name
}

var digits = regexp.MustCompile(`[0-9]+`)

// vintage is the year of a neighbour model: from the sheet's name or a title above the headings,
// else from the file's name. What has been published so far dates itself in neither way.
func vintage(path, sheet string, above [][]string) (string, error) {
	texts := []string{sheet}
	for _, row := range above {
		texts = append(texts, row...)
	}
	if years := yearsIn(texts); len(years) == 1 {
		return years[0], nil
	}
	if years := yearsIn([]string{publishedName(path)}); len(years) == 1 {
		return years[0], nil
	}
	return "", fileFault(path, "neither the file nor its name says which year's neighbours it holds: "+
		"put the year of the model in the file's name, e.g. neighbours_2025%s", strings.ToLower(filepath.Ext(path)))
}

// publishedName is the file's name without the mark that Import may have put into it.
func publishedName(path string) string {
	return storedName.ReplaceAllString(filepath.Base(path), "")
}

// yearsIn lists the different years that the texts name, alone or at the head of a date such as
// 20250522.
func yearsIn(texts []string) []string {
	var years []string
	for _, text := range texts {
		for _, run := range digits.FindAllString(text, -1) {
			dated := len(run) == 4 || len(run) == 6 || len(run) == 8
			if dated && strings.HasPrefix(run, "20") && !slices.Contains(years, run[:4]) {
				years = append(years, run[:4])
			}
		}
	}
	return years
}
