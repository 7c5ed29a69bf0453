package dashboards_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/dashboards"
)

// pageOf reads a published page of an audience with its white space drawn together.
func pageOf(t testing.TB, out *dashboards.Published, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(out.Path, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

const seedTargets = `
insert into core.target (area_code, indicator, value, tolerance, owner, reason, review_on, valid_from, valid_to) values
    ('204', 'placements_three_or_more', 10, 0.5, '<b>Head</b> of service', 'agreed after 3 of 9 "moves"', '2025-03-30', '2024-04-01', '2026-03-31'),
    ('204', 'placements_three_or_more', 6, null, 'Head', '', null, '2026-04-01', null),
    ('204', 'placed_within_12_months', 60, null, null, null, '2025-10-01', '2024-04-01', null),
    ('204', 'assessments_45_days', 95, 2, 'Head of assessment', '', null, '2024-04-01', null),
    ('204', 'cla', 350, 10, 'Director', '', null, '2024-04-01', null),
    ('204', 'sickness_days_per_fte', 8.5, 0.5, 'Head of workforce', '', null, '2024-04-01', null),
    ('204', 'residential_spend', 3900000, null, 'Director', '', null, '2025-03-31', null),
    ('204', 'no_such_indicator', 1, null, 'Director', '', null, '2024-04-01', null);
insert into benchmarks.process values
    ('assessments_45_days', '204', 'month', 1, '2023-04-30', '2025-03-31', 24, 88, 82.25, 93.75, 84.3, 91.7, true, 'common cause', 'will not meet', 95, 0.3, '', '', '');
`

func TestAPageSaysHowAFigureStandsToItsTarget(t *testing.T) {
	db := world(t)
	execute(t, db, seedTargets)
	out := publish(t, db, t.TempDir())
	for name, wants := range map[string][]string{
		"internal/indicators/placements_three_or_more.html": {
			"Target: 10% or less", "cannot be told from the target</span>", "hold the target: it cannot be told whether there is a real difference",
			"It is outside the tolerance. Figures of this size scatter more widely than the tolerance",
			"0.5 percentage points. A figure of 10.5% or less counts as within tolerance. No verdict rests on it.",
			"&lt;b&gt;Head&lt;/b&gt; of service", "agreed after 3 of 9 &#34;moves&#34;",
			"<strong>Overdue:</strong> it was to be reviewed on 30 March 2025", "From 1 April 2024 to 31 March 2026",
		},
		"public/indicators/placements_three_or_more.html":  {"<dt>Target</dt>", "Target: 10% or less", "cannot be told from the target</span>", "Overdue"},
		"internal/indicators/placed_within_12_months.html": {"Target: 60% or more", "Nobody is named as its owner", "On 1 October 2025", "cannot be told: there are 16.7 cases"},
		"public/indicators/placed_within_12_months.html":   {"Target: 60% or more", "The figure is hidden, so nothing is said of it beside the target"},
		"internal/indicators/assessments_45_days.html": {
			"will not meet target", "As it runs, the work will not meet the target of 95.0%. The usual range of its months, 82.3% to 93.8%, is wholly on the worse side.",
		},
		"public/indicators/assessments_45_days.html":   {"Target: 95% or more", "worse than target", "is below the target by more than chance", "It is outside the tolerance."},
		"public/indicators/cla.html":                   {"Target: 350 children", "A figure from 340 children to 360 children counts as within tolerance"},
		"internal/indicators/cla.html":                 {"Neither a higher nor a lower figure is better, so nothing is said"},
		"public/indicators/sickness_days_per_fte.html": {"Target: 8.5 days per FTE or less", "below target, untested", "It has no 95% limits", "It meets the target as it stands"},
		"public/indicators/residential_spend.html":     {"Target: £3.9m", "From 31 March 2025 until further notice"},
	} {
		page := pageOf(t, out, name)
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	for _, secret := range []string{"Head", "3 of 9", "will not meet", "Director", "no_such_indicator", "Nobody is named"} {
		for _, id := range []string{"placements_three_or_more", "placed_within_12_months", "cla", "assessments_45_days"} {
			if strings.Contains(pageOf(t, out, "public/indicators/"+id+".html"), secret) {
				t.Errorf("public page of %s says %q", id, secret)
			}
		}
	}
	if page := pageOf(t, out, "internal/indicators/cla_rate.html"); strings.Contains(page, "id=\"target\"") {
		t.Error("a target on the page of an indicator that has none")
	}
}

func TestWithoutTargetsNoPageSpeaksOfThem(t *testing.T) {
	out := publish(t, world(t), t.TempDir())
	for _, id := range []string{"placements_three_or_more", "cla"} {
		for _, audience := range []string{"public", "internal"} {
			if page := pageOf(t, out, audience+"/indicators/"+id+".html"); strings.Contains(page, "Target:") {
				t.Errorf("%s %s speaks of a target", audience, id)
			}
		}
	}
}

// What is the matter with targets is told inside, on the front page and where data quality is.
func TestTargetsToLookAtAreNamedInside(t *testing.T) {
	db := world(t)
	execute(t, db, seedTargets+`
		insert into core.target (area_code, indicator, value, owner, valid_from, valid_to) values ('204', 'cla_rate', 60, 'Head', '2020-04-01', '2023-03-31');`)
	dir := t.TempDir()
	out := publish(t, db, dir)
	quality := pageOf(t, out, "internal/data-quality.html")
	for _, want := range []string{
		"Targets to look at", "no_such_indicator", "There is no such indicator.", "Nobody is named as its owner.", "Its review is overdue: it was to be on 30 March 2025.",
		"Its target ended on 31 March 2023 and none follows.",
	} {
		if !strings.Contains(quality, want) {
			t.Errorf("data quality does not say %q", want)
		}
	}
	front := pageOf(t, out, "internal/index.html")
	for _, want := range []string{"Comments and targets to look at", "no_such_indicator: There is no such indicator.", "1 more, and what to do about them", "data-quality.html#target-faults"} {
		if !strings.Contains(front, want) {
			t.Errorf("the front page does not say %q", want)
		}
	}
	for _, name := range []string{"public/index.html", "public/data-quality.html"} {
		if page := pageOf(t, out, name); strings.Contains(page, "to look at") || strings.Contains(page, "no_such") || strings.Contains(page, "none follows") {
			t.Errorf("%s tells of faults of targets", name)
		}
	}
}
