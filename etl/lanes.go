package etl

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"sightline/etl/warehouse"
)

// Two tasks that have nothing to do with each other run side by side, each on a connection of its own,
// which is called a lane. Temporary tables are per connection, so what tasks share stands in a catalog in
// memory that is attached while the load runs.

// working is the catalog of the tables that tasks share: typed records, faults and reports. One
// transaction may write to it or to the warehouse, not to both.
const working = "working"

// maxLanes is how many tasks run at once: the tables that they make in between add up.
const maxLanes = 2

// useThreads lets the database use one thread for each query, or all again. Where the load has something
// else to do at the same time, a second thread only waits for the first: of queries over a few row groups it
// has the shorter half, and what both write has to be put together again. A change takes some milliseconds,
// so it is made between files that differ, not for each.
func (l *loader) useThreads(ctx context.Context, single bool) error {
	if *l.single == single {
		return nil
	}
	*l.single = single
	return l.exec(ctx, "share threads", threadsOf(single))
}

func threadsOf(single bool) string {
	if single {
		return "set threads = 1"
	}
	return "reset threads"
}

// attachWorking makes the catalog that models share and lets the load's connection find its tables.
func (l *loader) attachWorking(ctx context.Context) error {
	if err := l.conn.QueryRowContext(ctx, "select current_database()").Scan(&l.catalog); err != nil {
		return fmt.Errorf("attach work tables: %w", err)
	}
	if err := l.exec(ctx, "attach work tables", "attach ':memory:' as "+working); err != nil {
		return err
	}
	l.attached = true
	return errors.Join(l.exec(ctx, "keep memory small", saveMemory), l.findWorking(ctx, l.conn))
}

// A load makes and drops large tables, two at a time. It writes each row group when it is full, not five
// together, and gives back what it has let go. While records are typed nothing is put in order in between:
// whatever a lane commits while the others rest would have every table in memory written anew.
const (
	saveMemory = "set write_buffer_row_group_count = 1; set allocator_bulk_deallocation_flush_threshold = '4MB'"
	leaveOrder = "set checkpoint_threshold = '1TB'"
	useMemory  = "reset write_buffer_row_group_count; reset allocator_bulk_deallocation_flush_threshold; reset checkpoint_threshold"
)

// findWorking lets a connection find the shared tables behind its own.
func (l *loader) findWorking(ctx context.Context, conn *sql.Conn) error {
	path := fmt.Sprintf("%s.main,%s.main", warehouse.QuoteName(l.catalog), working)
	return execOn(ctx, conn, "find work tables", "set search_path = "+warehouse.Quote(path))
}

// loseWorking makes a connection what it was before.
func (l *loader) loseWorking(ctx context.Context, conn *sql.Conn) error {
	return execOn(ctx, conn, "leave work tables", "use "+warehouse.QuoteName(l.catalog))
}

// on is the load as another connection sees it.
func (l *loader) on(conn *sql.Conn) *loader {
	other := *l
	other.conn = conn
	return &other
}

// detachWorking drops what tasks shared.
func (l *loader) detachWorking(ctx context.Context) error {
	if !l.attached {
		return nil
	}
	l.attached = false
	return errors.Join(l.useThreads(ctx, false), l.exec(ctx, "use memory", useMemory), l.loseWorking(ctx, l.conn), l.exec(ctx, "drop work tables", "detach "+working))
}

// openLanes gives the connections that tasks run on, the load's own first, and what closes the others.
func (l *loader) openLanes(ctx context.Context, count int) (lanes []*sql.Conn, closeAll func() error, err error) {
	lanes = []*sql.Conn{l.conn}
	closeAll = func() error {
		var faults []error
		for _, conn := range lanes[1:] {
			ctx := context.WithoutCancel(ctx)
			faults = append(faults, dropTemporary(ctx, conn), l.loseWorking(ctx, conn), conn.Close())
		}
		return errors.Join(faults...)
	}
	for len(lanes) < count {
		conn, err := l.db.Conn(ctx)
		if err != nil {
			return nil, nil, errors.Join(err, closeAll())
		}
		lanes = append(lanes, conn)
		if err := errors.Join(l.findWorking(ctx, conn), execOn(ctx, conn, "set the day", "set variable as_at = "+l.day())); err != nil {
			return nil, nil, errors.Join(err, closeAll())
		}
	}
	return lanes, closeAll, nil
}

// conflicts tells whether the order of two models matters: one writes what the other touches. Notices
// are counted, never read in order.
func (m *model) conflicts(other *model) bool {
	touches := func(a, b *model) bool {
		return slices.ContainsFunc(a.writes, func(name string) bool { return name != "audit.notice" && b.touches[name] })
	}
	return touches(m, other) || touches(other, m)
}

// markHome marks the models that run on the load's own connection: they share temporary tables.
func markHome(models []*model) {
	for _, m := range models {
		for _, other := range models {
			if other == m {
				continue
			}
			if slices.ContainsFunc(other.temporary, func(name string) bool { return m.mentions[name] }) ||
				slices.ContainsFunc(m.temporary, func(name string) bool { return other.mentions[name] }) {
				m.home = true
			}
		}
	}
}

// task is something that runs on a lane.
type task struct {
	home  bool  // it runs on the load's own connection
	after []int // tasks that have to be done before it begins, by their number
	run   func(ctx context.Context, conn *sql.Conn) error
}

// modelTasks are the models as tasks, each after those above it that it conflicts with. Of those that may
// begin, the one goes first behind which most values wait, its own among them, so that none is left when
// the others have ended.
func modelTasks(models []*model) []task {
	tasks := make([]task, len(models))
	waiting, order := make([]int64, len(models)), make([]int, len(models))
	for i := range slices.Backward(models) {
		order[i] = i
		waiting[i] += models[i].values
		for j, before := range models[:i] {
			if models[i].conflicts(before) {
				tasks[i].after = append(tasks[i].after, j)
				waiting[j] = max(waiting[j], waiting[i])
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(waiting[b], waiting[a]) })
	sorted := make([]task, len(models))
	for place, i := range order {
		m := models[i]
		sorted[place] = task{home: m.home, run: func(ctx context.Context, conn *sql.Conn) error { return execOn(ctx, conn, m.name, m.text) }}
		for _, j := range tasks[i].after {
			sorted[place].after = append(sorted[place].after, slices.Index(order, j))
		}
	}
	return sorted
}

// schedule is what has become of the tasks of a load.
type schedule struct {
	tasks  []task
	state  []taskState
	idle   []int // lanes without a task, in order
	lanes  []*sql.Conn
	single bool // each query has one thread
	ended  chan ended
}

type taskState int

const (
	taskWaits taskState = iota
	taskRuns
	taskDone
)

type ended struct {
	task, lane int
	err        error
}

// next is the first task that may begin on the lane, -1 when there is none.
func (s *schedule) next(lane int) int {
	for i, t := range s.tasks {
		if s.state[i] != taskWaits || t.home && lane != 0 {
			continue
		}
		if !slices.ContainsFunc(t.after, func(before int) bool { return s.state[before] != taskDone }) {
			return i
		}
	}
	return -1
}

// start begins whatever may begin.
func (s *schedule) start(ctx context.Context) error {
	type beginning struct{ task, lane int }
	var begin []beginning
	for _, lane := range s.idle {
		if i := s.next(lane); i >= 0 {
			s.state[i] = taskRuns
			begin = append(begin, beginning{task: i, lane: lane})
		}
	}
	if len(begin) == 0 {
		return nil
	}
	s.idle = slices.DeleteFunc(s.idle, func(lane int) bool {
		return slices.ContainsFunc(begin, func(b beginning) bool { return b.lane == lane })
	})
	// A task that runs alone has all threads. None of these lanes has begun, so one can say so.
	if err := s.share(ctx, begin[0].lane); err != nil {
		for _, b := range begin {
			s.state[b.task] = taskWaits
			s.idle = append(s.idle, b.lane)
		}
		return err
	}
	for _, b := range begin {
		go func() {
			s.ended <- ended{task: b.task, lane: b.lane, err: s.tasks[b.task].run(ctx, s.lanes[b.lane])}
		}()
	}
	return nil
}

// share settles how many threads queries that begin have, on a lane that runs none: one when every lane is
// in use and all of them when not.
func (s *schedule) share(ctx context.Context, lane int) error {
	single := len(s.lanes) > 1 && len(s.idle) == 0
	if single == s.single {
		return nil
	}
	s.single = single
	return execOn(ctx, s.lanes[lane], "share threads", threadsOf(single))
}

// runTasks runs the tasks on lanes of their own.
func (l *loader) runTasks(ctx context.Context, tasks []task) error {
	lanes, closeLanes, err := l.openLanes(ctx, min(maxLanes, runtime.NumCPU()))
	if err != nil {
		return err
	}
	return errors.Join(runOnLanes(ctx, lanes, tasks), closeLanes())
}

// runOnLanes runs the tasks, of those that may begin the first in the order given. The first error stops
// the others.
func runOnLanes(ctx context.Context, lanes []*sql.Conn, tasks []task) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &schedule{tasks: tasks, state: make([]taskState, len(tasks)), lanes: lanes, ended: make(chan ended)}
	for lane := range lanes {
		s.idle = append(s.idle, lane)
	}
	defer func() {
		s.idle = []int{0} // none runs
		if len(lanes) > 1 {
			err = errors.Join(err, s.share(context.WithoutCancel(ctx), 0))
		}
	}()
	err = s.start(ctx)
	for len(s.idle) < len(lanes) {
		done := <-s.ended
		s.state[done.task] = taskDone
		s.idle = append(s.idle, done.lane)
		slices.Sort(s.idle)
		if err == nil {
			err = done.err
		}
		if err != nil {
			stop()
			continue
		}
		err = s.start(ctx)
	}
	return err
}
