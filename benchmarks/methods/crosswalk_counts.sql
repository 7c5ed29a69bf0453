-- Indicators whose published numerator and denominator do not make the published value in nine of ten
-- cells of authorities. $1 is the catalogue's declarations as JSON.
with
declared as (
    select
        unnest(
            from_json(
                $1::json,
                '[{"indicator": "varchar", "role": "varchar", "place": "integer", "measure": "varchar",
                "factor": "double", "year_end": "varchar"}]'
            ),
            recursive := true
        ),
),
-- Of the measures of one role the first that has the cell.
figures as (
    select
        declared.indicator,
        declared.role,
        published.area_code,
        published.years,
        arg_min(published.value, declared.place) as value,
        arg_min(declared.measure, declared.place) as measure,
        arg_min(declared.factor, declared.place) as factor,
    from declared
    inner join benchmarks.published using (measure)
    where published.area_level = 'authority' and published.value is not null
    group by declared.indicator, declared.role, published.area_code, published.years
),
-- Half of the last decimal that a measure is printed with.
fineness as (
    select
        indicator,
        role,
        measure,
        case
            when bool_and(abs(value - round(value)) < 1e-9) then 0.5
            when bool_and(abs(value - round(value, 1)) < 1e-9) then 0.05
            else 0.005
        end as half,
    from figures
    group by indicator, role, measure
),
-- Counts in whole numbers are exact, full-time equivalents with a decimal are not.
printed as (
    select figures.*, if(role <> 'value' and half = 0.5, 0, half) as half
    from figures
    inner join fineness using (indicator, role, measure)
),
cells as (
    select
        published_value.indicator,
        published_value.area_code,
        published_value.years,
        published_value.measure as value_measure,
        numerator.measure || ' / ' || denominator.measure as counts,
        published_value.value * published_value.factor as value,
        published_value.half * published_value.factor + 1e-6 as half,
        numerator.factor * greatest(numerator.value - numerator.half, 0)
            / (denominator.value + denominator.half) as least,
        numerator.factor * (numerator.value + numerator.half)
            / (denominator.value - denominator.half) as greatest,
    from printed as published_value
    inner join printed as numerator using (indicator, area_code, years)
    inner join printed as denominator using (indicator, area_code, years)
    where published_value.role = 'value'
        and numerator.role = 'numerator'
        and denominator.role = 'denominator'
        and denominator.value > denominator.half
),
judged as (
    select *, value between least - half and greatest + half as agrees
    from cells
)
-- A handful of cells is no proof of anything.
select
    indicator,
    arg_max(counts, (years, area_code)) filter (where not agrees) as counts,
    arg_max(value_measure, (years, area_code)) filter (where not agrees) as value_measure,
    count(*) as cells,
    count(*) filter (where agrees) as agreeing,
    arg_max(area_code || ' ' || years, (years, area_code)) filter (where not agrees) as place,
from judged
group by indicator
having cells >= 20 and agreeing < 0.9 * cells
order by indicator
