package dashboards

import (
	"fmt"
	"slices"
	"strings"

	"sightline/benchmarks"
	"sightline/indicators"
)

// tallyView is a tally as this book may tell it.
type tallyView struct {
	Name     string
	Rule     string // how a tie counts
	Readings []readingView
}

// readingView is a reading of a tally.
type readingView struct {
	Sentence string
	Members  table
	LeftOut  []string
}

// tallyRule is the rule that all tallies share; empty where they differ.
func tallyRule(tallies []tallyView) string {
	rule := ""
	for i, one := range tallies {
		if i > 0 && one.Rule != rule {
			return ""
		}
		rule = one.Rule
	}
	return rule
}

// tiesMet is how the tables write that a figure equal to the comparator's counts as met.
const tiesMet = "met"

// tallies counts anew what the tables tally: a member whose figure is hidden here is left out, because the
// count would tell on which side of the comparator it lies.
func (b *book) tallies() []tallyView {
	var out []tallyView
	for i, reading := range b.standing.tallies {
		view, ok := b.readingView(i+1, reading)
		if !ok {
			continue
		}
		name := upperFirst(strings.TrimSuffix(reading.Name, "."))
		if len(out) == 0 || out[len(out)-1].Name != name {
			tie := "a tie does not count as met"
			if reading.Ties == tiesMet {
				tie = "a tie counts as met"
			}
			out = append(out, tallyView{Name: name, Rule: "Figures are set side by side as they are published; " + tie + "."})
		}
		last := &out[len(out)-1]
		last.Readings = append(last.Readings, view)
	}
	return out
}

func (b *book) readingView(number int, reading tallyReading) (readingView, bool) {
	view := readingView{Members: table{
		ID: fmt.Sprintf("table-tally-%d", number), Caption: "What is counted: " + reading.Name, Words: 2,
		Columns: []string{"Indicator", "Better way", "Outcome", b.area.Name, upperFirst(againstWords(reading.Against)), "Allowing for chance"},
	}}
	said := reading.Reading != "" && reading.Reading != benchmarks.ByPolarity // else high or low is better as the table says
	if said {
		view.Members.Caption += ", " + reading.Reading
	}
	met, counted := 0, 0
	words := map[string]int{}
	for _, m := range reading.Members {
		e := b.entry(m.Indicator)
		if e == nil {
			continue
		}
		cell, held := e.Cells.at(m.Period, m.End)
		switch {
		case m.Outcome == "left out":
			view.LeftOut = append(view.LeftOut, sentence(e.Def.Title+": "+plainReason(m.Reason)))
			continue
		case m.Value != nil && !held:
			view.LeftOut = append(view.LeftOut, sentence(e.Def.Title+": its figure is not in this edition"))
			continue
		case m.Value != nil && !cell.Has():
			view.LeftOut = append(view.LeftOut, sentence(e.Def.Title+": its figure is hidden here"))
			continue
		case m.Value != nil && cell.Rounded:
			view.LeftOut = append(view.LeftOut, sentence(e.Def.Title+": its figure is rounded here"))
			continue
		}
		counted++
		if m.Outcome == "met" || m.Outcome == "tied" && reading.Ties == tiesMet {
			met++
		}
		own, theirs := "not printed", "not printed"
		if held && cell.Has() {
			own = tableFigure(cell)
		}
		if m.Value != nil {
			theirs = inTable(*m.Value, e.Def.Unit, e.Def.Decimals)
		}
		if m.Verdict != "" {
			words[m.Verdict]++
		}
		view.Members.Rows = append(view.Members.Rows, row{e.Def.Title, []string{wayWords(m.Polarity), m.Outcome, own, theirs, m.Verdict}})
	}
	if counted == 0 {
		return view, false
	}
	view.Sentence = fmt.Sprintf("Meets or beats %s in %s of %s", againstWords(reading.Against), count(int64(met)), countOf(counted, "indicator"))
	if said {
		view.Sentence += " (" + reading.Reading + ")"
	}
	view.Sentence += "."
	var split []string
	for _, verdict := range []struct{ held, words string }{
		{"better", "better"}, {"worse", "worse"}, {"similar", "too close to tell"}, {"not comparable", "not comparable"},
	} {
		if words[verdict.held] > 0 {
			split = append(split, fmt.Sprintf("%s %s", count(int64(words[verdict.held])), verdict.words))
		}
	}
	if len(split) > 0 {
		view.Sentence += " With chance allowed for: " + listWords(split) + "."
	}
	slices.Sort(view.LeftOut)
	return view, true
}

// againstWords name what a tally is taken against.
func againstWords(against string) string {
	switch against {
	case "neighbours":
		return "the neighbours’ mean"
	case "median":
		return "the neighbours’ median"
	case "region":
		return "the region"
	case "england":
		return "England"
	default:
		return against
	}
}

func wayWords(polarity string) string {
	switch polarity {
	case string(indicators.High):
		return "high"
	case string(indicators.Low):
		return "low"
	default:
		return "neither"
	}
}
