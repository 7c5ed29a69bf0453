package main

import (
	"fmt"
	"slices"
	"strings"

	"sightline/dashboards"
	"sightline/indicators"
)

// policyConfig is how the counts of some tables are published where that is not as the rest. What it leaves open is
// as in publish.
type policyConfig struct {
	Themes        []string `yaml:"themes"`
	Indicators    []string `yaml:"indicators"`
	SuppressBelow *int     `yaml:"suppress_below"`
	RoundTo       *int     `yaml:"round_to"`
	Zero          string   `yaml:"zero"`
	Reason        string   `yaml:"reason"`
}

// What becomes of noughts.
const (
	zeroShown  = "shown"
	zeroHidden = "hidden"
)

// roundingBases are the bases that counts can be rounded to; 0 leaves them exact.
var roundingBases = []int{0, 5, 10}

// validatePolicy looks at what is hidden and rounded, of all tables and of those that are published otherwise.
func (c *config) validatePolicy(fault faultFunc) {
	usual := c.Publish.policy()
	checkCounts(usual, "$.publish", "publish", fault)
	checkZero(c.Publish.Zero, "$.publish.zero", "publish.zero", fault)
	if len(c.Publish.Policy) == 0 {
		return
	}
	known, err := loadCatalogue()
	if err != nil {
		fault("$.publish.policy", "publish.policy: %v", err)
		return
	}
	seen := map[string]bool{}
	for i, one := range c.Publish.Policy {
		path := fmt.Sprintf("$.publish.policy[%d]", i)
		needed(one.Reason, path, "publish.policy", "reason", fault)
		if one.SuppressBelow == nil && one.RoundTo == nil && one.Zero == "" {
			fault(path, "publish.policy: it changes nothing: want suppress_below, round_to or zero")
		}
		checkCounts(one.over(usual), path, "publish.policy", fault)
		checkZero(one.Zero, path+".zero", "publish.policy: zero", fault)
		if (len(one.Themes) > 0) == (len(one.Indicators) > 0) {
			fault(path, "publish.policy: want themes or indicators, and not both")
		}
		one.checkNames(path, known, seen, fault)
	}
}

// checkCounts refuses a threshold or a base that makes no sense, or the two of them together. The path is that of
// what holds them.
func checkCounts(p dashboards.Policy, path, what string, fault faultFunc) {
	switch {
	case p.SuppressBelow < 1 || p.SuppressBelow > 100:
		fault(path+".suppress_below", "%s.suppress_below: want 1 to 100: 6 hides counts of 1 to 5, 1 hides none", what)
	case !slices.Contains(roundingBases, p.RoundTo):
		fault(path+".round_to", "%s.round_to: want 0, 5 or 10: 0 publishes exact counts, 5 and 10 round them to that base", what)
	case p.RoundTo > 2*p.SuppressBelow:
		fault(path+".round_to", "%s.round_to %d: a count of %d would be told as nought: want suppress_below of %d or more beside it",
			what, p.RoundTo, p.SuppressBelow, (p.RoundTo+1)/2)
	}
}

func checkZero(zero, path, what string, fault faultFunc) {
	if zero != "" && zero != zeroShown && zero != zeroHidden {
		fault(path, "%s: want shown or hidden", what)
	}
}

// checkNames refuses themes and indicators that are not in the catalogue, or are named by two entries of one kind.
func (p policyConfig) checkNames(path string, known *indicators.Catalogue, seen map[string]bool, fault faultFunc) {
	var themes []string
	for _, def := range known.Definitions {
		if !slices.Contains(themes, def.Theme) {
			themes = append(themes, def.Theme)
		}
	}
	slices.Sort(themes)
	for i, theme := range p.Themes {
		at := fmt.Sprintf("%s.themes[%d]", path, i)
		switch {
		case !slices.Contains(themes, theme):
			fault(at, "publish.policy: there is no theme %q: want one of %s", theme, strings.Join(themes, ", "))
		case seen["theme "+theme]:
			fault(at, "publish.policy: theme %s is named twice", theme)
		}
		seen["theme "+theme] = true
	}
	for i, id := range p.Indicators {
		at := fmt.Sprintf("%s.indicators[%d]", path, i)
		switch {
		case !slices.ContainsFunc(known.Definitions, func(def *indicators.Definition) bool { return def.ID == id }):
			fault(at, "publish.policy: there is no indicator %q%s", id, nearID(id, known))
		case seen["indicator "+id]:
			fault(at, "publish.policy: indicator %s is named twice", id)
		}
		seen["indicator "+id] = true
	}
}

// policy is how the counts of tables are published that no entry names.
func (p publishConfig) policy() dashboards.Policy {
	return dashboards.Policy{SuppressBelow: p.SuppressBelow, RoundTo: p.RoundTo, ZeroHidden: p.Zero == zeroHidden}
}

// over is the entry's policy over the usual one.
func (p policyConfig) over(usual dashboards.Policy) dashboards.Policy {
	out := usual
	out.Reason = p.Reason
	if p.SuppressBelow != nil {
		out.SuppressBelow = *p.SuppressBelow
	}
	if p.RoundTo != nil {
		out.RoundTo = *p.RoundTo
	}
	if p.Zero != "" {
		out.ZeroHidden = p.Zero == zeroHidden
	}
	return out
}

// tables are the policies of the indicators that an entry names, itself or by their theme. An entry for the indicator
// goes before one for its theme.
func (p publishConfig) tables(known *indicators.Catalogue) map[string]dashboards.Policy {
	out := map[string]dashboards.Policy{}
	for _, byName := range []bool{false, true} {
		for _, one := range p.Policy {
			for _, def := range known.Definitions {
				named := slices.Contains(one.Themes, def.Theme)
				if byName {
					named = slices.Contains(one.Indicators, def.ID)
				}
				if named {
					out[def.ID] = one.over(p.policy())
				}
			}
		}
	}
	return out
}
