package benchmarks

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// eesStandard are the columns that every Explore Education Statistics file may have, for its period and
// place. All others are filters and indicators. Source: Department for Education, open data standards.
var eesStandard = []string{
	"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
	"old_la_code", "new_la_code", "la_name", "lad_code", "lad_name", "pcon_code", "pcon_name", "ward_code", "ward_name",
	"local_enterprise_partnership_code", "local_enterprise_partnership_name", "lsip_code", "lsip_name",
	"local_skills_improvement_plan_area_code", "local_skills_improvement_plan_area_name",
	"english_devolved_area_code", "english_devolved_area_name", "mayoral_combined_authority_code", "mayoral_combined_authority_name",
	"opportunity_area_code", "opportunity_area_name", "rsc_region_lead_name", "planning_area_code", "planning_area_name",
	"trust_id", "trust_name", "sponsor_id", "sponsor_name", "institution_id", "institution_name",
	"provider_name", "provider_ukprn", "school_name", "school_urn", "school_laestab",
}

// eesNames are the columns by which a file is recognised.
var eesNames = []string{"time_period", "time_identifier", "geographic_level"}

// eesTable is a file taken apart.
type eesTable struct {
	src        *source
	standard   map[string]int // column of each standard name that the heading has
	filters    []int          // in the order of their names
	indicators []int
	columns    map[string]eesColumn // what the metadata say of the columns, by name; empty without
	cells      []eesCells           // one per record and area
	measures   map[string]*eesMeasure
	undone     map[string]int
	renamed    map[string]int // cells by older symbol, and what it is kept as
	durations  map[string]int // cells by column
	leftOut    map[string]int
	strange    map[string]bool // nine-character codes that the embedded list does not know
	shared     int             // joint returns
	yearType   string
	faults     *faults
	seen       map[string]int64 // file line by period, area and filters
}

// eesCells are the figures of one record in one area.
type eesCells struct {
	record  int64
	area    area
	years   string
	shared  bool
	figures []eesFigure
}

type eesFigure struct {
	measure *eesMeasure
	column  string
	cell    eesCell
}

// eesMeasure is one indicator under one choice of the filters.
type eesMeasure struct {
	Measure  string `json:"measure"`
	Title    string `json:"title"`
	Decimals int    `json:"decimals"`
	Unit     string `json:"axis"` // empty: not known
	Polarity string `json:"polarity"`
	Twin     string `json:"twin"`      // LAIT measure that it equals; empty: none known
	YearType string `json:"year_type"` // time_identifier

	column string
	sort   sortOfCell // numberCell or durationCell, once a figure has shown which
}

func eesHeading(header []string) bool { return len(missing(eesNames, standardNames(header))) == 0 }

// standardNames are the names of a heading as the standard columns are written.
func standardNames(header []string) []string {
	out := make([]string, len(header))
	for i, name := range header {
		out[i] = strings.ToLower(strings.TrimSpace(name))
	}
	return out
}

// parseEES takes a file apart. metadata are the held metadata files, of which those are used that describe
// it. The error joins the file's faults.
func parseEES(src *source, metadata []eesMetadata) (*eesTable, error) {
	t := newEESTable(src)
	if err := t.split(metadata); err != nil {
		return nil, err
	}
	for i, record := range src.table {
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			t.leftOut["without a single value"]++
			continue
		}
		t.read(int64(i+1), record)
	}
	if err := t.faults.err(); err != nil {
		return nil, err
	}
	for _, measure := range t.measures {
		if decimals := t.columns[measure.column].Decimals; decimals != nil {
			measure.Decimals = *decimals
		}
	}
	if len(t.measures) == 0 {
		return nil, fileFault(src.path, "there is no record of an authority, a region or England: want at least one")
	}
	return t, nil
}

func newEESTable(src *source) *eesTable {
	return &eesTable{
		src: src, standard: map[string]int{}, measures: map[string]*eesMeasure{},
		undone: map[string]int{}, renamed: map[string]int{}, durations: map[string]int{}, leftOut: map[string]int{}, strange: map[string]bool{},
		faults: &faults{path: src.path}, seen: map[string]int64{},
	}
}

// split parts the columns into the standard ones, filters and indicators. A column whose every cell is a
// number or a symbol is an indicator, unless metadata say otherwise.
func (t *eesTable) split(metadata []eesMetadata) error {
	for i, name := range t.src.header {
		t.src.header[i] = strings.Join(strings.Fields(name), " ")
	}
	for i, name := range standardNames(t.src.header) {
		switch {
		case slices.Contains(eesStandard, name):
			if _, twice := t.standard[name]; twice {
				return &FileError{File: filepath.Base(t.src.path), Row: 1, Column: name, Err: fmt.Errorf("the column occurs twice")}
			}
			t.standard[name] = i
		case slices.ContainsFunc(t.src.header[:i], func(other string) bool {
			return strings.TrimSpace(other) == strings.TrimSpace(t.src.header[i]) && name != ""
		}):
			return &FileError{File: filepath.Base(t.src.path), Row: 1, Column: t.src.header[i], Err: fmt.Errorf("the column occurs twice")}
		}
	}
	tallies := t.tallyColumns()
	var err error
	if t.columns, err = chooseMetadata(t.src, metadata, tallies); err != nil {
		return err
	}
	for _, tally := range tallies {
		name := t.src.header[tally.column]
		described, ok := t.columns[name]
		switch {
		case tally.empty():
		case name == "":
			return &FileError{File: filepath.Base(t.src.path), Row: 1, Column: columnName(tally.column), Err: fmt.Errorf("the column has no name")}
		case ok && described.Type == indicatorColumn || !ok && len(t.columns) == 0 && tally.indicator():
			t.indicators = append(t.indicators, tally.column)
		default:
			t.filters = append(t.filters, tally.column)
		}
	}
	if len(t.indicators) == 0 {
		return fileFault(t.src.path, "no column holds figures: want at least one in which every cell is a number or one of z x c u low")
	}
	slices.SortFunc(t.filters, func(a, b int) int { return strings.Compare(t.src.header[a], t.src.header[b]) })
	return nil
}

// columnTally counts what sorts of cell a column holds.
type columnTally struct {
	column int
	counts [textCell + 1]int
}

func (c columnTally) figures() int {
	return c.counts[numberCell] + c.counts[durationCell] + c.counts[mangledCell]
}

func (c columnTally) empty() bool {
	return c.figures()+c.counts[symbolCell]+c.counts[textCell] == 0
}

// indicator tells whether a column holds figures. A few words among many figures are taken for damage, and
// the column for an indicator, so that a spoilt cell cannot make a filter of it; a few numbers among many
// words are values of a filter.
func (c columnTally) indicator() bool {
	if c.counts[textCell] == 0 {
		return !c.empty()
	}
	return c.figures() > 0 && c.figures()+c.counts[symbolCell] > c.counts[textCell]
}

func (t *eesTable) tallyColumns() []columnTally {
	var out []columnTally
	for i, name := range standardNames(t.src.header) {
		if slices.Contains(eesStandard, name) {
			continue
		}
		tally := columnTally{column: i}
		for _, record := range t.src.table {
			tally.counts[readCell(record[i], t.src.comma).sort]++
		}
		out = append(out, tally)
	}
	return out
}

// notes say what was undone and left out.
func (t *eesTable) notes() []string {
	out := slices.Clone(t.src.notes)
	each := func(counts map[string]int, line func(what string, cells int) string) {
		for _, what := range slices.Sorted(maps.Keys(counts)) {
			out = append(out, line(what, counts[what]))
		}
	}
	each(t.undone, func(what string, cells int) string { return fmt.Sprintf("undone: %s (%s)", what, count(cells, "cell")) })
	each(t.renamed, func(what string, cells int) string {
		return fmt.Sprintf("symbols: %s (%s)", what, count(cells, "cell"))
	})
	each(t.durations, func(what string, cells int) string {
		return fmt.Sprintf("column %s: 01:04 is read as 1 year and 4 months, 16 months (%s)", what, count(cells, "cell"))
	})
	each(t.leftOut, func(what string, records int) string { return "left out: " + count(records, "record") + " " + what })
	if t.shared > 0 {
		out = append(out, fmt.Sprintf("joint returns: %s given to each of its authorities", count(t.shared, "record")))
	}
	if len(t.strange) > 0 {
		out = append(out, "nine-character codes not on the list here, joined by the three-digit code: "+strings.Join(slices.Sorted(maps.Keys(t.strange)), ", "))
	}
	if len(t.columns) > 0 {
		out = append(out, "filters and indicators as the metadata file says")
	}
	return out
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(int64(n)) + " " + noun
}
