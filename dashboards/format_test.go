package dashboards

import (
	"testing"
	"time"

	"sightline/indicators"
)

func TestFiguresInSentencesAndTables(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{inSentence(8.25688, "percent", 1), "8.3%"},
		{inSentence(4_321_000, "£", 0), "£4.3m"},
		{inSentence(999_499, "£", 0), "£999,000"},
		{inSentence(999_500, "£", 0), "£1.0m"},
		{inSentence(-4_321_000, "£", 0), "−£4.3m"},
		{inSentence(1234.4, "£ per week", 0), "£1,234 per week"},
		{inSentence(1, "children", 0), "1 child"},
		{inSentence(327, "children", 0), "327 children"},
		{inSentence(61.7, "per 10,000", 0), "62 per 10,000"},
		{inSentence(15.656, "days per FTE", 2), "15.66 days per FTE"},
		{inSentence(35, "working days", 1), "35 working days"},
		{inSentence(1, "working days", 1), "1 working day"},
		{inSentence(1035.5, "days", 1), "1,035.5 days"},
		{inSentence(13, "points", 1), "13.0 points"},
		{inSentence(35, "percent", 1), "35.0%"},
		{inTable(35, "working days", 1), "35.0"},
		{inTable(4_321_000.5, "£", 0), "£4,321,001"},
		{inTable(-0.4, "£", 0), "£0"},
		{inTable(12345.6, "children", 0), "12,346"},
		{difference(-1.2, "percent", 1), "1.2 percentage points"},
		{difference(1, "percent", 0), "1 percentage point"},
		{difference(-12, "children", 0), "12 children"},
		{indicators.PlainNumber("27.500000000"), "27.5"},
		{indicators.PlainNumber("300"), "300"},
		{indicators.PlainNumber("300.000000000"), "300"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTheYearOfALabel(t *testing.T) {
	for label, want := range map[string]int{"2025": 2025, "2024-25": 2025, "2024/25": 2025, "2022-24": 2024, "2008-2009": 2009, "Q1": 1, "": 0} {
		if got := labelYear(label); got != want {
			t.Errorf("%q ends in %d, want %d", label, got, want)
		}
	}
}

func TestPeriodsInWords(t *testing.T) {
	start, end := time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)
	for period, want := range map[string]string{
		periodMonth: "March 2025", periodQuarter: "quarter to 31 March 2025", periodYear: "year to 31 March 2025",
		periodToDate: "year to date, 1 April 2024 to 31 March 2025", periodRolling: "12 months to 31 March 2025",
		periodSnapshot: "at 31 March 2025",
	} {
		if got := periodWords(period, start, end); got != want {
			t.Errorf("%s is %q, want %q", period, got, want)
		}
	}
	for _, c := range [][2]string{{"2025-02-28", "2024-02-29"}, {"2024-02-29", "2023-02-28"}, {"2025-03-31", "2024-03-31"}, {"2025-03-15", "2024-03-15"}} {
		day, _ := time.Parse(time.DateOnly, c[0])
		if got := yearBefore(day).Format(time.DateOnly); got != c[1] {
			t.Errorf("a year before %s is %s, want %s", c[0], got, c[1])
		}
	}
}

func TestMoneyBelowNoughtIsSaidAsWhatCameBack(t *testing.T) {
	pounds := func(v float64, unit string) Cell {
		return Cell{Figure: Figure{Value: &v, Unit: unit, Edition: "a", Period: periodYear}}
	}
	def := &indicators.Definition{Title: "Residential care", Finding: "{} spent on residential care", Unit: "£", Polarity: indicators.Polarity{Direction: indicators.Neutral}}
	for _, c := range []struct {
		def         *indicators.Definition
		now, before Cell
		title       string
	}{
		{def, pounds(-4_321_000, "£"), pounds(1_000_000, "£"), "£4.3m more came back than was spent on residential care, spending down £5.3m in a year"},
		{def, pounds(4_321_000, "£"), pounds(-1_000_000, "£"), "£4.3m spent on residential care, up £5.3m in a year"},
		{def, pounds(-0.4, "£"), Cell{}, "£0 spent on residential care"},
		{&indicators.Definition{Title: "Spending on a child", Unit: "£ per child"}, pounds(-20, "£ per child"), Cell{}, "Spending on a child: £20 per child more came back than was spent"},
		{&indicators.Definition{Title: "Change", Unit: "points"}, pounds(-20, "points"), Cell{}, "Change: −20 points"},
	} {
		e := &entry{Def: c.def, Now: c.now, Held: true, Year: changeSince(c.def, c.now, c.before)}
		if got := e.finding(); got != c.title {
			t.Errorf("got %q, want %q", got, c.title)
		}
	}
	for want, c := range map[string]Cell{
		"a net credit of £4.3m": pounds(-4_321_000, "£"), "a net credit of £20 per child": pounds(-20, "£ per child"), "£0": pounds(-0.4, "£"), "£17": pounds(17, "£"),
	} {
		if got := saidFigure(c); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := changeSince(def, pounds(2_000_000, "£"), pounds(-4_321_000, "£")).Said; got != "a net credit of £4.3m" {
		t.Error(got)
	}
}
