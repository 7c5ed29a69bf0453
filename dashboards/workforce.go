package dashboards

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sightline/indicators"
)

// workforcePage is staff: every figure with what it is made of, year by year and beside the published ones.
type workforcePage struct {
	layout
	Lede     string
	Needs    string // why there is no figure at all; empty when there is one
	Findings []standOut
	Rows     []workforceRow
	Parts    []workforcePart
	Absent   []absentRow
	Teams    bool // the pages of teams say more
}

// workforcePart is an indicator of staff through its years.
type workforcePart struct {
	ID, Title string
	Moved     []string // how the figure and its two parts moved, side by side
	Years     table
	Spark     *sparkline
	Desc      string
	Caution   string
}

// workforceOrder is the order in which figures of staff are read; others of the theme follow.
var workforceOrder = []string{
	"vacancy_rate", "turnover_rate", "agency_rate", "caseload", "children_per_case_holder", "unit_resilience",
	"sickness_days_per_fte", "absence_rate",
}

// partNames name the two sides of the figures of staff. For others the page says numerator and denominator.
var partNames = map[string][2]string{
	"vacancy_rate":             {"vacancies (FTE)", "vacancies and posts held (FTE)"},
	"turnover_rate":            {"leavers (FTE)", "social workers in post (FTE)"},
	"agency_rate":              {"agency workers (FTE)", "agency workers and social workers in post (FTE)"},
	"caseload":                 {"cases held", "case holders (FTE)"},
	"children_per_case_holder": {"children, once for each case holder", "case holders"},
	"sickness_days_per_fte":    {"days lost", "staff (mean FTE)"},
	"absence_rate":             {"days lost", "working days of social workers"},
}

func (e *entry) partNames() [2]string {
	if names, ok := partNames[e.Def.ID]; ok {
		return names
	}
	return [2]string{"numerator", "denominator"}
}

func (b *book) workforceEntries() []*entry {
	var out []*entry
	for _, e := range b.entries {
		if e.Def.Theme == "workforce" {
			out = append(out, e)
		}
	}
	place := func(e *entry) int {
		if i := slices.Index(workforceOrder, e.Def.ID); i >= 0 {
			return i
		}
		return len(workforceOrder)
	}
	slices.SortStableFunc(out, func(x, y *entry) int { return cmp.Compare(place(x), place(y)) })
	return out
}

func (b *book) writeWorkforce() error {
	view := workforcePage{layout: b.layout("Workforce: who does the work, and how much of it", "workforce", 0), Teams: b.audience.private}
	var current []*entry
	for _, e := range b.workforceEntries() {
		if !e.current() {
			view.Absent = append(view.Absent, b.absentRow(e))
			continue
		}
		current = append(current, e)
		view.Rows = append(view.Rows, b.workforceRow(e))
		if said := b.standOut(e); said.Weight > 0 {
			view.Findings = append(view.Findings, said)
		}
		view.Parts = append(view.Parts, e.workforcePart())
	}
	slices.SortStableFunc(view.Findings, func(x, y standOut) int { return cmp.Compare(y.Weight, x.Weight) })
	if len(current) == 0 {
		view.Needs = "The page needs the establishment list or the workforce census, the absence extract and the list of involvements (who holds which child’s case). None of them gave a figure."
	} else {
		view.Lede = themeLede(current, len(current)+len(view.Absent))
	}
	return b.site.page(b.tree, "workforce", b.folder+"workforce.html", view)
}

// workforceRow is a newest figure with what it is made of.
type workforceRow struct {
	themeRow
	Parts string
}

func (b *book) workforceRow(e *entry) workforceRow {
	out := workforceRow{themeRow: b.themeRow(e)}
	names := e.partNames()
	numerator, denominator := amount(e.Now.Numerator, e.Def, false), amount(e.Now.Denominator, e.Def, true)
	switch {
	case !e.Now.Has() || numerator == "":
	case denominator == "":
		out.Parts = numerator + " " + names[0]
	default:
		out.Parts = numerator + " " + names[0] + ", of " + denominator + " " + names[1]
	}
	return out
}

// dated adds the years of a published figure where they are not those of the cell beside it.
func dated(figure string, c *compared) string {
	if figure == "" {
		return ""
	}
	return c.dated(figure)
}

// workforcePart is the years of a figure, newest first, with its parts and the published figures beside it.
func (e *entry) workforcePart() workforcePart {
	names := e.partNames()
	cells := applicable(e.yearCells(), true)
	cells = cells[max(0, len(cells)-yearsShown):]
	out := workforcePart{
		ID: e.Def.ID, Title: e.Def.Title, Spark: spark(cells), Desc: yearsWords(cells), Caution: e.Def.Caution,
		Years: table{
			ID: "table-" + e.Def.ID, Caption: e.Def.Title + ", year by year", Words: 0,
			Columns: []string{
				"Year", "Figure", "95% limits", upperFirst(names[0]), upperFirst(names[1]), "Denominator on a year before",
				"Neighbours’ mean", "Beside neighbours", "England", "Beside England",
			},
		},
	}
	for i, c := range slices.Backward(cells) {
		change := ""
		if i > 0 {
			change = denominatorChange(cells[i-1], c)
		}
		mean, verdict, england, verdictEngland := "", "", "", ""
		if at := slices.IndexFunc(e.Compared, func(k compared) bool { return k.Cell.Period == c.Period && k.Cell.End.Equal(c.End) }); at >= 0 {
			k := e.Compared[at]
			mean, england = dated(k.Mean, &k), dated(k.England, &k)
			if mean != "" {
				verdict = k.Verdict.Text
			}
			if england != "" {
				verdictEngland = k.VerdictEngland.Text
			}
		}
		out.Years.Rows = append(out.Years.Rows, row{
			upperFirst(periodWords(c.Period, c.Start, c.End)),
			[]string{
				markedFigure(c), limitsWords(c), amount(c.Numerator, e.Def, false), amount(c.Denominator, e.Def, true), change,
				mean, verdict, england, verdictEngland,
			},
		})
	}
	out.Years = out.Years.withoutEmpty().noted(e.Def)
	out.Moved = e.movedWords(cells)
	return out
}

// denominatorChange is how far the denominator moved, where both are shown.
func denominatorChange(before, now Cell) string {
	was, ok := decimal(before.Denominator)
	is, also := decimal(now.Denominator)
	if !ok || !also || was <= 0 || !before.Has() || !now.Has() {
		return ""
	}
	return percentChange(was, is)
}

// movedDenominator is by which share a denominator moves before the page says so apart.
const movedDenominator = 0.05

// movedWords says how the newest year's figure and its two parts moved from the year before. They are set side by
// side: nothing says that one moved the other.
func (e *entry) movedWords(cells series) []string {
	if len(cells) < 2 {
		return nil
	}
	before, now := cells[len(cells)-2], cells[len(cells)-1]
	if !before.Has() || !now.Has() || before.Edition != now.Edition || !yearBefore(now.End).Equal(before.End) {
		return nil
	}
	names := e.partNames()
	out := []string{fmt.Sprintf("From %s to %s the figure went from %s to %s, while %s went from %s to %s and %s from %s to %s.",
		longDate(before.End), longDate(now.End), tableFigure(before), tableFigure(now),
		names[0], amount(before.Numerator, e.Def, false), amount(now.Numerator, e.Def, false),
		names[1], amount(before.Denominator, e.Def, true), amount(now.Denominator, e.Def, true))}
	n0, a := decimal(before.Numerator)
	n1, b := decimal(now.Numerator)
	d0, c := decimal(before.Denominator)
	d1, d := decimal(now.Denominator)
	if !a || !b || !c || !d || d0 <= 0 {
		return nil
	}
	step := indicators.Round(*now.Value, now.Places) - indicators.Round(*before.Value, before.Places)
	switch share := (d1 - d0) / d0; {
	case step != 0 && n1 != n0 && (step > 0) != (n1 > n0):
		out = append(out, fmt.Sprintf("Read all three: the figure and its numerator moved opposite ways, while the denominator changed by %s.", percentChange(d0, d1)))
	case math.Abs(share) >= movedDenominator:
		out = append(out, fmt.Sprintf("The denominator changed by %s: a rate can move while its numerator stands still.", percentChange(d0, d1)))
	}
	return out
}
