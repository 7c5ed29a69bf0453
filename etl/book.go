package etl

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sightline/etl/warehouse"
	"sightline/etl/workbook"
)

// readBook brings in a workbook: each sheet that one of the kind's tables is named for. A sheet that
// cannot be read is a fault of its own; the others are loaded.
func (l *loader) readBook(ctx context.Context, file *inputFile, e Extract) (fault *FileFault, err error) {
	book, err := workbook.Open(file.path)
	var unreadable *workbook.UnreadableError
	if errors.As(err, &unreadable) {
		return &FileFault{Kind: "unreadable", Message: unreadable.Message, Wanted: unreadable.Wanted}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if file.year, fault = l.yearOfBook(file, e); fault != nil {
		return fault, nil
	}
	if file.area == "" {
		return noAuthority(), nil
	}
	if l.copies(file) {
		return nil, nil
	}
	var unknown []string
	var faults []*FileFault
	named := map[*table]bool{}
	for _, sheet := range book.Sheets() {
		tables := tablesOfSheet(file.src, sheet.Name)
		if len(tables) == 0 {
			unknown = append(unknown, sheet.Name)
			continue
		}
		for _, tbl := range tables {
			named[tbl] = true
		}
		if sheet.Hidden {
			l.note(file.name, "hidden-sheet", "sheet "+sheet.Name+" is hidden: read like the others")
		}
		fault, err := l.readSheet(ctx, file, book, sheet.Name, tables)
		if err != nil {
			return nil, err
		}
		if fault != nil {
			fault.Message = "sheet " + sheet.Name + ": " + fault.Message
			faults = append(faults, fault)
		}
	}
	if len(named) == 0 {
		var wanted []string
		for _, tbl := range file.src.Tables {
			wanted = append(wanted, tbl.Sheet)
		}
		return &FileFault{Kind: "unrecognised", Message: "has no sheet of the kind", Wanted: "sheets named " + strings.Join(wanted, ", ")}, nil
	}
	l.noteSheets(file, unknown, named)
	return nil, l.giveUpSheets(ctx, file, faults)
}

// giveUpSheets records the sheets that could not be read. The file keeps those that could.
func (l *loader) giveUpSheets(ctx context.Context, file *inputFile, faults []*FileFault) error {
	if len(faults) == 0 {
		return nil
	}
	layout, read := file.layout, file.read
	for _, fault := range faults {
		l.giveUp(ctx, file, fault)
		file.layout, file.read = layout, read
	}
	return nil
}

func (l *loader) noteSheets(file *inputFile, unknown []string, named map[*table]bool) {
	if len(unknown) > 0 {
		l.note(file.name, "unknown-sheets", "has sheets that the kind does not know, not read: "+strings.Join(unknown, ", "))
	}
	var missing []string
	for _, tbl := range file.src.Tables {
		if !named[tbl] && tbl.Sheet != "" {
			missing = append(missing, tbl.Sheet)
		}
	}
	if len(missing) > 0 {
		l.note(file.name, "missing-sheets", "has no sheet "+strings.Join(missing, ", "))
	}
}

func (l *loader) yearOfBook(file *inputFile, e Extract) (int, *FileFault) {
	if !slices.ContainsFunc(file.src.Tables, func(t *table) bool { return t.NeedsYear }) {
		return 0, nil
	}
	year, fault := collectionYear(file.name, e.Year)
	if fault == nil && year == 0 {
		fault = noYear()
	}
	return year, fault
}

// tablesOfSheet are the tables that a sheet may hold: those named for it, else those of a kind whose
// sheets may have any name.
func tablesOfSheet(src *source, sheet string) []*table {
	var named, free []*table
	plain := strings.ReplaceAll(plainName(sheet), "_", "")
	for _, tbl := range src.Tables {
		switch {
		case tbl.Sheet == "":
			free = append(free, tbl)
		case strings.ReplaceAll(plainName(tbl.Sheet), "_", "") == plain:
			named = append(named, tbl)
		}
	}
	if len(named) > 0 || len(free) < len(src.Tables) {
		return named
	}
	return free
}

// sheetRows writes a sheet's records as the database will read them.
type sheetRows struct {
	src       *source
	head      []workbook.Row // rows before the header is found
	layout    *layout
	fault     *FileFault
	good, bad *bufio.Writer
	count     splitCount
	errors    int64 // cells that show an error instead of a value
}

var errNoHeader = errors.New("no header")

func (l *loader) readSheet(ctx context.Context, file *inputFile, book *workbook.Book, sheet string, tables []*table) (fault *FileFault, err error) {
	folder, err := l.tempFolder()
	if err != nil {
		return nil, err
	}
	goodPath := filepath.Join(folder, fmt.Sprintf("sheet_%d_%d.csv", file.id, len(l.files)))
	badPath := goodPath + ".bad"
	good, closeGood, err := createCSV(goodPath)
	if err != nil {
		return nil, err
	}
	bad, closeBad, err := createCSV(badPath)
	if err != nil {
		return nil, errors.Join(err, closeGood())
	}
	defer func() { err = errors.Join(err, os.Remove(goodPath), os.Remove(badPath)) }()
	rows := &sheetRows{src: &source{Title: file.src.Title, Tables: tables}, good: good, bad: bad}
	err = book.Rows(ctx, sheet, rows.row)
	if err == nil && rows.layout == nil {
		err = rows.findHeader() // a short sheet ends before enough rows were kept back
	}
	if closed := errors.Join(closeGood(), closeBad()); closed != nil {
		return nil, errors.Join(err, closed)
	}
	var unreadable *workbook.UnreadableError
	switch {
	case errors.As(err, &unreadable):
		return &FileFault{Kind: "unreadable", Message: unreadable.Message, Wanted: unreadable.Wanted}, nil
	case rows.fault != nil:
		return rows.fault, nil
	case err != nil:
		return nil, err
	}
	part := l.part(file, rows.layout)
	if err := l.createRaw(ctx, part.layout); err != nil {
		return nil, err
	}
	part.read = rows.count.good + rows.count.bad
	rows.count.size = 4 * max(file.survey.size, 64<<10) * 16
	if rows.errors > 0 {
		l.note(file.name, "error-values", fmt.Sprintf("%d rows: cells of sheet %s show an error (as #N/A) instead of a value: read as blank", rows.errors, sheet))
	}
	if len(part.layout.extra) > 0 {
		l.note(file.name, "extra-columns", fmt.Sprintf("sheet %s has columns that the table does not know, kept as received: %s", sheet, strings.Join(part.layout.extra, ", ")))
	}
	return nil, l.keepSplit(ctx, part, rows.count, goodPath, badPath)
}

// row takes one row of the sheet: until the header is found it is kept back.
func (s *sheetRows) row(row workbook.Row) error {
	if s.layout != nil {
		s.write(row)
		return nil
	}
	s.head = append(s.head, row)
	if len(s.head) < headRecords {
		return nil
	}
	return s.findHeader()
}

// findHeader looks for the header among the rows kept back and then writes those below it.
func (s *sheetRows) findHeader() error {
	var records [][]string
	var numbers []int64
	for _, row := range s.head {
		record := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			record[i] = strings.ReplaceAll(cell.Text, "\u00a0", " ")
		}
		records, numbers = append(records, record), append(numbers, row.No)
	}
	if s.layout, s.fault = recognise(s.src, records, numbers); s.fault != nil {
		return errNoHeader
	}
	writeFields(s.good, append([]string{"source_row"}, s.layout.names...))
	writeFields(s.bad, []string{"source_row", "kind", "wanted", "received"})
	for _, row := range s.head {
		s.write(row)
	}
	s.head = nil
	return nil
}

func (s *sheetRows) write(row workbook.Row) {
	if row.No <= s.layout.headerRow {
		if row.No < s.layout.headerRow {
			s.count.before++
		}
		return
	}
	columns := len(s.layout.names)
	fields := make([]string, columns)
	blank, failed := true, false
	for i, cell := range row.Cells {
		if cell.Fault == "" && strings.TrimSpace(cell.Text) == "" {
			continue
		}
		fault := cell.Fault
		if i >= columns {
			fault = fmt.Sprintf("cells in the %d columns of the header and in no other", columns)
		}
		if fault != "" {
			s.refuse(row.No, fault)
			return
		}
		if errorValue.MatchString(cell.Text) {
			failed = true
			continue
		}
		fields[i], blank = cell.Text, false
	}
	switch {
	case blank:
		s.count.blank++
	default:
		s.count.good++
		writeFields(s.good, append([]string{strconv.FormatInt(row.No, 10)}, fields...))
	}
	if failed {
		s.errors++
	}
}

func (s *sheetRows) refuse(row int64, wanted string) {
	s.count.bad++
	writeFields(s.bad, []string{strconv.FormatInt(row, 10), "cell", wanted, ""})
}

// readParquet brings in a Parquet file: its columns are named, and every value is kept as text.
func (l *loader) readParquet(ctx context.Context, file *inputFile, e Extract) (*FileFault, error) {
	from := "read_parquet(" + warehouse.Quote(file.path) + ", file_row_number = true)"
	if strings.ContainsAny(file.path, "*?[]{}") {
		return &FileFault{Kind: "unreadable", Message: "has one of * ? [ ] { } in its path", Wanted: "a path without them"}, nil
	}
	names, err := l.columnsOf(ctx, from)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return &FileFault{Kind: "unreadable", Message: "is damaged or cut short", Wanted: "a whole Parquet file"}, nil
	}
	layout, fault := recognise(file.src, [][]string{names}, []int64{1})
	if fault != nil {
		fault.Row = 0
		return fault, nil
	}
	if fault := l.settle(file, layout, job{}, e); fault != nil {
		return fault, nil
	}
	if file.area == "" && layout.table.AreaColumn == "" {
		return noAuthority(), nil
	}
	if l.copies(file) {
		return nil, nil
	}
	file.layout = layout
	if err := l.createRaw(ctx, layout); err != nil {
		return nil, err
	}
	if len(layout.extra) > 0 {
		l.note(file.name, "extra-columns", fmt.Sprintf("has columns that the table does not know, kept as received: %s", strings.Join(layout.extra, ", ")))
	}
	var values []string
	for _, name := range names {
		values = append(values, warehouse.QuoteName(name)+"::varchar")
	}
	result, err := l.conn.ExecContext(ctx, fmt.Sprintf("insert into %s (file_id, source_file, source_row, %s) select %d, %s, file_row_number + 2, %s from %s",
		layout.table.rawName(), quoteNames(layout.names), file.id, warehouse.Quote(file.name), strings.Join(values, ", "), from))
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		file.layout = nil
		return &FileFault{Kind: "unreadable", Message: "is damaged or cut short", Wanted: "a whole Parquet file"}, nil
	}
	file.read, err = result.RowsAffected()
	return nil, err
}

// columnsOf lists a file's columns in its order, without the row's number.
func (l *loader) columnsOf(ctx context.Context, from string) (names []string, err error) {
	rows, err := l.conn.QueryContext(ctx, "select column_name from (describe select * exclude (file_row_number) from "+from+")")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
