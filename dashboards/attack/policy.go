package attack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"sightline/indicators"
)

// DefaultBelow is the threshold where none is given: counts of 1 to 5 are hidden.
const DefaultBelow = 6

// What a policy says of noughts.
const (
	ZeroShown  = "shown"
	ZeroHidden = "hidden"
)

// Policy says how the counts of a table are published.
type Policy struct {
	Below int    // counts of 1 to Below-1 are hidden; 0 is 6, and with 1 none is
	Round int    // printed counts are the nearest multiples of it, halves away from zero; 0 and 1 are exact counts
	Zero  string // ZeroHidden hides noughts with the small counts; else they are shown
}

// Rules are the policy of an edition, and of the tables of it that have their own, by indicator.
type Rules struct {
	Policy
	Tables map[string]Policy
}

// of is the policy of an indicator's table with nothing left open.
func (r Rules) of(indicator string) Policy {
	out := r.Policy
	if own, ok := r.Tables[indicator]; ok {
		out = Policy{cmp.Or(own.Below, out.Below), cmp.Or(own.Round, out.Round), cmp.Or(own.Zero, out.Zero)}
	}
	if out.Below < 1 {
		out.Below = DefaultBelow
	}
	return out
}

// Hides tells whether the counts of any table are hidden.
func (r Rules) Hides() bool {
	for indicator := range r.Tables {
		if r.of(indicator).Below > 1 {
			return true
		}
	}
	return r.of("").Below > 1
}

// words say what the rules hide.
func (r Rules) words() string {
	own := 0
	for indicator := range r.Tables {
		if r.of(indicator) != r.of("") {
			own++
		}
	}
	out := r.of("").words()
	if own > 0 {
		out += "; " + plural(own, "table") + " by a policy of its own"
		if own > 1 {
			out = strings.TrimSuffix(out, "its own") + "their own"
		}
	}
	return out
}

func (p Policy) words() string {
	out := "no count is meant to be hidden"
	switch {
	case p.Below > 1 && p.Zero == ZeroHidden:
		out = fmt.Sprintf("counts of 0 to %d are meant to be", p.Below-1)
	case p.Below > 1:
		out = fmt.Sprintf("counts of 1 to %d are meant to be", p.Below-1)
	}
	if p.Round > 1 {
		out += fmt.Sprintf(", others are rounded to the nearest %d", p.Round)
	}
	return out
}

// secret tells whether a count, in parts of scale to the unit, is one that the policy hides.
func (p Policy) secret(n, scale int64) bool {
	return n < int64(p.Below)*scale && (n > 0 || n == 0 && p.Zero == ZeroHidden)
}

// mayBeSecret tells whether a count of a range may be one that the policy hides.
func (p Policy) mayBeSecret(low, high, scale int64) bool {
	return p.Below > 1 && low < int64(p.Below)*scale && (high > 0 || p.Zero == ZeroHidden)
}

// unrounded is the range of the counts that are printed as a range of multiples of the base.
func (p Policy) unrounded(low, high, scale int64) (int64, int64) {
	if p.Round <= 1 {
		return low, high
	}
	base := int64(p.Round) * scale
	if low%base != 0 || high%base != 0 { // it is no multiple, so it was not rounded
		return low, high
	}
	return max(low-base/2, 0), high + (base-1)/2
}

// readRules reads the policy of a manifest; ok is false where it has none. A table may be named by its indicator,
// or the policy of the edition stand alone in suppress_below.
func readRules(text []byte) (Rules, bool) {
	type table struct {
		Indicator string `json:"indicator"`
		Below     int    `json:"suppress_below"`
		Round     int    `json:"round_to"`
		Zero      string `json:"zero"`
	}
	var manifest struct {
		table
		Policy []table `json:"policy"`
	}
	if json.Unmarshal(text, &manifest) != nil {
		return Rules{}, false
	}
	sane := func(n int) int { return min(max(n, 0), math.MaxInt32) }
	out := Rules{Policy: Policy{sane(manifest.Below), sane(manifest.Round), manifest.Zero}, Tables: map[string]Policy{}}
	for _, t := range manifest.Policy {
		own := Policy{sane(t.Below), sane(t.Round), t.Zero}
		if t.Indicator == "" || t.Indicator == "*" || t.Indicator == "default" {
			out.Policy = Policy{cmp.Or(own.Below, out.Below), cmp.Or(own.Round, out.Round), cmp.Or(own.Zero, out.Zero)}
			continue
		}
		out.Tables[t.Indicator] = own
	}
	return out, true
}

// Auditor attacks edition after edition of the same tables, as a build does that hides more until nothing can be
// worked out. Counts that hang together and have not changed since the last time are not attacked again. It is not
// for use by several goroutines at once.
type Auditor struct {
	defs   map[string]*indicators.Definition
	rules  Rules
	before map[node]*attacked // by the first of the counts that hang together
}

// attacked is a group with what came of it.
type attacked struct {
	group  group
	nodes  []node // of the facts
	report Report
	done   bool
}

// remembered is what came of a group the last time, or a new place for what comes of it.
func (w *world) remembered(g group) *attacked {
	out := &attacked{group: g, nodes: make([]node, len(g.facts))}
	for i, f := range g.facts {
		out.nodes[i] = w.nodeOf(f)
	}
	if old := w.auditor.before[g.nodes[0]]; old != nil && slices.Equal(old.group.nodes, g.nodes) && slices.Equal(old.nodes, out.nodes) &&
		slices.Equal(old.group.facts, g.facts) && slices.EqualFunc(old.group.linkers, g.linkers, linker.equal) {
		return old
	}
	return out
}

func (l linker) equal(other linker) bool {
	return l.whole == other.whole && l.longest == other.longest && l.name == other.name && l.close == other.close &&
		slices.Equal(l.parts, other.parts) && slices.Equal(l.kinds, other.kinds)
}

// NewAuditor makes an auditor. Definitions say what the figures count; cells of an indicator without one are read but
// not attacked, which is noted.
func NewAuditor(definitions []*indicators.Definition, rules Rules) *Auditor {
	out := &Auditor{defs: map[string]*indicators.Definition{}, rules: rules, before: map[node]*attacked{}}
	for _, def := range definitions {
		out.defs[def.ID] = def
	}
	return out
}
