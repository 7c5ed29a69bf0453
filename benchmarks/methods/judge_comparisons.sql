-- The comparisons with what was judged of them.
insert into benchmarks.comparison by name
select
    pair.indicator,
    pair.area_code,
    pair.period,
    pair.period_end,
    pair.years as comparator_years,
    pair.measure,
    pair.model,
    pair.value as own_value,
    pair.neighbour_mean,
    pair.neighbours_used,
    pair.neighbour_median,
    coalesce(pair.neighbours_missing, '') as neighbours_missing,
    pair.region_name,
    pair.region,
    pair.england,
    pair.rank,
    pair.ranked,
    pair.band,
    judged.verdict_neighbours,
    judged.verdict_england,
    judged.reason,
    pair.source,
    case
        when pair.stated_note is null and judged.remark = '' then coalesce(match.note, '')
        else concat_ws('; ', rtrim(match.note, '.'), pair.stated_note, nullif(judged.remark, ''))
    end as note,
    coalesce(match.differs, '') as differs,
    judged.stale,
    pair.neighbour_low,
    pair.neighbour_high,
    judged.neighbours_shared,
    judged.neighbours_within,
    judged.neighbours_limited,
    judged.rank_best,
    judged.rank_worst,
    judged.verdict_median,
    judged.verdict_region,
    judged.strength_neighbours,
    judged.strength_england,
    judged.averages_differ,
from comparison_pair as pair
inner join comparison_verdict as judged using (pair_id)
inner join benchmarks.match using (indicator)
order by pair.pair_id
