package dashboards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"sightline/benchmarks"
	"sightline/dashboards/attack"
	"sightline/indicators"
)

// book is the pages of one authority for one audience.
type book struct {
	site     *site
	area     Area
	audience audience
	tree     int
	below    int
	folder   string // empty, or the authority's code and a slash
	entries  []*entry
	standing *standings
	targets  map[string][]heldTarget // by indicator
	reaches  []reach                 // of the extracts
	base     *baseEdition            // what the internal pages tell their changes from; nil: none is held
	closer   map[string]*closerLook  // by indicator; empty in the public edition
}

// entry is an indicator as this book may show it.
type entry struct {
	Def      *indicators.Definition
	Cells    series
	Now      Cell
	Held     bool // there is a latest figure, be it a hidden one
	Why      string
	Ended    time.Time // last day that the rule held for, where the figures go beyond it
	Year     change
	Five     span
	Compared []compared // by period end
	Latest   *compared  // for the latest figure or, failing that, the newest there is
	Finding  string
	Comments []commentView // newest first
	rows     func() []byte // of Cells, as data files have them; written when first asked for
}

// compared is a row of benchmarks.comparison beside the cell that it is about, in words.
type compared struct {
	Cell            Cell
	Years           string // label of the published figures
	Period          string
	Own             string
	Mean            string
	Used            string
	Missing         string
	RegionName      string
	Region, England string
	Verdict         tag
	VerdictEngland  tag
	Relation        string // lower than neighbours (12.2%), with the years when they are others than ours
	Reason          string
	Standing        string
	Source, Note    string
	Measure, Model  string
	Stale           string   // why the comparators are old
	Differs         []string // in what the published measure is another than ours
	Same            bool     // about the latest figure
	mean, england   *float64
	row             comparison
}

func (b *book) add(def *indicators.Definition, figures []Figure) {
	e := &entry{Def: def}
	if b.audience.private {
		e.Cells = make(series, 0, len(figures))
	}
	for _, figure := range figures {
		if !b.audience.private && !inPublic(def, figure) {
			continue
		}
		e.Cells = append(e.Cells, discloseBy(def, figure, b.policy(def)))
	}
	e.rows = sync.OnceValue(func() []byte { return writeRows(b.area, e.Cells) })
	b.entries = append(b.entries, e)
}

// protect hides what the public edition would give away, and finds the earlier editions that may not stay beside it.
func (b *book) protect() error {
	opts := b.site.opts
	rules := opts.rules()
	if b.audience.private || !rules.Hides() {
		return nil
	}
	attacker := func() func([]attack.Cell) *attack.Report {
		if opts.attack != nil {
			return opts.attack
		}
		return attack.NewAuditor(opts.Catalogue.Definitions, rules).Cells
	}
	g := newGuard(b.entries, attacker)
	if err := g.settle(); err != nil {
		return err
	}
	g.besideFormers(b.site.formers, b.area.Code)
	return nil
}

// settle puts the figures into words, once all that has to be hidden is.
func (b *book) settle(s *standings) {
	b.standing = b.told(s)
	for _, e := range b.entries {
		b.describe(e, b.standing.comparisons[e.Def.ID])
	}
}

func (b *book) describe(e *entry, comparisons []comparison) {
	def := e.Def
	for _, cell := range e.Cells {
		switch {
		case b.audience.private:
		case cell.Hiding == Partner:
			b.site.published.Partner++
			fallthrough
		case cell.Symbol == Confidential:
			b.site.published.Hidden++
			b.site.hidden[b.area.Code]++
		case cell.Has():
			b.site.shown[b.area.Code]++
		}
	}
	e.Now, e.Held = headline(e.Cells)
	lastDay := b.lastDay()
	if end := endOf(def); !end.IsZero() && end.Before(lastDay) {
		e.Ended = end
	}
	switch {
	case !e.Held && !e.Ended.IsZero():
		e.Why = "the rule ended on " + longDate(e.Ended)
	case def.Editions[0].From > lastDay.Format(time.DateOnly) && !e.Now.Has():
		e.Why, e.Held = "the rule begins on "+isoWords(def.Editions[0].From), false
	case !e.Held:
		e.Why = b.whyMissing(def)
	case !e.Now.Has():
		e.Why = whySymbol(e.Now.Symbol, e.Now.threshold(b.below))
	default:
		b.site.withData[def.ID] = true
	}
	if before, ok := e.Cells.at(e.Now.Period, yearBefore(e.Now.End)); ok {
		e.Year = changeSince(def, e.Now, before)
	}
	e.compare(comparisons)
	e.Five = e.fiveYears()
	e.Finding = e.finding()
}

// headline is the newest figure that covers a year, or stands at a day; a shorter window serves
// where no whole year is held yet.
func headline(cells series) (Cell, bool) {
	for _, periods := range [][]string{{periodYear, periodRolling, periodSnapshot}, {periodToDate, periodQuarter, periodMonth}} {
		var newest Cell
		found := false
		for _, period := range periods {
			if cell, ok := cells.of(period).last(); ok && (!found || cell.End.After(newest.End)) {
				newest, found = cell, true
			}
		}
		if found {
			return newest, true
		}
	}
	return Cell{}, false
}

// lastDay is the last day that the book's figures cover.
func (b *book) lastDay() time.Time {
	if b.area.DataTo.IsZero() || b.area.DataTo.After(b.site.opts.AsAt) {
		return b.site.opts.AsAt
	}
	return b.area.DataTo
}

// entry is the indicator with the id; nil when it is not in the catalogue.
func (b *book) entry(id string) *entry {
	for _, e := range b.entries {
		if id != "" && e.Def.ID == id {
			return e
		}
	}
	return nil
}

// whyMissing says which extracts an indicator without any figure wants.
func (b *book) whyMissing(def *indicators.Definition) string {
	if absent := b.absentNeeds(def); len(absent) > 0 {
		return "needs " + listWords(absent) + ", which was not among the extracts"
	}
	return "the extracts given do not cover a whole period"
}

// absentNeeds are the extracts that an indicator wants and none was given of, in words.
func (b *book) absentNeeds(def *indicators.Definition) []string {
	var absent []string
	for _, need := range needsOf(def) {
		met := slices.ContainsFunc(need.Ways, func(way sourceWay) bool {
			return !slices.ContainsFunc(way.Returns, func(kind string) bool {
				return !slices.ContainsFunc(b.site.sources, func(s Source) bool { return s.Kind == kind })
			})
		})
		if words := need.words(); !met && !slices.Contains(absent, words) {
			absent = append(absent, words)
		}
	}
	return absent
}

func (e *entry) compare(comparisons []comparison) {
	for _, row := range comparisons {
		cell, ok := e.Cells.at(row.Period, row.End)
		if !ok {
			continue
		}
		shown := e.beside(cell, row)
		if n := len(e.Compared); n > 0 && e.Compared[n-1].Cell.Period == cell.Period && e.Compared[n-1].Cell.End.Equal(cell.End) {
			continue // a second model for the same figure: the first stands
		}
		e.Compared = append(e.Compared, shown)
	}
	for i, c := range e.Compared {
		if c.mean == nil && c.england == nil {
			continue
		}
		if e.Latest == nil || c.Same || (!e.Latest.Same && !c.Cell.End.Before(e.Latest.Cell.End)) {
			e.Latest = &e.Compared[i]
		}
	}
}

// beside puts a cell and its comparators together. What rests on a hidden cell is left out.
func (e *entry) beside(cell Cell, row comparison) compared {
	write := func(v *float64) string {
		if v == nil {
			return ""
		}
		return inTable(*v, cell.Unit, cell.Places)
	}
	out := compared{
		Cell: cell, Years: row.Years, Period: upperFirst(periodWords(cell.Period, cell.Start, cell.End)),
		Own: tableFigure(cell), Mean: write(row.NeighbourMean), Missing: strings.ReplaceAll(row.NeighboursMissing, "; ", ", "),
		RegionName: row.RegionName, Region: write(row.Region), England: write(row.England),
		Verdict: tagNone, VerdictEngland: tagNone, Source: plainReason(row.Source), Note: noteSentence(row.Note),
		Measure: row.Measure, Model: row.Model, Stale: row.Stale, Differs: differences(row.Differs),
		mean: row.NeighbourMean, england: row.England, row: row,
		Same: e.Held && cell.End.Equal(e.Now.End) && covers(cell.Period) == covers(e.Now.Period),
	}
	if row.NeighboursUsed != nil {
		missing := 0
		if row.NeighboursMissing != "" {
			missing = len(strings.Split(row.NeighboursMissing, "; "))
		}
		out.Used = count(*row.NeighboursUsed) + " of " + count(*row.NeighboursUsed+int64(missing))
	}
	if !cell.Has() {
		return out
	}
	out.Verdict, out.VerdictEngland, out.Reason = verdictTag(row.VerdictNeighbours), verdictTag(row.VerdictEngland), plainReason(row.Reason)
	if theirs, apart := out.yearsApart(); apart {
		out.setApart(theirs)
	}
	// A count follows the size of an authority: it has no place beside a mean of others.
	if row.NeighbourMean != nil && e.Def.Statistic != indicators.Count {
		out.Relation = relation(indicators.Round(*cell.Value, cell.Places), indicators.Round(*row.NeighbourMean, cell.Places), out.Verdict, "neighbours") +
			" (" + out.dated(out.Mean) + ")"
	}
	if row.Rank != nil && row.Ranked != nil {
		out.Standing = "place " + count(*row.Rank) + " of " + count(*row.Ranked)
		if row.Band != "" {
			out.Standing += ", quartile band " + row.Band
		}
	}
	return out
}

// yearsApart tells whether the comparators are of a year more than one before or after that of our figure, and of
// which. Work and counting rules move too far in such a time for a verdict.
func (c compared) yearsApart() (int, bool) {
	theirs := labelYear(c.Years)
	return theirs, theirs > 0 && benchmarks.YearsApart(c.Cell.End.Year(), theirs) != ""
}

// setApart says that nothing is judged, and why; the published figures stay, with their years. Where something else
// stands in the way of a verdict too, that is what the verdict says.
func (c *compared) setApart(theirs int) {
	c.Reason = benchmarks.YearsApart(c.Cell.End.Year(), theirs)
	for _, one := range []struct {
		verdict *tag
		value   *float64
	}{{&c.Verdict, c.mean}, {&c.VerdictEngland, c.england}} {
		if one.value != nil && (one.verdict.Class != "none" || c.row.Reason == c.Reason) {
			*one.verdict = tagApart
		}
	}
	c.row.AveragesDiffer = false
}

// noteSentence ends a note with one full stop; without a note there is none.
func noteSentence(note string) string {
	if note == "" {
		return ""
	}
	return sentence(note)
}

// dated adds the years of a published figure where they are not those of the cell beside it.
func (c compared) dated(figure string) string {
	if c.Years == "" || labelYear(c.Years) == c.Cell.End.Year() {
		return figure
	}
	return figure + " in " + c.Years
}

// labelYear is the year that a label such as 2025, 2024-25 or 2024/25 ends in; 0 when it says none.
func labelYear(label string) int {
	first, last := 0, 0
	for _, digits := range strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsDigit(r) }) {
		n, err := strconv.Atoi(digits)
		if err != nil {
			return 0
		}
		if len(digits) == 2 {
			n += first / 100 * 100
		}
		if first == 0 {
			first = n
		}
		last = n
	}
	return last
}

// covers is the length of a period: the year to a year end and the 12 months to it are one thing.
func covers(period string) string {
	if period == periodRolling {
		return periodYear
	}
	return period
}

// compareThemes puts themes in the order of a child's way through the service.
func compareThemes(x, y string) int {
	place := func(theme string) int {
		if i := slices.Index(themeOrder, theme); i >= 0 {
			return i
		}
		return len(themeOrder)
	}
	return cmp.Or(cmp.Compare(place(x), place(y)), strings.Compare(x, y))
}

// themes groups the entries by theme, in order.
func (b *book) themes() [][]*entry {
	sorted := slices.Clone(b.entries)
	slices.SortStableFunc(sorted, func(x, y *entry) int { return compareThemes(x.Def.Theme, y.Def.Theme) })
	var out [][]*entry
	for i, e := range sorted {
		if i == 0 || sorted[i-1].Def.Theme != e.Def.Theme {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}
