package indicators

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Example is one worked case of a definition: given rows, a date and what the query must return.
type Example struct {
	Sentence string // a rule of the definition, in words
	Line     int    // of the catalogue file
	At       time.Time
	Period   PeriodKind        // of flow and period windows
	Options  map[string]string // options chosen aside from their defaults
	Given    []Table
	Cases    *Table // wanted case rows, nil when only totals are wanted
	Total    *Table // wanted totals, nil when only cases are wanted
}

// Table is a block of CSV in an example.
type Table struct {
	Name    string
	Columns []string
	Rows    [][]string
	Line    int
}

// ExampleArea is the authority that examples take place in.
const ExampleArea = "901"

var (
	exampleStart  = regexp.MustCompile(`^/\* example: (.+)$`)
	exampleTable  = regexp.MustCompile(`^-- (core\.[a-z0-9_]+|want|want total) --$`)
	exampleOption = regexp.MustCompile(`^(at|period): *(\S+)$`)
	exampleChoice = regexp.MustCompile(`^option: *(\S+) *= *(\S.*)$`)
)

// parseExamples reads the example blocks of a catalogue file's body; firstLine is the body's line
// number in the file.
func parseExamples(file string, body []byte, firstLine int) ([]Example, error) {
	var (
		examples []Example
		faults   []error
		current  *Example
		table    *Table
	)
	fault := func(line int, format string, args ...any) {
		faults = append(faults, &DefinitionError{File: file, Line: line, Err: fmt.Errorf(format, args...)})
	}
	for i, raw := range bytes.Split(body, []byte("\n")) {
		line, text := firstLine+i, strings.TrimRight(string(raw), " \t")
		if current == nil {
			if match := exampleStart.FindStringSubmatch(text); match != nil {
				current = &Example{Sentence: strings.TrimSpace(match[1]), Line: line, Period: Year}
			}
			continue
		}
		if text == "*/" {
			if err := current.complete(); err != nil {
				fault(current.Line, "example: %w", err)
			}
			examples = append(examples, *current)
			current, table = nil, nil
			continue
		}
		if match := exampleTable.FindStringSubmatch(text); match != nil {
			table = current.section(match[1], line)
			continue
		}
		if table == nil {
			if err := current.option(text); err != nil {
				fault(line, "example: %w", err)
			}
			continue
		}
		if err := table.add(text); err != nil {
			fault(line, "example: %w", err)
		}
	}
	if current != nil {
		fault(current.Line, "example: not closed: want a line */")
	}
	return examples, errors.Join(faults...)
}

// section opens a table of the example. Given tables keep their order, so pointers into the slice
// are taken only after it has grown.
func (e *Example) section(name string, line int) *Table {
	table := &Table{Name: name, Line: line}
	switch name {
	case "want":
		e.Cases = table
		return table
	case "want total":
		e.Total = table
		return table
	}
	e.Given = append(e.Given, *table)
	return &e.Given[len(e.Given)-1]
}

func (e *Example) option(text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if choice := exampleChoice.FindStringSubmatch(text); choice != nil {
		if e.Options == nil {
			e.Options = map[string]string{}
		}
		e.Options[choice[1]] = strings.TrimSpace(choice[2])
		return nil
	}
	match := exampleOption.FindStringSubmatch(text)
	if match == nil {
		return fmt.Errorf("want at: YYYY-MM-DD, period: KIND, option: NAME = VALUE or a line -- core.<table> --")
	}
	var err error
	switch match[1] {
	case "at":
		e.At, err = time.Parse(time.DateOnly, match[2])
	case "period":
		e.Period, err = ParsePeriodKind(match[2])
	}
	return err
}

func (t *Table) add(text string) error {
	reader := csv.NewReader(strings.NewReader(text))
	record, err := reader.Read()
	if err != nil {
		return fmt.Errorf("want a row of CSV: %w", err)
	}
	if t.Columns == nil {
		t.Columns = record
		return nil
	}
	if len(record) != len(t.Columns) {
		return fmt.Errorf("want %d cells as in the header of %s, got %d", len(t.Columns), t.Name, len(record))
	}
	t.Rows = append(t.Rows, record)
	return nil
}

func (e *Example) complete() error {
	switch {
	case e.At.IsZero():
		return errors.New("missing at: YYYY-MM-DD")
	case e.Cases == nil && e.Total == nil:
		return errors.New("missing -- want -- or -- want total --")
	case e.Cases != nil && e.Cases.Columns == nil:
		return errors.New("-- want -- has no header")
	case e.Total != nil && len(e.Total.Rows) != 1:
		return errors.New("-- want total -- wants a header and one row")
	}
	return nil
}

// compareCases wants the same rows, in any order, on the columns that the example names.
func compareCases(got []Case, want *Table) error {
	render := func(row []string) string { return strings.Join(row, ",") }
	var wanted, returned []string
	for _, row := range want.Rows {
		cells := slices.Clone(row)
		for i, column := range want.Columns {
			if column == "numerator" || column == "denominator" {
				cells[i] = PlainNumber(cells[i])
			}
		}
		wanted = append(wanted, render(cells))
	}
	for _, c := range got {
		var cells []string
		for _, column := range want.Columns {
			cell, err := c.column(column)
			if err != nil {
				return err
			}
			cells = append(cells, cell)
		}
		returned = append(returned, render(cells))
	}
	slices.Sort(wanted)
	slices.Sort(returned)
	if !slices.Equal(wanted, returned) {
		return fmt.Errorf("columns %s: want rows\n\t%s\ngot rows\n\t%s", render(want.Columns),
			strings.Join(wanted, "\n\t"), strings.Join(returned, "\n\t"))
	}
	return nil
}

// compareTotal compares the totals that the example names. Bounds are compared to as many decimals as the
// example writes, and are empty where the figure has none.
//
// The value is worked out here a second time, from the cases, and must be the engine's.
func compareTotal(def *Definition, cases []Case, figure Value, want *Table) error {
	numerator, denominator := new(big.Rat), new(big.Rat)
	for _, c := range cases {
		addDecimal(numerator, c.Numerator)
		addDecimal(denominator, c.Denominator)
	}
	for i, column := range want.Columns {
		wanted := want.Rows[0][i]
		var got string
		switch column {
		case "numerator":
			got = ratText(numerator)
		case "denominator":
			got = ratText(denominator)
		case "value":
			if got = valueText(def, cases, numerator, denominator); figure.Symbol == "" {
				if engine := PlainNumber(Format(figure.Value, def.Decimals)); engine != got {
					return fmt.Errorf("total value: the cases make %s, the engine %s", got, engine)
				}
			}
			if figure.Symbol == "x" {
				got = figure.Symbol
			}
		case "unjudged":
			if figure.Unjudged != nil {
				got = strconv.FormatInt(*figure.Unjudged, 10)
			}
		case "lowest":
			got = PlainNumber(Format(figure.Lowest, decimalsOf(wanted)))
		case "highest":
			got = PlainNumber(Format(figure.Highest, decimalsOf(wanted)))
		default:
			return fmt.Errorf("want total: unknown column %s: want numerator, denominator, value, unjudged, lowest or highest", column)
		}
		if got != PlainNumber(wanted) {
			return fmt.Errorf("total %s: want %s, got %s", column, wanted, got)
		}
	}
	return nil
}

func decimalsOf(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

func addDecimal(sum *big.Rat, text string) {
	if value, ok := new(big.Rat).SetString(text); ok {
		sum.Add(sum, value)
	}
}

func ratText(value *big.Rat) string { return PlainNumber(value.FloatString(9)) }

// valueText is the value rounded half away from zero to the indicator's decimals; z for an empty
// denominator.
func valueText(def *Definition, cases []Case, numerator, denominator *big.Rat) string {
	if def.Statistic == Count {
		return PlainNumber(numerator.FloatString(def.Decimals))
	}
	if def.Statistic == Median {
		return medianText(def, cases)
	}
	if denominator.Sign() == 0 {
		return "z"
	}
	ratio := new(big.Rat).Quo(numerator, denominator)
	ratio.Mul(ratio, new(big.Rat).SetFloat64(def.Multiplier()))
	return PlainNumber(ratio.FloatString(def.Decimals))
}

// medianText is the middle of the numerators of the cases that count, of an even number the mean of the
// two in the middle; z for none.
func medianText(def *Definition, cases []Case) string {
	var numbers []*big.Rat
	for _, c := range cases {
		if number, ok := new(big.Rat).SetString(c.Numerator); ok && c.Denominator == "1" {
			numbers = append(numbers, number)
		}
	}
	if len(numbers) == 0 {
		return "z"
	}
	slices.SortFunc(numbers, (*big.Rat).Cmp)
	middle := new(big.Rat).Add(numbers[(len(numbers)-1)/2], numbers[len(numbers)/2])
	return PlainNumber(middle.Mul(middle, big.NewRat(1, 2)).FloatString(def.Decimals))
}

// PlainNumber drops the trailing noughts of a decimal fraction; anything else passes unchanged.
func PlainNumber(text string) string {
	if !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
