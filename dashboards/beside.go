package dashboards

import "sightline/indicators"

// methodFolder holds the method pages of an edition, which are the same for every authority.
const methodFolder = "method/"

// companions are the indicators that a figure must be read beside, each with its own latest figure.
func (b *book) companions(e *entry) []companionView {
	var out []companionView
	for _, companion := range e.Def.Companions {
		other := b.entry(companion.ID)
		if other == nil {
			continue
		}
		view := companionView{ID: other.Def.ID, Title: other.Def.Title, Why: sentence(companion.Why)}
		view.Figure, view.Unit, view.Period = other.latest()
		out = append(out, view)
	}
	return out
}

// latest is an entry's newest figure with its unit, and its period; without one, why there is none.
func (e *entry) latest() (figure, unit, period string) {
	if !e.Held {
		return "Not available", "", upperFirst(e.Why)
	}
	period = upperFirst(periodWords(e.Now.Period, e.Now.Start, e.Now.End))
	if !e.Now.Has() {
		return upperFirst(symbolWords(e.Now.Symbol)), "", period + "; " + e.Why
	}
	if e.plain() {
		return inTable(*e.Now.Value, e.Now.Unit, e.Now.Places), unitFor(indicators.Text(*e.Now.Value, e.Now.Places), e.Def.Unit), period
	}
	return figureWords(e.Now), "", period
}

// otherRules tie an indicator to those that measured the same before it and do so after it.
func (b *book) otherRules(e *entry) []ruleView {
	var out []ruleView
	add := func(lead string, other *entry) {
		view := ruleView{Lead: lead, ID: other.Def.ID, Title: other.Def.Title}
		if other.Now.Has() {
			view.Detail = figureWords(other.Now) + " " + periodPhrase(other.Now)
		}
		out = append(out, view)
	}
	if former := b.entry(e.Def.Succeeds); former != nil {
		lead := "This rule follows another:"
		if end := endOf(former.Def); !end.IsZero() {
			lead = "Until " + longDate(end) + " another rule held:"
			if former.Ended.IsZero() {
				lead = "Until " + longDate(end) + " another rule holds:"
			}
		}
		add(lead, former)
	}
	if later := b.entry(e.Def.SucceededBy); later != nil {
		lead := "This rule is followed by another:"
		if end := endOf(e.Def); !end.IsZero() {
			lead = "This rule holds until " + longDate(end) + " and is followed by another:"
			if !e.Ended.IsZero() {
				lead = "This rule held until " + longDate(end) + ". It was followed by another:"
			}
		}
		add(lead, later)
	} else if !e.Ended.IsZero() {
		out = append(out, ruleView{Lead: "This rule held until " + longDate(e.Ended) + " and was followed by no other."})
	}
	return out
}

// periodPhrase is a cell's period after a figure: in the year to 31 March 2025, at 31 March 2025.
func periodPhrase(c Cell) string {
	words := periodWords(c.Period, c.Start, c.End)
	switch c.Period {
	case periodSnapshot:
		return words
	case periodMonth:
		return "in " + words
	default:
		return "in the " + words
	}
}
