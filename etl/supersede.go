package etl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"sightline/etl/warehouse"
)

// Two files of one return and year may be two versions of it, or two parts. Versions: the later one
// stands, and the earlier one's records are taken out before any model reads them. A document says
// itself when it was written. CSV files of one table are versions when they share at least half of
// what the smaller one reports (a child, or a child's event on a day); else they are parts, and all
// of them stand.

// versionShare is the share of what the smaller file reports from which two files are two versions.
const versionShare = 0.5

// sameMoment is how near two files' times are that tell nothing: of files copied together.
const sameMoment = 2 * time.Second

// supersede finds the files that a later version replaces.
func (l *loader) supersede(ctx context.Context) error {
	if err := l.supersedeDocuments(ctx); err != nil {
		return err
	}
	groups := map[string][]*inputFile{}
	var keys []string
	for _, file := range l.files {
		if file.layout == nil || file.copyOf != nil || file.read == 0 || file.layout.table.ReportedBy == "" || file.later != nil {
			continue
		}
		key := fmt.Sprintf("%s %s %s %d", file.src.Kind, file.layout.table.Name, file.area, file.year)
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], file)
	}
	for _, key := range keys {
		if err := l.supersedeTables(ctx, groups[key]); err != nil {
			return err
		}
	}
	return nil
}

// supersedeDocuments lets the document written last stand for its return, authority and year.
func (l *loader) supersedeDocuments(ctx context.Context) error {
	latest := map[string]*inputFile{}
	key := func(f *inputFile) string { return fmt.Sprintf("%s %s %d", f.src.Kind, f.area, f.year) }
	records := map[string]int64{} // of a document
	for _, file := range l.files {
		records[file.path] += file.read
	}
	written := func(f *inputFile) bool {
		// A document without a record replaces nothing: it was not filled.
		return records[f.path] > 0 && f.layout != nil && f.copyOf == nil && f.year != 0 && f.isDocument() && f.src.Document.WrittenAt != ""
	}
	for _, file := range l.files {
		if !written(file) {
			continue
		}
		if best, found := latest[key(file)]; !found || best.path != file.path && l.laterThan(file, best) {
			latest[key(file)] = file
		}
	}
	said := map[string]bool{}
	for _, file := range l.files {
		if !written(file) || latest[key(file)].path == file.path {
			continue
		}
		winner := latest[key(file)]
		for _, part := range l.files {
			if part.path == winner.path && part.layout != nil && part.layout.table == file.layout.table {
				file.later = part
			}
		}
		if file.later == nil {
			file.later = winner
		}
		if !said[file.path] {
			said[file.path] = true
			if err := l.noteSuperseded(ctx, file, winner, "was written later for the same authority and year"); err != nil {
				return err
			}
		}
	}
	return nil
}

// isDocument tells whether the file's records are elements.
func (f *inputFile) isDocument() bool { return f.layout.table.nested && f.layout.headerRow == 0 }

// supersedeTables compares files of one table, authority and year with the latest of them.
func (l *loader) supersedeTables(ctx context.Context, files []*inputFile) error {
	if len(files) < 2 {
		return nil
	}
	slices.SortStableFunc(files, func(a, b *inputFile) int {
		switch {
		case l.laterThan(a, b):
			return 1
		case l.laterThan(b, a):
			return -1
		default:
			return 0
		}
	})
	for i, earlier := range files[:len(files)-1] {
		for _, later := range slices.Backward(files[i+1:]) {
			shared, only, err := l.sharedChildren(ctx, earlier, later)
			if err != nil {
				return err
			}
			if shared < versionShare {
				continue
			}
			earlier.later = later
			reason := "is a later version of it, for the same authority and year"
			if only > 0 {
				reason += fmt.Sprintf("; %d children stand only in the earlier one", only)
			}
			if err := l.noteSuperseded(ctx, earlier, later, reason); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// sharedChildren is the share of what the smaller file reports that both do, and how many children
// stand only in the earlier one.
func (l *loader) sharedChildren(ctx context.Context, earlier, later *inputFile) (share float64, only int64, err error) {
	tbl := earlier.layout.table
	var by []string
	for _, name := range tbl.reportedBy() {
		by = append(by, typed(*tbl.column(name)))
	}
	row := l.conn.QueryRowContext(ctx, fmt.Sprintf(`
with
reported as (
    select %[1]s as child, bool_or(file_id = %[2]d) as in_earlier, bool_or(file_id = %[3]d) as in_later
    from %[4]s
    where file_id in (%[2]d, %[3]d) and %[1]s is not null
    group by %[5]s
),

children as (
    select child, bool_or(in_later) as in_later from reported group by child
)

select
    coalesce(count(*) filter (in_earlier and in_later) / nullif(least(count(*) filter (in_earlier), count(*) filter (in_later)), 0), 0),
    (select count(*) from children where not in_later)
from reported`, by[0], earlier.id, later.id, tbl.typedName(), strings.Join(by, ", ")))
	if err := row.Scan(&share, &only); err != nil {
		return 0, 0, fmt.Errorf("compare %s with %s: %w", earlier.name, later.name, withoutValues(ctx, err))
	}
	return share, only, nil
}

func (l *loader) noteSuperseded(ctx context.Context, file, winner *inputFile, reason string) error {
	l.Log.InfoContext(ctx, "file superseded", slog.String("file", file.name), slog.String("by", winner.name))
	return l.insert(ctx, "audit.notice (source_file, column_name, rule, message)", []string{fmt.Sprintf("(%s, null, 'superseded', %s)",
		warehouse.Quote(file.name), warehouse.Quote("is not used: "+winner.name+" "+reason))})
}

// laterThan orders versions of one return. What a document says of itself goes first, then a date in
// the names, then the times of the files unless they lie together, then the names as a person would
// sort them.
func (l *loader) laterThan(a, b *inputFile) bool {
	if c := cmp.Compare(a.wrote, b.wrote); c != 0 && a.wrote != "" && b.wrote != "" {
		return c > 0
	}
	if da, db := dateInName(a.name), dateInName(b.name); da != "" && db != "" && da != db {
		return da > db
	}
	if gap := a.before.ModTime().Sub(b.before.ModTime()); gap.Abs() > sameMoment {
		return gap > 0
	}
	return natural(a.name) > natural(b.name)
}

var dayInName = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$)`)

// dateInName is the last date that a file's or its folder's name holds, "" without one.
func dateInName(name string) string {
	for _, part := range []string{path.Base(name), path.Base(path.Dir(name))} {
		if found := dayInName.FindAllStringSubmatch(part, -1); found != nil {
			last := found[len(found)-1]
			return last[1] + last[2] + last[3]
		}
	}
	return ""
}

var digits = regexp.MustCompile(`[0-9]+`)

// natural is a name to sort by: without its ending, numbers by their size.
func natural(name string) string {
	stem := strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	return digits.ReplaceAllStringFunc(stem, func(number string) string {
		trimmed := strings.TrimLeft(number, "0")
		return strings.Repeat("0", max(0, 12-len(trimmed))) + trimmed
	})
}

// takeOutSuperseded takes the records of superseded files out of what the models read.
func (l *loader) takeOutSuperseded(ctx context.Context) error {
	var faults []error
	for _, file := range l.files {
		if file.later != nil && file.read > 0 {
			faults = append(faults, l.exec(ctx, "take out superseded records",
				fmt.Sprintf("delete from %s where file_id = %d", file.layout.table.typedName(), file.id)))
			faults = append(faults, l.exec(ctx, "take out superseded records",
				fmt.Sprintf("update load_file set records = 0 where file_id = %d", file.id)))
		}
	}
	return errors.Join(faults...)
}
