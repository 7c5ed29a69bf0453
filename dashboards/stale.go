package dashboards

import (
	"fmt"
	"strings"
	"time"
)

// staleView warns of extracts that are too old, with the indicators that rest on each. One extract has a sentence of
// its own; several share one, for a list of warnings that all say the same hides the page below it.
type staleView struct {
	Text  string
	Rests []restView
}

// restView is an extract that is too old, with the indicators that rest on it.
type restView struct {
	Name    string
	Members []briefMember
}

// Count is how many indicators rest on the extracts; an indicator rests on the oldest one only.
func (v staleView) Count() int {
	n := 0
	for _, rest := range v.Rests {
		n += len(rest.Members)
	}
	return n
}

// staleExtract is an extract that is too old, as the edition may tell of it.
type staleExtract struct {
	extractAge
	newest time.Time // end of the newest figure that rests on it; zero where none does
	rests  []briefMember
}

// stale are the extracts that are too old, oldest first.
func (b *book) stale() []staleExtract {
	ages := b.ages()
	var out []staleExtract
	at := map[string]int{}
	for _, age := range ages {
		if age.Stale {
			at[age.Kind] = len(out)
			out = append(out, staleExtract{extractAge: age})
		}
	}
	for _, e := range b.entries {
		old := staleSource(e.Def, ages, b.holds)
		if old == nil || !e.current() {
			continue
		}
		one := &out[at[old.Kind]]
		one.rests = append(one.rests, briefMember{e.Def.ID, e.Def.Title})
		if e.Now.End.After(one.newest) {
			one.newest = e.Now.End
		}
	}
	return out
}

// staleViews are the warnings of a front page: none or one.
func (b *book) staleViews() []staleView {
	all := b.stale()
	if len(all) == 0 {
		return nil
	}
	out := staleView{Text: b.staleText(all[0])}
	if len(all) > 1 {
		out.Text = b.staleTogether(all)
	}
	for _, one := range all {
		if len(one.rests) > 0 {
			out.Rests = append(out.Rests, restView{upperFirst(one.Name), one.rests})
		}
	}
	return []staleView{out}
}

// staleText warns of one extract. The public edition is not told the day of the newest record: it is a day on which
// something happened to a child.
func (b *book) staleText(one staleExtract) string {
	asAt, verb, pronoun, ends := longDate(b.site.opts.AsAt), "is", "its newest record is", "it ends"
	if pluralKind(one.Kind) {
		verb, pronoun, ends = "are", "their newest record is", "they end"
	}
	if b.audience.private {
		return fmt.Sprintf("%s %s old: %s of %s, %s before %s; the limit is %s.", upperFirst(one.Name), verb, pronoun, one.DataTo,
			countOf(one.Days, "day"), asAt, countOf(one.Limit, "day"))
	}
	text := fmt.Sprintf("%s %s old: %s more than %s before %s", upperFirst(one.Name), verb, ends, countOf(one.Limit, "day"), asAt)
	if !one.newest.IsZero() && one.newest.Before(b.site.opts.AsAt) {
		text += fmt.Sprintf("; the newest figures that rest on it are to %s, %s before", longDate(one.newest),
			countOf(daysBetween(one.newest, b.site.opts.AsAt), "day"))
	}
	return text + "."
}

// staleTogether warns of several extracts, those that are told of alike in one breath.
func (b *book) staleTogether(all []staleExtract) string {
	var said []string
	names := map[string][]string{}
	for _, one := range all {
		way := b.staleWay(one)
		if len(names[way]) == 0 {
			said = append(said, way)
		}
		names[way] = append(names[way], one.Name)
	}
	for i, way := range said {
		said[i] = listWords(names[way]) + " (" + way + ")"
	}
	return fmt.Sprintf("%s are older than their limit on %s: %s.", countOf(len(all), "extract"), longDate(b.site.opts.AsAt), strings.Join(said, "; "))
}

// staleWay says how old an extract is, in few words.
func (b *book) staleWay(one staleExtract) string {
	limit := "limit " + countOf(one.Limit, "day")
	switch {
	case b.audience.private:
		return fmt.Sprintf("newest record %s, %s before; %s", one.DataTo, countOf(one.Days, "day"), limit)
	case !one.newest.IsZero() && one.newest.Before(b.site.opts.AsAt):
		return fmt.Sprintf("newest figures to %s, %s before; %s", longDate(one.newest), countOf(daysBetween(one.newest, b.site.opts.AsAt), "day"), limit)
	default:
		return limit
	}
}
