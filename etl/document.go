package etl

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sightline/etl/warehouse"
	"sightline/etl/xmlfile"
)

// documentPlan is how a kind's documents are shredded: one stream of rows for each element that any
// table is made of, and one for the root, which says what the document is.
type documentPlan struct {
	reader   *xmlfile.Reader
	elements []*elementPlan // as the layout's tables; the root is the first
}

// elementPlan is one kind of element and the tables that its rows go to.
type elementPlan struct {
	path    string
	columns []string // paths below the element, joined by a slash; "." is its own text
	tables  []*table
}

// at is the position of a path among the element's columns, added where it is new.
func (e *elementPlan) at(path []string) int {
	name := strings.Join(path, "/")
	if name == "" {
		name = "."
	}
	if i := slices.Index(e.columns, name); i >= 0 {
		return i
	}
	e.columns = append(e.columns, name)
	return len(e.columns) - 1
}

// alternatives are the paths under which one thing may stand.
func alternatives(paths string) []string {
	var out []string
	for path := range strings.SplitSeq(paths, "|") {
		if path = strings.TrimSpace(path); path != "" {
			out = append(out, path)
		}
	}
	return out
}

func planDocument(src *source) (*documentPlan, error) {
	root := &elementPlan{path: src.Document.Roots[0]}
	plan := &documentPlan{elements: []*elementPlan{root}}
	said := src.Document.Year + "|" + src.Document.Area + "|" + src.Document.WrittenAt
	if src.Document.Collection != nil {
		said += "|" + src.Document.Collection.Path
	}
	for _, path := range append(alternatives(said), src.Document.Known...) {
		root.at(strings.Split(path, "/"))
	}
	for _, tbl := range src.Tables {
		if tbl.Element == "" {
			continue
		}
		i := slices.IndexFunc(plan.elements, func(e *elementPlan) bool { return e.path == tbl.Element })
		if i < 0 {
			plan.elements = append(plan.elements, &elementPlan{path: tbl.Element})
			i = len(plan.elements) - 1
		}
		plan.elements[i].tables = append(plan.elements[i].tables, tbl)
		for _, col := range tbl.Columns {
			if col.inherits() == "" {
				plan.elements[i].at(col.below())
			}
		}
	}
	layout := xmlfile.Layout{Root: src.Document.Roots}
	for _, element := range plan.elements {
		shredded := xmlfile.Table{Name: element.path, Element: strings.Split(element.path, "/")}
		for _, name := range element.columns {
			col := xmlfile.Column{Name: name}
			if name != "." {
				col.Path = strings.Split(name, "/")
			}
			shredded.Columns = append(shredded.Columns, col)
		}
		layout.Tables = append(layout.Tables, shredded)
	}
	reader, err := layout.Compile()
	plan.reader = reader
	return plan, err
}

// shredding receives a document's rows and keeps them in files for the database.
type shredding struct {
	plan *documentPlan
	out  []*elementFile
	said map[string]string // of the root: path -> text
}

// elementFile is the rows of one element, as the database will read them, and its faulty rows.
type elementFile struct {
	path   string
	file   *os.File
	out    *bufio.Writer
	bad    [][2]string // number of the element and what was wrong
	longer int64       // no row is longer, in bytes
}

// Row keeps one element.
func (s *shredding) Row(row *xmlfile.Row) error {
	if row.Table == 0 {
		for i, value := range row.Values {
			if value != nil {
				s.said[s.plan.elements[0].columns[i]] = strings.TrimSpace(string(value))
			}
		}
		return nil
	}
	to := s.out[row.Table]
	if row.Fault != "" {
		to.bad = append(to.bad, [2]string{strconv.FormatInt(row.No, 10), row.Fault})
		return nil
	}
	return to.write(row)
}

func (e *elementFile) write(row *xmlfile.Row) error {
	var number [20]byte
	length := int64(64)
	for _, n := range []int64{row.No, row.Parent, row.Line} {
		_, _ = e.out.Write(strconv.AppendInt(number[:0], n, 10))
		_ = e.out.WriteByte(',')
	}
	for i, value := range row.Values {
		if i > 0 {
			_ = e.out.WriteByte(',')
		}
		length += int64(len(value)) + 3
		writeBare(e.out, value)
	}
	e.longer = max(e.longer, length)
	return e.out.WriteByte('\n') // a writer keeps its first error
}

// writeBare writes a value as one field: bare where nothing in it could be taken for more than one.
func writeBare(out *bufio.Writer, value []byte) {
	for _, b := range value {
		if b == ',' || b == '"' || b == '\n' || b == '\r' || b <= ' ' {
			writeQuoted(out, string(value))
			return
		}
	}
	_, _ = out.Write(value)
}

// shred reads the document into one file for each element.
func (l *loader) shred(ctx context.Context, file *inputFile, plan *documentPlan) (s *shredding, result xmlfile.Result, err error) {
	folder, err := l.tempFolder()
	if err != nil {
		return nil, result, err
	}
	s = &shredding{plan: plan, said: map[string]string{}}
	for i := range plan.elements {
		e := &elementFile{path: filepath.Join(folder, fmt.Sprintf("element_%d_%d.csv", file.id, i))}
		if e.file, err = os.OpenFile(e.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
			return s, result, errors.Join(err, s.close())
		}
		e.out = bufio.NewWriterSize(e.file, 256<<10)
		_, _ = e.out.WriteString("source_row,parent_row,source_line")
		for n := range plan.elements[i].columns {
			_, _ = fmt.Fprintf(e.out, ",c%d", n)
		}
		_ = e.out.WriteByte('\n')
		s.out = append(s.out, e)
	}
	in, err := os.Open(file.path)
	if err != nil {
		return s, result, errors.Join(err, s.close())
	}
	result, err = plan.reader.Read(ctx, in, s)
	return s, result, errors.Join(err, in.Close(), s.close())
}

func (s *shredding) close() error {
	var faults []error
	for _, e := range s.out {
		faults = append(faults, e.out.Flush(), e.file.Close())
	}
	return errors.Join(faults...)
}

func (s *shredding) remove() error {
	var faults []error
	for _, e := range s.out {
		faults = append(faults, os.Remove(e.path))
	}
	return errors.Join(faults...)
}

// readDocument brings in an XML document: the whole of it or, when it is not well formed, none.
func (l *loader) readDocument(ctx context.Context, file *inputFile, e Extract) (fault *FileFault, err error) {
	plan, err := planDocument(file.src)
	if err != nil {
		return nil, err
	}
	s, result, err := l.shred(ctx, file, plan)
	if s != nil {
		defer func() { err = errors.Join(err, s.remove()) }()
	}
	var syntax *xmlfile.SyntaxError
	if errors.As(err, &syntax) {
		wanted := syntax.Wanted
		if wanted == "" {
			wanted = "a well-formed document"
		}
		return &FileFault{Row: syntax.Line, Kind: "form", Message: syntax.Message, Wanted: wanted}, nil
	}
	if err != nil {
		return nil, err
	}
	if fault := l.settleDocument(file, s.said, e); fault != nil {
		return fault, nil
	}
	if l.copies(file) {
		return nil, nil
	}
	l.noteDocument(file, result)
	return nil, l.keepElements(ctx, file, s)
}

var (
	yearText   = regexp.MustCompile(`^(19|20)[0-9]{2}$`)
	momentText = regexp.MustCompile(`^20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9].*)?$`)
	areaText   = regexp.MustCompile(`^[0-9]{3}$`)
)

// first is the first of the alternatives that the document says.
func first(said map[string]string, paths string) string {
	for _, path := range alternatives(paths) {
		if text := said[path]; text != "" {
			return text
		}
	}
	return ""
}

// settleDocument decides from what a document says of itself whether it is of the kind, and its
// authority and year.
func (l *loader) settleDocument(file *inputFile, said map[string]string, e Extract) *FileFault {
	about := file.src.Document
	if c := about.Collection; c != nil && !slices.ContainsFunc(c.Values, func(v string) bool { return strings.EqualFold(v, said[c.Path]) }) {
		return &FileFault{
			Kind: "unrecognised", Message: fmt.Sprintf("is not a %s: its element %s names another return, or none", file.src.Title, c.Path),
			Wanted: strings.Join(c.Values, " or "),
		}
	}
	if file.wrote = first(said, about.WrittenAt); file.wrote != "" && !momentText.MatchString(file.wrote) {
		l.note(file.name, "written-at", "does not say as yyyy-mm-ddThh:mm:ss when it was written: its name and time decide between versions")
		file.wrote = ""
	}
	if code := first(said, about.Area); code != "" {
		known := slices.ContainsFunc(l.Authorities, func(a Authority) bool { return a.Code == code })
		switch {
		case !areaText.MatchString(code):
			return &FileFault{Kind: "authority", Message: "its element " + about.Area + " holds no authority's code", Wanted: "three digits"}
		case !known:
			return &FileFault{
				Kind: "authority", Message: "is of authority " + code + ", which the configuration does not name",
				Wanted: "a document of one of the configured authorities",
			}
		case e.Authority != "" && e.Authority != code:
			return &FileFault{
				Kind: "authority", Message: fmt.Sprintf("is of authority %s, but its extract is configured for %s", code, e.Authority),
				Wanted: "the same authority in both",
			}
		}
		file.area = code
	}
	if file.area == "" {
		return noAuthority()
	}
	if text := first(said, about.Year); yearText.MatchString(text) {
		file.year, _ = strconv.Atoi(text)
		return nil
	}
	var fault *FileFault
	if file.year, fault = collectionYear(file.name, e.Year); fault != nil {
		return fault
	}
	if file.year == 0 && slices.ContainsFunc(file.src.Tables, func(t *table) bool { return t.NeedsYear && t.Element != "" }) {
		return noYear()
	}
	return nil
}

// noteDocument says what of a document was not read.
func (l *loader) noteDocument(file *inputFile, result xmlfile.Result) {
	var names []string
	var count int64
	for _, unknown := range result.Unknown {
		names, count = append(names, unknown.Path), count+unknown.Count
	}
	if count > 0 {
		const most = 8
		more := ""
		if len(names) > most {
			more = fmt.Sprintf(" and %d more", len(names)-most)
			names = names[:most]
		}
		l.note(file.name, "unknown-elements", fmt.Sprintf("%d rows: elements that the kind does not know, not read: %s%s", count, strings.Join(names, ", "), more))
	}
	if result.Stray > 0 {
		l.note(file.name, "stray-text", fmt.Sprintf("%d rows: text between elements, where none belongs: ignored", result.Stray))
	}
}

// keepElements brings a document's rows into raw, the enclosing ones first: what is within takes
// values from them.
func (l *loader) keepElements(ctx context.Context, file *inputFile, s *shredding) error {
	parts := map[*table]*inputFile{}
	records := int64(0)
	elements := make([]int, 0, len(s.out))
	for i := 1; i < len(s.out); i++ {
		elements = append(elements, i)
	}
	slices.SortStableFunc(elements, func(a, b int) int {
		return strings.Count(s.plan.elements[a].path, "/") - strings.Count(s.plan.elements[b].path, "/")
	})
	for _, i := range elements {
		for _, tbl := range s.plan.elements[i].tables {
			part := l.part(file, elementLayout(tbl))
			parts[tbl] = part
			if err := l.keepElement(ctx, part, parts[tbl.parent], s.plan.elements[i], s.out[i]); err != nil {
				return err
			}
			records += part.read
		}
	}
	if records == 0 {
		l.note(file.name, "no-records", "is a "+file.src.Title+" without a record")
	}
	return nil
}

// elementLayout spells each column as the path that it has in the document.
func elementLayout(tbl *table) *layout {
	out := &layout{table: tbl, names: tbl.columnNames()}
	element := tbl.Element[strings.LastIndexByte(tbl.Element, '/')+1:]
	for _, col := range tbl.Columns {
		spelled := col.Name
		if col.inherits() == "" {
			spelled = strings.Join(append([]string{element}, col.below()...), "/")
		}
		out.spelled = append(out.spelled, spelled)
	}
	return out
}

func (l *loader) keepElement(ctx context.Context, part, parent *inputFile, element *elementPlan, rows *elementFile) error {
	tbl := part.layout.table
	if err := l.createRaw(ctx, part.layout); err != nil {
		return err
	}
	columns := []string{"'source_row'", "'parent_row'", "'source_line'"}
	for n := range element.columns {
		columns = append(columns, warehouse.Quote("c"+strconv.Itoa(n)))
	}
	var values []string
	join := ""
	for _, col := range tbl.Columns {
		if from := col.inherits(); from != "" {
			join = fmt.Sprintf("left join %s as parent\n    on parent.file_id = %d and parent.source_row = shredded.parent_row::bigint", tbl.parent.rawName(), parent.id)
			values = append(values, fmt.Sprintf("parent.%s as %s", warehouse.QuoteName(from), warehouse.QuoteName(col.Name)))
			continue
		}
		values = append(values, fmt.Sprintf("shredded.c%d as %s", element.at(col.below()), warehouse.QuoteName(col.Name)))
	}
	when := "true"
	if tbl.When != "" {
		when = tbl.When
	}
	info, err := os.Stat(rows.path)
	if err != nil {
		return err
	}
	statement := fmt.Sprintf(`
insert into %[1]s (file_id, source_file, source_row, parent_row, source_line, %[2]s)
select * from (
    select %[3]d as file_id, %[4]s as source_file, shredded.source_row::bigint as source_row, shredded.parent_row::bigint as parent_row,
        shredded.source_line::bigint as source_line, %[5]s
    from %[6]s as shredded
    %[7]s
)
where %[8]s`, tbl.rawName(), quoteNames(tbl.columnNames()), part.id, warehouse.Quote(part.name), strings.Join(values, ", "),
		readCSV(warehouse.Quote(rows.path), max(info.Size(), rows.longer), columns), join, when)
	result, err := l.conn.ExecContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("keep %s: %w", tbl.Name, withoutValues(ctx, err))
	}
	if part.read, err = result.RowsAffected(); err != nil {
		return err
	}
	part.read += int64(len(rows.bad))
	var faults []string
	for _, bad := range rows.bad {
		faults = append(faults, fmt.Sprintf("(%d, %s, null, 'element', %s, 'row', null)", part.id, bad[0], warehouse.Quote("each value once: "+bad[1])))
	}
	return l.insert(ctx, "load_fault", faults)
}
