package benchmarks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// eesOtherLevels are the levels of place below or beside the authority, which are not loaded.
var eesOtherLevels = []string{
	"english devolved area", "institution", "local authority district", "local enterprise partnership",
	"local skills improvement plan area", "mayoral combined authority", "mat", "opportunity area", "parliamentary constituency",
	"planning area", "police force area", "provider", "rsc region", "school", "sponsor", "ward",
}

// read takes one record apart, the first being 1.
func (t *eesTable) read(number int64, record []string) {
	row := t.src.line(number)
	areas, ok := t.places(row, record)
	if !ok {
		return
	}
	years, ok := t.period(row, record)
	if !ok {
		return
	}
	values := make([]string, len(t.filters))
	for i, column := range t.filters {
		if values[i] = strings.Join(strings.Fields(record[column]), " "); values[i] == "" {
			values[i] = "not given"
		}
	}
	figures := t.figures(row, record, values)
	if len(areas) > 1 {
		t.shared++
	}
	for _, place := range areas {
		key := strings.Join(append([]string{years, place.code}, values...), "\x00")
		if first, twice := t.seen[key]; twice {
			t.faults.add(row, "", "row %d has the same period, area and filters: want one record each%s", first, t.orMetadata())
			return
		}
		t.seen[key] = row
		t.cells = append(t.cells, eesCells{record: number, area: place, years: years, shared: len(areas) > 1, figures: figures})
	}
}

// orMetadata is the way out where a filter may have been taken for an indicator or the reverse.
func (t *eesTable) orMetadata() string {
	if len(t.columns) > 0 {
		return ""
	}
	return "; a filter with numbers for its values is told from figures by the metadata file (col_name, col_type, ...): import that too"
}

func (t *eesTable) get(record []string, name string) string {
	column, ok := t.standard[name]
	if !ok {
		return ""
	}
	return strings.TrimSpace(record[column])
}

// places finds the areas of a record; false when it is faulty or about other places.
func (t *eesTable) places(row int64, record []string) ([]area, bool) {
	level := normalWords(t.get(record, "geographic_level"))
	country := strings.ToUpper(t.get(record, "country_code"))
	switch {
	case slices.Contains(eesOtherLevels, level):
		t.leftOut["of level "+level]++
		return nil, false
	case otherCountries.MatchString(country) || slices.Contains(unknownPlace, strings.ToLower(country)):
		t.leftOut["of places outside England or unknown"]++
		return nil, false
	case country != "" && country != england:
		t.faults.add(row, "country_code", "want %s, the code of England", england)
		return nil, false
	}
	switch level {
	case "national":
		return []area{{code: geography().regions[england].Code, name: "England", level: "country"}}, true
	case "regional":
		return t.region(row, record)
	case "local authority":
		return t.authorities(row, record)
	}
	t.faults.add(row, "geographic_level", "want National, Regional or Local authority, or another level of the Department's standard")
	return nil, false
}

func (t *eesTable) region(row int64, record []string) ([]area, bool) {
	code := strings.ToUpper(t.get(record, "region_code"))
	if slices.Contains(unknownPlace, strings.ToLower(code)) {
		t.leftOut["of places outside England or unknown"]++
		return nil, false
	}
	found, ok := geography().regions[code]
	if !ok || found.Level != "region" {
		t.faults.add(row, "region_code", "want the code of an English region, E12000001 to E12000009, or of Inner or Outer London")
		return nil, false
	}
	return []area{{code: found.Code, name: found.Name, level: found.Level}}, true
}

func (t *eesTable) authorities(row int64, record []string) ([]area, bool) {
	if _, there := t.standard["old_la_code"]; !there {
		t.faults.once("old_la_code", "the heading has no such column, and there are records of authorities: want their three-digit codes in it, because those of nine characters change")
		return nil, false
	}
	oldCode := t.get(record, "old_la_code")
	if slices.Contains(unknownPlace, strings.ToLower(oldCode)) {
		t.leftOut["of places outside England or unknown"]++
		return nil, false
	}
	areas, strange, column, fault := geography().authoritiesOf(oldCode, t.get(record, "new_la_code"), t.get(record, "la_name"))
	if fault != "" {
		t.faults.add(row, column, "%s", fault)
		return nil, false
	}
	for _, code := range strange {
		t.strange[code] = true
	}
	for i, part := range strings.Split(oldCode, "/") {
		if strings.TrimSpace(part) != areas[i].code {
			t.undone[undoneDecimals]++
		}
	}
	return areas, true
}

// period is the label of a record: '2025' for years of four digits, '2024-25' for those of six.
func (t *eesTable) period(row int64, record []string) (string, bool) {
	identifier := t.get(record, "time_identifier")
	long := false
	switch normalWords(identifier) {
	case "reporting year", "calendar year":
	case "academic year", "financial year", "tax year":
		long = true
	default:
		t.faults.add(row, "time_identifier", "want whole years: Reporting year, Calendar year, Academic year, Financial year or Tax year; terms, quarters, months and weeks are not loaded")
		return "", false
	}
	if t.yearType == "" {
		t.yearType = identifier
	}
	printed := t.get(record, "time_period")
	text := printed
	if t.src.comma == ',' && groupedNumber.MatchString(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	digits, ok := wholeText(text)
	label := digits
	switch {
	case !ok:
	case long && len(digits) == 6:
		label = digits[:4] + "-" + digits[4:]
	case long || len(digits) != 4:
		ok = false
	}
	if read, err := parseLabel(label); !ok || err != nil || long && read.Last != read.First+1 {
		wanted := "four digits such as 2025"
		if long {
			wanted = "six digits for two years that follow each other, such as 202425"
		}
		t.faults.add(row, "time_period", "want %s for a %s: where a spreadsheet has made a date or a rounded number of it, fetch the file again", wanted, strings.ToLower(identifier))
		return "", false
	}
	if digits != printed {
		t.undone[undoneDecimals]++
	}
	return label, true
}

// figures reads the indicators of a record under its filter values.
func (t *eesTable) figures(row int64, record, values []string) []eesFigure {
	var out []eesFigure
	for _, column := range t.indicators {
		name := t.src.header[column]
		found := readCell(record[column], t.src.comma)
		switch found.sort {
		case blankCell:
			continue
		case mangledCell:
			t.faults.add(row, name, "want a number without unit, or one of z x c u low: where a spreadsheet has changed it, fetch the file again")
			continue
		case textCell:
			t.faults.add(row, name, "want a number or one of z x c u low k : ~ .. -%s", t.orMetadata())
			continue
		case numberCell, durationCell, symbolCell:
		}
		if found.undone != "" {
			t.undone[found.undone]++
		}
		if printed := strings.ToLower(strings.Trim(strings.TrimSpace(record[column]), "[]")); found.sort == symbolCell && printed != found.symbol {
			t.renamed[fmt.Sprintf("%s is kept as %s", printed, found.symbol)]++
		}
		if found.sort == durationCell {
			t.durations[name]++
		}
		measure := t.measure(name, values)
		if !measure.takes(found) {
			t.faults.add(row, name, "the column has a number here and years and months (YY:MM) elsewhere, under the same filters: want one of them")
			continue
		}
		measure.Decimals = max(measure.Decimals, found.decimals)
		out = append(out, eesFigure{measure: measure, column: name, cell: found})
	}
	return out
}

// takes notes what sort of figure a measure has; false when it has had another.
func (m *eesMeasure) takes(found eesCell) bool {
	if found.sort == symbolCell {
		return true
	}
	if m.sort == blankCell {
		m.sort = found.sort
		if found.sort == durationCell {
			m.Unit = "months"
		}
	}
	return m.sort == found.sort
}

// measure is the one of a column under filter values. Its id has the values in the order of their columns'
// names, so that it does not depend on how a file is laid out.
func (t *eesTable) measure(name string, values []string) *eesMeasure {
	id := "ees:" + name
	title := inWords(name)
	described := t.columns[name]
	if described.Label != "" {
		title = described.Label
	}
	if len(values) > 0 {
		id += " [" + strings.Join(values, "; ") + "]"
		title += ": " + strings.Join(values, ", ")
	}
	if known := t.measures[id]; known != nil {
		return known
	}
	twin := twinOf(id)
	made := &eesMeasure{
		column: name, Measure: id, Title: title, Unit: described.Unit, Polarity: twin.Polarity, Twin: twin.LAIT, YearType: t.yearType,
	}
	t.measures[id] = made
	return made
}

// inWords makes a title of a column's name: turnover_rate_fte is Turnover rate fte.
func inWords(name string) string {
	words := strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " ")
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return name
	}
	return string(unicode.ToUpper(first)) + words[size:]
}
