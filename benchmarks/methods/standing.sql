-- The cells that several files hold, one row per file, with the file that stands. Of the files that hold a
-- cell the one that came out last stands, where it is said of all of them when they did; else the one whose
-- latest year of the measure is last. Files that are level in this have to agree, which Load checks.
create or replace temporary table standing as
with
cells as (
    select distinct measure, years, area_code from claim
),
measures as (
    select distinct measure from claim
),
claims as (
    select
        measure, area_code, area_name, area_level, years, year_number, value, symbol, shared, file_id,
        null::bigint as row_number,
        null::varchar as column_name,
    from benchmarks.published
    semi join cells using (measure, years, area_code)
    union all by name
    select * from claim
),
labels as (
    select distinct measure, file_id, years, year_number
    from benchmarks.published
    semi join measures using (measure)
    union
    select distinct measure, file_id, years, year_number
    from claim
),
-- A label is a day in lists of in-year figures, and a year or years otherwise.
latest as (
    select
        measure,
        file_id,
        max(coalesce(try_cast(years as date), make_date(year_number, 1, 1))) as latest_on,
    from labels
    group by measure, file_id
),
dated as (
    select
        claims.*,
        latest.latest_on,
        case
            when count(file.published_on) over cell = count(*) over cell then file.published_on
        end as published_on,
    from claims
    inner join latest using (measure, file_id)
    inner join benchmarks.file using (file_id)
    window cell as (partition by measure, years, area_code)
)
select
    *,
    first_value(file_id) over newest_first as by_file_id,
    rank() over newest as place,
from dated
window
    newest as (
        partition by measure, years, area_code
        order by published_on desc nulls last, latest_on desc
    ),
    newest_first as (
        partition by measure, years, area_code
        order by published_on desc nulls last, latest_on desc, file_id
    )
