package etl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
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

// handsOn tells whether rows of the element may go into raw before the document has been read to its
// end: those that take values from an enclosing element, which ends later, may not.
func (e *elementPlan) handsOn() bool {
	return !slices.ContainsFunc(e.tables, func(t *table) bool {
		return slices.ContainsFunc(t.Columns, func(c column) bool { return c.inherits() != "" })
	})
}

// elementOf is the position of the element that a table is made of.
func (p *documentPlan) elementOf(tbl *table) int {
	return slices.IndexFunc(p.elements, func(e *elementPlan) bool { return slices.Contains(e.tables, tbl) })
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

// readDocument brings in an XML document: the whole of it or, when it is not well formed, none. Rows
// go into raw while the rest of the document is read. What each store has brought in stays or goes with
// what the others have; should one fail to keep it, the load fails and its warehouse with it.
func (l *loader) readDocument(ctx context.Context, file *inputFile, e Extract) (*FileFault, error) {
	plan, err := planDocument(file.src)
	if err != nil {
		return nil, err
	}
	folder, err := l.tempFolder()
	if err != nil {
		return nil, err
	}
	before := maps.Clone(l.tables)
	s := newShredding(plan, folder, file)
	s.tables = l.numberTables(file, plan)
	s.stores = l.newStores(plan)
	fault, kept, err := l.keepDocument(ctx, file, s, e)
	err = errors.Join(err, s.remove())
	err = errors.Join(err, leaveStores(ctx, s.stores))
	if err == nil && kept {
		return nil, l.registerElements(ctx, file, s)
	}
	l.tables = before
	return fault, err
}

// keepDocument brings in a document's rows. It says false when none of them is to stay.
func (l *loader) keepDocument(ctx context.Context, file *inputFile, s *shredding, e Extract) (fault *FileFault, kept bool, err error) {
	result, err := s.shred(ctx, file)
	var syntax *xmlfile.SyntaxError
	var unreadable *unreadableError
	switch {
	case errors.As(err, &syntax):
		wanted := cmp.Or(syntax.Wanted, "a well-formed document")
		return &FileFault{Row: syntax.Line, Kind: "form", Message: syntax.Message, Wanted: wanted}, false, nil
	case errors.As(err, &unreadable):
		return unreadableFile("cannot be read"), false, nil
	case err != nil:
		return nil, false, err
	}
	if fault := l.settleDocument(file, s.said, e); fault != nil {
		return fault, false, nil
	}
	if l.copies(file) {
		return nil, false, nil
	}
	l.noteDocument(file, result)
	return nil, true, s.keepRest(ctx)
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

// elementTable is a table that rows of a document go to.
type elementTable struct {
	table *table
	id    int   // file_id of the document's rows of the table
	read  int64 // elements read as its records
}

// numberTables numbers the tables of a document, enclosing ones first: what is within takes values
// from them. The first is the file itself, the others are parts of it.
func (l *loader) numberTables(file *inputFile, plan *documentPlan) []*elementTable {
	elements := slices.Clone(plan.elements[1:])
	slices.SortStableFunc(elements, func(a, b *elementPlan) int {
		return strings.Count(a.path, "/") - strings.Count(b.path, "/")
	})
	var tables []*elementTable
	for _, element := range elements {
		for _, tbl := range element.tables {
			id := file.id
			if len(tables) > 0 {
				id = len(l.files) + len(tables)
			}
			tables = append(tables, &elementTable{table: tbl, id: id})
		}
	}
	return tables
}

// registerElements registers the tables that a document's rows went to, and the elements that cannot be
// read. The rows are in raw: one transaction writes to one catalog.
func (l *loader) registerElements(ctx context.Context, file *inputFile, s *shredding) error {
	records := int64(0)
	var faults []string
	for _, to := range s.tables {
		part := l.part(file, elementLayout(to.table))
		rows := s.out[s.plan.elementOf(to.table)]
		part.read = to.read + int64(len(rows.bad))
		records += part.read
		for _, bad := range rows.bad {
			faults = append(faults, fmt.Sprintf("(%d, %s, null, 'element', %s, 'row', null)", part.id, bad[0], warehouse.Quote("each value once: "+bad[1])))
		}
	}
	if records == 0 {
		l.note(file.name, "no-records", "is a "+file.src.Title+" without a record")
	}
	return l.insert(ctx, "load_fault", faults)
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
