package main

import (
	"context"
	"errors"
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
		r.unprintable = fmt.Errorf("%w; install one, or name it in the variable %s", err, browser.Variable)
		return nil
	}
	return func(markup []byte, head, foot string, day time.Time) ([]byte, error) {
		text, err := browser.Print(ctx, path, markup, head, foot, day)
		if err != nil {
			r.unprintable = err
		}
		return text, err
	}
}

// sayPacks says what came of the board packs that were asked for. When there is none the edition stands without: a
// pack of an earlier one would tell other figures. Who asked by --pdf is then told by the exit code too, once the run
// is recorded as published; a standing wish of the configuration is warned of and fails no run that published.
func (r *runner) sayPacks(published *dashboards.Published) error {
	if !r.wantsPack() {
		return nil
	}
	if published.Packs > 0 {
		_, err := fmt.Fprintf(r.stdout, "%s printed: board-pack.pdf, in public and internal\n", countOf(published.Packs, "board pack"))
		return err
	}
	if r.unprintable == nil {
		r.unprintable = errors.New("there was nothing to print")
	}
	if r.opts.pdf {
		r.packFault = fmt.Errorf("no board pack was written: %w\nthe figures are published without it, and an earlier board pack is not part of this edition; the pages print from any browser", r.unprintable)
		return nil
	}
	r.log.Warn("publish.pdf asks for a board pack and none was written: the figures are published without it, and an earlier board pack is not part of this edition",
		slog.String("reason", r.unprintable.Error()))
	return nil
}
