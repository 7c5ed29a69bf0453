package dashboards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sightline/indicators"
)

// longestHead is the longest head of a column that the format allows, in characters.
const longestHead = 255

// teamsGrid is the figures of an indicator's teams side by side: a row for each period of each window, a column for
// each team. A long table of the same would be four times the rest of the workbook, and nobody could read two teams
// beside each other in it.
type teamsGrid struct {
	def     *indicators.Definition
	teams   []string // in the order of their cells
	periods []Cell   // one cell of each period, windows from month to year, then by date
	cells   map[gridKey]Cell
}

// gridKey is a period and, as its place in teamsGrid.teams, a team.
type gridKey struct {
	window   string
	from, to int64 // seconds: days of the calendar compare as they are
	team     int
}

// windowOrder is the order that windows stand in.
var windowOrder = []string{periodMonth, periodQuarter, periodToDate, periodRolling, periodYear, periodSnapshot}

func keyOf(c Cell, team int) gridKey {
	return gridKey{window: c.Period, from: c.Start.Unix(), to: c.End.Unix(), team: team}
}

// newTeamsGrid orders cells of teams.
func newTeamsGrid(def *indicators.Definition, cells series) *teamsGrid {
	g := &teamsGrid{def: def, cells: make(map[gridKey]Cell, len(cells))}
	places, seen := map[string]int{}, map[gridKey]bool{}
	for _, c := range cells {
		team, known := places[c.Group]
		if !known {
			team = len(g.teams)
			places[c.Group], g.teams = team, append(g.teams, c.Group)
		}
		g.cells[keyOf(c, team)] = c
		if period := keyOf(c, 0); !seen[period] {
			seen[period], g.periods = true, append(g.periods, c)
		}
	}
	slices.SortStableFunc(g.periods, func(x, y Cell) int {
		return cmp.Or(cmp.Compare(slices.Index(windowOrder, x.Period), slices.Index(windowOrder, y.Period)), x.End.Compare(y.End), x.Start.Compare(y.Start))
	})
	return g
}

// sheets are the figures, and what they are made of where that is something else: a count is its own numerator.
func (g *teamsGrid) sheets(title string) []*sheet {
	out := []*sheet{g.sheet("Teams", title+": figures of teams", headFigure, Cell.sheetValue)}
	if g.def.Statistic != indicators.Count {
		out = append(out,
			g.sheet("Teams, numerators", title+": numerators of teams", headNumerator, func(c Cell) any { return c.sheetCount(c.Numerator) }),
			g.sheet("Teams, denominators", title+": denominators of teams", headBase, func(c Cell) any { return c.sheetCount(c.Denominator) }))
	}
	return slices.DeleteFunc(out, func(s *sheet) bool { return s == nil })
}

// sheet is one grid; nil when there is a number in no cell of it.
func (g *teamsGrid) sheet(tab, title, what string, value func(Cell) any) *sheet {
	out := &sheet{
		tab: tab, title: title,
		above: []string{what + ". A column to a team. Limits, and cases that were not recorded, stand in the data file of the indicator; so does each figure in a row of its own."},
		columns: []sheetColumn{
			{head: headWindow, width: 20}, {head: headPeriod, width: 34}, {head: headTo, width: 15, right: true},
		},
		rows: make([][]any, 0, len(g.periods)),
	}
	for _, head := range teamHeads(g.teams, out.columns) {
		out.columns = append(out.columns, sheetColumn{head: head, width: 18, right: true})
	}
	some := false
	for _, period := range g.periods {
		row := make([]any, 0, len(out.columns))
		row = append(row, windowName(period.Period), upperFirst(periodWords(period.Period, period.Start, period.End)), period.End)
		for team := range g.teams {
			held := any(mark(NotAvailable))
			if c, ok := g.cells[keyOf(period, team)]; ok {
				held = value(c)
			}
			if _, is := held.(sheetNumber); is {
				some = true
			}
			row = append(row, held)
		}
		out.rows = append(out.rows, row)
	}
	if !some {
		return nil
	}
	return out
}

// teamHeads are names of teams as heads of a table, which have to be there, short enough, and none the same as
// another but for capitals.
func teamHeads(teams []string, beside []sheetColumn) []string {
	used := map[string]bool{}
	for _, column := range beside {
		used[strings.ToLower(column.head)] = true
	}
	out := make([]string, 0, len(teams))
	for _, team := range teams {
		name := cmp.Or(strings.TrimSpace(sheetText(team)), "No team")
		within := func(tail string) string {
			runes := []rune(name)
			return strings.TrimSpace(string(runes[:min(len(runes), longestHead-len(tail))])) + tail
		}
		head := within("")
		for n := 2; used[strings.ToLower(head)]; n++ {
			head = within(" (" + strconv.Itoa(n) + ")")
		}
		used[strings.ToLower(head)] = true
		out = append(out, head)
	}
	return out
}
