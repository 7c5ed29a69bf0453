package dashboards_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sightline/dashboards"
	"sightline/etl/warehouse"
	"sightline/indicators"
)

// header is a definition with everything a page shows.
func header(title, statistic, unit string, decimals int, polarity, window, more string) string {
	return fmt.Sprintf(`/* indicator
title: %s
question: How many, and is that a change?
also: [%s]
edition:
  - from: "2009-04-01"
    rule: R.2009
    source: National Indicator handbook, 2009
statistic: %s
unit: %s
decimals: %d
polarity:
  direction: %s
  reason: stability matters to children, and each move is a loss of school, friends & carers
window: %s
year_end: "03-31"
numerator: children looked after on the last day of the year with three or more placements in it
denominator: %s
exclusions: ["short breaks (legal status V3 or V4)", "placements of children missing from care"]
sources:
  - {return: ssda903, table: episodes, field: DECOM}
  - {return: ssda903, table: episodes, field: PLACE}
comparator: {lait: LACStable, same: [population]}
companions:
%s
caution: A move can be the right thing for a child. The figure does not say why placements ended, nor what came of it.
completeness: A child whose placements are not recorded counts as having fewer than three.
owner: Performance team
*/
select 1
`, title, strings.ToUpper(title[:2])+" 62", statistic, unit, decimals, polarity, window,
		map[string]string{"count": `""`, "ratio": "all children looked after on the last day of the year"}[statistic], more)
}

// worked is an example of a definition, with an option.
const worked = `
/* example: the placement open on the first day of the year counts as one of three
at: 2025-03-31
option: temporary_placements = counted
-- core.care_episode --
child_id,started_on,placement_type,ended_on
a,2023-02-01,U6,2024-05-10
a,2024-05-10,K2,
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 2 December 2024
*/

/* example: nobody looked after makes no share
at: 2025-03-31
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/
`

const options3 = `options:
  - name: temporary_placements
    question: Is a temporary placement a placement of its own?
    default: left_out
    values: {left_out: "it belongs to the placement underneath", counted: "it is a placement"}
    source: "the return's rules treat it as an absence"
sources:`

// twoWays are sources of which one is enough.
const twoWays = `sources:
  - {return: cin_census, table: assessment, field: AssessmentActualStartDate, any_of: single_assessments}
  - {return: annex_a, table: assessments, field: Start date, any_of: single_assessments}
`

// ruled gives a definition an edition and what it follows or what follows it.
func ruled(text, edition, tie string) string {
	text = strings.Replace(text, "    rule: R.2009\n", edition, 1)
	return strings.Replace(text, "statistic: ", tie+"\nstatistic: ", 1)
}

func catalogue(t testing.TB) *indicators.Catalogue {
	t.Helper()
	companion := func(id string) string {
		return "  - {id: " + id + ", why: the number of children that the share is taken of}"
	}
	files := fstest.MapFS{
		"looked_after/cla.sql":                        {Data: []byte(header("Children looked after", "count", "children", 0, "neutral", "snapshot", companion("cla_rate")))},
		"looked_after/cla_rate.sql":                   {Data: []byte(header("Children looked after, rate", "ratio", "per 10,000", 0, "neutral", "snapshot", companion("cla")))},
		"looked_after/placements_three_or_more.sql":   {Data: []byte(strings.Replace(header("Three or more placements in the year", "ratio", "percent", 1, "low", "period", companion("cla")), "sources:", options3, 1) + worked)},
		"looked_after/sdq_average.sql":                {Data: []byte(header("Average strengths and difficulties score", "ratio", "points", 1, "low", "period", companion("cla")))},
		"adoption/placed_within_12_months.sql":        {Data: []byte(header("Placed for adoption within 12 months", "ratio", "percent", 1, "high", "flow", companion("cla")))},
		"workforce/sickness_days_per_fte.sql":         {Data: []byte(header("Sickness days", "ratio", "days per FTE", 2, "low", "flow", companion("cla")))},
		"finance/residential_spend.sql":               {Data: []byte(header("Residential placements, gross spend", "count", "£", 0, "neutral", "flow", companion("cla")))},
		"referral_assessment/re_referrals.sql":        {Data: []byte(strings.ReplaceAll(header("Referrals within 12 months of another", "ratio", "percent", 1, "low", "flow", companion("cla")), "ssda903", "cin_census"))},
		"referral_assessment/assessment_duration.sql": {Data: []byte(strings.Replace(header("Length of assessments", "median", "working days", 1, "low", "flow", companion("assessments_45_days")), "sources:\n", twoWays, 1))},
		"referral_assessment/assessments_35_days.sql": {Data: []byte(ruled(header("Core assessments within 35 days", "ratio", "percent", 1, "high", "flow", companion("re_referrals")),
			"    to: \"2023-03-31\"\n    rule: R.2009\n", "succeeded_by: assessments_45_days"))},
		"referral_assessment/assessments_45_days.sql": {Data: []byte(ruled(header("Assessments within 45 days", "ratio", "percent", 1, "high", "flow", companion("assessment_duration")),
			"    rule: R.2013\n", "succeeds: assessments_35_days"))},
		"care_leavers/suitable_accommodation_at_19.sql": {Data: []byte(header("Care leavers in suitable accommodation at 19", "ratio", "percent", 1, "high", "period", companion("cla")))},
	}
	list, err := indicators.LoadCatalogue(files)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

const asAt = "2025-03-31"

// seed fills the tables as the stages before would have, with shapes that exercise every page:
// long series, hidden figures, gaps, nought, a value that rounds to nought.
const seed = `
update core.area set own = false;
insert or replace into core.area values ('204', 'Hackney', 'authority', 'E09000012', 'London Inner', true);

create temp table ends as
select last_day(day::date) as period_end, row_number() over (order by day) - 1 as i
from range(date '2019-04-01', date '2025-04-01', interval 1 month) as days(day);

-- A stock that falls.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'cla', 'R.2009', '204', 'snapshot', period_end, period_end, 'none', '',
    n, null, n, n - 1.96 * sqrt(n), n + 1.96 * sqrt(n), 'children', ''
from (select *, 467 - 2 * i + (i * 7) % 23 as n from ends);
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'cla_rate', 'R.2009', '204', 'snapshot', period_end, period_end, 'none', '',
    n, 61234, n / 6.1234, (n - 1.96 * sqrt(n)) / 6.1234, (n + 1.96 * sqrt(n)) / 6.1234, 'per 10,000', ''
from (select *, 467 - 2 * i + (i * 7) % 23 as n from ends);

-- A share by every window; before April 2020 the extracts do not reach.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'placements_three_or_more', 'R.2009', '204', period, (period_end + 1 - to_months(months))::date, period_end, 'none', '',
    if(held, x, null), if(held, n, null), if(held, 100.0 * x / n, null),
    if(held, 100.0 * x / n - 2.6, null), if(held, 100.0 * x / n + 3.1, null), 'percent', if(held, '', 'x')
from (
    select *, 41 - (i / 5)::int + (i * 5) % 4 as x, 352 - i as n, period_end >= date '2020-03-31' as held
    from ends
    cross join (values ('rolling12', 12), ('year', 12), ('month', 1), ('ytd', 3)) as windows(period, months)
    where period <> 'year' or month(period_end) = 3
);
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'sdq_average', 'R.2009', '204', 'year', (period_end + 1 - to_months(12))::date, period_end, 'none', '',
    1900 + 13 * i, 150, (1900 + 13 * i) / 150.0, (1900 + 13 * i) / 150.0 - 0.9, (1900 + 13 * i) / 150.0 + 0.9, 'points', ''
from ends where month(period_end) = 3;

-- Small cohorts: shares of 3 of 11 and 5 of 11 are hidden, 8 of 18 is not, nor is 0 of 9.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'placed_within_12_months', 'R.2009', '204', period, period_start::date, period_end::date, 'none', '',
    x, n, 100.0 * x / n, 100.0 * x / n - 21.25, 100.0 * x / n + 23.75, 'percent', ''
from (values
    ('year', '2021-04-01', '2022-03-31', 0, 9),
    ('year', '2022-04-01', '2023-03-31', 3, 11),
    ('year', '2023-04-01', '2024-03-31', 8, 18),
    ('year', '2024-04-01', '2025-03-31', 5, 11),
    ('rolling12', '2024-04-01', '2025-03-31', 5, 11),
    ('rolling12', '2024-03-01', '2025-02-28', 13, 17),
    ('rolling12', '2024-02-01', '2025-01-31', 9, 21),
    ('month', '2025-03-01', '2025-03-31', 2, 7),
    ('month', '2025-02-01', '2025-02-28', 4, 43)
) as small(period, period_start, period_end, x, n);
-- A rule that ended in March 2023, and the one after it, which can be worked out from March 2022 on.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select indicator, rule, '204', 'year', period_start::date, period_start::date + interval 1 year - interval 1 day, 'none', '',
    x, n, 100.0 * x / nullif(n, 0), 100.0 * x / nullif(n, 0) - 3.3, 100.0 * x / nullif(n, 0) + 2.9, 'percent', if(n = 0, 'z', '')
from (values
    ('assessments_35_days', 'R.2006', '2018-04-01', 509, 807),
    ('assessments_35_days', 'R.2006', '2019-04-01', 613, 800),
    ('assessments_35_days', 'R.2009', '2020-04-01', 621, 790),
    ('assessments_35_days', 'R.2009', '2021-04-01', 635, 781),
    ('assessments_35_days', 'R.2009', '2022-04-01', 617, 777),
    ('assessments_35_days', 'R.2009', '2023-04-01', 0, 0),
    ('assessments_35_days', 'R.2009', '2024-04-01', 0, 0),
    ('assessments_45_days', 'R.2013', '2019-04-01', 0, 0),
    ('assessments_45_days', 'R.2013', '2022-04-01', 701, 790),
    ('assessments_45_days', 'R.2013', '2023-04-01', 719, 811),
    ('assessments_45_days', 'R.2013', '2024-04-01', 733, 823)
) as assessments(indicator, rule, period_start, x, n);
-- Of a rolling year beyond the end of the rule only a month is left.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol) values
    ('assessments_35_days', 'R.2009', '204', 'rolling12', '2023-03-01', '2024-02-29', 'none', '', 41, 57, 71.93, 60, 82, 'percent', '');

-- A median has no numerator; what it rests on is the number of cases.
insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'assessment_duration', 'R.2009', '204', period, period_start::date, period_end::date, 'none', '',
    null, n, middle, middle - 4, middle + 3, 'working days', ''
from (values
    ('year', '2022-04-01', '2023-03-31', 131, 38.5),
    ('year', '2023-04-01', '2024-03-31', 127, 36.5),
    ('year', '2024-04-01', '2025-03-31', 124, 32.0),
    ('rolling12', '2024-03-01', '2025-02-28', 125, 33.5),
    ('month', '2025-02-01', '2025-02-28', 14, 31.0),
    ('month', '2025-03-01', '2025-03-31', 4, 61.5),
    ('ytd', '2024-04-01', '2025-02-28', 120, 30.7)
) as durations(period, period_start, period_end, n, middle);

insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol) values
    ('placed_within_12_months', 'R.2009', '204', 'year', '2024-04-01', '2025-03-31', 'team', 'Team North', 6, 12, 50, 20, 80, 'percent', ''),
    ('cla', 'R.2009', '204', 'snapshot', '2025-04-30', '2025-04-30', 'sex', 'M', 171, null, 171, 150, 190, 'children', ''),
    ('cla', 'R.2009', '204', 'snapshot', '2025-03-31', '2025-03-31', 'ethnicity', 'White', 173, null, 173, 150, 190, 'children', ''),
    ('placed_within_12_months', 'R.2009', '204', 'month', '2025-01-01', '2025-01-31', 'none', '', 0, 0, null, null, null, 'percent', 'z'),
    ('placed_within_12_months', 'R.2009', '204', 'year', '2024-04-01', '2025-03-31', 'sex', 'F', 6, 12, 50, 20, 80, 'percent', '');

insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'sickness_days_per_fte', 'R.2009', '204', period, period_start::date, period_end::date, 'none', '',
    x, n, x / n, null, null, 'days per FTE', ''
from (values
    ('year', '2022-04-01', '2023-03-31', 2981.25, 190.333333333),
    ('year', '2023-04-01', '2024-03-31', 1332.5, 190.25),
    ('year', '2024-04-01', '2025-03-31', 0.5, 181.125)
) as days(period, period_start, period_end, x, n);

insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
    numerator, denominator, value, lower, upper, unit, symbol)
select 'residential_spend', 'R.2009', '204', period, (period_end + 1 - to_months(months))::date, period_end, 'none', '',
    pounds, null, pounds, null, null, '£', ''
from (
    select *, ((4300000 - 22000.5 * i) * months / 12)::decimal(18, 2) as pounds
    from ends
    cross join (values ('rolling12', 12), ('year', 12), ('month', 1)) as windows(period, months)
    where period <> 'year' or month(period_end) = 3
);

-- What was not recorded: of the placements, of children who count as having few; of the scores, of
-- children who are left out. Everything else is recorded.
update indicators.value set unjudged = 0, lowest = value, highest = value,
    judged_numerator = numerator, judged_denominator = denominator
where symbol <> 'x';
update indicators.value set
    unjudged = gap.n, judged_denominator = denominator - gap.n,
    highest = 100.0 * (numerator + gap.n) / denominator
from (select period_end, 2 + (i * 7) % 17 as n from ends) as gap
where indicator = 'placements_three_or_more' and symbol = '' and gap.period_end = value.period_end;
update indicators.value set unjudged = 14, lowest = numerator / 164.0, highest = (numerator + 560) / 164.0
where indicator = 'sdq_average';
update indicators.value set unjudged = 3, lowest = null, highest = null
where indicator = 'sickness_days_per_fte';

insert into audit.file (file_id, kind, table_name, source_file, sha256, area_code, collection_year, read, loaded, rejected, superseded_by) values
    (1, 'ssda903', 'episodes', 'extracts/ssda903/2024-25/Episodes.csv', repeat('ab', 32), '204', 2025, 1041, 1038, 3, null),
    (2, 'ssda903', 'header', 'extracts/ssda903/2024-25/Header.csv', repeat('cd', 32), '204', 2025, 402, 402, 0, null),
    (3, 'ledger', 'lines', 'extracts/ledger/2024-25.csv', repeat('ef', 32), '204', null, 88214, 88190, 24, null);
insert into audit.reject (source_file, source_row, column_name, kind, wanted, severity)
select 'extracts/ssda903/2024-25/Episodes.csv', n, 'DECOM', 'date', 'a day as DD/MM/YYYY', 'row' from range(2, 5) as r(n);
insert into audit.reject (source_file, source_row, column_name, kind, wanted, severity)
select 'extracts/ledger/2024-25.csv', n, 'AMOUNT', 'decimal', 'pounds and pence', 'row' from range(10, 34) as r(n);
insert into audit.notice (source_file, source_row, column_name, rule, message)
select 'extracts/ssda903/2024-25/Episodes.csv', n, null, 'stitch-superseded', 'episode SECRET-MESSAGE replaced' from range(1, 20) as r(n);
`

const seedComparisons = `
insert into benchmarks.comparison
select 'placements_three_or_more', '204', 'year', period_end, year(period_end)::varchar, 'LACStable', 'dfe-2025',
    0, 12.2 - 0.1 * i / 12, 9, 11.6, 'Kensington and Chelsea', 'London Inner', 11.3, 10.7, 41, 150, 'B',
    'better', 'similar', 'lower is better; the neighbours'' mean lies above the upper limit', 'DfE LAIT, 2025', 'published whole-year figures',
    'rounding: published to whole numbers', if(year(period_end) = 2025, 'published for 2025, 31 months old', ''),
    9.5, 15, 'Cumberland', 7, 9, 20, 71, 'similar', 'better', '95%', '', true
from ends where month(period_end) = 3 and year(period_end) between 2020 and 2025;
insert into benchmarks.comparison
select 'cla_rate', '204', 'snapshot', period_end, year(period_end)::varchar, 'LACRate', 'dfe-2025',
    0, 71.5, 10, 70, null, 'London Inner', 52, 67, null, null, null,
    'lower', 'lower', 'the upper limit lies below the neighbours'' mean', 'DfE LAIT, 2025', '',
    '', '', null, null, '', null, null, null, null, 'not comparable', 'not comparable', '', '', false
from ends where month(period_end) = 3 and year(period_end) between 2021 and 2025;
insert into benchmarks.comparison
select 'placed_within_12_months', '204', 'year', period_end, year(period_end)::varchar, 'ADOPlaced', 'dfe-2025',
    45.4545, 78.8, null, null, null, null, null, 75.8, null, null, null,
    'worse', 'worse', if(year(period_end) = 2024, 'higher is better', 'SECRET-REASON'), 'stated', '',
    '', '', null, null, '', null, null, null, null, 'not comparable', 'not comparable', '', '', false
from ends where month(period_end) = 3 and year(period_end) between 2023 and 2025;
insert into benchmarks.comparison
select 'sdq_average', '204', 'year', period_end, year(period_end)::varchar, 'SDQ', 'dfe-2025',
    0, 14.1, 10, 13.9, null, 'London Inner', 13.2, 14.2, null, null, null,
    'worse', 'worse', 'lower is better; the mean lies below the lower limit', 'DfE LAIT, 2025', '',
    '', '', null, null, '', null, null, null, null, 'not comparable', 'not comparable', '', '', false
from ends where month(period_end) = 3 and year(period_end) between 2023 and 2025;
insert into benchmarks.member
select 'placements_three_or_more', '204', 'year', period_end, 'dfe-2025', n, (300 + n)::varchar, 'Neighbour ' || n,
    if(n < 4, 'Somewhat close', 'Not close'), if(n % 2 = 0, 2021, 2025), year(period_end)::varchar, if(n = 7, null, 8.0 + n),
    if(n = 7, 'c', ''), if(n = 7, 'suppressed because the numbers are small', ''), null, null,
    if(n = 7, null, 6.0 + n), if(n = 7, null, 10.0 + n), n between 2 and 6
from ends, range(1, 11) as r(n)
where month(period_end) = 3 and year(period_end) between 2020 and 2025;
insert into benchmarks.trend values
    ('placements_three_or_more', '204', '2022-03-31', '2026-03-31', 5, -0.4, 11.2, 'decreasing', 'getting better', 'Fingertips', 'five years'),
    ('placed_within_12_months', '204', '2022-03-31', '2026-03-31', 5, -9, 12, 'decreasing', 'getting worse', 'Fingertips', 'SECRET-TREND');
insert into benchmarks.process values
    ('placements_three_or_more', '204', 'month', 1, '2023-04-30', '2025-03-31', 24, 85.5, 72.25, 98.75, 76.7, 94.3, true, 'common cause', 'no target', null, 0.3, '', '', ''),
    ('placed_within_12_months', '204', 'month', 0, null, null, 36, null, null, null, null, null, false, 'refused', 'no target', null, null, '',
        '', 'there are 16.7 cases a period at 2.2%'),
    ('cla', '204', 'month', 0, null, null, 60, null, null, null, null, null, false, 'refused', 'no target', null, null, '',
        'placements_three_or_more', 'the same children stand in one month and the next');
insert into benchmarks.custom_group values ('Northern pilots', '301', 'same programme'), ('Northern pilots', '302', 'same programme');
insert into benchmarks.judgement
select 'placements_three_or_more', '204', 'year', '2025-03-31', against, name, null, 10.7, 12, null, null, 8.1, 13.8, 7.4, 14.9, -1.3, -4.5, 1.9, 'similar', '', 'm', 'r'
from (values ('group', 'Northern pilots'), ('others', 'pooled')) as t(against, name);
insert into benchmarks.tally values
    ('Standing tally', 'by polarity', '204', 'neighbours', 1, 1, 2, 'met', 1, 0, 1, 'not used here');
insert into benchmarks.tally_member values
    ('Standing tally', 'by polarity', '204', 'placements_three_or_more', 1, 'low', 'year', '2025-03-31', 8.3, 11.9, 'met', 'better', ''),
    ('Standing tally', 'by polarity', '204', 'placed_within_12_months', 2, 'high', 'year', '2025-03-31', 45.4545, 78.8, 'not met', 'worse', ''),
    ('Standing tally', 'by polarity', '204', 'cla_rate', 3, 'neutral', null, null, null, null, 'left out', '', 'neither way is better');
`

func execute(t testing.TB, db *sql.DB, statements string) {
	t.Helper()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(context.Background(), statements); err != nil {
		t.Fatal(err)
	}
}

// world is a seeded warehouse in memory.
func world(t testing.TB) *sql.DB {
	t.Helper()
	ctx := context.Background()
	db, err := warehouse.Memory(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := indicators.ApplySchema(ctx, db); err != nil {
		t.Fatal(err)
	}
	schema, err := os.ReadFile("../benchmarks/schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	execute(t, db, string(schema)+";"+seed+seedComparisons)
	return db
}

func day(t testing.TB, iso string) time.Time {
	t.Helper()
	out, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func options(t testing.TB, dir string) dashboards.Options {
	t.Helper()
	return dashboards.Options{
		Dir: dir, Catalogue: catalogue(t), AsAt: day(t, asAt), Version: "1.2.3", CatalogueHash: strings.Repeat("0f", 32),
		Notice: "These records are invented. No child, worker or council is described.",
	}
}

func publish(t testing.TB, db *sql.DB, dir string) *dashboards.Published {
	t.Helper()
	out, err := dashboards.Publish(context.Background(), db, options(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
