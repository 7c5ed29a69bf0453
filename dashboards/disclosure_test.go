package dashboards

import (
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
		{Statistic: indicators.Count, Unit: "£", Window: indicators.Flow},
		{Statistic: indicators.Ratio, Unit: "days per FTE", Window: indicators.Spanning},
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

func TestRejectedRowsCannotBeToldBySubtraction(t *testing.T) {
	for _, c := range []struct {
		read, loaded int64
		below        int
		want         string
	}{{1041, 1038, 6, "more than 1,035"}, {1041, 1038, 0, "1,038"}, {1041, 1035, 6, "1,035"}, {1041, 1041, 6, "1,041"}, {4, 2, 6, "fewer than 6"}, {4, 0, 6, "fewer than 6"}, {0, 0, 6, "0"}, {40, 3, 6, "fewer than 6"}} {
		if got := atLeast(c.read, c.loaded, c.below); got != c.want {
			t.Errorf("%d of %d loaded reads %q, want %q", c.loaded, c.read, got, c.want)
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
