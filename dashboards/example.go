package dashboards

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"sightline/indicators"
)

// exampleView is a worked example of a definition: records, and what must come of them.
type exampleView struct {
	Number   int
	Sentence string
	When     string
	Chosen   []string // options read otherwise than by default
	Tables   []exampleTable
}

// exampleTable is a table of an example in words.
type exampleTable struct {
	Caption string
	Columns []string
	Numbers []bool // the columns that hold amounts
	Rows    [][]string
}

func exampleViews(def *indicators.Definition) []exampleView {
	var out []exampleView
	for i, example := range def.Examples {
		view := exampleView{Number: i + 1, Sentence: sentence(example.Sentence), When: exampleWhen(def, example)}
		for _, name := range slices.Sorted(maps.Keys(example.Options)) {
			for _, option := range def.Options {
				if option.Name == name {
					view.Chosen = append(view.Chosen, option.Question+" Here: "+sentence(option.Values[example.Options[name]]))
				}
			}
		}
		// A reader who lists the tables of a page hears each caption alone.
		of := fmt.Sprintf("Example %d, ", i+1)
		for _, table := range example.Given {
			name := strings.ReplaceAll(strings.TrimPrefix(table.Name, "core."), "_", " ")
			view.Tables = append(view.Tables, newExampleTable(of+"given: "+name, table))
		}
		if len(example.Given) == 0 {
			view.Tables = append(view.Tables, exampleTable{Caption: of + "given: no record at all"})
		}
		if example.Cases != nil {
			caption := of + "expected: case by case"
			if len(example.Cases.Rows) == 0 {
				caption = of + "expected: no case"
			}
			view.Tables = append(view.Tables, newExampleTable(caption, *example.Cases))
		}
		if example.Total != nil {
			view.Tables = append(view.Tables, newExampleTable(of+"expected: the figure", *example.Total))
		}
		out = append(out, view)
	}
	return out
}

// exampleWhen is the day or the period of an example.
func exampleWhen(def *indicators.Definition, example indicators.Example) string {
	span, err := def.Ending(example.At, example.Period)
	if err != nil {
		return "To " + longDate(example.At)
	}
	return upperFirst(periodWords(string(span.Kind), span.Start, span.End))
}

func newExampleTable(caption string, table indicators.Table) exampleTable {
	out := exampleTable{Caption: caption}
	if len(table.Rows) == 0 {
		return out
	}
	for _, column := range table.Columns {
		out.Columns = append(out.Columns, upperFirst(strings.ReplaceAll(strings.TrimSuffix(column, "_id"), "_", " ")))
		out.Numbers = append(out.Numbers, slices.Contains([]string{"numerator", "denominator", "value", "unjudged", "lowest", "highest", "amount"}, column))
	}
	for _, cells := range table.Rows {
		words := make([]string, len(cells))
		for i, cell := range cells {
			words[i] = exampleCell(cell)
		}
		out.Rows = append(out.Rows, words)
	}
	return out
}

var isoDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// exampleCell writes a cell for reading: days in words, a dash for nothing recorded.
func exampleCell(text string) string {
	switch {
	case text == "":
		return "–"
	case isoDay.MatchString(text):
		return isoWords(text)
	default:
		return text
	}
}
