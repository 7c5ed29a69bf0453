package indicators

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed schema.sql
var schema string

// Querier is what this package needs of a database handle.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// ApplySchema creates schema indicators with its tables empty.
func ApplySchema(ctx context.Context, q Querier) error {
	if _, err := q.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("apply indicators schema: %w", err)
	}
	return nil
}

// Options say what to compute.
type Options struct {
	From     time.Time   // first day that a period may begin on
	To       time.Time   // last day that a period may end on; snapshots are taken at month ends and here
	Into     string      // table with the columns of indicators.value; empty means indicators.value
	By       []Breakdown // besides the whole figure, which is always there; empty for that alone
	Progress func(done, total int, what string)
	Log      *slog.Logger
}

// Compute evaluates the definitions for every period between From and To and every own authority
// and adds the rows to the table Into. q must be one connection, because the periods asked for
// and the cases are temporary tables. A fault in a query is a *DefinitionError; context errors are
// returned unwrapped.
func Compute(ctx context.Context, q Querier, definitions []*Definition, opts Options) error {
	return ComputeOn(ctx, []Querier{q}, definitions, opts)
}

// ComputeOn is Compute on several connections of one database, each with an indicator at a time: the many
// small queries of an indicator leave processors idle. The rows' order in the table is not fixed.
func ComputeOn(ctx context.Context, connections []Querier, definitions []*Definition, opts Options) error {
	return inTurns(ctx, connections, definitions, opts, func(ctx context.Context, q Querier) (worker, error) {
		c, err := newComputer(ctx, q, opts.Into, opts.By)
		return spansOf{c, opts}, err
	})
}

// spansOf computes the indicators for every period between two days.
type spansOf struct {
	*computer
	opts Options
}

func (s spansOf) do(ctx context.Context, def *Definition) error {
	return s.compute(ctx, def, def.spans(s.opts.From, s.opts.To))
}

// worker does what is asked for one indicator after the other on a connection of its own, and then what is left
// to do for all of them.
type worker interface {
	do(ctx context.Context, def *Definition) error
	finish(ctx context.Context) error
}

// inTurns gives the definitions to a worker on each connection, one at a time, and stops at the first fault.
func inTurns(
	ctx context.Context, connections []Querier, definitions []*Definition, opts Options, begin func(context.Context, Querier) (worker, error),
) error {
	log := opts.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		group sync.WaitGroup
		mu    sync.Mutex
		done  int
		queue = make(chan *Definition)
	)
	for _, q := range connections {
		group.Go(func() {
			w, err := begin(ctx, q)
			if err != nil {
				cancel(err)
				return
			}
			for def := range queue {
				if err := w.do(ctx, def); err != nil {
					cancel(err)
					return
				}
				log.Info("indicator computed", slog.String("indicator", def.ID))
				mu.Lock()
				done++
				if opts.Progress != nil {
					opts.Progress(done, len(definitions), def.ID)
				}
				mu.Unlock()
			}
			if err := w.finish(ctx); err != nil {
				cancel(err)
			}
		})
	}
	// The longest first, so that no connection is left with one while the others have nothing to do.
	inTurn := slices.Clone(definitions)
	slices.SortStableFunc(inTurn, func(a, b *Definition) int { return b.weight() - a.weight() })
feed:
	for _, def := range inTurn {
		select {
		case queue <- def:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	group.Wait()
	return context.Cause(ctx)
}

// weight orders definitions by what computing them costs: the cases of a median go to each period they lie
// in one by one, those of a length of time lie in some thirty.
func (d *Definition) weight() int {
	switch {
	case d.Statistic == Median:
		return 2
	case d.Window != Snapshot:
		return 1
	default:
		return 0
	}
}

// ComputeSpan adds the rows of one period to the table into.
func ComputeSpan(ctx context.Context, q Querier, def *Definition, span Span, into string, by ...Breakdown) error {
	c, err := newComputer(ctx, q, into, by)
	if err != nil {
		return err
	}
	if err := c.compute(ctx, def, []Span{span}); err != nil {
		return err
	}
	return c.finish(ctx)
}

// computer holds what one connection's temporary tables contain while indicators are computed.
type computer struct {
	q       Querier
	into    string
	by      []Breakdown
	asked   []Span // what period and snapshot hold
	keep    detail
	waiting int64  // sums that are not values yet
	aside   string // options chosen aside from their defaults, of the indicator computed last
	limits  limitTables
}

func newComputer(ctx context.Context, q Querier, into string, by []Breakdown) (*computer, error) {
	if into == "" {
		into = "indicators.value"
	}
	c := &computer{q: q, into: into}
	for _, b := range by {
		if b != None && b != "" {
			c.by = append(c.by, b)
		}
	}
	if err := c.limits.supply(ctx, q); err != nil {
		return nil, err
	}
	if _, err := q.ExecContext(ctx, sumTables); err != nil {
		return nil, err
	}
	if err := supplyStates(ctx, q, c.by, childState, workerState); err != nil {
		return nil, err
	}
	return c, nil
}

// compute leaves the indicator's cases in indicator_case and their sums waiting for finish.
func (c *computer) compute(ctx context.Context, def *Definition, spans []Span) error {
	if len(spans) == 0 {
		return nil
	}
	if err := c.ask(ctx, spans); err != nil {
		return err
	}
	if def.Unit == perTenThousand {
		// A population is in no group, so there is nothing to divide a group's numerator by.
		defer func(by []Breakdown) { c.by = by }(c.by)
		c.by = nil
	}
	returned, err := runQuery(ctx, c.q, def, c.by, c.keep)
	if err != nil {
		return err
	}
	c.aside = returned.aside
	return c.sum(ctx, def, returned)
}

// ask fills the tables that queries join, unless they hold these spans already.
func (c *computer) ask(ctx context.Context, spans []Span) error {
	if slices.Equal(c.asked, spans) {
		return nil
	}
	if err := askFor(ctx, c.q, spans); err != nil {
		return err
	}
	c.asked = spans
	return nil
}

// askFor fills the tables that queries join: snapshot with the days and period with the spans.
func askFor(ctx context.Context, q Querier, spans []Span) error {
	var kinds, starts, ends []string
	for _, span := range spans {
		kinds = append(kinds, string(span.Kind))
		starts = append(starts, span.Start.Format(time.DateOnly))
		ends = append(ends, span.End.Format(time.DateOnly))
	}
	if _, err := q.ExecContext(ctx, `
		create or replace temp table period as
		select
			unnest(string_split($1, ',')) as period,
			unnest(string_split($2, ','))::date as period_start,
			unnest(string_split($3, ','))::date as period_end`,
		strings.Join(kinds, ","), strings.Join(starts, ","), strings.Join(ends, ",")); err != nil {
		return fmt.Errorf("periods asked for: %w", err)
	}
	_, err := q.ExecContext(ctx, `
		create or replace temp table snapshot as
		select period_end as as_at from period where period = 'snapshot' order by period_end`)
	return err
}
