-- LAIT's comparison at the grain measure, years, area, over the tables that are named: one with the
-- columns of benchmarks.published and one with those of benchmarks.measure. measures_asked and
-- areas_asked are lists of codes, null for all; with model_asked '' neighbours and regions are left out.
create or replace macro benchmarks.lait_over(
    published_table, measure_table, model_asked, measures_asked, areas_asked
) as table
with
published as materialized (
    select measure, area_code, area_name, area_level, years, year_number, value
    from query_table(published_table)
    where measures_asked is null or list_contains(measures_asked, measure)
),
described as (
    select measure, polarity, banded
    from query_table(measure_table)
),
area_regions as (
    select area_code, area_name, region_name
    from benchmarks.area_region
    where model = model_asked
),
-- Published files spell a name in more than one way; the model's workbook says which is LAIT's.
areas as (
    select
        area_code,
        coalesce(any_value(area_regions.area_name), min(published.area_name)) as area_name,
        min(published.area_level) as area_level,
    from published
    left join area_regions using (area_code)
    group by area_code
    union all
    select area_code, area_name, 'authority' as area_level
    from area_regions
    anti join published using (area_code)
),
labels as (
    select distinct measure, years, year_number
    from published
),
-- The latest year of a region is the highest number; the latest label of an authority is the
-- greatest text. They differ only for labels that do not begin with the same four digits.
latest as (
    select
        measure,
        max(year_number) as latest_year,
        max(years) filter (where area_level = 'authority') as latest_label,
    from published
    group by measure
),
areas_needed as (
    select *
    from areas
    where areas_asked is null
        or list_contains(areas_asked, area_code)
        or area_code in (
            select neighbour_code
            from benchmarks.neighbour
            where model = model_asked and list_contains(areas_asked, area_code)
        )
),
-- One row per measure, label and area that is asked for or is a neighbour, published or not.
cells as (
    select
        labels.measure,
        labels.years,
        labels.year_number,
        areas_needed.area_code,
        areas_needed.area_name,
        areas_needed.area_level,
        published.value,
    from labels
    cross join areas_needed
    left join published using (measure, years, area_code)
),
-- Unweighted mean of the neighbours that have a value; the divisor shrinks with them.
-- The order makes the sum, and so its last digit, the same in every run.
neighbour_figures as (
    select
        neighbour.area_code,
        cells.measure,
        cells.years,
        list(cells.value order by neighbour.rank) filter (where cells.value is not null) as used,
        list(cells.area_name order by neighbour.rank) filter (where cells.value is null) as missing,
    from benchmarks.neighbour
    inner join cells on neighbour.neighbour_code = cells.area_code
    where neighbour.model = model_asked
        and (areas_asked is null or list_contains(areas_asked, neighbour.area_code))
    group by neighbour.area_code, cells.measure, cells.years
),
region_values as (
    select measure, years, year_number, area_name as region_name, value
    from published
    where area_level = 'region'
),
england_values as (
    select measure, years, value
    from published
    where area_level = 'country'
),
-- A London sub-region without a value in the latest year gives way to London, in all years.
regions_with_latest as (
    select distinct region_values.measure, region_values.region_name
    from region_values
    inner join latest
        on region_values.measure = latest.measure and region_values.year_number = latest.latest_year
    where region_values.value is not null
),
regions as (
    select
        area_regions.area_code,
        latest.measure,
        if(
            area_regions.region_name like 'London%' and regions_with_latest.region_name is null,
            'London',
            area_regions.region_name
        ) as region_name,
    from area_regions
    cross join latest
    left join regions_with_latest using (measure, region_name)
),
-- Authorities with a value in the latest year, of measures that have a better and a worse end.
pool as (
    select
        published.measure,
        published.years,
        published.area_code,
        published.value,
        described.polarity,
    from published
    inner join latest
        on published.measure = latest.measure and published.years = latest.latest_label
    inner join described on published.measure = described.measure
    where published.area_level = 'authority'
        and published.value is not null
        and described.polarity in ('High', 'Low')
),
-- quantile_cont interpolates as R's type 7 does.
cut_points as (
    select
        measure,
        count(*) as ranked,
        quantile_cont(value, 0.25) as first_quartile,
        quantile_cont(value, 0.50) as middle,
        quantile_cont(value, 0.75) as third_quartile,
    from pool
    group by measure
),
standings as (
    select
        pool.measure,
        pool.years,
        pool.area_code,
        rank() over (
            partition by pool.measure
            order by if(pool.polarity = 'Low', pool.value, -pool.value)
        ) as rank,
        case
            when pool.value <= cut_points.first_quartile then if(pool.polarity = 'Low', 'A', 'D')
            when pool.value <= cut_points.middle then if(pool.polarity = 'Low', 'B', 'C')
            when pool.value <= cut_points.third_quartile then if(pool.polarity = 'Low', 'C', 'B')
            else if(pool.polarity = 'Low', 'D', 'A')
        end as band,
    from pool
    inner join cut_points on pool.measure = cut_points.measure
),
-- Rank and band are of the latest label, and of authorities.
asked_cells as (
    select
        cells.*,
        cells.area_level = 'authority' and cells.years = latest.latest_label as stands,
        cells.value - lag(cells.value) over (
            partition by cells.measure, cells.area_code order by cells.year_number, cells.years
        ) as change,
    from cells
    inner join latest using (measure)
    where areas_asked is null or list_contains(areas_asked, cells.area_code)
)
select
    asked_cells.measure,
    asked_cells.area_code,
    asked_cells.area_name,
    asked_cells.area_level,
    asked_cells.years,
    asked_cells.year_number,
    asked_cells.value,
    list_avg(neighbour_figures.used) as neighbour_mean,
    case
        when asked_cells.area_level = 'authority' and model_asked <> ''
            then coalesce(len(neighbour_figures.used), 0)
    end as neighbours_used,
    list_median(neighbour_figures.used) as neighbour_median,
    list_min(neighbour_figures.used) as neighbour_low,
    list_max(neighbour_figures.used) as neighbour_high,
    coalesce(array_to_string(neighbour_figures.missing, '; '), '') as neighbours_missing,
    regions.region_name,
    region_values.value as region,
    england_values.value as england,
    standings.rank,
    case when asked_cells.stands then cut_points.ranked end as ranked,
    case
        when
            asked_cells.stands
            and (described.polarity not in ('High', 'Low') or not described.banded)
            then '-'
        else standings.band
    end as band,
    asked_cells.change,
from asked_cells
inner join described using (measure)
left join neighbour_figures using (measure, years, area_code)
left join regions using (measure, area_code)
left join region_values
    on asked_cells.measure = region_values.measure
    and asked_cells.years = region_values.years
    and regions.region_name = region_values.region_name
left join england_values
    on asked_cells.measure = england_values.measure and asked_cells.years = england_values.years
left join standings
    on asked_cells.measure = standings.measure
    and asked_cells.years = standings.years
    and asked_cells.area_code = standings.area_code
left join cut_points on asked_cells.measure = cut_points.measure;

-- The same over what the published files hold.
create or replace macro benchmarks.lait(model_asked, measures_asked, areas_asked) as table
select *
from benchmarks.lait_over(
    'benchmarks.published', 'benchmarks.measure', model_asked, measures_asked, areas_asked
)
