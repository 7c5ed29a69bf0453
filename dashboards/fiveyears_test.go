package dashboards

import (
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// fiveYearsOf is an entry with the figures of five years to March 2026, from the first and the last of them.
func fiveYearsOf(direction indicators.Direction, first, last Cell) *entry {
	e := &entry{Def: &indicators.Definition{
		ID: "reviews", Title: "Reviews", Finding: "{} of reviews in time", Unit: indicators.Percent, Window: indicators.Flow, YearEnd: "03-31",
		Statistic: indicators.Ratio, Polarity: indicators.Polarity{Direction: direction},
	}, Held: true}
	middle := yearCell(2024, 83, 82, 84)
	for _, c := range []Cell{first, middle, last} {
		e.Cells = append(e.Cells, c)
	}
	e.Now = last
	e.Five = e.fiveYears()
	return e
}

func yearCell(ends int, value, lower, upper float64) Cell {
	return Cell{Figure: Figure{
		Indicator: "reviews", Edition: "R", Period: periodYear, Breakdown: "none", Unit: indicators.Percent, Value: &value, Lower: &lower, Upper: &upper,
		Start: time.Date(ends-1, 4, 1, 0, 0, 0, 0, time.UTC), End: time.Date(ends, 3, 31, 0, 0, 0, 0, time.UTC),
	}, Places: 1}
}

func TestAFallOverFiveYearsIsToldWhereLimitsDoNotOverlap(t *testing.T) {
	e := fiveYearsOf(indicators.High, yearCell(2022, 88.3, 87, 89.5), yearCell(2026, 84.8, 83.5, 86.1))
	want := "Over the five years to 31 March 2026 the figure fell from 88.3% (year to 31 March 2022; 95% limits 87.0% to 89.5%) " +
		"to 84.8% (year to 31 March 2026; 95% limits 83.5% to 86.1%). The limits do not overlap, so it is more than chance would often give; that is the worse way."
	if got := e.Five.sentence(e.Def); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if title := e.finding(); title != "84.8% of reviews in time, down from 88.3% in 2021-22" {
		t.Error(title)
	}
	if cards := e.facts(); cards[1].Figure != "88.3%" || cards[1].Tag.Text != "worse" || cards[1].Detail != "↓ down 3.5 percentage points since the year to 31 March 2022" {
		t.Errorf("%+v", cards[1])
	}
	rise := fiveYearsOf(indicators.Neutral, yearCell(2022, 10, 8, 12), yearCell(2026, 15, 13, 17))
	if said := rise.Five.sentence(rise.Def); !strings.Contains(said, " rose from 10.0%") || !strings.HasSuffix(said, "neither way is better in itself.") {
		t.Error(said)
	}
	e.Latest = &compared{Relation: "lower than neighbours (90%)", Same: true, Verdict: tag{"worse", "!", "worse"}}
	if title := e.finding(); !strings.HasSuffix(title, "lower than neighbours (90%)") {
		t.Errorf("a difference from neighbours gave way to five years: %s", title)
	}
}

func TestNothingIsToldOfFiveYearsThatChanceOrGapsMayHaveMade(t *testing.T) {
	first, last := yearCell(2022, 88.3, 87, 89.5), yearCell(2026, 84.8, 83.5, 86.1)
	with := func(c Cell, change func(*Cell)) Cell { change(&c); return c }
	wide := yearCell(2022, 3, 2, 6)
	for name, two := range map[string][2]Cell{
		"limits overlap":                   {first, yearCell(2026, 86, 84, 88)},
		"limits touch as they are printed": {first, yearCell(2026, 86, 84, 86.98)},
		"the earlier figure is hidden":     {hide(first), last},
		"the newest figure is hidden":      {first, hide(last)},
		"no limits":                        {with(first, func(c *Cell) { c.Lower = nil }), last},
		"another rule":                     {with(first, func(c *Cell) { c.Edition = "Q" }), last},
		"four years":                       {yearCell(2023, 88.3, 87, 89.5), last},
		"rounded to a base":                {with(first, func(c *Cell) { c.Rounded = true }), last},
		"extracts begin too late":          {with(first, func(c *Cell) { c.ShortHistory = true }), last},
		"most cases not recorded": {with(wide, func(c *Cell) {
			n, low, high := int64(290), 3.0, 78.0
			c.Gap, c.Unjudged, c.Lowest, c.Highest = GapShown, &n, &low, &high
		}), yearCell(2026, 23, 19, 27)},
		"not recorded, and nothing bounds it": {with(wide, func(c *Cell) { n := int64(290); c.Gap, c.Unjudged = GapShown, &n }), yearCell(2026, 23, 19, 27)},
		"the number not recorded is hidden":   {with(wide, func(c *Cell) { c.Gap = GapWithheld }), yearCell(2026, 23, 19, 27)},
	} {
		if e := fiveYearsOf(indicators.High, two[0], two[1]); e.Five.Known {
			t.Errorf("%s: %s", name, e.Five.sentence(e.Def))
		}
	}
}

func TestACaseNotRecordedIsNoChange(t *testing.T) {
	e := fiveYearsOf(indicators.Low, yearCell(2022, 3, 2, 6), yearCell(2026, 23, 19, 27))
	before := yearCell(2025, 3, 2, 6)
	if !changeSince(e.Def, e.Now, before).Known {
		t.Fatal("a rise is not told")
	}
	n, low, high := int64(290), 3.0, 78.0
	before.Gap, before.Unjudged, before.Lowest, before.Highest = GapShown, &n, &low, &high
	if got := changeSince(e.Def, e.Now, before); got.Known || !strings.Contains(got.Why, "not recorded") {
		t.Errorf("%+v", got)
	}
}
