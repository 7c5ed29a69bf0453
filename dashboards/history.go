package dashboards

import (
	"slices"
	"strings"

	"sightline/indicators"
)

// shortMark stands after a figure of a table that misses what came before the extracts begin.
const shortMark = "†"

// short tells whether the cell shows something that misses what came before the extracts begin. That there
// was nobody to count may be no more than that.
func (c Cell) short() bool {
	return c.ShortHistory && !c.Over && (c.Has() || c.Symbol == NotApplicable)
}

// markedFigure is a cell in a table that has a note on its marks.
func markedFigure(c Cell) string {
	if c.short() {
		return tableFigure(c) + shortMark
	}
	return tableFigure(c)
}

// shortWords says of the figures named what the extracts leave out of them.
func shortWords(def *indicators.Definition, figures string) string {
	return "The extracts begin too late for " + figures + ": the rule looks back " + def.LooksBack() +
		". What came before is missing, so that it may be too low or otherwise wrong."
}

// noted puts a note below a table that has marks.
func (t table) noted(def *indicators.Definition) table {
	marked := slices.ContainsFunc(t.Rows, func(r row) bool {
		return slices.ContainsFunc(r.Cells, func(cell string) bool { return strings.HasSuffix(cell, shortMark) })
	})
	if marked {
		t.Note = shortMark + " " + shortWords(def, "a figure with this mark")
	}
	return t
}

// shortNotes say up to when the figures of a chart, oldest first, miss something.
func (e *entry) shortNotes(cells series) []ruleView {
	for _, c := range slices.Backward(cells) {
		if c.short() {
			return []ruleView{{Lead: "Figures to " + longDate(c.End) + " may be too low or otherwise wrong: the extracts begin too late for them, because the rule looks back " +
				e.Def.LooksBack() + "."}}
		}
	}
	return nil
}

// Mark is what stands after our figure beside its comparators.
func (c compared) Mark() string {
	if c.Cell.short() {
		return shortMark
	}
	return ""
}

// comparedNote explains the marks of the comparators' table; empty when it has none.
func (e *entry) comparedNote() string {
	if slices.ContainsFunc(e.Compared, func(c compared) bool { return c.Mark() != "" }) {
		return shortMark + " " + shortWords(e.Def, "a figure with this mark")
	}
	return ""
}
