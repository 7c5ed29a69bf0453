package etl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// stagedTable holds the records of all files of one of a kind's tables, as text, until they are
// typed. Rows stand in the order of their files, so a record's row follows from its rowid.
type stagedTable struct {
	table *table
	name  string   // of the temporary table
	extra []string // kept extra columns
}

// createWork creates the temporary tables that a load shares.
func (l *loader) createWork(ctx context.Context) error {
	const statements = `
create schema if not exists raw;

create or replace temp table load_file (
    file_id integer primary key,
    extract_no integer,
    kind varchar,
    table_name varchar,
    source_file varchar,
    area_code varchar,
    collection_year integer,
    header_row bigint,
    first_rowid bigint,
    iso_dates boolean default false
);

-- The maps that a ledger's entry is read with: several entries may share one file.
create or replace temp table load_map (
    extract_no integer,
    file_id integer
);

create or replace temp table load_header (
    file_id integer,
    column_name varchar,
    spelled varchar,
    column_no integer
);

-- Faults with the value as received, which goes to the reject file and nowhere else.
create or replace temp table load_fault (
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

// dropWork drops the temporary tables, which hold received values, whatever became of the load.
func (l *loader) dropWork(ctx context.Context) error {
	names := []string{"load_file", "load_map", "load_header", "load_fault", "load_repeat"}
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			names = append(names, tbl.stageName(), tbl.typedName())
		}
	}
	for _, name := range names {
		if err := l.exec(ctx, "drop work tables", "drop table if exists temp."+name); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) stageName() string { return "stage_" + t.kind + "_" + t.Name }
func (t *table) typedName() string { return "typed_" + t.kind + "_" + t.Name }
func (t *table) rawName() string   { return "raw." + t.kind + "_" + t.Name }

// job is a file to read, and what for.
type job struct {
	extract int
	path    string
	mapRole string // cost_centres, accounts; "" for the entry's own files
}

func (l *loader) stageAll(ctx context.Context, extracts []Extract, areas []string) error {
	var jobs []job
	for i, e := range extracts {
		for _, path := range e.Paths {
			if !strings.HasSuffix(path, rejectsSuffix) {
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
	l.seen = map[string]*inputFile{}
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
	return nil
}

func (l *loader) stageJob(ctx context.Context, j job, e Extract, area string) error {
	if before, again := l.seen[j.path]; again {
		if before.layout != nil && before.layout.table.Map != "" {
			return l.useMap(ctx, j, before)
		}
		if before.layout != nil {
			return l.note(ctx, before.name, "", "named-twice", "is named by two extract entries: read once, for the first")
		}
		return nil
	}
	file := &inputFile{
		id: len(l.files) + 1, extract: j.extract, path: j.path, name: l.relative(j.path),
		src: l.source(e.Kind), area: area,
	}
	l.seen[j.path] = file
	l.files = append(l.files, file)
	fault, err := l.readFile(ctx, file, j, e)
	if err != nil {
		return fmt.Errorf("read %s: %w", file.name, err)
	}
	if fault != nil {
		fault.File = file.name
		l.report.FileFaults = append(l.report.FileFaults, *fault)
		l.Log.WarnContext(ctx, "file not read", "file", file.name, "kind", file.src.Kind, "fault", fault.Message)
		return nil
	}
	l.Log.InfoContext(ctx, "file read", "file", file.name, "kind", file.src.Kind, "table", file.layout.table.Name, "records", file.read)
	return nil
}

// readFile brings one file's records into its staged table, or says why it cannot.
func (l *loader) readFile(ctx context.Context, file *inputFile, j job, e Extract) (*FileFault, error) {
	before, err := os.Stat(file.path)
	if err != nil {
		return &FileFault{Kind: "unreadable", Message: "cannot be opened", Wanted: "a file that can be read"}, nil
	}
	if file.survey, err = surveyFile(file.path); err != nil {
		return &FileFault{Kind: "unreadable", Message: "cannot be read", Wanted: "a file that can be read"}, nil
	}
	if file.survey.fault != nil {
		return file.survey.fault, nil
	}
	records, rows, err := file.survey.headRecords()
	if err != nil {
		return &FileFault{Kind: "unrecognised", Message: "not recognised by its columns: " + err.Error(), Wanted: wantedTables(file.src, nil)}, nil
	}
	layout, fault := recognise(file.src, records, rows)
	if fault != nil {
		return fault, nil
	}
	if fault := l.settle(file, layout, j, e); fault != nil {
		return fault, nil
	}
	file.layout = layout
	if err := l.register(ctx, file); err != nil {
		return nil, err
	}
	if file.copyOf = l.sameContent(file); file.copyOf != nil {
		file.read = file.copyOf.read
		return nil, l.note(ctx, file.name, "", "same-content", "is the same as "+file.copyOf.name+": read once")
	}
	if err := l.stageRecords(ctx, file); err != nil {
		return nil, err
	}
	if layout.table.Map != "" {
		if err := l.useMap(ctx, j, file); err != nil {
			return nil, err
		}
	}
	after, err := os.Stat(file.path)
	if err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return nil, errors.New("the file changed while it was read: run again when it is complete")
	}
	return nil, nil
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
	if file.year = collectionYear(file.name); file.year == 0 {
		file.year = e.Year
	}
	if tbl.NeedsYear && file.year == 0 {
		return &FileFault{
			Kind: "year", Message: "has no collection year",
			Wanted: "four digits (or 2024-25, 202425) in the file's or its folder's name, or year: on the extract",
		}
	}
	return nil
}

// sameContent finds a file with the same bytes read for the same authority, table and year.
func (l *loader) sameContent(file *inputFile) *inputFile {
	for _, other := range l.files[:file.id-1] {
		if other.layout != nil && other.copyOf == nil && other.survey.sha256 == file.survey.sha256 &&
			other.layout.table == file.layout.table && other.area == file.area && other.year == file.year {
			return other
		}
	}
	return nil
}

func (l *loader) useMap(ctx context.Context, j job, file *inputFile) error {
	return l.exec(ctx, "use map", "insert into load_map select ?::integer as extract_no, ?::integer as file_id except select extract_no, file_id from load_map",
		j.extract, file.id)
}

func (l *loader) register(ctx context.Context, file *inputFile) error {
	tbl := file.layout.table
	err := l.exec(ctx, "register file", `
insert into load_file (file_id, extract_no, kind, table_name, source_file, area_code, collection_year, header_row)
values (?, ?, ?, ?, ?, nullif(?, ''), nullif(?, 0), ?)`,
		file.id, file.extract, file.src.Kind, tbl.Name, file.name, file.area, file.year, file.layout.headerRow)
	if err != nil {
		return err
	}
	var values []string
	for i, col := range tbl.Columns {
		values = append(values, fmt.Sprintf("(%d, %s, %s, %d)", file.id, warehouse.Quote(col.Name),
			warehouse.Quote(file.layout.spelledAs(col.Name)), i+1))
	}
	return l.exec(ctx, "register header", "insert into load_header values "+strings.Join(values, ", "))
}

// note records something accepted about a whole file.
func (l *loader) note(ctx context.Context, file, column, rule, message string) error {
	return l.exec(ctx, "write notice",
		"insert into audit.notice (source_file, column_name, rule, message) values (?, nullif(?, ''), ?, ?)",
		file, column, rule, message)
}

// stageRecords brings the file's records in: by the database where its lines are records, else
// record by record.
func (l *loader) stageRecords(ctx context.Context, file *inputFile) error {
	staged, err := l.stagedFor(ctx, file.layout)
	if err != nil {
		return err
	}
	if len(file.layout.extra) > 0 {
		message := fmt.Sprintf("has columns that the table does not know, kept as received: %s", strings.Join(file.layout.extra, ", "))
		if err := l.note(ctx, file.name, "", "extra-columns", message); err != nil {
			return err
		}
	}
	if file.survey.latin {
		if err := l.note(ctx, file.name, "", "encoding", "is not UTF-8: read as Windows-1252"); err != nil {
			return err
		}
	}
	direct := file.survey.plain && file.layout.headerRow == 1 && !strings.ContainsAny(file.path, "*?[]{}")
	if direct && file.survey.lines > 1 {
		direct, err = l.readDirect(ctx, file, staged)
		if err != nil {
			return err
		}
	}
	if direct {
		file.read = file.survey.lines - 1
	} else if err := l.readRecords(ctx, file, staged); err != nil {
		return err
	}
	if file.read == 0 {
		return l.note(ctx, file.name, "", "no-records", "has a header and no records")
	}
	return nil
}

// stagedFor creates the staged table when it is first needed and adds the file's extra columns.
func (l *loader) stagedFor(ctx context.Context, layout *layout) (*stagedTable, error) {
	tbl := layout.table
	staged, ok := l.tables[tbl.stageName()]
	if !ok {
		staged = &stagedTable{table: tbl, name: tbl.stageName()}
		columns := []string{"file_id integer", "source_row bigint"}
		for _, col := range tbl.Columns {
			columns = append(columns, warehouse.QuoteName(col.Name)+" varchar")
		}
		statement := fmt.Sprintf("create or replace temp table %s (%s)", staged.name, strings.Join(columns, ", "))
		if err := l.exec(ctx, "create staged table", statement); err != nil {
			return nil, err
		}
		l.tables[staged.name] = staged
	}
	for _, name := range layout.extra {
		if slices.ContainsFunc(staged.extra, func(have string) bool { return strings.EqualFold(have, name) }) {
			continue
		}
		statement := fmt.Sprintf("alter table %s add column %s varchar", staged.name, warehouse.QuoteName(name))
		if err := l.exec(ctx, "add column", statement); err != nil {
			return nil, err
		}
		staged.extra = append(staged.extra, name)
	}
	return staged, nil
}

// readCSV is the call that reads a file of the given columns as text. Names must be given: the
// database would match by position without a word. A line end must not be given: one that does not
// match loads nothing, without a word.
func readCSV(path string, columns []string) string {
	list := make([]string, len(columns))
	for i, column := range columns {
		list[i] = column + ": 'VARCHAR'"
	}
	return fmt.Sprintf("read_csv(%s, columns = {%s}, header = true, auto_detect = false, delim = ',', quote = '\"', "+
		"escape = '\"', strict_mode = true, null_padding = false, ignore_errors = false, compression = 'none')",
		warehouse.Quote(path), strings.Join(list, ", "))
}

// readDirect lets the database read the file. It says false when the file's records are not what
// they seemed; then nothing was staged.
func (l *loader) readDirect(ctx context.Context, file *inputFile, staged *stagedTable) (bool, error) {
	quoted := make([]string, len(file.layout.names))
	for i, name := range file.layout.names {
		quoted[i] = warehouse.Quote(name)
	}
	names := quoteNames(file.layout.names)
	statement := fmt.Sprintf("insert into %s (file_id, %s) select %d, %s from %s",
		staged.name, names, file.id, names, readCSV(file.path, quoted))
	result, err := l.conn.ExecContext(ctx, statement)
	if err != nil {
		// The message would quote the line; the slow reader finds the same fault and its row.
		return false, ctx.Err()
	}
	count, err := result.RowsAffected()
	if err != nil {
		return false, err
	}
	if count != file.survey.lines-1 {
		return false, l.exec(ctx, "take back records", fmt.Sprintf("delete from %s where file_id = %d", staged.name, file.id))
	}
	return true, nil
}

func (l *loader) tempFolder() (string, error) {
	if l.temp == "" {
		folder, err := os.MkdirTemp("", "sightline-")
		if err != nil {
			return "", err
		}
		l.temp = folder
	}
	return l.temp, nil
}

// readRecords splits the file itself, writes the sound records to a clean copy for the database and
// the others to a list of faults, and stages both.
func (l *loader) readRecords(ctx context.Context, file *inputFile, staged *stagedTable) (err error) {
	folder, err := l.tempFolder()
	if err != nil {
		return err
	}
	goodPath := filepath.Join(folder, fmt.Sprintf("good_%d.csv", file.id))
	badPath := filepath.Join(folder, fmt.Sprintf("bad_%d.csv", file.id))
	defer func() { err = errors.Join(err, os.Remove(goodPath), os.Remove(badPath)) }()
	split, err := splitFile(file, goodPath, badPath)
	if err != nil {
		return err
	}
	file.read = split.good + split.bad
	if split.good > 0 {
		names := quoteNames(file.layout.names)
		quoted := []string{"'source_row'"}
		for _, name := range file.layout.names {
			quoted = append(quoted, warehouse.Quote(name))
		}
		statement := fmt.Sprintf("insert into %s (file_id, source_row, %s) select %d, source_row::bigint, %s from %s",
			staged.name, names, file.id, names, readCSV(goodPath, quoted))
		if err := l.exec(ctx, "stage records", statement); err != nil {
			return err
		}
	}
	if split.bad > 0 {
		statement := fmt.Sprintf("insert into load_fault select %d, source_row::bigint, null, kind, wanted, 'row', received from %s",
			file.id, readCSV(badPath, []string{"source_row", "kind", "wanted", "received"}))
		if err := l.exec(ctx, "stage faults", statement); err != nil {
			return err
		}
	}
	if split.before > 0 {
		message := fmt.Sprintf("has %d rows above the header: ignored", split.before)
		if err := l.note(ctx, file.name, "", "title-rows", message); err != nil {
			return err
		}
	}
	if split.blank > 0 {
		message := fmt.Sprintf("has %d blank rows: ignored", split.blank)
		return l.note(ctx, file.name, "", "blank-rows", message)
	}
	return nil
}
