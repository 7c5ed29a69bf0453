package dashboards

import "strings"

// scoreRow is an indicator of the scorecard.
type scoreRow struct {
	ID, Title    string
	Figure, Unit string
	Gap          string

	Kind    tag    // what kind of change: of process control where there is a chart, else on a year before
	Rule    string // what the chart goes by, or what the change is
	Charted bool
	NoChart string // why there is no chart

	Verdict    tag
	Neighbours string // their mean
	Used       string // of how many of them
	Years      string // that they were published for, where those are others than ours
	Stale      string // why the comparators are old

	Target *scoreTarget

	DataTo  string // last day that the figure covers
	Today   bool   // which is the last day of the page's figures
	Window  string // the length of it
	Age     string // in days, where it is not of the day asked for
	OldFrom string // the extract that is too old
	Spark   *sparkline
}

// scoreTarget is a target in the scorecard.
type scoreTarget struct {
	Tag  tag
	Aim  string
	Runs string // whether the work will meet it as it runs
	Note string
}

// absentRow is an indicator without a figure of the period shown, and why.
type absentRow struct {
	ID, Title, Why string
	Next           *ruleView // the indicator that took its place
}

// current tells whether the entry has a figure, be it a hidden one, by a rule that still holds.
func (e *entry) current() bool { return e.Held && e.Ended.IsZero() }

func (b *book) absentRow(e *entry) absentRow {
	out := absentRow{ID: e.Def.ID, Title: e.Def.Title, Why: e.Why}
	if e.Ended.IsZero() {
		return out
	}
	out.Why = "the rule ended on " + longDate(e.Ended)
	if e.Now.Has() {
		out.Why += "; the last figure was " + saidFigure(e.Now) + " " + periodPhrase(e.Now)
	}
	if later := b.entry(e.Def.SucceededBy); later != nil {
		out.Next = &ruleView{ID: later.Def.ID, Title: later.Def.Title}
	}
	return out
}

func (b *book) scoreRow(e *entry) scoreRow {
	out := scoreRow{
		ID: e.Def.ID, Title: e.Def.Title, Figure: figureWords(e.Now), Gap: gapWords(e.Def, e.Now, b.below),
		DataTo: longDate(e.Now.End), Window: windowName(e.Now.Period), Verdict: tagNone,
	}
	if !e.Now.Has() {
		out.Figure = upperFirst(symbolWords(e.Now.Symbol))
		out.Gap = e.Why
	}
	if e.Now.short() {
		out.Gap = strings.TrimPrefix(out.Gap+"; the extracts begin too late for it", "; ")
	}
	if e.plain() {
		out.Figure, out.Unit = inTable(*e.Now.Value, e.Def.Unit, e.Now.Places), e.Def.Unit
	}
	b.kind(e, &out)
	if c := e.Latest; c != nil && c.Mean != "" {
		out.Verdict, out.Stale, out.Neighbours = c.Verdict, c.Stale, c.Mean
		if labelYear(c.Years) != e.Now.End.Year() && c.Years != "" {
			out.Years = c.Years
		}
		if c.Used != "" {
			out.Used = c.Used
		}
	}
	if view := b.target(e); view != nil {
		out.Target = scoreTargetOf(view)
	}
	out.Today = e.Now.End.Equal(b.lastDay())
	if days := daysBetween(e.Now.End, b.site.opts.AsAt); days > 0 {
		out.Age = countOf(days, "day") + " old"
	}
	if old := staleSource(e.Def, b.ages(), b.holds); old != nil {
		out.OldFrom = old.Name
	}
	out.Spark = e.sparkline()
	return out
}

// kind says what kind of change an indicator shows: of process control where its months are charted, else whether
// the change on a year before is more than chance.
func (b *book) kind(e *entry, out *scoreRow) {
	year := ""
	switch {
	case e.Year.Known && e.Year.Words == tagSame.Text:
		year = "on a year before"
	case e.Year.Known:
		year = e.Year.Sign + " from " + e.Year.Said + " a year before"
	}
	if charted := b.chart(e); charted != nil {
		out.Charted, out.Kind, out.Rule = true, charted.tag(), charted.rule()
		if out.Rule == "" {
			out.Rule = "within the usual range"
		}
		if !charted.Firm {
			out.Rule += ", range from few points"
		}
		return
	}
	if _, refused := newestProcess(b.standing.processes[e.Def.ID]); refused != nil && b.audience.private {
		out.NoChart = refusedShort(refused.Reason)
	}
	switch {
	case !e.Now.Has():
		out.Kind, out.Rule = tag{"none", "–", "not shown"}, ""
	case !e.Year.Known && e.Year.Why != "":
		out.Kind, out.Rule = tagNone, strings.TrimPrefix(e.Year.Why, "not compared: ")
	case !e.Year.Known:
		out.Kind = tag{"none", "–", "no earlier figure"}
	default:
		out.Kind, out.Rule = e.Year.Tag, year
	}
}

// scoreTargetOf is a target in few words: the verdict on its newest figure, which every page gives alike, and below
// it what process control says of the months, where there is such a verdict.
func scoreTargetOf(view *targetView) *scoreTarget {
	out := &scoreTarget{Tag: view.Tag, Aim: view.Aim}
	if !view.Compared {
		out.Tag = tag{"none", "–", "not set beside it"}
	}
	if view.Assurance != nil {
		out.Runs = "as it runs: " + view.Assurance.Text
	}
	if view.Overdue {
		out.Note = "review was due on " + view.Review
	}
	return out
}

// sparkline is the course of the headline figure over two years.
func (e *entry) sparkline() *sparkline {
	cells := e.Cells.of(e.Now.Period)
	if e.Now.Period == periodYear {
		if rolling := e.Cells.of(periodRolling); len(rolling) > 12 {
			cells = rolling
		}
	}
	cells = held(cells)
	return spark(cells[max(0, len(cells)-25):])
}
