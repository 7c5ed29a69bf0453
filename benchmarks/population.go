package benchmarks

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// populationColumns are those of a plain list of mid-year population estimates, with age_from and age_to
// where it is not of children under 18. The extract kind population has the same.
var populationColumns = []string{"area_code", "year", "population"}

// ageOfChildren is the group that the Department's files call children aged 0 to 17 years.
const ageOfChildren = "Children aged 0 to 17 years"

// loadPopulation adds a plain list of population estimates, as the measures that the Office for National
// Statistics' estimates have in the layout of Explore Education Statistics, so that the two answer alike.
func loadPopulation(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	table, err := parsePopulation(src)
	if err != nil {
		return err
	}
	src.table = nil
	if err := table.store(ctx, q, id); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	src.notes = table.notes()
	return claimCells(ctx, q, src, file, id)
}

func parsePopulation(src *source) (*eesTable, error) {
	t := newEESTable(src)
	t.yearType = "Mid-year"
	for _, name := range []string{"area_code", "year", "population", "age_from", "age_to"} {
		if at := slices.Index(src.header, name); at >= 0 {
			t.standard[name] = at
		}
	}
	for i, record := range src.table {
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			t.leftOut["without a single value"]++
			continue
		}
		t.readPopulation(int64(i+1), record)
	}
	return t, t.faults.err()
}

func (t *eesTable) readPopulation(number int64, record []string) {
	row := t.src.line(number)
	place, ok := geography().find(t.get(record, "area_code"))
	if !ok {
		t.faults.add(row, "area_code", "want the code of an English authority or region or of England, of three digits or nine characters")
		return
	}
	year, ok := wholeText(t.get(record, "year"))
	if read, err := parseLabel(year); !ok || err != nil || !read.Single {
		t.faults.add(row, "year", "want a year such as 2024")
		return
	}
	group, ok := t.ageGroup(row, record)
	if !ok {
		return
	}
	found := readCell(t.get(record, "population"), t.src.comma)
	switch {
	case found.sort != numberCell && found.sort != symbolCell:
		t.faults.add(row, "population", "want a number of people, or one of z x c u low")
		return
	case found.value < 0:
		t.faults.add(row, "population", "want a number of people that is not below 0")
		return
	case found.undone != "":
		t.undone[found.undone]++
	}
	key := strings.Join([]string{year, place.code, group}, "\x00")
	if first, twice := t.seen[key]; twice {
		t.faults.add(row, "", "row %d is of the same area, year and ages: want one record each", first)
		return
	}
	t.seen[key] = row
	const column = "population_estimate"
	t.cells = append(t.cells, eesCells{
		record: number, area: place, years: year,
		figures: []eesFigure{{measure: t.measure(column, []string{group}), column: "population", cell: found}},
	})
}

// ageGroup words the ages of a record as the Department's files do; without ages it is of children.
func (t *eesTable) ageGroup(row int64, record []string) (string, bool) {
	ages := [2]int{0, 17}
	for i, name := range []string{"age_from", "age_to"} {
		text := t.get(record, name)
		if text == "" {
			continue
		}
		whole, ok := wholeText(text)
		age, err := strconv.Atoi(whole)
		if !ok || err != nil || age > 130 {
			t.faults.add(row, name, "want an age in years from 0 to 130, or nothing")
			return "", false
		}
		ages[i] = age
	}
	switch {
	case ages[1] < ages[0]:
		t.faults.add(row, "age_to", "want an age not below age_from")
		return "", false
	case ages == [2]int{0, 17}:
		return ageOfChildren, true
	}
	return fmt.Sprintf("Aged %d to %d years", ages[0], ages[1]), true
}

// find is the place of a code of three digits or nine characters.
func (g *gazetteer) find(text string) (area, bool) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if found, ok := g.regions[text]; ok {
		return area{code: found.Code, name: found.Name, level: found.Level}, true
	}
	code, ok := wholeText(text)
	if !ok {
		code = g.owners[text]
	}
	if one, ok := g.authorities[code]; ok {
		return area{code: one.Code, name: one.Name, level: "authority"}, true
	}
	for _, found := range g.regions {
		if found.Code == code {
			return area{code: found.Code, name: found.Name, level: found.Level}, true
		}
	}
	return area{}, false
}
