-- The long table typed, one row per measure, label and area. 970 is England, 980 to 990 are
-- regions.
create or replace temporary table incoming as
with
typed as (
    select
        row_number,
        "Short Desc" as measure,
        "Years" as years,
        trim("LA and Regions") as area_name,
        "LA Number"::double::integer as area_number,
        case
            when "Values" not in ('-', 'c', '..')
                then try_cast(nullif(trim("Values"), '') as double)
        end as value,
    from received
    where "Years" is not null
),
-- Records of one figure must agree, which is checked when there are several.
figures as (
    select
        min(row_number) as row_number,
        measure,
        years,
        min(area_name) as area_name,
        area_number,
        min(value) as value,
    from typed
    group by measure, years, area_number
)
select
    row_number,
    measure,
    area_number::varchar as area_code,
    area_name,
    case
        when area_number = 970 then 'country'
        when area_number between 980 and 990 then 'region'
        else 'authority'
    end as area_level,
    years,
    left(years, 4)::integer as year_number,
    value,
    if(value is null, 'x', '') as symbol,
    false as shared,
    'Values' as column_name,
from figures
