package dashboards

import (
	"cmp"
	"fmt"
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

// gridPart is what the sheet has of every team: its figure, or a part of it.
type gridPart struct {
	head  string // with %s for the team's name
	value func(Cell) any
}

// parts are the figures, then what they are made of where that is something else: a count is its own numerator.
func (g *teamsGrid) parts() []gridPart {
	out := []gridPart{{"%s", Cell.sheetValue}}
	if g.def.Statistic == indicators.Count {
		return out
	}
	for _, one := range []gridPart{
		{"%s: numerator", func(c Cell) any { return c.sheetCount(c.Numerator) }},
		{"%s: denominator", func(c Cell) any { return c.sheetCount(c.Denominator) }},
	} {
		for _, c := range g.cells {
			if _, some := one.value(c).(sheetNumber); some {
				out = append(out, one)
				break
			}
		}
	}
	return out
}

// sheet is the grid as a table: figures of all teams, then their numerators, then their denominators.
func (g *teamsGrid) sheet(title string) *sheet {
	parts := g.parts()
	out := &sheet{
		tab: "Teams", title: title + ": teams side by side",
		above: []string{"Figures of all teams [note 1]"},
		columns: []sheetColumn{
			{head: headWindow, width: 20}, {head: headPeriod, width: 34}, {head: headTo, width: 15, right: true},
		},
		rows: make([][]any, 0, len(g.periods)),
	}
	if len(parts) > 1 {
		out.above[0] += ", then what they are made of [note 3]"
	}
	out.above[0] += ". Limits, and cases that were not recorded, stand in the data file, in a row for each team and period."
	for _, head := range g.heads(parts, out.columns) {
		out.columns = append(out.columns, sheetColumn{head: head, width: 18, right: true})
	}
	for _, period := range g.periods {
		row := make([]any, 0, len(out.columns))
		row = append(row, windowName(period.Period), upperFirst(periodWords(period.Period, period.Start, period.End)), period.End)
		for _, part := range parts {
			for team := range g.teams {
				held := any(mark(NotAvailable))
				if c, ok := g.cells[keyOf(period, team)]; ok {
					held = part.value(c)
				}
				row = append(row, held)
			}
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// heads are names of teams as heads of a table, which have to be there, short enough, and none the same as another but
// for capitals.
func (g *teamsGrid) heads(parts []gridPart, beside []sheetColumn) []string {
	used := map[string]bool{}
	for _, column := range beside {
		used[strings.ToLower(column.head)] = true
	}
	var out []string
	for _, part := range parts {
		for _, team := range g.teams {
			name := []rune(cmp.Or(strings.TrimSpace(sheetText(team)), "No team"))
			within := func(tail string) string {
				kept := strings.TrimSpace(string(name[:min(len(name), longestHead-len(part.head)-len(tail))]))
				return fmt.Sprintf(part.head, kept+tail)
			}
			head := within("")
			for n := 2; used[strings.ToLower(head)]; n++ {
				head = within(" (" + strconv.Itoa(n) + ")")
			}
			used[strings.ToLower(head)] = true
			out = append(out, head)
		}
	}
	return out
}
