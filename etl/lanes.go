package etl

import (
	"context"
	"errors"
)

// oneThread lets the database use one thread for each query while work runs. Where the load has
// something else to do at the same time, a second thread only waits for the first: of queries over a
// few row groups it has the shorter half, and what both write has to be put together again.
func (l *loader) oneThread(ctx context.Context, work func() error) (err error) {
	if err := l.exec(ctx, "use one thread", "set threads = 1"); err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, l.exec(context.WithoutCancel(ctx), "use all threads", "reset threads"))
	}()
	return work()
}
