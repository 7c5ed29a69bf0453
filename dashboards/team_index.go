package dashboards

import (
	"fmt"
	"slices"
	"strings"

	"sightline/indicators"
)

// teamsPage is the list of teams: their work side by side, where figures differ, and whether they add up.
type teamsPage struct {
	layout
	Needs   string
	Teams   []teamLine
	Whole   *teamLine
	Load    *loadView
	Funnels []funnelLine
	Sums    []sumLine
	Broken  int // indicators whose teams do not add up to the whole
	Chance  string
}

// teamLine is a team in the list.
type teamLine struct {
	Slug, Name, FTE, AgencyFTE, Holders, Children, Each, Most, OneAway string
}

// funnelLine is an indicator with enough teams to be set side by side.
type funnelLine struct {
	ID, Title, Period, Whole, Low, High string
	Outside                             []string
	Teams                               int
}

// sumLine is whether the teams of an indicator add up to the authority.
type sumLine struct {
	ID, Title, Period, Teams, Unknown, Nobody, Whole string
	Broken                                           bool
}

// leastUnits is how many units a funnel takes.
const leastUnits = 3

// writeTeams writes the pages of teams, in the internal edition.
func (b *book) writeTeams() error {
	if !b.audience.private {
		return nil
	}
	work := b.site.teams[b.area.Code]
	if work == nil {
		work = &teamWork{staffDay: b.site.opts.AsAt}
	}
	teams := b.teams(work)
	funnels := map[string]bool{}
	view := teamsPage{layout: b.layout("Teams and units", "teams", 1), Load: b.loadView("", work)}
	names := map[string]team{}
	for _, t := range teams {
		names[t.ID] = t
		view.Teams = append(view.Teams, t.line(work))
	}
	if len(teams) == 0 {
		view.Needs = "No figure is told by team. It needs a team in an extract: in the establishment list (who belongs to which team), in the list of involvements, in the assessment list, or in the Standard Safeguarding Dataset."
	} else if whole := (team{Name: b.area.Name}).line(work); whole.FTE+whole.Holders != "" {
		view.Whole = &whole
	}
	for _, e := range b.entries {
		if !e.hasTeams() {
			continue
		}
		line := e.sumLine()
		view.Sums = append(view.Sums, line)
		if line.Broken {
			view.Broken++
		}
		if page, ok := b.funnelPage(e, names); ok {
			funnels[e.Def.ID] = true
			view.Funnels = append(view.Funnels, page.line)
			if err := b.site.page(b.tree, "units", b.folder+teamFolder+"by-"+e.Def.ID+".html", page); err != nil {
				return err
			}
		}
	}
	view.Chance = chanceOfFunnels(view.Funnels)
	for _, t := range teams {
		if err := b.site.page(b.tree, "team", b.folder+teamFolder+t.Slug+".html", b.teamPage(t, work, funnels)); err != nil {
			return err
		}
	}
	return b.site.page(b.tree, "teams", b.folder+teamFolder+"index.html", view)
}

// chanceOfFunnels says how many figures stand outside their limits, and how many would by chance.
func chanceOfFunnels(lines []funnelLine) string {
	all, outside := 0, 0
	for _, l := range lines {
		all += l.Teams
		outside += len(l.Outside)
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("Of %s of teams, %s outside the 95%% limits. If every team did just what the authority does, up to about %s would, by chance.",
		countOf(all, "figure"), map[bool]string{true: "1 lies", false: count(int64(outside)) + " lie"}[outside == 1], number(float64(all)*0.05, 0))
}

func (t team) line(work *teamWork) teamLine {
	out := teamLine{Slug: t.Slug, Name: t.Name}
	if s, ok := work.staff[t.ID]; ok {
		out.FTE, out.AgencyFTE = decimals(s.FTE), decimals(s.AgencyFTE)
	}
	if l, ok := work.load[t.ID]; ok {
		out.Holders, out.Children, out.Most = count(l.Holders), count(l.Children), count(l.Most)
		out.Each = number(float64(l.Children)/float64(l.Holders), 1)
		out.OneAway = "nobody is left"
		if l.Holders > 1 {
			out.OneAway = number(float64(l.Children)/float64(l.Holders-1), 1)
		}
	}
	return out
}

// sumLine adds up an indicator's teams, and those allocated to none. What is left of the whole is of nobody in
// particular, as posts that stand empty are; of a count nothing may be left.
func (e *entry) sumLine() sumLine {
	teams, unknown := newTeamSum(), newTeamSum()
	for group, c := range e.teamCells() {
		if group == unknownTeam {
			unknown.add(c)
		} else {
			teams.add(c)
		}
	}
	write := func(s teamSum) string {
		numerator, denominator := s.less(Cell{})
		return e.sides(strings.TrimPrefix(numerator, "-"), strings.TrimPrefix(denominator, "-"))
	}
	both := newTeamSum()
	both.numerator.Add(teams.numerator, unknown.numerator)
	both.denominator.Add(teams.denominator, unknown.denominator)
	numerator, denominator := both.less(e.Now)
	out := sumLine{
		ID: e.Def.ID, Title: e.Def.Title, Period: upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End)),
		Teams: write(teams), Unknown: write(unknown), Whole: e.sides(e.Now.Numerator, e.Now.Denominator), Nobody: "0",
	}
	if numerator+denominator != "" {
		out.Nobody = e.sides(numerator, denominator)
		out.Broken = e.Def.Statistic == indicators.Count || strings.HasPrefix(numerator, "-") || strings.HasPrefix(denominator, "-")
	}
	return out
}

// sides writes a numerator and a denominator; a count has only the one, a median only the other.
func (e *entry) sides(numerator, denominator string) string {
	none := func(text string) string {
		if text == "" {
			return "0"
		}
		return text
	}
	switch e.Def.Statistic {
	case indicators.Count:
		return amount(none(numerator), e.Def, false)
	case indicators.Median:
		return caseCount(none(denominator))
	default:
		return amount(none(numerator), e.Def, false) + " of " + amount(none(denominator), e.Def, true)
	}
}

// sortedTeams are the groups of cells, by the names of the teams.
func sortedTeams(cells map[string]Cell, names map[string]team) []string {
	var out []string
	for id := range cells {
		if id != unknownTeam && id != "" {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(x, y string) int {
		return strings.Compare(strings.ToLower(names[x].Name)+"\x00"+x, strings.ToLower(names[y].Name)+"\x00"+y)
	})
	return out
}
