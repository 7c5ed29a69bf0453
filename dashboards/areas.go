package dashboards

import "fmt"

// areasView is the list of the authorities of an edition, each with what a reader of all of them looks for.
type areasView struct {
	layout
	Summaries []areaSummary
}

// areaSummary is an authority in a row of the list. Everything in it stands on the authority's own front page.
type areaSummary struct {
	Code, Name string
	DataTo     string
	Stale      []string // extracts that are too old
	News       []newsItem
	Worse      []decisionItem
	More       int // of both, that the row leaves out
	Nothing    string
	Beside     string // how many better and worse than neighbours
}

// summaryLength is how many things are told of an authority.
const summaryLength = 3

// summary is the authority's row, from its front page.
func (b *book) summary(front overviewView) areaSummary {
	out := areaSummary{Code: b.area.Code, Name: b.area.Name, DataTo: front.Status.To}
	for _, age := range b.ages() {
		if age.Stale {
			out.Stale = append(out.Stale, age.Name)
		}
	}
	out.News = front.News.Fresh[:min(len(front.News.Fresh), summaryLength)]
	out.Worse = front.Decide[:min(len(front.Decide), summaryLength-len(out.News))]
	out.More = len(front.News.Fresh) + len(front.Decide) - len(out.News) - len(out.Worse)
	if len(out.News)+len(out.Worse) == 0 {
		out.Nothing = "no real change, and nothing worse beyond chance"
	}
	counted := map[string]int{}
	all := 0
	for _, item := range front.Brief {
		counted[item.Tag.Class] = len(item.Members)
		all += len(item.Members)
	}
	if all > 0 {
		out.Beside = fmt.Sprintf("%s better and %s worse of %s", count(int64(counted["better"])), count(int64(counted["worse"])), countOf(all, "indicator"))
	}
	return out
}

func (s *site) areasView(i int) areasView {
	return areasView{Summaries: s.summaries[i], layout: s.sharedLayout(audiences[i], "Children's social care: authorities", "areas", 0)}
}
