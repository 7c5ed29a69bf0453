package dashboards

import (
	"cmp"
	"fmt"
	"html/template"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sightline/dashboards/commentary"
	"sightline/indicators"
)

// commentRoom is how many bytes of comments an indicator's page carries; the newest is always there.
const commentRoom = 16 << 10

// commentView is what somebody wrote about a figure of an indicator.
type commentView struct {
	Period       string // of the figure: Year to 31 March 2026
	Author, Date string
	Text         template.HTML
	Moved        string // why it no longer is about the figure that stands; empty where it is
	Newest       bool   // it is about the figure that the page begins with
	Public       bool   // it stands in the public edition too

	end, written time.Time
	period, file string
}

// remarks are the comments that may be used, by authority and indicator, and what is wrong with the others.
type remarks struct {
	byArea   map[string]map[string][]commentary.Comment
	faults   map[string][]commentary.Fault // by authority; under the empty code those of all
	withheld map[string][]commentary.Fault // from the public edition, by authority
	refused  map[string][]refusedComment   // by authority: those that name an indicator of the catalogue and cannot be used
}

// refusedComment is a comment that cannot be used, and the indicator that it was for.
type refusedComment struct {
	indicator string
	fault     commentary.Fault
}

// sortComments gives comments to the authorities and indicators that they name. Of two about the same figure for the
// same readers the one written last stands, else the first by its file's name.
func sortComments(folder *commentary.Folder, areas []Area, catalogue *indicators.Catalogue) *remarks {
	out := &remarks{
		byArea: map[string]map[string][]commentary.Comment{}, faults: map[string][]commentary.Fault{},
		withheld: map[string][]commentary.Fault{}, refused: map[string][]refusedComment{},
	}
	if folder == nil {
		return out
	}
	out.faults[""] = slices.Clone(folder.Faults)
	taken := map[string]commentary.Comment{}
	comments := slices.Clone(folder.Comments)
	slices.SortStableFunc(comments, func(a, b commentary.Comment) int { return b.Date.Compare(a.Date) })
	for _, c := range comments {
		area, what, key := areaOf(c, areas)
		if what == "" {
			what, key = unknownIndicator(c.Indicator, catalogue), "indicator"
		}
		if what != "" {
			out.fault(area, c, key, what)
			continue
		}
		slot := fmt.Sprint(area, " ", c.Indicator, " ", c.Period, " ", c.End.Format(time.DateOnly), " ", c.Public)
		if first, again := taken[slot]; again {
			out.fault(area, c, "end", "a second comment about the same figure: "+first.File+" stands; bring them together in one file")
			continue
		}
		taken[slot] = c
		if out.byArea[area] == nil {
			out.byArea[area] = map[string][]commentary.Comment{}
		}
		out.byArea[area][c.Indicator] = append(out.byArea[area][c.Indicator], c)
	}
	return out
}

// CommentFaults are what is wrong with comments as far as that shows without figures: files that cannot be read,
// unknown indicators and authorities, and two comments about one figure.
func CommentFaults(folder *commentary.Folder, areas []Area, catalogue *indicators.Catalogue) []commentary.Fault {
	sorted := sortComments(folder, areas, catalogue)
	out := sorted.faults[""]
	for _, area := range areas {
		out = append(out, sorted.faults[area.Code]...)
	}
	return out
}

func (r *remarks) fault(area string, c commentary.Comment, key, what string) {
	line, column := c.Place(key)
	fault := commentary.Fault{File: c.File, Line: line, Column: column, What: what}
	r.faults[area] = append(r.faults[area], fault)
	r.refused[area] = append(r.refused[area], refusedComment{c.Indicator, fault})
}

// refusedOf are the comments of an authority's indicator that cannot be used: those that name it, and files that could
// not be read in a folder of its name.
func (r *remarks) refusedOf(area, id string) []commentary.Fault {
	var out []commentary.Fault
	for _, one := range slices.Concat(r.refused[""], r.refused[area]) {
		if one.indicator == id {
			out = append(out, one.fault)
		}
	}
	for _, fault := range r.faults[""] {
		folders := strings.Split(fault.File, "/")
		if slices.Contains(folders[:len(folders)-1], id) && !slices.Contains(out, fault) {
			out = append(out, fault)
		}
	}
	return out
}

// areaOf is the authority that a comment is for, or what is wrong with how it names it.
func areaOf(c commentary.Comment, areas []Area) (code, what, key string) {
	switch {
	case c.Authority == "" && len(areas) == 1:
		return areas[0].Code, "", ""
	case c.Authority == "":
		return "", "missing key authority: several are configured, so name one by its three-digit code", "indicator"
	case !slices.ContainsFunc(areas, func(a Area) bool { return a.Code == c.Authority }):
		return "", "authority " + c.Authority + " is not configured", "authority"
	}
	return c.Authority, "", ""
}

// unknownIndicator says that the catalogue does not have an id; empty when it has. What was typed is not repeated.
func unknownIndicator(id string, catalogue *indicators.Catalogue) string {
	if slices.ContainsFunc(catalogue.Definitions, func(def *indicators.Definition) bool { return def.ID == id }) {
		return ""
	}
	return "there is no such indicator: `sightline indicators` lists the ids"
}

// annotate puts the comments to the figures that they are about. What cannot be put is a fault of the authority.
// figures are those of the tables, by indicator.
func (b *book) annotate(figures map[string][]Figure) {
	all := b.site.remarks
	for _, e := range b.entries {
		for _, c := range all.byArea[b.area.Code][e.Def.ID] {
			if !b.audience.private && !c.Public {
				continue
			}
			cell, ok := e.Cells.at(c.Period, c.End)
			if b.audience.private && (!ok || !cell.held()) {
				all.fault(b.area.Code, c, "end", fmt.Sprintf("the indicator has no figure of period %s that ends on %s: `sightline values %s` lists those it has",
					c.Period, c.End.Format(time.DateOnly), c.Indicator))
				continue
			}
			if !b.audience.private {
				if what, line := b.withholds(e, c, cell, ok); what != "" {
					all.withheld[b.area.Code] = append(all.withheld[b.area.Code], commentary.Fault{File: c.File, Line: line, Column: 1, What: what})
					continue
				}
			}
			e.Comments = append(e.Comments, b.commentView(e, c, cell, b.bound(e, cell, figures[e.Def.ID])))
			b.cite(c)
		}
		slices.SortStableFunc(e.Comments, func(x, y commentView) int {
			return cmp.Or(y.end.Compare(x.end), y.written.Compare(x.written), strings.Compare(x.file, y.file))
		})
	}
}

// cite keeps a comment's file for the manifest of the audience.
func (b *book) cite(c commentary.Comment) {
	b.site.cited[b.tree] = append(b.site.cited[b.tree], ManifestSource{Kind: "commentary", Table: "comment", File: c.File, SHA256: c.SHA256})
}

// bound is what a comment's figure is held against: what the audience sees of it or, where counts are rounded, the
// figure as it was typed from the internal pages. Then the public page tells that it changed and nothing of it.
func (b *book) bound(e *entry, cell Cell, figures []Figure) Cell {
	if !b.policy(e.Def).rounds() {
		return cell
	}
	i := slices.IndexFunc(figures, func(f Figure) bool {
		return f.Period == cell.Period && f.End.Equal(cell.End) && f.Breakdown == string(indicators.None)
	})
	if i < 0 {
		return cell
	}
	return disclose(e.Def, figures[i], 0)
}

func (b *book) commentView(e *entry, c commentary.Comment, cell, bound Cell) commentView {
	out := commentView{
		Period: upperFirst(periodWords(cell.Period, cell.Start, cell.End)), Author: commentary.Clean(c.Author), Date: longDate(c.Date),
		Text: commentary.HTML(c.Text, 3), Public: c.Public, end: c.End, written: c.Date, period: c.Period, file: c.File,
	}
	out.Newest = e.Held && c.End.Equal(e.Now.End) && covers(c.Period) == covers(e.Now.Period)
	if now, ok := figureOf(e.Def, bound); !ok || !c.Figure.Same(now) {
		out.Moved = "Written about an earlier figure, which has changed since."
		if b.audience.private {
			out.Moved = fmt.Sprintf("Written about another figure: it was %s, it is %s.", commentary.Clean(c.Figure.Text), cmp.Or(now.Text, symbolWords(cell.Symbol)))
		}
	}
	return out
}

// figureOf is a cell as a comment names it: the value as it is published and, where there are such, its two parts.
func figureOf(def *indicators.Definition, c Cell) (commentary.Figure, bool) {
	if !c.Has() {
		return commentary.Figure{}, false
	}
	text := inTable(*c.Value, def.Unit, c.Places)
	switch {
	case c.Denominator == "":
	case c.Numerator == "" || def.Statistic == indicators.Median:
		text += " (of " + caseCount(c.Denominator) + ")"
	case isMean(def):
		text += " (" + meanWords(def, amount(c.Numerator, def, false), amount(c.Denominator, def, true)) + ")"
	default:
		text += " (" + amount(c.Numerator, def, false) + " of " + amount(c.Denominator, def, true) + ")"
	}
	return commentary.ParseFigure(text)
}

// sharedOver are the words that denominators of means begin with.
var sharedOver = []string{"Children", "Case holders", "Care leavers", "Young people", "Assessments", "Plans", "Referrals"}

// meanWords say what a mean is made of in the words of its unit: 1,756 cases over 113.9 FTE. What the sum is shared out
// over is named by the unit or by the first words of what is counted; else it has no name.
func meanWords(def *indicators.Definition, numerator, denominator string) string {
	what, each, _ := strings.Cut(def.Unit, " per ")
	if what = strings.Trim(what, "£ "); what != "" {
		numerator += " " + unitFor(numerator, what)
	}
	if i := slices.IndexFunc(sharedOver, func(noun string) bool { return strings.HasPrefix(strings.TrimSpace(def.Denominator), noun) }); each == "" && i >= 0 {
		return numerator + " over " + denominator + " " + unitFor(denominator, lowerFirst(sharedOver[i]))
	}
	switch {
	case each == "" || denominator == "1":
	case each == "child":
		each = "children"
	case each != strings.ToUpper(each): // FTE has no plural
		each += "s"
	}
	return strings.TrimSpace(numerator + " over " + denominator + " " + each)
}

// FigureText is a figure as the front of a comment names it, and false where there is none.
func FigureText(def *indicators.Definition, v indicators.Value) (string, bool) {
	figure, ok := figureOf(def, disclose(def, toFigure(&v), 0))
	return figure.Text, ok
}

// comments are what was written about an indicator's figures, newest first, as the audience may read it.
func (b *book) comments(e *entry) []commentView { return e.Comments }

// fitting is the newest comments that a page has room for, and how many are left.
func fitting(all []commentView) (shown []commentView, left int) {
	room := commentRoom
	for i, c := range all {
		if room -= len(c.Text); i > 0 && room < 0 {
			return all[:i], len(all) - i
		}
	}
	return all, 0
}

// warnOfComments logs what is wrong with comments, each with its place and what to do.
func (s *site) warnOfComments() {
	areas := []string{""}
	for _, area := range s.areas {
		areas = append(areas, area.Code)
	}
	for _, code := range areas {
		for _, fault := range s.remarks.faults[code] {
			s.opts.Log.Warn("a comment cannot be used", slog.String("at", fault.Place()), slog.String("what", fault.What))
		}
		for _, fault := range s.remarks.withheld[code] {
			s.opts.Log.Warn("a comment is withheld from the public edition", slog.String("at", fault.Place()), slog.String("what", fault.What))
		}
	}
	if s.owing > 0 {
		s.opts.Log.Warn("comments are owed on adverse verdicts; the internal front page lists them", slog.Int("owed", s.owing))
	}
}
