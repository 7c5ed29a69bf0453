package dashboards

import (
	"slices"

	"sightline/dashboards/commentary"
)

// owedView is an indicator whose newest figure has an adverse verdict and no comment.
type owedView struct {
	ID, Title string
	Why       []string // the verdicts, in words
	Figure    string
	Period    string
	Moved     bool               // there is a comment about it, but written about another figure
	Refused   []commentary.Fault // comments on the indicator that cannot be used
}

// Whys joins the verdicts as a sentence does.
func (o owedView) Whys() string { return listWords(o.Why) }

// comment says what is the matter with the comment, in a few words.
func (o owedView) comment() string {
	switch {
	case o.Moved:
		return "its comment was written about another figure"
	case len(o.Refused) > 0:
		return "a comment is owed: that in " + o.Refused[0].Place() + " cannot be used"
	default:
		return "a comment is owed"
	}
}

// owed are the comments that are wanting, in the order of the catalogue: where the configuration asks for one, each
// adverse verdict on a newest figure that nobody has written about as it stands. It is for the internal edition.
func (b *book) owed() []owedView {
	if !b.site.opts.CommentOwed || !b.audience.private {
		return nil
	}
	var out []owedView
	for _, e := range b.entries {
		why := b.adverse(e)
		newest := slices.IndexFunc(e.Comments, func(c commentView) bool { return c.Newest })
		if len(why) == 0 || newest >= 0 && e.Comments[newest].Moved == "" {
			continue
		}
		out = append(out, owedView{
			ID: e.Def.ID, Title: e.Def.Title, Why: why, Figure: figureWords(e.Now),
			Period: periodWords(e.Now.Period, e.Now.Start, e.Now.End), Moved: newest >= 0,
			Refused: b.site.remarks.refusedOf(b.area.Code, e.Def.ID),
		})
	}
	return out
}

// adverse are the adverse verdicts on an entry: worse than neighbours or than the target by more than chance, a real
// change for the worse in the newest months, work that will not meet its target as it runs.
func (b *book) adverse(e *entry) []string {
	if !e.current() || !e.Now.Has() {
		return nil
	}
	var out []string
	if e.Latest != nil && e.Latest.mean != nil && e.Latest.Cell.Has() && e.Latest.Verdict.Class == "worse" {
		out = append(out, "worse than statistical neighbours")
	}
	if charted, _ := newestProcess(b.standing.processes[e.Def.ID]); charted != nil && charted.Variation == "concern" {
		out = append(out, "a real change for the worse, "+charted.Period+" by "+charted.Period)
	}
	switch t := b.target(e); {
	case t == nil:
	case t.Assurance != nil && t.Assurance.Class == "worse":
		out = append(out, "as the work runs it will not meet its target")
	case t.Compared && t.Tag.Class == "worse":
		out = append(out, "worse than its target")
	}
	return out
}

// oversight is what the data quality page says of targets and comments.
type oversight struct {
	Owed              []owedView
	Comments, Targets *table
}

// oversight is for the internal edition: it names files and what was typed.
func (b *book) oversight() *oversight {
	if !b.audience.private {
		return nil
	}
	return &oversight{b.owed(), b.commentFaults(), b.targetFaults()}
}

// commentFaults lists the comments that cannot be used or do not stand in public; nil when there are none.
func (b *book) commentFaults() *table {
	out := table{ID: "table-comments", Caption: "Comments, where the fault is and what to do", Columns: []string{"File and line", "What", "Where it is left out"}, Words: 2}
	all := b.site.remarks
	for _, fault := range slices.Concat(all.faults[""], all.faults[b.area.Code]) {
		out.Rows = append(out.Rows, row{fault.Place(), []string{upperFirst(fault.What) + ".", "everywhere"}})
	}
	for _, fault := range all.withheld[b.area.Code] {
		out.Rows = append(out.Rows, row{fault.Place(), []string{"Not in the public edition: " + fault.What + ".", "the public edition"}})
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return &out
}

// targetFaults lists the targets that want attention; nil when there are none.
func (b *book) targetFaults() *table {
	out := table{ID: "table-targets", Caption: "Targets, and what is the matter with them", Columns: []string{"Indicator", "What"}, Words: 1}
	for _, id := range b.strayTargets() {
		out.Rows = append(out.Rows, row{id, []string{"There is no such indicator. Correct the id in the extract of targets."}})
	}
	for _, source := range b.site.sources {
		if source.Kind == "targets" && source.Rejected > 0 && (source.AreaCode == "" || source.AreaCode == b.area.Code) {
			out.Rows = append(out.Rows, row{source.File, []string{countOf(int(source.Rejected), "row") + " refused: its reject file says why."}})
		}
	}
	for _, e := range b.entries {
		if last := b.endedTarget(e); last != nil {
			out.Rows = append(out.Rows, row{e.Def.Title, []string{"Its target ended on " + longDate(*last.To) + " and none follows."}})
		}
		t := b.target(e)
		if t == nil {
			continue
		}
		if t.Unowned {
			out.Rows = append(out.Rows, row{e.Def.Title, []string{"Nobody is named as its owner."}})
		}
		if t.Overdue {
			out.Rows = append(out.Rows, row{e.Def.Title, []string{"Its review is overdue: it was to be on " + t.Review + "."}})
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return &out
}

// watched is how many faults of comments or of targets the front page names at once.
const watched = 3

// watchView is what the internal front page says of comments that cannot be used and of targets to look at.
type watchView struct {
	Comments, Targets []string
	More              int // of both, named on the page of data quality
}

// watch is nil where there is nothing to look at, and in the public edition.
func (b *book) watch() *watchView {
	seen := b.oversight()
	if seen == nil || seen.Comments == nil && seen.Targets == nil {
		return nil
	}
	out := &watchView{}
	first := func(t *table) []string {
		var lines []string
		if t == nil {
			return nil
		}
		for _, one := range t.Rows[:min(watched, len(t.Rows))] {
			lines = append(lines, one.Head+": "+one.Cells[0])
		}
		out.More += len(t.Rows) - len(lines)
		return lines
	}
	out.Comments, out.Targets = first(seen.Comments), first(seen.Targets)
	return out
}
