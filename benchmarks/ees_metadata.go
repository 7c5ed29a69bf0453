package benchmarks

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// eesMetadataColumns are those of a metadata file that are read; the others may be there.
var eesMetadataColumns = []string{"col_name", "col_type", "label"}

// The types of column that a metadata file knows.
const (
	filterColumn    = "Filter"
	indicatorColumn = "Indicator"
)

// eesColumn is what a metadata file says of a column.
type eesColumn struct {
	Name     string `json:"column_name"`
	Type     string `json:"column_type"`
	Label    string `json:"label"`
	Unit     string `json:"unit"`
	Decimals *int   `json:"decimals"`
	Grouping string `json:"grouping_column"`
}

// eesMetadata is a metadata file.
type eesMetadata struct {
	file    string
	columns map[string]eesColumn
}

// loadEESMetadata adds the description of an Explore Education Statistics file's columns.
func loadEESMetadata(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	read, err := parseEESMetadata(src)
	if err != nil {
		return err
	}
	columns := make([]eesColumn, 0, len(read.columns))
	for _, record := range src.table { // in the order of the file
		if one, ok := read.columns[strings.TrimSpace(record[slices.Index(src.header, "col_name")])]; ok {
			columns = append(columns, one)
		}
	}
	err = insertJSON(ctx, q, "ees_column",
		map[string]string{
			"column_name": "varchar", "column_type": "varchar", "label": "varchar", "unit": "varchar", "decimals": "integer", "grouping_column": "varchar",
		},
		"? as file_id, column_name, column_type, label, nullif(unit, '') as unit, decimals, nullif(grouping_column, '') as grouping_column", columns, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	file.Rows = int64(len(columns))
	for _, column := range columns {
		if column.Type == indicatorColumn {
			file.Measures++
		}
	}
	return nil
}

func parseEESMetadata(src *source) (*eesMetadata, error) {
	out := &eesMetadata{file: src.path, columns: map[string]eesColumn{}}
	found := &faults{path: src.path}
	for i, record := range src.table {
		get := func(name string) string {
			if at := slices.Index(src.header, name); at >= 0 {
				return strings.TrimSpace(record[at])
			}
			return ""
		}
		row := src.line(int64(i + 1))
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		one := eesColumn{Name: get("col_name"), Label: get("label"), Unit: get("indicator_unit"), Grouping: get("filter_grouping_column")}
		switch strings.ToLower(get("col_type")) {
		case "filter":
			one.Type = filterColumn
		case "indicator":
			one.Type = indicatorColumn
		default:
			found.add(row, "col_type", "want Filter or Indicator")
		}
		if one.Name == "" {
			found.add(row, "col_name", "want the name of a column")
		} else if _, twice := out.columns[one.Name]; twice {
			found.add(row, "col_name", "the column has two rows: want one")
		}
		if text := get("indicator_dp"); text != "" {
			decimals, err := strconv.Atoi(text)
			if err != nil || decimals < 0 || decimals > 9 {
				found.add(row, "indicator_dp", "want a number of decimals from 0 to 9, or nothing")
			}
			one.Decimals = &decimals
		}
		out.columns[one.Name] = one
	}
	return out, found.err()
}

// isMetadata tells whether a file is a metadata file, which is known before the files that it describes.
func isMetadata(path string) bool {
	head, err := readHead(path)
	if err != nil || bytes.HasPrefix(head, zipHead) || bytes.HasPrefix(head, []byte("PAR1")) {
		return false
	}
	text, _ := decode(head)
	first, _, _ := bytes.Cut(text, []byte("\n"))
	return slices.ContainsFunc(separators, func(comma rune) bool {
		header, err := textReader(first, comma).Read()
		return err == nil && len(missing(eesMetadataColumns, header)) == 0
	})
}

// heldMetadata reads the metadata files that are held, the one that came out last first.
func heldMetadata(ctx context.Context, q Querier) ([]eesMetadata, error) {
	rows, err := q.QueryContext(ctx, `
		select file.file, column_name, column_type, label, coalesce(unit, ''), decimals, coalesce(grouping_column, '')
		from benchmarks.ees_column
		inner join benchmarks.file using (file_id)
		order by file.published_on desc nulls last, file.file, column_name`)
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	type line struct {
		file   string
		column eesColumn
	}
	lines, err := scanAll(rows, func(rows *sql.Rows, l *line) error {
		c := &l.column
		return rows.Scan(&l.file, &c.Name, &c.Type, &c.Label, &c.Unit, &c.Decimals, &c.Grouping)
	})
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	var out []eesMetadata
	for _, one := range lines {
		if len(out) == 0 || out[len(out)-1].file != one.file {
			out = append(out, eesMetadata{file: one.file, columns: map[string]eesColumn{}})
		}
		out[len(out)-1].columns[one.column.Name] = one.column
	}
	return out, nil
}

// describes tells whether a metadata file belongs to a file: all its columns are there, and it names every
// column that holds figures. Filters of a single value need no row in it.
func (m eesMetadata) describes(src *source, tallies []columnTally) bool {
	for name := range m.columns {
		if !slices.Contains(src.header, name) {
			return false
		}
	}
	grouping := map[string]bool{}
	for _, column := range m.columns {
		grouping[column.Grouping] = true
	}
	return !slices.ContainsFunc(tallies, func(tally columnTally) bool {
		_, named := m.columns[src.header[tally.column]]
		return tally.indicator() && !named && !grouping[src.header[tally.column]]
	})
}

// chooseMetadata finds what the held metadata say of a file's columns. Of several files that describe it the
// one with the most columns is taken, of those the first; that they part filters and indicators alike is
// checked.
func chooseMetadata(src *source, metadata []eesMetadata, tallies []columnTally) (map[string]eesColumn, error) {
	var chosen *eesMetadata
	for i, one := range metadata {
		if !one.describes(src, tallies) {
			continue
		}
		if chosen == nil || len(one.columns) > len(chosen.columns) {
			chosen = &metadata[i]
			continue
		}
		for name, column := range one.columns {
			if other, ok := chosen.columns[name]; ok && other.Type != column.Type {
				return nil, fileFault(src.path, "the metadata files %s and %s disagree whether column %s is a filter or an indicator: keep one of them", chosen.file, one.file, name)
			}
		}
	}
	if chosen == nil {
		return nil, nil
	}
	return chosen.columns, nil
}

// twin is a measure of Explore Education Statistics that equals one of LAIT.
type twin struct {
	LAIT, EES string
	Polarity  string // High, Low or -, as LAIT's dictionary has it
}

// twins are the embedded pairs, found by setting every cell of the two beside each other.
var twins = sync.OnceValue(func() []twin {
	var out []twin
	for _, row := range readReference("reference/lait_ees.csv") {
		out = append(out, twin{LAIT: row["lait"], EES: row["ees"], Polarity: row["polarity"]})
	}
	return out
})

// twinOf is the pair that an EES measure belongs to; without polarity where it belongs to none.
func twinOf(measure string) twin {
	if at := slices.IndexFunc(twins(), func(pair twin) bool { return pair.EES == measure }); at >= 0 {
		return twins()[at]
	}
	return twin{EES: measure, Polarity: "-"}
}
