-- Our own figures with the comparators that answer them. $1 is the neighbour model.
insert into benchmarks.comparison
with
own_areas as (
    select area_code from core.area where own
),
-- '2025' ends on the last day of the indicator's year; a span ends on 31 March of its last year.
label_ends as (
    select
        match.indicator,
        label.years,
        case
            when label.single_year then (label.last_year::varchar || '-' || match.year_end)::date
            else make_date(label.last_year, 3, 31)
        end as label_end,
    from benchmarks.match
    cross join benchmarks.label
    where label.last_year is not null
),
measure_files as (
    select measure, years, min(file_id) as file_id
    from benchmarks.published
    group by measure, years
),
published_comparators as (
    select
        match.indicator,
        lait.area_code,
        label_ends.label_end,
        lait.years,
        lait.measure,
        lait.neighbour_mean,
        lait.neighbours_used,
        lait.neighbour_median,
        lait.neighbours_missing,
        lait.region_name,
        lait.region,
        lait.england,
        lait.rank,
        lait.ranked,
        lait.band,
        file.file || ', latest year ' || file.vintage as source,
    from benchmarks.match
    inner join benchmarks.lait(
        $1,
        (select coalesce(list(measure), []) from benchmarks.match),
        (select coalesce(list(area_code), []) from own_areas)
    ) as lait on match.measure = lait.measure
    inner join label_ends
        on match.indicator = label_ends.indicator and lait.years = label_ends.years
    inner join measure_files
        on lait.measure = measure_files.measure and lait.years = measure_files.years
    inner join benchmarks.file on measure_files.file_id = file.file_id
    -- Of '2025' and '2025 (Rev)' the second is taken.
    qualify row_number() over (
        partition by match.indicator, lait.area_code, label_ends.label_end order by lait.years desc
    ) = 1
),
-- The first value stated for a comparator and year is used, later ones are noted.
stated_figures as (
    select
        match.indicator,
        label_ends.label_end,
        stated.*,
        row_number() over (
            partition by match.indicator, label_ends.label_end, stated.comparator
            order by stated.file_id, stated.row_number
        ) as place,
    from benchmarks.match
    inner join benchmarks.stated on stated.measure in (match.indicator, match.measure)
    inner join label_ends
        on match.indicator = label_ends.indicator and stated.years = label_ends.years
),
stated_comparators as (
    select
        indicator,
        label_end,
        arg_min(years, (file_id, row_number)) as years,
        arg_min(measure, (file_id, row_number)) as measure,
        max(value) filter (where comparator = 'neighbours' and place = 1) as neighbour_mean,
        max(value) filter (where comparator = 'region' and place = 1) as region,
        max(value) filter (where comparator = 'england' and place = 1) as england,
        max(not_comparable) as not_comparable,
        string_agg(comparator || ' stated in ' || source, '; ' order by file_id, row_number)
            filter (where place = 1) as source,
        string_agg(
            concat_ws(
                ', ',
                if(place > 1, comparator || ' also stated as ' || value || ' in ' || source, null),
                note
            ),
            '; ' order by file_id, row_number
        ) filter (where place > 1 or note is not null) as note,
    from stated_figures
    group by indicator, label_end
),
stated_for_areas as (
    select own_areas.area_code, stated_comparators.*
    from stated_comparators
    cross join own_areas
),
-- A stated figure stands in only where the published files have none.
comparators as (
    select
        indicator,
        area_code,
        label_end,
        coalesce(published_comparators.years, stated_for_areas.years) as years,
        coalesce(published_comparators.measure, stated_for_areas.measure) as measure,
        coalesce(
            published_comparators.neighbour_mean, stated_for_areas.neighbour_mean
        ) as neighbour_mean,
        case
            when published_comparators.neighbour_mean is not null
                or stated_for_areas.neighbour_mean is null
                then published_comparators.neighbours_used
        end as neighbours_used,
        published_comparators.neighbour_median,
        published_comparators.neighbours_missing,
        published_comparators.region_name,
        coalesce(published_comparators.region, stated_for_areas.region) as region,
        coalesce(published_comparators.england, stated_for_areas.england) as england,
        published_comparators.rank,
        published_comparators.ranked,
        published_comparators.band,
        published_comparators.source as published_source,
        published_comparators.neighbour_mean is not null as mean_computed,
        stated_for_areas.source as stated_source,
        stated_for_areas.note as stated_note,
        case
            when published_comparators.neighbour_mean is null and published_comparators.england is null
                then stated_for_areas.not_comparable
        end as stated_obstacle,
        coalesce(
            published_comparators.neighbour_mean, stated_for_areas.neighbour_mean,
            published_comparators.region, stated_for_areas.region,
            published_comparators.england, stated_for_areas.england
        ) is not null as has_value,
    from published_comparators
    full join stated_for_areas using (indicator, area_code, label_end)
),
-- Whole years, and the latest figure of each kind of period.
own_figures as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_end,
        value.value,
        value.lower,
        value.upper,
        match.statistic,
        match.polarity,
        match.decimals,
        match.note as match_note,
        match.aside,
        -- A snapshot meets a label only on the last day of a year, because labels end only there.
        value.period in ('year', 'snapshot') as whole_year,
        value.period_end = max(value.period_end) filter (where value.value is not null) over (
            partition by value.indicator, value.area_code, value.period
        ) as latest,
    from indicators.value
    inner join own_areas on value.area_code = own_areas.area_code
    inner join benchmarks.match on value.indicator = match.indicator
    where value.breakdown = 'none' and value.period in ('year', 'rolling12', 'snapshot')
),
pairs as (
    select
        own_figures.*,
        comparators.* exclude (indicator, area_code),
    from own_figures
    inner join comparators
        on own_figures.indicator = comparators.indicator
        and own_figures.area_code = comparators.area_code
        and (
            (own_figures.whole_year and comparators.label_end = own_figures.period_end)
            or (
                own_figures.latest
                and comparators.has_value
                and comparators.label_end <= own_figures.period_end
            )
        )
    qualify row_number() over (
        partition by
            own_figures.indicator,
            own_figures.area_code,
            own_figures.period,
            own_figures.period_end
        order by comparators.has_value desc, comparators.label_end desc
    ) = 1
),
-- Fingertips' single-interval rule: a comparator inside the 95% limits, both ends included, is
-- similar. side is where our figure lies: 1 above the comparator, -1 below, 0 similar.
sides as (
    select
        *,
        case
            when value is null then 'no own figure'
            when stated_obstacle is not null then stated_obstacle
            when aside is not null then 'computed with another reading than the published measure: ' || aside
            when statistic = 'count' then 'a count follows the size of the authority'
            when lower is null or upper is null then 'no confidence interval for this statistic'
        end as obstacle,
        case
            when neighbour_mean < lower then 1
            when neighbour_mean > upper then -1
            when neighbour_mean is not null then 0
        end as side_neighbours,
        case
            when england < lower then 1
            when england > upper then -1
            when england is not null then 0
        end as side_england,
    from pairs
),
verdicts (polarity, side, verdict) as (
    values
        ('high', 1, 'better'), ('high', 0, 'similar'), ('high', -1, 'worse'),
        ('low', 1, 'worse'), ('low', 0, 'similar'), ('low', -1, 'better'),
        ('neutral', 1, 'higher'), ('neutral', 0, 'similar'), ('neutral', -1, 'lower')
)
select
    sides.indicator,
    sides.area_code,
    sides.period,
    sides.period_end,
    sides.years as comparator_years,
    sides.measure,
    $1 as model,
    sides.value as own_value,
    sides.neighbour_mean,
    sides.neighbours_used,
    sides.neighbour_median,
    coalesce(sides.neighbours_missing, '') as neighbours_missing,
    sides.region_name,
    sides.region,
    sides.england,
    sides.rank,
    sides.ranked,
    sides.band,
    case
        when sides.obstacle is null and for_neighbours.verdict is not null
            then for_neighbours.verdict
        else 'not comparable'
    end as verdict_neighbours,
    case
        when sides.obstacle is null and for_england.verdict is not null then for_england.verdict
        else 'not comparable'
    end as verdict_england,
    coalesce(
        sides.obstacle,
        coalesce(
            'neighbours ' || round(sides.neighbour_mean, sides.decimals + 1)::varchar,
            'no neighbour mean'
        )
        || ', '
        || coalesce(
            'England ' || round(sides.england, sides.decimals + 1)::varchar,
            'no England figure'
        )
        || ', against our 95% limits ' || round(sides.lower, sides.decimals + 1)::varchar
        || ' to ' || round(sides.upper, sides.decimals + 1)::varchar
    ) as reason,
    concat_ws(
        '; ',
        sides.published_source,
        if(sides.mean_computed, 'neighbours of model ' || $1, null),
        sides.stated_source
    ) as source,
    concat_ws('; ', sides.match_note, sides.stated_note) as note,
from sides
left join verdicts as for_neighbours
    on sides.polarity = for_neighbours.polarity and sides.side_neighbours = for_neighbours.side
left join verdicts as for_england
    on sides.polarity = for_england.polarity and sides.side_england = for_england.side
order by sides.indicator, sides.area_code, sides.period, sides.period_end
