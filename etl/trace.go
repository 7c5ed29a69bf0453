package etl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// Trace is a record of an extract that names a person, and what became of it.
type Trace struct {
	Table  string // kind and table, e.g. ssda903 episodes
	File   string
	Row    int64
	Column string // that names the person
	Fate   string // read, or why not, in words; never a value of the record
}

// TracePerson finds every record of the extracts, as they were received, in which a column of identifiers
// holds id, and of documents every element inside such a one: those that reached core and those that were
// refused or superseded. q must be of a warehouse.
func TracePerson(ctx context.Context, q warehouse.Querier, id string) (found []Trace, err error) {
	steps, err := traceSteps(ctx, q)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	var named, all []string
	for i, step := range steps {
		named = append(named, fmt.Sprintf("named_%d as (%s)", i, strings.Join(step, "\nunion\n")))
		all = append(all, fmt.Sprintf("select * from named_%d", i))
	}
	rows, err := q.QueryContext(ctx, "with "+strings.Join(named, ",\n")+`,
		named as (`+strings.Join(all, "\nunion all\n")+`),
		refused as (
			select source_file, table_name, source_row,
				string_agg(concat_ws(': ', column_name, 'want ' || wanted), '; ' order by column_name nulls first, wanted) as why
			from audit.reject
			where severity = 'row'
			group by source_file, table_name, source_row
		)
		select named.table_name, named.source_file, named.source_row, min(named.column_name),
			any_value(case
				when refused.why is not null then 'refused: ' || refused.why
				when file.superseded_by is not null then 'superseded by ' || file.superseded_by
				else 'read'
			end)
		from named
		left join audit.file as file
			on file.source_file = named.source_file and file.kind || '_' || file.table_name = named.table_name
		left join refused
			on refused.source_file = named.source_file and refused.source_row = named.source_row
			and refused.table_name is not distinct from file.table_name
		group by named.table_name, named.source_file, named.source_row
		order by all`, id)
	if err != nil {
		return nil, fmt.Errorf("trace records: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t Trace
		if err := rows.Scan(&t.Table, &t.File, &t.Row, &t.Column, &t.Fate); err != nil {
			return nil, err
		}
		found = append(found, t)
	}
	return found, rows.Err()
}

// traceSteps are the queries that find a person's records in each table received, outer elements of a
// document before inner ones, which go by the step of their parent.
func traceSteps(ctx context.Context, q warehouse.Querier) (steps [][]string, err error) {
	columns, err := identifyingColumns(ctx, q)
	if err != nil {
		return nil, err
	}
	sources, err := ownSources()
	if err != nil {
		return nil, err
	}
	received, err := nestedTables(ctx, q)
	if err != nil {
		return nil, err
	}
	at := map[string]int{} // raw table to its step
	for _, c := range columns {
		i, ok := at[c.table]
		if !ok {
			i = len(steps)
			at[c.table] = i
			steps = append(steps, nil)
		}
		steps[i] = append(steps[i], fmt.Sprintf("select %s as table_name, source_file, source_row, %s as column_name from raw.%s where trim(%s) = $1",
			warehouse.Quote(c.table), warehouse.Quote(c.column), warehouse.QuoteName(c.table), warehouse.QuoteName(c.column)))
	}
	for _, src := range sources {
		for _, tbl := range src.Tables { // a parent stands before its children
			name := src.Kind + "_" + tbl.Name
			if tbl.parent == nil || !slices.Contains(received, name) {
				continue
			}
			parent, ok := at[src.Kind+"_"+tbl.parent.Name]
			if _, own := at[name]; own || !ok {
				continue
			}
			at[name] = len(steps)
			steps = append(steps, []string{fmt.Sprintf(`select %s as table_name, inner_row.source_file, inner_row.source_row, 'inside ' || parent.column_name as column_name
				from raw.%s as inner_row
				inner join named_%d as parent
					on parent.source_file = inner_row.source_file and parent.source_row = inner_row.parent_row`,
				warehouse.Quote(name), warehouse.QuoteName(name), parent)})
		}
	}
	return steps, nil
}

// nestedTables are the tables received whose records stand inside others.
func nestedTables(ctx context.Context, q warehouse.Querier) (names []string, err error) {
	rows, err := q.QueryContext(ctx, `
		select table_name from duckdb_columns() where schema_name = 'raw' and column_name = 'parent_row' order by table_name`)
	if err != nil {
		return nil, fmt.Errorf("trace records: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

type identifyingColumn struct{ table, column string }

// identifyingColumns are the columns of received records that hold ids of children, people or workers.
func identifyingColumns(ctx context.Context, q warehouse.Querier) (found []identifyingColumn, err error) {
	rows, err := q.QueryContext(ctx, `
		select table_name, column_name
		from duckdb_columns()
		where schema_name = 'raw' and data_type = 'VARCHAR'
			and (lower(column_name) in ('child', 'lachildid', 'worker_ref', 'swe_number', 'swenumber', 'sw_id', 'personid')
				or regexp_matches(lower(column_name), '(child|person|worker|pupil|staff|employee).*(id|identifier|ref|number)$'))
		order by table_name, column_index`)
	if err != nil {
		return nil, fmt.Errorf("trace records: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c identifyingColumn
		if err := rows.Scan(&c.table, &c.column); err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	return found, rows.Err()
}
