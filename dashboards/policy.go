package dashboards

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"

	"sightline/dashboards/attack"
	"sightline/indicators"
)

// Policy says how the counts of a table are published. The zero policy hides and rounds nothing.
type Policy struct {
	SuppressBelow int    // counts of 1 to SuppressBelow-1 are hidden; with 0 and 1 none is
	RoundTo       int    // counts are told as multiples of it; with 0 and 1 they are told exactly
	ZeroHidden    bool   // noughts are hidden with the small counts
	Reason        string // why the table has a policy of its own
}

// hides tells whether anything is hidden at all.
func (p Policy) hides() bool { return p.SuppressBelow > 1 }

// rounds tells whether counts are told to a base.
func (p Policy) rounds() bool { return p.RoundTo > 1 }

// few tells whether a number of people is one that the policy hides. A fraction of a person counts as a person.
func (p Policy) few(n float64) bool {
	return p.hides() && n < float64(p.SuppressBelow) && (n > 0 || n == 0 && p.ZeroHidden)
}

// public is the policy by which the public edition shows an indicator.
func (o Options) public(indicator string) Policy {
	if own, ok := o.Tables[indicator]; ok {
		return own
	}
	return Policy{SuppressBelow: o.SuppressBelow, RoundTo: o.RoundTo, ZeroHidden: o.ZeroHidden}
}

// spread gives the tables that tell one count under several names the strictest of their policies: a number of children
// rounded in one table is of no use when the rate beside it is made of the exact one. What a table says of itself is
// never made weaker, and a table that was given a weaker policy than the others keeps it where none asks for more.
func (o Options) spread() map[string]Policy {
	usual := Policy{SuppressBelow: o.SuppressBelow, RoundTo: o.RoundTo, ZeroHidden: o.ZeroHidden}
	out := maps.Clone(o.Tables)
	for _, def := range o.Catalogue.Definitions {
		own := o.public(def.ID)
		spread := own
		for _, id := range attack.SameCounts(def.ID) {
			other, given := o.Tables[id]
			if !given {
				continue
			}
			before := spread
			if other.SuppressBelow > usual.SuppressBelow {
				spread.SuppressBelow = max(spread.SuppressBelow, other.SuppressBelow)
			}
			if other.RoundTo > usual.RoundTo {
				spread.RoundTo = max(spread.RoundTo, other.RoundTo)
			}
			spread.ZeroHidden = spread.ZeroHidden || other.ZeroHidden
			if spread != before {
				spread.Reason = fmt.Sprintf("it tells a count of %s under another name", id)
			}
		}
		if spread != own {
			out[def.ID] = spread
		}
	}
	return out
}

// policy is the policy by which the book shows an indicator.
func (b *book) policy(def *indicators.Definition) Policy {
	if b.audience.private {
		return Policy{}
	}
	return b.site.opts.public(def.ID)
}

// rules are the policies of the public edition as an attack reads them.
func (o Options) rules() attack.Rules {
	as := func(p Policy) attack.Policy {
		return attack.Policy{Below: max(p.SuppressBelow, 1), Round: p.RoundTo, Zero: p.zero()}
	}
	out := attack.Rules{Policy: as(o.public("")), Tables: map[string]attack.Policy{}}
	for id, own := range o.Tables {
		out.Tables[id] = as(own)
	}
	return out
}

// zero says what becomes of noughts, as the configuration and the manifest write it.
func (p Policy) zero() string {
	if p.ZeroHidden {
		return attack.ZeroHidden
	}
	return attack.ZeroShown
}

// words say what a policy does, in a sentence without its reason.
func (p Policy) words() string {
	hidden := "No count is hidden"
	switch {
	case p.hides() && p.ZeroHidden:
		hidden = fmt.Sprintf("Counts of 0 to %d are hidden, and so is all that they could be worked out from", p.SuppressBelow-1)
	case p.hides():
		hidden = fmt.Sprintf("Counts of 1 to %d are hidden, and so is all that they could be worked out from; nought is shown, and may be worked out for a quarter that is not published", p.SuppressBelow-1)
	}
	if p.rounds() {
		return fmt.Sprintf("%s. Other counts of people are rounded to the nearest %d, halves away from nought, and shares and rates are worked out from the rounded counts, without limits.", hidden, p.RoundTo)
	}
	return hidden + ". Other counts are exact."
}

// policyWords say on the page of an indicator's method how the public edition tells its counts.
func (s *site) policyWords(def *indicators.Definition) string {
	if def.Money() {
		return "Pounds are told as they are: they are about no one in particular."
	}
	return s.opts.public(def.ID).reasoned()
}

// hidesWords say at the foot of a page what is hidden; empty where nothing is.
func (o Options) hidesWords(a audience) string {
	usual := o.public("")
	switch {
	case a.private || !o.rules().Hides():
		return ""
	case len(o.Tables) > 0 || usual.ZeroHidden:
		return "Small counts are hidden."
	default:
		return fmt.Sprintf("Counts of 1 to %d are hidden.", usual.SuppressBelow-1)
	}
}

// threshold is the number below which counts of the cell's table are hidden, or one given where it has none.
func (c Cell) threshold(otherwise int) int { return cmp.Or(c.Below, otherwise) }

// fewWords is a number of cases that is too small to tell.
func (c Cell) fewWords(otherwise int) string {
	return "fewer than " + strconv.Itoa(c.threshold(otherwise))
}
