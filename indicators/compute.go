package indicators

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

//go:embed schema.sql
var schema string

//go:embed value.sql
var valueQuery string

// Querier is what this package needs of a database handle.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// ApplySchema creates schema indicators with its tables empty.
func ApplySchema(ctx context.Context, q Querier) error {
	if _, err := q.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("apply indicators schema: %w", err)
	}
	return nil
}

// Options say what to compute.
type Options struct {
	From     time.Time // first day that a period may begin on
	To       time.Time // last day that a period may end on; snapshots are taken at month ends and here
	Into     string    // table with the columns of indicators.value; empty means indicators.value
	By       Breakdown // empty means None
	Progress func(done, total int, what string)
	Log      *slog.Logger
}

// Compute evaluates the definitions for every period between From and To and every own authority
// and adds the rows to the table Into. conn must be one connection, because the periods asked for
// and the cases are temporary tables. A fault in a query is a *DefinitionError; context errors are
// returned unwrapped.
func Compute(ctx context.Context, conn *sql.Conn, definitions []*Definition, opts Options) error {
	into := opts.Into
	if into == "" {
		into = "indicators.value"
	}
	log := opts.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if err := countLimits(ctx, conn); err != nil {
		return err
	}
	for i, def := range definitions {
		if opts.Progress != nil {
			opts.Progress(i, len(definitions), def.ID)
		}
		if err := computeOne(ctx, conn, def, def.spans(opts.From, opts.To), into, opts.By); err != nil {
			return err
		}
		log.Info("indicator computed", slog.String("indicator", def.ID))
	}
	if opts.Progress != nil {
		opts.Progress(len(definitions), len(definitions), "")
	}
	return nil
}

// ComputeSpan adds the rows of one period to the table into.
func ComputeSpan(ctx context.Context, conn *sql.Conn, def *Definition, span Span, into string, by Breakdown) error {
	if err := countLimits(ctx, conn); err != nil {
		return err
	}
	return computeOne(ctx, conn, def, []Span{span}, into, by)
}

func computeOne(ctx context.Context, conn *sql.Conn, def *Definition, spans []Span, into string, by Breakdown) error {
	if len(spans) == 0 {
		return nil
	}
	if err := askFor(ctx, conn, spans); err != nil {
		return err
	}
	bounds, err := runQuery(ctx, conn, def)
	if err != nil {
		return err
	}
	return valueCases(ctx, conn, def, bounds, into, by)
}

// valueCases turns indicator_case into rows of the table into.
func valueCases(ctx context.Context, q Querier, def *Definition, bounds bool, into string, by Breakdown) error {
	if err := groupCases(ctx, q, def, by); err != nil {
		return err
	}
	if err := meanLimits(ctx, q, def); err != nil {
		return err
	}
	query := fmt.Sprintf(valueQuery, into, def.sumQuery(allMeasures, ""), def.sumQuery(def.unjudgedMeasures(bounds), "indicator_case.not_recorded is not null"))
	arguments := append(def.valueArguments(), sql.Named("breakdown", string(by.orNone())), sql.Named("bounds_given", bounds))
	if _, err := q.ExecContext(ctx, query, arguments...); err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	return nil
}

// groupCases adds to indicator_case the breakdown group of each case.
func groupCases(ctx context.Context, q Querier, def *Definition, by Breakdown) error {
	query, ok := breakdownQueries[by.orNone()]
	if !ok {
		return fmt.Errorf("compute %s: unknown breakdown %q", def.ID, by)
	}
	if by.orNone() != None && def.Statistic == Ratio {
		// A population is in no group: as the denominator of 'unknown' it would make a false rate.
		// Without it the groups of a rate are not available.
		if _, err := q.ExecContext(ctx, `delete from indicator_case where person_id is null`); err != nil {
			return fmt.Errorf("break %s down by %s: %w", def.ID, by, err)
		}
	}
	day := map[Window]string{Flow: "occurred_on", Snapshot: "as_at", Spanning: "period_end"}[def.Window]
	if _, err := q.ExecContext(ctx, "create or replace temp table indicator_case as "+strings.ReplaceAll(query, "case_day", "indicator_case."+day)); err != nil {
		return fmt.Errorf("break %s down by %s: %w", def.ID, by.orNone(), err)
	}
	return nil
}

// askFor fills the tables that queries join: snapshot with the days and period with the spans.
func askFor(ctx context.Context, q Querier, spans []Span) error {
	statements := []string{
		`create or replace temp table snapshot (as_at date)`,
		`create or replace temp table period (period varchar, period_start date, period_end date)`,
	}
	for _, statement := range statements {
		if _, err := q.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	var kinds, starts, ends []string
	for _, span := range spans {
		kinds = append(kinds, string(span.Kind))
		starts = append(starts, span.Start.Format(time.DateOnly))
		ends = append(ends, span.End.Format(time.DateOnly))
	}
	if _, err := q.ExecContext(ctx, `
		insert into period
		select unnest(string_split(?, ',')), unnest(string_split(?, ','))::date, unnest(string_split(?, ','))::date`,
		strings.Join(kinds, ","), strings.Join(starts, ","), strings.Join(ends, ",")); err != nil {
		return fmt.Errorf("periods asked for: %w", err)
	}
	_, err := q.ExecContext(ctx, `insert into snapshot select period_end from period where period = 'snapshot' order by period_end`)
	return err
}

// caseColumns are what a query must return, by window.
var caseColumns = map[Window][]string{
	Flow:     {"area_code", "case_id", "occurred_on", "numerator", "denominator"},
	Snapshot: {"area_code", "case_id", "as_at", "numerator", "denominator"},
	Spanning: {"area_code", "case_id", "period", "period_end", "numerator", "denominator"},
}

// optionalColumns are what a query may return besides. not_recorded says in fixed words, never with a
// value of the record, what was not recorded of a case that therefore cannot be judged, whether the
// rules count it or leave it out; null of a case that is judged. lowest and highest are the least and
// the greatest numerator that such a case could have, if it is in the numerator at all: by default 0
// and 1 where cases are counted, and unknown elsewhere.
var optionalColumns = []string{"person_id", "team_id", "note", "not_recorded", "lowest", "highest"}

// runQuery leaves the definition's case rows in the temporary table indicator_case, with the
// optional columns present and numerators and denominators as exact decimals. bounds tells whether
// the query says itself between what the numerators of cases that cannot be judged lie.
func runQuery(ctx context.Context, q Querier, def *Definition) (bounds bool, err error) {
	// On one line with the file's first, so that LINE 15 of a database message is line 15.
	if _, err := q.ExecContext(ctx, "create or replace temp table indicator_returned as "+def.Query); err != nil {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		return false, &DefinitionError{File: def.File, Line: messageLine(err), Err: err}
	}
	returned, err := columnNames(ctx, q, "indicator_returned")
	if err != nil {
		return false, err
	}
	list, err := def.caseList(returned)
	if err != nil {
		return false, &DefinitionError{File: def.File, Err: err}
	}
	if _, err := q.ExecContext(ctx, "create or replace temp table indicator_case as select "+
		strings.Join(list, ", ")+" from indicator_returned"); err != nil {
		return false, &DefinitionError{File: def.File, Err: err}
	}
	_, err = q.ExecContext(ctx, "drop table indicator_returned")
	return slices.Contains(returned, "lowest"), err
}

// caseList is the select list that makes indicator_case of the columns that a query returned.
func (d *Definition) caseList(returned []string) ([]string, error) {
	var faults []error
	wanted := caseColumns[d.Window]
	for _, column := range wanted {
		if !slices.Contains(returned, column) {
			faults = append(faults, fmt.Errorf("the query returns no column %s: window %s wants %s", column, d.Window, strings.Join(wanted, ", ")))
		}
	}
	for _, column := range returned {
		if !slices.Contains(wanted, column) && !slices.Contains(optionalColumns, column) {
			faults = append(faults, fmt.Errorf("the query returns column %s, which means nothing here", column))
		}
	}
	if slices.Contains(returned, "lowest") != slices.Contains(returned, "highest") {
		faults = append(faults, errors.New("the query returns one of lowest and highest: want both or neither"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	var list []string
	for _, column := range wanted {
		switch column {
		case "numerator", "denominator":
			column += "::decimal(38, 9) as " + column
		case "as_at", "occurred_on", "period_end":
			column += "::date as " + column
		}
		list = append(list, column)
	}
	for _, column := range optionalColumns {
		// A query may return a bare null, which has no type of its own.
		given := "null"
		if slices.Contains(returned, column) {
			given = column
		}
		switch {
		case column != "lowest" && column != "highest":
			list = append(list, given+"::varchar as "+column)
		case given != "null": // without them the case table of a large authority is a third smaller
			list = append(list, given+"::decimal(38, 9) as "+column)
		}
	}
	return list, nil
}

func columnNames(ctx context.Context, q Querier, table string) ([]string, error) {
	rows, err := q.QueryContext(ctx, `select column_name from duckdb_columns() where table_name = ? and database_name = 'temp' order by column_index`, table)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// messageLine reads the line number out of a DuckDB parser or binder message; 0 when it has none.
func messageLine(err error) int {
	_, after, found := strings.Cut(err.Error(), "LINE ")
	line := 0
	if !found {
		return 0
	}
	if _, scanErr := fmt.Sscanf(after, "%d:", &line); scanErr != nil {
		return 0
	}
	return line
}

// allMeasures are the sums of all cases: flags tells that each counts as one or not at all.
const allMeasures = `
			sum(indicator_case.numerator) as numerator,
			sum(indicator_case.denominator) as denominator,
			count(*) filter (indicator_case.denominator = 1) as mean_n,
			bool_and(indicator_case.denominator in (0, 1)) as countable,
			bool_and(indicator_case.numerator in (0, 1)) as flags,
			sum(indicator_case.numerator::double * indicator_case.numerator::double) as sum_of_squares`

// unjudgedMeasures are the sums of the cases that could not be judged. A case of several rows, such as
// one that happens in two months of a year, is one case, but adds what each of its rows could.
// bounds says that the query gives the bounds of each case; else a case that is counted adds 0 to 1.
func (d *Definition) unjudgedMeasures(bounds bool) string {
	const counts = `
			count(distinct indicator_case.case_id) as cases,
			count(*) as mean_n,
			sum(indicator_case.numerator) as numerator,
			sum(indicator_case.denominator) as denominator,`
	switch {
	case bounds:
		return counts + `
			sum(indicator_case.lowest) as lowest,
			sum(indicator_case.highest) as highest,
			bool_and(indicator_case.lowest is not null and indicator_case.highest is not null) as bounded`
	case d.Statistic == Count && !d.Money() || d.Statistic == Ratio && d.Multiplier() != 1:
		return counts + `
			0 as lowest,
			count(*) as highest,
			true as bounded`
	default:
		return counts + `
			null::decimal(38, 9) as lowest,
			null::decimal(38, 9) as highest,
			false as bounded`
	}
}

// sumQuery gives the cases' sums per area and period: months add up in a flow, everything else is
// summed as it stands. An empty condition takes all cases.
func (d *Definition) sumQuery(measures, condition string) string {
	where := ""
	if condition != "" {
		where = `
		where ` + condition
	}
	switch d.Window {
	case Flow:
		return `
		select indicator_case.area_code, period.period, period.period_end, indicator_case."group",` + measures + `
		from period
		inner join indicator_case on indicator_case.occurred_on between period.period_start and period.period_end` + where + `
		group by indicator_case.area_code, period.period, period.period_end, indicator_case."group"`
	case Snapshot:
		return `
		select indicator_case.area_code, 'snapshot' as period, indicator_case.as_at as period_end, indicator_case."group",` + measures + `
		from indicator_case` + where + `
		group by indicator_case.area_code, indicator_case.as_at, indicator_case."group"`
	default:
		return `
		select indicator_case.area_code, indicator_case.period, indicator_case.period_end, indicator_case."group",` + measures + `
		from indicator_case` + where + `
		group by indicator_case.area_code, indicator_case.period, indicator_case.period_end, indicator_case."group"`
	}
}

func (d *Definition) valueArguments() []any {
	return []any{
		sql.Named("indicator", d.ID),
		sql.Named("statistic", string(d.Statistic)),
		sql.Named("unit", d.Unit),
		sql.Named("multiplier", d.Multiplier()),
		sql.Named("money", d.Money()),
		sql.Named("window", string(d.Window)),
		sql.Named("returns", joinSources(d.Sources, func(s Source) string { return s.Return })),
		sql.Named("tables", joinSources(d.Sources, func(s Source) string { return s.Table })),
		sql.Named("edition_from", joinEditions(d.Editions, func(e Edition) string { return e.From })),
		sql.Named("edition_rule", joinEditions(d.Editions, func(e Edition) string { return e.Rule })),
	}
}

func joinEditions(editions []Edition, field func(Edition) string) string {
	out := make([]string, len(editions))
	for i, edition := range editions {
		out[i] = field(edition)
	}
	return strings.Join(out, "|")
}

func joinSources(sources []Source, field func(Source) string) string {
	out := make([]string, len(sources))
	for i, source := range sources {
		out[i] = field(source)
	}
	return strings.Join(out, ",")
}

// countLimits fills exact_limit with the exact 95% Poisson limits of the counts 0 to 9, where
// Byar's approximation is not used: chi-squared quantiles as in the Fingertips technical guidance
// (Garwood 1936).
func countLimits(ctx context.Context, q Querier) error {
	if _, err := q.ExecContext(ctx, `create or replace temp table exact_limit (events integer, lower double, upper double)`); err != nil {
		return err
	}
	for events := range 10 {
		lower := 0.0
		if events > 0 {
			lower = distuv.ChiSquared{K: 2 * float64(events)}.Quantile(0.025) / 2
		}
		upper := distuv.ChiSquared{K: 2*float64(events) + 2}.Quantile(0.975) / 2
		if _, err := q.ExecContext(ctx, `insert into exact_limit values (?, ?, ?)`, events, lower, upper); err != nil {
			return err
		}
	}
	return nil
}

// meanLimits fills student_t with the two-sided 95% quantile of Student's t for every number of
// cases that a mean of this indicator rests on; below ten cases no limits are given.
func meanLimits(ctx context.Context, q Querier, def *Definition) error {
	if _, err := q.ExecContext(ctx, `create or replace temp table student_t (cases bigint, t double)`); err != nil {
		return err
	}
	if def.Statistic != Ratio || def.Multiplier() != 1 || def.Money() {
		return nil
	}
	rows, err := q.QueryContext(ctx, `select distinct mean_n from (`+def.sumQuery(allMeasures, "")+`) where countable and mean_n >= 10 order by mean_n`)
	if err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	defer func() { _ = rows.Close() }()
	var counts []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		counts = append(counts, n)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, n := range counts {
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(0.975)
		if _, err := q.ExecContext(ctx, `insert into student_t values (?, ?)`, n, t); err != nil {
			return err
		}
	}
	return nil
}

// Check runs every query of the catalogue on core tables that may be empty, and reports all queries
// that fail, return other columns than their window wants, or read a table that is not theirs to read.
func Check(ctx context.Context, conn *sql.Conn, catalogue *Catalogue) error {
	day := time.Date(2025, time.March, 31, 0, 0, 0, 0, time.UTC)
	var faults []error
	for _, def := range catalogue.Definitions {
		if err := checkTables(ctx, conn, def); err != nil {
			faults = append(faults, err)
		}
		if err := askFor(ctx, conn, def.SpansEnding(day)); err != nil {
			return err
		}
		if _, err := runQuery(ctx, conn, def); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// checkTables asks DuckDB's own parser which tables a query reads.
func checkTables(ctx context.Context, conn *sql.Conn, def *Definition) (err error) {
	rows, err := conn.QueryContext(ctx, `
		with nodes as (
			select tree.value from json_tree(json_serialize_sql(?::varchar)) as tree where tree.type = 'OBJECT'
		)
		select distinct
			coalesce(value ->> 'schema_name', ''),
			coalesce(value ->> 'table_name', '')
		from nodes
		where value ->> 'type' = 'BASE_TABLE'
		order by all`, def.Query)
	if err != nil {
		return &DefinitionError{File: def.File, Err: err}
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var faults []error
	for rows.Next() {
		var schemaName, tableName string
		if err := rows.Scan(&schemaName, &tableName); err != nil {
			return err
		}
		// A name without a schema is a CTE, or one of the tables that the engine supplies.
		if schemaName != "" && schemaName != "core" {
			faults = append(faults, &DefinitionError{
				File: def.File,
				Err:  fmt.Errorf("the query reads %s.%s: want only core tables, snapshot and period", schemaName, tableName),
			})
		}
	}
	return errors.Join(append(faults, rows.Err())...)
}
