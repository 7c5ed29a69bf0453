package dashboards

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	spc "sightline/benchmarks/process"
	"sightline/indicators"
)

// The order of what changed: the rules of process control come as they do in the method, with what is told by
// other means where it belongs by its weight. Within a rank the larger change is first.
const (
	rankOutside = iota // a single point beyond the limits, three standard errors from the mean
	rankTarget
	rankVerdict
	rankTrend
	rankTwoOfThree
	rankShift
	rankYear     // beyond the limits of the difference from a year before
	rankUntested // no limits: only the size speaks
)

// newsLength is how many changes are on the page at once.
const newsLength = 6

// leastUntested is the share of the earlier figure from which a change without limits is told.
const leastUntested = 0.05

// newsItem is a change in words, with the indicators that it was read from.
type newsItem struct {
	ID, Title string
	Tag       tag
	Text      string
	Also      []briefMember // of the same theme, the same way: money within money
	Fresh     bool          // was not so at the point before

	theme    string
	rank     int
	strength float64
	money    bool
}

// newsView is what changed since the point before.
type newsView struct {
	Since       string // the day of the point before
	Fresh       []newsItem
	Still       []newsItem // changes that were there before
	Nothing     string     // said when nothing is new
	Chance      string     // what chance alone would show
	Revised     *revisedView
	First, Gone []briefMember // a figure for the first time, and none any more
	BaseAsAt    string        // of the edition before; empty when none is held
}

// Top and Rest are the new changes in two parts.
func (v newsView) Top() []newsItem { return v.Fresh[:min(len(v.Fresh), newsLength)] }

// Rest is what Top leaves.
func (v newsView) Rest() []newsItem { return v.Fresh[len(v.Top()):] }

// pointBefore is the end of the month before the book's last day; in public, where months are not shown, of the
// quarter before the last one that is over.
func (b *book) pointBefore() time.Time {
	last := b.lastDay()
	month := time.Date(last.Year(), last.Month(), 0, 0, 0, 0, 0, time.UTC)
	if b.audience.private {
		return month
	}
	quarter := last
	for !isQuarterEnd(quarter) {
		quarter = time.Date(quarter.Year(), quarter.Month(), 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(quarter.Year(), quarter.Month()-2, 0, 0, 0, 0, 0, time.UTC)
}

// cellBefore is the figure that stood where the newest one stands now, at an earlier point.
func (e *entry) cellBefore(day time.Time) (Cell, bool) {
	period := e.Now.Period
	if period == periodYear || period == periodRolling {
		if cell, ok := e.Cells.at(periodYear, day); ok {
			return cell, true
		}
		period = periodRolling
	}
	return e.Cells.at(period, day)
}

// news is what changed, largest first.
func (b *book) news() newsView {
	before := b.pointBefore()
	view := newsView{Since: longDate(before)}
	var all []newsItem
	var charts []int
	tested := 0
	for _, e := range b.entries {
		if !e.current() {
			continue
		}
		charted := b.chart(e)
		switch {
		case charted != nil:
			charts = append(charts, len(charted.points))
			if charted.newest.Signal != string(spc.CommonCause) {
				item := e.signalItem(charted)
				item.Fresh = item.Fresh && charted.newest.End.After(before) // extracts that end earlier tell nothing new
				all = append(all, item)
			}
		case e.Year.Known:
			if e.Now.Limited() {
				tested++
			}
			if item, ok := e.yearItem(before); ok {
				all = append(all, item)
			}
		}
		if item, ok := b.targetItem(e, before); ok {
			all = append(all, item)
		}
		if item, ok := b.verdictItem(e); ok {
			all = append(all, item)
		}
	}
	slices.SortStableFunc(all, func(x, y newsItem) int {
		return cmp.Or(moneyLast(x, y), cmp.Compare(x.rank, y.rank), cmp.Compare(y.strength, x.strength))
	})
	for _, item := range gathered(all) {
		if item.Fresh {
			view.Fresh = append(view.Fresh, item)
		} else {
			view.Still = append(view.Still, item)
		}
	}
	view.Nothing = nothingWords(len(charts), tested, view.Since)
	view.Chance = chanceWords(charts, tested)
	b.sinceBase(&view)
	return view
}

// moneyLast puts changes of money after all others: pounds of the day rise with prices and pay, so that most months
// of a ledger lie beyond what the months before them were.
func moneyLast(x, y newsItem) int {
	switch {
	case x.money == y.money:
		return 0
	case x.money:
		return 1
	default:
		return -1
	}
}

// gathered puts changes of money in one theme that say the same under the first of them: gross and net spend rise
// together, being parts of each other.
func gathered(all []newsItem) []newsItem {
	var out []newsItem
	for _, item := range all {
		at := slices.IndexFunc(out, func(first newsItem) bool {
			return first.money && item.money && first.theme == item.theme && first.Tag == item.Tag && first.Fresh == item.Fresh && spcRank(first.rank) == spcRank(item.rank)
		})
		if at < 0 {
			out = append(out, item)
			continue
		}
		out[at].Also = append(out[at].Also, briefMember{item.ID, item.Title})
	}
	return out
}

// spcRank takes the rules of process control for one.
func spcRank(rank int) int {
	switch rank {
	case rankTrend, rankTwoOfThree, rankShift:
		return rankOutside
	default:
		return rank
	}
}

func (e *entry) item(rank int, strength float64) newsItem {
	return newsItem{ID: e.Def.ID, Title: e.Def.Title, theme: e.Def.Theme, money: e.Def.Money(), rank: rank, strength: strength}
}

// signalItem tells of a signal at the newest point of a chart.
func (e *entry) signalItem(c *control) newsItem {
	rank := map[spc.Signal]int{
		spc.OutsideLimits: rankOutside, spc.Trend: rankTrend, spc.TwoOfThree: rankTwoOfThree, spc.Shift: rankShift,
	}[spc.Signal(c.newest.Signal)]
	out := e.item(rank, c.distance())
	out.Tag, out.Text, out.Fresh = c.tag(), c.sentence(e.Def), c.fresh
	return out
}

// yearItem tells of a figure that lies beyond chance from the one a year before it. It is new when the figure of
// the point before was not so far from its own year before, or when there was none.
func (e *entry) yearItem(before time.Time) (newsItem, bool) {
	year := e.Year
	if !year.real() {
		return newsItem{}, false
	}
	rank := rankYear
	if !e.Now.Limited() {
		rank = rankUntested
	}
	out := e.item(rank, year.Strength)
	out.Tag = year.Tag
	out.Text = fmt.Sprintf("%s %s, %s from %s a year before", saidFigure(e.Now), periodPhrase(e.Now), year.Words, year.Said)
	earlier, held := e.cellBefore(before)
	if !held || !e.Now.End.After(before) { // what ends no later than the point before tells nothing new
		out.Fresh = !held && e.Now.End.After(before)
		return out, true
	}
	yearBack, held := e.Cells.at(earlier.Period, yearBefore(earlier.End))
	then := change{}
	if held {
		then = changeSince(e.Def, earlier, yearBack)
	}
	out.Fresh = !then.real() || then.Up != year.Up
	return out, true
}

// real tells whether a change is more than chance; without limits, whether it is large enough to tell.
func (c change) real() bool {
	switch {
	case !c.Known || c.Tag == tagChance || c.Words == tagSame.Text:
		return false
	case c.Untested:
		return c.Share >= leastUntested
	default:
		return c.Strength > 0
	}
}

// targetItem tells of a target that the figure of the point before met and the newest one misses.
func (b *book) targetItem(e *entry, before time.Time) (newsItem, bool) {
	view := b.target(e)
	if view == nil || !view.Compared || view.Met || !e.Now.Has() || !e.Now.End.After(before) ||
		e.Def.Polarity.Direction == indicators.Neutral {
		return newsItem{}, false
	}
	earlier, held := e.cellBefore(before)
	if !held || !earlier.Has() || earlier.Edition != e.Now.Edition {
		return newsItem{}, false
	}
	at := slices.IndexFunc(b.targets[e.Def.ID], func(t heldTarget) bool { return t.holds(e.Now.End) && t.holds(earlier.End) })
	if at < 0 {
		return newsItem{}, false
	}
	if met, _ := reached(e.Def, earlier, b.targets[e.Def.ID][at]); !met {
		return newsItem{}, false
	}
	short := math.Abs(view.Number - *e.Now.Value)
	out := e.item(rankTarget, short/math.Max(math.Abs(view.Number), math.SmallestNonzeroFloat64))
	out.Fresh, out.Tag = true, tag{"plain", "✗", "target missed"}
	out.Text = fmt.Sprintf("%s %s misses the target of %s; %s, %s, met it", saidFigure(e.Now), periodPhrase(e.Now), view.Aim,
		saidFigure(earlier), periodPhrase(earlier))
	return out, true
}

// nothingWords say what was looked at when nothing is new.
func nothingWords(charts, tested int, since string) string {
	var looked []string
	if charts > 0 {
		looked = append(looked, countOf(charts, "chart")+" of months or quarters")
	}
	if tested > 0 {
		looked = append(looked, countOf(tested, "change")+" on a year before")
	}
	if len(looked) == 0 {
		return "Nothing can be told from chance yet: there are too few figures."
	}
	return fmt.Sprintf("Nothing new since %s: of %s, none shows a change beyond chance that was not there before.", since, listWords(looked))
}

// newSignal is the chance that a chart of independent normal figures in which nothing has changed shows at its
// newest point a signal that it did not show before. It is measured by simulation, see TestChanceOfANewSignal; it
// hardly depends on the number of points.
const newSignal = 0.0125

// chanceWords say how often chance alone would put something on the page, were all that is looked at independent.
func chanceWords(charts []int, tested int) string {
	percent := func(p float64) string {
		switch n := indicators.Round(p*100, 0); {
		case n >= 100:
			return "more than 99%"
		default:
			return number(n, 0) + "%"
		}
	}
	out := ""
	if anywhere, ok := spc.FalseSignals(charts, spc.Options{}); ok {
		fresh := 1 - math.Pow(1-newSignal, float64(len(charts)))
		out = fmt.Sprintf("%s looked at. Were nothing but chance at work, at least one would show a new signal in %s of months, and a signal somewhere along its points in %s.",
			wereLooked(len(charts), "chart"), percent(fresh), percent(anywhere))
	}
	if tested > 0 {
		if out != "" {
			out += " "
		}
		out += fmt.Sprintf("%s on a year before tested at 95%%: chance alone would mark at least one in %s of editions.",
			countOf(tested, "change"), percent(1-math.Pow(0.95, float64(tested))))
	}
	return out
}

func wereLooked(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return countOf(n, noun) + " were"
}
