package indicators

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Comparator names the published measures that an indicator is set against, by their ids in schema benchmarks;
// empty when there is none.
type Comparator struct {
	LAIT    string `yaml:"lait,omitempty"`    // Short Desc of the LAIT long table
	EES     string `yaml:"ees,omitempty"`     // column and filters of an Explore Education Statistics file: ees:column [filter; filter]
	Measure string `yaml:"measure,omitempty"` // of another published file, e.g. ro3:RO3-csclkd-tot-exp

	// Numerator and Denominator are the published measures that the value is made of, the one to be
	// preferred first. They give other authorities' figures their limits and, where no value is
	// published, the value.
	Numerator   []string `yaml:"numerator,omitempty"`
	Denominator []string `yaml:"denominator,omitempty"`

	// Scale is what a published value is multiplied by to be in the indicator's unit, e.g. 1000 for
	// thousands of pounds; 0 stands for 1.
	Scale float64 `yaml:"scale,omitempty"`

	// Differs says in what the published measure is another than ours, by aspect (one of Aspects), in words
	// without a semicolon. Same names the aspects that were looked at and found alike. An aspect in neither
	// was not looked at: population has to be in one of them, unit where the measure's id and dictionary do
	// not tell it.
	Differs map[string]string `yaml:"differs,omitempty"`
	Same    []string          `yaml:"same,omitempty"`
	Note    string            `yaml:"note,omitempty"` // what else a reader has to know of the published measure
}

// The things in which a published measure has to be the same as the indicator, or is said not to be.
const (
	AspectUnit       = "unit"
	AspectPolarity   = "polarity"
	AspectPopulation = "population"
	AspectPeriod     = "period"
	AspectRounding   = "rounding"
)

// Aspects lists them in the order in which differences are told.
var Aspects = []string{AspectUnit, AspectPolarity, AspectPopulation, AspectPeriod, AspectRounding}

// Values are the measures that publish the value itself, the one to be preferred first.
func (c Comparator) Values() []string {
	return slices.DeleteFunc([]string{c.LAIT, c.EES, c.Measure}, func(id string) bool { return id == "" })
}

// Published tells whether any published measure is named.
func (c Comparator) Published() bool {
	return len(c.Values())+len(c.Numerator)+len(c.Denominator) > 0
}

// The prefixes of ids say which publication a measure is of. LAIT's own ids and those of a plain list have
// none.
const (
	prefixEES  = "ees:"
	prefixRO3  = "ro3:"
	prefixS251 = "s251:"
)

var (
	prefixForm = regexp.MustCompile(`^(ees|ro3|s251):`)
	eesForm    = regexp.MustCompile(`^ees:[A-Za-z0-9_]+( \[[^\[\]; ]([^\[\];]*[^\[\]; ])?(; [^\[\]; ]([^\[\];]*[^\[\]; ])?)*\])?$`)
	ro3Form    = regexp.MustCompile(`^ro3:RO3-[a-z0-9]+(-[a-z0-9]+)+$`)
	s251Form   = regexp.MustCompile(`^s251:[^; ]([^;]*[^; ])?; [A-Za-z]+$`)
)

// ro3Scale turns revenue outturn RO3, which is printed in thousands of pounds, into pounds.
const ro3Scale = 1000

// Number is the unit of a published count of children, plans, referrals and the like.
const Number = "number"

// PublishedUnit is the unit that a measure's id tells: percent, per 10,000, number or £. It is empty where the
// id does not tell: LAIT's ids and those of plain lists are opaque, a column called a rate may be either, and
// averages are printed in columns of counts.
func PublishedUnit(id string) string {
	if strings.HasPrefix(id, prefixRO3) || strings.HasPrefix(id, prefixS251) {
		return "£"
	}
	column, ok := strings.CutPrefix(id, prefixEES)
	if !ok {
		return ""
	}
	column, filters, _ := strings.Cut(column, " [")
	if strings.Contains(strings.ToLower(filters), "average") {
		return ""
	}
	words := strings.Split(strings.ToLower(column), "_")
	switch words[len(words)-1] {
	case "percent", "percentage":
		return Percent
	case "count", "number", "headcount", "estimate", "episodes", "child":
		if !slices.Contains(words, "rate") {
			return Number
		}
	case "10000":
		if strings.HasSuffix(strings.ToLower(column), "rate_per_10000") {
			return perTenThousand
		}
	}
	return ""
}

// SameUnit tells whether a published unit, as PublishedUnit words it, is the indicator's.
func (d *Definition) SameUnit(published string) bool {
	if published == Number {
		return d.Statistic == Count && !d.Money()
	}
	return published == d.Unit
}

// faults lists what is wrong with the comparator of def, each under the key that it is about.
func (c Comparator) faults(def *Definition) []headerFault {
	var out []headerFault
	add := func(key, format string, args ...any) {
		out = append(out, headerFault{strings.TrimSuffix("comparator."+key, "."), "comparator: " + fmt.Sprintf(format, args...)})
	}
	c.idFaults(add)
	c.statementFaults(add)
	if !c.Published() {
		return out
	}
	if (len(c.Numerator) > 0) != (len(c.Denominator) > 0) {
		add("", "want numerator and denominator together: one alone makes no value")
	}
	if len(c.Numerator) > 0 && def.Statistic != Ratio {
		add("numerator", "numerator: want none: only a ratio is made of two counts")
	}
	if !c.stated(AspectPopulation) {
		add("", "want population under differs, or under same when it was looked at and is alike")
	}
	c.scaleFaults(add)
	c.unitFaults(def, add)
	return out
}

// stated tells whether the header says of an aspect how it compares.
func (c Comparator) stated(aspect string) bool {
	return c.Differs[aspect] != "" || slices.Contains(c.Same, aspect)
}

// idFaults wants ids by their publication's grammar, each under the key of its publication.
func (c Comparator) idFaults(add func(key, format string, args ...any)) {
	if prefixForm.MatchString(c.LAIT) || strings.TrimSpace(c.LAIT) != c.LAIT {
		add("lait", "lait %q: want the Short Desc of the LAIT long table, which has no prefix", c.LAIT)
	}
	if c.EES != "" && !eesForm.MatchString(c.EES) {
		add("ees", "ees %q: want ees:column [filter; filter]", c.EES)
	}
	if strings.HasPrefix(c.Measure, prefixEES) {
		add("measure", "measure %q: want it under ees", c.Measure)
	} else if reason := idFault(c.Measure); c.Measure != "" && reason != "" {
		add("measure", "measure %q: %s", c.Measure, reason)
	}
	for key, list := range map[string][]string{"numerator": c.Numerator, "denominator": c.Denominator} {
		for i, id := range list {
			switch reason := idFault(id); {
			case reason != "":
				add(key, "%s %q: %s", key, id, reason)
			case slices.Contains(list[:i], id):
				add(key, "%s: %s is there twice", key, id)
			case PublishedUnit(id) == Percent || PublishedUnit(id) == perTenThousand:
				add(key, "%s: %s is %s: want a count or an amount", key, id, PublishedUnit(id))
			}
		}
	}
}

// idFault says in what an id is none of its publication; empty when it is one.
func idFault(id string) string {
	switch {
	case strings.TrimSpace(id) == "" || strings.TrimSpace(id) != id:
		return "want an id without space at its ends"
	case strings.HasPrefix(id, prefixEES) && !eesForm.MatchString(id):
		return "want ees:column [filter; filter]"
	case strings.HasPrefix(id, prefixRO3) && !ro3Form.MatchString(id):
		return "want ro3: and the item's name, e.g. ro3:RO3-csclkd-tot-exp"
	case strings.HasPrefix(id, prefixS251) && !s251Form.MatchString(id):
		return "want s251:line; Column"
	}
	return ""
}

// statementFaults wants differs and same to be about the aspects, each in one of them, and to be about
// something.
func (c Comparator) statementFaults(add func(key, format string, args ...any)) {
	for _, aspect := range slices.Sorted(maps.Keys(c.Differs)) {
		words := c.Differs[aspect]
		switch {
		case !slices.Contains(Aspects, aspect):
			add("differs."+aspect, "differs: unknown aspect %s: want one of %s", aspect, strings.Join(Aspects, ", "))
		case strings.TrimSpace(words) == "":
			add("differs."+aspect, "differs: want in words how the %s is another", aspect)
		case strings.Contains(words, ";"):
			add("differs."+aspect, "differs: %s: want words without a semicolon, which parts one difference from the next", aspect)
		case slices.Contains(c.Same, aspect):
			add("same", "same: %s stands under differs too: want it in one of them", aspect)
		}
	}
	for i, aspect := range c.Same {
		if !slices.Contains(Aspects, aspect) {
			add("same", "same: unknown aspect %s: want one of %s", aspect, strings.Join(Aspects, ", "))
		} else if slices.Contains(c.Same[:i], aspect) {
			add("same", "same: %s is there twice", aspect)
		}
	}
	if !c.Published() && len(c.Differs)+len(c.Same) > 0 {
		add("", "differs and same are about a published measure: want one, or neither")
	}
}

// scaleFaults wants a scale to have values to turn, and thousands of pounds to be turned.
func (c Comparator) scaleFaults(add func(key, format string, args ...any)) {
	ids := slices.Concat(c.Values(), c.Numerator, c.Denominator)
	thousands := slices.IndexFunc(ids, func(id string) bool { return strings.HasPrefix(id, prefixRO3) })
	switch {
	case c.Scale != 0 && !(c.Scale > 0 && c.Scale < 1e9):
		add("scale", "scale %v: want a positive number", c.Scale)
	case c.Scale != 0 && len(c.Values()) == 0:
		add("scale", "scale: want lait, ees or measure: a value made of numerator and denominator is in our unit")
	case thousands >= 0 && c.Scale != ro3Scale:
		add("scale", "%s is in thousands of pounds: want scale: %d", ids[thousands], ro3Scale)
	case thousands >= 0 && len(ids) > 1:
		add("scale", "%s is in thousands of pounds and the scale is of all measures: want no other measure", ids[thousands])
	}
}

// unitFaults wants the unit of a published value to be ours, or the difference to be stated. LAIT's dictionary
// tells the unit of its measures, which are looked at where it is held.
func (c Comparator) unitFaults(def *Definition, add func(key, format string, args ...any)) {
	for _, id := range c.Values() {
		unit := PublishedUnit(id)
		switch {
		case id == c.LAIT:
		case unit == "" && !c.stated(AspectUnit):
			add("", "nothing tells the unit of %s: want unit under same or differs", id)
		case unit != "" && !def.SameUnit(unit) && c.Differs[AspectUnit] == "":
			add("", "%s is %s and the indicator %s: want unit under differs", id, unit, def.Unit)
		}
	}
}

// flowFaults wants flows of what stands at a day, and no flow twice.
func (d *Definition) flowFaults() []headerFault {
	var out []headerFault
	if len(d.Flows) > 0 && d.Window != Snapshot {
		out = append(out, headerFault{"flows", "flows: want none: only a snapshot has flows"})
	}
	for i, id := range d.Flows {
		if !idForm.MatchString(id) || id == d.ID || slices.Contains(d.Flows[:i], id) {
			out = append(out, headerFault{"flows", fmt.Sprintf("flows: %q: want the id of another indicator, once", id)})
		}
	}
	return out
}
