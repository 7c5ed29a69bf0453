package dashboards

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"sightline/indicators"
)

// themeFolder holds a page for each theme, and the list of them.
const themeFolder = "theme/"

// themePage is the page of a theme: what stands out, then every figure, then what must be read with them.
type themePage struct {
	layout
	Lede     string
	Findings []standOut // in order of weight
	Unclear  []standOut // nothing in them is more than chance
	Rows     []themeRow
	Targets  bool // at least one row has a target
	Years    *yearsView
	Absent   []absentRow
	Reading  []readingRow
	Beyond   *pageLink // the page that says more about the theme
}

// themesView is the list of themes.
type themesView struct {
	layout
	Themes []themeSummary
}

type themeSummary struct {
	ID, Name string
	Words    string
	Top      []standOut
	Absent   string
}

type pageLink struct{ Href, Text string }

// standOut is an indicator with what there is to say of its figure. Weight is how far it lies from its neighbours
// or from a year before, in lengths of what chance could do: above one it is more than chance.
type standOut struct {
	ID, Title, Words string
	Tag              tag
	Weight           float64
}

// themeRow is an indicator of a theme with everything that it is set beside.
type themeRow struct {
	ID, Title, Figure, Unit, Limits, Period, Gap string
	Change, Chance                               string
	Mean, Used, Years, Stale, England            string
	Verdict, VerdictEngland                      tag
	Target                                       *targetView
}

// readingRow is what must be read with a figure: its companions and what it does not show.
type readingRow struct {
	ID, Title, Caution string
	Companions         []companionView
}

// writeWork writes the pages that look at more than one indicator: themes, staff, money and teams.
func (b *book) writeWork() error {
	return errors.Join(b.writeThemes(), b.writeWorkforce(), b.writeMoney(), b.writeTeams())
}

// writeThemes writes the pages of the themes and the list of them.
func (b *book) writeThemes() error {
	list := themesView{layout: b.layout("Themes", "themes", 1)}
	for _, theme := range b.themes() {
		view := b.themePage(theme)
		id := theme[0].Def.Theme
		if err := b.site.page(b.tree, "theme", b.folder+themeFolder+id+".html", view); err != nil {
			return err
		}
		summary := themeSummary{ID: id, Name: themeWords(id), Words: view.Lede, Top: view.Findings[:min(len(view.Findings), 3)]}
		if len(view.Rows) == 0 && len(view.Absent) > 0 {
			summary.Absent = upperFirst(view.Absent[0].Why) + "."
		}
		list.Themes = append(list.Themes, summary)
	}
	return b.site.page(b.tree, "themes", b.folder+themeFolder+"index.html", list)
}

func (b *book) themePage(theme []*entry) themePage {
	view := themePage{layout: b.layout(themeWords(theme[0].Def.Theme), "themes", 1).within()}
	var current []*entry
	for _, e := range theme {
		if !e.current() {
			view.Absent = append(view.Absent, b.absentRow(e))
			continue
		}
		current = append(current, e)
		view.Rows = append(view.Rows, b.themeRow(e))
		view.Targets = view.Targets || view.Rows[len(view.Rows)-1].Target != nil
		view.Reading = append(view.Reading, readingRow{e.Def.ID, e.Def.Title, e.Def.Caution, b.companions(e)})
		if said := b.standOut(e); said.Weight > 0 {
			view.Findings = append(view.Findings, said)
		} else if e.Now.Has() {
			view.Unclear = append(view.Unclear, said)
		}
	}
	slices.SortStableFunc(view.Findings, func(x, y standOut) int { return cmp.Compare(y.Weight, x.Weight) })
	view.Lede = themeLede(current, len(theme))
	view.Years = b.yearsView(current)
	view.Beyond = map[string]*pageLink{
		"workforce": {"../workforce.html", "Workforce: numerators, denominators and national comparators, year by year"},
		"finance":   {"../money.html", "Money: gross, recharges and net, with the ledger lines behind each figure"},
	}[theme[0].Def.Theme]
	return view
}

// themeLede counts how the figures of a theme stand beside neighbours.
func themeLede(current []*entry, all int) string {
	var shown, worse, better, differs, same int
	for _, e := range current {
		if e.Now.Has() {
			shown++
		}
		if e.Latest == nil || e.Latest.mean == nil || !e.Latest.Cell.Has() {
			continue
		}
		switch e.Latest.Verdict.Class {
		case "worse":
			worse++
		case "better":
			better++
		case "plain":
			differs++
		case "same":
			same++
		}
	}
	lede := fmt.Sprintf("%s of %s have a figure", count(int64(shown)), countOf(all, "indicator"))
	var parts []string
	for _, part := range []struct {
		n     int
		words string
	}{
		{worse, "worse than"}, {better, "better than"}, {differs, "different from"}, {same, "not clearly different from"},
	} {
		if part.n > 0 {
			parts = append(parts, count(int64(part.n))+" "+part.words)
		}
	}
	if len(parts) > 0 {
		return lede + ". Beside statistical neighbours: " + listWords(parts) + " them."
	}
	return lede + ". None of them can be judged beside statistical neighbours."
}

// standOut says how an indicator stands. The weight is nought where nothing is more than chance; what worse names
// is never without weight.
func (b *book) standOut(e *entry) standOut {
	out := standOut{ID: e.Def.ID, Title: e.Def.Title, Tag: tagChance}
	if !e.Now.Has() {
		return out
	}
	said := []string{saidFigure(e.Now) + " " + periodPhrase(e.Now)}
	if c := e.Latest; c != nil && c.Relation != "" {
		words := c.Relation
		if !c.Same {
			words = "for " + periodWords(c.Cell.Period, c.Cell.Start, c.Cell.End) + " " + words
		}
		said = append(said, words)
		if w := c.weight(); w > 0 {
			out.Weight, out.Tag = w, c.Verdict
		}
	}
	if e.Year.Known {
		words := e.Year.Words + " on a year before"
		if chance := e.chanceWords(); chance != "" {
			words += ", " + chance
		}
		said = append(said, words)
		if e.Year.Strength >= max(out.Weight, 1) && e.Year.Tag.Class != "same" {
			out.Weight, out.Tag = e.Year.Strength, e.Year.Tag
		}
	}
	if charted, _ := newestProcess(b.standing.processes[e.Def.ID]); charted != nil && charted.Variation != "common cause" &&
		e.allShown(e.Cells.of(charted.Period), charted.First, charted.Last) {
		said = append(said, charted.Period+" by "+charted.Period+" there is "+variationWords(charted.Variation))
		out.Weight = max(out.Weight, 1)
		if out.Tag == tagChance {
			out.Tag = tag{"plain", "↕", "real change"}
		}
	}
	if worse := b.worse(e); len(worse) > 0 {
		out.Weight, out.Tag = max(out.Weight, 1), onTheWorseSide(out.Tag)
		for _, one := range worse {
			if one.Of == "England" || one.Of == "target" { // the rest is said above
				said = append(said, one.Words)
			}
		}
	}
	out.Words = strings.Join(said, "; ")
	return out
}

// onTheWorseSide is the tag of a figure that stands on the worse side of something, given what it had before.
func onTheWorseSide(had tag) tag {
	if had.Class == "better" {
		return tag{"plain", "↕", "better and worse"}
	}
	return tag{"worse", "!", "worse"}
}

// weight is how far a figure lies from its neighbours, in lengths of its own limits; nought where the verdict is
// that the two do not differ, and one where there are no limits to measure by.
func (c *compared) weight() float64 {
	if c.mean == nil || !c.Cell.Has() || c.Verdict.Class == "same" || c.Verdict.Class == "none" {
		return 0
	}
	if !c.Cell.Limited() {
		return 1
	}
	half := *c.Cell.Value - *c.Cell.Lower
	if *c.mean > *c.Cell.Value {
		half = *c.Cell.Upper - *c.Cell.Value
	}
	if half <= 0 {
		return 1
	}
	return math.Abs(*c.mean-*c.Cell.Value) / half
}

// chanceWords says whether the change on a year before is more than chance would often give.
func (e *entry) chanceWords() string {
	before, ok := e.Cells.at(e.Now.Period, yearBefore(e.Now.End))
	switch {
	case !ok || !e.Year.Known || e.Year.Words == "no change":
		return ""
	case !e.Now.Limited() || !before.Limited():
		return "untested"
	case e.Year.Tag == tagChance:
		return "no more than chance"
	default:
		return "more than chance"
	}
}

func (b *book) themeRow(e *entry) themeRow {
	out := themeRow{
		ID: e.Def.ID, Title: e.Def.Title, Gap: gapWords(e.Def, e.Now, b.below), Limits: limitsWords(e.Now),
		Verdict: tagNone, VerdictEngland: tagNone, Target: b.target(e),
	}
	out.Figure, out.Unit, out.Period = e.latest()
	switch {
	case e.Year.Known:
		out.Change, out.Chance = upperFirst(e.Year.Words), e.chanceWords()
	case e.Year.Why != "":
		out.Chance = e.Year.Why
	case e.Now.Has():
		out.Chance = "no earlier figure"
	}
	if c := e.Latest; c != nil {
		out.Mean, out.Used, out.Stale, out.England = c.Mean, c.Used, c.Stale, c.England
		if labelYear(c.Years) != e.Now.End.Year() {
			out.Years = c.Years
		}
		out.Verdict, out.VerdictEngland = c.Verdict, c.VerdictEngland
	}
	return out
}

// yearsView is the figures of a theme year by year: a small picture of each and, beside it, what it is drawn from.
type yearsView struct {
	Years []string
	Rows  []yearsRow
	Notes []string
}

type yearsRow struct {
	ID, Title, Unit string
	Cells           []string
	Spark           *sparkline
	Desc            string // of the picture: first, last and direction
}

// yearsShown is how many years stand side by side at most.
const yearsShown = 6

func (b *book) yearsView(theme []*entry) *yearsView {
	newest, oldest := 0, math.MaxInt
	for _, e := range theme {
		for _, c := range e.yearCells() {
			newest, oldest = max(newest, c.End.Year()), min(oldest, c.End.Year())
		}
	}
	view, first := yearsView{}, max(oldest, newest-yearsShown+1)
	for year := first; year <= newest; year++ {
		view.Years = append(view.Years, fmt.Sprint(year))
	}
	var short, ruled, ends bool
	for _, e := range theme {
		row := yearsRow{ID: e.Def.ID, Title: e.Def.Title, Unit: e.Def.Unit, Cells: make([]string, len(view.Years))}
		if e.Def.Unit == indicators.Percent || e.Def.Money() {
			row.Unit = strings.TrimPrefix(strings.TrimPrefix(e.Def.Unit, indicators.Percent), "£")
		}
		if e.Def.YearEnd != "03-31" {
			row.Unit, ends = strings.TrimPrefix(row.Unit+"; "+lowerFirst(strings.TrimSuffix(yearEndWords(e.Def), ".")), "; "), true
		}
		var cells series
		for _, c := range e.yearCells() {
			if at := c.End.Year() - first; at >= 0 {
				cells = append(cells, c)
				row.Cells[at] = markedFigure(c)
				short = short || c.short()
			}
		}
		for _, c := range cells {
			if c.Edition != cells[len(cells)-1].Edition {
				row.Cells[c.End.Year()-first] += ruleMark
				ruled = true
			}
		}
		if len(cells) == 0 {
			continue
		}
		lastRule := slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.Edition != cells[len(cells)-1].Edition })
		row.Spark, row.Desc = spark(lastRule), yearsWords(lastRule)
		view.Rows = append(view.Rows, row)
	}
	if len(view.Rows) == 0 {
		return nil
	}
	view.Notes = yearsNotes(ends, short, ruled)
	return &view
}

// ruleMark stands after a figure of an earlier edition of the rule.
const ruleMark = "‡"

func yearsNotes(ends, short, ruled bool) []string {
	out := []string{"A column is the year in which a figure’s own year ends, or the day that it stands at."}
	if ends {
		out[0] += " Years end on 31 March unless the row says otherwise."
	}
	out = append(out, "The pictures do not start at nought; they show which way a figure went and not how large it is.")
	if short {
		out = append(out, shortMark+" The extracts begin too late for this figure: it may be too low or otherwise wrong.")
	}
	if ruled {
		out = append(out, ruleMark+" Made by an earlier edition of the rule: not one series with those after it, and not drawn.")
	}
	return out
}

// yearsWords describes a small picture: its first and last figure and which way it went.
func yearsWords(cells series) string {
	shown := slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return !c.Has() })
	if len(shown) < 2 {
		return ""
	}
	first, last := shown[0], shown[len(shown)-1]
	a, z := indicators.Round(*first.Value, first.Places), indicators.Round(*last.Value, last.Places)
	way := "unchanged"
	switch {
	case z > a:
		way = "up"
	case z < a:
		way = "down"
	}
	return fmt.Sprintf("%s in %d, %s in %d: %s", figureWords(first), first.End.Year(), figureWords(last), last.End.Year(), way)
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	first := []rune(text)
	return strings.ToLower(string(first[:1])) + string(first[1:])
}

// beyond links an indicator to the pages that say more of it.
func (b *book) beyond(e *entry) []pageLink {
	var out []pageLink
	if held := b.site.ledgers[b.area.Code]; held != nil && e.Def.Money() && e.current() && len(b.shownLines(e, held)) > 0 {
		out = append(out, pageLink{"../" + moneyFolder + e.Def.ID + ".html", "Ledger lines"})
	}
	if b.audience.private && e.hasTeams() {
		out = append(out, pageLink{"../" + teamFolder + "index.html", "Teams side by side"})
	}
	return out
}
