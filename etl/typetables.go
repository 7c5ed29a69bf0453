package etl

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
)

// halvedFrom is how many records a table has whose halves are typed side by side.
const halvedFrom = 100_000

// tableTasks are the tasks of typing one table, by their number.
type tableTasks struct {
	parts         []int
	check, refuse int
}

// typeTables types the records of all tables, two tables or two halves of one at a time.
func (l *loader) typeTables(ctx context.Context) error {
	if err := l.exec(ctx, "leave tables as they are", leaveOrder); err != nil {
		return err
	}
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
	var tasks []task
	add := func(do func(l *loader, ctx context.Context) error, after ...int) int {
		run := func(ctx context.Context, conn *sql.Conn) error { return do(l.on(conn), ctx) }
		tasks = append(tasks, task{after: after, run: run})
		return len(tasks) - 1
	}
	numbers := make([]tableTasks, len(tables))
	for i, tbl := range tables {
		n, parts := &numbers[i], l.partsOf(tbl, tables)
		count := add(func(l *loader, ctx context.Context) error { return l.countTable(ctx, tbl, len(parts) > 1) })
		for _, part := range parts {
			n.parts = append(n.parts, add(func(l *loader, ctx context.Context) error { return l.typePart(ctx, tbl, part) }, count))
		}
		n.check = add(func(l *loader, ctx context.Context) error { return l.checkTable(ctx, tbl) }, n.parts...)
		n.refuse = add(func(l *loader, ctx context.Context) error { return l.refuseRecords(ctx, tbl) }, n.check)
		add(func(l *loader, ctx context.Context) error { return l.noteRecords(ctx, tbl) }, n.refuse)
	}
	for i, tbl := range tables {
		parent := slices.Index(tables, tbl.parent)
		if parent < 0 {
			continue
		}
		// A record follows its parent's, whatever it carries.
		follow := func(follower, before int) { tasks[follower].after = append(tasks[follower].after, before) }
		follow(numbers[i].refuse, numbers[parent].refuse)
		for _, part := range numbers[i].parts {
			if len(tbl.Carries) > 0 {
				follow(part, numbers[parent].check)
			}
		}
	}
	return l.runTasks(ctx, tasks)
}

// part is some of a table's raw records, which are typed by themselves. Its typed records come after those
// of the part before, whichever is typed first: records stand in the order of their files.
type part struct {
	where  string          // condition over raw; "" of the only part
	before <-chan struct{} // closed when the part before is done; nil of the first
	done   chan<- struct{}
}

// partsOf are the parts in which a table is typed: the whole, or two halves where most that there is to
// type waits for it, so that nothing else is left to do at the same time.
func (l *loader) partsOf(tbl *table, tables []*table) []part {
	var all int64
	for _, other := range tables {
		all += l.values(other)
	}
	weight, records := l.weight(tbl, tables), l.records(tbl)
	if weight == l.values(tbl) || 2*weight < all || records < halvedFrom || runtime.NumCPU() < maxLanes {
		return []part{{done: make(chan struct{})}}
	}
	first := make(chan struct{})
	return []part{
		{where: fmt.Sprintf("raw.rowid < %d", records/2), done: first},
		{where: fmt.Sprintf("raw.rowid >= %d", records/2), before: first, done: make(chan struct{})},
	}
}

// typePart types a part of a table's records.
func (l *loader) typePart(ctx context.Context, tbl *table, p part) error {
	defer close(p.done)
	what := "type " + tbl.kind + " " + tbl.Name
	checks, _ := tbl.checks()
	switch {
	case l.records(tbl) == 0:
		return l.createEmptyTyped(ctx, tbl)
	case p.where == "":
		return l.exec(ctx, what, "create or replace table working."+tbl.typedName()+" as"+typedQuery(tbl, checks, "true"))
	}
	statement := "insert into working." + tbl.typedName() + " by name" + typedQuery(tbl, checks, p.where)
	if p.before == nil {
		return l.exec(ctx, what, statement)
	}
	if err := l.exec(ctx, what, "begin transaction"); err != nil {
		return err
	}
	if err := l.exec(ctx, what, statement); err != nil {
		return errors.Join(err, l.exec(context.WithoutCancel(ctx), what, "rollback"))
	}
	<-p.before // it began first
	return l.exec(ctx, what, "commit")
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
