package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type overviewView struct {
	layout
	Brief      []briefItem
	Tallies    []tallyView
	Themes     []themeView
	WithFigure int
	Total      int
	Compared   bool
}

// briefItem is a sentence of the summary; Members are the indicators it counts.
type briefItem struct {
	Tag     *tag
	Lead    string
	Members []briefMember
}

// briefLength is how many members of a tally are on the page at once; the rest opens on request.
const briefLength = 6

// First and Rest are the members in two parts. A rest of one is not worth a click.
func (i briefItem) First() []briefMember {
	if len(i.Members) <= briefLength+1 {
		return i.Members
	}
	return i.Members[:briefLength]
}

// Rest is what First leaves.
func (i briefItem) Rest() []briefMember { return i.Members[len(i.First()):] }

type briefMember struct{ ID, Text string }

type themeView struct {
	ID, Name string
	Rows     []scoreRow
	Absent   []absentRow // at the end: no longer in force, not yet, or nothing to work it out from
}

type scoreRow struct {
	ID, Title      string
	Figure, Unit   string
	Gap            string
	Period         string
	Year           change
	YearWhy        string
	Mean, Used     string
	Verdict        tag
	Years          string
	Stale          string
	England        string
	VerdictEngland tag
	Spark          *sparkline
}

// absentRow is an indicator without a figure of the period shown, and why.
type absentRow struct {
	ID, Title, Why string
	Next           *ruleView // the indicator that took its place
}

// writeRest writes the pages and files of an authority other than those of single indicators.
func (b *book) writeRest() error {
	var all []Cell
	for _, e := range b.entries {
		all = append(all, e.Cells...)
	}
	if err := b.site.trees[b.tree].write(b.folder+"data/all.csv", dataFile(b.area, all)); err != nil {
		return err
	}
	if err := b.site.trees[b.tree].write(b.folder+"data/completeness.csv", completenessFile(all)); err != nil {
		return err
	}
	if err := b.writeWorkbook(); err != nil {
		return err
	}
	for _, page := range []struct {
		template, name string
		view           any
	}{
		{"overview", "index.html", b.overviewView()},
		{"quality", "data-quality.html", b.qualityView()},
		{"comparators", "comparators.html", b.comparatorsView()},
		{"about", "about.html", b.aboutView()},
	} {
		if err := b.site.page(b.tree, page.template, b.folder+page.name, page.view); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) overviewView() overviewView {
	view := overviewView{layout: b.layout(b.area.Name+": children's social care", "overview", 0), Total: len(b.entries)}
	for _, theme := range b.themes() {
		shown := themeView{ID: theme[0].Def.Theme, Name: themeWords(theme[0].Def.Theme)}
		for _, e := range theme {
			if !e.current() {
				shown.Absent = append(shown.Absent, b.absentRow(e))
				continue
			}
			if e.Now.Has() {
				view.WithFigure++
			}
			view.Compared = view.Compared || e.Latest != nil
			shown.Rows = append(shown.Rows, e.scoreRow(b.below))
		}
		view.Themes = append(view.Themes, shown)
	}
	view.Brief, view.Tallies = b.brief(), b.tallies()
	return view
}

// current tells whether the entry has a figure, be it a hidden one, by a rule that still holds.
func (e *entry) current() bool { return e.Held && e.Ended.IsZero() }

func (b *book) absentRow(e *entry) absentRow {
	out := absentRow{ID: e.Def.ID, Title: e.Def.Title, Why: e.Why}
	if e.Ended.IsZero() {
		return out
	}
	out.Why = "the rule ended on " + longDate(e.Ended)
	if e.Now.Has() {
		out.Why += "; the last figure was " + figureWords(e.Now) + " " + periodPhrase(e.Now)
	}
	if later := b.entry(e.Def.SucceededBy); later != nil {
		out.Next = &ruleView{ID: later.Def.ID, Title: later.Def.Title}
	}
	return out
}

func (e *entry) scoreRow(below int) scoreRow {
	out := scoreRow{
		Gap: gapWords(e.Def, e.Now, below),
		ID:  e.Def.ID, Title: e.Def.Title, Figure: figureWords(e.Now),
		Period: periodWords(e.Now.Period, e.Now.Start, e.Now.End), Year: e.Year,
		YearWhy: "no earlier figure", Verdict: tagNone, VerdictEngland: tagNone,
	}
	if !e.Now.Has() {
		out.Figure, out.YearWhy = upperFirst(symbolWords(e.Now.Symbol)), "not shown"
		out.Period += "; " + e.Why
	}
	if e.Year.Why != "" {
		out.YearWhy = e.Year.Why
	}
	if e.Now.short() {
		out.Gap = strings.TrimPrefix(out.Gap+"; the extracts begin too late for it", "; ")
	}
	if e.plain() {
		out.Figure, out.Unit = inTable(*e.Now.Value, e.Def.Unit, e.Now.Places), e.Def.Unit
	}
	if c := e.Latest; c != nil {
		out.Mean, out.Used, out.England, out.Stale = c.Mean, c.Used, c.England, c.Stale
		if labelYear(c.Years) != e.Now.End.Year() {
			out.Years = c.Years
		}
		out.Verdict, out.VerdictEngland = c.Verdict, c.VerdictEngland
	}
	cells := e.Cells.of(e.Now.Period)
	if e.Now.Period == periodYear {
		if rolling := e.Cells.of(periodRolling); len(rolling) > 12 {
			cells = rolling
		}
	}
	cells = held(cells)
	out.Spark = spark(cells[max(0, len(cells)-25):])
	return out
}

// brief is the summary in words: how we stand beside neighbours, every tally with its members, and
// the largest changes that are more than chance.
func (b *book) brief() []briefItem {
	var better, worse, same, other []briefMember
	var changed []*entry
	for _, e := range b.entries {
		if !e.current() {
			continue
		}
		if e.Year.Known && e.Year.Strength > 0 && e.Year.Tag.Class != "same" {
			changed = append(changed, e)
		}
		if e.Latest == nil || e.Latest.mean == nil || !e.Latest.Cell.Has() {
			continue
		}
		member := briefMember{e.Def.ID, fmt.Sprintf("%s (%s; neighbours %s)", e.Def.Title, e.Latest.Own, e.Latest.dated(e.Latest.Mean))}
		switch e.Latest.Verdict.Class {
		case "better":
			better = append(better, member)
		case "worse":
			worse = append(worse, member)
		case "same":
			same = append(same, member)
		case "plain":
			other = append(other, member)
		}
	}
	var out []briefItem
	add := func(t tag, lead string, members []briefMember) {
		if len(members) > 0 {
			out = append(out, briefItem{&t, fmt.Sprintf(lead, countOf(len(members), "indicator")), members})
		}
	}
	add(tag{"worse", "!", "worse"}, "%s worse than neighbours", worse)
	add(tag{"better", "✓", "better"}, "%s better than neighbours", better)
	add(tag{"plain", "↕", "differs"}, "%s different from neighbours, with no better or worse way", other)
	add(tag{"same", "≈", "close"}, "%s with no clear difference from neighbours", same)
	slices.SortStableFunc(changed, func(x, y *entry) int { return cmp.Compare(y.Year.Strength, x.Year.Strength) })
	item := briefItem{Lead: "Largest changes on a year before"}
	for _, e := range changed[:min(len(changed), 5)] {
		item.Members = append(item.Members, briefMember{e.Def.ID, fmt.Sprintf("%s: %s, %s from %s (%s)",
			e.Def.Title, figureWords(e.Now), e.Year.Words, e.Year.From, e.Year.Tag.Text)})
	}
	if len(item.Members) > 0 {
		out = append([]briefItem{item}, out...)
	}
	return out
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(int64(n)) + " " + noun + "s"
}

type qualityView struct {
	layout
	Files    []qualityRow
	Rejects  []tallyRow
	Notices  []tallyRow
	Rejected bool
	Reach    *table // how far the extracts go

	Oversight *oversight // of targets and comments; internal only
}

type qualityRow struct {
	Kind, Table, File, Read, Loaded, Rejected, SHA256, SupersededBy string
}

type tallyRow struct{ File, Rule, Words, Rows string }

func (b *book) qualityView() qualityView {
	view := qualityView{layout: b.layout("Data quality: what was read and what was refused", "quality", 0)}
	ours := map[string]bool{"": true}
	for _, source := range b.site.sources {
		if source.AreaCode != "" && source.AreaCode != b.area.Code {
			continue
		}
		ours[source.File] = true
		view.Rejected = view.Rejected || source.Rejected > 0
		view.Files = append(view.Files, qualityRow{
			Kind: source.Kind, Table: source.Table, File: source.File, SHA256: source.SHA256[:min(12, len(source.SHA256))],
			SupersededBy: source.SupersededBy, Read: b.rowsWords(source.Read),
			Loaded: b.rowsWords(source.Loaded), Rejected: b.rowsWords(source.Rejected),
		})
	}
	rows := func(tallies []tally) []tallyRow {
		var out []tallyRow
		for _, t := range tallies {
			if ours[t.File] {
				out = append(out, tallyRow{t.File, strings.ReplaceAll(t.Rule, "-", " "), t.Words, b.rowsWords(t.Rows)})
			}
		}
		return out
	}
	view.Reach = b.extractTable()
	view.Rejects, view.Notices = rows(b.site.rejects), rows(b.site.notices)
	view.Oversight = b.oversight()
	return view
}

type areasView struct {
	layout
	Areas []Area
}

func (s *site) areasView(audience audience) areasView {
	return areasView{Areas: s.areas, layout: s.sharedLayout(audience, "Children's social care: authorities", "areas", 0)}
}
