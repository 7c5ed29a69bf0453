-- The records of a plain list that cannot be typed, with every place: row, column, what was wanted.
-- $1 is the column that says when.
with
records as (
    select
        row_number,
        coalesce(trim("measure"), '') as measure,
        upper(regexp_replace(trim("area_code"), '^([0-9]{3})\.0+$', '\1')) as area,
        lower(trim("area_name")) as area_name,
        coalesce(trim("value"), '') as printed,
        lower(coalesce(trim("symbol"), '')) as symbol,
        coalesce(trim("numerator"), '') as numerator,
        coalesce(trim("denominator"), '') as denominator,
        coalesce(trim("years"), '') as years,
        coalesce(trim("period_end"), '') as period_end,
        lower(coalesce(trim("polarity"), '')) as polarity,
        regexp_replace(coalesce(trim("decimals"), ''), '\.0+$', '') as decimals,
        coalesce(trim("title"), '') as title,
        coalesce(trim("unit"), '') as unit,
        regexp_full_match(trim("period_end"), '[0-9]{4}-[0-9]{2}-[0-9]{2}') as is_iso,
        regexp_full_match(trim("period_end"), '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') as is_british,
        coalesce(
            try_strptime(trim("period_end"), '%Y-%m-%d'),
            try_strptime(trim("period_end"), '%d/%m/%Y')
        )::date as day,
    from received
),
first_day as (
    select arg_min(is_iso, row_number) as is_iso
    from records
    where is_iso or is_british
),
-- What is said of a measure, in the first record that says it.
first_words as (
    select
        measure,
        arg_min(title, row_number) filter (where title <> '') as title,
        arg_min(polarity, row_number) filter (where polarity <> '') as polarity,
        arg_min(unit, row_number) filter (where unit <> '') as unit,
        arg_min(decimals, row_number) filter (where decimals <> '') as decimals,
    from records
    group by measure
),
twins as (
    select
        row_number,
        symbol,
        first_value(symbol) over cell as first_symbol,
        try_cast(records.printed as double) as value,
        first_value(try_cast(records.printed as double)) over cell as first_value,
        numerator,
        first_value(numerator) over cell as first_numerator,
        denominator,
        first_value(denominator) over cell as first_denominator,
    from records
    inner join place on records.area = place.printed
    window cell as (
        partition by measure, place.area_code, years, day
        order by row_number
    )
),
faults as (
    select
        row_number,
        1 as place,
        'measure' as column_name,
        'want the id of a measure, or of one of our indicators' as wanted,
    from records
    where measure = ''
    union all
    select
        row_number,
        1,
        'measure',
        'the endings ; numerator and ; denominator are for what those columns hold: '
        || 'want another id'
    from records
    where regexp_matches(measure, '; (numerator|denominator)$')
    union all
    select
        row_number,
        2,
        'area_code',
        'want the code of an English authority with children''s services, of a region or of '
        || 'England, e.g. 204, E09000012 or 970'
    from records
    anti join place on records.area = place.printed
    union all
    -- An authority that has ended may bear the name of the one that took its place.
    select
        row_number,
        2,
        'area_code',
        'the name is of another area, ' || named.area_code
        || ': the codes and the names have slipped'
    from records
    inner join place on records.area = place.printed
    inner join place as named
        on records.area_name = lower(named.area_name) and named.printed = named.area_code
    where named.area_code <> place.area_code
        and not list_contains(string_split(place.succeeded_by, ' '), named.area_code)
    union all
    select row_number, 3, 'period_end', 'want a day that there is, as 2025-03-31 or 31/03/2025'
    from records
    where period_end <> ''
        and (
            not (is_iso or is_british)
            or day is null
            or year(day) not between 1990 and 2100
        )
    union all
    select
        row_number,
        3,
        'period_end',
        'the first day of the list is written with the '
        || if(first_day.is_iso, 'year', 'day') || ' first: want one form for all'
    from records
    cross join first_day
    where (records.is_iso or records.is_british) and records.is_iso <> first_day.is_iso
    union all
    select row_number, 3, $1::varchar, 'want when the figure is of'
    from records
    where years = '' and period_end = ''
    union all
    select
        row_number,
        4,
        'value',
        'want a number without unit or thousands separator, or nothing here and the reason in '
        || 'column symbol'
    from records
    where printed <> ''
        and (
            not regexp_full_match(printed, '-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?')
            or not isfinite(try_cast(printed as double))
        )
    union all
    select
        row_number,
        4,
        'value',
        'want a number, or in column symbol why there is none: z not applicable, '
        || 'x not available, c suppressed, u unreliable, low rounds to nought'
    from records
    where printed = '' and symbol = ''
    union all
    select row_number, 5, 'symbol', 'want z, x, c, u or low, or nothing'
    from records
    where symbol not in ('', 'z', 'x', 'c', 'u', 'low')
    union all
    select row_number, 5, 'symbol', 'there is a value too: want one of the two'
    from records
    where printed <> '' and symbol in ('z', 'x', 'c', 'u', 'low')
    union all
    select
        row_number,
        6,
        'numerator',
        'want a number without unit or thousands separator, or nothing'
    from records
    where not regexp_full_match(numerator, '(-?[0-9]+(\.[0-9]+)?)?')
    union all
    select
        row_number,
        7,
        'denominator',
        'want a number without sign, unit or thousands separator, or nothing'
    from records
    where not regexp_full_match(denominator, '([0-9]+(\.[0-9]+)?)?')
    union all
    select row_number, 8, 'polarity', 'want high, low, neutral or nothing'
    from records
    where polarity not in ('', 'high', 'low', 'neutral')
    union all
    select row_number, 9, 'decimals', 'want a whole number from 0 to 9, or nothing'
    from records
    where not regexp_full_match(decimals, '[0-9]?')
    union all
    select
        row_number,
        10,
        case
            when records.title not in ('', first_words.title) then 'title'
            when records.polarity not in ('', first_words.polarity) then 'polarity'
            when records.unit not in ('', first_words.unit) then 'unit'
            else 'decimals'
        end,
        'an earlier record says otherwise of this measure: want one'
    from records
    inner join first_words using (measure)
    where records.title not in ('', first_words.title)
        or records.polarity not in ('', first_words.polarity)
        or records.unit not in ('', first_words.unit)
        or records.decimals not in ('', first_words.decimals)
    union all
    select
        row_number,
        10,
        'title',
        'the measure ' || first_words.measure || ' has this title: want one of its own'
    from records
    inner join first_words using (title)
    where records.measure <> first_words.measure
    union all
    select
        row_number,
        11,
        case
            when value is distinct from first_value or symbol <> first_symbol then 'value'
            when numerator <> first_numerator then 'numerator'
            else 'denominator'
        end,
        'an earlier record gives this measure, time and area another figure: want one record'
    from twins
    where value is distinct from first_value
        or symbol <> first_symbol
        or numerator <> first_numerator
        or denominator <> first_denominator
)
select row_number, column_name, wanted
from faults
order by row_number, place, column_name, wanted
