package benchmarks

import (
	"context"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

//go:embed methods/load_ees.sql
var loadEESSQL string

// loadEES adds a file of Explore Education Statistics, one measure per indicator column and choice of the
// filters. Symbols are kept as symbols and never become numbers; an empty cell is no figure at all.
func loadEES(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	metadata, err := heldMetadata(ctx, q)
	if err != nil {
		return err
	}
	table, err := parseEES(src, metadata)
	if err != nil {
		return err
	}
	src.table = nil // the records are no longer needed
	if err := table.store(ctx, q, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	src.notes = table.notes()
	if err := claimCells(ctx, q, src, file, id); err != nil {
		return err
	}
	file.Rows = src.records
	return nil
}

// store fills the temporary table incoming with the figures and benchmarks.described with the measures.
func (t *eesTable) store(ctx context.Context, q Querier, id int) (err error) {
	text, err := os.CreateTemp("", "sightline-*.csv")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, text.Close(), os.Remove(text.Name())) }()
	if err := t.writeCells(csv.NewWriter(text)); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, fmt.Sprintf(loadEESSQL, quote(text.Name()))); err != nil {
		return err
	}
	var measures []*eesMeasure
	for _, name := range slices.Sorted(maps.Keys(t.measures)) {
		measures = append(measures, t.measures[name])
	}
	return insertJSON(ctx, q, "described",
		map[string]string{
			"measure": "varchar", "title": "varchar", "decimals": "integer", "axis": "varchar", "polarity": "varchar", "twin": "varchar", "year_type": "varchar",
		},
		"? as file_id, measure, title, polarity, decimals, nullif(axis, '') as axis, nullif(twin, '') as twin, nullif(year_type, '') as year_type", measures, id)
}

// writeCells writes one line per figure, in the order of the columns in load_ees.sql.
func (t *eesTable) writeCells(writer *csv.Writer) error {
	for _, cells := range t.cells {
		for _, figure := range cells.figures {
			value := ""
			if figure.cell.symbol == "" {
				value = strconv.FormatFloat(figure.cell.value, 'g', -1, 64)
			}
			err := writer.Write([]string{
				strconv.FormatInt(cells.record, 10), figure.column, figure.measure.Measure, cells.area.code, cells.area.name, cells.area.level,
				cells.years, value, figure.cell.symbol, strconv.FormatBool(cells.shared),
			})
			if err != nil {
				return err
			}
		}
	}
	writer.Flush()
	return writer.Error()
}

// checkMetadata tells whether the held files that a metadata file describes can still be read with it.
func (l *loader) checkMetadata(ctx context.Context, dir string, held map[string]Holding, imported string) error {
	metadata, err := heldMetadata(ctx, l.q)
	if err != nil {
		return err
	}
	for _, sum := range slices.Sorted(maps.Keys(held)) {
		if held[sum].Kind != EES {
			continue
		}
		src, err := recognise(ctx, l.q, filepath.Join(dir, held[sum].File))
		if err == nil {
			_, err = parseEES(src, metadata)
			err = errors.Join(err, src.close())
		}
		if err != nil {
			return fileFault(imported, "with these metadata a held file cannot be read: %w", err)
		}
	}
	return nil
}
