-- The first stated comparator that cannot be typed: row, column, what was wanted.
with faults as (
    select
        row_number,
        1 as place,
        'measure' as column_name,
        'want an indicator id or a measure code' as wanted,
    from received
    where coalesce(trim("measure"), '') = ''
    union all
    select row_number, 2, 'comparator', 'want neighbours, region or england'
    from received
    where lower(coalesce(trim("comparator"), '')) not in ('neighbours', 'region', 'england')
    union all
    select row_number, 3, 'value', 'want a number, without unit or thousands separator'
    from received
    where not coalesce(isfinite(try_cast(trim("value") as double)), false)
    union all
    select row_number, 4, 'source', 'want where the figure is printed'
    from received
    where coalesce(trim("source"), '') = ''
    union all
    select row_number, 5, 'years', 'want a year such as 2009 or 2008-09'
    from received
    where coalesce(trim("years"), '') = ''
)
select row_number, column_name, wanted
from faults
order by row_number, place
limit 1
