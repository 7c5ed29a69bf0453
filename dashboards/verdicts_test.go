package dashboards_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// says holds published pages against what they must say and must not.
func says(t *testing.T, tree map[string]string, name string, wants, never []string) {
	t.Helper()
	page := plainText(tree[name])
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
	for _, word := range never {
		if strings.Contains(page, word) {
			t.Errorf("%s says %q", name, word)
		}
	}
}

// A title says higher or lower only where a verdict stands.
func TestAFindingSaysNoMoreThanTheVerdict(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `update benchmarks.comparison set verdict_neighbours = 'not comparable' where indicator = 'sdq_average'`)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, audience := range []string{"public/", "internal/"} {
		name := audience + "indicators/sdq_average.html"
		says(t, tree, name, []string{"not comparable with neighbours (14.1)"}, []string{"higher than neighbours", "lower than neighbours"})
		if title, _, _ := strings.Cut(tree[name], "</title>"); strings.Contains(title, "neighbours") {
			t.Errorf("%s: the title speaks of neighbours", name)
		}
	}
}

// Comparators of a year more than one from ours give no verdict on any page; one year apart they do.
func TestComparatorsOfDistantYearsGiveNoVerdict(t *testing.T) {
	for years, judged := range map[string]bool{"2024": true, "2023-24": true, "2023": false, "2021-22": false} {
		dir, db := t.TempDir(), world(t)
		execute(t, db, `update benchmarks.comparison set comparator_years = '`+years+`' where indicator = 'sdq_average'`)
		publish(t, db, dir)
		tree := files(t, filepath.Join(dir, "current"))
		for _, audience := range []string{"public/", "internal/"} {
			front, theme := plainText(tree[audience+"index.html"]), plainText(tree[audience+"theme/looked_after.html"])
			page := plainText(tree[audience+"indicators/sdq_average.html"])
			if got := strings.Contains(front, "Average strengths and difficulties score : worse than neighbours"); got != judged {
				t.Errorf("%s%s: the front page judges it worse: %v", audience, years, got)
			}
			if got := strings.Contains(page, "higher than neighbours (14.1 in "+years+")"); got != judged {
				t.Errorf("%s%s: the page says higher than neighbours: %v", audience, years, got)
			}
			if judged {
				continue
			}
			if !strings.Contains(theme, "not judged beside neighbours (14.1 in "+years+")") ||
				!strings.Contains(page, "our figure is of 2025 and theirs of 20"+years[len(years)-2:]+", more than one year apart") {
				t.Errorf("%s%s: the pages do not say why there is no verdict", audience, years)
			}
		}
	}
}

// What the front page names as worse, the page of its theme does not put among those without a clear difference.
func TestAThemeStandsByTheFrontPage(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `
		insert into core.target (area_code, indicator, value, tolerance, valid_from) values ('204', 'assessments_45_days', 95, 2, '2024-04-01');
		update benchmarks.comparison set verdict_neighbours = 'similar', verdict_england = 'worse' where indicator = 'sdq_average'`)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, audience := range []string{"public/", "internal/"} {
		for id, c := range map[string]struct{ theme, words string }{
			"assessments_45_days": {"referral_assessment", "misses the target of 95% or more beyond chance"},
			"sdq_average":         {"looked_after", "worse than England ("},
		} {
			says(t, tree, audience+"index.html", []string{c.words}, nil)
			page := tree[audience+"theme/"+c.theme+".html"]
			clear, _, _ := strings.Cut(page, `<section aria-labelledby="figures">`)
			clear, unclear, _ := strings.Cut(clear, "<summary>No clear difference")
			if !strings.Contains(clear, id) || !strings.Contains(clear, c.words) || strings.Contains(unclear, id) {
				t.Errorf("%s: the theme does not say of %s that it %s", audience, id, c.words)
			}
		}
	}
}

// A figure of a year before that is hidden is there: no page says that there is none.
func TestAHiddenEarlierFigureIsToldAsHidden(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `
		delete from indicators.value where indicator = 'placed_within_12_months' and (period <> 'year' or period_end < date '2024-03-31');
		update indicators.value set numerator = 5, denominator = 11, value = 45.45 where indicator = 'placed_within_12_months' and period_end = date '2024-03-31';
		update indicators.value set numerator = 20, denominator = 41, value = 48.78, lower = 35, upper = 63 where indicator = 'placed_within_12_months' and period_end = date '2025-03-31'`)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	says(t, tree, "public/indicators/placed_within_12_months.html", []string{"Same point a year before Hidden"}, []string{"Same point a year before Not available"})
	says(t, tree, "public/index.html", []string{"the earlier figure is hidden"}, nil)
	says(t, tree, "public/theme/adoption.html", []string{"not compared: the earlier figure is hidden"}, []string{"no earlier figure"})
}

// The same words for a target on every page: near it, not to be told from it, beyond chance.
func TestTargetWordsAreTheSameEverywhere(t *testing.T) {
	for tolerance, c := range map[string]struct{ want, never string }{
		"0.5":  {"cannot be told from the target", "close to target"},
		"2":    {"close to target", "cannot be told from the target"},
		"null": {"close to target", "cannot be told from the target"},
	} {
		dir, db := t.TempDir(), world(t)
		execute(t, db, `insert into core.target (area_code, indicator, value, tolerance, valid_from) values ('204', 'placements_three_or_more', 10, `+tolerance+`, '2024-04-01')`)
		publish(t, db, dir)
		tree := files(t, filepath.Join(dir, "current"))
		for _, audience := range []string{"public/", "internal/"} {
			for _, name := range []string{"index.html", "theme/looked_after.html", "indicators/placements_three_or_more.html"} {
				says(t, tree, audience+name, []string{c.want}, []string{c.never})
			}
		}
	}
}

// Where the limits do not hold the target, nothing says that chance could carry the figure across the tolerance.
func TestATargetMissedBeyondChanceIsNotTakenBack(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `insert into core.target (area_code, indicator, value, tolerance, valid_from) values ('204', 'placements_three_or_more', 5, 0.5, '2024-04-01')`)
	publish(t, db, dir)
	says(t, files(t, filepath.Join(dir, "current")), "public/indicators/placements_three_or_more.html",
		[]string{"above the target by more than chance", "It is outside the tolerance."}, []string{"chance alone can carry"})
}

// One word for one thing: a change that is neither better nor worse is higher or lower on every page, and a figure
// that stood still is said to have done so once.
func TestAChangeHasOneWord(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `update indicators.value set value = 32, lower = 28, upper = 35 where indicator = 'assessment_duration' and period = 'year' and period_end >= date '2024-03-31'`)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	for name, page := range tree {
		if strings.HasSuffix(name, ".html") && !strings.Contains(name, "/method/") && strings.Contains(plainText(page), "· neutral") {
			t.Errorf("%s: a change is called neutral", name)
		}
	}
	says(t, tree, "public/indicators/residential_spend.html", []string{", untested"}, nil)
	says(t, tree, "public/indicators/assessment_duration.html", []string{"= no change"}, []string{"= no change = no change"})
}
