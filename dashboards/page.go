package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// layout is what every page's frame needs.
type layout struct {
	Title    string
	Assets   string // way to assets/, from this page
	Home     string // way to the authority's own folder
	Root     string // way to the folder of the audience; only used with several authorities
	Section  string
	Within   bool // the page lies below the one of its section
	Private  bool // of the internal edition
	Area     string
	Several  bool
	Marking  string
	Notice   string
	AsAt     string // last day that figures cover
	Asked    string // day that figures were asked for, when the extracts end before it
	Version  string
	Below    int // 0: nothing is hidden
	Hides    string
	Scripted bool
	Pack     string // way to the board pack; empty when there is none
}

// Highest is the largest count that is hidden.
func (l layout) Highest() int { return l.Below - 1 }

func (b *book) layout(title, section string, depth int) layout {
	up := strings.Repeat("../", depth)
	root := up
	if b.folder != "" {
		root += "../"
	}
	dataTo, asked := dataTo(b.site.opts.AsAt, b.area)
	pack := ""
	if b.site.opts.Print != nil {
		pack = up + packName
	}
	return layout{
		Pack: pack, Title: title, Assets: root + "assets/", Home: up, Root: root, Section: section, Area: b.area.Name,
		Several: b.folder != "", Private: b.audience.private, Marking: b.audience.marking, Notice: b.site.opts.Notice,
		AsAt: dataTo, Asked: asked, Version: b.site.opts.Version, Below: b.below, Hides: b.site.opts.hidesWords(b.audience),
	}
}

// dataTo is the last day that the figures cover, in words, and the day that they were asked for when
// the extracts end before it: a page must not look newer than its data.
func dataTo(asAt time.Time, areas ...Area) (covered, asked string) {
	var last time.Time
	for _, area := range areas {
		if area.DataTo.After(last) {
			last = area.DataTo
		}
	}
	if last.IsZero() || !last.Before(asAt) {
		return longDate(asAt), ""
	}
	return longDate(last), longDate(asAt)
}

// fact is a card beside the large figure.
type fact struct {
	Label, Figure, Detail string
	Tag                   *tag
	Second                string
}

// row is a row of a table: the first cell is its heading. Numbers are right-aligned by their column.
type row struct {
	Head  string
	Cells []string
}

type table struct {
	ID      string
	Caption string
	Columns []string // the first heads the row headings
	Words   int      // columns from the left, row heading not counted, that hold words
	Rows    []row
	Note    string // below the table
}

// companionView is an indicator beside another: its latest figure and why it is to be read there.
type companionView struct {
	ID, Title, Why string
	Figure, Unit   string
	Period         string // of the figure, or why there is none
}

// ruleView is an indicator that measures the same by another rule; without an ID there is no such indicator.
type ruleView struct {
	Lead, ID, Title string
	Detail          string // its latest figure
}

type indicatorView struct {
	layout
	Def         *indicators.Definition
	Theme       string
	Measure     string
	Figure      string
	Unit        string
	FigureNote  string
	Parts       []part
	Limits      string
	Gap         string
	GapNote     string
	Facts       []fact
	Charts      []chartBlock
	Splits      *splitsView
	Compared    []compared
	Others      othersView
	Latest      string // the newest comparison in a sentence
	ShortNote   string // below the comparators
	Windows     *table
	Months      *table
	Edition     indicators.Edition
	Editions    int
	EditionFrom string
	Polarity    string
	Sources     []sourceNeed
	Aside       []string   // points read otherwise than by default
	Beyond      []pageLink // pages that say more of the figure: its ledger lines, its teams
	Method      string     // way to the method page
	Owner       string
	Companions  []companionView
	CSV, XLSX   string
	Rules       []ruleView
	Target      *targetView
	Comments    []commentView
	CommentLeft int // comments that the page has no room for
}

func (b *book) writeIndicator(e *entry) error {
	name := b.folder + "data/" + e.Def.ID + ".csv"
	if err := b.site.trees[b.tree].write(name, dataFile(e)); err != nil {
		return err
	}
	text, err := b.indicatorWorkbook(e).bytes()
	if err != nil {
		return err
	}
	if err := b.site.trees[b.tree].write(b.folder+"data/"+e.Def.ID+".xlsx", text); err != nil {
		return err
	}
	return b.site.page(b.tree, "indicator", b.folder+"indicators/"+e.Def.ID+".html", b.indicatorView(e))
}

func (b *book) indicatorView(e *entry) indicatorView {
	view := indicatorView{
		layout: b.layout(e.Finding, "themes", 1).within(), Def: e.Def, Theme: themeWords(e.Def.Theme),
		Measure: measureLine(e), Figure: "Not available", FigureNote: upperFirst(e.Why) + ".",
		CSV: "../data/" + e.Def.ID + ".csv", XLSX: "../data/" + e.Def.ID + ".xlsx",
		Edition: e.Def.EditionAt(b.site.opts.AsAt), Editions: len(e.Def.Editions), Polarity: polarityWords(e.Def),
	}
	if e.Held {
		view.Edition = e.Def.EditionAt(e.Now.End)
		view.Figure, view.Unit = upperFirst(figureWords(e.Now)), ""
		if e.plain() {
			text := plainDays(indicators.Text(*e.Now.Value, e.Now.Places), e.Def.Unit)
			view.Figure, view.Unit = grouped(text), unitFor(text, e.Def.Unit)
		}
		view.FigureNote = ""
		if !e.Now.Has() {
			view.FigureNote = "Because " + e.Why + "."
		}
		if e.Now.Has() && credited(*e.Now.Value, e.Now.Unit, e.Now.Places) {
			view.FigureNote = negativeWords("the figure")
		}
		if e.Now.short() {
			view.FigureNote = strings.TrimSpace(view.FigureNote + " " + shortWords(e.Def, "this figure"))
		}
		view.Parts, view.Limits = parts(e), limitsSentence(e.Now)
		view.Gap, view.GapNote = upperFirst(gapWords(e.Def, e.Now, b.below)), gapNote(e.Now)
		view.Facts = e.facts()
		view.Windows, view.Months = e.windowTable(b.below), e.monthTable(b.below)
	}
	view.EditionFrom = isoWords(view.Edition.From)
	view.Latest, view.ShortNote = e.comparedWords(), e.comparedNote()
	view.Others = b.others(e)
	view.Compared = slices.Clone(e.Compared)
	slices.Reverse(view.Compared)
	view.Charts, view.Splits = b.charts(e), b.splits(e)
	view.Scripted = len(view.Charts) > 0
	view.Sources = needsOf(e.Def)
	view.Companions, view.Rules = b.companions(e), b.otherRules(e)
	view.Owner, view.Target = sentence(e.Def.Owner), b.target(e)
	if view.Target != nil && e.Held {
		view.Facts = append(view.Facts, view.Target.fact())
	}
	view.Comments, view.CommentLeft = fitting(b.comments(e))
	view.Method, view.Beyond = view.Root+methodFolder+e.Def.ID+".html", b.beyond(e)
	for _, option := range e.Def.Options {
		if chosen := b.site.chosen(option); chosen != option.Default {
			view.Aside = append(view.Aside, option.Question+" Here: "+option.Values[chosen]+".")
		}
	}
	return view
}

// comparedWords is the newest comparison in a sentence.
func (e *entry) comparedWords() string {
	c := e.Latest
	if c == nil || !c.Cell.Has() || c.Relation == "" {
		return ""
	}
	return fmt.Sprintf("%s: %s, %s.", c.Period, saidFigure(c.Cell), c.Relation)
}

func measureLine(e *entry) string {
	parts := []string{unitWords(e.Def)}
	if e.Held {
		parts = append(parts, upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End)))
	}
	if len(e.Def.Also) > 0 {
		parts = append(parts, "Also known as "+strings.Join(e.Def.Also, ", "))
	}
	return strings.Join(parts, " · ")
}

func unitWords(def *indicators.Definition) string {
	switch unit := def.Unit; {
	case def.Statistic == indicators.Median:
		return "Median number of " + unit
	case unit == indicators.Percent:
		return "Per cent"
	case unit == "£":
		return "Pounds"
	case strings.HasPrefix(unit, "£"):
		return "Pounds" + strings.TrimPrefix(unit, "£")
	case strings.HasPrefix(unit, "per "):
		return "Rate " + unit
	default:
		return "Number of " + unit
	}
}

func polarityWords(def *indicators.Definition) string {
	reason := strings.TrimSuffix(strings.TrimSpace(def.Polarity.Reason), ".")
	switch def.Polarity.Direction {
	case indicators.High:
		return "A higher figure is better: " + reason + "."
	case indicators.Low:
		return "A lower figure is better: " + reason + "."
	default:
		return "Neither higher nor lower is better in itself: " + reason + "."
	}
}

// plain tells whether the latest figure is a number whose unit is a word and can stand apart.
func (e *entry) plain() bool {
	return e.Now.Has() && e.Now.Symbol == Shown && !e.Def.Money() && e.Def.Unit != indicators.Percent
}

// part is one side of a figure and what it counts.
type part struct{ Amount, Words string }

// parts says what a figure is made of: numerator and denominator, what is counted, or of how many cases it
// is the middle one.
func parts(e *entry) []part {
	c := e.Now
	switch {
	case !c.Has() || c.Numerator+c.Denominator == "":
		return nil
	case e.Def.Statistic == indicators.Median:
		return []part{{"the middle of " + caseCount(c.Denominator), sentence(e.Def.Numerator)}}
	case c.Denominator == "":
		return []part{{"What is counted", sentence(e.Def.Numerator)}}
	}
	return []part{
		{amount(c.Numerator, e.Def, false), sentence(e.Def.Numerator)},
		{"out of " + amount(c.Denominator, e.Def, true), sentence(e.Def.Denominator)},
	}
}

// caseCount is a number of cases in words.
func caseCount(n string) string { return grouped(n) + " " + unitFor(n, "cases") }

// sentence ends words with one full stop.
func sentence(words string) string {
	return upperFirst(strings.TrimSuffix(strings.TrimSpace(words), ".")) + "."
}

// amount writes a numerator or denominator: pounds for a numerator of money.
func amount(text string, def *indicators.Definition, denominator bool) string {
	if def.Money() && !denominator {
		n, _ := decimal(text)
		return pounds(n, 0)
	}
	if _, fraction, found := strings.Cut(text, "."); found && len(fraction) > 2 {
		n, _ := decimal(text)
		return grouped(indicators.PlainNumber(indicators.Text(n, 2)))
	}
	return grouped(text)
}

func limitsSentence(c Cell) string {
	if !c.Limited() {
		return ""
	}
	return "95% limits: " + limitsWords(c) + ". Figures that rest on numbers of this size scatter over about this range by chance."
}

// facts are the cards beside the figure: a year before, neighbours, England.
func (e *entry) facts() []fact {
	var out []fact
	year := fact{Label: "Same point a year before", Figure: "Not available"}
	if e.Year.Known {
		changed := e.Year.Tag
		year.Figure, year.Tag = e.Year.From, &changed
		if changed != tagSame { // whose words are those of the change
			year.Detail = upperFirst(e.Year.Sign + " " + e.Year.Words)
		}
	} else if e.Now.Symbol == Confidential || e.Year.Hidden {
		year.Figure = "Hidden"
	} else if e.Year.Why != "" {
		year.Figure, year.Detail = "Not compared", upperFirst(strings.TrimPrefix(e.Year.Why, "not compared: "))+"."
	}
	out = append(out, year)
	if e.Five.Known {
		out = append(out, e.Five.fact())
	}
	neighbours := fact{Label: "Statistical neighbours", Figure: "No comparator is held"}
	england := fact{Label: "England", Figure: "No comparator is held"}
	if c := e.Latest; c != nil {
		when := c.Years
		if !c.Same && c.Cell.Has() {
			when += ", beside our " + c.Own
		}
		if c.mean != nil {
			neighbours.Figure, neighbours.Tag = inSentence(*c.mean, e.Def.Unit, c.Cell.Places), &c.Verdict
			neighbours.Detail = "Mean, " + when
			if c.Used != "" {
				neighbours.Detail = "Mean of " + c.Used + ", " + when
			}
			if c.Missing != "" {
				neighbours.Second = "Without " + c.Missing
			}
			if c.Stale != "" {
				neighbours.Second = strings.TrimPrefix(neighbours.Second+"; old: "+c.Stale, "; ")
			}
		}
		if c.england != nil {
			england.Figure, england.Detail, england.Tag = inSentence(*c.england, e.Def.Unit, c.Cell.Places), when, &c.VerdictEngland
		}
	}
	return append(out, neighbours, england)
}
