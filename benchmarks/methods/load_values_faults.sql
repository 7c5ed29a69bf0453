-- The first record of the long table that cannot be typed: row, column, what was wanted.
with
typed as (
    select
        row_number,
        "Short Desc" as measure,
        "Years" as years,
        "LA and Regions" as area_name,
        try_cast("LA Number" as double) as area_number,
        case when "Values" not in ('-', 'c', '..') then trim("Values") end as printed,
    from received
    where "Years" is not null
),
faults as (
    select row_number, 1 as place, 'Short Desc' as column_name, 'want the id of a measure' as wanted
    from typed
    where coalesce(trim(measure), '') = ''
    union all
    select row_number, 2, 'Years', 'want a label that begins with a year, e.g. 2025 or 2024-25'
    from typed
    where try_cast(left(years, 4) as integer) is null
    union all
    select row_number, 3, 'LA and Regions', 'want the name of an authority, a region or England'
    from typed
    where coalesce(trim(area_name), '') = ''
    union all
    select row_number, 4, 'Values', 'want a number, or one of - c .. where there is none'
    from typed
    where printed <> '' and not coalesce(isfinite(try_cast(printed as double)), false)
    union all
    select row_number, 5, 'LA Number', 'want a three-digit area code, 200 to 999'
    from typed
    where area_number is null
        or area_number <> floor(area_number)
        or area_number not between 200 and 999
)
select row_number, column_name, wanted
from faults
order by row_number, place
limit 1
