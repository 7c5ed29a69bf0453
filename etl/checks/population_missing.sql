/* check
title: "No population for a year that is reported"
severity: warn
rule: ""
rule_note: >-
  Population estimates have no rules of the DfE.
about: record
message: >-
  There are extracts for the financial year and no mid-year estimate of its population, which was published
  long ago. Add it to the population file: without it every rate of the year is not available.
figures:
  - {of: cla_rate, how: "there is no rate"}
  - {of: plans_rate, how: "there is no rate"}
  - {of: referrals_rate, how: "there is no rate"}
tables: [core.population, core.coverage, core.area]
source: "ONS mid-year population estimates"
*/
with
financial_years as (
    select distinct
        coverage.area_code,
        cast(unnest(generate_series(year(coverage.covered_from), year(coverage.covered_to))) as integer) as first_year,
        coverage.covered_from,
        coverage.covered_to
    from core.coverage as coverage
    inner join core.area as area
        on area.area_code = coverage.area_code
        and area.own
    where coverage.source in ('ssda903', 'cin_census')
        and coverage.covered_from is not null
        and coverage.covered_to is not null
)

select
    financial_years.area_code,
    null as person_id,
    null as team_id,
    make_date(financial_years.first_year, 6, 30) as since,
    null as source_file,
    null as source_row
from financial_years
cross join moment
anti join core.population as population
    on population.area_code = financial_years.area_code
    and population.year = financial_years.first_year
where financial_years.covered_from <= make_date(financial_years.first_year, 4, 1)
    and financial_years.covered_to >= make_date(financial_years.first_year + 1, 3, 31)
    -- The estimate of 30 June serves the financial year it lies in, and is out by the end of the next November.
    and moment.as_at >= make_date(financial_years.first_year + 1, 12, 1)

/* example: estimates of one year of two
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2024-03-31
-- core.population --
year,age_from,age_to,population
2022,0,17,60000
-- want --
since
2023-06-30
*/

/* example: the estimate of mid-2024 is expected by the end of November 2025
at: 2025-11-30
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.population --
year,age_from,age_to,population
2023,0,17,60000
-- want --
person_id
*/

/* example: and is missing a day later
at: 2025-12-01
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.population --
year,age_from,age_to,population
2023,0,17,60000
-- want --
since
2024-06-30
*/
