package dashboards

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// spreadsheet is a workbook as an inspector or a screen reader opens it: a cover, a list of contents with
// links, then one table to a sheet.
type spreadsheet struct {
	title, subject string
	creator        string
	day            time.Time // stands for the time of writing, so that the same figures give the same bytes
	cover          []string  // a line to a cell
	sheets         []*sheet
	known          *knownParts // of the other workbooks of a publication
}

// sheet is one named table from column A on, with lines above it and nothing below. Its cells are texts,
// sheetNumbers and days; nothing is ever written as a formula.
type sheet struct {
	tab     string
	title   string
	above   []string
	columns []sheetColumn
	rows    [][]any
}

type sheetColumn struct {
	head  string
	width float64 // in characters
	right bool    // holds numbers: the marks that stand for them are set right as well
}

// sheetNumber is a number with the decimals that it is shown with.
type sheetNumber struct {
	value  float64
	places int
}

// Sizes that the format sets.
const (
	longestTab       = 31
	longestCell      = 32767
	workbookTypes    = "[Content_Types].xml"
	coverTab         = "Cover"
	contentsTab      = "Contents"
	coverWidth       = 90
	workbookLanguage = "en-GB"
)

// sheetStyles are the styles of a workbook by what they are for.
type sheetStyles struct {
	title, line, text, head, headRight, right, link, day int
	numbers                                              [7]int // by decimals
}

func newSheetStyles(f *excelize.File) (*sheetStyles, error) {
	var failed error
	wrap := false // titles and lines above a table run over the empty cells beside them
	style := func(bold bool, size float64, align string, format string, link bool) int {
		s := &excelize.Style{
			Font:      &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: "0B0C0C"}, //nolint:misspell // the library's field
			Alignment: &excelize.Alignment{WrapText: wrap, Vertical: "top", Horizontal: align},
		}
		if format != "" {
			s.CustomNumFmt = &format
		}
		if link {
			s.Font.Color, s.Font.Underline = "12436D", "single" //nolint:misspell // the library's field
		}
		id, err := f.NewStyle(s)
		if err != nil {
			failed = err
		}
		return id
	}
	title, line := style(true, 15, "left", "", false), style(false, 12, "left", "", false)
	wrap = true
	out := &sheetStyles{
		title: title, line: line, text: style(false, 12, "left", "", false),
		head: style(true, 12, "left", "", false), headRight: style(true, 12, "right", "", false),
		right: style(false, 12, "right", "", false), link: style(false, 12, "left", "", true),
		day: style(false, 12, "right", "d mmm yyyy", false),
	}
	for places := range out.numbers {
		format := "#,##0"
		if places > 0 {
			format += "." + strings.Repeat("0", places)
		}
		out.numbers[places] = style(false, 12, "right", format, false)
	}
	return out, failed
}

// cell dresses a value of a table.
func (s *sheetStyles) cell(value any, right bool) excelize.Cell {
	switch v := value.(type) {
	case sheetNumber:
		return excelize.Cell{StyleID: s.numbers[min(max(v.places, 0), len(s.numbers)-1)], Value: v.value}
	case time.Time:
		return excelize.Cell{StyleID: s.day, Value: int(v.UTC().Sub(dayNought).Hours() / 24)}
	}
	text, is := value.(string)
	if !is {
		text = fmt.Sprint(value)
	}
	out := excelize.Cell{StyleID: s.text, Value: sheetText(text)}
	if right {
		out.StyleID = s.right
	}
	return out
}

// dayNought is the day that the format counts days from, for days after February 1900.
var dayNought = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// sheetText drops what a cell cannot hold or should not: characters that turn a line, control characters and what is beyond its length.
func sheetText(text string) string {
	if len(text) <= longestCell && isPlain(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, withoutTurns(text))
	if runes := []rune(text); len(runes) > longestCell {
		text = string(runes[:longestCell])
	}
	return text
}

// isPlain tells whether a text holds nothing but the printable characters of ASCII.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

var tabRefuses = strings.NewReplacer("[", "(", "]", ")", ":", " ", "*", " ", "?", " ", "/", " ", `\`, " ", "'", "’")

// uniqueTabs gives every sheet a name that the format allows and no other sheet has.
func (b *spreadsheet) uniqueTabs() {
	used := map[string]bool{strings.ToLower(coverTab): true, strings.ToLower(contentsTab): true}
	for _, s := range b.sheets {
		name := strings.TrimSpace(tabRefuses.Replace(sheetText(s.tab)))
		if name == "" || strings.EqualFold(name, "history") { // the one name that the format keeps for itself
			name = "Table"
		}
		shorten := func(tail string) string {
			runes := []rune(name)
			return strings.TrimSpace(string(runes[:min(len(runes), longestTab-len(tail))])) + tail
		}
		s.tab = shorten("")
		for n := 2; used[strings.ToLower(s.tab)]; n++ {
			s.tab = shorten(fmt.Sprintf(" %d", n))
		}
		used[strings.ToLower(s.tab)] = true
	}
}

// bytes writes the workbook.
func (b *spreadsheet) bytes() (out []byte, err error) {
	b.uniqueTabs()
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	parts := &workbookParts{text: map[string]*bytes.Buffer{}, day: b.day, known: b.known}
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { parts.out = w; return parts })
	styles, err := newSheetStyles(f)
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	if err := b.writeFront(f, styles); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	for i, s := range b.sheets {
		if err := s.write(f, styles, i+2); err != nil {
			return nil, fmt.Errorf("workbook, sheet %s: %w", s.tab, err)
		}
	}
	stamp := b.day.UTC().Format("2006-01-02T15:04:05Z")
	if err := f.SetDocProps(&excelize.DocProperties{
		Title: sheetText(b.title), Subject: sheetText(b.subject), Creator: sheetText(b.creator), LastModifiedBy: sheetText(b.creator),
		Language: workbookLanguage, Created: stamp, Modified: stamp,
	}); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "Sightline"}); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	buffer, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return buffer.Bytes(), nil
}

// writeFront writes the cover and the contents.
func (b *spreadsheet) writeFront(f *excelize.File, styles *sheetStyles) error {
	if err := f.SetSheetName("Sheet1", coverTab); err != nil {
		return err
	}
	stream, err := openStream(f, coverTab, fmt.Sprintf("A1:A%d", len(b.cover)))
	if err != nil {
		return err
	}
	if err := stream.SetColWidth(1, 1, coverWidth); err != nil {
		return err
	}
	for i, line := range b.cover {
		style := styles.text
		if i == 0 {
			style = styles.title
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), []any{excelize.Cell{StyleID: style, Value: sheetText(line)}}); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	contents := &sheet{
		tab: contentsTab, title: "Contents", above: []string{"Each of the names below is a link to its sheet. One table to a sheet."},
		columns: []sheetColumn{{head: "Sheet", width: 34}, {head: "What it holds", width: 80}, {head: "Rows", width: 10, right: true}},
	}
	for _, s := range b.sheets {
		contents.rows = append(contents.rows, []any{s.tab, s.title, sheetNumber{value: float64(len(s.rows))}})
	}
	return contents.writeLinked(f, styles)
}

// writeLinked writes a short sheet whose first column leads to the sheets that it names.
func (s *sheet) writeLinked(f *excelize.File, styles *sheetStyles) error {
	if _, err := f.NewSheet(s.tab); err != nil {
		return err
	}
	put := func(column, row int, cell excelize.Cell) error {
		at, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			return err
		}
		if err := f.SetCellValue(s.tab, at, cell.Value); err != nil {
			return err
		}
		return f.SetCellStyle(s.tab, at, at, cell.StyleID)
	}
	row := 0
	if err := s.each(styles, func(cells []any) error {
		row++
		for i, cell := range cells {
			if err := put(i+1, row, *cell.(*excelize.Cell)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for i, column := range s.columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.tab, name, name, column.width); err != nil {
			return err
		}
	}
	first := s.headRow() + 1
	for i, cells := range s.rows {
		at := fmt.Sprintf("A%d", first+i)
		if err := f.SetCellHyperLink(s.tab, at, fmt.Sprintf("'%s'!A1", cells[0]), "Location"); err != nil {
			return err
		}
		if err := f.SetCellStyle(s.tab, at, at, styles.link); err != nil {
			return err
		}
	}
	return f.AddTable(s.tab, s.table(1))
}

// write writes a sheet row by row.
func (s *sheet) write(f *excelize.File, styles *sheetStyles, number int) error {
	if _, err := f.NewSheet(s.tab); err != nil {
		return err
	}
	orientation, width, height := "landscape", 1, 0
	fit := true
	if err := f.SetSheetProps(s.tab, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(s.tab, &excelize.PageLayoutOptions{Orientation: &orientation, FitToWidth: &width, FitToHeight: &height}); err != nil {
		return err
	}
	stream, err := openStream(f, s.tab, "A1:"+s.lastCell())
	if err != nil {
		return err
	}
	for i, column := range slices.Backward(s.columns) { // the library puts each before the one before
		if err := stream.SetColWidth(i+1, i+1, column.width); err != nil {
			return err
		}
	}
	row := 0
	if err := s.each(styles, func(cells []any) error {
		row++
		return stream.SetRow(fmt.Sprintf("A%d", row), cells)
	}); err != nil {
		return err
	}
	if err := stream.AddTable(s.table(number)); err != nil {
		return err
	}
	return stream.Flush()
}

// openStream begins a sheet of a known size: without it some programs see a single row.
func openStream(f *excelize.File, tab, size string) (*excelize.StreamWriter, error) {
	if err := f.SetSheetDimension(tab, size); err != nil {
		return nil, err
	}
	return f.NewStreamWriter(tab)
}

// each gives the rows of a sheet in order: title, the lines above, the heads, the table.
func (s *sheet) each(styles *sheetStyles, row func(cells []any) error) error {
	if err := row([]any{&excelize.Cell{StyleID: styles.title, Value: sheetText(s.title)}}); err != nil {
		return err
	}
	for _, line := range s.above {
		if err := row([]any{&excelize.Cell{StyleID: styles.line, Value: sheetText(line)}}); err != nil {
			return err
		}
	}
	heads := make([]any, len(s.columns))
	for i, column := range s.columns {
		style := styles.head
		if column.right {
			style = styles.headRight
		}
		heads[i] = &excelize.Cell{StyleID: style, Value: column.head}
	}
	if err := row(heads); err != nil {
		return err
	}
	dressed, cells := make([]excelize.Cell, len(s.columns)), make([]any, len(s.columns))
	for i := range dressed { // used again for every row
		cells[i] = &dressed[i]
	}
	for _, values := range s.rows {
		for i, value := range values {
			dressed[i] = styles.cell(value, s.columns[i].right)
		}
		if err := row(cells); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) headRow() int { return len(s.above) + 2 }

func (s *sheet) lastCell() string {
	at, _ := excelize.CoordinatesToCellName(len(s.columns), s.headRow()+max(len(s.rows), 1)) // inside the format's size
	return at
}

// table is the markup that makes the rows a named table, without the buttons of a filter.
func (s *sheet) table(number int) *excelize.Table {
	plain := false
	name := strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '_'
	}, s.tab)
	return &excelize.Table{
		Range: fmt.Sprintf("A%d:%s", s.headRow(), s.lastCell()), Name: fmt.Sprintf("table_%d_%s", number, name),
		StyleName: "TableStyleLight1", ShowRowStripes: &plain,
	}
}

// drop takes out the columns for which empty says that they hold nothing in any row.
func (s *sheet) drop(head string, empty func(value any) bool) {
	column := slices.IndexFunc(s.columns, func(c sheetColumn) bool { return c.head == head })
	if column < 0 || slices.ContainsFunc(s.rows, func(row []any) bool { return !empty(row[column]) }) {
		return
	}
	s.columns = slices.Delete(slices.Clone(s.columns), column, column+1)
	for i := range s.rows {
		s.rows[i] = slices.Delete(s.rows[i], column, column+1)
	}
}

// lift says above the table what columns hold that hold one text in every row, and takes them out.
func (s *sheet) lift(heads ...string) {
	for _, head := range heads {
		column := slices.IndexFunc(s.columns, func(c sheetColumn) bool { return c.head == head })
		if column < 0 || len(s.rows) == 0 || len(s.above) == 0 {
			continue
		}
		words, is := s.rows[0][column].(string)
		if !is || words == noMark || slices.ContainsFunc(s.rows, func(row []any) bool { return row[column] != any(words) }) {
			continue
		}
		s.always(head)
		s.above[len(s.above)-1] += " " + head + ": " + words + "."
	}
}

// always takes out columns whatever they hold.
func (s *sheet) always(heads ...string) {
	for _, head := range heads {
		s.drop(head, func(any) bool { return true })
	}
}
