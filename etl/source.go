package etl

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"golang.org/x/sync/errgroup"
)

//go:embed sources/*.yaml
var sourceFiles embed.FS

// source is an extract kind as its file in sources/ describes it.
type source struct {
	Kind     string            `yaml:"kind"`
	Title    string            `yaml:"title"`
	Carriers []string          `yaml:"carriers"`          // csv, xml, xlsx, parquet
	Missing  []string          `yaml:"missing,omitempty"` // words that stand for no value, in any case
	Document *document         `yaml:"document,omitempty"`
	Tables   []*table          `yaml:"tables"`
	Codes    map[string][]code `yaml:"codes,omitempty"`
}

// document is what an XML return says of itself. Paths are relative to its root element.
type document struct {
	Roots      []string    `yaml:"roots"`
	Collection *collection `yaml:"collection,omitempty"`
	Year       string      `yaml:"year,omitempty"`       // collection year
	Area       string      `yaml:"area,omitempty"`       // DfE code of the authority
	Known      []string    `yaml:"known,omitempty"`      // elements that every document has and nothing reads
	WrittenAt  string      `yaml:"written_at,omitempty"` // of two documents for a year the one written later stands
}

// collection is the element that names a return, and the names that it goes by.
type collection struct {
	Path   string   `yaml:"path"`
	Values []string `yaml:"values"`
}

// code is one entry of a code list and the collection years it belongs to; 0 is open.
type code struct {
	Code      string   `yaml:"code"`
	From      int      `yaml:"from,omitempty"`
	To        int      `yaml:"to,omitempty"`
	Means     string   `yaml:"means"`
	Spellings []string `yaml:"spellings,omitempty"` // other ways in which systems write it
}

// table is one of a kind's layouts: a CSV file recognised by its set of columns, a sheet of a
// workbook, an element of a document.
type table struct {
	Name       string   `yaml:"name"`
	Element    string   `yaml:"element,omitempty"`        // path from the root, e.g. Message/Children/Child
	Parent     string   `yaml:"parent,omitempty"`         // the table whose element encloses this one's
	Orphans    string   `yaml:"orphans,omitempty"`        // keep: a record stands though its parent was refused
	Carries    []string `yaml:"carries,omitempty"`        // columns that typed records take from the parent's, its own or those that it carries
	Identity   []string `yaml:"identity,omitempty"`       // columns, its own or carried, that tell what a record reports, whatever file it stands in
	When       string   `yaml:"when,omitempty"`           // condition over received columns that makes an element this table's record
	Sheet      string   `yaml:"sheet,omitempty"`          // name of the sheet
	ReportedBy string   `yaml:"resubmitted_by,omitempty"` // columns, the child first, that tell whether two files of a year are versions of one
	Feeds      []string `yaml:"feeds"`                    // core tables whose models read it
	NeedsYear  bool     `yaml:"needs_year,omitempty"`     // refused without a collection year
	AreaColumn string   `yaml:"area_column,omitempty"`    // column that names each row's authority; else the extract does
	Map        string   `yaml:"map,omitempty"`            // cost_centres or accounts: the file is a map of a ledger
	Repeats    string   `yaml:"repeats,omitempty"`        // keep: two equal rows of a file are two records; else the second is refused
	Columns    []column `yaml:"columns"`
	LeaveOut   []rule   `yaml:"leave_out,omitempty"` // rows that are no records, looked for before all else
	Unique     []unique `yaml:"unique,omitempty"`
	Rules      []rule   `yaml:"rules,omitempty"`
	Notices    []notice `yaml:"notices,omitempty"`

	kind    string
	missing []string
	codes   map[string][]code
	learnt  map[string]bool // code lists for which the configuration names spellings
	parent  *table          // of Parent
	nested  bool            // raw keeps the element's line and its parent's number
}

// column is one column of a table. Name is how messages and raw spell it.
type column struct {
	Name     string   `yaml:"name"`
	Type     string   `yaml:"type"`
	Codes    string   `yaml:"codes,omitempty"`   // code list of a column of type code
	Pattern  string   `yaml:"pattern,omitempty"` // regular expression that a text or code matches as a whole
	Wanted   string   `yaml:"wanted,omitempty"`  // the pattern in words
	Min      *float64 `yaml:"min,omitempty"`
	Max      *float64 `yaml:"max,omitempty"`
	Required bool     `yaml:"required,omitempty"` // every row has a value
	Absent   bool     `yaml:"absent,omitempty"`   // a file without the column is still this table
	Fault    string   `yaml:"fault,omitempty"`    // row (default): a bad value refuses the record; cell: the value is left out
	Aliases  []string `yaml:"aliases,omitempty"`
	// Path is where the value stands below the table's element, the column's name when empty, "." for
	// the element's own text. Inherit takes it from the parent's record instead: true for the column of
	// the same name, else the name of the parent's column.
	Path    string `yaml:"path,omitempty"`
	Inherit string `yaml:"inherit,omitempty"`
	// Spelled accepts, besides a code itself, its meaning, the two together, and known spellings.
	Spelled     bool `yaml:"spelled,omitempty"`
	Placeholder bool `yaml:"placeholder,omitempty"` // the source fills it with no data: kept as received, never used
}

// rule is a condition over typed columns that a record must not meet.
type rule struct {
	Kind   string `yaml:"kind"`
	Column string `yaml:"column,omitempty"`
	Where  string `yaml:"where"`
	Wanted string `yaml:"wanted"`
}

// unique says that no two records of one file share the values of By; the first is kept. Records
// in which one of the values is missing are not compared.
type unique struct {
	By     []string `yaml:"by"`
	Column string   `yaml:"column"`
	Wanted string   `yaml:"wanted"`
}

// notice is something to point out about records that are accepted.
type notice struct {
	Rule    string `yaml:"rule"`
	Column  string `yaml:"column"`
	Where   string `yaml:"where"`
	Message string `yaml:"message"`
}

const (
	severityRow  = "row"
	severityCell = "cell"
)

// ownSources reads the kinds that the program knows, once: they take longer than a small extract.
var ownSources = sync.OnceValues(func() ([]*source, error) { return loadSources(sourceFiles) })

// loadSources reads every sources/*.yaml, sorted by name.
func loadSources(files fs.FS) ([]*source, error) {
	names, err := fs.Glob(files, "sources/*.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	sources, faults := make([]*source, len(names)), make([]error, len(names))
	var group errgroup.Group
	for i, name := range names {
		group.Go(func() error {
			text, err := fs.ReadFile(files, name)
			if err == nil {
				sources[i], err = parseSource(name, text)
			}
			faults[i] = err
			return nil
		})
	}
	return sources, errors.Join(group.Wait(), errors.Join(faults...))
}

// cloneSources are the kinds for one load, which marks their tables.
func cloneSources(sources []*source) []*source {
	clones := make([]*source, len(sources))
	for i, src := range sources {
		other := *src
		other.Tables = make([]*table, len(src.Tables))
		for j, tbl := range src.Tables {
			copied := *tbl
			other.Tables[j] = &copied
		}
		for _, tbl := range other.Tables {
			tbl.parent = other.table(tbl.Parent)
		}
		clones[i] = &other
	}
	return clones
}

func parseSource(name string, text []byte) (*source, error) {
	src := &source{}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(src); err != nil {
		return nil, fmt.Errorf("%s: %s", name, yaml.FormatError(err, false, false))
	}
	var faults []error
	if want := strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".yaml"); src.Kind != want {
		faults = append(faults, fmt.Errorf("%s: kind %q: want %s, as the file is named", name, src.Kind, want))
	}
	for _, carrier := range src.Carriers {
		if !slices.Contains(carriers, carrier) {
			faults = append(faults, fmt.Errorf("%s: carrier %q: want %s", name, carrier, strings.Join(carriers, ", ")))
		}
	}
	if len(src.Carriers) == 0 {
		faults = append(faults, fmt.Errorf("%s: missing key carriers", name))
	}
	if (src.Document != nil) != src.carriedBy(carrierXML) {
		faults = append(faults, fmt.Errorf("%s: want document: with the carrier xml, and only with it", name))
	}
	for _, tbl := range src.Tables {
		tbl.kind, tbl.codes, tbl.missing, tbl.nested = src.Kind, src.Codes, src.Missing, src.carriedBy(carrierXML)
		if tbl.Parent != "" {
			tbl.parent = src.table(tbl.Parent)
		}
		for _, fault := range tbl.faults() {
			faults = append(faults, fmt.Errorf("%s: table %s: %s", name, tbl.Name, fault))
		}
	}
	return src, errors.Join(faults...)
}

const (
	carrierCSV     = "csv"
	carrierXML     = "xml"
	carrierXLSX    = "xlsx"
	carrierParquet = "parquet"
)

var carriers = []string{carrierCSV, carrierXML, carrierXLSX, carrierParquet}

func (s *source) carriedBy(carrier string) bool { return slices.Contains(s.Carriers, carrier) }

func (s *source) table(name string) *table {
	for _, tbl := range s.Tables {
		if tbl.Name == name {
			return tbl
		}
	}
	return nil
}

var columnTypes = []string{
	"text", "code", "date", "any_date", "date_or_zz", "integer", "decimal", "money", "boolean", "boolean01", "postcode",
}

// faults lists what strict decoding cannot see.
func (t *table) faults() []string {
	var out []string
	for i := range t.Columns {
		col := &t.Columns[i]
		if col.Fault == "" {
			col.Fault = severityRow
		}
		if !slices.Contains(columnTypes, col.Type) {
			out = append(out, fmt.Sprintf("column %s: type %q: want one of %s", col.Name, col.Type, strings.Join(columnTypes, ", ")))
		}
		if col.Fault != severityRow && col.Fault != severityCell {
			out = append(out, fmt.Sprintf("column %s: fault %q: want row or cell", col.Name, col.Fault))
		}
		if col.Codes != "" && len(t.codes[col.Codes]) == 0 {
			out = append(out, fmt.Sprintf("column %s: no code list %s", col.Name, col.Codes))
		}
		if (col.Pattern == "") != (col.Wanted == "") {
			out = append(out, fmt.Sprintf("column %s: want pattern and wanted together", col.Name))
		}
		if _, err := regexp.Compile(col.Pattern); err != nil {
			out = append(out, fmt.Sprintf("column %s: pattern: %v", col.Name, err))
		}
		if col.Spelled && col.Codes == "" {
			out = append(out, fmt.Sprintf("column %s: spelled without codes", col.Name))
		}
		if from := col.inherits(); from != "" && (t.parent == nil || t.parent.column(from) == nil) {
			out = append(out, fmt.Sprintf("column %s: inherit: no column %s in a parent", col.Name, from))
		}
	}
	out = append(out, t.elementFaults()...)
	if t.Repeats != "" && t.Repeats != "keep" {
		out = append(out, fmt.Sprintf("repeats %q: want keep or nothing", t.Repeats))
	}
	if checks, _ := t.checks(); len(checks) > maxChecks {
		out = append(out, fmt.Sprintf("%d checks: want %d or fewer", len(checks), maxChecks))
	}
	named := func(list, name string) {
		if t.column(name) == nil {
			out = append(out, fmt.Sprintf("%s: no column %s", list, name))
		}
	}
	for _, r := range t.Rules {
		named("rules", r.Column)
	}
	for _, u := range t.Unique {
		named("unique", u.Column)
	}
	for _, n := range t.Notices {
		named("notices", n.Column)
	}
	if t.AreaColumn != "" {
		named("area_column", t.AreaColumn)
	}
	return out
}

// elementFaults lists what is wrong with a table's place in a document.
func (t *table) elementFaults() []string {
	var out []string
	switch {
	case t.Parent != "" && t.parent == nil:
		out = append(out, fmt.Sprintf("parent: no table %s", t.Parent))
	case t.parent != nil && !strings.HasPrefix(t.Element, t.parent.Element+"/"):
		out = append(out, fmt.Sprintf("parent %s: its element does not enclose this one's", t.Parent))
	case t.Element == "" && t.When != "":
		out = append(out, "when: want an element")
	}
	if t.Orphans == "keep" && len(t.Carries) > 0 {
		out = append(out, "orphans: a record that carries what its parent says is nothing without it")
	}
	for _, name := range t.Carries {
		if t.parent == nil || t.parent.carried(name) == nil {
			out = append(out, fmt.Sprintf("carries: no column %s in a parent", name))
		}
	}
	for _, name := range t.Identity {
		if t.carried(name) == nil {
			out = append(out, fmt.Sprintf("identity: no column %s in the table, and none that it carries", name))
		}
	}
	if t.Orphans != "" && t.Orphans != "keep" {
		out = append(out, fmt.Sprintf("orphans %q: want keep or nothing", t.Orphans))
	}
	for _, name := range t.reportedBy() {
		if t.column(name) == nil {
			out = append(out, fmt.Sprintf("resubmitted_by: no column %s", name))
		}
	}
	return out
}

// reportedBy lists the columns of ReportedBy.
func (t *table) reportedBy() []string {
	return strings.FieldsFunc(t.ReportedBy, func(r rune) bool { return r == ',' || r == ' ' })
}

// inherits names the parent's column that the value comes from, "" when it is the element's own.
func (c column) inherits() string {
	if c.Inherit == "true" {
		return c.Name
	}
	return c.Inherit
}

// below is the path of the value below the table's element.
func (c column) below() []string {
	switch c.Path {
	case "":
		return []string{c.Name}
	case ".":
		return nil
	default:
		return strings.Split(c.Path, "/")
	}
}

func (t *table) column(name string) *column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// carried is a column of the table or one that it carries, nil when there is none.
func (t *table) carried(name string) *column {
	if slices.Contains(t.Carries, name) && t.parent != nil {
		return t.parent.carried(name)
	}
	return t.column(name)
}

// hasMoney tells whether what was refused of the table counts towards its file's control total.
func (t *table) hasMoney() bool {
	return slices.ContainsFunc(t.Columns, func(c column) bool { return c.Type == "money" })
}

// used lists the columns that are typed: all but those that the source fills with no data.
func (t *table) used() []column {
	if !slices.ContainsFunc(t.Columns, func(c column) bool { return c.Placeholder }) {
		return t.Columns
	}
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c column) bool { return c.Placeholder })
}

func (t *table) columnNames() []string {
	names := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		names[i] = col.Name
	}
	return names
}

// wantedOf says in words what a value of the column must be. Dates are worded by their file's form.
func (t *table) wantedOf(col column) string {
	switch {
	case col.Wanted != "":
		return col.Wanted
	case col.Codes != "":
		list := make([]string, len(t.codes[col.Codes]))
		for i, c := range t.codes[col.Codes] {
			list[i] = c.Code
		}
		return "one of " + strings.Join(list, ", ")
	}
	switch col.Type {
	case "any_date":
		return "a date"
	case "date_or_zz":
		return "a date as dd/mm/yyyy, with zz for parts that are not known"
	case "integer":
		return "a whole number"
	case "decimal":
		return "a number"
	case "money":
		return "an amount in pounds"
	case "boolean":
		return "yes or no: 1, 0, true, false, yes, no, Y or N"
	case "boolean01":
		return "0 or 1"
	case "postcode":
		return "a postcode"
	default:
		return "a value"
	}
}

// kindOf names the fault of a value that is not of the column's type.
func (c column) kindOf() string {
	switch c.Type {
	case "any_date", "date_or_zz":
		return "date"
	case "money":
		return "decimal"
	case "boolean", "boolean01":
		return "code"
	case "text":
		return "form"
	default:
		return c.Type
	}
}
