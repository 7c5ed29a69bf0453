package dashboards

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

func TestPrimaryRuleOfDisclosure(t *testing.T) {
	percent := &indicators.Definition{Statistic: indicators.Ratio, Unit: "percent"}
	rate := &indicators.Definition{Statistic: indicators.Ratio, Unit: "per 10,000"}
	number := &indicators.Definition{Statistic: indicators.Count, Unit: "children"}
	mean := &indicators.Definition{Statistic: indicators.Ratio, Unit: "points", Decimals: 1}
	median := &indicators.Definition{Statistic: indicators.Median, Unit: "days"}
	spend := &indicators.Definition{Statistic: indicators.Count, Unit: "£"}
	unitCost := &indicators.Definition{Statistic: indicators.Ratio, Unit: "£ per week"}
	for _, def := range []*indicators.Definition{percent, rate, number, mean, median, spend, unitCost} {
		def.Editions = []indicators.Edition{{From: "2000-01-01"}}
	}
	for _, c := range []struct {
		name                   string
		def                    *indicators.Definition
		numerator, denominator string
		below                  int
		hidden                 bool
	}{
		{"a count of 1", number, "1", "", 6, true},
		{"a count of 5", number, "5", "", 6, true},
		{"a count of 6", number, "6", "", 6, false},
		{"a count of nought", number, "0", "", 6, false},
		{"half a person", number, "0.5", "", 6, true},
		{"a numerator of 5", percent, "5", "100", 6, true},
		{"a numerator of 6", percent, "6", "100", 6, false},
		{"a numerator of nought", percent, "0", "100", 6, false},
		{"a denominator of 5", percent, "0", "5", 6, true},
		{"a denominator of 6", percent, "6", "6", 6, false},
		{"all but 5", percent, "95", "100", 6, true},
		{"all but 6", percent, "94", "100", 6, false},
		{"all", percent, "100", "100", 6, false},
		{"a rate of 5 people", rate, "5", "60000", 6, true},
		{"a rate of 6 people", rate, "6", "60000", 6, false},
		{"a rate of nearly all", rate, "59998", "60000", 6, false},
		{"points of 5 children", mean, "71", "5", 6, true},
		{"points of 6 children", mean, "3", "6", 6, false},
		{"a median of 5", median, "40", "5", 6, true},
		{"a median of 6", median, "4", "6", 6, false},
		{"four pounds", spend, "4", "", 6, false},
		{"a week of four days", unitCost, "900", "4", 6, false},
		{"no rule for internal pages", number, "1", "", 0, false},
		{"a higher threshold", number, "9", "", 10, true},
	} {
		value, lower, upper := 12.5, 1.5, 30.5
		cell := disclose(c.def, Figure{Numerator: c.numerator, Denominator: c.denominator, Value: &value, Lower: &lower, Upper: &upper}, c.below)
		if hidden := cell.Symbol == Confidential; hidden != c.hidden {
			t.Errorf("%s: hidden is %v, want %v", c.name, hidden, c.hidden)
		}
		if c.hidden && (cell.Value != nil || cell.Lower != nil || cell.Upper != nil || cell.Numerator != "" || cell.Denominator != "" || cell.Has() || cell.Limited()) {
			t.Errorf("%s: the hidden cell still carries numbers: %+v", c.name, cell)
		}
	}
}

func TestAHiddenMonthCannotBeToldBySubtraction(t *testing.T) {
	one := 1.0
	cells := func() []Cell {
		var out []Cell
		for _, c := range []struct {
			period string
			symbol Symbol
		}{{periodMonth, Confidential}, {periodMonth, Shown}, {periodMonth, NotAvailable}, {periodQuarter, Shown}, {periodToDate, Shown}, {periodRolling, Shown}, {periodYear, Shown}} {
			out = append(out, Cell{Figure: Figure{Period: c.period, Symbol: c.symbol, Numerator: "7", Value: &one, Breakdown: "none"}})
		}
		return out
	}
	symbols := func(list []Cell) string {
		var out []string
		for _, c := range list {
			out = append(out, string(c.Symbol))
		}
		return strings.Join(out, ",")
	}
	flow := &indicators.Definition{Statistic: indicators.Count, Unit: "children", Window: indicators.Flow}
	linked := cells()
	protectWindows(flow, linked)
	if got := symbols(linked); got != "c,c,x,c,c,," {
		t.Errorf("windows of a flow with a hidden month have symbols %s", got)
	}
	if linked[4].Value != nil || linked[4].Numerator != "" {
		t.Error("a figure hidden as a partner still carries numbers")
	}
	for _, def := range []*indicators.Definition{
		{Statistic: indicators.Ratio, Unit: "days", Window: indicators.Flow},
		{Statistic: indicators.Median, Unit: "days", Window: indicators.Spanning},
	} {
		average := cells()
		if protectWindows(def, average); symbols(average) != "c,c,x,c,c,," {
			t.Errorf("windows of a %s with a hidden month have symbols %s: the children behind it add up", def.Statistic, symbols(average))
		}
	}
	for _, def := range []*indicators.Definition{
		{Statistic: indicators.Count, Unit: "£", Window: indicators.Flow},
		{Statistic: indicators.Count, Unit: "children", Window: indicators.Snapshot},
	} {
		apart := cells()
		protectWindows(def, apart)
		if got := symbols(apart); got != "c,,x,,,," {
			t.Errorf("windows of %s in %s have symbols %s", def.Window, def.Unit, got)
		}
	}
	whole := cells()[1:]
	protectWindows(flow, whole)
	if got := symbols(whole); got != ",x,,,," {
		t.Errorf("windows without a hidden figure have symbols %s", got)
	}
}

// Children at the end of a month are those at its beginning, more the starts and less the ends: with
// the stock shown, a hidden end of care follows from the starts.
func TestAHiddenFlowCannotBeToldFromTheOtherAndTheStock(t *testing.T) {
	value := 14.0
	month := func(number time.Month, symbol Symbol) Cell {
		return Cell{Figure: Figure{
			Period: periodMonth, Symbol: symbol, Numerator: "14", Value: &value, Breakdown: "none",
			End: time.Date(2024, number+1, 0, 0, 0, 0, 0, time.UTC),
		}}
	}
	flow := func(id, theme string) *indicators.Definition {
		return &indicators.Definition{ID: id, Theme: theme, Statistic: indicators.Count, Unit: "children", Window: indicators.Spanning}
	}
	year := month(time.December, Shown)
	year.Period = periodYear
	ceased := &entry{Def: flow("ceased", "looked_after"), Cells: series{month(time.May, Confidential), month(time.June, Shown), year}}
	started := &entry{Def: flow("started", "looked_after"), Cells: series{month(time.May, Shown), month(time.June, Shown), year}}
	other := &entry{Def: flow("referrals", "referral_assessment"), Cells: series{month(time.May, Shown)}}
	stock := &entry{Def: &indicators.Definition{Theme: "looked_after", Statistic: indicators.Count, Unit: "children", Window: indicators.Snapshot}, Cells: series{month(time.May, Shown)}}
	protectLinked([]*entry{ceased, started, other, stock})
	for i, c := range started.Cells {
		if hidden := c.Symbol == Confidential; hidden != (c.Period == periodMonth) || hidden != (c.Value == nil) {
			t.Errorf("cell %d of the linked flow: %+v", i, c)
		}
	}
	if other.Cells[0].Symbol != Shown || stock.Cells[0].Symbol != Shown {
		t.Error("figures that no hidden one follows from were hidden")
	}
}

// The denominator of a share may be the number that is hidden.
func TestAHiddenCountCannotBeToldFromADenominator(t *testing.T) {
	def := func(id, theme string, statistic indicators.Statistic, unit string, window indicators.Window) *indicators.Definition {
		return &indicators.Definition{
			ID: id, Theme: theme, Statistic: statistic, Unit: unit, Window: window, Editions: []indicators.Edition{{From: "2000-01-01"}},
		}
	}
	value := 50.0
	cell := func(period string, number time.Month, symbol Symbol) Cell {
		c := Cell{Figure: Figure{Period: period, Breakdown: "none", End: time.Date(2024, number+1, 0, 0, 0, 0, 0, time.UTC)}}
		if symbol == Confidential {
			return hide(c)
		}
		c.Numerator, c.Denominator, c.Value, c.Symbol = "8", "16", &value, symbol
		return c
	}
	windows := func(may, june, july, year, rolling Symbol) series {
		return series{
			cell(periodMonth, time.May, may), cell(periodMonth, time.June, june), cell(periodMonth, time.July, july),
			cell(periodToDate, time.June, ""), cell(periodYear, time.March, year), cell(periodRolling, time.May, rolling),
		}
	}
	symbols := func(e *entry) string {
		var out []string
		for _, c := range e.Cells {
			if (c.Symbol == Confidential) != (c.Numerator+c.Denominator == "" && c.Value == nil) && c.Symbol != NotAvailable {
				t.Errorf("%s: a cell with symbol %q carries %q of %q", e.Def.ID, c.Symbol, c.Numerator, c.Denominator)
			}
			out = append(out, string(c.Symbol))
		}
		return strings.Join(out, ",")
	}
	share := func(id, theme string, window indicators.Window) *entry {
		return &entry{Def: def(id, theme, indicators.Ratio, indicators.Percent, window), Cells: windows("", "", "x", "", "")}
	}
	// Few ceased in May and in the twelve months to May; the year is large enough.
	ceased := &entry{Def: def("cla_ceased", "looked_after", indicators.Count, "children", indicators.Spanning), Cells: windows("c", "", "x", "", "c")}
	adopted, stock := share("adopted_share", "adoption", indicators.Spanning), share("residential_share", "looked_after", indicators.Snapshot)
	days := &entry{Def: def("order_to_match_days", "adoption", indicators.Median, "days", indicators.Flow), Cells: windows("", "", "x", "", "")}
	// Of the plans that began few were repeat plans: that hides the share and says nothing of their number.
	started := &entry{Def: def("plans_started", "child_protection", indicators.Count, "plans", indicators.Flow), Cells: windows("", "", "", "", "")}
	repeats, referrals := share("repeat_plans", "child_protection", indicators.Flow), share("re_referrals", "referral_assessment", indicators.Flow)
	repeats.Cells[0] = hide(repeats.Cells[0])
	protectLinked([]*entry{adopted, ceased, stock, days, started, repeats, referrals})
	for _, c := range []struct {
		e    *entry
		want string
	}{
		{adopted, "c,c,x,c,,c"},
		{days, "c,c,x,c,,c"},
		{stock, ",,x,,,"},
		{ceased, "c,c,x,c,,c"},
		{started, ",,,,,"},
		{repeats, "c,c,x,c,,"},
		{referrals, ",,x,,,"},
	} {
		if got := symbols(c.e); got != c.want {
			t.Errorf("%s has symbols %s, want %s", c.e.Def.ID, got, c.want)
		}
	}
}

// The attacker has every number of children that is published over time, by count and by denominator, and
// takes one from another wherever one length of time is the beginning or the end of the other. Knowing how
// many there were at each month's end, who has the ends of care has the starts, and the other way round.
func TestNoDifferenceOfPublishedNumbersIsASmallCount(t *testing.T) {
	const below, months = 6, 36
	random := rand.New(rand.NewPCG(4, 11))
	count := editionsOf(&indicators.Definition{ID: "cla_ceased", Theme: "looked_after", Statistic: indicators.Count, Unit: "children", Window: indicators.Flow})
	starts := editionsOf(&indicators.Definition{ID: "cla_started", Theme: "looked_after", Statistic: indicators.Count, Unit: "children", Window: indicators.Flow})
	share := editionsOf(&indicators.Definition{ID: "adopted_share", Theme: "adoption", Statistic: indicators.Ratio, Unit: indicators.Percent, Window: indicators.Flow})
	type length struct{ from, to int } // months, both in it
	hidden, told := 0, 0
	for range 300 {
		size := 1 + random.IntN(30)
		began, left, adopted := make([]int, months), make([]int, months), make([]int, months)
		other := 1 + random.IntN(30)
		for m := range months {
			began[m] = random.IntN(other)
			left[m] = random.IntN(size)
			adopted[m] = random.IntN(left[m] + 1)
		}
		starting, counts, shares := &entry{Def: starts}, &entry{Def: count}, &entry{Def: share}
		lengths := map[string]length{}
		add := func(period string, from, to int) {
			if from < 0 {
				return
			}
			s, x, n := 0, 0, 0
			for m := from; m <= to; m++ {
				s, x, n = s+began[m], x+adopted[m], n+left[m]
			}
			v := 1.0
			end := time.Date(2020, time.Month(5+to), 0, 0, 0, 0, 0, time.UTC)
			lengths[period+end.String()] = length{from, to}
			number := func(n int) string { return strconv.Itoa(n) }
			starting.Cells = append(starting.Cells, disclose(starts, Figure{Period: period, Breakdown: "none", End: end, Numerator: number(s), Value: &v}, below))
			counts.Cells = append(counts.Cells, disclose(count, Figure{Period: period, Breakdown: "none", End: end, Numerator: number(n), Value: &v}, below))
			shares.Cells = append(shares.Cells, disclose(share, Figure{Period: period, Breakdown: "none", End: end, Numerator: number(x), Denominator: number(n), Value: &v}, below))
		}
		for m := range months {
			add(periodMonth, m, m)
			add(periodToDate, m-m%12, m)
			add(periodRolling, m-11, m)
			if m%3 == 2 {
				add(periodQuarter, m-2, m)
			}
			if m%12 == 11 {
				add(periodYear, m-11, m)
			}
		}
		protectWindows(count, counts.Cells)
		protectWindows(share, shares.Cells)
		protectWindows(starts, starting.Cells)
		protectLinked([]*entry{shares, starting, counts})
		known := map[length]bool{}
		for _, e := range []*entry{starting, counts, shares} {
			for _, c := range e.Cells {
				if c.Symbol != Confidential {
					known[lengths[c.Period+c.End.String()]] = true
					told++
				}
			}
		}
		for from := range months {
			for to := from; to < months; to++ {
				s, n := 0, 0
				for m := from; m <= to; m++ {
					s, n = s+began[m], n+left[m]
				}
				if few := func(n int) bool { return n > 0 && n < below }; !few(s) && !few(n) {
					continue
				}
				hidden++
				for whole := range known {
					rest := length{to + 1, whole.to}
					if whole.from != from {
						rest = length{whole.from, from - 1}
					}
					ends := whole.from == from && whole.to > to || whole.to == to && whole.from < from
					if whole == (length{from, to}) || ends && known[rest] {
						t.Fatalf("that %d began and %d left in months %d to %d follows from what is published of months %d to %d", s, n, from, to, whole.from, whole.to)
					}
				}
			}
		}
	}
	if hidden == 0 || told == 0 {
		t.Errorf("%d lengths of time with a small number and %d published figures prove nothing", hidden, told)
	}
}

// After its end a rule has nothing to count, and a rolling year that reaches beyond it is a part of a year.
func TestFiguresBeyondTheEndOfARuleAreNotApplicable(t *testing.T) {
	def := &indicators.Definition{
		Statistic: indicators.Ratio, Unit: indicators.Percent, Window: indicators.Flow,
		Editions: []indicators.Edition{{From: "2006-04-01", To: "2010-03-31"}},
	}
	value := 70.0
	figure := func(period, start, end string) Figure {
		f := Figure{Period: period, Numerator: "70", Denominator: "100", Value: &value}
		f.Start, _ = time.Parse(time.DateOnly, start)
		f.End, _ = time.Parse(time.DateOnly, end)
		return f
	}
	if last := disclose(def, figure(periodYear, "2009-04-01", "2010-03-31"), 6); !last.Has() || last.Over {
		t.Errorf("the last whole year of the rule is %+v", last)
	}
	for _, below := range []int{0, 6} {
		beyond := disclose(def, figure(periodRolling, "2009-05-01", "2010-04-30"), below)
		if beyond.Symbol != NotApplicable || beyond.Numerator+beyond.Denominator != "" || beyond.Value != nil || beyond.held() {
			t.Errorf("a rolling year beyond the rule's end is %+v", beyond)
		}
	}
	absent := figure(periodMonth, "2010-04-01", "2010-04-30")
	absent.Symbol = NotAvailable
	if cell := disclose(def, absent, 6); cell.Symbol != NotAvailable {
		t.Errorf("a month beyond the end that is not covered has symbol %q", cell.Symbol)
	}
	def.Succeeds, def.Editions[0] = "another", indicators.Edition{From: "2010-04-01"}
	first := figure(periodRolling, "2009-05-01", "2010-04-30")
	if cell := disclose(def, first, 6); cell.Has() {
		t.Errorf("a rolling year of which one month lies in the rule's time is that month: %+v", cell)
	}
	if cell := disclose(def, first, 0); !cell.Has() {
		t.Error("where nothing is hidden the first months of a rule are shown")
	}
}

func TestSymbolsReplaceValues(t *testing.T) {
	def := &indicators.Definition{Statistic: indicators.Ratio, Unit: "points", Decimals: 1, Editions: []indicators.Edition{{From: "2000-01-01"}}}
	tiny, nought := 0.04, 0.0
	if cell := disclose(def, Figure{Value: &tiny}, 6); cell.Symbol != Low || tableFigure(cell) != "low" {
		t.Errorf("0.04 to one decimal has symbol %q and reads %q", cell.Symbol, tableFigure(cell))
	}
	if cell := disclose(def, Figure{Value: &nought}, 6); cell.Symbol != Shown || tableFigure(cell) != "0.0" {
		t.Errorf("nought has symbol %q and reads %q", cell.Symbol, tableFigure(cell))
	}
	if cell := disclose(def, Figure{Symbol: NotApplicable, Numerator: "0", Denominator: "0"}, 6); tableFigure(cell) != "z" || cell.Has() {
		t.Errorf("an empty denominator reads %q", tableFigure(cell))
	}
	if cell := disclose(def, Figure{}, 6); cell.Symbol != NotAvailable {
		t.Errorf("a missing value has symbol %q", cell.Symbol)
	}
}

func TestRowsOfAFileSayNothingOfASmallCount(t *testing.T) {
	for _, c := range []struct {
		rows  int64
		below int
		want  string
	}{
		{0, 6, "0"}, {1, 6, "fewer than 100"}, {99, 6, "fewer than 100"}, {100, 6, "about 100"}, {1049, 6, "about 1,000"},
		{1050, 6, "about 1,100"}, {1049, 0, "1,049"}, {3, 0, "3"},
	} {
		if got := (&book{below: c.below}).rowsWords(c.rows); got != c.want {
			t.Errorf("%d rows where counts below %d are hidden read %q, want %q", c.rows, c.below, got, c.want)
		}
	}
}

// The public edition carries as few windows as readers need: what is not there cannot be subtracted.
func TestThePublicEditionCarriesFewWindows(t *testing.T) {
	march := &indicators.Definition{YearEnd: "03-31"}
	september := &indicators.Definition{YearEnd: "09-30"}
	for _, c := range []struct {
		def               *indicators.Definition
		period, end, team string
		want              bool
	}{
		{march, periodMonth, "2025-03-31", "", false},
		{march, periodQuarter, "2025-03-31", "", false},
		{march, periodToDate, "2025-03-31", "", false},
		{march, periodYear, "2025-03-31", "", true},
		{september, periodYear, "2025-09-30", "", true},
		{march, periodRolling, "2025-06-30", "", true},
		{march, periodRolling, "2025-05-31", "", false},
		{march, periodSnapshot, "2025-12-31", "", true},
		{march, periodSnapshot, "2025-11-30", "", false},
		{march, periodSnapshot, "2025-12-30", "", false},
		{march, periodYear, "2025-03-31", "North", false},
	} {
		end, err := time.Parse(time.DateOnly, c.end)
		if err != nil {
			t.Fatal(err)
		}
		f := Figure{Period: c.period, End: end, Breakdown: "none", Group: c.team}
		if c.team != "" {
			f.Breakdown = "team"
		}
		if got := inPublic(c.def, f); got != c.want {
			t.Errorf("%s to %s %s is in the public edition: %v, want %v", c.period, c.end, c.team, got, c.want)
		}
	}
}

func TestAChangeWithinItsLimitsCouldBeChance(t *testing.T) {
	def := &indicators.Definition{Unit: "percent", Polarity: indicators.Polarity{Direction: indicators.Low}}
	cell := func(v, lower, upper float64, edition string) Cell {
		return Cell{Figure: Figure{Value: &v, Lower: &lower, Upper: &upper, Unit: "percent", Edition: edition}, Places: 1}
	}
	for _, c := range []struct {
		name        string
		now, before Cell
		words, tag  string
	}{
		{"a small rise", cell(11, 8, 14, "a"), cell(10, 7, 13, "a"), "up 1.0 percentage points", "could be chance"},
		{"a large rise of a low measure", cell(21, 18, 24, "a"), cell(10, 7, 13, "a"), "up 11.0 percentage points", "worse"},
		{"a large fall of a low measure", cell(10, 7, 13, "a"), cell(21, 18, 24, "a"), "down 11.0 percentage points", "better"},
		{"the same after rounding", cell(10.02, 7, 13, "a"), cell(9.98, 7, 13, "a"), "no change", "no change"},
	} {
		got := changeSince(def, c.now, c.before)
		if got.Words != c.words || got.Tag.Text != c.tag {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, got.Words, got.Tag.Text, c.words, c.tag)
		}
	}
	bare := func(v float64) Cell {
		return Cell{Figure: Figure{Value: &v, Unit: "days per FTE", Edition: "a"}, Places: 2}
	}
	if got := changeSince(def, bare(10), bare(9)); got.Tag.Text != "worse way, untested" || got.Tag.Class != "plain" {
		t.Errorf("a change without limits got the verdict %+v", got.Tag)
	}
	if title := finding(&indicators.Definition{Title: "Reviews"}, cell(11, 8, 14, "a"), true, nil, changeSince(def, cell(11, 8, 14, "a"), cell(10, 7, 13, "a"))); !strings.Contains(title, "no clear change on a year before") {
		t.Errorf("a change that could be chance is the finding: %q", title)
	}
	if changeSince(def, cell(10, 7, 13, "a"), cell(21, 18, 24, "b")).Known {
		t.Error("figures of different editions were set beside each other as a change")
	}
	if changeSince(def, cell(10, 7, 13, "a"), hide(cell(21, 18, 24, "a"))).Known {
		t.Error("a change was told from a hidden figure")
	}
}

// Extracts that end before the day that figures were asked for: the pages say both days.
func TestAPageIsNotNewerThanItsData(t *testing.T) {
	march, october := time.Date(2025, time.March, 31, 0, 0, 0, 0, time.UTC), time.Date(2025, time.October, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		area           Area
		covered, asked string
	}{
		{Area{DataTo: march}, "31 March 2025", "31 October 2025"},
		{Area{DataTo: october}, "31 October 2025", ""},
		{Area{}, "31 October 2025", ""},
	} {
		if covered, asked := dataTo(october, c.area); covered != c.covered || asked != c.asked {
			t.Errorf("data to %v: want %q and %q, got %q and %q", c.area.DataTo, c.covered, c.asked, covered, asked)
		}
	}
}
