package attack

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// The indicators of these tests are no real ones, so that nothing is known of them but what is said here.
func definitions() []*indicators.Definition {
	def := func(id string, statistic indicators.Statistic, unit string, window indicators.Window) *indicators.Definition {
		return &indicators.Definition{ID: id, Title: id, Statistic: statistic, Unit: unit, Window: window}
	}
	return []*indicators.Definition{
		def("events", indicators.Count, "events", indicators.Flow),
		def("share", indicators.Ratio, indicators.Percent, indicators.Flow),
		def("children", indicators.Count, "children", indicators.Spanning),
		def("stock", indicators.Count, "children", indicators.Snapshot),
		def("stock_share", indicators.Ratio, indicators.Percent, indicators.Snapshot),
		def("money", indicators.Count, "£", indicators.Flow),
		def("plans_started", indicators.Count, "plans", indicators.Flow),
		def("repeat_plans", indicators.Ratio, indicators.Percent, indicators.Flow),
		def("plans_ceased_two_years", indicators.Ratio, indicators.Percent, indicators.Flow),
		def("plans_open", indicators.Count, "children", indicators.Snapshot),
	}
}

// cell makes a cell from words: indicator, period, first and last day, then numerator and denominator or c.
func cell(words string) Cell {
	f := strings.Fields(words)
	out := Cell{Indicator: f[0], Area: "1", Period: f[1], Breakdown: wholeFigure}
	out.Start, _ = time.Parse(time.DateOnly, f[2])
	out.End, _ = time.Parse(time.DateOnly, f[3])
	if f[4] == "c" {
		out.Symbol = Hidden
	} else {
		out.Numerator, out.Value = f[4], f[4]
	}
	if len(f) > 5 {
		out.Denominator = f[5]
		out.Value = ""
	}
	return out
}

func inGroup(c Cell, breakdown, name string) Cell {
	c.Breakdown, c.Group = breakdown, name
	return c
}

func in(edition string, c Cell) Cell {
	c.Edition = edition
	return c
}

func cells(lines ...string) (out []Cell) {
	for _, line := range lines {
		out = append(out, cell(line))
	}
	return out
}

const (
	april = "2024-04-01 2024-04-30"
	may   = "2024-05-01 2024-05-31"
	june  = "2024-06-01 2024-06-30"
	upTo  = "2024-04-01 "
)

// find is the finding of a kind about a cell and a count.
func find(r *Report, kind Kind, indicator, period, end, count string) *Finding {
	for i, f := range r.Findings {
		if f.Kind == kind && f.Indicator == indicator && f.Period == period && f.End == end && (count == "" || f.Count == count) {
			return &r.Findings[i]
		}
	}
	return nil
}

// Each leak is planted beside a twin that differs by a hair and leaks nothing.
func TestPlantedLeaksAreFoundAndTheirTwinsAreNot(t *testing.T) {
	atDay := "2024-03-31 2024-03-31 "
	for _, c := range []struct {
		name                 string
		leak, twin           []Cell
		kind                 Kind
		indicator, period    string
		end, count           string
		low, high            float64
		because, notInReport string
	}{
		{
			name: "a single hidden cell in a row",
			leak: []Cell{cell("stock snapshot " + atDay + "40"), inGroup(cell("stock snapshot "+atDay+"37"), "sex", "female"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "male")},
			twin: []Cell{cell("stock snapshot " + atDay + "40"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "female"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "male")},
			kind: Narrow, indicator: "stock", period: snapshot, end: "2024-03-31", count: numerator, low: 3, high: 3, because: `sex "female"`,
		},
		{
			name: "two hidden cells with a small sum",
			leak: []Cell{cell("stock snapshot " + atDay + "40"), inGroup(cell("stock snapshot "+atDay+"34"), "sex", "female"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "male"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "unknown")},
			twin: []Cell{cell("stock snapshot " + atDay + "40"), inGroup(cell("stock snapshot "+atDay+"32"), "sex", "female"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "male"), inGroup(cell("stock snapshot "+atDay+"c"), "sex", "unknown")},
			kind: Narrow, indicator: "stock", period: snapshot, end: "2024-03-31", count: numerator, low: 1, high: 5,
		},
		{
			name: "month by the year to date less that before",
			leak: cells("events ytd "+upTo+"2024-04-30 20", "events month "+april+" 20", "events ytd "+upTo+"2024-05-31 24", "events month "+may+" c"),
			twin: cells("events ytd "+upTo+"2024-04-30 c", "events month "+april+" c", "events ytd "+upTo+"2024-05-31 24", "events month "+may+" c"),
			kind: Narrow, indicator: "events", period: "month", end: "2024-05-31", count: numerator, low: 4, high: 4, because: "ytd to 2024-05-31",
		},
		{
			name: "month by rolling years and the month a year before",
			leak: cells("events rolling12 2023-05-01 2024-04-30 100", "events rolling12 2023-06-01 2024-05-31 93", "events month 2023-05-01 2023-05-31 10", "events month "+may+" c"),
			twin: cells("events rolling12 2023-05-01 2024-04-30 100", "events rolling12 2023-06-01 2024-05-31 93", "events month 2023-05-01 2023-05-31 c", "events month "+may+" c"),
			kind: Narrow, indicator: "events", period: "month", end: "2024-05-31", count: numerator, low: 3, high: 3, because: "rolling12 to 2024-05-31",
		},
		{
			name: "quarter less months",
			leak: cells("events quarter "+upTo+"2024-06-30 30", "events month "+april+" 12", "events month "+may+" 13", "events month "+june+" c"),
			twin: cells("events quarter "+upTo+"2024-06-30 30", "events month "+april+" 12", "events month "+may+" c", "events month "+june+" c"),
			kind: Narrow, indicator: "events", period: "month", end: "2024-06-30", count: numerator, low: 5, high: 5,
		},
		{
			name: "a window that is not published at all",
			leak: cells("events year 2023-04-01 2024-03-31 100", "events ytd 2023-04-01 2023-12-31 97"),
			twin: cells("events year 2023-04-01 2024-03-31 100", "events ytd 2023-04-01 2023-12-31 80"),
			kind: Window, indicator: "events", period: "window from 2024-01-01", end: "2024-03-31", count: numerator, low: 3, high: 3,
		},
		{
			name: "children who count once, by a part that is nearly the whole",
			leak: cells("children year 2023-04-01 2024-03-31 20", "children ytd 2023-04-01 2024-02-29 c", "children quarter 2024-01-01 2024-03-31 3", "children month 2024-03-01 2024-03-31 c"),
			twin: cells("children year 2023-04-01 2024-03-31 20", "children ytd 2023-04-01 2024-02-29 c", "children quarter 2024-01-01 2024-03-31 13", "children month 2024-03-01 2024-03-31 c"),
			kind: Narrow, indicator: "children", period: "month", end: "2024-03-31", count: numerator, low: 1, high: 3, // with none in March all 20 came before it, and nothing were small
		},
		{
			name: "of the small numbers that it may be hidden for only the largest is left", // 24 and 11 are at most 35 of the 40
			leak: cells("children year 2022-04-01 2023-03-31 24", "children year 2023-04-01 2024-03-31 11", "children year 2024-04-01 2025-03-31 c", "children year 2021-04-01 2022-03-31 c", "children years 2022-04-01 2025-03-31 40"),
			twin: cells("children year 2022-04-01 2023-03-31 24", "children year 2023-04-01 2024-03-31 11", "children year 2024-04-01 2025-03-31 c", "children year 2021-04-01 2022-03-31 c", "children years 2022-04-01 2025-03-31 36"),
			kind: Own, indicator: "children", period: "year", end: "2025-03-31", count: numerator, low: 5, high: 5, because: "years to 2025-03-31",
		},
		{
			name: "no small number is left that it may be hidden for",
			leak: cells("children year 2022-04-01 2023-03-31 24", "children year 2023-04-01 2024-03-31 11", "children year 2024-04-01 2025-03-31 c", "children year 2021-04-01 2022-03-31 c", "children years 2022-04-01 2025-03-31 37"),
			twin: cells("children year 2022-04-01 2023-03-31 24", "children year 2023-04-01 2024-03-31 11", "children year 2024-04-01 2025-03-31 c", "children year 2021-04-01 2022-03-31 c", "children years 2022-04-01 2025-03-31 41"),
			kind: Own, indicator: "children", period: "year", end: "2025-03-31", count: numerator, low: 2, high: 5,
		},
		{
			name: "edition by subtraction of editions",
			leak: append(cells("events ytd "+upTo+"2024-05-31 24", "events ytd "+upTo+"2024-04-30 c", "events month "+may+" c"), in("editions/a", cell("events ytd "+upTo+"2024-04-30 20"))),
			twin: append(cells("events ytd "+upTo+"2024-05-31 24", "events ytd "+upTo+"2024-04-30 c", "events month "+may+" c"), in("editions/a", cell("events ytd "+upTo+"2024-04-30 c"))),
			kind: Narrow, indicator: "events", period: "month", end: "2024-05-31", count: numerator, low: 4, high: 4, because: "editions/a",
		},
		{
			name: "an earlier edition that shows the cell",
			leak: append(cells("stock snapshot "+atDay+"c"), in("editions/a", cell("stock snapshot "+atDay+"4"))),
			twin: append(cells("stock snapshot "+atDay+"c"), in("editions/a", cell("stock snapshot "+atDay+"c"))),
			kind: Earlier, indicator: "stock", period: snapshot, end: "2024-03-31",
		},
		{
			name: "percentage times denominator",
			leak: []Cell{{Indicator: "stock_share", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Denominator: "150", Value: "2.7", Start: day("2024-03-31"), End: day("2024-03-31")}},
			twin: []Cell{{Indicator: "stock_share", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Denominator: "150", Start: day("2024-03-31"), End: day("2024-03-31")}},
			kind: Narrow, indicator: "stock_share", period: snapshot, end: "2024-03-31", count: numerator, low: 4, high: 4,
		},
		{
			name: "limits of a count inverted", // 4 events have the exact limits 1.09 and 10.24
			leak: []Cell{{Indicator: "stock", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Lower: "1.1", Upper: "10.2", Start: day("2024-03-31"), End: day("2024-03-31")}},
			twin: []Cell{{Indicator: "stock", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Start: day("2024-03-31"), End: day("2024-03-31")}},
			kind: Narrow, indicator: "stock", period: snapshot, end: "2024-03-31", count: numerator, low: 4, high: 4,
		},
		{
			name: "limits of a share inverted", // 24 of 30 has the Wilson limits 62.7 and 90.5
			leak: []Cell{{Indicator: "stock_share", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Lower: "62.69", Upper: "90.49", Start: day("2024-03-31"), End: day("2024-03-31")}},
			twin: []Cell{{Indicator: "stock_share", Area: "1", Period: snapshot, Breakdown: wholeFigure, Symbol: Hidden, Start: day("2024-03-31"), End: day("2024-03-31")}},
			kind: Narrow, indicator: "stock_share", period: snapshot, end: "2024-03-31", count: numerator, low: 24, high: 24,
		},
		{
			name: "the denominator of another indicator",
			leak: cells("plans_started month "+april+" 10", "plans_started month "+may+" c", "repeat_plans month "+april+" c", "repeat_plans ytd "+upTo+"2024-05-31 7 14"),
			twin: cells("plans_started month "+april+" c", "plans_started month "+may+" c", "repeat_plans month "+april+" c", "repeat_plans ytd "+upTo+"2024-05-31 7 14"),
			kind: Narrow, indicator: "plans_started", period: "month", end: "2024-05-31", count: numerator, low: 4, high: 4, because: "repeat_plans",
		},
		{
			name: "starts by the stock and the ends",
			leak: cells("plans_open snapshot 2024-04-30 2024-04-30 100", "plans_open snapshot 2024-05-31 2024-05-31 94", "plans_ceased_two_years month "+may+" 9 9", "plans_started month "+may+" c"),
			twin: cells("plans_open snapshot 2024-04-30 2024-04-30 100", "plans_open snapshot 2024-05-31 2024-05-31 94", "plans_ceased_two_years month "+may+" c", "plans_started month "+may+" c"),
			kind: Narrow, indicator: "plans_started", period: "month", end: "2024-05-31", count: numerator, low: 3, high: 3, because: "plans_open",
		},
		{
			name: "starts by the stock and the ends, although another month contradicts them", // in April 10 came and 10 went, and 10 fewer were left
			leak: cells("plans_open snapshot 2024-03-31 2024-03-31 100", "plans_started month "+april+" 10", "plans_ceased_two_years month "+april+" 10 10",
				"plans_open snapshot 2024-04-30 2024-04-30 90", "plans_open snapshot 2024-05-31 2024-05-31 84", "plans_ceased_two_years month "+may+" 9 9", "plans_started month "+may+" c"),
			twin: cells("plans_open snapshot 2024-03-31 2024-03-31 100", "plans_started month "+april+" 10", "plans_ceased_two_years month "+april+" 10 10",
				"plans_open snapshot 2024-04-30 2024-04-30 90", "plans_open snapshot 2024-05-31 2024-05-31 c", "plans_ceased_two_years month "+may+" 9 9", "plans_started month "+may+" c"),
			kind: Narrow, indicator: "plans_started", period: "month", end: "2024-05-31", count: numerator, low: 3, high: 3, because: "plans_open",
		},
		{
			name: "a numerator within a small denominator",
			leak: cells("share month "+april+" c", "share month "+may+" 12 20", "share ytd "+upTo+"2024-05-31 14 31"),
			twin: cells("share month "+april+" c", "share month "+may+" c", "share ytd "+upTo+"2024-05-31 14 31"),
			kind: Narrow, indicator: "share", period: "month", end: "2024-04-30", count: numerator, low: 2, high: 2,
		},
		{
			name: "a small count that is printed",
			leak: cells("stock snapshot " + atDay + "5"),
			twin: cells("stock snapshot " + atDay + "6"),
			kind: Small, indicator: "stock", period: snapshot, end: "2024-03-31", count: numerator, low: 5, high: 5,
		},
		{
			name: "all but a few",
			leak: cells("stock_share snapshot " + atDay + "95 100"),
			twin: cells("stock_share snapshot " + atDay + "94 100"),
			kind: Small, indicator: "stock_share", period: snapshot, end: "2024-03-31", count: remainder, low: 5, high: 5,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Cells(definitions(), c.leak, 6)
			f := find(r, c.kind, c.indicator, c.period, c.end, c.count)
			if f == nil {
				t.Fatalf("the leak is not found; findings: %v", r.Findings)
			}
			if f.Low != c.low || f.High != c.high {
				t.Errorf("the range is %v to %v, want %v to %v", f.Low, f.High, c.low, c.high)
			}
			if !strings.Contains(strings.Join(f.Because, "; "), c.because) {
				t.Errorf("given away by %q, want it to name %q", f.Because, c.because)
			}
			if twin := Cells(definitions(), c.twin, 6); len(twin.Findings) > 0 && find(twin, c.kind, c.indicator, c.period, c.end, c.count) != nil {
				t.Errorf("the twin leaks nothing, but: %v", twin.Findings)
			}
		})
	}
}

func day(iso string) time.Time {
	out, _ := time.Parse(time.DateOnly, iso)
	return out
}

func TestMoneyIsAboutNoOne(t *testing.T) {
	r := Cells(definitions(), cells("money month "+april+" c", "money quarter "+upTo+"2024-06-30 4"), 6)
	if len(r.Findings) > 0 || r.NoPeople != 1 || r.Hidden != 1 {
		t.Errorf("hidden %d, no people %d, findings %v", r.Hidden, r.NoPeople, r.Findings)
	}
}

func TestANumberThatIsPublishedElsewhereIsNoSecret(t *testing.T) {
	r := Cells(definitions(), cells("plans_started month "+april+" 30", "repeat_plans month "+april+" c"), 6)
	if len(r.Findings) > 0 {
		t.Errorf("the denominator is the number of plans started, which is shown: %v", r.Findings)
	}
	if r.Attacked != 1 {
		t.Errorf("%d counts attacked, want the numerator alone", r.Attacked)
	}
}

func TestAnIdentityThatPublishedNumbersContradictIsNotUsed(t *testing.T) {
	r := Cells(definitions(), cells("plans_started month "+april+" 30", "repeat_plans month "+april+" 10 29", "plans_started month "+may+" c", "repeat_plans month "+may+" 7 14"), 6)
	if f := find(r, Narrow, "plans_started", "month", "2024-05-31", numerator); f != nil {
		t.Errorf("a denominator that is not the number of plans gives nothing away: %v", f)
	}
	if !strings.Contains(strings.Join(r.Notes, "\n"), "not one number") {
		t.Errorf("notes are %q", r.Notes)
	}
}

func TestNumbersThatContradictEachOtherAreNotPassedOver(t *testing.T) {
	r := Cells(definitions(), cells("events month "+april+" 30", "events ytd "+upTo+"2024-05-31 20", "events month "+may+" c"), 6)
	if f := find(r, Undecided, "events", "month", "2024-05-31", numerator); f == nil {
		t.Errorf("findings are %v", r.Findings)
	}
}

func TestAnIndicatorWithoutADefinitionIsNamed(t *testing.T) {
	r := Cells(definitions(), cells("unheard_of month "+april+" c"), 6)
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "unheard_of") {
		t.Errorf("notes are %q", r.Notes)
	}
}

func TestTheThresholdIsAsked(t *testing.T) {
	list := cells("events ytd "+upTo+"2024-05-31 9", "events month "+april+" c", "events month "+may+" c")
	if r := Cells(definitions(), list, 6); len(r.Findings) > 0 {
		t.Errorf("two hidden months of 9 together are wide enough for 6: %v", r.Findings)
	}
	if r := Cells(definitions(), list, 10); len(r.Findings) == 0 {
		t.Error("two hidden months of 9 together are too narrow for 10")
	}
}

func TestTheSameCellsInAnyOrderGiveTheSameReport(t *testing.T) {
	list := cells("events ytd "+upTo+"2024-04-30 20", "events ytd "+upTo+"2024-05-31 24", "events month "+may+" c", "events month "+april+" 20",
		"share month "+april+" c", "share ytd "+upTo+"2024-05-31 14 31", "share month "+may+" 12 20")
	write := func(list []Cell) string {
		var out []string
		r := Cells(definitions(), list, 6)
		for _, f := range r.Findings {
			out = append(out, f.String())
		}
		return strings.Join(out, "\n") + r.Summary()
	}
	want := write(list)
	for i := range list {
		turned := append(append([]Cell(nil), list[i:]...), list[:i]...)
		if got := write(turned); got != want {
			t.Fatalf("turned by %d:\n%s\nwant\n%s", i, got, want)
		}
	}
}

// Cases that could not be judged are counts of people as well: bounds may give away who was not recorded.
func TestBoundsOfAFigureGiveAwaySmallParts(t *testing.T) {
	shown := func(lowest, highest string) Cell {
		c := cell("stock_share snapshot 2024-03-31 2024-03-31 40 100")
		c.Value, c.Unjudged, c.Lowest, c.Highest = "40.0", "20", lowest, highest
		return c
	}
	// Of 20 not recorded 2 were counted: without them 38 of 100, with all 58 of 100.
	if r := Cells(definitions(), []Cell{shown("38.0", "58.0")}, 6); find(r, Window, "stock_share", snapshot, "2024-03-31", "not recorded, yet counted") == nil {
		t.Errorf("findings are %v", r.Findings)
	}
	if r := Cells(definitions(), []Cell{shown("30.0", "50.0")}, 6); len(r.Findings) > 0 {
		t.Errorf("parts of ten are large enough: %v", r.Findings)
	}
}

func TestCountsOfCasesNotRecordedAreAttacked(t *testing.T) {
	with := func(words, unjudged, gap string) Cell {
		c := cell(words)
		c.Unjudged, c.Gap = unjudged, gap
		return c
	}
	list := func(april string) []Cell {
		gap := ""
		if april == "" {
			gap = Hidden
		}
		return []Cell{with("events month 2024-04-01 2024-04-30 50", april, gap), with("events month "+may+" 50", "", Hidden), with("events ytd "+upTo+"2024-05-31 100", "20", "")}
	}
	if r := Cells(definitions(), list("17"), 6); find(r, Narrow, "events", "month", "2024-05-31", unjudged) == nil {
		t.Errorf("findings are %v", r.Findings)
	}
	if r := Cells(definitions(), list(""), 6); len(r.Findings) > 0 {
		t.Errorf("two hidden numbers of 20 together are wide enough: %v", r.Findings)
	}
}

func TestALargeTableIsDecided(t *testing.T) {
	var list []Cell
	for m := range 36 {
		start := time.Date(2021, time.Month(4+m), 1, 0, 0, 0, 0, time.UTC)
		end := start.AddDate(0, 1, -1)
		month := Cell{Indicator: "share", Area: "1", Period: "month", Breakdown: wholeFigure, Start: start, End: end, Symbol: Hidden}
		list = append(list, month)
		for g := range 6 {
			list = append(list, inGroup(month, "age", strconv.Itoa(g)))
		}
		if m%12 == 11 {
			list = append(list, Cell{Indicator: "share", Area: "1", Period: "year", Breakdown: wholeFigure, Start: start.AddDate(0, -11, 0), End: end, Numerator: "120", Denominator: "300"})
			for g := range 6 {
				c := Cell{Indicator: "share", Area: "1", Period: "year", Start: start.AddDate(0, -11, 0), End: end, Numerator: "20", Denominator: "50"}
				list = append(list, inGroup(c, "age", strconv.Itoa(g)))
			}
		}
	}
	if r := Cells(definitions(), list, 6); len(r.Findings) > 0 {
		t.Errorf("%d findings, the first %v", len(r.Findings), r.Findings[0])
	}
}
