package etl

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"sightline/etl/warehouse"
)

// Typing one table is one pass over its raw records. Each check that a record can fail has a
// bit; the pass computes the typed columns and the bits, and then each check that any record failed
// writes its faults with one statement.

// maxChecks is how many bits there are.
const maxChecks = 63

// check is one way in which a record can be at fault.
type check struct {
	column    string // name as in the table, "" for the whole record
	kind      string
	wanted    string // in words; "" for a date, which is worded by its file's form
	severity  string
	condition string
	bit       uint64
}

func received(col column) string {
	return warehouse.QuoteName("received_" + strings.ToLower(col.Name))
}

func typed(col column) string { return warehouse.QuoteName(strings.ToLower(col.Name)) }

// checks lists the table's checks; those of rows that are no records come first, and leaveOut has
// their bits.
func (t *table) checks() (checks []check, leaveOut uint64) {
	add := func(c check) {
		c.bit = 1 << len(checks)
		checks = append(checks, c)
	}
	for _, r := range t.LeaveOut {
		add(check{column: r.Column, kind: r.Kind, wanted: r.Wanted, severity: severityRow, condition: r.Where})
		leaveOut |= checks[len(checks)-1].bit
	}
	for _, col := range t.used() {
		if col.Required {
			add(check{column: col.Name, kind: "required", wanted: "a value", severity: col.Fault, condition: received(col) + " is null"})
		}
		if col.Type != "text" && (col.Type != "code" || col.Codes != "") || col.Pattern != "" {
			wanted := t.wantedOf(col)
			if col.Type == "date" {
				wanted = ""
			}
			add(check{
				column: col.Name, kind: col.kindOf(), wanted: wanted, severity: col.Fault,
				condition: fmt.Sprintf("%s is not null and %s is null", received(col), typed(col)),
			})
		}
		if outside := col.outside(); outside != "" {
			add(check{column: col.Name, kind: "range", wanted: col.rangeInWords(), severity: col.Fault, condition: outside})
		}
	}
	for _, r := range t.Rules {
		add(check{column: r.Column, kind: r.Kind, wanted: r.Wanted, severity: severityRow, condition: r.Where})
	}
	return checks, leaveOut
}

// outside is the condition for a value beyond the column's limits, "" without limits.
func (c column) outside() string {
	var parts []string
	if c.Min != nil {
		parts = append(parts, fmt.Sprintf("%s < %s", typed(c), number(*c.Min)))
	}
	if c.Max != nil {
		parts = append(parts, fmt.Sprintf("%s > %s", typed(c), number(*c.Max)))
	}
	return strings.Join(parts, " or ")
}

func (c column) rangeInWords() string {
	switch {
	case c.Max == nil:
		return "a number of " + number(*c.Min) + " or more"
	case c.Min == nil:
		return "a number of " + number(*c.Max) + " or less"
	default:
		return fmt.Sprintf("a number from %s to %s", number(*c.Min), number(*c.Max))
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// countTable makes sure of a table's raw records and learns what typing them needs to know. It makes the
// typed table of records that come in parts.
func (l *loader) countTable(ctx context.Context, tbl *table, inParts bool) error {
	if err := l.countRaw(ctx, tbl); err != nil || l.records(tbl) == 0 {
		return err
	}
	if inParts {
		if err := l.createEmptyTyped(ctx, tbl); err != nil {
			return err
		}
	}
	return l.settleDateForm(ctx, tbl)
}

// checkTable takes out of typed_<kind>_<table> the records that hold a value that is at fault, and writes
// down the faults.
func (l *loader) checkTable(ctx context.Context, tbl *table) error {
	if l.records(tbl) == 0 {
		return nil
	}
	what := "check " + tbl.kind + " " + tbl.Name
	checks, leaveOut := tbl.checks()
	var failed uint64
	row := l.conn.QueryRowContext(ctx, "select coalesce(bit_or(faults), 0) from "+tbl.typedName())
	if err := row.Scan(&failed); err != nil {
		return fmt.Errorf("%s: %w", what, withoutValues(ctx, err))
	}
	refusing := uint64(0)
	for _, c := range checks {
		if c.severity == severityRow {
			refusing |= c.bit
		}
		if failed&c.bit == 0 {
			continue
		}
		if err := l.exec(ctx, what, faultStatement(tbl, c, leaveOut)); err != nil {
			return err
		}
	}
	if tbl.hasMoney() {
		statement := fmt.Sprintf("create or replace table working.%s as select * from %s where (faults & %d) <> 0", tbl.refusedName(), tbl.typedName(), refusing)
		if err := l.exec(ctx, what, statement); err != nil {
			return err
		}
	}
	if failed&refusing != 0 {
		statement := fmt.Sprintf("delete from %s where (faults & %d) <> 0", tbl.typedName(), refusing)
		if err := l.exec(ctx, what, statement); err != nil {
			return err
		}
	}
	if failed == 0 {
		return nil
	}
	return l.nameNearest(ctx, tbl)
}

// refuseRecords refuses typed records for what others hold.
func (l *loader) refuseRecords(ctx context.Context, tbl *table) error {
	if l.records(tbl) == 0 {
		return nil
	}
	if err := l.refuseOrphans(ctx, tbl); err != nil {
		return err
	}
	if err := l.findShared(ctx, tbl); err != nil {
		return err
	}
	if err := l.refuseRepeats(ctx, tbl); err != nil {
		return err
	}
	return l.dropChecked(ctx, tbl)
}

// noteRecords counts typed records that are worth a look.
func (l *loader) noteRecords(ctx context.Context, tbl *table) error {
	if l.records(tbl) == 0 {
		return nil
	}
	return l.writeNotices(ctx, tbl)
}

// dropChecked drops what only the checks needed: every column of a typed table takes memory until the
// last model has read it. Models of amounts look at refused records, too.
func (l *loader) dropChecked(ctx context.Context, tbl *table) error {
	if tbl.hasMoney() {
		return nil
	}
	columns := []string{"faults"}
	if !l.followsRecords(tbl) {
		columns = append(columns, "received_id")
	}
	for _, column := range columns {
		if err := l.exec(ctx, "drop "+column, "alter table "+tbl.typedName()+" drop column "+column); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) createEmptyTyped(ctx context.Context, tbl *table) error {
	columns := []string{
		"file_id integer", "source_file load_name", "source_row bigint", "received_id bigint",
		"area_code load_area", "collection_year integer",
	}
	if tbl.AreaColumn != "" {
		columns[4] = "area_code varchar"
	}
	if tbl.Parent != "" {
		columns = append(columns, "parent_row bigint")
	}
	for _, name := range tbl.Carries {
		col := tbl.carried(name)
		columns = append(columns, typed(*col)+" "+col.sqlType())
	}
	for _, col := range tbl.used() {
		if col.Name != tbl.AreaColumn {
			columns = append(columns, typed(col)+" "+col.sqlType())
		}
	}
	if len(tbl.Identity) > 0 {
		columns = append(columns, "record_key ubigint")
	}
	tables := []string{"table working." + tbl.typedName()}
	if tbl.hasMoney() {
		tables = append(tables, "table working."+tbl.refusedName())
	}
	for _, name := range tables {
		statement := fmt.Sprintf("create or replace %s (%s, faults ubigint)", name, strings.Join(columns, ", "))
		if err := l.exec(ctx, "create typed table", statement); err != nil {
			return err
		}
	}
	return l.findShared(ctx, tbl)
}

// countRaw asserts that no record was lost and numbers those that the database read itself: they
// stand without gaps in the order of their file.
func (l *loader) countRaw(ctx context.Context, tbl *table) error {
	rows, err := l.conn.QueryContext(ctx, fmt.Sprintf(`
select
    load_file.file_id,
    coalesce(raw.records, 0),
    coalesce(raw.numbered, 0),
    (select count(*) from load_fault where load_fault.file_id = load_file.file_id),
    coalesce(raw.numbered = raw.records or (raw.numbered = 0 and raw.span = raw.records), true)
from load_file
left join (
    select file_id, count(*) as records, count(source_row) as numbered, max(rowid) - min(rowid) + 1 as span
    from %s
    group by file_id
) as raw using (file_id)
where load_file.kind = ? and load_file.table_name = ?
order by load_file.file_id`, tbl.rawName()), tbl.kind, tbl.Name)
	if err != nil {
		return fmt.Errorf("count records: %w", withoutValues(ctx, err))
	}
	defer func() { _ = rows.Close() }()
	unnumbered := false
	for rows.Next() {
		var id int
		var records, numbered, faults int64
		var unbroken bool
		if err := rows.Scan(&id, &records, &numbered, &faults, &unbroken); err != nil {
			return fmt.Errorf("count records: %w", err)
		}
		unnumbered = unnumbered || numbered < records
		file := l.files[id-1]
		if file.copyOf == nil && (faults+records != file.read || !unbroken) {
			return fmt.Errorf("count records: %s: %d counted, %d kept and %d faulty", file.name, file.read, records, faults)
		}
	}
	if err := rows.Err(); err != nil || !unnumbered {
		return err
	}
	return l.exec(ctx, "number records", fmt.Sprintf(`
update %[1]s as raw set source_row = raw.rowid - begin.first_rowid + load_file.header_row + 1
from (select file_id, min(rowid) as first_rowid from %[1]s where source_row is null group by file_id) as begin
inner join load_file using (file_id)
where begin.file_id = raw.file_id and raw.source_row is null`, tbl.rawName()))
}

// settleDateForm finds the one form that a file writes its dates in: the form of most of them.
// Dates that every record has are enough to tell by, where there are any.
func (l *loader) settleDateForm(ctx context.Context, tbl *table) error {
	var votes, required []string
	for _, col := range tbl.Columns {
		if col.Type != "date" {
			continue
		}
		vote := fmt.Sprintf("case when %[1]s[5] = '-' then 1 when %[1]s[3] = '/' then -1 else 0 end", "trim("+warehouse.QuoteName(col.Name)+")")
		votes = append(votes, vote)
		if col.Required && col.Fault == severityRow {
			required = append(required, vote)
		}
	}
	if len(votes) == 0 {
		return nil
	}
	if len(required) > 0 {
		votes = required
	}
	return l.exec(ctx, "settle date form", fmt.Sprintf(`
update load_file set iso_dates = true
from (select file_id from %s group by file_id having sum(%s) > 0) as iso
where iso.file_id = load_file.file_id`, tbl.rawName(), strings.Join(votes, " + ")))
}

// typedQuery types the raw records that meet a condition, those with a value that is at fault among them.
func typedQuery(tbl *table, checks []check, where string) string {
	var receivedColumns, plainColumns, typedColumns, keptColumns, spellings []string
	area, parent := "file_area", ""
	if tbl.Parent != "" {
		parent = " parent_row,"
	}
	for _, col := range tbl.used() {
		receivedColumns = append(receivedColumns,
			tbl.present("raw."+warehouse.QuoteName(col.Name), col)+" as "+received(col))
		if name, expression := col.plain(); expression != "" {
			plainColumns = append(plainColumns, expression+" as "+name)
		}
		if tbl.readsSpellings(col) {
			receivedColumns = append(receivedColumns, spelledColumn(col))
			spellings = append(spellings, tbl.spellingJoin(col))
		}
		typedColumns = append(typedColumns, received(col), tbl.cast(col)+" as "+typed(col))
		if col.Name == tbl.AreaColumn {
			continue
		}
		kept := typed(col)
		if outside := col.outside(); outside != "" {
			kept = fmt.Sprintf("case when %s then null else %s end as %s", outside, kept, kept)
		}
		keptColumns = append(keptColumns, kept)
	}
	if tbl.AreaColumn != "" {
		area = typed(*tbl.column(tbl.AreaColumn))
	}
	bits := []string{"0::ubigint"}
	for _, c := range checks {
		bits = append(bits, fmt.Sprintf("case when %s then %d::ubigint else 0::ubigint end", c.condition, c.bit))
	}
	receivedColumns = append(receivedColumns, "null as received_nothing")
	typedColumns = append(typedColumns, "received_nothing")
	for _, name := range tbl.Carries {
		keptColumns = append(keptColumns, typed(*tbl.carried(name)))
	}
	if len(tbl.Identity) > 0 {
		keptColumns = append(keptColumns, tbl.key()+" as record_key")
	}
	if len(keptColumns) > 0 {
		keptColumns = append(keptColumns, "")
	}
	return fmt.Sprintf(`
with
records as (
    select raw.file_id, load_file.source_file, raw.source_row, raw.rowid as received_id,%s
        load_file.area_code as file_area, load_file.collection_year, load_file.iso_dates,
        %s
    from %s as raw
    inner join load_file using (file_id)%s
    where %s
),

plain_records as (
    select *, %s
    from records
),

typed_records as (
    select file_id, source_file, source_row, received_id,%s file_area, collection_year,
        %s
    from plain_records
)

select file_id, source_file, source_row, received_id, %s as area_code, collection_year,%s
    %s
    %s as faults
from typed_records%s`,
		parent, strings.Join(receivedColumns, ",\n        "), tbl.rawName(), strings.Join(spellings, ""), where,
		strings.Join(append(plainColumns, "null as nothing"), ", "), parent, strings.Join(typedColumns, ",\n        "), area, parent,
		strings.Join(keptColumns, ", "), strings.Join(bits, "\n    | "), tbl.carrying())
}

// carrying is the join that gives the records what they carry of their parents, whose values have been
// checked by then. One whose parent is refused, before or after, is refused after it.
func (t *table) carrying() string {
	if len(t.Carries) == 0 {
		return ""
	}
	columns := make([]string, len(t.Carries))
	for i, name := range t.Carries {
		columns[i] = typed(*t.carried(name))
	}
	return fmt.Sprintf(`
left join (select source_file as parent_file, source_row as parent_no, %s from %s) as parent
    on parent_file = source_file and parent_no = parent_row`, strings.Join(columns, ", "), t.parent.typedName())
}

// faultStatement writes the faults that one check found, with the values as received.
func faultStatement(tbl *table, c check, leaveOut uint64) string {
	wanted := warehouse.Quote(c.wanted)
	if c.wanted == "" {
		wanted = "case when load_file.iso_dates then 'a date as yyyy-mm-dd' else 'a date as dd/mm/yyyy' end"
	}
	name, value := "null", "null"
	if c.column != "" {
		name, value = warehouse.Quote(c.column), "raw."+warehouse.QuoteName(c.column)
	}
	others := ""
	if leaveOut&c.bit == 0 && leaveOut != 0 {
		others = fmt.Sprintf(" and (found.faults & %d) = 0", leaveOut)
	}
	return fmt.Sprintf(`
insert into load_fault
select found.file_id, found.source_row, %s, %s, %s, %s, %s
from %s as found
inner join load_file using (file_id)
inner join %s as raw
    on raw.rowid = found.received_id
where (found.faults & %d) <> 0%s`,
		name, warehouse.Quote(c.kind), wanted, warehouse.Quote(c.severity), value,
		tbl.typedName(), tbl.rawName(), c.bit, others)
}

// outOfYear is the condition for a code outside its collection years, "" when the list has no years.
func (t *table) outOfYear(col column) string {
	var parts []string
	for _, c := range t.codes[col.Codes] {
		if c.From != 0 {
			parts = append(parts, fmt.Sprintf("(%s = %s::load_code and collection_year < %d)", typed(col), warehouse.Quote(c.Code), c.From))
		}
		if c.To != 0 {
			parts = append(parts, fmt.Sprintf("(%s = %s::load_code and collection_year > %d)", typed(col), warehouse.Quote(c.Code), c.To))
		}
	}
	return strings.Join(parts, " or ")
}
