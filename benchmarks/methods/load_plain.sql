-- A plain list typed, one row per measure, time and area; its numerators and denominators are
-- measures of their own. The label of a figure that is given by a day is that day.
create or replace temporary table incoming as
with
records as (
    select
        row_number,
        trim("measure") as measure,
        upper(regexp_replace(trim("area_code"), '^([0-9]{3})\.0+$', '\1')) as area,
        coalesce(
            nullif(trim("years"), ''),
            try_strptime(trim("period_end"), '%Y-%m-%d')::date::varchar,
            try_strptime(trim("period_end"), '%d/%m/%Y')::date::varchar
        ) as years,
        nullif(trim("value"), '')::double as value,
        lower(coalesce(trim("symbol"), '')) as symbol,
        nullif(trim("numerator"), '')::double as numerator,
        nullif(trim("denominator"), '')::double as denominator,
    from received
),
figures as (
    select row_number, 'value' as column_name, measure, area, years, value, symbol
    from records
    union all
    select row_number, 'numerator', measure || '; numerator', area, years, numerator, ''
    from records
    where numerator is not null
    union all
    select row_number, 'denominator', measure || '; denominator', area, years, denominator, ''
    from records
    where denominator is not null
)
select
    figures.row_number,
    figures.column_name,
    figures.measure,
    place.area_code,
    place.area_name,
    place.area_level,
    figures.years,
    left(figures.years, 4)::integer as year_number,
    figures.value,
    figures.symbol,
    false as shared,
from figures
inner join place on figures.area = place.printed
-- Records of one figure agree, which has been checked.
qualify row_number() over (
    partition by figures.measure, place.area_code, figures.years order by figures.row_number
) = 1
