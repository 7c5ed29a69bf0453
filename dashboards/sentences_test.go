package dashboards

import (
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

func TestHeapsAreToldByWhatIsKnownOfThem(t *testing.T) {
	end := time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)
	e := &entry{Now: Cell{Figure: Figure{Period: periodYear, End: end}}}
	of := &indicators.Distribution{Unit: "working days"}
	for want, h := range map[string]heaping{
		"Look here: working days 8 to 10 hold 456 cases, where the days around them suggest about 257, more than":                                                                                                             {observed: 456, expected: 257, p: 0.01},
		"No clear difference next to the limit: working days 8 to 10 hold 185 cases, where the days around them suggest about 186.":                                                                                           {observed: 185, expected: 186, p: 0.9},
		"It cannot be told whether cases heap next to the limit: working days 8 to 10 hold 456 cases, where the days around them suggest about 257. The two are far apart, but the curve through those days fits them poorly": {observed: 456, expected: 257, p: 0.2},
	} {
		h.period, h.end, h.from, h.to, h.asked = periodYear, end, 8, 10, 1
		got, stands := lookHere(&h, of, e)
		if !strings.HasPrefix(got, want) || stands != strings.HasPrefix(got, "Look here") {
			t.Errorf("got %q, %v, want %q", got, stands, want)
		}
	}
}

func TestSpendingBelowNoughtIsSaidToBeSo(t *testing.T) {
	b := &book{}
	for name, c := range map[string]struct {
		before, now, less, more pence
		negative, recharged     bool
	}{
		"usual":                  {2_000_000_00, 2_100_000_00, 100_000_00, 100_000_00, false, false},
		"below nought":           {14_000_000_00, -6_200_000_00, 100_000_00, 216_000_00, true, false},
		"moved to recharges":     {2_000_000_00, 1_800_000_00, 100_000_00, 300_000_00, false, true},
		"fell, hardly recharged": {22_000_000_00, 2_000_000_00, 100_000_00, 216_000_00, false, false},
	} {
		said := strings.Join(b.bridgeWords([]bridgeYear{
			{Year: "2024-25", End: time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC), Expenditure: c.before, Recharges: c.less},
			{Year: "2025-26", End: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Expenditure: c.now, Recharges: c.more},
		}), " ")
		if strings.Contains(said, "income or corrections exceed") != c.negative || strings.Contains(said, "is no saving") != c.recharged {
			t.Errorf("%s: %s", name, said)
		}
	}
}

func TestBudgetColumnsAndMonthsOfMoneyNameWhatTheyAre(t *testing.T) {
	revised, v := pence(1), 10.0
	if difference, share := againstHeads(budgetSum{Revised: &revised}); difference != "Spent less revised budget" || share != "As a share of the revised budget" {
		t.Errorf("%s; %s", difference, share)
	}
	for unit, want := range map[string]bool{"£": true, "percent": false} {
		e := &entry{Def: &indicators.Definition{Unit: unit}}
		before, _ := e.control([]process{{Centre: &v, Lower: &v, Upper: &v}})
		if strings.Contains(strings.Join(before, " "), "rising prices alone") != want {
			t.Errorf("%s: %q", unit, before)
		}
	}
}
