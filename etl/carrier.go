package etl

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
)

// carrier tells by a file's first bytes how it carries its records; its name tells nothing.
func (s *survey) carrier() string {
	head := bytes.TrimPrefix(s.head, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return carrierXLSX
	case bytes.HasPrefix(head, []byte("PAR1")):
		return carrierParquet
	case bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")):
		return carrierXML
	default:
		return carrierCSV
	}
}

var carrierNames = map[string]string{
	carrierCSV: "a CSV file", carrierXML: "an XML document", carrierXLSX: "a workbook (XLSX)", carrierParquet: "a Parquet file",
}

// wrongCarrier is the fault of a file that carries records in a way that its kind does not come in.
func wrongCarrier(src *source, carrier string) *FileFault {
	wanted := make([]string, len(src.Carriers))
	for i, name := range src.Carriers {
		wanted[i] = carrierNames[name]
	}
	return &FileFault{Kind: "unrecognised", Message: "is " + carrierNames[carrier], Wanted: strings.Join(wanted, " or ")}
}

// readCarrier brings in the records of a file that is not CSV.
func (l *loader) readCarrier(ctx context.Context, carrier string, file *inputFile, j job, e Extract) (*FileFault, error) {
	if j.mapRole != "" {
		return wrongCarrier(&source{Carriers: []string{carrierCSV}}, carrier), nil
	}
	file.survey.head = file.survey.head[:min(len(file.survey.head), 64)] // what tells the carrier
	switch carrier {
	case carrierXML:
		return l.readDocument(ctx, file, e)
	case carrierXLSX:
		return l.readBook(ctx, file, e)
	default:
		return l.readParquet(ctx, file, e)
	}
}

// part is a further table of a file; the first stays the file itself.
func (l *loader) part(file *inputFile, layout *layout) *inputFile {
	if file.layout == nil {
		file.layout = layout
		return file
	}
	other := *file
	other.id, other.layout, other.read, other.copyOf = len(l.files)+1, layout, 0, nil
	l.files = append(l.files, &other)
	return &other
}

// copies repeats the tables of an earlier file with the same content, so that they are read once. It
// says false when there is none.
func (l *loader) copies(file *inputFile) bool {
	key := content{sha256: file.survey.sha256, kind: file.src.Kind, area: file.area, year: file.year}
	first, found := l.contents[key]
	if !found {
		l.contents[key] = file
		return false
	}
	l.note(file.name, "same-content", "is the same as "+first.name+": read once")
	for _, earlier := range slices.Clone(l.files) {
		if earlier.path == first.path && earlier.layout != nil {
			l.part(file, earlier.layout).copyOf = earlier
		}
	}
	return file.layout != nil
}

// Kind is an extract kind as the configuration needs to know it.
type Kind struct {
	Name string
	// Extensions are the endings of the names of its files, in lower case with the dot.
	Extensions []string
	// NamesAuthority tells that each of its files says itself which authority it is of.
	NamesAuthority bool
}

// Kinds lists the extract kinds by name.
func Kinds() ([]Kind, error) {
	sources, err := ownSources()
	if err != nil {
		return nil, err
	}
	kinds := make([]Kind, 0, len(sources))
	for _, src := range sources {
		kind := Kind{Name: src.Kind}
		for _, carrier := range src.Carriers {
			kind.Extensions = append(kind.Extensions, "."+carrier)
			if carrier == carrierXLSX {
				kind.Extensions = append(kind.Extensions, ".xlsm")
			}
		}
		rows := !slices.ContainsFunc(src.Tables, func(t *table) bool { return t.AreaColumn == "" })
		kind.NamesAuthority = rows || src.Document != nil && src.Document.Area != "" && len(src.Carriers) == 1
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// errorValue is what a spreadsheet shows where a formula has no answer.
var errorValue = regexp.MustCompile(`^#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA)$`)
