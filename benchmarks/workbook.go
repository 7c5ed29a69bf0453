package benchmarks

import (
	"errors"
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

// closenessWords are the published bands, closest first.
var closenessWords = []string{"Extremely close", "Very close", "Close", "Somewhat close", "Not close"}

// neighbours is a workbook's content. Vintage is the year of the model.
type neighbours struct {
	vintage     string
	authorities []authority
	pairs       []pair
}

type authority struct {
	Area   string `json:"area_code"`
	Name   string `json:"area_name"`
	Region string `json:"region_name"`
}

type pair struct {
	Area      string `json:"area_code"`
	Neighbour string `json:"neighbour_code"`
	Rank      int    `json:"rank"`
	Closeness string `json:"closeness"`
	Ordinal   int    `json:"closeness_ordinal"`
}

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
		content, err := parseNeighbours(path, rows)
		if err != nil {
			return nil, err
		}
		content.vintage, err = vintage(path, sheet, rows[:at])
		if err != nil {
			return nil, err
		}
		return &source{path: path, kind: Neighbours, records: int64(len(content.authorities)), book: content}, nil
	}
	return nil, fileFault(path, "no sheet of the workbook has the headings %s to SN%d in row %d: %w",
		workbookHeading()[0], neighbourCount, headingRow, ErrUnrecognised)
}

func isHeading(row []string) bool {
	return slices.ContainsFunc(row, func(cell string) bool { return normalWords(cell) == "la num" }) &&
		slices.ContainsFunc(row, func(cell string) bool { return normalWords(cell) == "sn1" })
}

func normalWords(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// parseNeighbours reads the rows under the headings. Rows without a number in the first column are
// section marks ("Old SNs:") or blank.
func parseNeighbours(path string, rows [][]string) (*neighbours, error) {
	heading := workbookHeading()
	for i, want := range heading {
		if got := cell(rows[headingRow-1], i); normalWords(got) != normalWords(want) {
			return nil, &FileError{
				File: filepath.Base(path), Row: headingRow, Column: columnName(i),
				Err: fmt.Errorf("want the heading %s", want),
			}
		}
	}
	content := &neighbours{}
	var faults []error
	for i, row := range rows[headingRow:] {
		if cell(row, 0) == "" && cell(row, 2) == "" {
			continue
		}
		entry, pairs, err := parseNeighbourRow(row)
		if err != nil {
			err.File, err.Row = filepath.Base(path), int64(headingRow+i+1)
			faults = append(faults, err)
			continue
		}
		content.authorities = append(content.authorities, entry)
		content.pairs = append(content.pairs, pairs...)
	}
	faults = append(faults, content.faults(path)...)
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return content, nil
}

// faults checks the rows against each other.
func (n *neighbours) faults(path string) []error {
	var out []error
	if len(n.authorities) == 0 {
		return []error{fileFault(path, "there are no authorities under the headings")}
	}
	known := map[string]bool{}
	for _, entry := range n.authorities {
		if known[entry.Area] {
			out = append(out, fileFault(path, "authority %s has two rows: want one", entry.Area))
		}
		known[entry.Area] = true
	}
	for _, p := range n.pairs {
		if !known[p.Neighbour] {
			out = append(out, fileFault(path, "neighbour %d of authority %s has no row of its own: the codes have slipped or a row is lost", p.Rank, p.Area))
		}
	}
	return out
}

func parseNeighbourRow(row []string) (authority, []pair, *FileError) {
	fault := func(column int, wanted string) (authority, []pair, *FileError) {
		return authority{}, nil, &FileError{Column: workbookHeading()[column] + " (" + columnName(column) + ")", Err: errors.New(wanted)}
	}
	entry := authority{Area: cell(row, 0), Name: cell(row, 1), Region: cell(row, 4)}
	switch {
	case !isAreaCode(entry.Area):
		return fault(0, "want a three-digit authority code")
	case cell(row, 2) != entry.Area:
		return fault(2, "want the code of the first column again")
	case entry.Name == "":
		return fault(1, "want the authority's name")
	case entry.Region == "" || entry.Region == "-":
		return fault(4, "want the authority's region")
	}
	var pairs []pair
	for i := range neighbourCount {
		column := firstPair + 2*i
		code, words := cell(row, column), cell(row, column+1)
		if code == "-" || code == "" { // an authority the model does not know yet
			if len(pairs) > 0 || (words != "-" && words != "") {
				return fault(column, "want ten neighbours or none")
			}
			continue
		}
		if len(pairs) < i {
			return fault(column, "want ten neighbours or none")
		}
		if !isAreaCode(code) || code == entry.Area || slices.ContainsFunc(pairs, func(p pair) bool { return p.Neighbour == code }) {
			return fault(column, "want the three-digit code of another authority, once")
		}
		ordinal := closeness(words)
		if ordinal == 0 {
			return fault(column+1, "want one of "+strings.Join(closenessWords, ", "))
		}
		pairs = append(pairs, pair{Area: entry.Area, Neighbour: code, Rank: i + 1, Closeness: closenessWords[ordinal-1], Ordinal: ordinal})
	}
	return entry, pairs, nil
}

// closeness is the place of the words in closenessWords, from 1, whatever their capitals and
// blanks; 0 when they are none of them.
func closeness(words string) int {
	return 1 + slices.IndexFunc(closenessWords, func(known string) bool { return normalWords(known) == normalWords(words) })
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

func isAreaCode(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 3 && n >= 200
}

var digits = regexp.MustCompile(`[0-9]+`)

// vintage is the year of a neighbour model: from the sheet's name or a title above the headings,
// else from the file's name. The workbooks published so far date themselves in neither way.
func vintage(path, sheet string, above [][]string) (string, error) {
	texts := []string{sheet}
	for _, row := range above {
		texts = append(texts, row...)
	}
	if years := yearsIn(texts); len(years) == 1 {
		return years[0], nil
	}
	name := storedName.ReplaceAllString(filepath.Base(path), "")
	if years := yearsIn([]string{name}); len(years) == 1 {
		return years[0], nil
	}
	return "", fileFault(path, "the workbook does not say which year's neighbours it holds: put the year of the model in the file's name, e.g. neighbours_2025.xlsx")
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
