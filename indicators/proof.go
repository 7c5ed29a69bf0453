package indicators

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Proof holds the given rows of every example of some definitions, each example an authority of its own,
// so that all examples of a definition are answered by one run of its query. That the authorities of
// other examples are there too is part of the proof: a query that mixes authorities fails it.
type Proof struct {
	q     Querier
	scene string // definition and choices that the authorities and options are set for
	c     *computer
}

// NewProof loads the examples' rows into a database of its own, which must hold core.calendar, empty core
// tables otherwise and schema indicators. derive fills the derived core tables. The error names the
// example whose rows cannot be loaded. q must be one connection.
func NewProof(ctx context.Context, q Querier, definitions []*Definition, derive func(context.Context, Querier) error) (*Proof, error) {
	if _, err := q.ExecContext(ctx, `delete from core.area`); err != nil {
		return nil, err
	}
	var faults []error
	for _, def := range definitions {
		for i, example := range def.Examples {
			for _, table := range example.Given {
				if err := insertGiven(ctx, q, def.exampleArea(i), table); err != nil {
					faults = append(faults, example.fault(def, err))
				}
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if err := derive(ctx, q); err != nil {
		return nil, err
	}
	return &Proof{q: q}, nil
}

// exampleArea is the code of the authority that an example of the definition takes place in.
func (d *Definition) exampleArea(example int) string { return fmt.Sprintf("%s %d", d.ID, example+1) }

func (e *Example) fault(def *Definition, err error) error {
	return &DefinitionError{File: def.File, Line: e.Line, Err: fmt.Errorf("example %q: %w", e.Sentence, err)}
}

// span is the period that an example of the definition looks at.
func (e *Example) span(def *Definition) Span {
	if def.Window == Snapshot {
		return Span{Kind: AtDay, Start: e.At, End: e.At}
	}
	return Span{Kind: e.Period, Start: def.spanStart(e.Period, e.At), End: e.At}
}

// Run answers the examples of a definition, whose query may be another than the one loaded, and returns a
// fault for each that disagrees, in their order. Other errors are those of the query itself.
func (p *Proof) Run(ctx context.Context, def *Definition) (faults []error, err error) {
	results := make([]error, len(def.Examples))
	for _, chosen := range optionSets(def) {
		if err := p.runChosen(ctx, def, chosen, results); err != nil {
			return nil, err
		}
	}
	for _, fault := range results {
		if fault != nil {
			faults = append(faults, fault)
		}
	}
	return faults, nil
}

// Disagrees tells whether some example of a definition disagrees with it, looking no further than the first.
func (p *Proof) Disagrees(ctx context.Context, def *Definition) (bool, error) {
	results := make([]error, len(def.Examples))
	for _, chosen := range optionSets(def) {
		if err := p.runChosen(ctx, def, chosen, results); err != nil {
			return false, err
		}
		if slices.ContainsFunc(results, func(fault error) bool { return fault != nil }) {
			return true, nil
		}
	}
	return false, nil
}

// optionSets are the different choices that the examples make, as sorted "name = value" lines.
func optionSets(def *Definition) []string {
	var sets []string
	for i := range def.Examples {
		if set := optionSet(&def.Examples[i]); !slices.Contains(sets, set) {
			sets = append(sets, set)
		}
	}
	return sets
}

func optionSet(example *Example) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(example.Options)) {
		lines = append(lines, name+" = "+example.Options[name])
	}
	return strings.Join(lines, "\n")
}

func (p *Proof) runChosen(ctx context.Context, def *Definition, chosen string, results []error) error {
	var (
		mine  []int
		spans []Span
	)
	for i := range def.Examples {
		if optionSet(&def.Examples[i]) != chosen {
			continue
		}
		mine = append(mine, i)
		if span := def.Examples[i].span(def); !slices.Contains(spans, span) {
			spans = append(spans, span)
		}
	}
	if scene := def.ID + "\n" + chosen; p.scene != scene {
		p.scene = ""
		if err := p.setScene(ctx, def, mine); err != nil {
			return err
		}
		p.scene = scene
	}
	if err := p.c.ask(ctx, spans); err != nil {
		return err
	}
	got, err := runQuery(ctx, p.q, def, nil, wholeCase)
	if err != nil {
		return err
	}
	cases, err := allCases(ctx, p.q, def)
	if err != nil {
		return err
	}
	agree := true
	for _, i := range mine {
		example := &def.Examples[i]
		if err := example.compareCases(example.casesIn(def, i, cases)); err != nil {
			results[i] = example.fault(def, err)
			agree = false
		}
	}
	if !agree {
		return nil // totals of wrong cases say nothing more
	}
	if _, err := p.q.ExecContext(ctx, "delete from "+p.c.into); err != nil {
		return err
	}
	if err := p.c.sum(ctx, def, got); err != nil {
		return err
	}
	if err := p.c.finish(ctx); err != nil {
		return err
	}
	figures, err := ReadValues(ctx, p.q, p.c.into, Filter{})
	if err != nil {
		return err
	}
	for _, i := range mine {
		example := &def.Examples[i]
		if err := example.compareFigure(def, i, example.casesIn(def, i, cases), figures); err != nil {
			results[i] = example.fault(def, err)
		}
	}
	return nil
}

// setScene makes the examples' authorities the own ones, with extracts that cover everything where an
// example does not say what they cover, and chooses the options.
func (p *Proof) setScene(ctx context.Context, def *Definition, mine []int) error {
	var areas, choices []string
	for _, i := range mine {
		areas = append(areas, quoted(def.exampleArea(i)))
	}
	for name, value := range def.Examples[mine[0]].Options {
		if err := (&Catalogue{Definitions: []*Definition{def}}).CheckChoices(map[string]string{name: value}); err != nil {
			return def.Examples[mine[0]].fault(def, err)
		}
		choices = append(choices, "insert into indicators.choice values ("+quoted(name)+", "+quoted(value)+")")
	}
	list := "unnest([" + strings.Join(areas, ", ") + "])"
	statements := append([]string{
		`create or replace temp table example_value as select * from indicators.value limit 0`,
		`delete from indicators.choice`,
		`delete from core.area`,
		`insert into core.area (area_code, area_name, area_level, own) select ` + list + `, 'Example', 'authority', true`,
		`insert into core.coverage (area_code, source)
		select area.area_code, needed.source
		from core.area as area
		cross join (select distinct unnest(string_split(` + quoted(returnsOf(def)) + `, ',')) as source) as needed
		anti join core.coverage as coverage on coverage.area_code = area.area_code`,
	}, choices...)
	if _, err := p.q.ExecContext(ctx, strings.Join(statements, ";\n")); err != nil {
		return fmt.Errorf("examples of %s: %w", def.ID, err)
	}
	var err error
	p.c, err = newComputer(ctx, p.q, "temp.example_value", nil)
	return err
}

func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// insertGiven inserts the rows of a table for the authority of an example. A row may name another
// authority than that of the examples, ExampleArea; it then stands for one beside it.
func insertGiven(ctx context.Context, q Querier, area string, table Table) error {
	if len(table.Rows) == 0 {
		return nil
	}
	columns := slices.Clone(table.Columns)
	place := slices.Index(columns, "area_code")
	var inArea bool // some tables, such as postcodes, are of no authority
	if err := q.QueryRowContext(ctx, `
		select count(*) > 0 from duckdb_columns()
		where schema_name || '.' || table_name = ? and column_name = 'area_code'`, table.Name).Scan(&inArea); err != nil {
		return err
	}
	if inArea && place < 0 {
		columns = append(columns, "area_code")
	}
	var rows []string
	for _, row := range table.Rows {
		cells := make([]string, 0, len(columns))
		for i, cell := range row {
			switch {
			case i == place && cell == ExampleArea:
				cells = append(cells, quoted(area))
			case i == place:
				cells = append(cells, quoted(area+" beside "+cell))
			case cell == "":
				cells = append(cells, "null")
			default:
				cells = append(cells, quoted(cell))
			}
		}
		if inArea && place < 0 {
			cells = append(cells, quoted(area))
		}
		rows = append(rows, "("+strings.Join(cells, ", ")+")")
	}
	if _, err := q.ExecContext(ctx, fmt.Sprintf("insert into %s (%s) values %s",
		table.Name, strings.Join(columns, ", "), strings.Join(rows, ", "))); err != nil {
		return fmt.Errorf("given %s: %w", table.Name, err)
	}
	return nil
}

// datedCase is a case with the day or period that its row names.
type datedCase struct {
	Case
	kind PeriodKind // of a period window
	day  time.Time
}

// in tells whether the case belongs to a span.
func (c datedCase) in(span Span, window Window) bool {
	switch window {
	case Flow:
		return !c.day.Before(span.Start) && !c.day.After(span.End)
	case Spanning:
		return c.kind == span.Kind && c.day.Equal(span.End)
	default:
		return c.day.Equal(span.End)
	}
}

// casesIn are the cases of the example's authority and period.
func (e *Example) casesIn(def *Definition, example int, all []datedCase) []Case {
	area, span := def.exampleArea(example), e.span(def)
	var cases []Case
	for _, c := range all {
		if (c.Area == area || strings.HasPrefix(c.Area, area+" beside ")) && c.in(span, def.Window) {
			cases = append(cases, c.Case)
		}
	}
	return cases
}

func (e *Example) compareCases(cases []Case) error {
	if e.Cases == nil {
		return nil
	}
	return compareCases(cases, e.Cases)
}

func (e *Example) compareFigure(def *Definition, example int, cases []Case, figures []Value) error {
	if e.Total == nil {
		return nil
	}
	span := e.span(def)
	for _, figure := range figures {
		if figure.AreaCode == def.exampleArea(example) && figure.Period == span.Kind && figure.PeriodEnd.Equal(span.End) {
			return compareTotal(def, cases, figure, e.Total)
		}
	}
	return errors.New("the engine made no figure")
}

// returnsOf lists the returns that a definition names, with commas.
func returnsOf(def *Definition) string {
	var out []string
	for _, source := range def.Sources {
		if !slices.Contains(out, source.Return) {
			out = append(out, source.Return)
		}
	}
	return strings.Join(out, ",")
}
