package etl

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"sightline/etl/database"
	"sightline/etl/warehouse"
)

// Authority is a local authority of the configuration. Code is the DfE three-digit code.
type Authority struct{ Code, Name string }

// Extract is one entry of the configuration's extracts.
type Extract struct {
	Kind        string
	Paths       []string         // files, absolute, sorted; folders and patterns are expanded already
	Label       string           // the path as the configuration writes it, for messages
	Authority   string           // area code of files that do not name theirs; "" is the only authority
	Year        int              // collection year of files whose name gives none; 0 is none
	CostCentres string           // ledger: map of cost centres to section 251 lines, absolute; "" is none
	Accounts    string           // ledger: map of accounts to provider columns and entries, absolute; "" is none
	Database    *database.Source // a query instead of files; nil is none
	// MaxRejectShare is the entry's own limit, 0 to 1; nil is the load's.
	MaxRejectShare *float64
}

// Options are the settings of a load.
type Options struct {
	Root        string // folder of the configuration; file names are given relative to it
	Authorities []Authority
	AsAt        time.Time
	// MaxRejectShare is the share of an entry's records that may be rejected, 0 to 1, when
	// ShareConfigured. Else the limit is 0.10 for an entry of 100 records and more, and one half for a
	// smaller one, where a few slips are a large share: above it the file is not what it should be.
	MaxRejectShare  float64
	ShareConfigured bool
	Spellings       []Spelling // ways to write codes that the configuration settles
	// KeepUnknown asks for the report's Unknown, which may repeat what stands in a child's record.
	KeepUnknown bool
	Progress    func(done, total int, what string) // may be nil
	Log         *slog.Logger                       // may be nil
}

const (
	defaultRejectShare = 0.10
	smallRejectShare   = 0.50 // of entries below smallEntry
	smallEntry         = 100

	// RejectsSuffix is what a reject file's name adds to its extract's. Such files are never read.
	RejectsSuffix = ".rejects.csv"
)

// Load reads the extracts into raw, core and audit of an empty warehouse. Records that cannot be
// typed go to audit.reject and to a reject file beside their extract; files that cannot be read are
// listed in the report's FileFaults and the rest is loaded.
//
// Errors: *ExtractError for an entry that cannot be used as configured, *RefusedError for an entry
// with too many rejects (errors.As finds one when several are joined); the report is complete up to
// that point and core is not filled. Any other error is a fault of the program or its surroundings.
func Load(ctx context.Context, db *sql.DB, extracts []Extract, opts Options) (*Report, error) {
	sources, err := ownSources()
	if err != nil {
		return nil, err
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	// Temporary tables are per connection, so the whole load keeps to one.
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	l := &loader{Options: opts, db: db, conn: conn, sources: cloneSources(sources), staging: stagingFiles, report: &Report{}, tables: map[string]*rawTable{}}
	if err = l.settleSpellings(); err == nil {
		err = l.load(ctx, extracts)
	}
	return l.report, errors.Join(err, l.dropWork(context.WithoutCancel(ctx)), conn.Close())
}

// loader is one load on one connection.
type loader struct {
	Options
	db       *sql.DB
	conn     *sql.Conn
	catalog  string // of the warehouse
	attached bool   // the catalog of the tables that models share is there
	single   *bool  // each query of staging has one thread
	sources  []*source
	staging  fs.FS // staging/*.sql
	models   []*model
	report   *Report
	files    []*inputFile          // every file that was read, in order
	tables   map[string]*rawTable  // by name, raw.<kind>_<table>
	making   *sync.Mutex           // held while a raw table is made
	seen     map[string]*inputFile // by absolute path
	contents map[content]*inputFile
	groups   []*fileGroup // files that are read together
	temp     string       // folder for rewritten files, "" until one is needed
	notes    []string     // notices of whole files, as rows of audit.notice
}

// inputFile is one table of a file of an extract entry: a CSV file is one, a document or a workbook
// may be several.
type inputFile struct {
	id      int
	extract int
	path    string
	name    string // relative to the configuration, with forward slashes
	rejects string // path of its reject file
	src     *source
	area    string
	year    int
	before  os.FileInfo // as it was found
	survey  *survey
	layout  *layout
	read    int64
	copyOf  *inputFile // the same bytes, read already for the same authority and year
	wrote   string     // when the document says that it was written
	later   *inputFile // the version that stands in its place
	report  FileReport
}

func (l *loader) load(ctx context.Context, extracts []Extract) (err error) {
	l.making, l.single = &sync.Mutex{}, new(bool)
	defer func() {
		if l.temp != "" {
			err = errors.Join(err, os.RemoveAll(l.temp))
		}
	}()
	areas, err := l.areasOf(extracts)
	if err != nil {
		return err
	}
	if err := l.attachWorking(ctx); err != nil {
		return err
	}
	if err := l.createWork(ctx); err != nil {
		return err
	}
	jobs, err := l.listJobs(ctx, extracts)
	if err != nil {
		return err
	}
	if err := l.createNames(ctx, jobs); err != nil {
		return err
	}
	if err := l.stageAndPrepare(ctx, jobs, extracts, areas); err != nil {
		return err
	}
	if err := l.registerFiles(ctx); err != nil {
		return err
	}
	if err := l.typeTables(ctx); err != nil {
		return err
	}
	if err := l.supersede(ctx); err != nil {
		return err
	}
	if err := l.account(ctx); err != nil {
		return err
	}
	if l.KeepUnknown {
		if err := l.unknownSpellings(ctx); err != nil {
			return err
		}
	}
	l.writeRejectFiles(ctx)
	if err := l.gate(ctx, extracts); err != nil {
		return errors.Join(err, l.readNotices(ctx))
	}
	if err := l.takeOutSuperseded(ctx); err != nil {
		return err
	}
	// A model may ask for the day that the figures are for.
	if err := l.exec(ctx, "set the day", "set variable as_at = "+l.day()); err != nil {
		return err
	}
	if err := l.runModels(ctx); err != nil {
		return err
	}
	if err := Derive(ctx, l.conn); err != nil {
		return err
	}
	return l.readNotices(ctx)
}

// stageAndPrepare brings the records of all files into raw and makes, on a connection of its own, what
// staging does not need and all that follows does.
func (l *loader) stageAndPrepare(ctx context.Context, jobs []job, extracts []Extract, areas []string) (err error) {
	lanes, closeLanes, err := l.openLanes(ctx, 2)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLanes()) }()
	beside := l.on(lanes[1])
	var group errgroup.Group
	group.Go(func() error { return beside.prepare(ctx, extracts) })
	err = l.stageAll(ctx, jobs, extracts, areas)
	err = errors.Join(err, group.Wait())
	l.models = beside.models
	return err
}

func (l *loader) prepare(ctx context.Context, extracts []Extract) (err error) {
	if l.models, err = readModels(l.staging, l.sources); err != nil {
		return err
	}
	if err := LoadReference(ctx, l.conn, l.Authorities); err != nil {
		return err
	}
	if err := l.createTypes(ctx); err != nil {
		return err
	}
	if err := l.enumerate(ctx); err != nil {
		return err
	}
	return l.createSpellings(ctx, extracts)
}

// areasOf settles the authority of each entry's files, and that the entries can be used at all.
func (l *loader) areasOf(extracts []Extract) ([]string, error) {
	areas := make([]string, len(extracts))
	var faults []error
	refuse := func(e Extract, format string, args ...any) {
		faults = append(faults, &ExtractError{Label: e.Label, Reason: fmt.Sprintf(format, args...)})
	}
	for i, e := range extracts {
		src := l.source(e.Kind)
		if src == nil {
			var kinds []string
			for _, known := range l.sources {
				kinds = append(kinds, known.Kind)
			}
			refuse(e, "kind %s: want one of %s", e.Kind, strings.Join(kinds, ", "))
			continue
		}
		if len(e.Paths) == 0 && e.Database == nil {
			refuse(e, "no file matches")
		}
		if e.Year != 0 && (e.Year < firstCollectionYear || e.Year > lastCollectionYear) {
			refuse(e, "year %d: want a collection year from %d to %d", e.Year, firstCollectionYear, lastCollectionYear)
		}
		known := slices.ContainsFunc(l.Authorities, func(a Authority) bool { return a.Code == e.Authority })
		switch {
		case !slices.ContainsFunc(src.Tables, func(t *table) bool { return t.AreaColumn == "" }):
			// Its rows name their area.
		case e.Authority == "" && len(l.Authorities) == 1:
			areas[i] = l.Authorities[0].Code
		case e.Authority == "" && src.Document != nil && src.Document.Area != "":
			// Its documents name theirs.
		case e.Authority == "":
			refuse(e, "its files do not name their authority: want authority: with one of the %d configured codes", len(l.Authorities))
		case !known:
			refuse(e, "authority %s: want one of the configured authorities", e.Authority)
		default:
			areas[i] = e.Authority
		}
	}
	return areas, errors.Join(faults...)
}

// day is the day that the figures are for, null when none is given.
func (l *loader) day() string {
	if l.AsAt.IsZero() {
		return "null::date"
	}
	return "date " + warehouse.Quote(l.AsAt.Format(time.DateOnly))
}

func (l *loader) source(kind string) *source {
	for _, src := range l.sources {
		if src.Kind == kind {
			return src
		}
	}
	return nil
}

// relative names a file for messages and tables.
func (l *loader) relative(path string) string {
	if name, err := filepath.Rel(l.Root, path); err == nil && l.Root != "" {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(path)
}

// exec runs a statement over data. The database's own words may repeat a value, so of an error over
// data only its class is passed on.
func (l *loader) exec(ctx context.Context, what, statement string, args ...any) error {
	return execOn(ctx, l.conn, what, statement, args...)
}

func execOn(ctx context.Context, conn *sql.Conn, what, statement string, args ...any) error {
	if _, err := conn.ExecContext(ctx, statement, args...); err != nil {
		return fmt.Errorf("%s: %w", what, withoutValues(ctx, err))
	}
	return nil
}

// withoutValues keeps of a database error what cannot repeat a value of a record.
func withoutValues(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	text := err.Error()
	for _, safe := range []string{"Binder Error", "Parser Error", "Catalog Error", "Syntax Error", "Out of Memory Error"} {
		if strings.HasPrefix(text, safe) {
			return err
		}
	}
	class, _, found := strings.Cut(text, ":")
	if !found || !strings.HasSuffix(class, "Error") {
		class = "error"
	}
	return fmt.Errorf("the database gave up (%s)", class)
}

// quoteNames is a list of column names for a statement.
func quoteNames(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = warehouse.QuoteName(name)
	}
	return strings.Join(quoted, ", ")
}
