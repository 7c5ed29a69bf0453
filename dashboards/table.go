package dashboards

import (
	"slices"

	"sightline/indicators"
)

// cellColumns are figure, limits, numerator and denominator.
func cellColumns(c Cell, def *indicators.Definition) []string {
	return []string{markedFigure(c), limitsWords(c), numeratorColumn(c, def), amount(c.Denominator, def, true)}
}

// denominatorHead heads the column of denominators.
func denominatorHead(def *indicators.Definition) string {
	if def.Statistic == indicators.Median {
		return "Cases"
	}
	return "Denominator"
}

// numeratorColumn is empty for a count, whose numerator is the figure itself, and a median, which has none.
func numeratorColumn(c Cell, def *indicators.Definition) string {
	if def.Statistic == indicators.Count || def.Statistic == indicators.Median {
		return ""
	}
	return amount(c.Numerator, def, false)
}

// notRecorded heads the column that says of how many cases something was not recorded.
const notRecorded = "Not recorded"

// withoutEmpty drops the columns that hold nothing in any row, and the one of what was not recorded when
// everything was.
func (t table) withoutEmpty() table {
	for column := len(t.Columns) - 2; column >= 0; column-- {
		if slices.ContainsFunc(t.Rows, func(r row) bool {
			cell := r.Cells[column]
			return cell != "" && (cell != "0" || t.Columns[column+1] != notRecorded)
		}) {
			continue
		}
		t.Columns = slices.Delete(slices.Clone(t.Columns), column+1, column+2)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(slices.Clone(t.Rows[i].Cells), column, column+1)
		}
	}
	return t
}

// windowTable shows the newest figure of every window side by side, each with its own label.
func (e *entry) windowTable(below int) *table {
	if e.Def.Window == indicators.Snapshot {
		return nil
	}
	out := table{
		ID: "table-windows", Caption: "The newest figure over each length of time", Words: 1,
		Columns: []string{"Window", "Period", "Figure", "95% limits", "Numerator", denominatorHead(e.Def), notRecorded, "Bounds"},
	}
	for _, window := range []struct{ period, words string }{
		{periodMonth, "Month"}, {periodQuarter, "Quarter"}, {periodToDate, "Year to date"}, {periodRolling, "Rolling 12 months"}, {periodYear, "Whole year"},
	} {
		if c, ok := e.Cells.of(window.period).last(); ok {
			period := []string{upperFirst(periodWords(c.Period, c.Start, c.End))}
			out.Rows = append(out.Rows, row{window.words, slices.Concat(period, cellColumns(c, e.Def), gapColumns(e.Def, c, below))})
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	out = out.withoutEmpty().noted(e.Def)
	return &out
}

// monthTable shows the months one by one, the last thirteen, so that each stands beside the same
// month of the year before.
func (e *entry) monthTable(below int) *table {
	if e.Def.Window == indicators.Snapshot {
		return nil
	}
	months := held(e.Cells.of(periodMonth))
	months = months[max(0, len(months)-13):]
	if len(months) < 2 || !slices.ContainsFunc(months, Cell.Has) {
		return nil
	}
	out := table{
		ID: "table-single-months", Caption: "Single months, newest first",
		Columns: []string{"Month", "Figure", "Numerator", denominatorHead(e.Def), "Year to date at its end", notRecorded, "Bounds"},
	}
	for _, c := range slices.Backward(months) {
		toDate, _ := e.Cells.at(periodToDate, c.End)
		out.Rows = append(out.Rows, row{
			periodWords(c.Period, c.Start, c.End),
			slices.Concat(
				[]string{markedFigure(c), numeratorColumn(c, e.Def), amount(c.Denominator, e.Def, true), markedFigure(toDate)},
				gapColumns(e.Def, c, below)),
		})
	}
	out = out.withoutEmpty().noted(e.Def)
	return &out
}
