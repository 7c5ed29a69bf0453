package attack

import (
	"slices"
	"testing"
)

// A build that is to hide the next cell needs the cells that a finding rests on, and hiding them must undo it.
func TestAFindingNamesTheCellsItRestsOn(t *testing.T) {
	world := cells("events month "+april+" 20", "events month "+may+" c", "events quarter "+upTo+"2024-06-30 70", "events month "+june+" 46",
		"events year 2023-04-01 2024-03-31 300")
	r := Cells(definitions(), world, 6)
	f := find(r, Narrow, "events", "month", "2024-05-31", numerator)
	if f == nil {
		t.Fatalf("the month is not found: %v", r.Findings)
	}
	periods := map[string]bool{}
	for _, e := range f.Evidence {
		periods[e.Period+" to "+e.End] = true
		if e.Indicator != "events" || e.Area != "1" || e.Edition != "" || e.Completeness {
			t.Errorf("evidence is %+v", e)
		}
	}
	if len(periods) != 3 || !periods["month to 2024-04-30"] || !periods["month to 2024-06-30"] || !periods["quarter to 2024-06-30"] {
		t.Errorf("it rests on %v, want the quarter and its other months", periods)
	}
	for i, c := range world {
		if c.Period == "quarter" {
			world[i] = Cell{Indicator: c.Indicator, Area: c.Area, Period: c.Period, Start: c.Start, End: c.End, Breakdown: c.Breakdown, Symbol: Hidden}
		}
	}
	if r := Cells(definitions(), world, 6); len(r.Findings) > 0 {
		t.Errorf("with the quarter hidden there is still %v", r.Findings)
	}
}

func TestEvidenceOfAnEarlierEditionSaysWhich(t *testing.T) {
	r := Cells(definitions(), append(cells("events month "+april+" c"), in("editions/old", cell("events month "+april+" 3"))), 6)
	f := find(r, Earlier, "events", "month", "2024-04-30", "")
	if f == nil || !slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return e.Edition == "editions/old" && e.End == "2024-04-30" }) {
		t.Errorf("the edition is not named: %+v", r.Findings)
	}
}
