package etl

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// layout is a file's header matched to one of its kind's tables.
type layout struct {
	table     *table
	headerRow int64    // as a spreadsheet numbers it
	spelled   []string // column names as the file spells them, in its order
	names     []string // the same positions as raw names them: the table's own names, else kept extra names
	extra     []string // the kept extra names
}

// plainName is a column name without what systems vary: case, spaces, punctuation.
func plainName(name string) string {
	var out strings.Builder
	gap := false
	for _, r := range strings.TrimPrefix(name, "\ufeff") {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteByte('_')
			gap = false
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// match is how well a record serves as the header of a table.
type match struct {
	table     *table
	positions map[int]string // position in the record -> column name
	missing   []string       // columns that a file of this table must have
	twice     string         // a column that the record names more than once
}

func matchTable(tbl *table, record []string) match {
	byName := map[string]string{}
	for _, col := range tbl.Columns {
		for _, alias := range col.Aliases {
			byName[plainName(alias)] = col.Name
		}
	}
	for _, col := range tbl.Columns { // a column's own name wins over another's alias
		byName[plainName(col.Name)] = col.Name
	}
	found := match{table: tbl, positions: map[int]string{}}
	named := map[string]int{}
	// The column's own name goes before an alias of it, so that both may stand in one file.
	for _, own := range []bool{true, false} {
		for i, field := range record {
			name, ok := byName[plainName(field)]
			if !ok || own != (plainName(name) == plainName(field)) {
				continue
			}
			if _, again := named[name]; again {
				if own {
					found.twice = name
				}
				continue
			}
			named[name] = i
			found.positions[i] = name
		}
	}
	for _, col := range tbl.Columns {
		if _, ok := named[col.Name]; !ok && !col.Absent {
			found.missing = append(found.missing, col.Name)
		}
	}
	return found
}

// needed is how many columns a file of the table must have.
func (m match) needed() int {
	n := 0
	for _, col := range m.table.Columns {
		if !col.Absent {
			n++
		}
	}
	return n
}

// share is the part of the columns needed that the record names, 0 to 1.
func (m match) share() float64 {
	return float64(m.needed()-len(m.missing)) / float64(m.needed())
}

// likeness is the share of a table's columns from which a header is taken for the table's.
const likeness = 0.5

// recognise finds the header among the first records of a file: the first record that has all the
// columns of a table. rows numbers the records as a spreadsheet does.
func recognise(src *source, records [][]string, rows []int64) (*layout, *FileFault) {
	var nearest match
	nearestShare, nearestRow, tie := 0.0, int64(1), false
	for i, record := range records {
		row := rows[min(i, len(rows)-1)] // one for each record
		var best *match
		for _, tbl := range src.Tables {
			found := matchTable(tbl, record)
			if len(found.missing) == 0 {
				if best == nil || len(found.positions) > len(best.positions) {
					best = &found
				}
				continue
			}
			share := found.share()
			switch c := cmp.Compare(share, nearestShare); {
			case c > 0:
				nearest, nearestShare, nearestRow, tie = found, share, row, false
			case c == 0 && found.table != nearest.table:
				tie = true
			}
		}
		if best != nil {
			if best.twice != "" {
				return nil, &FileFault{
					Row: row, Column: best.twice, Kind: "header",
					Message: fmt.Sprintf("column %s stands twice in the header", best.twice),
					Wanted:  "each column once",
				}
			}
			return newLayout(best, record, row), nil
		}
	}
	if nearestShare >= likeness && !tie {
		word := "column"
		if len(nearest.missing) > 1 {
			word = "columns"
		}
		return nil, &FileFault{
			Row: nearestRow, Column: nearest.missing[0], Kind: "header",
			Message: fmt.Sprintf("%s %s missing", word, strings.Join(nearest.missing, ", ")),
			Wanted:  fmt.Sprintf("the columns of %s: %s", nearest.table.Name, strings.Join(neededNames(nearest.table), ", ")),
		}
	}
	if tbl := headless(src, records); tbl != nil {
		return nil, &FileFault{
			Row: rows[0], Kind: "header", Message: "begins with a record, not with a header",
			Wanted: fmt.Sprintf("a header row with the columns of %s: %s", tbl.Name, strings.Join(neededNames(tbl), ", ")),
		}
	}
	return nil, &FileFault{Row: 1, Kind: "unrecognised", Message: "not recognised by its columns", Wanted: wantedTables(src, records)}
}

var dateCell = regexp.MustCompile(`^\s*([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})`)

// headless is the table that a file without a header is of, nil when nothing says that it is one: its
// first row has the cells of a record of that table, a date among them, which no header has.
func headless(src *source, records [][]string) *table {
	if len(records) == 0 || !slices.ContainsFunc(records[0], dateCell.MatchString) {
		return nil
	}
	for _, tbl := range src.Tables {
		if len(tbl.Columns) == len(records[0]) {
			return tbl
		}
	}
	return nil
}

func neededNames(tbl *table) []string {
	var names []string
	for _, col := range tbl.Columns {
		if !col.Absent {
			names = append(names, col.Name)
		}
	}
	return names
}

// wantedTables words what a file of the kind looks like; the file's own words are not repeated,
// for a file without a header begins with a record.
func wantedTables(src *source, records [][]string) string {
	var parts []string
	for _, tbl := range src.Tables {
		part := tbl.Name
		if len(src.Tables) <= 3 {
			part += " (" + strings.Join(neededNames(tbl), ", ") + ")"
		}
		parts = append(parts, part)
	}
	wanted := "a header row with all the columns of " + strings.Join(parts, ", ")
	if len(parts) > 1 {
		wanted = "a header row with all the columns of one of the tables " + strings.Join(parts, ", ")
	}
	for _, separator := range []string{";", "\t", "|"} {
		for _, record := range records {
			if len(record) == 1 && strings.Count(record[0], separator) >= 2 {
				return "commas between the columns (the file has another separator), and " + wanted
			}
		}
	}
	return wanted
}

// otherSeparator is the fault of a file whose header would be, or resemble, one of the kind's tables
// if something else than a comma stood between its cells; nil when it would not.
func otherSeparator(src *source, lines []string) *FileFault {
	separators := []struct{ text, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "vertical bars"}}
	for i, line := range lines {
		for _, separator := range separators {
			cells := strings.Split(line, separator.text)
			for _, tbl := range src.Tables {
				found := matchTable(tbl, cells)
				if len(found.positions) < 2 || found.share() < likeness {
					continue
				}
				return &FileFault{
					Row: int64(i + 1), Kind: "header",
					Message: fmt.Sprintf("is separated by %s, not commas", separator.name),
					Wanted:  "a comma between cells: save it as CSV (comma delimited)",
				}
			}
		}
	}
	return nil
}

func newLayout(m *match, record []string, row int64) *layout {
	l := &layout{table: m.table, headerRow: row, spelled: make([]string, len(record)), names: make([]string, len(record))}
	taken := map[string]bool{"source_file": true, "source_row": true, "file_id": true, "rowid": true}
	for _, name := range m.table.columnNames() {
		taken[strings.ToLower(name)] = true
	}
	for i, field := range record {
		field = strings.TrimSpace(strings.TrimPrefix(field, "\ufeff"))
		l.spelled[i] = field
		if name, ok := m.positions[i]; ok {
			l.names[i] = name
			continue
		}
		name := field
		if name == "" {
			name = fmt.Sprintf("column_%d", i+1)
		}
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s_%d", cmp.Or(field, "column"), n)
		}
		taken[strings.ToLower(name)] = true
		l.names[i] = name
		l.extra = append(l.extra, name)
	}
	return l
}

// spelledAs is how the file spells one of the table's columns.
func (l *layout) spelledAs(name string) string {
	if i := slices.Index(l.names, name); i >= 0 && l.spelled[i] != "" {
		return l.spelled[i]
	}
	return name
}
