package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// overviewView is the front page: what changed, what needs a decision, how the authority stands beside its
// neighbours and how old all that is; then every indicator by theme.
type overviewView struct {
	layout
	Status    statusView
	News      newsView
	Decide    []decisionItem
	Watch     *watchView // comments and targets to look at; internal only
	Brief     []briefItem
	Tallies   []tallyView
	TallyRule string // of all of them
	Themes    []themeView
	Absent    []absentRow // no longer in force, not yet, or nothing to work them out from
	Compared  bool
	HasTarget bool
	Charted   bool // at least one row has the words of process control
}

// statusView says what the page rests on.
type statusView struct {
	To, Asked string // last day of the figures, and the day that they were asked for
	Edition   string
	RunDue    string // when the schedule asked for the run; empty for a run by hand
	Figures   string
	Files     string   // read
	Rows      string   // refused of those read
	Missing   []string // extracts that some indicator wants, and how many
	Stale     []staleView
	Oldest    string // said when nothing is too old
}

// decisionItem is an indicator that somebody may have to decide about, and why.
type decisionItem struct {
	ID, Title string
	Reasons   []string
}

// decisionLength is how many of them are on the page at once.
const decisionLength = 5

// briefItem is a sentence of the summary; Members are the indicators it counts.
type briefItem struct {
	Tag     *tag
	Lead    string
	Members []briefMember
	Folded  bool // the members open on request
}

// briefLength is how many members of a tally are on the page at once; the rest opens on request.
const briefLength = 4

// First and Rest are the members in two parts. A rest of one is not worth a click.
func (i briefItem) First() []briefMember {
	switch {
	case i.Folded:
		return nil
	case len(i.Members) <= briefLength+1:
		return i.Members
	default:
		return i.Members[:briefLength]
	}
}

// Rest is what First leaves.
func (i briefItem) Rest() []briefMember { return i.Members[len(i.First()):] }

type briefMember struct{ ID, Text string }

type themeView struct {
	ID, Name string
	Rows     []scoreRow
}

func (b *book) overviewView() overviewView {
	view := overviewView{layout: b.layout(b.area.Name+": children's social care", "overview", 0)}
	withFigure := 0
	for _, theme := range b.themes() {
		shown := themeView{ID: theme[0].Def.Theme, Name: themeWords(theme[0].Def.Theme)}
		for _, e := range theme {
			if !e.current() {
				view.Absent = append(view.Absent, b.absentRow(e))
				continue
			}
			if e.Now.Has() {
				withFigure++
			}
			view.Compared = view.Compared || e.Latest != nil
			row := b.scoreRow(e)
			view.HasTarget = view.HasTarget || row.Target != nil
			view.Charted = view.Charted || row.Charted
			shown.Rows = append(shown.Rows, row)
		}
		if len(shown.Rows) > 0 {
			view.Themes = append(view.Themes, shown)
		}
	}
	view.Status = b.status(withFigure)
	view.News, view.Decide, view.Watch = b.news(), b.decisions(), b.watch()
	view.Brief, view.Tallies = b.brief(), b.tallies()
	view.TallyRule = tallyRule(view.Tallies)
	return view
}

// status says what the figures rest on. The moment of the run is not among it: it is no function of the inputs, and the
// same inputs give the same pages. What a schedule asked for is an input; the history of runs has the moment.
func (b *book) status(withFigure int) statusView {
	out := statusView{Edition: "Published edition", Stale: b.staleViews()}
	if due := b.site.opts.DueAt; !due.IsZero() {
		out.RunDue = "Run due on " + longDate(due) + " at " + due.Format("15:04")
	}
	out.To, out.Asked = dataTo(b.site.opts.AsAt, b.area)
	if out.Asked == "" {
		out.Asked = out.To
	}
	out.Figures = fmt.Sprintf("%s of %s have a figure", count(int64(withFigure)), countOf(len(b.entries), "indicator"))
	files, kinds := map[string]bool{}, map[string]bool{}
	var read, rejected int64
	for _, source := range b.site.sources {
		if source.AreaCode == "" || source.AreaCode == b.area.Code {
			files[source.File], kinds[source.Kind] = true, true
			read, rejected = read+source.Read, rejected+source.Rejected
		}
	}
	out.Files = fmt.Sprintf("%s of %s", countOf(len(files), "file"), countOf(len(kinds), "kind"))
	if rejected == 0 {
		out.Rows = "no row refused"
	} else {
		out.Rows = fmt.Sprintf("%s of %s rows refused", b.rowsWords(rejected), strings.TrimPrefix(b.rowsWords(read), "about "))
	}
	out.Missing = b.missingExtracts()
	if ages := b.ages(); len(ages) > 0 && len(out.Stale) == 0 {
		out.Oldest = "No extract is older than its limit"
		if b.audience.private {
			out.Oldest = "Every extract has records of " + ages[0].DataTo + " or later"
		}
	}
	return out
}

// missingExtracts are what indicators want and was not given, with the number of indicators that go without.
func (b *book) missingExtracts() []string {
	var names []string
	without := map[string]int{}
	for _, e := range b.entries {
		if e.Held || !e.Ended.IsZero() {
			continue
		}
		for _, name := range b.absentNeeds(e.Def) {
			if without[name] == 0 {
				names = append(names, name)
			}
			without[name]++
		}
	}
	for i, name := range names {
		names[i] = fmt.Sprintf("%s (%s without a figure)", name, countOf(without[name], "indicator"))
	}
	return names
}

// decisions are the indicators that stand on the worse side of something beyond chance, those with most of it first.
func (b *book) decisions() []decisionItem {
	var out []decisionItem
	owed := map[string]owedView{}
	for _, one := range b.owed() {
		owed[one.ID] = one
	}
	for _, e := range b.entries {
		if !e.current() || !e.Now.Has() {
			continue
		}
		if reasons := b.reasons(e); len(reasons) > 0 {
			if one, ok := owed[e.Def.ID]; ok {
				reasons = append(reasons, one.comment())
			}
			out = append(out, decisionItem{e.Def.ID, e.Def.Title, reasons})
		}
	}
	slices.SortStableFunc(out, func(x, y decisionItem) int { return cmp.Compare(len(y.Reasons), len(x.Reasons)) })
	return out
}

// reasons says why an indicator is in the list of those that stand on the worse side.
func (b *book) reasons(e *entry) []string {
	var out []string
	for _, one := range b.worse(e) {
		if one.Of == "target" { // the other reasons give the figure
			one.Words += " (" + figureWords(e.Now) + ")"
		}
		out = append(out, one.Words)
	}
	if view := b.target(e); view != nil && view.Overdue && (b.audience.private || len(out) > 0) { // the public list is of what is worse
		out = append(out, "the target’s review was due on "+view.Review)
	}
	return out
}

// reason is something beside which an indicator stands on the worse side beyond chance.
type reason struct {
	Of    string // neighbours, England, months, year, target
	Words string
}

// worse says in what an indicator stands on the worse side beyond chance. The front page and the pages of themes
// and staff all go by it, so that none finds nothing where another finds something.
func (b *book) worse(e *entry) []reason {
	var out []reason
	if c := e.Latest; c != nil && c.Cell.Has() {
		if c.mean != nil && c.Verdict.Class == "worse" {
			out = append(out, reason{"neighbours", fmt.Sprintf("worse than neighbours (%s; neighbours %s)", c.Own, c.dated(c.Mean))})
		}
		if c.england != nil && c.VerdictEngland.Class == "worse" {
			out = append(out, reason{"England", fmt.Sprintf("worse than England (%s; England %s)", c.Own, c.dated(c.England))})
		}
	}
	if charted := b.chart(e); charted != nil && charted.Variation == "concern" {
		out = append(out, reason{"months", "a real change for the worse, " + charted.rule()})
	}
	if e.Year.real() && !e.Year.Untested && e.Year.Tag.Class == "worse" {
		out = append(out, reason{"year", fmt.Sprintf("%s from %s a year before", e.Year.Words, e.Year.Said)})
	}
	switch view := b.target(e); {
	case view == nil:
	case view.Assurance != nil && view.Assurance.Class == "worse":
		out = append(out, reason{"target", "will not meet the target of " + view.Aim + " as it runs"})
	case view.Compared && view.Tag.Class == "worse":
		out = append(out, reason{"target", fmt.Sprintf("misses the target of %s beyond chance", view.Aim)})
	}
	return out
}

// brief is how we stand beside neighbours: every verdict with its members.
func (b *book) brief() []briefItem {
	var better, worse, same, other []briefMember
	for _, e := range b.entries {
		if !e.current() || e.Latest == nil || e.Latest.mean == nil || !e.Latest.Cell.Has() {
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
	add := func(t tag, lead string, members []briefMember, folded bool) {
		if len(members) > 0 {
			out = append(out, briefItem{&t, fmt.Sprintf(lead, countOf(len(members), "indicator")), members, folded})
		}
	}
	add(tag{"worse", "!", "worse"}, "%s worse than neighbours", worse, false)
	add(tag{"better", "✓", "better"}, "%s better than neighbours", better, false)
	add(tag{"plain", "↕", "differs"}, "%s different, with no better or worse way", other, false)
	add(tag{"same", "≈", "close"}, "%s with no clear difference", same, true)
	return out
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(int64(n)) + " " + noun + "s"
}

// DecideFirst and DecideRest are the indicators that may need a decision, in two parts.
func (v overviewView) DecideFirst() []decisionItem {
	if len(v.Decide) <= decisionLength+1 {
		return v.Decide
	}
	return v.Decide[:decisionLength]
}

// DecideRest is what DecideFirst leaves.
func (v overviewView) DecideRest() []decisionItem { return v.Decide[len(v.DecideFirst()):] }
