package dashboards

import (
	"fmt"

	"sightline/indicators"
)

// spanYears is how many years' figures a fall or a rise is looked for in: as many as the test for a trend takes.
const spanYears = 5

// span is a fall or a rise from the first to the last of five years whose 95% limits, as printed, do not overlap.
// It rests on the two figures alone, both of them shown.
type span struct {
	Known    bool
	From, To Cell
	Up       bool
	Words    string // the difference: down 3.5 percentage points
	Tag      tag
}

// fiveYears looks for it in the newest figure of a whole year, or of the day a year ends on, and the one four years
// before by the same rule. Figures without limits, rounded to a base, or made before the extracts hold all that the
// rule looks back for tell nothing; nor do limits that overlap or touch, or that do with the cases not recorded.
func (e *entry) fiveYears() span {
	to, ok := e.yearCells().last()
	if !ok {
		return span{}
	}
	first := to.End
	for range spanYears - 1 {
		first = yearBefore(first)
	}
	from, ok := e.yearCells().at(to.Period, first)
	if !ok || !from.Limited() || !to.Limited() || from.Edition != to.Edition || from.Rounded || to.Rounded || from.short() || to.short() {
		return span{}
	}
	places := max(from.Places, to.Places)
	apart := func(lower, upper Cell) bool {
		_, top := lower.reach()
		bottom, _ := upper.reach()
		return !lower.gapUnbounded() && !upper.gapUnbounded() && indicators.Round(top, lower.Places) < indicators.Round(bottom, upper.Places)
	}
	out := span{From: from, To: to, Up: apart(from, to)}
	if !out.Up && !apart(to, from) {
		return span{}
	}
	step := indicators.Round(*to.Value, places) - indicators.Round(*from.Value, places)
	out.Known, out.Words, out.Tag = true, "down ", polarityTag(e.Def, out.Up)
	if out.Up {
		out.Words = "up "
	}
	out.Words += difference(step, to.Unit, places)
	return out
}

// sentence says which years, the two figures with their limits, and that these do not overlap.
func (s span) sentence(def *indicators.Definition) string {
	moved := "fell"
	if s.Up {
		moved = "rose"
	}
	better := "that is the worse way"
	switch {
	case def.Polarity.Direction == indicators.Neutral:
		better = "neither way is better in itself"
	case s.Tag.Class == "better":
		better = "that is the better way"
	}
	return fmt.Sprintf("Over the five years to %s the figure %s from %s (%s; 95%% limits %s) to %s (%s; 95%% limits %s). The limits do not overlap, so it is more than chance would often give; %s.",
		longDate(s.To.End), moved, figureWords(s.From), periodWords(s.From.Period, s.From.Start, s.From.End), limitsWords(s.From),
		figureWords(s.To), periodWords(s.To.Period, s.To.Start, s.To.End), limitsWords(s.To), better)
}

// title is the end of a page's title: down from 88.3% in 2021-22.
func (s span) title() string {
	return fmt.Sprintf(", %s from %s %s", map[bool]string{true: "up", false: "down"}[s.Up], inTable(*s.From.Value, s.From.Unit, s.From.Places), s.From.inYear())
}

// inYear names the year of a figure, or the day that it stands at, shortly.
func (c Cell) inYear() string {
	if c.Period != periodYear {
		return "in " + c.End.Format("January 2006")
	}
	return fmt.Sprintf("in %d-%02d", c.End.Year()-1, c.End.Year()%100)
}

// fact is the card of it.
func (s span) fact() fact {
	verdict := s.Tag
	arrow := map[bool]string{true: "↑", false: "↓"}[s.Up]
	since := longDate(s.From.End)
	if s.From.Period == periodYear {
		since = "the " + periodWords(s.From.Period, s.From.Start, s.From.End)
	}
	return fact{
		Label: "The first of five years", Figure: inSentence(*s.From.Value, s.From.Unit, s.From.Places), Tag: &verdict,
		Detail: arrow + " " + s.Words + " since " + since,
		Second: "The 95% limits do not overlap",
	}
}
