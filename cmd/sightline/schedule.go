package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"sightline/etl/warehouse"

	"github.com/robfig/cron/v3"
	"github.com/spf13/cobra"
)

// retryAfter is how long a failed or refused scheduled run waits before it is tried again.
const retryAfter = time.Hour

func newSchedule(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schedule",
		Short: "Stay up and run by the configured cron times",
		Long: `Stay up and run when the configured cron times fall due, one run at a time. What is due is reckoned from the
last successful run, so a time that passed while this machine was off is caught up once at the next start,
and the changes to and from summer time neither skip a run nor double it. A run that fails is tried again
after an hour; what was published before stands meanwhile. Stop it with Ctrl-C or SIGTERM.` + "\n" + exitHelp,
		Example: "  sightline schedule",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			return a.schedule(cmd.Context(), c)
		},
	}
}

// wallClock is a cron schedule over wall-clock times: it is asked in UTC and its answers are read
// as local times. Asking robfig/cron in a zone with summer time skips times that do not exist and
// repeats those that exist twice.
type wallClock struct{ spec *cron.SpecSchedule }

// parseCron reads a five-field cron expression or a name such as @monthly.
func parseCron(text string) (schedule wallClock, err error) {
	// The parser panics on some malformed zone prefixes.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%q is not a cron expression", text)
		}
	}()
	if strings.Contains(text, "TZ=") {
		return wallClock{}, fmt.Errorf("%q: want no zone here: schedule.timezone gives it", text)
	}
	parsed, err := cron.ParseStandard(text)
	if err != nil {
		return wallClock{}, fmt.Errorf("%q is not a cron expression (minute hour day-of-month month day-of-week): %w", text, err)
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return wallClock{}, fmt.Errorf("%q: want times of day, not an interval", text)
	}
	spec.Location = time.UTC
	schedule = wallClock{spec}
	if spec.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return wallClock{}, fmt.Errorf("%q never falls due", text)
	}
	return schedule, nil
}

// next is the first due time after t, in zone. A time that the clocks leave out falls due as much
// later as the clocks jump; one that comes twice falls due the first time.
func (s wallClock) next(t time.Time, zone *time.Location) time.Time {
	local := t.In(zone)
	naive := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
	for {
		naive = s.spec.Next(naive)
		due := time.Date(naive.Year(), naive.Month(), naive.Day(), naive.Hour(), naive.Minute(), 0, 0, zone)
		if first := due.Add(-time.Hour); first.Hour() == due.Hour() {
			due = first
		}
		if due.After(t) {
			return due
		}
	}
}

// lastDue is the latest due time after since and not after now; zero when nothing fell due. Going
// forward from the last success is enough: however many times were missed, one run catches up.
func (s wallClock) lastDue(since, now time.Time, zone *time.Location) time.Time {
	var due time.Time
	for next := s.next(since, zone); !next.After(now); next = s.next(next, zone) {
		due = next
	}
	return due
}

func (a *app) schedule(ctx context.Context, c *config) error {
	clock, err := parseCron(c.Schedule.Cron)
	if err != nil {
		return usageError{err}
	}
	log := a.logger(true)
	started := a.now()
	tick := func() {
		if ctx.Err() != nil {
			return
		}
		if err := a.runIfDue(ctx, c, clock, started, log); err != nil {
			log.Error("scheduled run failed", slog.String("error", err.Error()))
		}
	}
	// robfig/cron ticks once a minute; what is due is decided from the history. Recover is innermost:
	// outside it, a panic would keep the skip token and no later tick would run.
	ticker := cron.New(cron.WithLocation(time.UTC), cron.WithChain(
		cron.SkipIfStillRunning(cron.DiscardLogger), cron.Recover(cron.DiscardLogger)))
	if _, err := ticker.AddFunc("* * * * *", tick); err != nil {
		return err
	}
	log.Info("schedule started", slog.String("cron", c.Schedule.Cron), slog.String("timezone", c.Schedule.Timezone),
		slog.Time("next_due", clock.next(started, c.Schedule.location)))
	tick()
	ticker.Start()
	<-ctx.Done()
	<-ticker.Stop().Done()
	log.Info("schedule stopped")
	return ctx.Err()
}

// runIfDue runs once when a due time has passed since the last success. Runs are keyed by due time,
// so a doubled tick finds nothing to do.
func (a *app) runIfDue(ctx context.Context, c *config, clock wallClock, started time.Time, log *slog.Logger) error {
	runs, err := warehouse.Runs(c.resolve(c.Warehouse.Dir))
	if err != nil {
		return err
	}
	since := started
	for _, run := range runs {
		if run.Status == warehouse.StatusPublished {
			since = run.StartedAt
			break
		}
	}
	now := a.now()
	due := clock.lastDue(since, now, c.Schedule.location)
	if due.IsZero() {
		return nil
	}
	for _, run := range runs {
		if run.DueAt != nil && run.DueAt.Equal(due) && run.FinishedAt != nil && now.Sub(*run.FinishedAt) < retryAfter {
			return nil
		}
	}
	log.Info("run due", slog.Time("due_at", due))
	asAt := lastCompleteMonth(due.In(c.Schedule.location))
	var busy *warehouse.BusyError
	switch err := a.runOnce(ctx, c, runOptions{asAt: asAt, until: untilPublish, dueAt: &due}); {
	case errors.As(err, &busy):
		log.Warn("run put off", slog.String("reason", busy.Error()))
	case err != nil:
		return err
	}
	return nil
}
