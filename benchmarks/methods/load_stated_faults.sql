-- The first stated comparator that cannot be typed: row, column, what was wanted. The verb in the list is
-- a column that a file may leave out: what the source says where it prints no number.
with records as (
    select
        received.*,
        lower(trim(coalesce(%s, ''))) as said,
    from received
),
faults as (
    select
        row_number,
        1 as place,
        'measure' as column_name,
        'want an indicator id or a measure code' as wanted,
    from records
    where coalesce(trim("measure"), '') = ''
    union all
    select row_number, 2, 'comparator', 'want neighbours, region or england'
    from records
    where lower(coalesce(trim("comparator"), '')) not in ('neighbours', 'region', 'england')
    union all
    select row_number, 3, 'says', 'want met or not met, or nothing'
    from records
    where said not in ('', 'met', 'not met')
    union all
    select row_number, 4, 'says', 'want nothing beside a value, which says by itself how ours stands'
    from records
    where said in ('met', 'not met') and coalesce(trim("value"), '') <> ''
    union all
    select
        row_number,
        5,
        'value',
        'want a number, without unit or thousands separator, or nothing where column says has met or not met',
    from records
    where not coalesce(isfinite(try_cast(trim("value") as double)), false)
        and (coalesce(trim("value"), '') <> '' or said = '')
    union all
    select row_number, 6, 'source', 'want where the figure is printed'
    from records
    where coalesce(trim("source"), '') = ''
    union all
    select row_number, 7, 'years', 'want a year such as 2009 or 2008-09'
    from records
    where coalesce(trim("years"), '') = ''
)
select row_number, column_name, wanted
from faults
order by row_number, place
limit 1
