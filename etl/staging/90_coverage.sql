-- What the extracts cover: of returns, each table the runs of years it was given for; of postings,
-- budgets and absences, the financial years they touch; of Annex A, which shows recent work, the
-- year up to its last event; lists that state no period cover all.
-- Every authority has children in care and children in need each year, so a file or a block of them
-- without a record covers nothing: it was not filled, and must not turn a figure into 0.
insert into core.coverage (area_code, source, table_name, covered_from, covered_to)
with
years as (
    select distinct
        area_code,
        kind,
        table_name,
        collection_year,
        make_date(collection_year - 1, 4, 1) as year_from,
        make_date(collection_year, 3, 31) as year_to
    from load_file
    where
        kind = 'ssda903'
        and (
            records > 0
            -- A document has a place for every table, so there no care leaver says as little.
            or (table_name not in ('episodes', 'header', 'reviews', 'oc2') and (table_name <> 'oc3' or header_row > 0))
        )
    union all
    select
        area_code,
        'cin_census' as kind,
        table_name,
        collection_year,
        covered_from,
        covered_to
    from census_year
    union
    select
        area_code,
        kind,
        table_name,
        collection_year,
        make_date(collection_year - 1, 10, 1),
        make_date(collection_year, 9, 30)
    from load_file
    where
        kind = 'workforce'
        and table_name in ('vacancy', 'worker_census')
        and collection_year is not null
        and records > 0
),

runs as (
    select
        *,
        collection_year - row_number() over (
            partition by area_code, kind, table_name
            order by collection_year
        ) as run_no
    from years
),

returns as (
    select
        area_code,
        kind,
        table_name,
        min(year_from) as covered_from,
        max(year_to) as covered_to
    from runs
    group by area_code, kind, table_name, run_no
),

-- A ledger is of the years it has postings of. Maps that map nothing of a year were not given for it.
ledger_years as (
    select
        area_code,
        cast(left(financial_year, 4) as integer) as first_year,
        bool_or(entry <> 'unmapped') as accounts_mapped,
        bool_or(s251_line <> 'UNALLOCATED') as cost_centres_mapped
    from core.ledger_line
    group by area_code, financial_year
),

-- A list of assessments covers the financial years that its assessments of a type touch.
assessment_years as (
    select
        area_code,
        assessment_type || ' assessments' as table_name,
        year(min(coalesce(referred_on, started_on)) - interval 3 month) as first_year,
        year(max(coalesce(completed_on, started_on)) - interval 3 month) as last_year
    from core.assessment
    where source = 'assessment'
    group by area_code, assessment_type
),

financial_years as (
    select
        area_code,
        'assessment' as kind,
        table_name,
        first_year,
        last_year
    from assessment_years
    union all
    select
        area_code,
        'ledger' as kind,
        'postings' as table_name,
        first_year,
        first_year as last_year
    from ledger_years
    union all
    select
        area_code,
        'ledger' as kind,
        'account_map' as table_name,
        first_year,
        first_year
    from ledger_years
    where accounts_mapped
    union all
    select
        area_code,
        'ledger' as kind,
        'cost_centre_map' as table_name,
        first_year,
        first_year
    from ledger_years
    where cost_centres_mapped
    union all
    select
        area_code,
        'absence' as kind,
        null,
        year(min(started_on) - interval 3 month),
        year(max(coalesce(ended_on, started_on)) - interval 3 month)
    from core.absence
    group by area_code
    union all
    -- A budget is of one year: it says nothing of the years between two.
    select distinct
        area_code,
        'budget' as kind,
        null,
        cast(left(financial_year, 4) as integer),
        cast(left(financial_year, 4) as integer)
    from core.budget_line
),

-- What placements and homes cost is told up to the end of a quarter.
quarters as (
    select
        area_code,
        table_name,
        make_date(cast(left(financial_year, 4) as integer), 4, 1) as covered_from,
        cast(covered_from + to_months(3 * cast(max(quarter) as integer)) as date) - 1 as covered_to
    from (
        select area_code, 'placement_costs' as table_name, financial_year, quarter from core.placement_cost
        union all
        select area_code, 'internal_residential_costs' as table_name, financial_year, quarter from core.residential_cost
    )
    group by area_code, table_name, financial_year
),

lists as (
    select
        area_code,
        kind,
        table_name,
        null::date as covered_from
    from load_file
    where kind = 'workforce' and table_name = 'establishment'
    union
    select
        area_code,
        kind,
        table_name,
        null
    from load_file
    where kind = 'ssd' and records > 0
    union
    select
        load_file.area_code,
        load_file.kind,
        load_file.table_name,
        cast(annex_a_known.known_to - interval 1 year as date)
    from load_file
    left join annex_a_known using (area_code)
    where load_file.kind = 'annex_a' and load_file.records > 0
    union
    select
        area_code,
        kind,
        null,
        null
    from load_file
    where kind in ('allocation', 'survey', 'targets') and records > 0
    union
    select
        area_code,
        'population',
        null,
        null
    from core.population
    union
    -- A directory of postcodes is everybody's.
    select
        area.area_code,
        'postcode',
        null,
        null
    from core.area as area
    where area.own and exists (select 1 from load_file where kind = 'postcode' and records > 0)
)

select area_code, kind, table_name, covered_from, covered_to
from returns
union all
select area_code, kind, table_name, make_date(first_year, 4, 1), make_date(last_year + 1, 3, 31)
from financial_years
union all
select area_code, 'placement_cost', table_name, covered_from, covered_to
from quarters
union all
select area_code, kind, table_name, covered_from, null
from lists
order by all;

drop table annex_a_known;
drop table census_year;
