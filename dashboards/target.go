package dashboards

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// heldTarget is a row of core.target.
type heldTarget struct {
	Indicator     string
	Value         float64
	Tolerance     *float64 // in the indicator's unit; nil: none
	Owner, Reason string   // as typed; empty where not
	ReviewOn      *time.Time
	From          time.Time
	To            *time.Time // inclusive; nil: until further notice
}

func (t heldTarget) holds(day time.Time) bool {
	return !t.From.After(day) && (t.To == nil || !t.To.Before(day))
}

// readTargets is the targets of an authority, by indicator and in order of time.
func readTargets(ctx context.Context, q Querier, areaCode string) (map[string][]heldTarget, error) {
	list, err := collect(ctx, q, "targets", `
		select indicator, value::double, tolerance::double, trim(coalesce(owner, '')), trim(coalesce(reason, '')), review_on, valid_from, valid_to
		from core.target
		where area_code = ?
		order by indicator, valid_from, valid_to, value`,
		func(rows *sql.Rows, t *heldTarget) error {
			return rows.Scan(&t.Indicator, &t.Value, &t.Tolerance, &t.Owner, &t.Reason, &t.ReviewOn, &t.From, &t.To)
		}, areaCode)
	if err != nil {
		return nil, err
	}
	out := map[string][]heldTarget{}
	for _, one := range list {
		out[one.Indicator] = append(out[one.Indicator], one)
	}
	return out, nil
}

// targetView is a target as a page shows it. Without one in force there is none.
type targetView struct {
	Value   string  // with its unit: 85%
	Aim     string  // which way it is meant: 85% or more
	Number  float64 // for a line across a chart
	From    string  // first day that it holds
	To      string  // last day; empty: until further notice
	Review  string  // day of its review; empty: none is set
	Overdue bool    // the day has passed

	// Owner and Reason are free text and so for the internal edition alone.
	Owner, Reason string
	Unowned       bool // nobody is named; internal only

	Tolerance string // with its unit; empty: none
	Means     string // what the tolerance means, in a sentence

	Compared bool   // the newest figure can be set beside it
	Tag      tag    // whether the figure differs from the target by more than chance
	Words    string // the same in a sentence
	Met      bool   // the figure is on the target's better side, or at it
	Within   bool   // it is met, or missed by no more than the tolerance

	// Assurance is the verdict of process control on the single months, which are not in the public edition.
	Assurance      *tag
	AssuranceWords string
}

// target is what an entry is meant to reach: the target in force at its newest figure or, when none was,
// the one in force now. Nil when there is none: then no page says anything of targets.
func (b *book) target(e *entry) *targetView {
	all := b.targets[e.Def.ID]
	at := func(day time.Time) int {
		return slices.IndexFunc(all, func(t heldTarget) bool { return t.holds(day) })
	}
	i, dated := -1, false
	if e.Held {
		i = at(e.Now.End)
		dated = i >= 0
	}
	if i < 0 {
		i = at(b.site.opts.AsAt)
	}
	if i < 0 {
		return nil
	}
	t := all[i]
	places := placesOf(t.Value)
	out := &targetView{
		Value: inSentence(t.Value, e.Def.Unit, places), Number: t.Value, From: longDate(t.From), Tag: tagNone,
	}
	out.Aim = out.Value + map[indicators.Direction]string{indicators.High: " or more", indicators.Low: " or less"}[e.Def.Polarity.Direction]
	if t.To != nil {
		out.To = longDate(*t.To)
	}
	if t.ReviewOn != nil {
		out.Review, out.Overdue = longDate(*t.ReviewOn), t.ReviewOn.Before(b.site.opts.AsAt)
	}
	if t.Tolerance != nil {
		out.Tolerance = difference(*t.Tolerance, e.Def.Unit, placesOf(*t.Tolerance))
		out.Means = toleranceWords(e.Def, t)
	}
	if b.audience.private {
		out.Owner, out.Reason, out.Unowned = t.Owner, t.Reason, t.Owner == ""
		out.Assurance, out.AssuranceWords = b.assurance(e, t)
	}
	if why := notBeside(e, dated, t); why != "" {
		out.Words = why
		return out
	}
	out.Compared = true
	out.Met, out.Within = reached(e.Def, e.Now, t)
	out.Tag, out.Words = besideTarget(e.Def, e.Now, t)
	if t.Tolerance != nil {
		if out.Tag == tagNearTarget && !out.Within {
			out.Tag = tagUntold
		}
		out.Words += " " + withinWords(e.Now, t, out)
	}
	return out
}

var (
	tagNearTarget = tag{"same", "≈", "close to target"}
	// tagUntold is for a figure outside the tolerance whose limits hold the target: it is not close, and not apart either.
	tagUntold = tag{"same", "≈", "cannot be told from the target"}
)

// placesOf is how many decimals a number was typed with, six at most.
func placesOf(v float64) int {
	_, fraction, _ := strings.Cut(indicators.PlainNumber(indicators.Text(v, 6)), ".")
	return len(fraction)
}

// notBeside says why the newest figure is not set beside the target; empty when it is.
func notBeside(e *entry, dated bool, t heldTarget) string {
	switch {
	case !e.Held:
		return "There is no figure to set beside it."
	case !dated:
		return "It holds from " + longDate(t.From) + ", which is after the newest figure."
	case e.Now.Symbol == Confidential:
		return "The figure is hidden, so nothing is said of it beside the target."
	case !e.Now.Has():
		return "There is no figure to set beside it: " + whySymbol(e.Now.Symbol, 0) + "."
	case ofYears(e.Def) && covers(e.Now.Period) != periodYear:
		return "It is of a whole year, and no whole year is covered yet."
	}
	return ""
}

// ofYears tells whether a target is of a whole year: a count of what happens, and a share of which months are no parts.
func ofYears(def *indicators.Definition) bool {
	return def.Window != indicators.Snapshot &&
		(def.Statistic == indicators.Count || def.Window == indicators.Spanning || strings.HasPrefix(def.Unit, "per "))
}

// reached tells whether the published figure is on the better side of the target, or within its tolerance. Where
// neither way is better only the target itself meets it.
func reached(def *indicators.Definition, c Cell, t heldTarget) (met, within bool) {
	const grain = 1e-9 // decimals as doubles
	tolerance := 0.0
	if t.Tolerance != nil {
		tolerance = *t.Tolerance
	}
	short := t.Value - indicators.Round(*c.Value, c.Places)
	switch def.Polarity.Direction {
	case indicators.High:
	case indicators.Low:
		short = -short
	default:
		short = math.Abs(short)
	}
	return short <= grain, short <= tolerance+grain
}

// besideTarget says whether the published limits of a figure hold the target. A figure without limits is told
// apart from its target by nothing but its size.
func besideTarget(def *indicators.Definition, c Cell, t heldTarget) (tag, string) {
	value := indicators.Round(*c.Value, c.Places)
	figure := fmt.Sprintf("The newest figure, %s (%s), is ", saidFigure(c), periodWords(c.Period, c.Start, c.End))
	side, up := "below the target", false
	switch {
	case value == t.Value:
		side = "at the target"
	case value > t.Value:
		side, up = "above the target", true
	}
	if !c.Limited() {
		if value == t.Value {
			return tag{"same", "=", "at target"}, figure + side + "."
		}
		out := untestedTag(def, up)
		out.Text = side[:5] + " target, untested"
		return out, figure + side + ". It has no 95% limits, so nothing says whether that is more than chance."
	}
	lower, upper := indicators.Round(*c.Lower, c.Places), indicators.Round(*c.Upper, c.Places)
	if lower <= t.Value && t.Value <= upper {
		return tagNearTarget,
			figure + side + ". Its 95% limits, " + limitsWords(c) + ", hold the target: it cannot be told whether there is a real difference."
	}
	out := polarityTag(def, up)
	switch out.Class {
	case "plain":
		out = tag{"plain", map[bool]string{true: "↑", false: "↓"}[up], side[:5] + " target"}
	default:
		out.Text += " than target"
	}
	return out, figure + side + " by more than chance: its 95% limits, " + limitsWords(c) + ", do not hold it."
}

// toleranceWords is what a tolerance means for a reader.
func toleranceWords(def *indicators.Definition, t heldTarget) string {
	places := max(placesOf(t.Value), placesOf(*t.Tolerance))
	write := func(v float64) string { return inSentence(v, def.Unit, places) }
	words := "A figure "
	switch def.Polarity.Direction {
	case indicators.High:
		words += "of " + write(t.Value-*t.Tolerance) + " or more"
	case indicators.Low:
		words += "of " + write(t.Value+*t.Tolerance) + " or less"
	default:
		words += "from " + write(t.Value-*t.Tolerance) + " to " + write(t.Value+*t.Tolerance)
	}
	return words + " counts as within tolerance. No verdict rests on it."
}

// withinWords says how a figure stands to the tolerance. Where the limits hold the target, it says too when chance
// alone may carry the figure in or out; where they do not, the verdict has already ruled chance out.
func withinWords(c Cell, t heldTarget, view *targetView) string {
	words := "It is outside the tolerance."
	switch {
	case view.Met:
		words = "It meets the target as it stands."
	case view.Within:
		words = "It is within the tolerance."
	}
	if view.Tag.Class == "same" && c.Limited() && *t.Tolerance < max(*c.Value-*c.Lower, *c.Upper-*c.Value) {
		words += " Figures of this size scatter more widely than the tolerance, so chance alone can carry one in or out."
	}
	return words
}

// assurance is what process control says of the target: whether the work, as it runs, will meet it.
func (b *book) assurance(e *entry, t heldTarget) (*tag, string) {
	charted, refused := newestProcess(b.standing.processes[e.Def.ID])
	switch {
	case e.Def.Polarity.Direction == indicators.Neutral:
		return nil, "Neither a higher nor a lower figure is better, so nothing is said of whether the work will meet it."
	case ofYears(e.Def):
		return nil, "The target is of a whole year, so single months are not set against it."
	case charted != nil && charted.Target != nil && charted.Lower != nil && charted.Upper != nil:
		if *charted.Target != t.Value {
			return nil, "The months were set against the target before this one."
		}
		write := func(v float64) string { return inTable(v, e.Def.Unit, max(e.Def.Decimals, 1)) }
		span := write(*charted.Lower) + " to " + write(*charted.Upper)
		words := fmt.Sprintf("As it runs, the work %s the target of %s. The usual range of its %ss, %s, ", charted.Assurance, write(t.Value), charted.Period, span)
		switch charted.Assurance {
		case "will meet":
			return &tag{"better", "✓", "will meet target"}, words + "is wholly on the better side."
		case "will not meet":
			return &tag{"worse", "!", "will not meet target"}, words + "is wholly on the worse side."
		case "may meet":
			return &tag{"same", "≈", "may meet target"}, words + "holds it: some months will meet it and some will not."
		}
	case refused != nil:
		// The reason begins with the name of the rule, which says nothing to a reader.
		_, why, found := strings.Cut(refused.Reason, ": ")
		if !found {
			why = refused.Reason
		}
		return nil, "Whether the work will meet it cannot be told: " + plainReason(strings.TrimSuffix(why, ".")) + "."
	}
	return nil, ""
}

// endedTarget is the last target of an entry where it has ended before the day of the figures and none follows.
func (b *book) endedTarget(e *entry) *heldTarget {
	var last *heldTarget
	for i, t := range b.targets[e.Def.ID] {
		if t.To == nil || !t.To.Before(b.site.opts.AsAt) {
			return nil
		}
		if last == nil || t.To.After(*last.To) {
			last = &b.targets[e.Def.ID][i]
		}
	}
	return last
}

// strayTargets are the targets of indicators that the catalogue does not have, by id.
func (b *book) strayTargets() []string {
	var out []string
	for id := range b.targets {
		if b.entry(id) == nil {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// fact is the target among the cards at the head of a page: whether a figure needs a decision is asked there first.
func (v *targetView) fact() fact {
	out := fact{Label: "Target", Figure: v.Aim}
	if v.Compared {
		out.Tag = &v.Tag
	}
	if v.Assurance != nil {
		out.Detail = "As it runs: " + v.Assurance.Text
	}
	if v.Overdue {
		out.Second = "Review was due on " + v.Review
	}
	return out
}
