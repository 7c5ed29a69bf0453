package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// othersView is how an indicator stands beside other authorities and beside its own past, in words. What rests
// on a hidden figure is left out.
type othersView struct {
	Stale     string
	Differs   []string
	Sentences []string
	Sets      []table
	Peers     *table   // groups, and the other authorities of the run
	Course    []string // of the own figure through time
	Instead   []ruleView
}

// differences parts the words of benchmarks.comparison.differs.
func differences(words string) []string {
	if words == "" {
		return nil
	}
	var out []string
	for _, one := range strings.Split(words, "; ") {
		out = append(out, sentence(one))
	}
	return out
}

func (b *book) others(e *entry) othersView {
	var out othersView
	if c := e.Latest; c != nil {
		out.Stale, out.Differs = c.Stale, c.Differs
		out.Sentences = append(out.Sentences, e.spread(c)...)
		out.Sets = b.memberTables(e, c)
	}
	out.Peers = b.peers(e)
	out.Course, out.Instead = b.course(e)
	return out
}

// peers sets the newest figures beside the groups of the configuration and, in the internal edition, beside the
// other authorities of the run: their figures are those of the same time and may be hidden on their own pages,
// from which and a sum of all of them they could be worked out.
func (b *book) peers(e *entry) *table {
	out := table{
		ID: "table-peers", Caption: "Groups, and the other authorities of this run over the same time", Words: 2,
		Columns: []string{"Whom with", "Period", "Verdict", "Theirs", b.area.Name, "Difference", "95% limits of the difference"},
	}
	for _, j := range b.standing.judgements[e.Def.ID] {
		cell, ok := e.Cells.at(j.Period, j.End)
		now := ok && j.End.Equal(e.Now.End) && covers(j.Period) == covers(e.Now.Period)
		latest := e.Latest != nil && j.Against == "group" && j.Period == e.Latest.Cell.Period && j.End.Equal(e.Latest.Cell.End)
		if !ok || !cell.Has() || !now && !latest || j.Against == "others" && !b.audience.private || j.Value == nil {
			continue
		}
		whom := j.Name
		if j.Group != "" {
			whom += " (" + strings.TrimSuffix(j.Group, ".") + ")"
		}
		if j.Against == "others" {
			whom = "The other authorities of this run, " + j.Name
		}
		write := func(v *float64) string {
			if v == nil {
				return ""
			}
			return inTable(*v, cell.Unit, cell.Places)
		}
		limits := ""
		if j.Lower != nil && j.Upper != nil {
			limits = write(j.Lower) + " to " + write(j.Upper)
		}
		out.Rows = append(out.Rows, row{whom, []string{
			upperFirst(periodWords(cell.Period, cell.Start, cell.End)), j.Verdict, write(j.Value), tableFigure(cell), write(j.Difference), limits,
		}})
	}
	if len(out.Rows) == 0 {
		return nil
	}
	out = out.withoutEmpty()
	return &out
}

// spread says what lies behind the neighbours' mean, and what place the authority has in England.
func (e *entry) spread(c *compared) []string {
	var out []string
	row := c.row
	write := func(v float64) string { return inTable(v, c.Cell.Unit, c.Cell.Places) }
	if row.NeighbourMedian != nil && row.Low != nil && row.High != nil {
		out = append(out, fmt.Sprintf("The neighbours’ figures run from %s to %s; their mean is %s and their median %s.",
			write(*row.Low), write(*row.High), c.Mean, write(*row.NeighbourMedian)))
	}
	if row.AveragesDiffer && c.Cell.Has() {
		out = append(out, fmt.Sprintf("The two usual averages disagree: beside the neighbours’ mean the figure is %s, beside their median %s.",
			row.VerdictNeighbours, row.VerdictMedian))
	}
	if row.Within != nil && row.Limited != nil && *row.Limited > 0 && c.Cell.Has() {
		out = append(out, fmt.Sprintf("Our figure lies within the 95%% limits of %s of the %s neighbours whose limits are known.",
			count(*row.Within), count(*row.Limited)))
	}
	if row.Shared != "" {
		out = append(out, "Not a figure of its own, but of a joint return or put in by the publisher: "+strings.ReplaceAll(row.Shared, "; ", ", ")+".")
	}
	if row.Rank != nil && row.Ranked != nil {
		place := fmt.Sprintf("By its published figure for %s the authority has place %s of %s, the best being 1", c.Years, count(*row.Rank), count(*row.Ranked))
		if row.RankBest != nil && row.RankWorst != nil {
			place += fmt.Sprintf("; the limits of all figures allow any place from %s to %s", count(*row.RankBest), count(*row.RankWorst))
		}
		out = append(out, place+".")
	}
	return out
}

// memberTables are the neighbours and the groups of the newest comparison, each with its members.
func (b *book) memberTables(e *entry, c *compared) []table {
	var sets []string
	ranked := b.standingRows(e) != nil // then figure and table of the neighbours stand above
	rows := map[string][]row{}
	for _, m := range b.standing.members[e.Def.ID] {
		if m.Period != c.Cell.Period || !m.End.Equal(c.Cell.End) || m.Set == c.Model && ranked {
			continue
		}
		if !slices.Contains(sets, m.Set) {
			sets = append(sets, m.Set)
		}
		figure, limits := m.Symbol, ""
		if m.Value != nil {
			figure = inTable(*m.Value, c.Cell.Unit, c.Cell.Places)
		}
		if m.Lower != nil && m.Upper != nil {
			limits = inTable(*m.Lower, c.Cell.Unit, c.Cell.Places) + " to " + inTable(*m.Upper, c.Cell.Unit, c.Cell.Places)
		}
		since := ""
		if m.Since != nil {
			since = fmt.Sprint(*m.Since)
		}
		rows[m.Set] = append(rows[m.Set], row{m.Name, []string{m.Closeness, since, m.Why, figure, limits}})
	}
	var out []table
	for i, set := range sets {
		caption := "Members of " + set + ", published for " + c.Years
		if set == c.Model {
			caption = "Statistical neighbours from " + modelWords(set) + ", nearest first, published for " + c.Years
		}
		t := table{
			ID: fmt.Sprintf("table-members-%d", i+1), Caption: caption, Words: 3,
			Columns: []string{"Authority", "How close", "In common since", "Remark", "Figure", "95% limits"}, Rows: rows[set],
		}
		out = append(out, t.withoutEmpty())
	}
	return out
}

// course says how the own figure went: the trend of its years, and what process control says of its months.
// A trend rests on every figure of its stretch and is left out where one of them is hidden. What process control
// says rests on months, which the public edition does not carry: there it says nothing, not even why it refuses.
func (b *book) course(e *entry) (sentences []string, instead []ruleView) {
	if e.Five.Known {
		sentences = append(sentences, e.Five.sentence(e.Def))
	}
	if t, ok := b.standing.trends[e.Def.ID]; ok && t.Trend != "not tested" && e.allShown(e.yearCells(), t.First, t.Last) {
		if slices.ContainsFunc(e.yearCells(), func(c Cell) bool { return !c.End.Before(t.First) && !c.End.After(t.Last) && c.unsettled() }) {
			sentences = append(sentences, fmt.Sprintf("No trend is told of the %s years to %s: the cases not recorded in some of them may move the figure further than chance would.",
				count(t.Points), longDate(t.Last)))
		} else {
			sentences = append(sentences, trendWords(t))
		}
	}
	if !b.audience.private {
		return sentences, nil
	}
	// What is charted is told with its chart.
	if charted, refused := newestProcess(b.standing.processes[e.Def.ID]); charted == nil && refused != nil {
		sentences = append(sentences, "Single months are not judged: "+refusalWords(refused.Reason))
		for _, id := range strings.Fields(strings.ReplaceAll(strings.ReplaceAll(refused.Instead, ",", " "), ";", " ")) {
			if other := b.entry(id); other != nil {
				instead = append(instead, ruleView{ID: other.Def.ID, Title: other.Def.Title})
			}
		}
	}
	return sentences, instead
}

// trendWords is the test for a trend in a reader's words.
func trendWords(t trend) string {
	found := map[string]string{"increasing": "a rise", "decreasing": "a fall"}[t.Trend]
	if found == "" {
		found = "no clear rise or fall"
	}
	if t.Verdict != t.Trend {
		found += ", " + t.Verdict
	}
	return fmt.Sprintf("A test for a trend over the figures of %s years to %s finds %s.", count(t.Points), longDate(t.Last), found)
}

// refusalWords are the reasons for no chart without the names that the tables know them by.
func refusalWords(reasons string) string {
	var out []string
	for _, one := range strings.Split(reasons, "; ") {
		if name, words, found := strings.Cut(one, ": "); found && len(strings.Fields(name)) <= 6 {
			one = words
		}
		out = append(out, one)
	}
	return plainReason(strings.TrimSuffix(strings.Join(out, "; "), ".")) + "."
}

// newestProcess is the newest stretch of months, or of quarters where months are too few cases; without any, why.
func newestProcess(all []process) (charted, refused *process) {
	for i, p := range all {
		switch {
		case p.Stretch == 0 && refused == nil:
			refused = &all[i]
		case p.Stretch > 0 && (charted == nil || charted.Period == p.Period || p.Period == periodMonth):
			charted = &all[i]
		}
	}
	return charted, refused
}

// variationWords are the verdicts on a process in a reader's words.
func variationWords(variation string) string {
	switch variation {
	case "common cause":
		return "no real change, the ups and downs are of the usual size"
	case "improvement":
		return "a real change for the better"
	case "concern":
		return "a real change for the worse"
	default:
		return "a real change, neither better nor worse in itself"
	}
}

// allShown tells whether every cell that ends between two days is held and shown.
func (e *entry) allShown(cells series, first, last time.Time) bool {
	shown := 0
	for _, c := range cells {
		if c.End.Before(first) || c.End.After(last) {
			continue
		}
		if !c.Has() {
			return false
		}
		shown++
	}
	return shown > 0
}
