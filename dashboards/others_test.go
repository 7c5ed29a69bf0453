package dashboards_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// text is a page without its markup, blanks run together.
func plainText(page string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")), " ")
}

func TestAPageSaysWhatLiesBehindTheNeighboursMean(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	publish(t, db, dir)
	page := plainText(files(t, filepath.Join(dir, "current", "public"))["indicators/placements_three_or_more.html"])
	for _, want := range []string{
		"run from 9.5% to 15.0%", "and their median 11.6%",
		"beside the neighbours’ mean the figure is better, beside their median similar",
		"within the 95% limits of 7 of the 9 neighbours",
		"place 41 of 150, the best being 1; the limits of all figures allow any place from 20 to 71",
		"of a joint return or put in by the publisher: Cumberland.",
		"Rounding: published to whole numbers.",
		"Old comparators. published for 2025, 31 months old",
		"has place 3 of 10 among its neighbours", "neighbours published for 2025, lowest first",
		"Neighbour 7 c Not close 2025 suppressed because the numbers are small",
		"Without a published figure: Neighbour 7.",
		"A test for a trend over the figures of 5 years to 31 March 2026 finds a fall, getting better.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestAStockIsNotGivenControlLimitsAndItsFlowsAreNamed(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current", "internal"))
	stock := tree["indicators/cla.html"]
	if !strings.Contains(plainText(stock), "Single months are not judged: the same children stand in one month and the next.") ||
		!strings.Contains(stock, `<a href="placements_three_or_more.html">`) {
		t.Errorf("the stock's page does not say why it has no limits and what to look at instead")
	}
	flow := plainText(tree["indicators/placements_three_or_more.html"])
	for _, want := range []string{
		"Month by month from Apr 2023 to Mar 2025: no real change, the ups and downs are of the usual size. The usual range is 72.3% to 98.8% about 85.5%.",
		"Chance alone would show a signal in about 30% of such series of 24 points.",
	} {
		if !strings.Contains(flow, want) {
			t.Errorf("the flow's page does not say %q", want)
		}
	}
}

// What rests on a hidden figure is hidden with it: a trend of years, the limits of a process, and on which side
// of a comparator the figure lies.
func TestNothingIsToldOfAHiddenFigureByItsStanding(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	publish(t, db, dir)
	public := files(t, filepath.Join(dir, "current", "public"))
	internal := files(t, filepath.Join(dir, "current", "internal"))
	const adoption = "indicators/placed_within_12_months.html"
	if strings.Contains(plainText(public[adoption]), "getting worse") {
		t.Error("public: a trend is told of years that are hidden")
	}
	if strings.Contains(public[adoption], "16.7 cases") || strings.Contains(public[adoption]+public["indicators/placements_three_or_more.html"], "Single months are not judged") {
		t.Error("public: something is told of months, which are not in this edition")
	}
	if !strings.Contains(internal[adoption], "Single months are not judged: there are 16.7 cases a period at 2.2%.") {
		t.Error("internal: the reason for no control limits is not told")
	}
	const placements = "indicators/placements_three_or_more.html"
	for page, peers := range map[string]bool{public[placements]: false, internal[placements]: true} {
		if !strings.Contains(page, "Northern pilots (same programme)") || strings.Contains(page, "other authorities of this run, pooled") != peers {
			t.Error("a group is not told of, or the other authorities of the run are told of in public and not inside")
		}
	}
	if !strings.Contains(plainText(internal[adoption]), "A test for a trend over the figures of 5 years to 31 March 2026 finds a fall, getting worse.") {
		t.Error("internal: the trend is not told")
	}
	for tree, want := range map[string][]string{
		"public": {
			"Meets or beats the neighbours’ mean in 1 of 1 indicator. With chance allowed for: 1 better.",
			"Placed for adoption within 12 months: its figure is hidden here.", "Children looked after, rate: neither way is better.",
		},
		"internal": {"Meets or beats the neighbours’ mean in 1 of 2 indicators. With chance allowed for: 1 better and 1 worse."},
	} {
		page := plainText(map[string]map[string]string{"public": public, "internal": internal}[tree]["index.html"])
		for _, words := range want {
			if !strings.Contains(page, words) {
				t.Errorf("%s: the overview does not say %q", tree, words)
			}
		}
	}
}
