// Package example reads and runs the worked examples that stand in SQL files beside the query they
// are of.
//
// In comes the text of a file with blocks /* example: a sentence */ that hold options, given rows of
// core tables as CSV and wanted rows. Out go the blocks as values, tables filled inside a transaction
// that is rolled back, and a verdict: the wanted rows came out, or a message with both. It never
// keeps a row that an example gave, and it knows nothing of the query: the caller runs it.
package example

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// Area is the authority that examples take place in, unless a table names its own area_code.
const Area = "901"

// Form says what may stand in a block beside the given tables.
type Form struct {
	Options []string // lines "name: value" before the first table
	Wants   []string // sections of wanted rows, e.g. want, want total
}

// Example is one block.
type Example struct {
	Sentence string // what it shows, in words
	Line     int    // of the file
	Options  map[string]string
	Given    []Table
	Wants    map[string]*Table // by section
}

// Table is a section of CSV.
type Table struct {
	Name    string
	Columns []string
	Rows    [][]string
	Line    int
}

// Fault is something wrong with a file. Line is 0 when it is of the whole file.
type Fault struct {
	File string
	Line int
	Err  error
}

func (f *Fault) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %v", f.File, f.Err)
	}
	return fmt.Sprintf("%s:%d: %v", f.File, f.Line, f.Err)
}

func (f *Fault) Unwrap() error { return f.Err }

var (
	startLine   = regexp.MustCompile(`^/\* example: (.+)$`)
	sectionLine = regexp.MustCompile(`^-- (\S.*\S) --$`)
	givenName   = regexp.MustCompile(`^core\.[a-z][a-z0-9_]*$`)
	optionLine  = regexp.MustCompile(`^([a-z_]+): *(\S+)$`)
)

// Parse reads the blocks of body, whose first line is line firstLine of file. The error joins every
// fault found, each a *Fault.
func Parse(file string, body []byte, firstLine int, form Form) ([]Example, error) {
	p := parser{file: file, form: form}
	for i, raw := range bytes.Split(body, []byte("\n")) {
		p.line = firstLine + i
		p.take(strings.TrimRight(string(raw), " \t\r"))
	}
	if p.current != nil {
		p.line = p.current.Line
		p.fault("example: not closed: want a line */")
	}
	return p.examples, errors.Join(p.faults...)
}

type parser struct {
	file     string
	form     Form
	line     int
	examples []Example
	current  *Example
	table    *Table
	faults   []error
}

func (p *parser) fault(format string, args ...any) {
	p.faults = append(p.faults, &Fault{File: p.file, Line: p.line, Err: fmt.Errorf(format, args...)})
}

func (p *parser) take(text string) {
	if p.current == nil {
		if match := startLine.FindStringSubmatch(text); match != nil {
			p.current = &Example{
				Sentence: strings.TrimSpace(match[1]), Line: p.line,
				Options: map[string]string{}, Wants: map[string]*Table{},
			}
		}
		return
	}
	if text == "*/" {
		p.close()
		return
	}
	if match := sectionLine.FindStringSubmatch(text); match != nil {
		p.section(match[1])
		return
	}
	if p.table == nil {
		p.option(text)
		return
	}
	if err := p.table.add(text); err != nil {
		p.fault("example: %w", err)
	}
}

// section opens a table. Given tables keep their order; a pointer into the slice is taken after it
// has grown and let go before it grows again.
func (p *parser) section(name string) {
	table := &Table{Name: name, Line: p.line}
	p.table = table
	switch {
	case slices.Contains(p.form.Wants, name):
		if p.current.Wants[name] != nil {
			p.fault("example: -- %s -- stands twice", name)
		}
		p.current.Wants[name] = table
	case givenName.MatchString(name):
		p.current.Given = append(p.current.Given, *table)
		p.table = &p.current.Given[len(p.current.Given)-1]
	default:
		p.fault("example: section %q: want core.<table> or one of %s", name, strings.Join(p.form.Wants, ", "))
	}
}

func (p *parser) option(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	match := optionLine.FindStringSubmatch(text)
	if match == nil || !slices.Contains(p.form.Options, match[1]) {
		p.fault("example: want one of the options %s as name: value, or a line -- core.<table> --", strings.Join(p.form.Options, ", "))
		return
	}
	p.current.Options[match[1]] = match[2]
}

func (p *parser) close() {
	if len(p.current.Wants) == 0 {
		p.fault("example: want a section -- %s --", strings.Join(p.form.Wants, " -- or -- "))
	}
	for _, name := range p.form.Wants {
		if want := p.current.Wants[name]; want != nil && want.Columns == nil {
			p.fault("example: -- %s -- has no header", name)
		}
	}
	p.examples = append(p.examples, *p.current)
	p.current, p.table = nil, nil
}

func (t *Table) add(text string) error {
	record, err := csv.NewReader(strings.NewReader(text)).Read()
	if err != nil {
		return fmt.Errorf("want a row of CSV: %w", err)
	}
	switch {
	case t.Columns == nil:
		t.Columns = record
	case len(record) != len(t.Columns):
		return fmt.Errorf("want %d cells as in the header of %s, got %d", len(t.Columns), t.Name, len(record))
	default:
		t.Rows = append(t.Rows, record)
	}
	return nil
}

// InTransaction runs work inside a transaction of conn that is rolled back, with Area as the only
// own authority. The warehouse must hold core.calendar and otherwise empty core tables.
func InTransaction(ctx context.Context, conn *sql.Conn, work func(tx *sql.Tx) error) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return errors.Join(inArea(ctx, tx, work), tx.Rollback())
}

func inArea(ctx context.Context, tx *sql.Tx, work func(tx *sql.Tx) error) error {
	if _, err := tx.ExecContext(ctx, `delete from core.area`); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx,
		`insert into core.area (area_code, area_name, area_level, own) values (?, 'Example', 'authority', true)`, Area); err != nil {
		return err
	}
	return work(tx)
}

// Fill inserts given tables. An empty cell is null.
func Fill(ctx context.Context, q warehouse.Querier, given []Table) error {
	for _, table := range given {
		columns := slices.Clone(table.Columns)
		withArea := !slices.Contains(columns, "area_code")
		if withArea {
			columns = append(columns, "area_code")
		}
		statement := fmt.Sprintf("insert into %s (%s) values (%s)", table.Name, strings.Join(columns, ", "),
			strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "))
		for _, row := range table.Rows {
			values := make([]any, 0, len(columns))
			for _, cell := range row {
				if cell == "" {
					values = append(values, nil)
					continue
				}
				values = append(values, cell)
			}
			if withArea {
				values = append(values, Area)
			}
			if _, err := q.ExecContext(ctx, statement, values...); err != nil {
				return fmt.Errorf("given %s: %w", table.Name, err)
			}
		}
	}
	return nil
}

// Compare wants the same rows in any order: got has want's columns.
func Compare(got [][]string, want *Table) error {
	render := func(rows [][]string) []string {
		out := make([]string, 0, len(rows))
		for _, row := range rows {
			out = append(out, strings.Join(row, ","))
		}
		slices.Sort(out)
		return out
	}
	wanted, returned := render(want.Rows), render(got)
	if !slices.Equal(wanted, returned) {
		return fmt.Errorf("columns %s: want rows\n\t%s\ngot rows\n\t%s", strings.Join(want.Columns, ","),
			strings.Join(wanted, "\n\t"), strings.Join(returned, "\n\t"))
	}
	return nil
}
