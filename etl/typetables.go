package etl

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// typeTables types the records of all tables, two tables at a time.
func (l *loader) typeTables(ctx context.Context) error {
	var tables []*table
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			if _, read := l.tables[tbl.rawName()]; read {
				tables = append(tables, tbl)
			}
		}
	}
	// What others wait for first, then the largest, so that none begins when the others are about to end.
	slices.SortStableFunc(tables, func(a, b *table) int { return cmp.Compare(l.weight(b, tables), l.weight(a, tables)) })
	steps := []func(l *loader, ctx context.Context, tbl *table) error{(*loader).typeTable, (*loader).refuseRecords, (*loader).noteRecords}
	const typing, refusing, count = 0, 1, 3
	tasks := make([]task, count*len(tables))
	for i, tbl := range tables {
		for step, do := range steps {
			t := &tasks[count*i+step]
			t.run = func(ctx context.Context, conn *sql.Conn) error { return do(l.on(conn), ctx, tbl) }
			if step > 0 {
				t.after = append(t.after, count*i+step-1)
			}
			// A record follows its parent's, whatever it carries.
			if parent := slices.Index(tables, tbl.parent); parent >= 0 && (step == refusing || step == typing && len(tbl.Carries) > 0) {
				t.after = append(t.after, count*parent+refusing)
			}
		}
	}
	return l.runTasks(ctx, tasks)
}

// values is how many values were read of the table.
func (l *loader) values(tbl *table) int64 { return l.records(tbl) * int64(len(tbl.Columns)) }

// weight is how many values wait for the table to be typed, its own among them.
func (l *loader) weight(tbl *table, tables []*table) int64 {
	weight := l.values(tbl)
	for _, other := range tables {
		if other.parent == tbl && len(other.Carries) > 0 {
			weight += l.weight(other, tables)
		}
	}
	return weight
}

// records is how many were read of the table.
func (l *loader) records(tbl *table) (count int64) {
	for _, file := range l.files {
		if file.layout != nil && file.layout.table == tbl && file.copyOf == nil {
			count += file.read
		}
	}
	return count
}
