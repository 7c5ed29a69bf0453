package benchmarks

import (
	"testing"

	"sightline/indicators"
)

// The marks of the file that prints reasons stand in for the dashes of the one that does not, and of an
// authority that had ended or not begun this is the reason.
func TestMembersSayWhyTheyHaveNoValue(t *testing.T) {
	w := newWorld(t, shareOf("part", indicators.Low))
	w.areas("901 Ayton*")
	// Cumbria, 909, ended on 31 March 2023; Cumberland, 942, began the day after.
	w.model("dfe-2025", "901", "North", "902", "903", "904", "905", "906", "909", "911", "912", "913")
	w.publish("PART", "2025", "901 30", "902 20", "903 x", "904 x", "905 x", "906 0", "909 x", "911 40", "912 40", "970 30")
	w.publish("ees:part", "2025", "902 20", "903 c", "904 u", "906 low", "911 40/shared", "912 40/shared", "970 30")
	w.publish("ees:part_n", "2025", "902 10", "911 80", "912 80", "904 u")
	w.publish("ees:part_d", "2025", "902 50", "911 200", "912 200", "904 u")
	w.publish("PART", "2022", "942 x", "902 99", "970 30")
	w.publish("ees:part_n", "2022", "902 10")
	w.publish("ees:part_d", "2022", "902 50")
	w.figure("part", "901", "year", "2025-03-31", 30, 100)
	w.figure("part", "901", "year", "2022-03-31", 30, 100)
	w.compare(Options{Model: "dfe-2025", Groups: []Group{{Name: "Chosen", Members: []string{"942", "901", "902"}, Reason: "new"}}})
	members, err := Members(t.Context(), w.db, nil, "901")
	must(t, err)
	got := map[string]Member{}
	for _, m := range members {
		got[m.SetName+" "+m.Years+" "+m.MemberCode] = m
	}
	for key, want := range map[string][2]string{
		"dfe-2025 2025 902": {"", ""},
		"dfe-2025 2025 903": {"c", "suppressed because the numbers are small"},
		"dfe-2025 2025 904": {"u", "too unreliable to publish"},
		"dfe-2025 2025 905": {"x", "not given: the file marks no reason"},
		"dfe-2025 2025 906": {"", "printed as nought: it rounds to nought but is not nought"},
		"dfe-2025 2025 909": {"x", "no longer an authority since April 2023"},
		"dfe-2025 2025 911": {"", "joint return with Town 912"},
		"dfe-2025 2025 913": {"x", "not in the published file"},
		"Chosen 2022 942":   {"x", "not an authority before April 2023"},
		"Chosen 2022 902":   {"", "no limits: the published numbers do not give the value"},
	} {
		if m, ok := got[key]; !ok || m.Symbol != want[0] || m.Why != want[1] {
			t.Errorf("%s: %q, %q, want %q", key, m.Symbol, m.Why, want)
		}
	}
	if m := got["dfe-2025 2025 902"]; *m.Rank != 1 || m.Closeness != "Close" || *m.CommonSince != 2025 || !nearly(m.Value, 20) ||
		!nearly(m.Lower, 11.243750015776111) || !nearly(m.Upper, 33.03710593222541) || !*m.HoldsOwn || *m.Numerator != 10 {
		t.Errorf("the first neighbour: %+v", m)
	}
	if m := got["Chosen 2022 902"]; m.Rank != nil || m.Closeness != "" || m.CommonSince != nil || m.Lower != nil || m.HoldsOwn != nil {
		t.Errorf("a member of a group: %+v", m)
	}
	if _, ok := got["Chosen 2022 901"]; ok {
		t.Error("the authority is a member of a group that it is set against")
	}
	row := w.comparison("part", "901", "year", "2025-03-31")
	if row.NeighboursShared != "Town 911; Town 912" || *row.NeighboursUsed != 4 || *row.NeighboursLimited != 3 || *row.NeighboursWithin != 1 {
		t.Errorf("the comparison: %+v", row)
	}
}
