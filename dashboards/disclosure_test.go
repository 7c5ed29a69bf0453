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
		{0, 6, "0"},
		{1, 6, "fewer than 100"},
		{99, 6, "fewer than 100"},
		{100, 6, "about 100"},
		{1049, 6, "about 1,000"},
		{1050, 6, "about 1,100"},
		{1049, 0, "1,049"},
		{3, 0, "3"},
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
	if title := (&entry{Def: &indicators.Definition{Title: "Reviews"}, Now: cell(11, 8, 14, "a"), Held: true, Year: changeSince(def, cell(11, 8, 14, "a"), cell(10, 7, 13, "a"))}).finding(); !strings.Contains(title, "no clear change in a year") {
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
