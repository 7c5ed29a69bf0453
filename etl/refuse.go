package etl

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"sightline/etl/warehouse"
)

// refuseOrphans refuses the records of a document whose enclosing record was refused: a plan without
// its child is nobody's.
func (l *loader) refuseOrphans(ctx context.Context, tbl *table) error {
	if tbl.parent == nil || tbl.Orphans == "keep" {
		return nil
	}
	if _, read := l.tables[tbl.parent.rawName()]; !read {
		return nil
	}
	what := "find records without a parent in " + tbl.typedName()
	whole, err := l.isWhole(ctx, tbl.parent)
	if err != nil {
		return fmt.Errorf("%s: %w", what, withoutValues(ctx, err))
	}
	if whole {
		return nil
	}
	orphans := fmt.Sprintf(`
from %s as found
anti join %s as parent
    on parent.source_file = found.source_file and parent.source_row = found.parent_row
where found.parent_row is not null`, tbl.typedName(), tbl.parent.typedName())
	if err := l.exec(ctx, what, fmt.Sprintf(`
insert into load_fault
select found.file_id, found.source_row, null, 'parent', %s, 'row', null %s`,
		warehouse.Quote("the "+tbl.Parent+" that it belongs to to be accepted"), orphans)); err != nil {
		return err
	}
	return l.exec(ctx, what, fmt.Sprintf("delete from %s where received_id in (select found.received_id %s)", tbl.typedName(), orphans))
}

// isWhole tells whether every element that was read as the table's is among its typed records.
func (l *loader) isWhole(ctx context.Context, tbl *table) (bool, error) {
	if tbl.When != "" {
		return false, nil // elements that are no record of the table were not counted
	}
	var kept int64
	err := l.conn.QueryRowContext(ctx, "select count(*) from "+tbl.typedName()).Scan(&kept)
	return kept == l.records(tbl), err
}

// findShared makes shared_<kind>_<table> of the keys that more than one record has. The key of a record is
// a hash of its identity: two records of one thing have the same, be they of one file, which repeats itself,
// or of several, which may contradict each other. Most things are reported once, so both are looked for
// among few records.
func (l *loader) findShared(ctx context.Context, tbl *table) error {
	if len(tbl.Identity) == 0 {
		return nil
	}
	return l.exec(ctx, "find shared keys of "+tbl.typedName(), fmt.Sprintf(
		"create or replace table working.%s as select record_key as key from %s group by key having count(*) > 1",
		tbl.sharedName(), tbl.typedName()))
}

// key is the key of a typed record.
func (t *table) key() string {
	columns := make([]string, len(t.Identity))
	for i, name := range t.Identity {
		columns[i] = typed(*t.carried(name))
	}
	return "hash(" + strings.Join(columns, ", ") + ")"
}

// refuseRepeats refuses the second and later of records of one file that are equal, or that share
// what must be unique.
func (l *loader) refuseRepeats(ctx context.Context, tbl *table) error {
	if tbl.Repeats != "keep" {
		var all, certain []string
		if tbl.Parent != "" {
			all = append(all, "parent_row")
		}
		for _, col := range tbl.used() {
			name := typed(col)
			if col.Name == tbl.AreaColumn {
				name = "area_code"
			}
			all = append(all, name)
			if col.Required && col.Fault == severityRow {
				certain = append(certain, name)
			}
		}
		if tbl.Parent != "" && len(certain) > 0 {
			certain = append(certain, "parent_row")
		}
		among := tbl.typedName()
		if len(tbl.Identity) > 0 {
			// Equal records lie in equal ones, so they carry the same.
			among = fmt.Sprintf("(select * from %s where record_key in (select key from %s))", tbl.typedName(), tbl.sharedName())
		}
		wanted := "each record once: an equal one stands above"
		if err := l.refuseRepeated(ctx, tbl, among, all, certain, "", wanted); err != nil {
			return err
		}
	}
	for _, u := range tbl.Unique {
		if err := l.refuseRepeated(ctx, tbl, tbl.typedName(), u.By, nil, u.Column, cmp.Or(u.Wanted, "one record of each")); err != nil {
			return err
		}
	}
	return nil
}

// refuseRepeated refuses records that agree with one above in all of by; they are looked for among some.
// Those in which an expression of by is null are compared too when certain, a few columns of by that tell
// most records apart, is given; else they are not.
func (l *loader) refuseRepeated(ctx context.Context, tbl *table, among string, by, certain []string, column, wanted string) error {
	what := "find repeats in " + tbl.typedName()
	list, complete := strings.Join(by, ", "), "true"
	if len(certain) == 0 {
		certain = by
		var parts []string
		for _, expression := range by {
			parts = append(parts, expression+" is not null")
		}
		complete = strings.Join(parts, " and ")
	}
	// Most files repeat nothing: a hash of a few columns finds the few groups worth comparing.
	statement := fmt.Sprintf(`
create or replace temp table load_repeat as
with
shared as (
    select file_id, hash(%[4]s) as key from %[2]s where %[3]s group by file_id, key having count(*) > 1
),

numbered as (
    select found.received_id,
        row_number() over (partition by found.file_id, %[1]s order by found.source_row) as copy_no
    from (select *, hash(%[4]s) as key from %[2]s where %[3]s) as found
    inner join shared
        on shared.file_id = found.file_id and shared.key = found.key
)

select received_id from numbered where copy_no > 1`, list, among, complete, strings.Join(certain, ", "))
	if err := l.exec(ctx, what, statement); err != nil {
		return err
	}
	var repeats int64
	if err := l.conn.QueryRowContext(ctx, "select count(*) from load_repeat").Scan(&repeats); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if repeats == 0 {
		return l.exec(ctx, what, "drop table load_repeat")
	}
	name, value := "null", "null"
	if column != "" {
		name, value = warehouse.Quote(column), "raw."+warehouse.QuoteName(column)
	}
	if err := l.exec(ctx, what, fmt.Sprintf(`
insert into load_fault
select found.file_id, found.source_row, %s, 'duplicate', %s, 'row', %s
from %s as found
inner join load_repeat using (received_id)
inner join %s as raw
    on raw.rowid = found.received_id`, name, warehouse.Quote(wanted), value, tbl.typedName(), tbl.rawName())); err != nil {
		return err
	}
	if tbl.hasMoney() {
		statement := fmt.Sprintf("insert into %s select * from %s where received_id in (select received_id from load_repeat)", tbl.refusedName(), tbl.typedName())
		if err := l.exec(ctx, what, statement); err != nil {
			return err
		}
	}
	return l.exec(ctx, what, fmt.Sprintf(
		"delete from %s where received_id in (select received_id from load_repeat); drop table load_repeat", tbl.typedName()))
}

// writeNotices counts, per file, accepted records that a person should look at.
func (l *loader) writeNotices(ctx context.Context, tbl *table) error {
	for _, col := range tbl.used() {
		condition := tbl.outOfYear(col)
		if condition == "" {
			continue
		}
		n := notice{Rule: "code-out-of-year", Column: col.Name, Where: condition, Message: "a code that belongs to other collection years: accepted"}
		if err := l.writeNotice(ctx, tbl, n); err != nil {
			return err
		}
	}
	for _, n := range tbl.Notices {
		if err := l.writeNotice(ctx, tbl, n); err != nil {
			return err
		}
	}
	return l.notePlaceholders(ctx, tbl)
}

// notePlaceholders counts the values of columns that the source fills with no data.
func (l *loader) notePlaceholders(ctx context.Context, tbl *table) error {
	for _, col := range tbl.Columns {
		if !col.Placeholder {
			continue
		}
		err := l.exec(ctx, "write notices", fmt.Sprintf(`
insert into audit.notice (source_file, column_name, rule, message)
select raw.source_file, %s, 'placeholder', count(*) || ' rows: the source fills this column with placeholder data: kept as received, never used'
from %s as raw
where nullif(trim(raw.%s), '') is not null
group by raw.source_file
order by raw.source_file`, warehouse.Quote(col.Name), tbl.rawName(), warehouse.QuoteName(col.Name)))
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) writeNotice(ctx context.Context, tbl *table, n notice) error {
	return l.exec(ctx, "write notices", fmt.Sprintf(`
insert into audit.notice (source_file, column_name, rule, message)
select found.source_file, load_header.spelled, %s, count(*) || ' rows: ' || %s
from %s as found
inner join load_header
    on load_header.file_id = found.file_id and load_header.column_name = %s
where %s
group by found.source_file, load_header.spelled
order by found.source_file`,
		warehouse.Quote(n.Rule), warehouse.Quote(n.Message), tbl.typedName(), warehouse.Quote(n.Column), n.Where))
}
