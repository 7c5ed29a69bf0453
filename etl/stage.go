package etl

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// rawTable is raw.<kind>_<table>: the records of all files of one of a kind's tables as text, with
// file_id as in audit.file, source_file and source_row. Rows stand in the order of their files, so
// the row of a record that the database read itself follows from its rowid.
type rawTable struct {
	table *table
	extra []string // kept extra columns
}

// createWork creates the work tables of a load.
func (l *loader) createWork(ctx context.Context) error {
	const statements = `
create schema if not exists raw;

-- The maps that a ledger's entry is read with: several entries may share one file.
create or replace table working.load_map (
    extract_no integer,
    file_id integer
);

create or replace table working.load_header (
    file_id integer,
    column_name varchar,
    spelled varchar,
    column_no integer
);

-- Faults with the value as received, which goes to the reject file and nowhere else.
create or replace table working.load_fault (
    file_id integer,
    source_row bigint,
    column_name varchar,
    kind varchar,
    wanted varchar,
    severity varchar,
    received varchar
);`
	return l.exec(ctx, "create work tables", statements)
}

// dropWork drops the work tables, which hold received values, whatever became of the load.
func (l *loader) dropWork(ctx context.Context) error {
	return errors.Join(dropTemporary(ctx, l.conn), l.detachWorking(ctx))
}

func dropTemporary(ctx context.Context, conn *sql.Conn) error {
	names, err := temporaryTables(ctx, conn)
	if err != nil {
		return fmt.Errorf("drop work tables: %w", withoutValues(ctx, err))
	}
	if len(names) == 0 {
		return nil
	}
	var statements []string
	for _, name := range names {
		statements = append(statements, "drop table temp."+warehouse.QuoteName(name))
	}
	return execOn(ctx, conn, "drop work tables", strings.Join(statements, "; "))
}

// temporaryTables are those of a connection.
func temporaryTables(ctx context.Context, conn *sql.Conn) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, "select table_name from duckdb_tables() where temporary order by table_name")
	if err != nil {
		return nil, err
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

// table is the file's table, once it is recognised.
func (f *inputFile) table() *table { return f.layout.table }

func (t *table) typedName() string { return "typed_" + t.kind + "_" + t.Name }

// refusedName is the table of refused records, which exists of tables with amounts only.
func (t *table) refusedName() string { return "refused_" + t.kind + "_" + t.Name }

// sharedName is the table of keys that several typed records have, which exists of tables with an identity.
func (t *table) sharedName() string { return "shared_" + t.kind + "_" + t.Name }

func (t *table) rawName() string { return "raw." + t.kind + "_" + t.Name }

// job is a file to read, and what for.
type job struct {
	extract int
	path    string
	mapRole string // cost_centres, accounts; "" for the entry's own files
	name    string // of what is no file of the extracts, "" for a file
	rejects string // where its reject file goes, "" for beside the file
}

// listJobs lists the files to read. What a query gives is a file by then.
func (l *loader) listJobs(ctx context.Context, extracts []Extract) (jobs []job, err error) {
	for i, e := range extracts {
		if e.Database != nil {
			j, err := l.runQuery(ctx, i, e)
			if err != nil {
				return nil, err
			}
			jobs = append(jobs, j)
		}
		for _, path := range e.Paths {
			if !strings.HasSuffix(path, RejectsSuffix) {
				jobs = append(jobs, job{extract: i, path: path})
			}
		}
		if e.CostCentres != "" {
			jobs = append(jobs, job{extract: i, path: e.CostCentres, mapRole: "cost_centres"})
		}
		if e.Accounts != "" {
			jobs = append(jobs, job{extract: i, path: e.Accounts, mapRole: "accounts"})
		}
	}
	return jobs, nil
}

// stageAll brings the records of all files into raw.
func (l *loader) stageAll(ctx context.Context, jobs []job, extracts []Extract, areas []string) error {
	l.seen, l.contents = map[string]*inputFile{}, map[content]*inputFile{}
	for done, j := range jobs {
		if l.Progress != nil {
			l.Progress(done, len(jobs), l.relative(j.path))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.stageJob(ctx, j, extracts[j.extract], areas[j.extract]); err != nil {
			return err
		}
	}
	if l.Progress != nil {
		l.Progress(len(jobs), len(jobs), "")
	}
	if err := l.useThreads(ctx, false); err != nil {
		return err
	}
	for _, group := range l.groups {
		if err := l.readGroup(ctx, group); err != nil {
			return err
		}
	}
	if err := l.finishFiles(ctx); err != nil {
		return err
	}
	return l.insert(ctx, "audit.notice (source_file, column_name, rule, message)", l.notes)
}

// finishFiles asserts that no file changed while it was read and says what was read of each.
func (l *loader) finishFiles(ctx context.Context) error {
	for _, file := range l.files {
		if file.layout == nil {
			continue
		}
		if file.copyOf != nil {
			file.read = file.copyOf.read
		}
		if file.table().nested && file.layout.headerRow == 0 && file.read == 0 {
			continue // a document need not hold every element
		}
		after, err := os.Stat(file.path)
		if err != nil || after.Size() != file.before.Size() || !after.ModTime().Equal(file.before.ModTime()) {
			return fmt.Errorf("read %s: the file changed while it was read: run again when it is complete", file.name)
		}
		if file.read == 0 {
			l.note(file.name, "no-records", "has a header and no records")
		}
		if file.copyOf == nil {
			l.noteForm(file)
		}
		l.Log.InfoContext(ctx, "file read", slog.String("file", file.name), slog.String("kind", file.src.Kind),
			slog.String("table", file.layout.table.Name), slog.Int64("records", file.read))
	}
	return nil
}

// noteForm notes what of a file's bytes was read otherwise than as they stand.
func (l *loader) noteForm(file *inputFile) {
	if file.survey.carrier() != carrierCSV {
		return
	}
	if file.survey.latin {
		l.note(file.name, "encoding", "is not UTF-8: read as Windows-1252")
	}
	if file.survey.mark {
		l.note(file.name, "byte-order-mark", "begins with a byte order mark: ignored")
	}
	if file.survey.lineEnds != "" && file.read > 0 {
		l.note(file.name, "line-ends", file.survey.lineEnds)
	}
}

func (l *loader) stageJob(ctx context.Context, j job, e Extract, area string) error {
	if before, again := l.seen[j.path]; again {
		if before.layout != nil && before.layout.table.Map != "" {
			return l.useMap(ctx, j, before)
		}
		if before.layout != nil {
			l.note(before.name, "named-twice", "is named by two extract entries: read once, for the first")
		}
		return nil
	}
	file := &inputFile{
		id: len(l.files) + 1, extract: j.extract, path: j.path, name: l.nameOf(j),
		rejects: cmp.Or(j.rejects, j.path+RejectsSuffix), src: l.source(e.Kind), area: area,
	}
	l.seen[j.path] = file
	l.files = append(l.files, file)
	fault, err := l.readFile(ctx, file, j, e)
	if err != nil {
		return fmt.Errorf("read %s: %w", file.name, err)
	}
	if fault != nil {
		l.giveUp(ctx, file, fault)
	}
	return nil
}

// giveUp records that a file could not be read as its kind.
func (l *loader) giveUp(ctx context.Context, file *inputFile, fault *FileFault) {
	fault.File = file.name
	file.layout, file.read = nil, 0
	l.report.FileFaults = append(l.report.FileFaults, *fault)
	l.Log.InfoContext(ctx, "file not read", slog.String("file", file.name), slog.String("kind", file.src.Kind), slog.String("fault", fault.Message))
}

// readFile brings one file's records into its raw table, or says why it cannot.
func (l *loader) readFile(ctx context.Context, file *inputFile, j job, e Extract) (*FileFault, error) {
	var err error
	if file.before, err = os.Stat(file.path); err != nil {
		return unreadableFile("cannot be opened"), nil
	}
	if file.survey, err = surveyHead(file.path); err != nil {
		return unreadableFile("cannot be read"), nil
	}
	document := file.survey.carrier() == carrierXML && file.src.carriedBy(carrierXML) && j.mapRole == ""
	if err := l.useThreads(ctx, document); err != nil {
		return nil, err
	}
	if document {
		return l.readCarrier(ctx, carrierXML, file, j, e) // it is hashed while it is taken apart
	}
	if file.survey, err = surveyFile(file.path); err != nil {
		return unreadableFile("cannot be read"), nil
	}
	switch carrier := file.survey.carrier(); {
	case carrier != carrierCSV && file.src.carriedBy(carrier):
		return l.readCarrier(ctx, carrier, file, j, e)
	case file.survey.fault != nil:
		return file.survey.fault, nil
	case carrier != carrierCSV || !file.src.carriedBy(carrierCSV):
		return wrongCarrier(file.src, carrier), nil
	}
	records, rows, err := file.survey.headRecords()
	if err != nil {
		return &FileFault{Kind: "unrecognised", Message: "not recognised by its columns: " + err.Error(), Wanted: wantedTables(file.src, nil)}, nil
	}
	layout, fault := recognise(file.src, records, rows)
	if fault != nil && fault.Kind == "unrecognised" {
		lines, err := file.survey.headLines()
		if err != nil {
			return nil, err
		}
		return cmp.Or(otherSeparator(file.src, lines), fault), nil
	}
	if fault != nil {
		return fault, nil
	}
	if fault := l.settle(file, layout, j, e); fault != nil {
		return fault, nil
	}
	if file.area == "" && layout.table.AreaColumn == "" {
		return noAuthority(), nil
	}
	file.layout, file.survey.head = layout, nil // thousands of heads would add up
	file.copyOf = l.sameContent(file)
	if layout.table.Map != "" {
		if err := l.useMap(ctx, j, cmp.Or(file.copyOf, file)); err != nil {
			return nil, err
		}
	}
	if file.copyOf != nil {
		l.note(file.name, "same-content", "is the same as "+file.copyOf.name+": read once")
		return nil, nil
	}
	return nil, l.readRecords(ctx, file)
}

func unreadableFile(message string) *FileFault {
	return &FileFault{Kind: "unreadable", Message: message, Wanted: "a file that can be read"}
}

// settle decides the file's authority and collection year.
func (l *loader) settle(file *inputFile, layout *layout, j job, e Extract) *FileFault {
	tbl := layout.table
	if j.mapRole != "" && tbl.Map != j.mapRole {
		return &FileFault{
			Row: layout.headerRow, Kind: "header", Message: "is no map of " + strings.ReplaceAll(j.mapRole, "_", " "),
			Wanted: "the columns of the map that the extract names",
		}
	}
	if tbl.AreaColumn != "" {
		file.area = ""
	}
	if !slices.ContainsFunc(file.src.Tables, func(t *table) bool { return t.NeedsYear }) {
		return nil
	}
	var fault *FileFault
	if file.year, fault = collectionYear(file.name, e.Year); fault != nil {
		return fault
	}
	if tbl.NeedsYear && file.year == 0 {
		return noYear()
	}
	return nil
}

func noAuthority() *FileFault {
	return &FileFault{
		Kind: "authority", Message: "does not name its authority",
		Wanted: "authority: on the extract, with one of the configured codes",
	}
}

func noYear() *FileFault {
	return &FileFault{
		Kind: "year", Message: "has no collection year",
		Wanted: "four digits (or 2024-25, 202425) in the file's or its folder's name, or year: on the extract",
	}
}

// content is what makes two files one: the same bytes for the same authority, table and year.
type content struct {
	sha256 string
	kind   string
	table  *table // nil of a document or a workbook
	area   string
	year   int
}

// sameContent finds an earlier file with the same content; the first of each is remembered.
func (l *loader) sameContent(file *inputFile) *inputFile {
	key := content{file.survey.sha256, file.src.Kind, file.layout.table, file.area, file.year}
	if first, found := l.contents[key]; found {
		return first
	}
	l.contents[key] = file
	return nil
}

func (l *loader) useMap(ctx context.Context, j job, file *inputFile) error {
	return l.exec(ctx, "use map", "insert into load_map select ?::integer as extract_no, ?::integer as file_id except select extract_no, file_id from load_map",
		j.extract, file.id)
}

// registerFiles writes the files that were read to the work tables.
func (l *loader) registerFiles(ctx context.Context) error {
	if err := l.exec(ctx, "create work tables", `
create or replace table working.load_file (
    file_id integer primary key,
    extract_no integer,
    kind varchar,
    table_name varchar,
    source_file load_name,
    area_code load_area,
    collection_year integer,
    header_row bigint,
    records bigint,
    iso_dates boolean default false
)`); err != nil {
		return err
	}
	var files, headers []string
	for _, file := range l.files {
		if file.layout == nil {
			continue
		}
		tbl := file.layout.table
		files = append(files, fmt.Sprintf("(%d, %d, %s, %s, %s, nullif(%s, ''), nullif(%d, 0), %d, %d, false)", file.id, file.extract,
			warehouse.Quote(file.src.Kind), warehouse.Quote(tbl.Name), warehouse.Quote(file.name), warehouse.Quote(file.area), file.year,
			file.layout.headerRow, file.read))
		for i, col := range tbl.Columns {
			headers = append(headers, fmt.Sprintf("(%d, %s, %s, %d)", file.id, warehouse.Quote(col.Name),
				warehouse.Quote(file.layout.spelledAs(col.Name)), i+1))
		}
	}
	if err := l.insert(ctx, "load_file", files); err != nil {
		return err
	}
	return l.insert(ctx, "load_header", headers)
}

// insert writes rows, each an SQL tuple, a few thousand at a time.
func (l *loader) insert(ctx context.Context, table string, tuples []string) error {
	for batch := range slices.Chunk(tuples, 2000) {
		if err := l.exec(ctx, "write "+table, "insert into "+table+" values "+strings.Join(batch, ", ")); err != nil {
			return err
		}
	}
	return nil
}

// note keeps something accepted about a whole file for audit.notice. A statement for each would cost
// more than the records of a small file.
func (l *loader) note(file, rule, message string) {
	l.notes = append(l.notes, fmt.Sprintf("(%s, null, %s, %s)", warehouse.Quote(file), warehouse.Quote(rule), warehouse.Quote(message)))
}
