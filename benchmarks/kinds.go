package benchmarks

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind says what a published file holds.
type Kind string

// The kinds of published file, recognised by their content.
const (
	Values     Kind = "values"     // LAIT long table, Parquet or CSV
	Dictionary Kind = "dictionary" // LAIT data dictionary, CSV
	Neighbours Kind = "neighbours" // statistical-neighbour workbook, XLSX
	Stated     Kind = "stated"     // CSV of comparators that exist only as printed figures

	EES         Kind = "ees"          // Explore Education Statistics, CSV
	EESMetadata Kind = "ees-metadata" // description of the columns of such a file, CSV
	Population  Kind = "population"   // mid-year population estimates, CSV
)

// format is one form that a kind of published file comes in. A text is recognised by the names in its
// heading (columns or heading), a workbook by the function that reads its sheets (book).
type format struct {
	kind  Kind
	words string // in messages: "LAIT long table"
	want  string // in the list of what is wanted: "the LAIT long table (Parquet or CSV)"

	columns []string                   // names that the heading of a text has, in any order
	heading func(header []string) bool // instead of columns, where it takes more than a list of names

	container []byte                             // first bytes of a file that book reads; nil: no workbook
	book      func(path string) (*source, error) // wraps ErrUnrecognised when the workbook is none of this kind

	// keep holds a text's records in source.table, for kinds that are taken apart in Go. Names in their
	// heading may repeat. Other texts are read by the database from source.text.
	keep bool
	// accented tells in which columns a text in Windows-1252 may have letters beyond ASCII. Elsewhere they
	// would be part of a name or a code that has to be met exactly, and such a text is refused. nil: nowhere.
	accented func(column string) bool

	load     func(ctx context.Context, q Querier, src *source, file *Holding, id int) error
	describe func(file Holding) string
}

// The first bytes of a workbook: both are ZIP archives, and an OpenDocument one names itself in its first
// entry, which is stored uncompressed.
var (
	zipHead = []byte("PK\x03\x04")
	odsMark = []byte("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
)

// formats lists the forms in the order in which they are tried. It is a function so that what it names may
// refer to it in turn.
func formats() []format {
	return append([]format{
		{
			kind: Values, words: "LAIT long table", want: "the LAIT long table (Parquet or CSV)",
			columns: valueColumns, load: loadValues, describe: describeValues,
		},
		{
			kind: EES, words: "Explore Education Statistics file",
			want:    "a file of Explore Education Statistics (CSV with the columns " + strings.Join(eesNames, ", ") + ")",
			columns: eesNames, heading: eesHeading, keep: true, load: loadEES,
			describe: func(file Holding) string {
				return fmt.Sprintf("%s records of %s measures, latest %s", grouped(file.Rows), grouped(file.Measures), file.Vintage)
			},
			accented: func(column string) bool {
				return slices.Contains([]string{"country_name", "region_name", "la_name"}, strings.ToLower(strings.TrimSpace(column)))
			},
		},
		{
			kind: EESMetadata, words: "metadata of an Explore Education Statistics file",
			want:    "its metadata (CSV with the columns " + strings.Join(eesMetadataColumns, ", ") + ")",
			columns: eesMetadataColumns, keep: true, load: loadEESMetadata,
			describe: func(file Holding) string {
				return fmt.Sprintf("descriptions of %s columns, %s of them indicators", grouped(file.Rows), grouped(file.Measures))
			},
		},
		{
			kind: Population, words: "list of population estimates",
			want:    "population estimates (CSV with the columns " + strings.Join(populationColumns, ", ") + ")",
			columns: populationColumns, keep: true, load: loadPopulation, describe: describeValues,
		},
		{
			kind: Dictionary, words: "LAIT data dictionary", want: "the LAIT data dictionary (CSV)",
			columns: dictionaryColumns, load: loadDictionary,
			describe: func(file Holding) string {
				return fmt.Sprintf("%s descriptions of %s measures", grouped(file.Rows), grouped(file.Measures))
			},
		},
		{
			kind: Neighbours, words: "statistical-neighbour workbook",
			want:      "a statistical-neighbour workbook (XLSX, headings in row 3)",
			container: zipHead, book: recogniseWorkbook, load: loadNeighbours,
			describe: func(file Holding) string {
				return fmt.Sprintf("model dfe-%s, neighbours of %s authorities", file.Vintage, grouped(file.Rows))
			},
		},
		{
			kind: Stated, words: "list of stated comparators", want: "a CSV with the columns " + strings.Join(statedColumns, ", "),
			columns: statedColumns, load: loadStated,
			describe: func(file Holding) string {
				return fmt.Sprintf("%s stated comparators of %s measures", grouped(file.Rows), grouped(file.Measures))
			},
		},
	}, otherFormats()...)
}

// allows tells whether a field beyond ASCII, read as Windows-1252, may stand in a column.
func (f *format) allows(column, field string) bool {
	return f.accented != nil && f.accented(column) && !strings.ContainsRune(field, utf8.RuneError)
}

func describeValues(file Holding) string {
	return fmt.Sprintf("%s values of %s measures, latest %s", grouped(file.Rows), grouped(file.Measures), file.Vintage)
}

// unrecognised words what would have been recognised.
type unrecognised struct{}

// ErrUnrecognised is wrapped when a file is none of the kinds.
var ErrUnrecognised error = unrecognised{}

func (unrecognised) Error() string {
	var wanted []string
	for _, known := range formats() {
		wanted = append(wanted, known.want)
	}
	last := len(wanted) - 1
	return "want " + strings.Join(wanted[:last], ", ") + " or " + wanted[last]
}

// formatOf is the first form of a kind.
func formatOf(kind Kind) *format {
	all := formats()
	return &all[slices.IndexFunc(all, func(known format) bool { return known.kind == kind })]
}

// textFormat tells the form from the names of a heading; nil when it is none that is known.
func textFormat(header []string) *format {
	for _, known := range formats() {
		switch {
		case known.heading != nil && known.heading(header):
			return &known
		case known.heading == nil && len(known.columns) > 0 && len(missing(known.columns, header)) == 0:
			return &known
		}
	}
	return nil
}

// nearFormat finds the form that a heading nearly is, and what it lacks.
func nearFormat(header []string) (nearest *format, absent []string) {
	for _, known := range formats() {
		lacks := missing(known.columns, header)
		// Half of the names at most, and of several forms the one of which the smallest part is lacking.
		if len(known.columns) > 0 && 2*len(lacks) <= len(known.columns) &&
			(nearest == nil || len(lacks)*len(nearest.columns) < len(absent)*len(known.columns)) {
			nearest, absent = &known, lacks
		}
	}
	return nearest, absent
}

// bookFormats lists the forms of workbook that begin as head does.
func bookFormats(head []byte) []format {
	container := zipHead
	if bytes.Contains(head[:min(len(head), 128)], odsMark) {
		container = odsMark
	}
	return slices.DeleteFunc(formats(), func(known format) bool { return known.book == nil || !bytes.Equal(known.container, container) })
}

// missing lists the wanted names that are not among the held ones.
func missing(wanted, held []string) []string {
	var absent []string
	for _, name := range wanted {
		if !slices.Contains(held, name) {
			absent = append(absent, name)
		}
	}
	return absent
}
