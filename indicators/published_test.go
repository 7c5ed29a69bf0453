package indicators_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/indicators"
)

const publishedData = "../../shared/data"

// published is a percentage or rate that was published for authorities together with its numerator and
// denominator: taken as the cases of one of our indicators, they must come out as published.
type published struct {
	what  string
	id    string   // of the indicator whose unit, decimals, multiplier and window the figures have
	files []string // put into the query in this order

	// query selects of every authority and year area, ends_on, numerator, denominator and figure, and least
	// and most: where the inputs were published rounded, what unrounded ones lie between, else null.
	query string

	tried   int // cells with a number each for numerator, denominator and figure
	equal   int // cells where ours is the published one
	rounded int // cells that differ by no more than the rounding of the inputs explains
}

// rowsOf reads a file's rows of authorities, for years that end on that day.
func rowsOf(month, day int) string {
	return fmt.Sprintf(`
		select *, old_la_code as area, make_date(time_period::integer, %d, %d) as ends_on
		from read_csv('%%s', header = true, all_varchar = true)
		where geographic_level = 'Local authority'`, month, day)
}

const unrounded = `null::double as least, null::double as most`

// share relates two columns of a row.
func share(numerator, denominator, figure string) string {
	return fmt.Sprintf(`
	with rows as (%s)
	select area, ends_on, "%s" as numerator, "%s" as denominator, "%s" as figure, %s
	from rows`, rowsOf(3, 31), numerator, denominator, figure, unrounded)
}

// shareOf relates the rows of the parts to the row of their total, which has the same columns in common.
func shareOf(total, parts, common, count, figure string) string {
	return fmt.Sprintf(`
	with rows as (%[1]s),
	parts as (from rows where %[3]s),
	totals as (from rows where %[2]s)
	select area, ends_on, parts.%[5]s as numerator, totals.%[5]s as denominator, parts.%[6]s as figure, %[7]s
	from parts
	inner join totals using (area, ends_on, %[4]s)`, rowsOf(3, 31), total, parts, common, count, figure, unrounded)
}

// census is a rate of the workforce census. Its full-time equivalents and days are published to one
// decimal: ± stands after each that the rate moves with.
func census(numerator, denominator, factor, figure string) string {
	without := strings.NewReplacer("±", "")
	less, more := strings.NewReplacer("±", " - 0.05"), strings.NewReplacer("±", " + 0.05")
	return fmt.Sprintf(`
	with published as (%s),
	rows as (
		select
			area,
			ends_on,
			%s as figure,
			case when year(ends_on) %%%% 4 = 0 then 254 else 253 end as days,
			try_cast(inpost_fte as double) as in_post,
			try_cast(leavers_fte as double) as leavers,
			try_cast(agency_fte as double) as agency,
			try_cast(vacancy_fte as double) as vacancies,
			try_cast(cases as double) as cases,
			try_cast(case_holders_fte as double) as holders,
			try_cast(working_days_lost_fte as double) as lost
		from published
	)
	select area, ends_on, %s as numerator, %s as denominator, figure,
		%s * (%s) / (%s) as least, %s * (%s) / (%s) as most
	from rows`, rowsOf(9, 30), figure, without.Replace(numerator), without.Replace(denominator),
		factor, less.Replace(numerator), more.Replace(denominator), factor, more.Replace(numerator), less.Replace(denominator))
}

// perChild is a rate that LAIT publishes, of a count and the population in the middle of the year before.
func perChild(count, measure string) string {
	return fmt.Sprintf(`
	with counts as (%s),
	populations as (%s),
	rates as (
		select "LA Number"::integer::varchar as area, make_date("Years"::integer, 3, 31) as ends_on, "Values" as figure
		from read_parquet('%%s')
		where "Short Desc" = '%s'
	)
	select area, counts.ends_on, counts."%s" as numerator, populations.population_estimate as denominator, rates.figure, %s
	from counts
	inner join populations using (area)
	inner join rates using (area)
	where rates.ends_on = counts.ends_on
		and populations.ends_on + interval 1 year = counts.ends_on`, rowsOf(3, 31), rowsOf(3, 31), measure, count, unrounded)
}

const (
	stability = "ees/la_cla_placement_stability.csv"
	activity  = "ees/la_care_leavers_activity.csv"
	suitable  = "ees/la_care_leavers_accommodation_suitability.csv"
	health    = "ees/la_conviction_health_outcome_cla.csv"
	workforce = "ees/csww_indicators_2017_to_2025.csv"
	referrals = "ees/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
	plans     = "ees/d5_cpps_at31march_by_duration_2013_to_2025.csv"
	repeats   = "ees/d3_cpps_subsequent_plan_2013_to_2025.csv"
	people    = "ees/ons_mid-year_population_estimates_2012_to_2024.csv"
	lait      = "lait/bds_long_csc.parquet"
)

func publishedFigures() []published {
	byAge := func(age, total string) string {
		return shareOf("care_leaver_age = '"+age+"' and breakdown = '"+total+"'", "care_leaver_age = '"+age+"' and breakdown <> '"+total+"'",
			"care_leaver_age", "care_leaver_count", "care_leaver_percent")
	}
	return []published{
		{
			what: "children looked after, starting and ceasing, per 10,000", id: "cla_rate", files: []string{"ees/cla_number_and_rate_per_10k_children.csv"},
			query: share("children_count", "population_estimate", "rate_per_10000"), tried: 2267, equal: 2267,
		},
		{
			what: "three or more placements", id: "placements_three_or_more", files: []string{stability},
			query: shareOf("placement_stability = 'Total children'", "placement_stability like 'With 3 or more%%'", "cla_group", "children_count", "children_percent"), tried: 1491, equal: 1491,
		},
		{
			what: "same carer for two years", id: "placement_two_years", files: []string{stability},
			query: shareOf("placement_stability = 'Total children'", "placement_stability like 'Living%%'", "cla_group", "children_count", "children_percent"), tried: 747, equal: 747,
		},
		{
			what: "three or more social workers", id: "workers_three_or_more", files: []string{"ees/la_cla_swcount.csv"},
			query: shareOf("sw_stability = 'Total children'", "sw_stability <> 'Total children'", "cla_group", "number", "percentage"), tried: 151, equal: 151,
		},
		{
			// The mean score is published without the sum of the scores, so the bands stand for it.
			what: "bands of the SDQ score", id: "workers_three_or_more", files: []string{health},
			query: shareOf("breakdown = 'SDQ score was received'", "breakdown like 'SDQ score is %%'", "characteristic", "children_count", "children_percent"), tried: 2180, equal: 2180,
		},
		{what: "activity of care leavers aged 17 to 18", id: "in_eet_17_18", files: []string{activity}, query: byAge("17 to 18 years", "Total"), tried: 4540, equal: 4540},
		{what: "activity of care leavers aged 19 to 21", id: "in_eet_19_21", files: []string{activity}, query: byAge("19 to 21 years", "Total"), tried: 6141, equal: 6141},
		{what: "accommodation of care leavers aged 17 to 18", id: "suitable_accommodation_17_18", files: []string{suitable}, query: byAge("17 to 18 years", "Suitability total"), tried: 1228, equal: 1228},
		{what: "accommodation of care leavers aged 19 to 21", id: "suitable_accommodation_19_21", files: []string{suitable}, query: byAge("19 to 21 years", "Suitability total"), tried: 1872, equal: 1872},
		{what: "second or subsequent plans", id: "repeat_plans", files: []string{repeats}, query: share("CPP_subsequent", "CPP_start", "CPP_subsequent_percent"), tried: 1924, equal: 1924},
		{what: "plans open for two years", id: "plans_open_two_years", files: []string{plans}, query: share("2_years_or_more", "CPP_At31", "2_years_or_more_percent"), tried: 1241, equal: 1241},
		{what: "re-referrals", id: "re_referrals_12_months", files: []string{referrals}, query: share("rereferral_count", "referral_count", "rereferral_percent"), tried: 1948, equal: 1948},
		{what: "referrals without further action", id: "referrals_no_further_action", files: []string{referrals}, query: share("no_further_action_count", "referral_count", "no_further_action_percent"), tried: 1873, equal: 1873},
		{what: "referrals per 10,000", id: "referrals_rate", files: []string{referrals, people, lait}, query: perChild("referral_count", "CPP_Total_Rateper10,000"), tried: 1503, equal: 1503},
		{what: "plans per 10,000", id: "plans_rate", files: []string{plans, people, lait}, query: perChild("CPP_At31", "CPP_rate"), tried: 1492, equal: 1492},
		{what: "plans started per 10,000", id: "plans_rate", files: []string{repeats, people, lait}, query: perChild("CPP_start", "CPP_Abuse_Rate"), tried: 1493, equal: 1493},
		{what: "turnover", id: "turnover_rate", files: []string{workforce}, query: census("leavers±", "in_post±", "100", "turnover_rate_fte"), tried: 1345, equal: 1234, rounded: 111},
		{what: "agency workers", id: "agency_rate", files: []string{workforce}, query: census("agency±", "agency + in_post", "100", "agency_rate_fte"), tried: 1341, equal: 1287, rounded: 54},
		{what: "vacancies", id: "vacancy_rate", files: []string{workforce}, query: census("vacancies±", "vacancies + in_post", "100", "vacancy_rate_fte"), tried: 1353, equal: 1313, rounded: 40},
		{what: "caseload", id: "caseload", files: []string{workforce}, query: census("cases", "holders±", "1", "caseload_fte"), tried: 1350, equal: 1321, rounded: 29},
		{what: "absence", id: "absence_rate", files: []string{workforce}, query: census("lost±", "(in_post±) * days", "100", "absence_rate_fte"), tried: 1336, equal: 1328, rounded: 8},
	}
}

// Every percentage and rate that was published with its numerator and denominator comes out of our own
// values and rounding as published, for every authority and year; where the inputs were published rounded,
// within what that explains.
func TestPublishedFiguresComeOut(t *testing.T) {
	if _, err := os.Stat(publishedData); err != nil {
		t.Skip("the published figures in ../shared/data are not here")
	}
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	conn := mustConn(t)
	for _, want := range publishedFigures() {
		t.Run(want.what, func(t *testing.T) {
			def, err := catalogue.Find(want.id)
			if err != nil {
				t.Fatal(err)
			}
			plain := *def
			plain.Distribution, def = nil, &plain // published sums tell of no single case how long it took
			loadPublished(t, conn, want)
			got := want
			got.tried, got.equal, got.rounded = 0, 0, 0
			var differ []string
			for _, cell := range publishedCells(t, conn, def) {
				got.tried++
				switch {
				case cell.ours == cell.figure:
					got.equal++
				case cell.explained:
					got.rounded++
				default:
					differ = append(differ, fmt.Sprintf("%s %s: published %s, got %s", cell.area, cell.day, cell.figure, cell.ours))
				}
			}
			t.Logf("%s: %d cells tried, %d equal, %d within the rounding of their inputs, %d not", want.what, got.tried, got.equal, got.rounded, len(differ))
			if got.tried != want.tried || got.equal != want.equal || got.rounded != want.rounded {
				t.Errorf("want %d tried, %d equal, %d within rounding, got %d, %d, %d:\n%s",
					want.tried, want.equal, want.rounded, got.tried, got.equal, got.rounded, strings.Join(differ, "\n"))
			}
		})
	}
}

// loadPublished makes an authority of each of the files, and of each of several groups of it, one of ours,
// with the published pair as its only case.
func loadPublished(t *testing.T, conn *sql.Conn, want published) {
	t.Helper()
	paths := make([]any, len(want.files))
	for i, file := range want.files {
		paths[i] = filepath.Join(publishedData, file)
	}
	exec(t, conn, `create or replace temp table published_pair as
		with pairs as (`+fmt.Sprintf(want.query, paths...)+`)
		select
			area || ' ' || row_number() over (partition by area, ends_on order by numerator, denominator, figure) as area_code,
			ends_on, numerator::decimal(18, 1) as numerator, denominator::decimal(18, 1) as denominator,
			figure::double as figure, least, most
		from pairs
		where try_cast(numerator as decimal(18, 1)) is not null and try_cast(denominator as decimal(18, 1)) > 0 and try_cast(figure as double) is not null`,
		`delete from core.area`, `delete from core.coverage`,
		`insert into core.area (area_code, area_name, area_level, own) select distinct area_code, area_code, 'authority', true from published_pair`,
		`insert into core.coverage (area_code, source) select area_code, 'ssda903' from core.area`,
		`create or replace temp table published_value as select * from indicators.value limit 0`)
}

type publishedCell struct {
	area, day    string
	ours, figure string // as they are printed
	explained    bool   // the rounding of the inputs explains the difference
}

// publishedCells computes the published pairs as the indicator would and rounds them as it does.
func publishedCells(t *testing.T, conn *sql.Conn, def *indicators.Definition) []publishedCell {
	t.Helper()
	days := texts(t, conn, `select distinct ends_on::varchar from published_pair order by all`)
	replayed := *def
	replayed.Query = map[indicators.Window]string{
		indicators.Flow:     `select area_code, 'published' as case_id, ends_on as occurred_on, numerator, denominator from published_pair`,
		indicators.Snapshot: `select area_code, 'published' as case_id, as_at, numerator, denominator from published_pair inner join snapshot on as_at = ends_on`,
		indicators.Spanning: `select area_code, 'published' as case_id, period, period_end, numerator, denominator from published_pair inner join period on period_end = ends_on`,
	}[def.Window]
	replayed.Options = nil
	replayed.Sources = []indicators.Source{{Return: "ssda903", Table: "episodes", Field: "DECOM"}}
	for _, text := range days {
		span, err := replayed.Ending(day(text), indicators.Year)
		if err != nil {
			t.Fatal(err)
		}
		if err := indicators.ComputeSpan(context.Background(), conn, &replayed, span, "temp.published_value"); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := conn.QueryContext(context.Background(), `
		select area_code, ends_on::varchar, value, figure, coalesce(least, value), coalesce(most, value), least is not null
		from published_pair
		left join published_value using (area_code)
		where period_end = ends_on
		order by area_code, ends_on, figure`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var cells []publishedCell
	for rows.Next() {
		var cell publishedCell
		var ours, figure, least, most float64
		var bounded bool
		if err := rows.Scan(&cell.area, &cell.day, &ours, &figure, &least, &most, &bounded); err != nil {
			t.Fatal(err)
		}
		decimals := def.DecimalsAt(day(cell.day))
		cell.ours, cell.figure = indicators.Text(ours, decimals), indicators.Text(figure, decimals)
		cell.explained = bounded && indicators.Round(least, decimals) <= figure && figure <= indicators.Round(most, decimals)
		cells = append(cells, cell)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return cells
}

func texts(t *testing.T, conn *sql.Conn, query string) []string {
	t.Helper()
	rows, err := conn.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
