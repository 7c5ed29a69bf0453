package benchmarks

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Statistical neighbours as CSV come in three layouts: a row per neighbour (tidy), a row per authority
// with named pairs (wide), and the workbook's sheet saved as text.

var tidyColumns = []string{"la_code", "la_name", "region", "neighbour_rank", "neighbour_code", "neighbour_name", "closeness_band"}

func wideColumns() []string {
	columns := []string{"old_la_code", "la_name", "region_name"}
	for i := range neighbourCount {
		place := "SN_" + strconv.Itoa(i+1)
		columns = append(columns, place, place+"P")
	}
	return columns
}

// isSheetText tells the sheet saved as text by its headings or, where the two rows above them were saved
// too, by the letters that the first of those begins with.
func isSheetText(header []string) bool {
	return isHeading(header) || slices.Equal(header[:min(len(header), 5)], []string{"A", "B", "C", "D", "E"}) && len(header) > 2*neighbourCount
}

// neighbourText is a CSV with its heading: header and table, and the line that each record begins on.
type neighbourText struct {
	path   string
	header []string
	table  [][]string
	lines  []int64
}

// loadNeighbourText gives the loader of a layout of neighbours as CSV.
func loadNeighbourText(parse func(neighbourText) (*neighbours, error)) func(context.Context, Querier, *source, *Holding, int) error {
	return func(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
		var err error
		if src.book, err = parse(neighbourText{path: src.path, header: src.header, table: src.table, lines: src.lines}); err != nil {
			return err
		}
		return loadNeighbours(ctx, q, src, file, id)
	}
}

// parseSheetText reads the workbook's sheet saved as CSV, headings in row 1 or, with the two rows above
// them, in row 3.
func parseSheetText(text neighbourText) (*neighbours, error) {
	rows := append([][]string{text.header}, text.table...)
	at := slices.IndexFunc(rows[:min(len(rows), headerReach)], isHeading)
	line := func(i int) int64 {
		if i == 0 {
			return 1
		}
		return text.lines[i-1]
	}
	switch {
	case at < 0:
		return nil, fileFault(text.path, "want the headings %s to SN%d in row 1 or %d", workbookHeading()[0], neighbourCount, headingRow)
	case at != 0 && at != headingRow-1:
		found := &faults{path: text.path}
		found.add(line(at), "", "the headings of the statistical neighbours stand here: want them in row 1 or %d", headingRow)
		return nil, found.err()
	}
	year, err := vintage(text.path, "", rows[:at])
	if err != nil {
		return nil, err
	}
	return parseNeighbourSheet(text.path, year, rows, at, line)
}

// parseWide reads the wide layout.
func parseWide(text neighbourText) (*neighbours, error) {
	year, err := vintage(text.path, "", nil)
	if err != nil {
		return nil, err
	}
	found := &faults{path: text.path}
	content := &neighbours{vintage: year}
	at := columnsOf(text.header)
	for i, row := range text.table {
		get := func(column string) string { return cell(row, at[column]) }
		entry := authority{Area: content.code(get("old_la_code")), Name: get("la_name"), row: text.lines[i], column: "old_la_code"}
		if !content.readAuthority(found, &entry, get("region_name"), [3]string{"old_la_code", "la_name", "region_name"}) {
			continue
		}
		var pairs []printedPair
		for place := range neighbourCount {
			name := "SN_" + strconv.Itoa(place+1)
			pairs = append(pairs, printedPair{code: get(name), words: get(name + "P"), codeColumn: name, wordsColumn: name + "P"})
		}
		if content.readPairs(found, entry.Area, entry.row, pairs) {
			content.authorities = append(content.authorities, entry)
		}
	}
	content.check(found)
	return content, found.err()
}

// columnsOf is the place of each name in a heading.
func columnsOf(header []string) map[string]int {
	at := map[string]int{}
	for i, name := range header {
		if _, ok := at[name]; !ok {
			at[name] = i
		}
	}
	return at
}

// parseTidy reads the tidy layout: of every authority ten rows or none, in any order.
func parseTidy(text neighbourText) (*neighbours, error) {
	year, err := vintage(text.path, "", nil)
	if err != nil {
		return nil, err
	}
	reader := tidyReader{
		found: &faults{path: text.path}, content: &neighbours{vintage: year},
		at: columnsOf(text.header), places: map[string]int{}, pairs: map[string][]printedPair{}, faulty: map[string]bool{},
	}
	for i, row := range text.table {
		if area, ok := reader.read(row, text.lines[i]); !ok {
			reader.faulty[area] = true
		}
	}
	for _, entry := range reader.content.authorities {
		if !reader.faulty[entry.Area] { // else a rank would seem to be missing
			reader.content.readPairs(reader.found, entry.Area, entry.row, reader.pairs[entry.Area])
		}
	}
	reader.content.check(reader.found)
	return reader.content, reader.found.err()
}

// tidyReader puts the rows of each authority together.
type tidyReader struct {
	found   *faults
	content *neighbours
	at      map[string]int
	places  map[string]int           // of an authority in content
	pairs   map[string][]printedPair // of an authority, by rank
	faulty  map[string]bool          // authorities with a faulty row
}

// read adds a row to those of its authority, and says whether it is well formed.
func (r *tidyReader) read(row []string, line int64) (string, bool) {
	get := func(column string) string {
		if place, ok := r.at[column]; ok {
			return cell(row, place)
		}
		return ""
	}
	entry := authority{Area: r.content.code(get("la_code")), Name: get("la_name"), row: line, column: "la_code"}
	if !r.content.readAuthority(r.found, &entry, get("region"), [3]string{"la_code", "la_name", "region"}) {
		return entry.Area, false
	}
	if place, ok := r.places[entry.Area]; !ok {
		r.places[entry.Area] = len(r.content.authorities)
		r.content.authorities = append(r.content.authorities, entry)
		for range neighbourCount {
			r.pairs[entry.Area] = append(r.pairs[entry.Area], printedPair{codeColumn: "neighbour_rank"})
		}
	} else if first := r.content.authorities[place]; first.Name != entry.Name || first.Region != entry.Region {
		r.found.add(line, "la_name", "row %d gives authority %s another name or region: want one", first.row, entry.Area)
		return entry.Area, false
	}
	one := printedPair{
		row: line, code: get("neighbour_code"), words: get("closeness_band"), name: get("neighbour_name"),
		codeColumn: "neighbour_code", wordsColumn: "closeness_band",
	}
	rank, err := strconv.Atoi(whole(get("neighbour_rank")))
	ordinal, place := whole(get("closeness_ordinal")), closeness(one.words)
	switch {
	case err != nil || rank < 1 || rank > neighbourCount:
		r.found.add(line, "neighbour_rank", "want a whole number from 1 to %d", neighbourCount)
	case r.pairs[entry.Area][rank-1].row > 0:
		r.found.add(line, "neighbour_rank", "row %d is of this authority and rank already", r.pairs[entry.Area][rank-1].row)
	case ordinal != "" && place > 0 && ordinal != strconv.Itoa(place):
		r.found.add(line, "closeness_ordinal", "want the place of the words in column closeness_band, 1 for %s to %d for %s",
			closenessWords[0], len(closenessWords), closenessWords[len(closenessWords)-1])
	case get("distance") != "" && !plainNumber.MatchString(get("distance")):
		r.found.add(line, "distance", "want a number or nothing")
	default:
		r.pairs[entry.Area][rank-1] = one
		return entry.Area, true
	}
	return entry.Area, false
}

// readAuthority checks the cells that name an authority; columns are those of its code, name and region.
func (n *neighbours) readAuthority(found *faults, entry *authority, region string, columns [3]string) bool {
	var known bool
	entry.Region, known = regionOf(entry.Area, region)
	switch {
	case !isAreaCode(entry.Area):
		found.add(entry.row, columns[0], "want a three-digit authority code")
	case entry.Name == "":
		found.add(entry.row, columns[1], "want the authority's name")
	case !known:
		found.add(entry.row, columns[2], "want the authority's region, one of %s", strings.Join(regionNames, ", "))
	default:
		return true
	}
	return false
}
