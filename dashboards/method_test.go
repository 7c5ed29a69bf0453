package dashboards_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// Groups of people follow from the whole and the other groups. Those of teams are for the authority's own eyes, in data
// files and on pages of their own.
func TestBreakdownsDoNotReachThePublic(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	if !strings.Contains(tree["internal/data/all.csv"], ",team,Team North,6,12,50.0,") {
		t.Error("the internal data file has no figures of teams")
	}
	for name, text := range tree {
		public := strings.HasPrefix(name, "public/")
		for _, group := range []string{",team,", ",sex,", ",ethnicity,", "Team North"} {
			if strings.Contains(text, group) && (public || group == ",sex," || group == ",ethnicity,") {
				t.Errorf("%s has figures of %s", name, strings.Trim(group, ","))
			}
		}
		ofTeams := strings.HasPrefix(name, "internal/team/")
		if strings.HasSuffix(name, ".html") && !ofTeams && (strings.Contains(text, "Team North") || strings.Contains(text, ">171<") || strings.Contains(text, ">173<") || strings.Contains(text, "30 April 2025")) {
			t.Errorf("%s shows a group, or takes its day for that of the figures", name)
		}
	}
}

func TestAMedianReadsAsTheMiddleOfItsCases(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	for name, wants := range map[string][]string{
		"public/indicators/assessment_duration.html": {
			"<h1>Length of assessments: 32 working days, ", "Median number of working days", "<dt>the middle of 124 cases</dt>",
			"95% limits: 28.0 to 35.0", "<th scope=\"col\" class=\"n\">Cases</th>", "<td class=\"n\">127</td>",
		},
		"internal/indicators/assessment_duration.html": {"61.5", "<td class=\"n\">4</td>"},
		"public/method/assessment_duration.html":       {"A median, in working days", "Conover", "one of these ways", "or the Annex A lists: assessments, field Start date"},
	} {
		for _, want := range wants {
			if !strings.Contains(tree[name], want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	page := tree["public/indicators/assessment_duration.html"]
	for _, never := range []string{"61.5", "57.5", ">Numerator</th>", ">Denominator</th>", "30.7", "out of"} {
		if strings.Contains(page, never) {
			t.Errorf("the public page has %q", never)
		}
	}
	list := records(t, tree["public/data/assessment_duration.csv"])
	if whole := find(t, list, "year", "2025-03-31"); whole["numerator"] != "" || whole["denominator"] != "124" || whole["value"] != "32.0" {
		t.Errorf("a median is %v", whole)
	}
	// March has four cases, and they follow from the year to date: neither is carried.
	for _, row := range list {
		if row["period"] == "month" || row["period"] == "ytd" {
			t.Errorf("the public edition carries a %s to %s", row["period"], row["period_end"])
		}
	}
}

func TestOldAndNewRulesAreNotOneSeries(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current", "public"))
	for name, wants := range map[string][]string{
		"indicators/assessments_45_days.html": {
			`Until 31 March 2023 another rule held: <a href="assessments_35_days.html">Core assessments within 35 days</a>, 79.4% in the year to 31 March 2023. The two are not one series.`,
			`class="line line-own"`, `>Former rule</text>`, `>Rule to Mar 2020</text>`, "Figures to 31 March 2020 follow the rule of that time (R.2006) and are a line of their own.", "new rule from here", ">Former rule</th>", `"markLine"`,
			"Former rule: figures by another rule, a line of their own", "A new rule begins with Mar 2023.",
			"<h2 id=\"companions\">Read beside it</h2>", "32.0 <span class=\"beside-unit\">working days</span></span><span class=\"sub\">Year to 31 March 2025</span>",
		},
		"indicators/assessments_35_days.html": {
			`This rule held until 31 March 2023. It was followed by another: <a href="assessments_45_days.html">Assessments within 45 days</a>, 89.1% in the year to 31 March 2025.`,
			"<h1>Core assessments within 35 days: 79.4%", `class="line line-later"`, `>Rule to Mar 2020</text>`, `<td class="n">R.2006</td>`, ">Later rule</th>",
			"<span class=\"beside-figure\">Not available</span><span class=\"sub\">Needs the children in need census, which was not among the extracts</span>",
		},
		"index.html": {
			`Core assessments within 35 days</a>: the rule ended on 31 March 2023; the last figure was 79.4% in the year to 31 March 2023; see <a href="indicators/assessments_45_days.html">`,
			"8 of 12 indicators have a figure",
		},
	} {
		for _, want := range wants {
			if !strings.Contains(tree[name], want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	for name, never := range map[string]string{"indicators/assessments_35_days.html": "year to 31 March 2024", "indicators/cla.html": "new rule from here"} {
		if strings.Contains(tree[name], never) {
			t.Errorf("%s says %q", name, never)
		}
	}
	if beyond := find(t, records(t, tree["data/assessments_35_days.csv"]), "year", "2024-03-31"); beyond["symbol"] != "z" || beyond["numerator"]+beyond["denominator"]+beyond["value"] != "" {
		t.Errorf("a rolling year beyond the end of its rule is %v", beyond)
	}
}

func TestEveryIndicatorHasAMethodPage(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, "insert into indicators.choice values ('temporary_placements', 'counted')")
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, def := range catalogue(t).Definitions {
		for _, audience := range []string{"public/", "internal/"} {
			if !strings.Contains(tree[audience+"indicators/"+def.ID+".html"], `href="../method/`+def.ID+`.html"`) {
				t.Errorf("%s: the page of %s does not lead to its method", audience, def.ID)
			}
			if !strings.Contains(tree[audience+"method/index.html"], `href="`+def.ID+`.html"`) {
				t.Errorf("%s: the list of methods does not lead to %s", audience, def.ID)
			}
			if !strings.Contains(tree[audience+"manifest.json"], `"method/`+def.ID+`.html"`) {
				t.Errorf("%s: the manifest does not list the method page of %s", audience, def.ID)
			}
		}
	}
	for name, wants := range map[string][]string{
		"method/placements_three_or_more.html": {
			"How many, and is that a change?", "short breaks (legal status V3 or V4)", "A lower figure is better: stability matters",
			"Wilson", "1927", "National Indicator handbook, 2009", "1 April 2009", "still in force", "A child whose placements are not recorded",
			"A move can be the right thing", "Performance team", "The looked-after children return (SSDA903): episodes, fields DECOM and PLACE", "LACStable",
			`href="../indicators/placements_three_or_more.html"`, `<a href="cla.html">Children looked after</a><span class="sub">The number of children that the share is taken of.</span>`,
			"Read otherwise than by default", "Is a temporary placement a placement of its own?", "It belongs to the placement underneath. <strong>This is the usual reading.</strong>",
			"It is a placement. <strong>This edition is made with it.</strong>", "<code>temporary_placements: counted</code>", "The return&#39;s rules treat it as an absence.",
			"<h3>The placement open on the first day of the year counts as one of three.</h3>", "Year to 31 March 2025.", "Example 1, given: care episode", "<td>1 February 2023</td>",
			"third placement began on 2 December 2024", ", given: no record at all", ", expected: no case", ", expected: the figure", "select 1",
		},
		"method/cla.html":                          {"Byar", "Garwood", "A number of children."},
		"method/cla_rate.html":                     {"Byar", "A rate per 10,000"},
		"method/residential_spend.html":            {"None. Money spent"},
		"method/sickness_days_per_fte.html":        {"Student’s t"},
		"method/assessments_35_days.html":          {`It is followed by <a href="assessments_45_days.html">`, "31 March 2023"},
		"method/assessments_45_days.html":          {`It follows <a href="assessments_35_days.html">`},
		"method/index.html":                        {"Referrals and assessments", "Looked after", "Is a temporary placement a placement of its own? Here: it is a placement."},
		"about.html":                               {`href="method/index.html"`},
		"indicators/placements_three_or_more.html": {"Is a temporary placement a placement of its own? Here: it is a placement."},
	} {
		for _, want := range wants {
			if !strings.Contains(tree["public/"+name], want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	for name, text := range tree {
		if figure := strings.Contains(text, "10.7%"); figure && strings.Contains(name, "method/") {
			t.Errorf("%s holds a figure", name)
		}
	}
	execute(t, db, "delete from indicators.choice")
	publish(t, db, dir)
	if text := files(t, filepath.Join(dir, "current", "public"))["method/placements_three_or_more.html"]; strings.Contains(text, "otherwise than by default") || !strings.Contains(text, "This edition is made with the usual reading, <code>temporary_placements: left_out</code>") {
		t.Error("with the default the method page speaks of another reading")
	}
}

func TestThemesStandInOrderWithPlainNames(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	page := files(t, filepath.Join(dir, "current", "public"))["index.html"]
	at, found := 0, 0
	for _, theme := range [][2]string{
		{"referral_assessment", "Referrals and assessments"},
		{"looked_after", "Looked after"},
		{"adoption", "Adoption"},
		{"care_leavers", "Care leavers"},
		{"workforce", "Workforce"},
		{"finance", "Finance"},
	} {
		heading := `<h3 id="` + theme[0] + `"><a href="theme/` + theme[0] + `.html">` + theme[1] + "</a></h3>"
		switch next := strings.Index(page, heading); {
		case next >= 0 && next < at:
			t.Errorf("%s stands before the theme that it follows", theme[1])
		case next >= 0:
			at, found = next, found+1
		}
	}
	if found < 3 {
		t.Errorf("%d themes have a heading", found)
	}
	if absent := strings.Index(page, `class="more absent-list`); absent < at {
		t.Error("what has no figure does not stand after the themes")
	}
}
