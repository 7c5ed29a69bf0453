-- What a plain list says of its measures; one that it does not name goes by its id.
insert into benchmarks.described by name
with
records as (
    select
        row_number,
        trim("measure") as measure,
        nullif(trim("title"), '') as title,
        nullif(lower(trim("polarity")), '') as polarity,
        nullif(trim("unit"), '') as unit,
        nullif(trim("decimals"), '') as decimals,
        nullif(trim("source"), '') as source,
        nullif(trim("numerator"), '') as numerator,
        nullif(trim("denominator"), '') as denominator,
    from received
),
measures as (
    select
        measure,
        coalesce(arg_min(title, row_number) filter (where title is not null), measure) as title,
        arg_min(polarity, row_number) filter (where polarity is not null) as polarity,
        arg_min(unit, row_number) filter (where unit is not null) as unit,
        arg_min(decimals, row_number) filter (where decimals is not null) as decimals,
        arg_min(source, row_number) filter (where source is not null) as source,
        count(numerator) as numerators,
        count(denominator) as denominators,
    from records
    group by measure
),
described as (
    select
        measure,
        title,
        case polarity when 'high' then 'High' when 'low' then 'Low' else '-' end as polarity,
        coalesce(decimals::double::integer, 1) as decimals,
        unit as axis,
        source as owner,
    from measures
    union all
    select measure || '; numerator', title || ': numerator', '-', 0, null, source
    from measures
    where numerators > 0
    union all
    select measure || '; denominator', title || ': denominator', '-', 0, null, source
    from measures
    where denominators > 0
)
select
    $1::integer as file_id,
    measure,
    title,
    'Local and regional lists' as topic,
    polarity,
    decimals,
    axis,
    owner,
from described
order by measure
