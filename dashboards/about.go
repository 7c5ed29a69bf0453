package dashboards

import (
	"fmt"
	"maps"
	"slices"
)

type aboutView struct {
	layout
	Control *controlView // of the public edition
	Rounded bool         // counts of some tables are told to a base
}

// controlView says how small numbers are kept from being told.
type controlView struct {
	Usual  string // policy of the tables that have none of their own
	Hidden string // how many figures are hidden, in a sentence: a number, and never which
	Tables []tablePolicy
}

type tablePolicy struct{ Title, Policy string }

func (b *book) aboutView() aboutView {
	view := aboutView{layout: b.layout("About these figures", "about", 0)}
	if b.audience.private {
		return view
	}
	opts := b.site.opts
	view.Rounded = opts.public("").rounds() || slices.ContainsFunc(slices.Collect(maps.Values(opts.Tables)), Policy.rounds)
	view.Control = &controlView{Usual: opts.public("").words(), Hidden: hiddenWords(b.site.hidden[b.area.Code], b.site.shown[b.area.Code])}
	for _, e := range b.entries {
		if own, ok := opts.Tables[e.Def.ID]; ok {
			view.Control.Tables = append(view.Control.Tables, tablePolicy{e.Def.Title, own.reasoned()})
		}
	}
	return view
}

// hiddenWords say how many of an edition's figures are hidden.
func hiddenWords(hidden, shown int) string {
	all := countOf(hidden+shown, "figure")
	switch hidden {
	case 0:
		return fmt.Sprintf("None of the %s of this authority is hidden.", all)
	case 1:
		return fmt.Sprintf("One of the %s of this authority is hidden.", all)
	default:
		return fmt.Sprintf("Of the %s of this authority %s are hidden.", all, count(int64(hidden)))
	}
}

// reasoned are the words of a policy with the reason for it.
func (p Policy) reasoned() string {
	if p.Reason == "" {
		return p.words()
	}
	return p.words() + " The reason: " + sentence(p.Reason)
}
