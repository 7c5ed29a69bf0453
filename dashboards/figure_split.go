package dashboards

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"sightline/indicators"
)

// splitsView is the groups of the children behind a figure.
type splitsView struct {
	Lede   string
	Splits []splitView
	Absent string // what is not shown, and why
}

// splitView is one way of splitting: a picture without a script, and its table.
type splitView struct {
	chart
	Table table
	Sum   string // whether the groups add up to the whole
}

// splitWords name the breakdowns.
var splitWords = map[indicators.Breakdown]struct{ name, head string }{
	indicators.Sex:         {"sex", "Sex"},
	indicators.Age:         {"age", "Age"},
	indicators.Ethnicity:   {"ethnicity", "Ethnic group"},
	indicators.LegalStatus: {"legal status", "Legal status"},
	indicators.Placement:   {"placement", "Placement"},
	indicators.Need:        {"need", "Category of need"},
	indicators.Abuse:       {"category of abuse", "Category of abuse"},
}

// notRecordedGroup is how the tables write the group of cases whose group is not recorded.
const notRecordedGroup = "unknown"

// groupWords writes a group for readers.
func groupWords(group string) string {
	if group == notRecordedGroup {
		return notRecorded
	}
	return upperFirst(group)
}

// split is a group in the newest period and a year before.
type split struct {
	now, before Cell
	known       bool // that there is a figure a year before
}

// people is how many cases or people the group's figure rests on: its denominator or, of a count, itself.
func (s split) people() string { return cmp.Or(s.now.Denominator, s.now.Numerator) }

// splits are the groups of the latest figure; nil in the public edition and where nothing is split.
func (b *book) splits(e *entry) *splitsView {
	look := b.closer[e.Def.ID]
	if look == nil || !e.Held || !e.Now.Has() {
		return nil
	}
	out := &splitsView{Lede: fmt.Sprintf("The children behind the latest figure (%s), as things stood for each on the day of the case. Groups differ by chance too: read their limits.",
		periodWords(e.Now.Period, e.Now.Start, e.Now.End))}
	var absent []string
	for _, breakdown := range splitBreakdowns {
		groups, any := b.groupsOf(e, look.groups, string(breakdown))
		switch knownGroups(groups) {
		case 0, 1:
			if any {
				absent = append(absent, splitWords[breakdown].name)
			}
		default:
			out.Splits = append(out.Splits, b.splitView(e, breakdown, groups))
		}
	}
	if len(out.Splits) == 0 {
		return nil
	}
	if len(absent) > 0 {
		out.Absent = "Not split by " + listWords(absent) + ": fewer than two groups are recorded."
	}
	return out
}

// groupsOf are the groups of a breakdown that anybody is in now or was in a year before, the largest first and what
// is not recorded last; ages from the youngest. stored tells that the tables split the figure so at all.
func (b *book) groupsOf(e *entry, figures []Figure, breakdown string) (groups []split, stored bool) {
	before := map[string]Cell{}
	for _, f := range figures {
		if f.Breakdown != breakdown || f.Period != e.Now.Period {
			continue
		}
		cell := discloseBy(e.Def, f, b.policy(e.Def))
		switch {
		case f.End.Equal(e.Now.End):
			stored = true
			groups = append(groups, split{now: cell})
		case f.End.Equal(yearBefore(e.Now.End)):
			before[f.Group] = cell
		}
	}
	for i := range groups {
		groups[i].before, groups[i].known = before[groups[i].now.Group], before[groups[i].now.Group].Group != ""
	}
	groups = slices.DeleteFunc(groups, func(s split) bool {
		return nobody(s.now) && (!s.known || nobody(s.before))
	})
	slices.SortStableFunc(groups, func(x, y split) int {
		unknown := func(s split) int { return bit(s.now.Group == notRecordedGroup) }
		if by := cmp.Compare(unknown(x), unknown(y)); by != 0 || breakdown == string(indicators.Age) {
			return cmp.Or(by, cmp.Compare(youngest(x.now.Group), youngest(y.now.Group)))
		}
		p, _ := decimal(x.people())
		q, _ := decimal(y.people())
		return cmp.Or(cmp.Compare(q, p), strings.Compare(x.now.Group, y.now.Group))
	})
	return groups, stored
}

func bit(is bool) int {
	if is {
		return 1
	}
	return 0
}

// nobody tells whether a group has no case at all.
func nobody(c Cell) bool {
	empty := func(text string) bool { n, _ := decimal(text); return n == 0 }
	return empty(c.Numerator) && empty(c.Denominator)
}

// youngest is the age that a band begins with.
func youngest(band string) int {
	age := 0
	if _, err := fmt.Sscanf(band, "%d", &age); err != nil {
		return 0 // under 1
	}
	return age
}

// knownGroups is how many groups somebody is in now, what is not recorded left out.
func knownGroups(groups []split) int {
	n := 0
	for _, s := range groups {
		if s.now.Group != notRecordedGroup && !nobody(s.now) {
			n++
		}
	}
	return n
}

func (b *book) splitView(e *entry, breakdown indicators.Breakdown, groups []split) splitView {
	words := splitWords[breakdown]
	bars := barChart{
		ID: "split-" + string(breakdown), Title: "By " + words.name, Unit: e.Def.Unit,
		Series: []barSeries{{Name: "Figure"}},
	}
	rows := table{
		ID: "table-split-" + string(breakdown), Caption: fmt.Sprintf("%s by %s", strings.TrimSuffix(e.Def.Title, "."), words.name),
		Columns: []string{words.head, "Figure", "95% limits", "Numerator", denominatorHead(e.Def), notJudged, "A year before"},
	}
	for _, s := range groups {
		name := groupWords(s.now.Group)
		bars.Labels = append(bars.Labels, name)
		bars.Series[0].Points = append(bars.Series[0].Points, cellPoint(s.now))
		rows.Rows = append(rows.Rows, row{name, slices.Concat(cellColumns(s.now, e.Def), []string{unjudgedWords(s.now), beforeWords(s)})})
	}
	whole := split{now: e.Now}
	whole.before, whole.known = e.Cells.at(e.Now.Period, yearBefore(e.Now.End))
	rows.Rows = append(rows.Rows, row{"All", slices.Concat(cellColumns(e.Now, e.Def), []string{unjudgedWords(e.Now), beforeWords(whole)})})
	rows = rows.withoutEmpty()
	if e.Def.Statistic != indicators.Count { // of a count the whole would dwarf its parts
		all := cellPoint(e.Now)
		all.Style = "former"
		bars.Labels, bars.Series[0].Points = append(bars.Labels, "All"), append(bars.Series[0].Points, all)
	}
	drawn := newBarChart(bars).chart
	drawn.Static = drawn.Static.withoutAxis()
	return splitView{chart: drawn, Table: rows, Sum: sumWords(e.Def, e.Now, groups)}
}

// withoutAxis drops the steps of the value axis: each bar has its figure at its end.
func (d drawing) withoutAxis() drawing {
	d.Rules = slices.DeleteFunc(slices.Clone(d.Rules), func(r drawnRule) bool { return r.Class == "step" })
	d.Texts = slices.DeleteFunc(slices.Clone(d.Texts), func(t drawnText) bool { return t.Class == "tick" })
	return d
}

// notJudged heads the column of cases that could not be judged, which is another thing than a group that is not
// recorded.
const notJudged = "Not judged"

func unjudgedWords(c Cell) string {
	if c.Unjudged == nil || *c.Unjudged == 0 {
		return ""
	}
	return count(*c.Unjudged)
}

func beforeWords(s split) string {
	if !s.known {
		return ""
	}
	return markedFigure(s.before)
}

// sumWords says whether the groups add up to the whole, and how many are in no group.
func sumWords(def *indicators.Definition, whole Cell, groups []split) string {
	part := func(of func(Cell) string) *big.Rat {
		sum := new(big.Rat)
		for _, s := range groups {
			if n, ok := new(big.Rat).SetString(of(s.now)); ok {
				sum.Add(sum, n)
			}
		}
		return sum
	}
	is := func(text string, sum *big.Rat) bool {
		n, ok := new(big.Rat).SetString(text)
		return text == "" || ok && n.Cmp(sum) == 0
	}
	numerators, denominators := part(func(c Cell) string { return c.Numerator }), part(func(c Cell) string { return c.Denominator })
	if is(whole.Numerator, numerators) && is(whole.Denominator, denominators) {
		if def.Statistic == indicators.Count {
			return "The groups add up to the whole."
		}
		return "The groups add up to the whole in numerator and denominator; a figure is not the sum of its groups’ figures."
	}
	return "The groups do not add up to the whole: some cases belong to no child who is known, and are in no group."
}
