-- What the extracts cover: of the return, each table the runs of collection years it was given for;
-- of postings and absences, the financial years they touch; lists that state no period cover all.
-- Every authority has children in care each year, so a file of them without a record covers nothing:
-- it was not filled, and must not turn a figure into 0.
insert into core.coverage (area_code, source, table_name, covered_from, covered_to)
with
years as (
    select distinct
        area_code,
        kind,
        table_name,
        collection_year
    from load_file
    where
        kind = 'ssda903'
        and (records > 0 or table_name not in ('episodes', 'header', 'reviews', 'oc2'))
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
        make_date(min(collection_year) - 1, 4, 1) as covered_from,
        make_date(max(collection_year), 3, 31) as covered_to
    from runs
    group by area_code, kind, table_name, run_no
),

financial_years as (
    select
        area_code,
        'ledger' as kind,
        cast(left(min(financial_year), 4) as integer) as first_year,
        cast(left(max(financial_year), 4) as integer) as last_year
    from core.ledger_line
    group by area_code
    union all
    select
        area_code,
        'absence' as kind,
        year(min(started_on) - interval 3 month),
        year(max(coalesce(ended_on, started_on)) - interval 3 month)
    from core.absence
    group by area_code
),

lists as (
    select
        area_code,
        'workforce' as kind
    from load_file
    where kind = 'workforce'
    union
    select
        area_code,
        'population' as kind
    from core.population
)

select area_code, kind, table_name, covered_from, covered_to
from returns
union all
select area_code, kind, null, make_date(first_year, 4, 1), make_date(last_year + 1, 3, 31)
from financial_years
union all
select area_code, kind, null, null, null
from lists
order by all;
