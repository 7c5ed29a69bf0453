-- The first record that gives a figure another value than an earlier record: row, column, what was
-- wanted.
with
typed as (
    select
        row_number,
        "Short Desc" as measure,
        "Years" as years,
        "LA Number"::double as area_number,
        case
            when "Values" not in ('-', 'c', '..')
                then try_cast(nullif(trim("Values"), '') as double)
        end as value,
    from received
    where "Years" is not null
),
with_first as (
    select
        row_number,
        value,
        first_value(value) over (
            partition by measure, years, area_number order by row_number
        ) as first_value,
    from typed
)
select
    row_number,
    'Values' as column_name,
    'an earlier record gives this measure, year and area another value: want one record each'
        as wanted,
from with_first
where value is distinct from first_value
order by row_number
limit 1
