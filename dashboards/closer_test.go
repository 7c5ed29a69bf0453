package dashboards_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sightline/dashboards"
	"sightline/indicators"
)

// closer publishes a world in which the assessments have a distribution and groups.
func closer(t *testing.T, of indicators.Distribution, statements string) map[string]string {
	t.Helper()
	db := world(t)
	execute(t, db, statements)
	return publishWith(t, db, of)
}

func publishWith(t *testing.T, db *sql.DB, of indicators.Distribution) map[string]string {
	t.Helper()
	dir := t.TempDir()
	opts := options(t, dir)
	def, err := opts.Catalogue.Find("assessments_45_days")
	if err != nil {
		t.Fatal(err)
	}
	def.Distribution = &of
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	return files(t, filepath.Join(dir, "current"))
}

// spells are rows of indicators.distribution for a year to 31 March; pairs of days and cases.
func spells(year int, pairs ...int) string {
	var rows []string
	for i := 0; i < len(pairs); i += 2 {
		rows = append(rows, fmt.Sprintf("('assessments_45_days', '204', 'year', '%d-04-01', '%d-03-31', 'timed', %d, %d)", year-1, year, pairs[i], pairs[i+1]))
	}
	return "insert into indicators.distribution values " + strings.Join(rows, ", ") + ";\n"
}

const groupsOfAssessments = `
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol, unjudged)
select 'assessments_45_days', 'R.2013', '204', 'year', (period_end::date + 1 - to_months(12))::date, period_end::date, breakdown, word,
    x, n, 100.0 * x / nullif(n, 0), 100.0 * x / nullif(n, 0) - 3, 100.0 * x / nullif(n, 0) + 3, 'percent', if(n = 0, 'z', ''), 0
from (values
    ('2025-03-31', 'sex', 'female', 400, 450), ('2025-03-31', 'sex', 'male', 330, 369), ('2025-03-31', 'sex', 'unknown', 3, 4),
    ('2024-03-31', 'sex', 'female', 390, 440), ('2024-03-31', 'sex', 'male', 329, 371), ('2024-03-31', 'sex', 'unknown', 0, 0),
    ('2025-03-31', 'age', '5 to 9', 33, 50), ('2025-03-31', 'age', '10 to 15', 300, 350), ('2025-03-31', 'age', 'under 1', 399, 422),
    ('2025-03-31', 'ethnicity', '<script>alert("white")</script>', 701, 790), ('2025-03-31', 'ethnicity', 'mixed', 32, 33),
    ('2025-03-31', 'need', 'unknown', 733, 823)
) as groups(period_end, breakdown, word, x, n);
`

var tags = regexp.MustCompile(`<[^>]*>`)

// rowsOf are the rows of a page's table, cells parted by bars.
func rowsOf(page, id string) []string {
	_, table, found := strings.Cut(page, `<caption id="`+id+`">`)
	if !found {
		return nil
	}
	table, _, _ = strings.Cut(table, "</table>")
	var out []string
	for _, row := range strings.Split(table, "<tr>")[1:] {
		cells := strings.ReplaceAll(strings.ReplaceAll(row, "</td>", "|"), "</th>", "|")
		out = append(out, strings.Trim(strings.TrimSpace(tags.ReplaceAllString(cells, "")), "|"))
	}
	return out
}

func TestInternalPagesTellHowLongCasesTookAndThePublicOnesDoNot(t *testing.T) {
	limit := 45
	tree := closer(t, indicators.Distribution{Of: "from the first day to completion", Unit: "working days", Limit: &indicators.Limit{UpTo: &limit, Words: "45 working days"}},
		groupsOfAssessments+spells(2025, 20, 400, 40, 233, 45, 100, 46, 60, 60, 29, 130, 1)+spells(2024, 31, 811)+`
		insert into indicators.distribution values ('assessments_45_days', '204', 'year', '2024-04-01', '2025-03-31', 'unfinished', null, 17),
			('assessments_45_days', '204', 'year', '2024-04-01', '2025-03-31', 'unknown', null, 2);
		insert into indicators.heaping values ('assessments_45_days', '204', 'year', '2025-03-31', 43, 45, 100, 41.2, 0.001, 0.002),
			('placed_within_12_months', '204', 'year', '2025-03-31', 362, 364, 3, 3.2, 0.9, 0.9)`)
	page := tree["internal/indicators/assessments_45_days.html"]
	for _, want := range []string{
		"Half of the cases: 40 working days or fewer; the limit: 45 working days",
		"Up to 45 working days: 733 (89.1%); beyond: 90 (10.9%).",
		"a quarter lie at 20 working days or fewer, half at 40 working days or fewer and three quarters at 40 working days or fewer; one in ten lies beyond 46 working days",
		"The longest: 130 working days. A year before, half of 811 lay at 31 working days or fewer.",
		"Not drawn: 17 cases that began in the period had not come to their end; of 2 cases the days are not recorded.",
		"Look here: working days 43 to 45 hold 100 cases, where the days around them suggest about 41, more than chance would usually leave (probability 0.002, corrected for the 2 limits looked at)",
		"limit: 45 working days</text>",
		"The groups add up to the whole", "The groups do not add up to the whole", "Not split by need: fewer than two groups are recorded.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the internal page does not say %q", want)
		}
	}
	if strings.Contains(page, "<script>alert") {
		t.Error("a group's name became a script")
	}
	for id, want := range map[string]string{
		"table-split-sex": "Sex|Figure|95% limits|Numerator|Denominator|A year before; Female|88.9%|85.9% to 91.9%|400|450|88.6%; " +
			"Male|89.4%|86.4% to 92.4%|330|369|88.7%; Not recorded|75.0%|72.0% to 78.0%|3|4|z; ",
		"table-split-age": "Age|Figure|95% limits|Numerator|Denominator|A year before; Under 1|94.5%|91.5% to 97.5%|399|422; " +
			"5 to 9|66.0%|63.0% to 69.0%|33|50; 10 to 15|85.7%|82.7% to 88.7%|300|350; ",
	} {
		if got := strings.Join(rowsOf(page, id), "; "); !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", id, got, want)
		}
	}
	days := strings.Join(daysOf(t, page), "; ")
	for _, want := range []string{"Working days|Cases|Share up to here; 20|400|48.6%; 21|0|48.6%; ", "; 45|100|89.1%; 46|60|96.4%; ", "; 60|29|99.9%; 61 or more|1|100.0%"} {
		if !strings.Contains(days, want) {
			t.Errorf("the table of days has no %q: %s", want, days)
		}
	}
	for name, text := range tree {
		if !strings.HasPrefix(name, "public/") {
			continue
		}
		for _, never := range []string{"Half of the cases", "Look here", "Who the children are", "split-sex", "Not drawn:", ",sex,", "89.1% of"} {
			if strings.Contains(text, never) {
				t.Errorf("%s tells %q", name, never)
			}
		}
	}
}

// daysOf are the rows of the table of the last figure.
func daysOf(t *testing.T, page string) []string {
	t.Helper()
	for number := 9; number > 0; number-- {
		if rows := rowsOf(page, fmt.Sprintf("table-%d", number)); len(rows) > 0 {
			return rows
		}
	}
	t.Fatal("the page has no table of days")
	return nil
}

func TestDaysAreBinnedBesideTheLimit(t *testing.T) {
	long := 729
	due := 0
	for name, c := range map[string]struct {
		of    indicators.Distribution
		rows  string
		wants []string
	}{
		"a line far off, days in weeks or more": {
			indicators.Distribution{Of: "to the end", Unit: "days", Limit: &indicators.Limit{From: &long, Words: "two years"}},
			spells(2025, 72, 500, 700, 315, 728, 3, 729, 4, 894, 1),
			[]string{"673–700|315|", "701–728|3|", "729–756|4|", "757 or more|1|", "Less than two years: 818 (99.4%); two years or more: 5 (0.6%)."},
		},
		"before the day that is counted from": {
			indicators.Distribution{Of: "to the review", Unit: "days", Limit: &indicators.Limit{UpTo: &due, Words: "the day it was due"}},
			spells(2025, -34, 1, -1, 700, 0, 121, 28, 1),
			[]string{"−34|1|", "−1|700|", "0|121|", "1|0|", "28|1|", "Half of the cases: 1 day early or earlier; the limit: the day it was due", "Up to the day it was due: 822 (99.9%)"},
		},
		"one case and no limit": {
			indicators.Distribution{Of: "to the end", Unit: "days"},
			spells(2025, 3, 1),
			[]string{"3|1|100.0%", "Half of the cases: 3 days or fewer<"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			page := closer(t, c.of, c.rows)["internal/indicators/assessments_45_days.html"]
			text := strings.Join(daysOf(t, page), "; ") + page
			for _, want := range c.wants {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %s", want, strings.Join(daysOf(t, page), "; "))
				}
			}
		})
	}
}
