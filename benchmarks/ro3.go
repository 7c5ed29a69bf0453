package benchmarks

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	//go:embed methods/load_ro3.sql
	loadRO3SQL string
	//go:embed methods/load_ro3_described.sql
	loadRO3DescribedSQL string
)

// The children's part of the revenue outturn return RO3 (social care and public health) as the Ministry of
// Housing, Communities and Local Government publishes it: an OpenDocument workbook with a sheet of a row
// per authority and seven columns per service line, in thousands of pounds. The columns are named twice,
// in words above the authorities and by item (RO3-csclkd-tot-exp) in a hidden row below them.

// ro3Heading are the columns of the sheet that say whose a row is.
var ro3Heading = []string{"E-code", "ONS Code", "Local authority", "Class"}

const (
	ro3Childrens = "RO3-csc"      // items of children's social care
	ro3Memo      = "RO3-cscsvmem" // what agency staff cost, a part of the total
)

// ro3Columns are the endings of a service line's items and the mark that the heading of each has.
var ro3Columns = map[string]string{
	"empl": "(C1)", "run-exp": "(C2)", "tot-exp": "(C3 =", "sfc": "(C4)",
	"oth-inc": "(C5)", "tot-inc": "(C6 =", "net-cur-exp": "(C7 =",
}

// ro3 is what the sheet holds of children's services.
type ro3 struct {
	years     string         // 2024-25
	published time.Time      // the day it says it was published, or last updated; zero when it says none
	at        map[string]int // column of each of ro3Heading, the first being 0
	items     []ro3Item
	areas     []ro3Area
	left      int      // rows of districts, police and other bodies without children's services, and of classes
	strange   []string // authorities that have them and whose ONS codes are unknown
}

type ro3Item struct {
	Position int    `json:"position"` // among the items, from 1
	Column   string `json:"column_name"`
	ID       string `json:"item"`
	Title    string `json:"title"`
	column   int    // the first being 0
}

// ro3Area is a row: an authority that has children's services, a region or England. Values and symbols are
// its cells in the order of the items: the number as printed, or else the reason why there is none.
type ro3Area struct {
	Row     int      `json:"row_number"`
	Code    string   `json:"area_code"`
	Name    string   `json:"area_name"`
	Level   string   `json:"area_level"`
	Values  []string `json:"printed"`
	Symbols []string `json:"symbols"`
}

// loadRO3 adds the children's items of the return. Figures are in thousands of pounds, as printed.
func loadRO3(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	if len(src.outturn.strange) > 0 {
		named := src.outturn.strange[:min(len(src.outturn.strange), faultLimit)]
		src.notes = append(src.notes, fmt.Sprintf("%d authorities left out, their ONS codes being unknown: %s", len(src.outturn.strange), strings.Join(named, ", ")))
	}
	if src.outturn.left > 0 {
		src.notes = append(src.notes, fmt.Sprintf("%d rows of bodies without children's services and of totals of classes left out", src.outturn.left))
	}
	err := fillTemporary(ctx, q, "outturn_item",
		map[string]string{"position": "bigint", "column_name": "varchar", "item": "varchar", "title": "varchar"}, src.outturn.items)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	err = fillTemporary(ctx, q, "outturn_area", map[string]string{
		"row_number": "bigint", "area_code": "varchar", "area_name": "varchar", "area_level": "varchar", "printed": "varchar[]", "symbols": "varchar[]",
	}, src.outturn.areas)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if _, err := q.ExecContext(ctx, loadRO3SQL, src.outturn.years); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if _, err := q.ExecContext(ctx, loadRO3DescribedSQL, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if err := datedByItself(ctx, q, src.outturn.published, file, id); err != nil {
		return err
	}
	return claimCells(ctx, q, src, file, id)
}

// datedByItself keeps the day on which the workbook says that it was published, where nobody has said
// otherwise.
func datedByItself(ctx context.Context, q Querier, day time.Time, file *Holding, id int) error {
	if day.IsZero() || !file.Release.PublishedOn.IsZero() {
		return nil
	}
	file.Release.PublishedOn = day
	if _, err := q.ExecContext(ctx, "update benchmarks.file set published_on = ? where file_id = ?", day, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	return nil
}

func recogniseRO3(path string) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fileFault(path, "cannot be opened")
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fileFault(path, "cannot be opened")
	}
	sheets, err := readODS(file, info.Size())
	if err != nil {
		return nil, fileFault(path, "the OpenDocument workbook is damaged, encrypted or cut short (%w): fetch it again", err)
	}
	content, err := parseRO3(path, sheets)
	if err != nil {
		return nil, err
	}
	return &source{path: path, outturn: content, records: int64(len(content.areas))}, nil
}

// parseRO3 finds the sheet by its heading and reads it. The error wraps ErrUnrecognised when there is
// none, and otherwise names every place that is at fault.
func parseRO3(path string, sheets []odsSheet) (*ro3, error) {
	for _, sheet := range sheets {
		heading := slices.IndexFunc(sheet.rows, func(row odsRow) bool { return ro3IsHeading(row.cells) })
		if heading < 0 {
			continue
		}
		names := slices.IndexFunc(sheet.rows, func(row odsRow) bool {
			return slices.ContainsFunc(row.cells, func(text string) bool { return strings.HasPrefix(text, ro3Childrens) })
		})
		if names < 0 {
			return nil, fileFault(path, "sheet %s has lost the row of item names (%s…), which is hidden below the table: "+
				"want the workbook as downloaded", sheet.name, ro3Childrens)
		}
		content := &ro3{published: ro3Published(sheets)}
		found := &faults{path: path}
		content.years = ro3Years(found, sheet, sheet.rows[:heading])
		content.readItems(found, sheet.rows[heading], sheet.rows[names])
		if err := found.err(); err != nil {
			return nil, err
		}
		for i, row := range sheet.rows[heading+1:] {
			if heading+1+i != names && !ro3IsHeading(row.cells) {
				content.readArea(found, row)
			}
		}
		if len(content.areas) == 0 {
			found.add(int64(sheet.rows[heading].number), "",
				"under this heading is no authority with children's services whose ONS code is known: want the workbook as downloaded")
		}
		return content, found.err()
	}
	return nil, fileFault(path, "no sheet of the workbook has the heading E-code, ONS Code, Local authority: %w", ErrUnrecognised)
}

func ro3IsHeading(cells []string) bool {
	return normalWords(cell(cells, 0)) == "e-code" && slices.ContainsFunc(cells, func(text string) bool { return normalWords(text) == "ons code" })
}

var (
	financialYear = regexp.MustCompile(`\b(20[0-9]{2})[-–/]([0-9]{2})\b`)
	joinedYear    = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})([0-9]{2})(?:$|[^0-9])`)
)

// ro3Years is the financial year that the notes above the table and the sheet's name give.
func ro3Years(found *faults, sheet odsSheet, above []odsRow) string {
	var named []string
	read := func(pattern *regexp.Regexp, text string) {
		for _, year := range pattern.FindAllStringSubmatch(text, -1) {
			if label, ok := yearPair(year[1], year[2]); ok && !slices.Contains(named, label) {
				named = append(named, label)
			}
		}
	}
	read(joinedYear, sheet.name)
	read(financialYear, sheet.name)
	for _, row := range above {
		for _, text := range row.cells {
			read(financialYear, text)
		}
	}
	switch len(named) {
	case 1:
		return named[0]
	case 0:
		found.add(0, "", "neither the name of sheet %s nor the notes above its table say which financial year it holds: want the workbook as downloaded", sheet.name)
	default:
		found.add(0, "", "the name of sheet %s and the notes above its table give several financial years, %s: want the workbook as downloaded",
			sheet.name, strings.Join(named, " and "))
	}
	return ""
}

var ro3Day = regexp.MustCompile(`(?i)\b(?:published on|last updated:?) ([0-9]{1,2} [A-Z][a-z]{2,8} 20[0-9]{2})\b`)

// ro3Published is the latest day on which one of the first rows of a sheet says that it was published or
// updated.
func ro3Published(sheets []odsSheet) time.Time {
	var latest time.Time
	for _, sheet := range sheets {
		for _, row := range sheet.rows[:min(len(sheet.rows), headerReach)] {
			for _, text := range row.cells[:min(len(row.cells), headerReach)] {
				for _, found := range ro3Day.FindAllStringSubmatch(text, -1) {
					if day, err := time.Parse("2 January 2006", found[1]); err == nil && day.After(latest) {
						latest = day
					}
				}
			}
		}
	}
	return latest
}

// yearPair is the label of the financial year that begins in first, 2024-25; false where the year that
// last ends in is not the next.
func yearPair(first, last string) (string, bool) {
	from, ok := wholeNumber(first)
	to, okTo := wholeNumber(last)
	if !ok || !okTo || (from+1)%100 != to%100 {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d", from, to%100), true
}

// readItems matches the item names with the heading in words: a column that was moved, added or deleted
// in one of the two rows would give every figure right of it to another item.
func (r *ro3) readItems(found *faults, heading, names odsRow) {
	r.at = map[string]int{}
	for _, want := range ro3Heading {
		r.at[want] = slices.IndexFunc(heading.cells, func(text string) bool { return normalWords(text) == normalWords(want) })
		if r.at[want] < 0 {
			found.add(int64(heading.number), "", "want a column %s", want)
		}
	}
	for column := range names.cells {
		id := cell(names.cells, column)
		if !strings.HasPrefix(id, ro3Childrens) {
			continue
		}
		title := strings.Join(strings.Fields(cell(heading.cells, column)), " ")
		ending, known := ro3Ending(id)
		fits := strings.Contains(title, ro3Columns[ending])
		if strings.HasPrefix(id, ro3Memo) {
			fits = strings.Contains(normalWords(title), "agency staff")
		}
		switch {
		case !known:
			found.add(int64(names.number), columnName(column), "the item %.60s ends in none of the columns of the return", id)
		case title == "" || !fits:
			found.add(int64(heading.number), columnName(column),
				"want the heading of item %.60s, which row %d has in this column: the columns have slipped", id, names.number)
		case slices.ContainsFunc(r.items, func(item ro3Item) bool { return item.ID == id }):
			found.add(int64(names.number), columnName(column), "the item %.60s stands in two columns", id)
		default:
			r.items = append(r.items, ro3Item{Position: len(r.items) + 1, Column: columnName(column), ID: id, Title: title, column: column})
		}
	}
}

// ro3Ending is the column of a service line that an item names. No ending is the tail of another.
func ro3Ending(id string) (string, bool) {
	for ending := range ro3Columns {
		if strings.HasSuffix(id, "-"+ending) {
			return ending, true
		}
	}
	return "", false
}

// The classes of local authority that have children's services, and those that have not.
var (
	ro3Authorities = []string{"UA", "MD", "LB", "SC"}
	ro3Others      = []string{"SD", "O"}
)

// readArea takes a row in when it is of an authority with children's services, a region or England. Areas
// are found by their ONS codes, as the names are written otherwise here (Barking & Dagenham). The Greater
// London Authority bears the code of the region London and is left out by its class and by its E-code, which
// a region has not.
func (r *ro3) readArea(found *faults, row odsRow) {
	get := func(column string) string { return cell(row.cells, r.at[column]) }
	ons, name, class := get("ONS Code"), get("Local authority"), get("Class")
	if ons == "" && name == "" && class == "" {
		return
	}
	at := int64(row.number)
	fault := func(column, wanted string, args ...any) { found.add(at, columnName(r.at[column]), wanted, args...) }
	area, known := geography().byONS(ons)
	switch {
	case slices.Contains(ro3Others, class), area.level == "region" && ro3Code.MatchString(get("E-code")):
		r.left++
		return
	case class == "":
		fault("Class", "want the class of the authority, e.g. UA, MD, LB, SC or SD")
		return
	case !onsCode.MatchString(ons) && strings.HasPrefix(get("E-code"), "["): // the total of a class
		r.left++
		return
	case !onsCode.MatchString(ons):
		fault("ONS Code", "want the nine-character code of the authority, e.g. E09000012")
		return
	case !known && slices.Contains(ro3Authorities, class):
		r.strange = append(r.strange, fmt.Sprintf("%.60s (%s, row %d)", name, ons, row.number))
		return
	case !known:
		fault("Class", "want UA, MD, LB, SC, SD or O for an authority")
		return
	case slices.ContainsFunc(r.areas, func(other ro3Area) bool { return other.Code == area.code }):
		fault("ONS Code", "%s has a row above already: want one", area.name)
		return
	}
	taken := ro3Area{Row: row.number, Code: area.code, Name: area.name, Level: area.level}
	for _, item := range r.items {
		printed := cell(row.cells, item.column)
		_, symbol, ok := ro3Value(printed)
		if !ok {
			found.add(at, item.Column, "want a number in thousands of pounds, or one of the marks [x] [z] [n] [Y] M or [note 1]")
		}
		if symbol != "" {
			printed = ""
		}
		taken.Values, taken.Symbols = append(taken.Values, printed), append(taken.Symbols, symbol)
	}
	r.areas = append(r.areas, taken)
}

var (
	// bookNumber is a number as a workbook holds it, where very small ones come with a power of ten.
	bookNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$`)
	ro3Code    = regexp.MustCompile(`^E[0-9]{4}$`) // of an authority, where England has Eng
	ro3Note    = regexp.MustCompile(`^\[note [0-9]{1,3}\]$`)
)

// ro3Value reads a cell. Not collected is z; not received, no estimate, not relevant and a figure whose
// place a note takes are x.
func ro3Value(printed string) (value float64, symbol string, ok bool) {
	switch printed {
	case "[z]":
		return 0, "z", true
	case "[x]", "[n]", "[Y]", "M":
		return 0, "x", true
	}
	if ro3Note.MatchString(printed) {
		return 0, "x", true
	}
	value, err := strconv.ParseFloat(printed, 64)
	return value, "", bookNumber.MatchString(printed) && err == nil && !math.IsInf(value, 0)
}
