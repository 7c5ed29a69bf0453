-- The first row of the dictionary that cannot be typed: row, column, what was wanted.
with
current_rows as (
    select *
    from received
    where coalesce("Table_status", '') not like '%DISCONTINUE%'
),
faults as (
    select
        row_number,
        1 as place,
        'Measure_short' as column_name,
        'want the id of a measure' as wanted,
    from current_rows
    where coalesce(trim("Measure_short"), '') in ('', 'NA')
    union all
    select row_number, 2, 'Measure', 'want the title of a measure'
    from current_rows
    where coalesce(trim("Measure"), '') in ('', 'NA')
    union all
    select row_number, 3, 'Polarity', 'want High, Low, - or NA'
    from current_rows
    where coalesce(trim("Polarity"), '') not in ('High', 'Low', '-', 'NA', '')
    union all
    select row_number, 4, 'dps', 'want a number of decimals from 0 to 9, or NA'
    from current_rows
    where not regexp_full_match(coalesce(trim("dps"), ''), '[0-9]?|NA')
    union all
    select row_number, 5, 'No_Quartile', 'want N or NA'
    from current_rows
    where coalesce(trim("No_Quartile"), '') not in ('N', 'NA', '')
)
select row_number, column_name, wanted
from faults
order by row_number, place
limit 1
