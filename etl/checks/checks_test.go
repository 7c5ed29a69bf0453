package checks_test

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/example"
	"sightline/etl/warehouse"
)

func day(text string) time.Time {
	value, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return value
}

func embedded(tb testing.TB) []*checks.Check {
	tb.Helper()
	all, err := checks.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// emptyWarehouse has the calendar and no record.
func emptyWarehouse(tb testing.TB) *sql.DB {
	tb.Helper()
	db, err := warehouse.Memory(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	if err := etl.LoadReference(tb.Context(), db, nil); err != nil {
		tb.Fatal(err)
	}
	return db
}

func derive(ctx context.Context, q warehouse.Querier) error { return etl.Derive(ctx, q) }

// Every check finds the rows that its examples say and leaves the near misses alone; that each has
// both is a condition of reading the file.
func TestEveryExampleHolds(t *testing.T) {
	conn, err := emptyWarehouse(t).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := embedded(t)
	if len(all) < 65 {
		t.Errorf("%d checks: want 65 or more", len(all))
	}
	for _, check := range all {
		for _, one := range check.Examples {
			if err := checks.RunExample(t.Context(), conn, check, one, derive); err != nil {
				t.Error(err)
			}
		}
	}
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}

// The figures that checks name are indicators or themes of the design, or the targets.
func TestChecksNameFiguresThatExist(t *testing.T) {
	known := strings.Fields(`
		referrals referrals_rate re_referrals_12_months referrals_to_initial_assessment referrals_no_further_action
		initial_assessments_7_days initial_assessments_10_days core_assessments_35_days assessments_45_days
		assessment_duration section47_enquiries conferences_15_days
		plans_open plans_rate plans_started repeat_plans repeat_plans_24_months plans_ceased_two_years
		plans_open_two_years plan_reviews_in_time
		cla cla_rate cla_started cla_ceased placements_three_or_more placement_two_years cla_reviews_in_time sdq_average
		residential_share placed_over_20_miles missing_from_placement workers_three_or_more
		placed_within_12_months entry_to_placement_days order_to_match_days adopted_share
		suitable_accommodation_at_19 in_eet_at_19 suitable_accommodation_17_18 suitable_accommodation_19_21 in_eet_17_18
		in_eet_19_21 in_touch_19_21
		sickness_days_per_fte absence_rate turnover_rate vacancy_rate agency_rate caseload children_per_case_holder
		unit_resilience
		gross_expenditure gross_less_recharges net_expenditure agency_spend residential_spend cla_spend
		unit_cost_cla_week unit_cost_residential_week spend_per_child
		looked_after workforce targets`)
	for _, check := range embedded(t) {
		for _, effect := range check.Figures {
			if !slices.Contains(known, effect.Of) {
				t.Errorf("%s: figures: %s is no indicator", check.File, effect.Of)
			}
		}
	}
}

const sound = `/* check
title: "Two of a kind"
severity: fail
rule: SSDA903 501
about: child
message: Correct it.
figures:
  - {of: cla, how: "counts twice"}
tables: [core.child]
source: "a guide"
*/
select area_code, child_id as person_id, null as team_id, null as since, source_file, source_row
from core.child
where sex = 'U'

/* example: found
at: 2025-03-31
-- core.child --
child_id,sex
a,U
-- want --
person_id
a
*/

/* example: left alone
at: 2025-03-31
-- core.child --
child_id,sex
a,F
-- want --
person_id
*/
`

// What is wrong with the file of a check is said with its line.
func TestAFileThatIsNoCheckIsRefused(t *testing.T) {
	if _, err := checks.Parse("two_of_a_kind.sql", []byte(sound)); err != nil {
		t.Fatalf("a sound file: %v", err)
	}
	for name, c := range map[string]struct{ replace, with, want string }{
		"unknown key":      {"about: child", "about: child\nowner: me", `two_of_a_kind.sql:6: header: unknown field "owner"`},
		"unknown severity": {"severity: fail", "severity: bad", `two_of_a_kind.sql:3: header: severity "bad": want fail or warn`},
		"no message":       {"message: Correct it.\n", "", "header: missing key message"},
		"no rule":          {"rule: SSDA903 501\n", "", "header: missing key rule"},
		"rule of nobody":   {"rule: SSDA903 501", "rule: 501", `two_of_a_kind.sql:4: header: rule "501": want SSDA903 or CIN and the number`},
		"no number and why": {
			"rule: SSDA903 501", `rule: ""`, "two_of_a_kind.sql:4: header: an empty rule wants a rule_note",
		},
		"other tables":   {"tables: [core.child]", "tables: [core.worker]", "tables: the query reads core.child: want exactly these"},
		"two statements": {"where sex = 'U'", "where sex = 'U';", "want one select without a semicolon"},
		"no near miss":   {"a,F\n-- want --\nperson_id\n", "a,U\n-- want --\nperson_id\na\n", "one whose rows are found and a near miss"},
		"no day":         {"at: 2025-03-31\n", "", "missing at: YYYY-MM-DD"},
		"ragged row":     {"a,F", "a,F,1", "two_of_a_kind.sql:30: example: want 2 cells as in the header of core.child, got 3"},
		"not closed":     {"*/\n", "\n", "the header comment is not closed"},
	} {
		_, err := checks.Parse("two_of_a_kind.sql", []byte(strings.Replace(sound, c.replace, c.with, 1)))
		if name == "not closed" {
			_, err = checks.Parse("two_of_a_kind.sql", []byte(strings.ReplaceAll(sound, c.replace, c.with)))
		}
		var fault *example.Fault
		if err == nil || !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got %v", name, c.want, err)
		}
	}
}

// One more file is one more check.
func TestACheckIsAFileAndNoGo(t *testing.T) {
	ctx := t.Context()
	all, err := checks.Load(fstest.MapFS{"two_of_a_kind.sql": {Data: []byte(sound)}})
	if err != nil || len(all) != 1 || all[0].ID != "two_of_a_kind" {
		t.Fatalf("%v %v", all, err)
	}
	db := emptyWarehouse(t)
	if _, err := db.ExecContext(ctx, `insert into core.child (area_code, child_id, sex) values ('901', 'a', 'U')`); err != nil {
		t.Fatal(err)
	}
	summary, err := checks.Run(ctx, db, all, checks.Moment{AsAt: day("2025-03-31")})
	if err != nil || summary.Fails != 1 || len(summary.ByRule) != 1 {
		t.Errorf("%+v %v", summary, err)
	}
}

// A check that cannot run is named, and no value of a record with it.
func TestACheckThatFailsRepeatsNoValue(t *testing.T) {
	ctx := t.Context()
	text := strings.Replace(sound, "null as since", "cast(child_id as date) as since", 1)
	check, err := checks.Parse("two_of_a_kind.sql", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	db := emptyWarehouse(t)
	if _, err := db.ExecContext(ctx, `insert into core.child (area_code, child_id, sex) values ('901', 'MARKER', 'U')`); err != nil {
		t.Fatal(err)
	}
	_, err = checks.Run(ctx, db, []*checks.Check{check}, checks.Moment{AsAt: day("2025-03-31")})
	if err == nil || strings.Contains(err.Error(), "MARKER") || !strings.Contains(err.Error(), "check two_of_a_kind: ") {
		t.Errorf("got %v", err)
	}
}

// faulty holds an authority's rows with known faults: of two teams, of known ages, in two files.
func faulty(t *testing.T) *sql.DB {
	t.Helper()
	db := emptyWarehouse(t)
	_, err := db.ExecContext(t.Context(), `
		insert into audit.file (file_id, kind, table_name, source_file, sha256, read, loaded, rejected) values
			(1, 'ssda903', 'episodes', 'episodes.csv', 'x', 5, 4, 1), (2, 'ssda903', 'header', 'header.csv', 'y', 3, 3, 0),
			(3, 'cin_census', 'plans', 'census.xml', 'z', 10, 10, 0);
		insert into core.child (area_code, child_id, sex, born_on, ethnicity, source_file, source_row) values
			('901', 'a', 'F', '2015-01-01', 'WBRI', 'header.csv', 2), ('901', 'b', 'M', '2015-01-01', 'WBRI', 'header.csv', 3),
			('901', 'c', 'M', '2015-01-01', null, 'header.csv', 4);
		insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, placement_type,
			placement_provider, ended_on, reason_ceased, source_file, source_row) values
			('901', 'a', '2024-05-01', 'S', 'C2', 'U6', 'PR1', '2025-03-20', 'X1', 'episodes.csv', 2),
			('901', 'a', '2025-03-10', 'P', 'C2', 'K2', 'PR4', null, null, 'episodes.csv', 3),
			('901', 'b', '2023-05-01', 'S', 'C2', 'U6', null, '2024-08-01', 'X1', 'episodes.csv', 4),
			('901', 'c', '2024-05-01', 'S', 'C2', 'U6', 'PR1', null, null, 'episodes.csv', 5);
		insert into core.protection_plan (area_code, child_id, started_on, ended_on, initial_category, latest_category, previous_plans,
			team_id, source, source_file, source_row) values
			('901', 'c', '2025-01-10', '2025-01-09', 'NEG', 'NEG', 0, '=North', 'cin_census', 'census.xml', 1);
		insert into core.allocation (area_code, child_id, worker_ref, started_on, ended_on, team_id, source) values
			('901', 'a', 'w', '2024-05-01', '2024-06-01', 'North (old)', 'allocation'), ('901', 'a', 'w', '2024-06-01', null, 'North', 'allocation');
		insert into core.team (area_code, team_id, team_name, source) values ('901', 'North', 'Northern team', 'allocation')`)
	if err != nil {
		t.Fatal(err)
	}
	if err := etl.Derive(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestFindingsAreCountedByRuleTeamAgeAndSource(t *testing.T) {
	db, all := faulty(t), embedded(t)
	summary, err := checks.Run(t.Context(), db, all, checks.Moment{AsAt: day("2025-03-31")})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, count := range summary.ByRule {
		got[count.Check.ID] = fmt.Sprint(count.Rows, " ", count.People, " ", count.Oldest.Format(time.DateOnly))
	}
	want := map[string]string{
		"episodes_overlap": "1 1 2025-03-10",
		// The child's own later episode does not start on the day that this one ended.
		"episode_end_not_met":        "2 2 2024-08-01",
		"placement_provider_missing": "1 1 2023-05-01",
		"plan_ends_before_it_starts": "1 1 2025-01-09",
		"ethnicity_missing":          "1 1 0001-01-01",
	}
	if !maps.Equal(got, want) {
		t.Errorf("by rule: want %v, got %v", want, got)
	}
	if summary.Fails != 5 || summary.Warns != 1 {
		t.Errorf("want 5 fails and 1 warning, got %d and %d", summary.Fails, summary.Warns)
	}
	if want := []checks.AgeCount{
		{Band: "up to 30 days", Fails: 2},
		{Band: "31 to 90 days", Fails: 1},
		{Band: "91 to 365 days", Fails: 1},
		{Band: "over a year", Fails: 1},
		{Band: "undated", Warns: 1},
	}; !slices.Equal(summary.ByAge, want) {
		t.Errorf("by age: want %v, got %v", want, summary.ByAge)
	}
	// Of the child's teams the one that has the case counts; of a record without a team, the child's.
	if want := []checks.TeamCount{
		{Team: "North", Name: "Northern team", Fails: 2, People: 1},
		{Team: "=North", Fails: 1, Warns: 1, People: 1},
		{Fails: 2, People: 1},
	}; !slices.Equal(summary.ByTeam, want) {
		t.Errorf("by team: want %v, got %v", want, summary.ByTeam)
	}
	// A row that two checks find is one row.
	if want := []checks.SourceCount{
		{Kind: "cin_census", Records: 10, Findings: 1, Rows: 1}, {Kind: "ssda903", Records: 7, Findings: 4, Rows: 3},
	}; !slices.Equal(summary.BySource, want) {
		t.Errorf("by source: want %v, got %v", want, summary.BySource)
	}
	causes := summary.Causes("ssda903")
	if len(causes) != 3 || causes[0].Check.ID != "episode_end_not_met" || causes[0].Rows != 2 || causes[1].Check.ID != "episodes_overlap" {
		t.Errorf("causes: got %v", causes)
	}
	count, causes := summary.OfFiles([]string{"episodes.csv", "no such file"})
	if count != (checks.SourceCount{Kind: "ssda903", Records: 4, Findings: 4, Rows: 3}) || count.Share() != 0.75 || len(causes) != 3 {
		t.Errorf("of one file: got %v %v", count, causes)
	}
}

// Running again replaces what was found before.
func TestChecksCanRunAgain(t *testing.T) {
	db, all := faulty(t), embedded(t)
	for range 2 {
		summary, err := checks.Run(t.Context(), db, all, checks.Moment{AsAt: day("2025-03-31")})
		if err != nil || summary.Fails != 5 {
			t.Fatalf("%v %v", summary, err)
		}
	}
}

func writeLists(t *testing.T, db *sql.DB, all []*checks.Check) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := checks.WriteLists(t.Context(), db, all, day("2025-03-31"), func(name string, text []byte) error {
		if _, again := files[name]; again {
			t.Errorf("%s is written twice", name)
		}
		files[name] = string(text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestWorkListsNameEveryChildAndWhatToDo(t *testing.T) {
	db, all := faulty(t), embedded(t)
	if _, err := checks.Run(t.Context(), db, all, checks.Moment{AsAt: day("2025-03-31")}); err != nil {
		t.Fatal(err)
	}
	files := writeLists(t, db, all)
	want := []string{
		"by_team/north-2.csv", "by_team/north.csv", "episode_end_not_met.csv", "episodes_overlap.csv", "ethnicity_missing.csv", "index.csv",
		"placement_provider_missing.csv", "plan_ends_before_it_starts.csv",
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("want files %v, got %v", want, got)
	}
	overlap := checks.Find(all, "episodes_overlap")
	records, err := csv.NewReader(strings.NewReader(files["episodes_overlap.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := [][]string{
		{"area_code", "child_id", "team", "since", "age_days", "source_file", "source_row", "what_to_do"},
		{"901", "a", "North", "2025-03-10", "21", "episodes.csv", "3", overlap.Message},
	}; !slices.EqualFunc(records, want, slices.Equal) {
		t.Errorf("want %v, got %v", want, records)
	}
	// A team's name that a spreadsheet would take for a formula is written as text.
	if !strings.Contains(files["plan_ends_before_it_starts.csv"], ",'=North,") {
		t.Errorf("got %s", files["plan_ends_before_it_starts.csv"])
	}
	if again := writeLists(t, db, all); !maps.Equal(files, again) {
		t.Error("the same findings are written differently")
	}
}
