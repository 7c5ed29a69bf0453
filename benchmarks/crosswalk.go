package benchmarks

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sightline/indicators"
)

// Fault is a point in which the crosswalk that the catalogue declares and the published files held do not
// agree, and which no header states.
type Fault struct {
	Indicator string
	Measure   string // the published measure, or the numerator and denominator that are to make it
	Aspect    string // one of indicators.Aspects, or FaultHeld or FaultCounts
	Ours      string
	Theirs    string
	Do        string // what to do about it
}

// What can be at fault besides the aspects of a measure.
const (
	FaultHeld   = "held"   // the file that publishes the measure is held, and the measure is not in it
	FaultCounts = "counts" // numerator and denominator do not make the published value
)

func (f Fault) String() string {
	return fmt.Sprintf("%s: %s of %s: ours %s, published %s: %s", f.Indicator, f.Aspect, f.Measure, f.Ours, f.Theirs, f.Do)
}

var (
	//go:embed methods/crosswalk_facts.sql
	crosswalkFactsSQL string
	//go:embed methods/crosswalk_counts.sql
	crosswalkCountsSQL string
)

// fact is what the files held say of a measure.
type fact struct {
	held      bool   // with a value somewhere
	described bool   // by a dictionary
	polarity  string // High, Low or -
	axis      string
	title     string
	yearType  string
}

// CheckCrosswalk compares what the catalogue's headers declare of published measures with the files held, in
// the order of the catalogue: polarity, unit and year as the LAIT dictionary or the measure's id tells them,
// whether a measure is in the file that should publish it, and whether numerator and denominator make the
// published value. What a header states under differs is no fault; what it states and is not so is one. What
// cannot be told from the files has to be stated, and is then taken as stated. An empty list means that
// nothing held contradicts the headers.
func CheckCrosswalk(ctx context.Context, q Querier, catalogue *indicators.Catalogue) ([]Fault, error) {
	facts, err := crosswalkFacts(ctx, q, catalogue)
	if err != nil {
		return nil, fmt.Errorf("check crosswalk: %w", err)
	}
	counts, err := countFaults(ctx, q, catalogue)
	if err != nil {
		return nil, fmt.Errorf("check crosswalk: %w", err)
	}
	datasets, err := heldDatasets(ctx, q, facts)
	if err != nil {
		return nil, fmt.Errorf("check crosswalk: %w", err)
	}
	var out []Fault
	for _, def := range catalogue.Definitions {
		out = append(out, unitFaults(def, facts)...)
		out = append(out, polarityFaults(def, facts)...)
		out = append(out, periodFaults(def, facts)...)
		out = append(out, heldFaults(def, facts, datasets)...)
		out = append(out, counts[def.ID]...)
	}
	return out, nil
}

// declaredIDs lists the measures of a definition, values first.
func declaredIDs(def *indicators.Definition) []string {
	c := def.Comparator
	return slices.Concat(c.Values(), c.Numerator, c.Denominator)
}

func crosswalkFacts(ctx context.Context, q Querier, catalogue *indicators.Catalogue) (map[string]fact, error) {
	ids := []string{}
	for _, def := range catalogue.Definitions {
		ids = append(ids, declaredIDs(def)...)
	}
	rows, err := q.QueryContext(ctx, crosswalkFactsSQL, ids)
	if err != nil {
		return nil, err
	}
	type named struct {
		measure string
		fact    fact
	}
	list, err := scanAll(rows, func(rows *sql.Rows, n *named) error {
		return rows.Scan(&n.measure, &n.fact.held, &n.fact.described, &n.fact.polarity, &n.fact.axis, &n.fact.title, &n.fact.yearType)
	})
	if err != nil {
		return nil, err
	}
	out := map[string]fact{}
	for _, one := range list {
		out[one.measure] = one.fact
	}
	return out, nil
}

// unitFaults compares the units of value measures with the indicator's, and wants counts to be no shares.
func unitFaults(def *indicators.Definition, facts map[string]fact) []Fault {
	var out []Fault
	c := def.Comparator
	stated := c.Differs[indicators.AspectUnit] != ""
	alike := len(c.Values()) > 0
	for _, id := range c.Values() {
		unit := unitOf(id, facts[id])
		known := facts[id].held || facts[id].described
		alike = alike && known && unit != "" && def.SameUnit(unit)
		switch {
		case !known || stated:
		case unit == "" && facts[id].described && !slices.Contains(c.Same, indicators.AspectUnit):
			out = append(out, Fault{
				def.ID, id, indicators.AspectUnit, def.Unit, fmt.Sprintf("not told by the axis %q and the title %q", facts[id].axis, facts[id].title),
				"look it up and put unit under same or differs in " + headerOf(def),
			})
		case unit != "" && !def.SameUnit(unit):
			out = append(out, Fault{def.ID, id, indicators.AspectUnit, def.Unit, unit, "state it under differs in " + headerOf(def) + ", or take the measure out"})
		}
	}
	if stated && alike {
		out = append(out, Fault{
			def.ID, strings.Join(c.Values(), ", "), indicators.AspectUnit, def.Unit, "the same",
			"take unit out of differs in " + headerOf(def) + ": there is no difference",
		})
	}
	for _, id := range slices.Concat(c.Numerator, c.Denominator) {
		if unit := unitOf(id, facts[id]); unit != "" && unit != indicators.Number && unit != "£" {
			out = append(out, Fault{def.ID, id, indicators.AspectUnit, "a count or an amount", unit, "take it out of numerator or denominator in " + headerOf(def)})
		}
	}
	return out
}

func headerOf(def *indicators.Definition) string { return "the header of " + def.File }

// unitOf is the unit that a measure's id tells, or else the dictionary's words; empty when neither does.
func unitOf(id string, f fact) string {
	if unit := indicators.PublishedUnit(id); unit != "" || !f.described {
		return unit
	}
	axis, title := axisUnit(f.axis), titleUnit(f.title)
	if axis != "" && title != "" && axis != title {
		return "" // the dictionary contradicts itself
	}
	return cmp.Or(axis, title)
}

// axisUnit reads the unit from the words at a chart's axis.
func axisUnit(axis string) string {
	axis = strings.ToLower(strings.TrimSpace(axis))
	switch {
	case strings.HasPrefix(axis, "%"):
		return indicators.Percent
	case strings.HasPrefix(axis, "rate per "):
		return strings.TrimPrefix(axis, "rate ")
	case axis == "number" || strings.HasPrefix(axis, "number ") || strings.HasPrefix(axis, "total "):
		return indicators.Number
	case axis == "spend":
		return "£"
	case axis == "unit cost":
		return "£ per week"
	case axis == "score" || strings.HasSuffix(axis, " score"):
		return "points"
	}
	return ""
}

// titleUnit reads the unit from a measure's title, where it says so at its beginning or end.
func titleUnit(title string) string {
	title = strings.ToLower(strings.TrimSpace(title))
	switch {
	case strings.HasPrefix(title, "percent") || strings.HasPrefix(title, "% ") || strings.HasSuffix(title, "(%)"):
		return indicators.Percent
	case strings.HasSuffix(title, " rate per 10,000") || strings.HasPrefix(title, "rates per 10,000 "):
		return "per 10,000"
	case strings.HasPrefix(title, "number "):
		return indicators.Number
	}
	return ""
}

// directions are the dictionary's words for the indicators' directions.
var directions = map[string]indicators.Direction{"High": indicators.High, "Low": indicators.Low, "-": indicators.Neutral}

// polarityFaults compares the dictionary's polarity with the indicator's direction. Other publications have none.
func polarityFaults(def *indicators.Definition, facts map[string]fact) []Fault {
	var out []Fault
	stated := def.Comparator.Differs[indicators.AspectPolarity] != ""
	described, differing := 0, 0
	for _, id := range def.Comparator.Values() {
		f := facts[id]
		if !f.described {
			continue
		}
		described++
		if directions[f.polarity] == def.Polarity.Direction {
			continue
		}
		differing++
		if !stated {
			out = append(out, Fault{
				def.ID, id, indicators.AspectPolarity, string(def.Polarity.Direction), string(directions[f.polarity]),
				"state it under differs in " + headerOf(def) + ", or follow it",
			})
		}
	}
	if stated && described > 0 && differing == 0 {
		out = append(out, Fault{
			def.ID, strings.Join(def.Comparator.Values(), ", "), indicators.AspectPolarity, string(def.Polarity.Direction), "the same",
			"take polarity out of differs in " + headerOf(def) + ": there is no difference",
		})
	}
	return out
}

// yearEnds are the days that the dictionary's kinds of year end on; "Annual" tells none.
var yearEnds = map[string]string{
	"financial year": "03-31", "academic year": "08-31", "calendar year": "12-31", "annual (end of sept)": "09-30",
}

// periodFaults compares the kind of year that the dictionary gives with the indicator's.
func periodFaults(def *indicators.Definition, facts map[string]fact) []Fault {
	var out []Fault
	for _, id := range def.Comparator.Values() {
		end, ok := yearEnds[strings.ToLower(strings.TrimSpace(facts[id].yearType))]
		if ok && end != def.YearEnd && def.Comparator.Differs[indicators.AspectPeriod] == "" {
			out = append(out, Fault{
				def.ID, id, indicators.AspectPeriod, "year to " + def.YearEnd, "year to " + end,
				"state it under differs in " + headerOf(def) + ", or take the measure out",
			})
		}
	}
	return out
}

// heldFaults wants a declared measure to be in the publication that is held.
func heldFaults(def *indicators.Definition, facts map[string]fact, datasets map[string]bool) []Fault {
	var out []Fault
	for _, id := range declaredIDs(def) {
		if dataset := datasetOf(id); !facts[id].held && datasets[dataset] {
			out = append(out, Fault{
				def.ID, id, FaultHeld, "declared", "not in " + dataset,
				"see whether the file held names it otherwise or leaves it out, and change it in " + headerOf(def),
			})
		}
	}
	return out
}

// declaration is a measure that a header declares, as the SQL of this package reads them.
type declaration struct {
	Indicator string  `json:"indicator"`
	Role      string  `json:"role"` // value, numerator, denominator
	Place     int     `json:"place"`
	Measure   string  `json:"measure"`
	Factor    float64 `json:"factor"` // of a value: its scale; of a numerator: the unit's multiplier
	YearEnd   string  `json:"year_end"`
}

func declarations(catalogue *indicators.Catalogue) (string, error) {
	out := []declaration{}
	for _, def := range catalogue.Definitions {
		c := def.Comparator
		scale := c.Scale
		if scale == 0 {
			scale = 1
		}
		for place, id := range []string{c.LAIT, c.EES, c.Measure} {
			if id != "" {
				out = append(out, declaration{def.ID, "value", place, id, scale, def.YearEnd})
			}
		}
		for place, id := range c.Numerator {
			out = append(out, declaration{def.ID, "numerator", place, id, def.Multiplier(), def.YearEnd})
		}
		for place, id := range c.Denominator {
			out = append(out, declaration{def.ID, "denominator", place, id, 1, def.YearEnd})
		}
	}
	text, err := json.Marshal(out)
	return string(text), err
}

// countFaults finds indicators whose numerator and denominator do not make the published value.
func countFaults(ctx context.Context, q Querier, catalogue *indicators.Catalogue) (map[string][]Fault, error) {
	declared, err := declarations(catalogue)
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, crosswalkCountsSQL, declared)
	if err != nil {
		return nil, err
	}
	type miss struct {
		indicator, counts, value, where string
		cells, agreeing                 int64
	}
	misses, err := scanAll(rows, func(rows *sql.Rows, m *miss) error {
		return rows.Scan(&m.indicator, &m.counts, &m.value, &m.cells, &m.agreeing, &m.where)
	})
	if err != nil {
		return nil, err
	}
	out := map[string][]Fault{}
	for _, m := range misses {
		def, err := catalogue.Find(m.indicator)
		if err != nil {
			return nil, err
		}
		out[m.indicator] = append(out[m.indicator], Fault{
			m.indicator, m.counts, FaultCounts, m.value,
			fmt.Sprintf("made of its counts in %d of %d cells only, not in %s", m.agreeing, m.cells, m.where),
			"find the counts that the value is made of and change them in " + headerOf(def),
		})
	}
	return out, nil
}
