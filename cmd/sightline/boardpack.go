package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"sightline/dashboards"
	"sightline/dashboards/browser"
)

// wantsPack tells whether a board pack was asked for.
func (r *runner) wantsPack() bool { return r.opts.pdf || r.config.Publish.PDF }

// printer prints board packs when they are asked for and there is a browser to print them with. A machine without
// one publishes its pages all the same: a figure must not wait for paper.
func (r *runner) printer(ctx context.Context) dashboards.Print {
	if !r.wantsPack() {
		return nil
	}
	path, err := browser.Find()
	if err != nil {
		r.log.Warn("no board pack will be printed", slog.String("reason", err.Error()))
		return nil
	}
	return func(markup []byte, head, foot string, day time.Time) ([]byte, error) {
		return browser.Print(ctx, path, markup, head, foot, day)
	}
}

// sayPacks says on standard output what came of the board packs that were asked for.
func (r *runner) sayPacks(published *dashboards.Published) error {
	if !r.wantsPack() {
		return nil
	}
	if published.Packs == 0 {
		reason := "the browser could not print it: the log says why"
		if _, err := browser.Find(); err != nil {
			reason = fmt.Sprintf("%v; install one, or name it in the variable %s", err, browser.Variable)
		}
		_, err := fmt.Fprintf(r.stdout, "no board pack was written: %s. The pages stand without it and print from any browser.\n", reason)
		return err
	}
	_, err := fmt.Fprintf(r.stdout, "%s printed: board-pack.pdf, in public and internal\n", countOf(published.Packs, "board pack"))
	return err
}
