package dashboards

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// teamPage is a team's own figures beside those of the authority, and its work.
type teamPage struct {
	layout
	Lede     string
	Findings []standOut
	Chance   string // how many figures would stand out by chance alone
	Load     *loadView
	Themes   []teamTheme
	Notes    []string
}

// loadView is the work of the case holders of a team or of the authority.
type loadView struct {
	Facts     []fact
	Spread    chartBlock
	Left      table // what is left for each when one or two are away
	Vacancies string
	Needs     string // why there is none
}

type teamTheme struct {
	Name  string
	ID    string
	Table []teamRow
}

// teamRow is a figure of a team beside the authority's.
type teamRow struct {
	ID, Title, Period, Figure, Unit, Limits, Parts, Whole string
	Verdict                                               tag
	Funnel                                                bool
}

func (b *book) teamPage(t team, work *teamWork, funnels map[string]bool) teamPage {
	view := teamPage{layout: b.layout(t.Name, "teams", 1).within(), Load: b.loadView(t.ID, work)}
	var compared, figures int
	for _, theme := range b.themes() {
		shown := teamTheme{ID: theme[0].Def.Theme, Name: themeWords(theme[0].Def.Theme)}
		for _, e := range theme {
			cell, ok := e.teamCells()[t.ID]
			if !ok || !cell.Has() && cell.Symbol != Confidential {
				continue
			}
			figures++
			row := e.teamRow(cell)
			row.Funnel = funnels[e.Def.ID]
			shown.Table = append(shown.Table, row)
			verdict, weight := besideWhole(e.Def, cell, e.Now)
			if verdict.Class != "none" {
				compared++
			}
			if weight > 0 {
				view.Findings = append(view.Findings, standOut{
					ID: e.Def.ID, Title: e.Def.Title, Tag: verdict, Weight: weight,
					Words: fmt.Sprintf("%s %s, the authority as a whole %s", figureWords(cell), periodPhrase(cell), figureWords(e.Now)),
				})
			}
		}
		if len(shown.Table) > 0 {
			view.Themes = append(view.Themes, shown)
		}
	}
	slices.SortStableFunc(view.Findings, func(x, y standOut) int { return cmp.Compare(y.Weight, x.Weight) })
	view.Lede = fmt.Sprintf("%s of this team have a figure; %s can be set beside the authority as a whole.", countOf(figures, "indicator"), count(int64(compared)))
	if compared > 0 {
		view.Chance = fmt.Sprintf("Of %s, about %s would lie outside their limits by chance alone if the team did just what the authority does.",
			countOf(compared, "figure"), number(float64(compared)*0.05, 0))
	}
	return view
}

// teamRow writes a team's figure beside the authority's. A count has a share of the whole, and no verdict.
func (e *entry) teamRow(cell Cell) teamRow {
	out := teamRow{ID: e.Def.ID, Title: e.Def.Title, Period: upperFirst(periodWords(cell.Period, cell.Start, cell.End)), Limits: limitsWords(cell), Whole: figureWords(e.Now)}
	out.Figure, out.Whole = tableFigure(cell), tableFigure(e.Now)
	if cell.Has() && e.Def.Unit != indicators.Percent {
		out.Unit = e.Def.Unit
	}
	if e.Def.Statistic != indicators.Count && cell.Numerator != "" {
		out.Parts = amount(cell.Numerator, e.Def, false) + " of " + amount(cell.Denominator, e.Def, true)
	} else if e.Def.Statistic == indicators.Median {
		out.Parts = caseCount(cell.Denominator)
	}
	out.Verdict, _ = besideWhole(e.Def, cell, e.Now)
	return out
}

// besideWhole sets a team's figure beside the authority's. Of a share of whole cases the limits are the exact ones
// about the authority's, as in the picture of all teams; otherwise the two differ where the authority's figure lies
// outside the 95% limits of the team's. The team is part of the authority, so that the two are closer than two
// strangers are, and the word is given sparingly. Weight is how far they lie apart, in lengths of the limits.
func besideWhole(def *indicators.Definition, cell, whole Cell) (verdict tag, weight float64) {
	if !cell.Has() || !whole.Has() || def.Statistic == indicators.Count {
		return tagNone, 0
	}
	if near, _, verdict, ok := unitVerdict(def, cell, whole); ok {
		x, _ := decimal(cell.Numerator)
		n, _ := decimal(cell.Denominator)
		expected := *whole.Value / 100 * n
		half := expected - near.Lower
		if x > expected {
			half = near.Upper - expected
		}
		if verdict.Class == "same" {
			return verdict, 0
		}
		return verdict, math.Abs(x-expected) / math.Max(half, 1)
	}
	switch {
	case !cell.Limited():
		return tag{"none", "–", "no limits"}, 0
	case *whole.Value >= *cell.Lower && *whole.Value <= *cell.Upper:
		return tag{"same", "≈", "no clear difference"}, 0
	}
	up := *cell.Value > *whole.Value
	half := *cell.Value - *cell.Lower
	if !up {
		half = *cell.Upper - *cell.Value
	}
	return differs(def, up, ""), math.Abs(*cell.Value-*whole.Value) / math.Max(half, math.SmallestNonzeroFloat64)
}

// differs is the verdict that a team's figure is higher or lower than the authority's.
func differs(def *indicators.Definition, up bool, more string) tag {
	out := polarityTag(def, up)
	words := "lower"
	if up {
		words = "higher"
	}
	if def.Polarity.Direction == indicators.Neutral {
		out.Sign = "↕"
	} else {
		words += ", " + out.Text
	}
	out.Text = words + more
	return out
}

// loadView is the work of the case holders of a team, or of the authority where id is empty.
func (b *book) loadView(id string, work *teamWork) *loadView {
	load, ok := work.load[id]
	staff, inPost := work.staff[id]
	out := &loadView{}
	if inPost {
		out.Facts = append(out.Facts, fact{
			Label: "In post on " + longDate(work.staffDay), Figure: decimals(staff.FTE) + " FTE",
			Detail: fmt.Sprintf("%s, of them %s FTE agency", countOf(int(staff.People), "worker"), decimals(staff.AgencyFTE)),
		})
	}
	if v := work.vacancies; v != nil {
		out.Vacancies = fmt.Sprintf("Vacancies are stated for the authority as a whole, not by team: %s FTE on %s.", decimals(v.FTE), longDate(v.Day))
	} else {
		out.Vacancies = "No extract states vacancies: they stand in the workforce census, for the authority as a whole."
	}
	if !ok {
		out.Needs = "Who holds which child’s case is not known here: it needs the list of involvements (allocation) or those of the Standard Safeguarding Dataset."
		if len(work.load) > 0 {
			out.Needs = "No case holder of this team has a child allocated."
		}
		return out
	}
	out.Facts = append(out.Facts,
		fact{Label: "Children held on " + longDate(load.Day), Figure: count(load.Children), Detail: "A child with two case holders counts with both"},
		fact{Label: "Case holders", Figure: count(load.Holders)},
		fact{
			Label: "Children per case holder", Figure: number(float64(load.Children)/float64(load.Holders), 1),
			Detail: fmt.Sprintf("Middle %s, fewest %s, most %s", decimals(load.Middle), count(load.Fewest), count(load.Most)),
		})
	out.Spread = loadSpread(load)
	out.Left = loadLeft(load)
	return out
}

// decimals writes a number with a decimal where it has one.
func decimals(v float64) string {
	return grouped(indicators.PlainNumber(indicators.Text(v, 1)))
}

// loadSpread is how many case holders hold how many children.
func loadSpread(load teamLoad) chartBlock {
	bars := barChart{
		ID: "chart-load", Title: "How many children each case holder holds", Subtitle: "Case holders, by number of children, " + longDate(load.Day),
		Unit: "case holders", Head: "Children held", Labels: []string{"1 to 9", "10 to 14", "15 to 19", "20 to 24", "25 and more"}, Upright: true,
		Axis: "children held", TableID: "table-load", Series: []barSeries{{Name: "Case holders", Style: "own"}},
	}
	for _, n := range []int64{load.Under10, load.To14, load.To19, load.To24, load.From25} {
		v := float64(n)
		bars.Series[0].Points = append(bars.Series[0].Points, point{Value: &v, Text: countOf(int(n), "case holder"), Cell: count(n)})
	}
	return newBarChart(bars)
}

// loadLeft is what each of the others would hold when one or two case holders are away and their children are shared
// out among those who are left.
func loadLeft(load teamLoad) table {
	out := table{
		ID: "table-left", Caption: "When case holders are away, and their children are shared out",
		Columns: []string{"Away", "Case holders left", "Children per case holder left"},
	}
	for away, words := range []string{"Nobody", "One", "Two"} {
		left := load.Holders - int64(away)
		if left <= 0 {
			out.Rows = append(out.Rows, row{words, []string{"0", "nobody is left"}})
			break
		}
		out.Rows = append(out.Rows, row{words, []string{count(left), number(float64(load.Children)/float64(left), 1)}})
	}
	return out
}

// unitVerdict is where a team's share lies among the exact limits about the authority's, at the team's own size.
func unitVerdict(def *indicators.Definition, cell, whole Cell) (limits95, limits998 judge.Limits, verdict tag, ok bool) {
	n, has := decimal(cell.Denominator)
	x, also := decimal(cell.Numerator)
	if !has || !also || def.Unit != indicators.Percent || x != math.Trunc(x) {
		return limits95, limits998, tagNone, false
	}
	share := *whole.Value / 100
	limits95, ok = judge.UnitLimits(share, n, judge.Level95)
	if !ok {
		return limits95, limits998, tagNone, false
	}
	limits998, _ = judge.UnitLimits(share, n, judge.Level998)
	switch {
	case x >= limits95.Lower && x <= limits95.Upper:
		return limits95, limits998, tag{"same", "≈", "no clear difference"}, true
	case x >= limits998.Lower && x <= limits998.Upper:
		return limits95, limits998, differs(def, x > limits95.Upper, ""), true
	default:
		return limits95, limits998, differs(def, x > limits998.Upper, ", far outside"), true
	}
}
