package dashboards

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"sightline/dashboards/attack"
	"sightline/dashboards/commentary"
	"sightline/indicators"

	"golang.org/x/sync/errgroup"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/style.css assets/page.js assets/echarts.min.js assets/echarts.LICENSE.txt assets/echarts.NOTICE.txt
var assetFiles embed.FS

var assetNames = []string{"style.css", "page.js", "echarts.min.js", "echarts.LICENSE.txt", "echarts.NOTICE.txt"}

// DefaultSuppressBelow hides counts of 1 to 5, as the published releases on children do.
const DefaultSuppressBelow = 6

// Options say what to publish and where.
type Options struct {
	Dir           string // publish.dir
	Catalogue     *indicators.Catalogue
	AsAt          time.Time // figures of later periods are left out
	DueAt         time.Time // when the schedule asked for the run, in its time zone; zero for a run by hand
	SuppressBelow int       // counts of 1 to SuppressBelow-1 are hidden in public; 0 means 6, 1 hides none
	RoundTo       int       // base that counts are rounded to in public; 0 and 1 leave them as they are
	ZeroHidden    bool      // noughts are hidden in public with the small counts
	// Tables are the policies of indicators that are published otherwise than the rest, by id.
	Tables        map[string]Policy
	Notice        string // shown at the top of every page when not empty
	Contact       string // whom to tell what cannot be used; the accessibility statement names them
	Version       string
	CatalogueHash string // SHA-256 of the catalogue
	// StaleAfter is how many days before AsAt the newest record of an extract may lie, by its kind; "" is for every
	// kind that is not named. Without it DefaultStaleAfter holds.
	StaleAfter map[string]int
	// Lists gives write the child-level work lists, which become a folder of their own with its own manifest,
	// for the data team alone; nil leaves the folder out. Nothing of them reaches another folder.
	Lists func(write func(name string, text []byte) error) error
	// Commentary is what people wrote about figures; nil: nothing. CommentOwed lists adverse verdicts without a
	// comment in the internal edition.
	Commentary  *commentary.Folder
	CommentOwed bool
	// Print prints the board packs; nil leaves them out. What it cannot print is left out with a warning.
	Print Print
	// Ready is called when the edition is complete and on disk, before it becomes the current one; its error
	// stops the publication. The caller switches there what has to change together with the pages.
	Ready    func() error
	Progress func(done, total int, what string)
	Log      *slog.Logger

	attack func([]attack.Cell) *attack.Report // instead of the attack of package attack, for tests of what follows
}

// Published says what was published.
type Published struct {
	Path        string // the edition that current names
	Edition     string // hash of the content
	Authorities int
	Indicators  int // in the catalogue
	WithFigures int // of those, with a figure for at least one authority
	Pages       int
	Files       int // of both audiences, manifests left out
	Hidden      int // cells hidden in public
	Partner     int // of those, hidden because a small count could be worked out from them
	Withdrawn   int // earlier editions that went, because beside this one they would tell a small count
	Packs       int // board packs printed
}

// audience is one of the folders of an edition.
type audience struct {
	name    string
	private bool
	marking string
}

var audiences = []audience{
	{name: "public"},
	{name: "internal", private: true, marking: "OFFICIAL-SENSITIVE"},
}

// hides is the count under which the audience sees no figure; 0 where it sees all.
func (a audience) hides(below int) int {
	if a.private || below <= 1 {
		return 0
	}
	return below
}

// Publish writes an edition from the tables that q reads and makes it the current one. After an
// error, or when the process dies, the edition before it still stands.
func Publish(ctx context.Context, q Querier, opts Options) (*Published, error) {
	if opts.Catalogue == nil || opts.Dir == "" || opts.AsAt.IsZero() {
		return nil, errors.New("publish: want a catalogue, a folder and a day")
	}
	if opts.SuppressBelow == 0 {
		opts.SuppressBelow = DefaultSuppressBelow
	}
	if len(opts.Tables) > 0 {
		opts.Tables = opts.spread()
	}
	if opts.Progress == nil {
		opts.Progress = func(int, int, string) {}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	out, err := publishOnce(ctx, q, opts)
	if unprinted := (*printError)(nil); errors.As(err, &unprinted) && ctx.Err() == nil {
		return publishOnce(ctx, q, withoutPack(opts, unprinted))
	}
	return out, err
}

func publishOnce(ctx context.Context, q Querier, opts Options) (_ *Published, err error) {
	building, err := newEdition(opts.Dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, building.discard()) }()
	s, err := newSite(ctx, q, opts, building)
	if err != nil {
		return nil, err
	}
	var lists []byte         // the manifest of the work lists; none: they were not asked for
	var apart errgroup.Group // what has nothing of an authority in it
	apart.Go(s.writeMethods)
	apart.Go(func() error { return s.prepareSearch(ctx, q) })
	apart.Go(func() (err error) { lists, err = s.writeLists(building); return err })
	defer func() { _ = apart.Wait() }() // before the folder that the pages are written in may go
	for i, area := range s.areas {
		opts.Progress(i*len(opts.Catalogue.Definitions), len(s.areas)*len(opts.Catalogue.Definitions), area.Name)
		if err := s.writeArea(ctx, q, i, area); err != nil {
			return nil, err
		}
	}
	if err := apart.Wait(); err != nil {
		return nil, err
	}
	return s.finish(ctx, building, lists)
}

// site is what the pages of all audiences and authorities have in common.
type site struct {
	opts      Options
	areas     []Area
	sources   []Source
	rejects   []tally
	notices   []tally
	choices   map[string]string // option to value, where not the default
	trees     []*tree           // by audience
	summaries [][]areaSummary   // by audience, of every authority
	templates map[string]*template.Template
	published Published
	withData  map[string]bool
	remarks   *remarks
	people    *people            // once read
	lookout   *lookout           // for the people of core; nil when there are none
	prepared  chan struct{}      // closed when the lookout is ready
	cited     [][]ManifestSource // files of comments, by audience
	owing     int                // comments that are owed
	mu        sync.Mutex         // of published.Pages and access: pages are written side by side
	access    []accessMeasure    // what was measured in the pages, by audience
	besides   int                // bytes of style and script that a page with charts loads besides, the library left out
	formers   []*former
	hidden    map[string]int     // figures hidden in public, by authority
	shown     map[string]int     // and shown
	printed   []time.Time        // days that pages print, besides the ends of periods
	ledgers   map[string]*ledger // by authority
	reaches   map[string][]reach // of the extracts, by authority
	teams     map[string]*teamWork
	parts     knownParts // of workbooks
}

func newSite(ctx context.Context, q Querier, opts Options, building *edition) (*site, error) {
	s := &site{opts: opts, summaries: make([][]areaSummary, len(audiences)), prepared: make(chan struct{}), withData: map[string]bool{}, hidden: map[string]int{}, shown: map[string]int{}}
	var err error
	if s.areas, err = readAreas(ctx, q, opts.AsAt); err != nil {
		return nil, err
	}
	if err := s.read(ctx, q, building); err != nil {
		return nil, err
	}
	s.access = make([]accessMeasure, len(audiences))
	if s.formers, err = readFormers(opts.Dir, s.manifest(audiences[0])); err != nil {
		return nil, err
	}
	return s, nil
}

// plant begins the trees of the audiences with what all pages load.
func (s *site) plant(building *edition) error {
	for _, audience := range audiences {
		t, err := newTree(building.path+"/"+audience.name, audience.private)
		if err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		s.trees = append(s.trees, t)
		for _, name := range assetNames {
			text, err := assetFiles.ReadFile("assets/" + name)
			if err != nil {
				return err
			}
			if err := t.write("assets/"+name, text); err != nil {
				return err
			}
			if !audience.private && (name == "style.css" || name == "page.js") {
				s.besides += len(text)
			}
		}
	}
	return nil
}

// read reads what the pages of all authorities need, each part by itself: none waits for another's query.
func (s *site) read(ctx context.Context, q Querier, building *edition) error {
	opts := s.opts
	group, together := errgroup.WithContext(ctx)
	var comments *commentary.Folder
	group.Go(func() (err error) { comments, err = s.screen(together, q, opts.Commentary); return err })
	group.Go(func() (err error) {
		if s.sources, err = readSources(together, q); err != nil {
			return err
		}
		if s.rejects, s.notices, err = readTallies(together, q); err != nil {
			return err
		}
		if s.choices, err = readChoices(together, q); err != nil {
			return err
		}
		return s.readReached(together, q)
	})
	group.Go(func() (err error) { s.ledgers, err = readLedgers(together, q, opts.Catalogue, opts.AsAt); return err })
	group.Go(func() (err error) { s.teams, err = readTeams(together, q, opts.Catalogue, opts.AsAt); return err })
	group.Go(func() (err error) { s.templates, err = parseTemplates(); return err })
	group.Go(func() error { return s.plant(building) })
	if err := group.Wait(); err != nil {
		return err
	}
	s.remarks, s.cited = sortComments(comments, s.areas, opts.Catalogue), make([][]ManifestSource, len(audiences))
	return nil
}

func parseTemplates() (map[string]*template.Template, error) {
	out := map[string]*template.Template{}
	for _, page := range []string{
		"overview", "indicator", "quality", "comparators", "about", "areas", "method", "methods", "accessibility",
		"theme", "themes", "money", "lines", "workforce", "teams", "team", "units",
	} {
		parsed, err := template.ParseFS(templateFiles, "templates/layout.html", "templates/chart.html", "templates/target.html", "templates/comments.html", "templates/splits.html", "templates/"+page+".html")
		if err != nil {
			return nil, fmt.Errorf("page templates: %w", err)
		}
		out[page] = parsed
	}
	return out, nil
}

// finish writes what is left, the manifests beside that of the lists, and puts the edition in its place.
func (s *site) finish(ctx context.Context, building *edition, lists []byte) (*Published, error) {
	s.warnOfComments()
	var manifests [][]byte
	for i := range audiences {
		if len(s.areas) > 1 {
			if err := s.page(i, "areas", "index.html", s.areasView(i)); err != nil {
				return nil, err
			}
		}
	}
	if err := s.writeStatements(); err != nil {
		return nil, err
	}
	for i, audience := range audiences {
		text, err := s.trees[i].seal(s.manifest(audience, s.cited[i]...))
		if err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
		manifests = append(manifests, text)
		s.published.Files += len(s.trees[i].files)
	}
	if err := s.checkIdentifiers(); err != nil {
		return nil, err
	}
	if lists != nil {
		manifests = append(manifests, lists)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	building.withdrawn = s.withdrawn()
	s.published.Withdrawn = len(building.withdrawn)
	name, path, err := building.promote(s.opts.Ready, manifests...)
	if err != nil {
		return nil, err
	}
	s.published.Edition, s.published.Path = name, path
	s.published.Authorities, s.published.Indicators = len(s.areas), len(s.opts.Catalogue.Definitions)
	s.published.WithFigures = len(s.withData)
	s.opts.Progress(len(s.areas)*len(s.opts.Catalogue.Definitions), len(s.areas)*len(s.opts.Catalogue.Definitions), "")
	s.opts.Log.Info("edition published", slog.String("edition", name), slog.Int("pages", s.published.Pages),
		slog.Int("files", s.published.Files), slog.Int("hidden", s.published.Hidden), slog.Int("hidden_as_partner", s.published.Partner))
	return &s.published, nil
}

func (s *site) manifest(audience audience, cited ...ManifestSource) Manifest {
	manifest := Manifest{
		Format: manifestFormat, Audience: audience.name, AsAt: s.opts.AsAt.Format(time.DateOnly),
		Version: s.opts.Version, CatalogueHash: s.opts.CatalogueHash, Sources: []ManifestSource{},
	}
	if !audience.private {
		usual := s.opts.public("")
		manifest.SuppressBelow, manifest.RoundTo, manifest.Zero = usual.SuppressBelow, usual.RoundTo, usual.zero()
		for _, id := range slices.Sorted(maps.Keys(s.opts.Tables)) {
			own := s.opts.Tables[id]
			manifest.Policy = append(manifest.Policy, ManifestPolicy{id, max(own.SuppressBelow, 1), max(own.RoundTo, 1), own.zero(), own.Reason})
		}
	}
	for _, source := range s.sources {
		one := ManifestSource{Kind: source.Kind, Table: source.Table, File: source.File, SHA256: source.SHA256}
		if !audience.private && s.guessable(source) {
			one.SHA256, one.Withheld = "", "a file of so few records could be guessed and the guess proved by its sum; the internal manifest has it"
		}
		manifest.Sources = append(manifest.Sources, one)
	}
	slices.SortFunc(cited, func(a, b ManifestSource) int { return strings.Compare(a.File, b.File) })
	manifest.Sources = append(manifest.Sources, cited...)
	return manifest
}

// writeLists writes the work lists beside the pages, readable for their owner alone, and returns their manifest.
func (s *site) writeLists(building *edition) ([]byte, error) {
	if s.opts.Lists == nil {
		return nil, nil
	}
	lists, err := newTree(building.path+"/"+listsName, true)
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	if err := s.opts.Lists(lists.write); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	text, err := lists.seal(s.manifest(audience{name: listsName, private: true}))
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return text, nil
}

// usualPage is how much room is made for a page at once.
const usualPage = 64 << 10

// page renders a template into the tree of an audience.
func (s *site) page(audience int, name, path string, view any) error {
	var out bytes.Buffer
	out.Grow(usualPage)
	if err := s.templates[name].ExecuteTemplate(&out, "layout", view); err != nil {
		return fmt.Errorf("page %s: %w", path, err)
	}
	if err := proveCharts(out.Bytes()); err != nil {
		return fmt.Errorf("page %s: %w", path, err)
	}
	measured := measurePage(path, out.Bytes(), s.besides)
	s.mu.Lock()
	s.published.Pages++
	s.access[audience].add(measured)
	s.mu.Unlock()
	return s.trees[audience].write(path, out.Bytes())
}

// areaData is what is read of one authority for the pages of both audiences.
type areaData struct {
	figures   map[string][]Figure // by indicator
	standings *standings
	targets   map[string][]heldTarget
	closer    map[string]*closerLook
}

func (s *site) readArea(ctx context.Context, q Querier, code string) (*areaData, error) {
	out := &areaData{}
	group, together := errgroup.WithContext(ctx)
	group.Go(func() (err error) { out.figures, err = readFigures(together, q, code, s.opts.AsAt); return err })
	group.Go(func() (err error) { out.standings, err = readStandings(together, q, code, s.opts.AsAt); return err })
	group.Go(func() (err error) { out.targets, err = readTargets(together, q, code); return err })
	group.Go(func() (err error) { out.closer, err = readCloser(together, q, code, s.opts.AsAt); return err })
	return out, group.Wait()
}

// writeArea writes the pages and data files of one authority for every audience.
func (s *site) writeArea(ctx context.Context, q Querier, number int, area Area) error {
	data, err := s.readArea(ctx, q, area.Code)
	if err != nil {
		return err
	}
	reaches := s.reaches[area.Code]
	s.withinReach(data.figures, reaches)
	var books []*book
	for i, audience := range audiences {
		book := &book{
			site: s, area: area, audience: audience, tree: i, below: audience.hides(s.opts.SuppressBelow), targets: data.targets,
			reaches: reaches,
		}
		if len(s.areas) > 1 {
			book.folder = area.Code + "/"
		}
		if audience.private {
			book.closer = data.closer
			book.base = findBase(s.opts.Dir, book.folder, s.opts.AsAt)
		}
		for _, def := range s.opts.Catalogue.Definitions {
			book.add(def, data.figures[def.ID])
		}
		if err := book.protect(); err != nil {
			return err
		}
		book.settle(data.standings)
		book.annotate(data.figures)
		s.owing += len(book.owed())
		books = append(books, book)
	}
	return s.writeBooks(ctx, number, books)
}

// writeBooks writes the pages and files of an authority's books, as many at once as there are processors: once
// figures are settled, no page changes anything that another reads. The packs come last, for they are made of pages
// that are written.
func (s *site) writeBooks(ctx context.Context, number int, books []*book) error {
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, b := range books { // the longest first
		group.Go(b.writeWorkbook)
	}
	for _, b := range books {
		group.Go(b.writeRest)
		group.Go(b.writeWork)
	}
	total := len(s.opts.Catalogue.Definitions)
	for done, def := range s.opts.Catalogue.Definitions {
		if together.Err() != nil {
			break
		}
		s.opts.Progress(number*total+done, len(s.areas)*total, def.ID)
		for _, b := range books {
			group.Go(func() error { return b.writeIndicator(b.entries[done]) })
		}
	}
	if err := errors.Join(group.Wait(), ctx.Err()); err != nil {
		return err
	}
	for _, b := range books {
		if err := b.writePack(); err != nil {
			return err
		}
	}
	return nil
}
