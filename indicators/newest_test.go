package indicators_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sightline/etl"
	"sightline/indicators"
)

// timedAssessments is a share of assessments in time, whose query gives the days that each took.
const timedAssessments = `select area_code, child_id as case_id, child_id as person_id, coalesce(completed_on, started_on) as occurred_on,
	cast(coalesce(completed_on - started_on <= 10, false) as integer) as numerator, cast(completed_on is not null as integer) as denominator,
	case when source = 'no days' then null else completed_on - started_on end as duration, completed_on is null as unfinished
from core.assessment
`

func inTenDays(t testing.TB, more ...string) *indicators.Definition {
	return definition(t, timedAssessments, append([]string{
		"statistic: ratio", "unit: percent", "window: flow", "polarity: {direction: high, reason: soon is better}",
		"sources: [{return: cin_census, table: assessment, field: AssessmentActualStartDate}]",
		"distribution: {of: from the first day to completion, unit: days, limit: {up_to: 10, words: ten days}}",
	}, more...)...)
}

// lookCloser computes the years from April 2023 and looks closer at the newest.
func lookCloser(t testing.TB, conn *sql.Conn, def *indicators.Definition) {
	t.Helper()
	ctx, list := context.Background(), []*indicators.Definition{def}
	if err := etl.Derive(ctx, conn); err != nil {
		t.Fatal(err)
	}
	exec(t, conn, "delete from indicators.value; delete from indicators.distribution")
	if err := indicators.Compute(ctx, conn, list, indicators.Options{From: day("2023-04-01"), To: day("2025-03-31")}); err != nil {
		t.Fatal(err)
	}
	if err := indicators.LookCloser(ctx, []indicators.Querier{conn}, list, indicators.Options{}); err != nil {
		t.Fatal(err)
	}
}

// linesOf runs a query of one text column.
func linesOf(t testing.TB, conn *sql.Conn, query string) string {
	t.Helper()
	var text sql.NullString
	if err := conn.QueryRowContext(context.Background(), "select string_agg(line, '; ' order by line) from ("+query+") as lines(line)").Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text.String
}

func TestDistributionCountsTheDaysOfTheNewestPeriod(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn,
		`insert into core.coverage values ('901', 'cin_census', null, '2024-04-01', '2025-03-31'), ('901', 'cin_census', null, '2023-04-01', '2024-03-31')`,
		`insert into core.assessment (area_code, child_id, assessment_type, started_on, completed_on, source) values
			('901', 'a', 'single', '2024-06-01', '2024-06-11', 'x'), ('901', 'b', 'single', '2024-06-01', '2024-06-11', 'x'),
			('901', 'c', 'single', '2024-06-01', '2024-06-12', 'x'), ('901', 'd', 'single', '2025-03-31', '2025-03-31', 'x'),
			('901', 'e', 'single', '2024-06-01', null, 'x'), ('901', 'f', 'single', '2024-06-01', '2024-06-02', 'no days'),
			('901', 'g', 'single', '2023-06-01', '2023-06-06', 'x'), ('901', 'h', 'single', '2022-06-01', '2022-06-06', 'x')`)
	lookCloser(t, conn, inTenDays(t))
	got := linesOf(t, conn, `select period || ' ' || period_end || ' ' || state || coalesce(' ' || amount, '') || ': ' || cases from indicators.distribution`)
	want := "year 2024-03-31 timed 5: 1; year 2025-03-31 timed 0: 1; year 2025-03-31 timed 10: 2; year 2025-03-31 timed 11: 1; " +
		"year 2025-03-31 unfinished: 1; year 2025-03-31 unknown: 1"
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// Without a column for them, the days of a mean or a median are its numerators.
func TestDistributionOfANumeratorInDays(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn,
		`insert into core.coverage values ('901', 'cin_census', null, null, null)`,
		`insert into core.assessment (area_code, child_id, assessment_type, started_on, completed_on, source) values
			('901', 'a', 'single', '2024-06-01', '2024-06-11', 'x'), ('901', 'b', 'single', '2024-06-01', null, 'x')`)
	def := definition(t, `select area_code, child_id as case_id, coalesce(completed_on, started_on) as occurred_on,
		coalesce(completed_on - started_on, 0) as numerator, cast(completed_on is not null as integer) as denominator
		from core.assessment
		`, "statistic: median", "unit: days", "window: flow", "sources: [{return: cin_census, table: assessment, field: x}]",
		"distribution: {of: from the first day to completion, unit: days}")
	lookCloser(t, conn, def)
	if got := linesOf(t, conn, `select state || ' ' || amount || ': ' || cases from indicators.distribution`); got != "timed 10: 1" {
		t.Errorf("got %s", got)
	}
}

func TestGroupsOfTheNewestPeriodAddUpToTheWhole(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, breakdownChildren()...)
	exec(t, conn,
		`insert into core.coverage values ('901', 'cin_census', null, null, null)`,
		`insert into core.assessment (area_code, child_id, assessment_type, started_on, completed_on, source) values
			('901', 'a', 'single', '2024-06-01', '2024-06-11', 'x'), ('901', 'b', 'single', '2024-06-01', '2024-06-12', 'x'),
			('901', 'c', 'single', '2024-06-01', '2024-06-03', 'x'), ('901', 'd', 'single', '2023-06-01', '2023-06-03', 'x')`)
	lookCloser(t, conn, inTenDays(t))
	got := linesOf(t, conn, `select "group" || ' ' || numerator::int || '/' || denominator::int from indicators.value where breakdown = 'sex' and period_end = '2025-03-31'`)
	if want := "female 0/1; male 1/1; unknown 1/1"; got != want {
		t.Errorf("by sex: got %s, want %s", got, want)
	}
	if got := linesOf(t, conn, `select distinct breakdown from indicators.value`); got != "age; ethnicity; need; none; sex" {
		t.Errorf("breakdowns: got %s", got)
	}
	if got := linesOf(t, conn, `select distinct period || ' ' || period_end from indicators.value where breakdown <> 'none'`); got != "year 2024-03-31; year 2025-03-31" {
		t.Errorf("periods: got %s", got)
	}
	if got := linesOf(t, conn, `
		select split.breakdown || ' ' || split.period_end
		from indicators.value as split
		inner join indicators.value as whole
			on whole.breakdown = 'none' and whole.period = split.period and whole.period_end = split.period_end
		where split.breakdown <> 'none'
		group by split.breakdown, split.period_end
		having sum(split.numerator) <> any_value(whole.numerator) or sum(split.denominator) <> any_value(whole.denominator)`); got != "" {
		t.Errorf("groups that do not add up: %s", got)
	}
}

// A rule that has ended is looked at where it last held.
func TestNewestPeriodOfARuleThatEnded(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn,
		`insert into core.coverage values ('901', 'cin_census', null, null, null)`,
		`insert into core.assessment (area_code, child_id, assessment_type, started_on, completed_on, source) values
			('901', 'a', 'single', '2024-03-01', '2024-03-11', 'x'), ('901', 'b', 'single', '2024-06-01', '2024-06-12', 'x')`)
	lookCloser(t, conn, inTenDays(t, `edition: [{from: "2008-04-01", to: "2024-03-31", rule: E1, source: here}]`))
	if got := linesOf(t, conn, `select distinct period || ' ' || period_end from indicators.distribution`); got != "year 2024-03-31" {
		t.Errorf("got %s", got)
	}
}

// Authorities whose days fall smoothly are pointed out about as often as chance says, and ones with a heap nearly
// always. Each asks about one limit, so that nothing is corrected.
func TestHeapingIsFoundWhereItIsAndSeldomElsewhere(t *testing.T) {
	const areas = 120
	random := rand.New(rand.NewPCG(1, 2))
	plateau := func() int { // as many on each day up to the tenth, then few
		if random.Float64() < 0.83 {
			return random.IntN(11)
		}
		return 12 + int(6*random.ExpFloat64())
	}
	falling := func() int { return int(20 * random.ExpFloat64()) }
	found := func(heap float64, children int, draw func() int) (share float64) {
		conn := mustConn(t)
		var owners, coverage, rows []string
		for area := range areas {
			code := fmt.Sprintf("h%d", area)
			owners = append(owners, fmt.Sprintf("('%s', 'Heap', 'authority', true)", code))
			coverage = append(coverage, fmt.Sprintf("('%s', 'cin_census', null, null, null)", code))
			for child := range children {
				days := draw()
				if days > 10 && days <= 16 && random.Float64() < heap {
					days = 8 + random.IntN(3)
				}
				rows = append(rows, fmt.Sprintf("('%s', '%d', 'single', '2024-06-01', date '2024-06-01' + %d, 'x')", code, child, days))
			}
		}
		exec(t, conn, "delete from core.area",
			"insert into core.area (area_code, area_name, area_level, own) values "+strings.Join(owners, ", "),
			"insert into core.coverage values "+strings.Join(coverage, ", "),
			"insert into core.assessment (area_code, child_id, assessment_type, started_on, completed_on, source) values "+strings.Join(rows, ", "))
		lookCloser(t, conn, inTenDays(t))
		var asked, out int
		if err := conn.QueryRowContext(context.Background(), `
			select count(*), count(*) filter (p < 0.05) from indicators.heaping where window_from = 8 and window_to = 10`).Scan(&asked, &out); err != nil {
			t.Fatal(err)
		}
		if asked != areas {
			t.Errorf("%d authorities asked: want %d", asked, areas)
		}
		return float64(out) / float64(asked)
	}
	if got := found(0, 500, falling); got > 0.10 {
		t.Errorf("smooth days: pointed out in %.0f%% of authorities, want about 5%%", 100*got)
	}
	if got := found(0, 2000, falling); got > 0.10 {
		t.Errorf("smooth days of many cases: pointed out in %.0f%% of authorities, want about 5%%", 100*got)
	}
	if got := found(0.6, 500, falling); got < 0.8 {
		t.Errorf("days heaped inside the limit: pointed out in %.0f%% of authorities, want nearly all", 100*got)
	}
	if got := found(0, 1500, plateau); got < 0.95 {
		t.Errorf("days that end at a cliff: pointed out in %.0f%% of authorities, want nearly all", 100*got)
	}
	if got := found(0, 1500, func() int { return random.IntN(11) }); got < 0.95 {
		t.Errorf("days of which none lies beyond the limit: pointed out in %.0f%% of authorities, want nearly all", 100*got)
	}
}

// On the cases of every example, a figure that is the share on one side of a limit is what its distribution says.
func TestDistributionsAgreeWithTheirFigures(t *testing.T) {
	conn := mustConn(t)
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	mustProof(t, conn, catalogue.Definitions)
	exec(t, conn, `insert into core.area (area_code, area_name, area_level, own)
		select distinct area_code, 'Example', 'authority', true
		from (select area_code from core.assessment union select area_code from core.conference
			union select area_code from core.protection_plan union select area_code from core.care_episode)`, `insert into core.coverage (area_code, source)
		select area.area_code, needed.source from core.area as area
		cross join (select unnest(['ssda903', 'cin_census', 'assessment', 'ssd', 'annex_a']) as source) as needed
		anti join core.coverage as coverage on coverage.area_code = area.area_code`)
	ctx := context.Background()
	seen := 0
	for _, def := range catalogue.Definitions {
		if def.Distribution == nil || def.Distribution.Limit == nil || def.Unit != indicators.Percent {
			continue
		}
		until := def.Editions[len(def.Editions)-1].To
		if until == "" {
			until = "2025-03-31"
		}
		exec(t, conn, "delete from indicators.value; delete from indicators.distribution; delete from indicators.heaping")
		list := []*indicators.Definition{def}
		if err := indicators.Compute(ctx, conn, list, indicators.Options{From: day(until).AddDate(-1, 0, 1), To: day(until)}); err != nil {
			t.Fatal(err)
		}
		if err := indicators.LookCloser(ctx, []indicators.Querier{conn}, list, indicators.Options{}); err != nil {
			t.Fatal(err)
		}
		inside := fmt.Sprintf("amount <= %d", def.Distribution.Limit.Last())
		if def.Distribution.Limit.From != nil {
			inside = fmt.Sprintf("amount > %d", def.Distribution.Limit.Last())
		}
		var rows, wrong int
		if err := conn.QueryRowContext(ctx, `
			with spread as (
				select area_code, period, period_end, coalesce(sum(cases) filter (`+inside+`), 0) as inside,
					coalesce(sum(cases) filter (state = 'timed'), 0) as timed, coalesce(sum(cases) filter (state = 'unknown'), 0) as unknown
				from indicators.distribution group by all
			)
			select count(*), count(*) filter (value.numerator not between inside and inside + unknown
				or value.denominator not between timed and timed + unknown)
			from spread inner join indicators.value as value using (area_code, period, period_end)
			where value.breakdown = 'none'`).Scan(&rows, &wrong); err != nil {
			t.Fatal(err)
		}
		if wrong > 0 {
			t.Errorf("%s, year to %s: the distribution of %d of %d examples does not agree with the figure", def.ID, until, wrong, rows)
		}
		seen += rows
	}
	if seen < 60 {
		t.Errorf("%d distributions compared: the examples should give more", seen)
	}
}

func TestHeaderOfADistribution(t *testing.T) {
	for lines, want := range map[string]string{
		"distribution: {of: to the end, unit: weeks}":                                                                         `unit "weeks": want days or working days`,
		"distribution: {of: '', unit: days}":                                                                                  "missing key of",
		"distribution: {of: to the end, unit: days, limit: {up_to: 5, from: 6, words: five days}}":                            "want one of up_to and from",
		"distribution: {of: to the end, unit: days, limit: {words: five days}}":                                               "want one of up_to and from",
		"distribution: {of: to the end, unit: days, limit: {up_to: 5}}":                                                       "missing key words",
		"distribution: {of: to the end, unit: days, limit: {up_to: 5, words: five days, only: {clock: x}}}":                   "want an option of this definition",
		"distribution: {of: to the end, unit: days, limits: {up_to: 5}}":                                                      "limits",
		"distribution: {of: to the end, unit: days, limit: {up_to: five, words: five days}}":                                  "cannot unmarshal",
		"distribution: {of: to the end, unit: days, limit: {up_to: 5, words: five days, only: {decided: soon, more: never}}}": "want an option of this definition",
	} {
		text := "/* indicator\ntitle: T\nquestion: Q?\nalso: []\nedition: [{from: 2008-04-01, rule: E1, source: here}]\nstatistic: ratio\nunit: percent\n" +
			"decimals: 0\npolarity: {direction: high, reason: so}\nwindow: flow\nyear_end: \"03-31\"\nnumerator: n\ndenominator: d\nexclusions: []\n" +
			"sources: [{return: ssda903, table: episodes, field: DECOM}]\ncomparator: {}\ncompanions: []\n" + lines + "\ncompleteness: all\ncaution: none\nowner: nobody\n*/\nselect 1\n"
		_, err := indicators.ParseDefinition("theme/measure.sql", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", lines, err, want)
		}
	}
}

// A query and its header agree on whether there are days.
func TestDaysWantADistributionAndOneWantsDays(t *testing.T) {
	conn := mustConn(t)
	for name, c := range map[string]struct {
		def  *indicators.Definition
		want string
	}{
		"days without a distribution": {definition(t, timedAssessments, "statistic: ratio", "unit: percent", "window: flow"), "the header has no distribution"},
		"a share without days": {definition(t, "select area_code, child_id as case_id, started_on as occurred_on, 1 as numerator, 1 as denominator from core.assessment\n",
			"statistic: ratio", "unit: percent", "window: flow", "distribution: {of: to the end, unit: days}"), "returns no column duration"},
	} {
		err := indicators.Check(context.Background(), conn, &indicators.Catalogue{Definitions: []*indicators.Definition{c.def}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}
