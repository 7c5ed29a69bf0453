package etl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sightline/etl/warehouse"
)

// readRecords brings the file's records in: by the database where its lines are records, else
// record by record.
func (l *loader) readRecords(ctx context.Context, file *inputFile) error {
	if err := l.createRaw(ctx, file.layout); err != nil {
		return err
	}
	if len(file.layout.extra) > 0 {
		message := fmt.Sprintf("has columns that the table does not know, kept as received: %s", strings.Join(file.layout.extra, ", "))
		l.note(file.name, "extra-columns", message)
	}
	even := file.survey.commas == file.survey.lines*int64(len(file.layout.names)-1)
	direct := file.survey.plain && even && file.layout.headerRow == 1 && !strings.ContainsAny(file.path, "*?[]{}")
	if !direct {
		return l.readSplit(ctx, file)
	}
	file.read = file.survey.lines - 1
	if file.read == 0 {
		return nil
	}
	key := file.layout.table.rawName() + "\x00" + strings.Join(file.layout.names, "\x00")
	for _, group := range l.groups {
		if group.key == key && group.size+file.survey.size <= maxGroupBytes && len(group.files) < maxGroupFiles {
			group.files, group.size = append(group.files, file), group.size+file.survey.size
			return nil
		}
	}
	l.groups = append(l.groups, &fileGroup{key: key, files: []*inputFile{file}, size: file.survey.size})
	return nil
}

// A monthly run has many small files, and a statement costs more than a small file's records. So
// files with the same columns are read together, up to these limits.
const (
	maxGroupBytes = 64 << 20
	maxGroupFiles = 500
)

// fileGroup is files whose lines are records and whose columns are the same, in the same order.
type fileGroup struct {
	key   string
	files []*inputFile
	size  int64
}

// readGroup reads a group with one statement. If anything is amiss in any file it reads each by
// itself, and a file that is amiss record by record.
func (l *loader) readGroup(ctx context.Context, group *fileGroup) error {
	done, err := l.readDirect(ctx, group.files)
	if err != nil || done {
		return err
	}
	for _, file := range group.files {
		if len(group.files) > 1 {
			if done, err = l.readDirect(ctx, []*inputFile{file}); err != nil {
				return err
			}
		}
		if !done {
			if err := l.readSplit(ctx, file); err != nil {
				return err
			}
		}
	}
	return nil
}

// createRaw creates the raw table when it is first needed and adds the file's extra columns.
func (l *loader) createRaw(ctx context.Context, layout *layout) error {
	l.making.Lock()
	defer l.making.Unlock()
	tbl := layout.table
	raw, ok := l.tables[tbl.rawName()]
	if !ok {
		raw = &rawTable{table: tbl}
		columns := []string{"file_id integer not null" + packed, "source_file " + working + ".load_name not null" + packed, "source_row bigint" + packed}
		if tbl.nested {
			columns = append(columns, "parent_row bigint"+packed, "source_line bigint"+packed)
		}
		for _, col := range tbl.Columns {
			columns = append(columns, warehouse.QuoteName(col.Name)+" varchar")
		}
		statement := fmt.Sprintf("create table %s (%s)", tbl.rawName(), strings.Join(columns, ", "))
		if err := l.exec(ctx, "create raw table", statement); err != nil {
			return err
		}
		l.tables[tbl.rawName()] = raw
	}
	for _, name := range layout.extra {
		if slices.ContainsFunc(raw.extra, func(have string) bool { return strings.EqualFold(have, name) }) {
			continue
		}
		statement := fmt.Sprintf("alter table %s add column %s varchar", tbl.rawName(), warehouse.QuoteName(name))
		if err := l.exec(ctx, "add column", statement); err != nil {
			return err
		}
		raw.extra = append(raw.extra, name)
	}
	return nil
}

// readCSV is the call that reads a file of the given columns as text. Names must be given: the
// database would match by position without a word. A line end must not be given: one that does not
// match loads nothing, without a word.
//
// from is a path or a list of paths, size the size of the largest or more. The database sets aside sixteen times the longest line that it
// expects, 32 MB, which is what reading a small file would cost; so it is told.
func readCSV(from string, size int64, columns []string) string {
	list := make([]string, len(columns))
	for i, column := range columns {
		list[i] = column + ": 'VARCHAR'"
	}
	longest := min(max(size, 4<<10), 2<<20)
	return fmt.Sprintf("read_csv(%s, columns = {%s}, max_line_size = %d, buffer_size = %d, header = true, auto_detect = false, delim = ',', quote = '\"', "+
		"escape = '\"', strict_mode = true, null_padding = false, ignore_errors = false, compression = 'none')",
		from, strings.Join(list, ", "), longest, 16*longest)
}

// readDirect lets the database read files with the same columns. It says false when their records
// are not what they seemed; then nothing was kept.
func (l *loader) readDirect(ctx context.Context, files []*inputFile) (done bool, err error) {
	layout := files[0].layout
	quoted := make([]string, len(layout.names))
	for i, name := range layout.names {
		quoted[i] = warehouse.Quote(name)
	}
	var paths, ids, sources []string
	var size, want int64
	for _, file := range files {
		paths = append(paths, warehouse.Quote(file.path))
		ids = append(ids, strconv.Itoa(file.id))
		sources = append(sources, warehouse.Quote(file.name))
		size, want = max(size, file.survey.size), want+file.survey.lines-1
	}
	names := quoteNames(layout.names)
	// The list of paths keeps its order, and so do the records of each file; a join with the files
	// would keep neither.
	id, source, from := ids[0], sources[0], paths[0]
	if len(files) > 1 {
		id = "[" + strings.Join(ids, ", ") + "][file_index::bigint + 1]"
		source = "([" + strings.Join(sources, ", ") + "]::working.load_name[])[file_index::bigint + 1]"
		from = "[" + strings.Join(paths, ", ") + "]"
	}
	statement := fmt.Sprintf("insert into %s (file_id, source_file, %s) select %s, %s, %s from %s",
		layout.table.rawName(), names, id, source, names, readCSV(from, size, quoted))
	tx, err := l.conn.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() {
		if !done {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	result, err := tx.ExecContext(ctx, statement)
	if err != nil {
		// The message would quote the line; the slow reader finds the same fault and its row.
		return false, ctx.Err()
	}
	if count, err := result.RowsAffected(); err != nil || count != want {
		return false, err
	}
	return true, tx.Commit()
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

// readSplit splits the file itself, writes the sound records to a clean copy for the database and
// the others to a list of faults, and brings both in.
func (l *loader) readSplit(ctx context.Context, file *inputFile) (err error) {
	folder, err := l.tempFolder()
	if err != nil {
		return err
	}
	goodPath := filepath.Join(folder, fmt.Sprintf("good_%d.csv", file.id))
	badPath := filepath.Join(folder, fmt.Sprintf("bad_%d.csv", file.id))
	defer func() { err = errors.Join(err, os.Remove(goodPath), os.Remove(badPath)) }()
	split, err := splitFile(file, goodPath, badPath)
	if errors.Is(err, errLongLine) {
		l.giveUp(ctx, file, &FileFault{Kind: "unreadable", Message: "has a line longer than 1 MB", Wanted: "records of a few hundred characters"})
		return nil
	}
	if err != nil {
		return err
	}
	file.read = split.good + split.bad
	return l.keepSplit(ctx, file, split, goodPath, badPath)
}

// keepSplit brings in the sound records and the faults that a file was split into.
func (l *loader) keepSplit(ctx context.Context, file *inputFile, split splitCount, goodPath, badPath string) error {
	if split.good > 0 {
		names := quoteNames(file.layout.names)
		quoted := []string{"'source_row'"}
		for _, name := range file.layout.names {
			quoted = append(quoted, warehouse.Quote(name))
		}
		statement := fmt.Sprintf("insert into %s (file_id, source_file, source_row, %s) select %d, %s, source_row::bigint, %s from %s",
			file.layout.table.rawName(), names, file.id, warehouse.Quote(file.name), names, readCSV(warehouse.Quote(goodPath), split.size, quoted))
		if err := l.exec(ctx, "keep records", statement); err != nil {
			return err
		}
	}
	if split.bad > 0 {
		statement := fmt.Sprintf("insert into load_fault select %d, source_row::bigint, null, kind, wanted, 'row', received from %s",
			file.id, readCSV(warehouse.Quote(badPath), split.size, []string{"source_row", "kind", "wanted", "received"}))
		if err := l.exec(ctx, "keep faults", statement); err != nil {
			return err
		}
	}
	if split.before > 0 {
		l.note(file.name, "title-rows", fmt.Sprintf("has %d rows above the header: ignored", split.before))
	}
	if split.blank > 0 {
		l.note(file.name, "blank-rows", fmt.Sprintf("has %d blank rows: ignored", split.blank))
	}
	return nil
}
