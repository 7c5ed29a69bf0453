package dashboards_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// hostileTeams gives the whole figures of one indicator teams with names that could break a page, or a path.
const hostileTeams = `
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol, unjudged, lowest, highest, judged_numerator, judged_denominator)
select whole.indicator, whole.edition, whole.area_code, whole.period, whole.period_start, whole.period_end, 'team', names.name,
    names.x, names.n, 100.0 * names.x / names.n, greatest(100.0 * names.x / names.n - 9, 0), least(100.0 * names.x / names.n + 9, 100),
    'percent', '', 0, null, null, null, null
from indicators.value as whole
cross join (values
    ('<script>alert(1)</script>', 3, 60),
    ('Team "North" & ''South''', 1, 40),
    ('Team <north> & south', 7, 40),
    ('🦉🦊 unit', 2, 37),
    ('فريق الشمال', 4, 31),
    (repeat('a very long name ', 18), 5, 33),
    ('../../../etc/passwd', 2, 20),
    ('=1+1', 1, 12),
    ('Small unit', 6, 8),
    ('unknown', 1, 3)
) as names(name, x, n)
where whole.indicator = 'placements_three_or_more' and whole.breakdown = 'none' and whole.period = 'year' and whole.symbol = '';
insert into core.worker (area_code, worker_id, agency, fte, started_on, team_id) values
    ('204', 'EMP-777001', false, 1, '2020-01-01', 'Small unit'),
    ('204', 'EMP-777002', true, 0.5, '2020-01-01', '🦉🦊 unit');
update core.area set area_name = '<b>Hackney</b> & "Sons"' where area_code = '204';
`

var safeName = regexp.MustCompile(`^[a-z0-9_-]+\.html$`)

func TestTeamsWithAnyNameHaveAPageEach(t *testing.T) {
	db := world(t)
	execute(t, db, hostileTeams)
	dir := t.TempDir()
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	pages := map[string]string{}
	for name, text := range tree {
		if strings.HasPrefix(name, "public/") && (strings.Contains(name, "team/") || strings.Contains(text, "Team &#34;North")) {
			t.Errorf("%s: a team is in the public edition", name)
		}
		rest, ok := strings.CutPrefix(name, "internal/team/")
		if !ok {
			continue
		}
		if !safeName.MatchString(rest) || len(rest) > 64 {
			t.Errorf("%q is no safe name of a page", rest)
		}
		if strings.Contains(strings.ToLower(name+text), "emp-77700") {
			t.Errorf("%s: a worker's number is on the page or in its name", name)
		}
		for _, never := range []string{"<script>alert", "<north>", "<b>Hackney"} {
			if strings.Contains(text, never) {
				t.Errorf("%s: %q is not escaped", name, never)
			}
		}
		pages[rest] = text
	}
	// Nine named teams and the one of the seed; "unknown" is no team.
	teams := 0
	for name := range pages {
		if name != "index.html" && !strings.HasPrefix(name, "by-") {
			teams++
		}
	}
	if teams != 10 {
		t.Errorf("%d teams have a page, want 10", teams)
	}
	index := pages["index.html"]
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "🦉🦊 unit", "فريق الشمال", "Small unit", "../../../etc/passwd"} {
		if !strings.Contains(index, want) {
			t.Errorf("the list of teams does not name %q", want)
		}
	}
	funnel := pages["by-placements_three_or_more.html"]
	// Six of eight is far from the whole's one in twelve or so; one of forty is not.
	for _, want := range []string{"Small unit</a></th><td>", "no clear difference", "far outside", "Funnel plot of 9 teams"} {
		if !strings.Contains(funnel, want) {
			t.Errorf("the page of teams side by side does not say %q", want)
		}
	}
	for _, href := range hrefs.FindAllStringSubmatch(index, -1) {
		if name := href[1]; strings.Contains(name, "team/") && pages[strings.TrimPrefix(name, "../team/")] == "" {
			t.Errorf("the list links to %q, which is not there", name)
		}
	}
	// The teams of this seed are invented beside the whole and do not make it: the page must say so.
	if !strings.Contains(index, "31") || !strings.Contains(index, "Do the teams add up?") {
		t.Error("the list of teams does not tell whether they add up")
	}
}

var hrefs = regexp.MustCompile(`href="([^"]*)"`)

// A count whose teams make less than the whole is a fault, and is named.
func TestTeamsThatDoNotAddUpAreNamed(t *testing.T) {
	const parts = `
		delete from indicators.value where breakdown = 'team';
		insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
		    numerator, denominator, value, lower, upper, unit, symbol)
		select 'cla', 'R.2009', '204', 'snapshot', period_end, period_end, 'team', name, n, null, n, n - 9, n + 9, 'children', ''
		from (
		    select period_end, unnest(['North', 'South', 'unknown']) as name, unnest([100, value - 103 - SHORT, 3]) as n
		    from indicators.value
		    where indicator = 'cla' and breakdown = 'none' and period_end = date '2025-03-31'
		)`
	for short, broken := range map[string]bool{"0": false, "1": true} {
		db := world(t)
		execute(t, db, strings.ReplaceAll(parts, "SHORT", short))
		dir := t.TempDir()
		publish(t, db, dir)
		index := files(t, filepath.Join(dir, "current"))["internal/team/index.html"]
		if said := strings.Contains(index, "1 indicator does not add up."); said != broken {
			t.Errorf("%s missing: the page says that an indicator does not add up: %v", short, said)
		}
	}
}

// An authority without a ledger, staff or teams keeps the pages, which say what is missing.
func TestPagesWithoutExtractsSayWhatIsMissing(t *testing.T) {
	db := world(t)
	execute(t, db, `delete from indicators.value where indicator in ('residential_spend', 'sickness_days_per_fte') or breakdown = 'team'`)
	dir := t.TempDir()
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	for name, want := range map[string]string{
		"public/money.html":         "The page needs the ledger",
		"internal/money.html":       "No budget was among the extracts",
		"public/workforce.html":     "The page needs the establishment list",
		"internal/workforce.html":   "needs",
		"internal/team/index.html":  "It needs a team in an extract",
		"public/theme/finance.html": "Without a figure",
		"public/theme/index.html":   "Workforce",
	} {
		if !strings.Contains(tree[name], want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}

var navLinks = regexp.MustCompile(`(?s)<nav class="nav".*?</nav>`)

// The navigation has the same links in the same order on every page of an edition, and marks where the reader is.
func TestTheNavigationIsTheSameOnEveryPage(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	texts := regexp.MustCompile(`>([^<]+)</a>`)
	current := regexp.MustCompile(`aria-current="(page|true)">([^<]+)</a>`)
	for name, text := range files(t, filepath.Join(dir, "current")) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		want := "Overview|Themes|Workforce|Money|Data quality|Comparators|Methods|About"
		if strings.HasPrefix(name, "internal/") {
			want = "Overview|Themes|Workforce|Money|Teams|Data quality|Comparators|Methods|About"
		}
		nav := navLinks.FindString(text)
		var got []string
		for _, m := range texts.FindAllStringSubmatch(nav, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: the navigation is %q", name, strings.Join(got, "|"))
		}
		if marks := current.FindAllStringSubmatch(nav, -1); len(marks) > 1 || len(marks) == 0 && !strings.Contains(name, "accessibility") {
			t.Errorf("%s: %d links of the navigation are marked as current", name, len(marks))
		}
	}
}
