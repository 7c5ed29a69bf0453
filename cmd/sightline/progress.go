package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress is a bar on a terminal and nothing elsewhere: a log file is no place for carriage returns.
type progress struct {
	bar   *progressbar.ProgressBar
	title string
	app   *app
}

func (a *app) progress(title string) *progress { return &progress{title: title, app: a} }

// show draws done of total; what names the thing at work.
func (p *progress) show(done, total int, what string) {
	if !p.app.terminal() {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.app.stderr),
			progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(50*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	p.bar.ChangeMax(total)
	p.bar.Describe(p.title + "  " + what)
	// A bar that cannot be drawn is no reason to fail a run.
	_ = p.bar.Set(done)
}

func (p *progress) close() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
