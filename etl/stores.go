package etl

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sightline/etl/warehouse"
)

// store is a connection on which rows of a document go into raw, in one transaction. The elements of a
// large document are shared out between two of them, each element to one, so that a table's rows stand in
// the order of the document: the database is not done when the document has been taken apart, and what is
// left takes half as long.
type store struct {
	home *loader
	l    *loader       // as the store's connection sees it; nil until it is needed
	conn *sql.Conn     // of its own; nil when it is the load's
	full chan *segment // segments that wait
	size int64         // bytes that it has been given
}

// newStores are the stores of a document, of which the first is the load's own connection.
func (l *loader) newStores(plan *documentPlan) []*store {
	count := min(maxLanes, runtime.NumCPU())
	if slices.ContainsFunc(plan.elements, func(e *elementPlan) bool { return !e.handsOn() }) {
		count = 1 // rows take values from other tables, which only their own transaction sees
	}
	stores := make([]*store, count)
	for i := range stores {
		stores[i] = &store{home: l, full: make(chan *segment, segmentsAhead)}
	}
	return stores
}

// begin begins the store's transaction.
func (t *store) begin(ctx context.Context, own bool) error {
	if t.l != nil {
		return nil
	}
	if !own {
		t.l = t.home
		return t.l.exec(ctx, "begin document", "begin transaction")
	}
	conn, err := t.home.db.Conn(ctx)
	if err != nil {
		return err
	}
	t.conn, t.l = conn, t.home.on(conn)
	return t.l.exec(ctx, "begin document", "begin transaction")
}

// end ends the store's transaction.
func (t *store) end(ctx context.Context, keep bool) (err error) {
	if t.l == nil {
		return nil
	}
	l := t.l
	t.l = nil
	if t.conn != nil {
		defer func() { err = errors.Join(err, t.conn.Close()) }()
	}
	if keep {
		return l.exec(ctx, "keep document", "commit")
	}
	return l.exec(context.WithoutCancel(ctx), "leave document out", "rollback")
}

// leaveStores undoes what stores that have not ended brought in.
func leaveStores(ctx context.Context, stores []*store) error {
	var faults []error
	for _, t := range stores {
		faults = append(faults, t.end(ctx, false))
	}
	return errors.Join(faults...)
}

// keep brings a segment's rows into raw.
func (s *shredding) keep(ctx context.Context, part *segment) error {
	to := s.out[part.element].store
	if err := to.begin(ctx, to != s.stores[0]); err != nil {
		return err
	}
	for _, table := range s.tables {
		if s.plan.elementOf(table.table) != part.element {
			continue
		}
		if err := to.l.createRaw(ctx, elementLayout(table.table)); err != nil {
			return err
		}
		if err := s.keepRows(ctx, to, table, part); err != nil {
			return err
		}
	}
	return nil
}

// keepRest brings into raw what has waited for the end of the document, and lets it stay. A table without a
// record is made, too. Each store ends its transaction when it is done: to write what is left takes the time
// of a segment, and the database lets one transaction end after the other.
func (s *shredding) keepRest(ctx context.Context) error {
	var group errgroup.Group
	for _, to := range s.stores {
		group.Go(func() error {
			for _, table := range s.tables {
				rows := s.out[s.plan.elementOf(table.table)]
				if cmp.Or(rows.store, s.stores[0]) != to {
					continue
				}
				if err := to.begin(ctx, to != s.stores[0]); err != nil {
					return err
				}
				if err := to.l.createRaw(ctx, elementLayout(table.table)); err != nil {
					return err
				}
				for _, part := range rows.kept {
					if err := s.keepRows(ctx, to, table, part); err != nil {
						return err
					}
				}
			}
			return to.end(ctx, true)
		})
	}
	return group.Wait()
}

// keepRows brings rows of an element into the raw table of one of its tables.
func (s *shredding) keepRows(ctx context.Context, store *store, to *elementTable, rows *segment) error {
	tbl, element := to.table, s.plan.elements[rows.element]
	var values []string
	join := ""
	for _, col := range tbl.Columns {
		if from := col.inherits(); from != "" {
			parent := s.tables[slices.IndexFunc(s.tables, func(t *elementTable) bool { return t.table == tbl.parent })]
			join = fmt.Sprintf("left join %s as parent\n    on parent.file_id = %d and parent.source_row = shredded.parent_row", tbl.parent.rawName(), parent.id)
			values = append(values, fmt.Sprintf("parent.%s as %s", warehouse.QuoteName(from), warehouse.QuoteName(col.Name)))
			continue
		}
		values = append(values, fmt.Sprintf("shredded.c%d as %s", element.at(col.below()), warehouse.QuoteName(col.Name)))
	}
	statement := fmt.Sprintf(`
insert into %[1]s (file_id, source_file, source_row, parent_row, source_line, %[2]s)
select * from (
    select %[3]d as file_id, %[4]s as source_file, shredded.source_row, shredded.parent_row, shredded.source_line, %[5]s
    from read_parquet(%[6]s) as shredded
    %[7]s
)
where %[8]s`, tbl.rawName(), quoteNames(tbl.columnNames()), to.id, warehouse.Quote(s.name), strings.Join(values, ", "),
		warehouse.Quote(rows.path), join, cmp.Or(tbl.When, "true"))
	result, err := store.l.conn.ExecContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("keep %s: %w", tbl.Name, withoutValues(ctx, err))
	}
	kept, err := result.RowsAffected()
	to.read += kept
	return err
}
