package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"sightline/benchmarks"
	"sightline/dashboards"
	"sightline/dashboards/browser"
	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/database"
	"sightline/etl/warehouse"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

// stage is how far a run goes.
type stage string

const (
	untilLoad    stage = "load"
	untilCompute stage = "compute"
	untilCompare stage = "compare"
	untilPublish stage = "publish"
)

type runOptions struct {
	asAt   time.Time
	until  stage
	dryRun bool
	pdf    bool // print a board pack, whatever the configuration says
	dueAt  *time.Time
}

func newRun(a *app) *cobra.Command {
	var asAt, until string
	opts := runOptions{}
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Load, compute, compare and publish once",
		Long: `Load the extracts into a new warehouse, compute every indicator, compare with the benchmarks held and
publish the site. When anything fails, the warehouse and the publication of the last good run stand.

With --pdf the run also prints a board pack (board-pack.pdf, in public and internal) through an installed Chromium,
Chrome or Edge, or the one that the variable ` + browser.Variable + ` names. Where there is none, or it cannot print, the
figures are published all the same without a board pack, and the run says so and exits 1. With "publish: {pdf: true}"
in the configuration every run prints one; a run that cannot is then warned of and exits 0.` + "\n" + exitHelp,
		Example: "  sightline run\n  sightline run --as-at 2025-03-31 --until compute\n  sightline run --pdf",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if opts.asAt, err = parseDay("as-at", asAt); err != nil {
				return err
			}
			switch stage(until) {
			case untilLoad, untilCompute, untilCompare, untilPublish:
				opts.until = stage(until)
			default:
				return usagef("--until %q: want load, compute, compare or publish", until)
			}
			if opts.pdf && opts.until != untilPublish {
				return usagef("--pdf prints what is published, and --until %s publishes nothing", until)
			}
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			return a.runOnce(cmd.Context(), c, opts)
		},
	}
	cmd.Flags().StringVar(&asAt, "as-at", "", "last day that figures cover, YYYY-MM-DD (default the end of the last complete month)")
	cmd.Flags().StringVar(&until, "until", string(untilPublish), "stop after load, compute or compare; the publication is then left alone")
	cmd.Flags().BoolVar(&opts.dryRun, "dry-run", false, "say what would be read, computed and replaced, and do nothing")
	cmd.Flags().BoolVar(&opts.pdf, "pdf", false, "print a board pack too; exits 1 when figures are published and no browser could print it")
	return cmd
}

// runOnce is the whole flow under the warehouse lock, recorded in the history whatever happens.
func (a *app) runOnce(ctx context.Context, c *config, opts runOptions) (err error) {
	started := a.now()
	if opts.asAt.IsZero() {
		opts.asAt = lastCompleteMonth(started.In(c.Schedule.location))
	}
	if opts.asAt.Before(c.Reporting.from) {
		return usagef("--as-at %s is before reporting.from %s", opts.asAt.Format(time.DateOnly), c.Reporting.From)
	}
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	extracts, err := c.extractsToLoad()
	if err != nil {
		return err
	}
	if opts.dryRun {
		return a.printPlan(c, catalogue, extracts, opts)
	}
	dir := c.resolve(c.Warehouse.Dir)
	release, err := warehouse.Lock(dir, started)
	if err != nil {
		return err
	}
	defer closing(&err, release)
	if err := warehouse.CloseInterrupted(dir); err != nil {
		return err
	}
	record := warehouse.Run{
		RunID: newRunID(started), StartedAt: started.UTC().Truncate(time.Second), Status: warehouse.StatusRunning,
		AsAt: opts.asAt.Format(time.DateOnly), DueAt: opts.dueAt,
	}
	if err := warehouse.Record(dir, record); err != nil {
		return err
	}
	r := &runner{
		app: a, config: c, catalogue: catalogue.With(c.choices()), extracts: extracts, opts: opts, record: &record, dir: dir,
		log: a.logger(opts.dueAt != nil).With(slog.String("run_id", record.RunID)),
	}
	runErr := r.run(ctx)
	finished := a.now().UTC().Truncate(time.Second)
	record.FinishedAt = &finished
	r.conclude(ctx, runErr)
	return errors.Join(runErr, warehouse.Record(dir, record), r.packFault)
}

// runner carries one run through its stages.
type runner struct {
	*app
	config    *config
	catalogue *indicators.Catalogue
	extracts  []etl.Extract
	opts      runOptions
	record    *warehouse.Run
	dir       string
	log       *slog.Logger
	unusable  []etl.FileFault // files that should have been read and could not be
	// keepUnknown asks the load for what stands in columns of codes and is no code.
	keepUnknown bool

	unprintable error // why no board pack could be printed
	packFault   error // a board pack that --pdf asked for and that there is none of; the run is published all the same
}

func (r *runner) conclude(ctx context.Context, err error) {
	var (
		refused    refusedError
		share      *etl.RefusedError
		source     *database.Error
		leak       *dashboards.LeakError
		identified *dashboards.IdentifierError
	)
	switch {
	case err == nil && r.opts.until == untilPublish:
		r.record.Status = warehouse.StatusPublished
	case err == nil:
		r.record.Status = warehouse.StatusComputed
	case ctx.Err() != nil:
		r.record.Status = warehouse.StatusInterrupted
	case errors.As(err, &refused), errors.As(err, &share), errors.As(err, &source), errors.As(err, &leak), errors.As(err, &identified):
		r.record.Status = warehouse.StatusRefused
	default:
		r.record.Status = warehouse.StatusFailed
	}
	if err != nil {
		r.record.Message = withoutValues(err.Error())
	}
}

func (r *runner) run(ctx context.Context) (err error) {
	building, err := warehouse.Build(ctx, r.dir, r.record.RunID)
	if err != nil {
		return err
	}
	promoted := false
	defer func() {
		if !promoted {
			err = errors.Join(err, building.Discard())
		}
	}()
	db := building.DB()
	// Every table is there from the start, so that a run stopped early can be read like any other.
	if err := errors.Join(indicators.ApplySchema(ctx, db), benchmarks.ApplySchema(ctx, db)); err != nil {
		return err
	}
	if err := r.load(ctx, db); err != nil {
		return err
	}
	if r.opts.until != untilLoad {
		if err := r.compute(ctx, db); err != nil {
			return err
		}
	}
	if r.opts.until == untilCompare || r.opts.until == untilPublish {
		if err := r.compare(ctx, db); err != nil {
			return err
		}
	}
	promote := func() error {
		promoted = true
		return building.Promote(ctx, r.config.Warehouse.KeepRuns)
	}
	if r.opts.until != untilPublish {
		return promote()
	}
	if len(r.unusable) > 0 {
		// The good rows are kept for the data team to look at; figures that lack a whole file are not
		// for publication.
		if err := promote(); err != nil {
			return err
		}
		return refusedError{fmt.Errorf("%s cannot be used: nothing was published, what was published before still stands; "+
			"`sightline values` shows the figures of the files that could be read", countOf(len(r.unusable), "file"))}
	}
	// The warehouse is switched when the pages are written and before they are: a failure of either
	// leaves both as they were, and a kill between the two leaves pages one run older than the
	// warehouse, which the history then says.
	published, err := r.publish(ctx, db, promote)
	if err != nil {
		return err
	}
	r.record.Published = published.Path
	if _, err := fmt.Fprintf(r.stdout, "published %d pages on %d indicators: %s\n", published.Pages, published.WithFigures, published.Path); err != nil {
		return err
	}
	return r.sayPacks(published)
}

func (r *runner) load(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx,
		`insert into audit.run (run_id, started_at, as_at, reporting_from, version) values (?, ?, ?, ?, ?)`,
		r.record.RunID, r.record.StartedAt, r.opts.asAt, r.config.Reporting.from, version()); err != nil {
		return fmt.Errorf("record run: %w", err)
	}
	report, err := r.loadInto(ctx, db)
	if report != nil {
		r.recordSources(report)
		r.reportLoad(report)
	}
	if err != nil {
		return err
	}
	if err := r.inspect(ctx, db, report); err != nil {
		return err
	}
	return errors.Join(r.warnOfUnlistedAuthorities(ctx, db), r.warnOfStrayTargets(ctx, db))
}

// warnOfUnlistedAuthorities names own codes that no list of English authorities has; the invented
// ones of a demonstration are meant to be so.
func (r *runner) warnOfUnlistedAuthorities(ctx context.Context, db *sql.DB) error {
	if r.demonstrating {
		return nil
	}
	var codes string
	if err := db.QueryRowContext(ctx, `
		select coalesce(string_agg(area_code, ', ' order by area_code), '')
		from core.area
		where own and ons_code is null and region_name is null`).Scan(&codes); err != nil {
		return fmt.Errorf("authority codes: %w", err)
	}
	if codes != "" {
		r.log.Warn("authority code is on no list of English authorities", slog.String("area_code", codes))
	}
	return nil
}

// loadInto loads the configured extracts, with a progress bar.
func (r *runner) loadInto(ctx context.Context, db *sql.DB) (*etl.Report, error) {
	bar := r.progress("reading extracts")
	defer bar.close()
	opts := etl.Options{
		Root: r.config.root, AsAt: r.opts.asAt, MaxRejectShare: 0.10, Progress: bar.show, Log: r.log,
	}
	for _, one := range r.config.Authorities {
		opts.Authorities = append(opts.Authorities, etl.Authority{Code: one.Code, Name: one.Name})
	}
	if share := r.config.Quality.MaxRejectShare; share != nil {
		opts.MaxRejectShare, opts.ShareConfigured = *share, true
	}
	opts.KeepUnknown = r.keepUnknown
	var err error
	if opts.Spellings, err = r.config.spellings(); err != nil {
		return nil, err
	}
	report, err := etl.Load(ctx, db, r.extracts, opts)
	if err != nil {
		return report, err
	}
	// A file that is of no known kind may lie in the folder for another reason.
	r.unusable = slices.DeleteFunc(slices.Clone(report.FileFaults), func(fault etl.FileFault) bool { return fault.Kind == "unrecognised" })
	untied, err := untiedFiles(ctx, db)
	if err != nil {
		return report, err
	}
	r.unusable = append(r.unusable, untied...)
	return report, r.whollyUnreadable(report)
}

// whollyUnreadable refuses the run when an extract has no file left that could be read: its figures
// would vanish from the pages.
func (r *runner) whollyUnreadable(report *etl.Report) error {
	faulty := map[string]bool{}
	for _, fault := range report.FileFaults {
		faulty[fault.File] = true
	}
	var faults []error
	for _, extract := range r.extracts {
		readable := extract.Database != nil && !faulty[extract.Label] || slices.ContainsFunc(extract.Paths, func(path string) bool {
			relative, err := filepath.Rel(r.config.root, path)
			return err != nil || !faulty[filepath.ToSlash(relative)]
		})
		if !readable {
			faults = append(faults, fmt.Errorf("extract %s (%s): none of its files can be used", extract.Kind, extract.Label))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return refusedError{err}
	}
	return nil
}

func (r *runner) recordSources(report *etl.Report) {
	r.record.Sources = nil
	at := map[string]int{}
	for _, file := range report.Files {
		// A document or a workbook is one source, however many tables it holds; it is superseded when all
		// of them are.
		if i, again := at[file.File]; again {
			source := &r.record.Sources[i]
			source.Read, source.Loaded, source.Rejected = source.Read+file.Read, source.Loaded+file.Loaded, source.Rejected+file.Rejected
			if file.SupersededBy != source.SupersededBy {
				source.SupersededBy = ""
			}
			continue
		}
		at[file.File] = len(r.record.Sources)
		r.record.Sources = append(r.record.Sources, warehouse.RunSource{
			Kind: file.Kind, File: file.File, SHA256: file.SHA256,
			Read: file.Read, Loaded: file.Loaded, Rejected: file.Rejected, SupersededBy: file.SupersededBy,
		})
	}
}

func (r *runner) compute(ctx context.Context, db *sql.DB) (err error) {
	bar := r.progress("computing indicators")
	defer bar.close()
	if err := indicators.Choose(ctx, db, r.catalogue, r.config.choices()); err != nil {
		return err
	}
	opts := indicators.Options{From: r.config.Reporting.from, To: r.opts.asAt, By: storedBreakdowns(), Progress: bar.show, Log: r.log}
	return onAllProcessors(ctx, db, func(connections []indicators.Querier) error {
		if err := indicators.ComputeOn(ctx, connections, r.catalogue.Definitions, opts); err != nil {
			return err
		}
		return indicators.LookCloser(ctx, connections, r.catalogue.Definitions, indicators.Options{Log: r.log})
	})
}

// storedBreakdowns are the breakdowns whose figures a run stores for every period beside the whole figures: the
// pages of teams are made of them. Those of other groups are stored for the periods that pages open with, and
// computed when they are asked for.
func storedBreakdowns() []indicators.Breakdown { return []indicators.Breakdown{indicators.Team} }

// maxComputing is the most connections that compute at once: each holds an indicator's cases in memory.
const maxComputing = 4

// onAllProcessors computes with a connection for each processor, each query on one thread: an authority's queries
// are small and many. Afterwards queries use all processors again.
func onAllProcessors(ctx context.Context, db *sql.DB, compute func(connections []indicators.Querier) error) (err error) {
	if err := onOneThread(ctx, db); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, onAllThreads(ctx, db)) }()
	var connections []indicators.Querier
	for range min(runtime.NumCPU(), maxComputing) {
		conn, err := db.Conn(ctx)
		if err != nil {
			return err
		}
		defer closing(&err, conn.Close)
		connections = append(connections, conn)
	}
	return compute(connections)
}

func (r *runner) compare(ctx context.Context, db *sql.DB) error {
	if _, err := benchmarks.Load(ctx, db, r.config.resolve(r.config.Benchmarks.Path), r.log); err != nil {
		return err
	}
	opts := r.config.comparison(r.opts.asAt)
	// A group that no file or list of authorities knows a member of is a fault of the configuration.
	if err := benchmarks.FillGroups(ctx, db, opts.Groups); err != nil && ctx.Err() == nil {
		return usagef("%s: %w", r.config.at("$.benchmarks.groups"), err)
	}
	if err := benchmarks.Compare(ctx, db, r.catalogue, opts); err != nil {
		return err
	}
	if err := benchmarks.Control(ctx, db, r.catalogue, opts); err != nil {
		return err
	}
	return benchmarks.FillTallies(ctx, db, r.catalogue, opts)
}

// publish writes the editions; ready is called when they are complete and before they are switched to.
// dueAt is when the schedule asked for the run, on the clock of its time zone; zero for a run by hand.
func (r *runner) dueAt() time.Time {
	if r.opts.dueAt == nil {
		return time.Time{}
	}
	return r.opts.dueAt.In(r.config.Schedule.location)
}

func (r *runner) publish(ctx context.Context, db *sql.DB, ready func() error) (*dashboards.Published, error) {
	bar := r.progress("writing pages")
	defer bar.close()
	comments, err := r.config.comments()
	if err != nil {
		return nil, err
	}
	defer collectLess()()
	if err := onOneThread(ctx, db); err != nil {
		return nil, err
	}
	return dashboards.Publish(ctx, db, dashboards.Options{
		Print: r.printer(ctx),
		Dir:   r.config.resolve(r.config.Publish.Dir), Catalogue: r.catalogue, AsAt: r.opts.asAt, DueAt: r.dueAt(),
		SuppressBelow: r.config.Publish.SuppressBelow, RoundTo: r.config.Publish.RoundTo, ZeroHidden: r.config.Publish.Zero == zeroHidden,
		Tables: r.config.Publish.tables(r.catalogue), Notice: r.config.Publish.Notice,
		Contact: r.config.Publish.Contact,
		Version: version(), CatalogueHash: catalogueHash(r.catalogue, r.config.choices()), Progress: bar.show, Log: r.log,
		Commentary: comments, CommentOwed: r.config.commentsOwed(),
		StaleAfter: r.config.staleAfter(),
		Ready: func() error {
			if err := onAllThreads(ctx, db); err != nil || ready == nil {
				return err
			}
			return ready() // which closes the database
		},
		Lists: func(write func(name string, text []byte) error) error {
			all, err := checks.Embedded()
			if err != nil {
				return err
			}
			return checks.WriteLists(ctx, db, all, r.opts.asAt, write)
		},
	})
}

// onOneThread gives each query one thread, where many small ones are asked side by side: the second thread of a query
// would have nothing to do but look for work.
func onOneThread(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "set threads = 1")
	return err
}

// onAllThreads gives queries all processors again, be it after an interruption.
func onAllThreads(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(context.WithoutCancel(ctx), "reset threads")
	return err
}

// newRunID sorts by time; the random tail keeps two runs of one second apart.
func newRunID(at time.Time) string {
	tail := make([]byte, 3)
	_, _ = rand.Read(tail) // never fails: crypto/rand aborts the program instead
	return at.UTC().Format("20060102T150405Z") + "-" + hex.EncodeToString(tail)
}

// printPlan is --dry-run.
func (a *app) printPlan(c *config, catalogue *indicators.Catalogue, extracts []etl.Extract, opts runOptions) error {
	out := &printer{w: a.stdout}
	out.linef("as at %s, reporting from %s, until %s", opts.asAt.Format(time.DateOnly), c.Reporting.From, opts.until)
	for _, one := range extracts {
		if one.Database != nil {
			out.linef("read %s: %s (a query)", one.Kind, one.Label)
			continue
		}
		out.linef("read %s: %s (%d files)", one.Kind, one.Label, len(one.Paths))
	}
	out.linef("compute %d indicators", len(catalogue.Definitions))
	out.linef("replace the current warehouse in %s", c.resolve(c.Warehouse.Dir))
	if opts.until == untilPublish {
		out.linef("replace the publication in %s", c.resolve(c.Publish.Dir))
	}
	return out.err
}
