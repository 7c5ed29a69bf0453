-- Measures that changed their unit. From one label of a measure to the next the ratio of each authority's
-- values is taken; where its median over at least ten authorities is 50 or more, or a fiftieth or less, the
-- unit has changed and not the country: a percentage printed as a share is 100 times less, thousands of
-- pounds printed as pounds 1,000 times more, while no published rate of the country has moved fiftyfold in
-- a year. The side with fewer labels is doubtful; of two that have as many, the earlier.
insert into benchmarks.doubtful by name
with
-- A sieve, because taking every ratio costs as much as loading the figures: where half the authorities
-- have grown fiftyfold, the greatest tenth of the later values is fifty times the least tenth of the
-- earlier at least, as long as two fifths of the authorities have both values. It only sifts out.
spreads as (
    select
        measure,
        years,
        row_number() over (partition by measure order by year_number, years) as position,
        quantile_disc(value, [0.1, 0.9])
            filter (where area_level = 'authority' and value > 0) as tenths,
    from benchmarks.published
    group by measure, years, year_number
),
suspects as (
    select distinct earlier.measure
    from spreads as earlier
    inner join spreads as later
        on earlier.measure = later.measure and earlier.position + 1 = later.position
    where later.tenths[2] >= 50 * earlier.tenths[1] or earlier.tenths[2] >= 50 * later.tenths[1]
),
labels as (
    select measure, years, position
    from spreads
    semi join suspects using (measure)
),
positive as (
    select labels.measure, labels.position, published.area_code, published.value
    from benchmarks.published
    inner join labels using (measure, years)
    where published.area_level = 'authority' and published.value > 0
),
breaks as (
    select
        earlier.measure,
        later.position,
        count(*) as authorities,
        median(later.value / earlier.value) as ratio,
    from positive as earlier
    inner join positive as later
        on earlier.measure = later.measure
        and earlier.area_code = later.area_code
        and earlier.position + 1 = later.position
    group by earlier.measure, later.position
    having count(*) >= 10 and (ratio >= 50 or ratio <= 0.02)
),
-- A label's scale is the product of the breaks before it; labels of one scale have one unit.
scales as (
    select
        labels.measure,
        labels.years,
        labels.position,
        sum(coalesce(ln(breaks.ratio), 0)) over (
            partition by labels.measure order by labels.position
        ) as scale,
    from labels
    semi join breaks on labels.measure = breaks.measure
    left join breaks on labels.measure = breaks.measure and labels.position = breaks.position
),
alike as (
    select
        one.measure,
        one.scale,
        one.position,
        count(*) as labels,
    from scales as one
    inner join scales as other
        on one.measure = other.measure and abs(one.scale - other.scale) < ln(50)
    group by one.measure, one.scale, one.position
),
main_scales as (
    select measure, arg_max(scale, (labels, position)) as scale
    from alike
    group by measure
),
found as (
    select
        breaks.measure,
        string_agg(
            format(
                'from {} to {} the median of {} authorities is {:.4g} times as large',
                earlier.years, later.years, breaks.authorities, breaks.ratio
            ),
            '; ' order by breaks.position
        ) as words,
    from breaks
    inner join labels as later
        on breaks.measure = later.measure and breaks.position = later.position
    inner join labels as earlier
        on breaks.measure = earlier.measure and breaks.position = earlier.position + 1
    group by breaks.measure
)
select
    scales.measure,
    scales.years,
    'the measure changed its unit: ' || found.words as reason,
from scales
inner join main_scales using (measure)
inner join found using (measure)
where abs(scales.scale - main_scales.scale) >= ln(50)
order by scales.measure, scales.position
