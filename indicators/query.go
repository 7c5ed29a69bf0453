package indicators

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

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
// and 1 where cases are counted, and unknown elsewhere. duration is the whole number of days or working days
// that the case took, for the definition's distribution, null where that is not known; unfinished tells
// that the case had not come to its end.
var optionalColumns = []string{"person_id", "team_id", "note", "not_recorded", "lowest", "highest", "duration", "unfinished"}

// returned tells of a query what the engine goes by.
type returned struct {
	bounds bool   // the query gives the bounds of cases that could not be judged
	aside  string // options that were chosen aside from their defaults, in words
}

// detail says what of the cases indicator_case is to hold.
type detail int

const (
	sumsOnly      detail = iota // what figures are made of; notes are not even worked out
	withDurations               // besides, how long each case took
	wholeCase                   // everything, for reading case by case
)

// heldFrom is the detail from which on indicator_case holds an optional column.
func heldFrom(column string) detail {
	switch column {
	case "not_recorded", "lowest", "highest":
		return sumsOnly
	case "duration", "unfinished":
		return withDurations
	default:
		return wholeCase
	}
}

// runQuery leaves the definition's case rows in the temporary table indicator_case, with numerators and
// denominators as exact decimals and a column by_<breakdown> for each breakdown; of whole cases also
// with every optional column.
func runQuery(ctx context.Context, q Querier, def *Definition, by []Breakdown, keep detail) (returned, error) {
	aside, err := supplyChosen(ctx, q, def)
	if err != nil {
		return returned{}, err
	}
	fault := func(err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &DefinitionError{File: def.File, Line: messageLine(err), Err: err}
	}
	// On one line with the file's first, so that LINE 15 of a database message is line 15.
	if _, err := q.ExecContext(ctx, "create or replace temp view indicator_returned as "+def.Query); err != nil {
		return returned{}, fault(err)
	}
	columns, err := columnNames(ctx, q, "indicator_returned")
	if err != nil {
		return returned{}, fault(err)
	}
	list, err := def.caseList(columns, keep)
	if err != nil {
		return returned{}, &DefinitionError{File: def.File, Err: err}
	}
	query := "create or replace temp table indicator_case as\nselect\n    " +
		strings.Join(append(list, def.groupList(by, columns)...), ",\n    ") +
		"\nfrom indicator_returned as returned" + def.groupJoin(by, columns)
	if _, err := q.ExecContext(ctx, query); err != nil {
		if ctx.Err() != nil {
			return returned{}, ctx.Err()
		}
		return returned{}, &DefinitionError{File: def.File, Err: err}
	}
	return returned{bounds: slices.Contains(columns, "lowest"), aside: aside}, nil
}

// caseList is the select list that makes indicator_case of the columns that a query returned.
func (d *Definition) caseList(returned []string, keep detail) ([]string, error) {
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
	if err := errors.Join(append(faults, d.durationFaults(returned)...)...); err != nil {
		return nil, err
	}
	var list []string
	for _, column := range wanted {
		switch column {
		case "case_id":
			if keep != wholeCase { // cases are told apart only where they are counted
				column = "null::varchar as case_id"
				if slices.Contains(returned, "not_recorded") {
					column = "case when returned.not_recorded is not null then returned.case_id::varchar end as case_id"
				}
				break
			}
			column = "returned.case_id::varchar as case_id"
		case "numerator", "denominator":
			column = "returned." + column + "::decimal(38, 9) as " + column
		case "as_at", "occurred_on", "period_end":
			column = "returned." + column + "::date as " + column
		default:
			column = "returned." + column
		}
		list = append(list, column)
	}
	for _, column := range optionalColumns {
		if keep < heldFrom(column) {
			continue
		}
		// A query may return a bare null, which has no type of its own.
		given := "null"
		if slices.Contains(returned, column) {
			given = "returned." + column
		}
		switch {
		case column == "duration" && given == "null" && d.Distribution != nil:
			list = append(list, "case when returned.denominator <> 0 then returned.numerator end::integer as duration")
		case column == "duration":
			list = append(list, given+"::integer as duration")
		case column == "unfinished":
			list = append(list, "coalesce("+given+"::boolean, false) as unfinished")
		case column != "lowest" && column != "highest":
			list = append(list, given+"::varchar as "+column)
		case given != "null": // without them the case table of a large authority is a third smaller
			list = append(list, given+"::decimal(38, 9) as "+column)
		}
	}
	return list, nil
}

func columnNames(ctx context.Context, q Querier, table string) (names []string, err error) {
	rows, err := q.QueryContext(ctx, "from "+table+" limit 0")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if names, err = rows.Columns(); err != nil {
		return nil, err
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
		if _, err := runQuery(ctx, conn, def, nil, wholeCase); err != nil {
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
