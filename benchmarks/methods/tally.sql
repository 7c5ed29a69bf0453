-- What a tally counts: for each own authority and indicator the figure, its comparator and what is said of it.
-- $1 is what it is set against, $2 the group's name or empty, $3 the day that figures end on or null for the
-- latest, $4 the day from which the latest has to end or null.
with
own_areas as (
    select area_code from core.area where own
),
-- Figures that cover a year, or stand at a day. Of two that end together a whole year stands before rolling months.
own_figures as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_end,
        value.value,
        value.symbol,
    from indicators.value
    inner join own_areas using (area_code)
    where value.breakdown = 'none'
        and value.period in ('year', 'rolling12', 'snapshot')
        and value.period_end = coalesce($3::date, value.period_end)
    qualify row_number() over (
        partition by value.indicator, value.area_code
        order by value.value is null, value.period_end desc, value.period = 'rolling12', value.period
    ) = 1
),
candidates as (
    select
        match.indicator,
        match.position,
        match.polarity as own_polarity,
        own_areas.area_code,
        own_figures.period,
        own_figures.period_end,
        coalesce(own_figures.period_end, $3::date) as ends_on,
        -- A whole year's end is where printed words about a year belong.
        coalesce(own_figures.period, 'year') <> 'rolling12' as whole_year,
        own_figures.value as own_value,
        own_figures.symbol,
        match.year_end,
    from benchmarks.match
    cross join own_areas
    left join own_figures
        on match.indicator = own_figures.indicator and own_areas.area_code = own_figures.area_code
),
-- Where the source prints how ours stands and no number.
printed_words as (
    select
        candidates.indicator,
        candidates.area_code,
        stated.says,
        stated.source,
        stated.note,
        stated.not_comparable,
    from candidates
    inner join benchmarks.stated
        on stated.says is not null
        and stated.comparator = $1
        and (
            stated.measure = candidates.indicator
            or stated.measure in (
                select crosswalk.measure
                from benchmarks.crosswalk
                where crosswalk.indicator = candidates.indicator and crosswalk.role = 'value'
            )
        )
    inner join benchmarks.label on stated.years = label.years
    where candidates.whole_year
        and candidates.ends_on = case
            when label.ends_on is not null then label.ends_on
            when label.single_year then (label.last_year::varchar || '-' || candidates.year_end)::date
            else make_date(label.last_year, 3, 31)
        end
    qualify row_number() over (
        partition by candidates.indicator, candidates.area_code order by stated.file_id, stated.row_number
    ) = 1
),
judged as (
    select
        judgement.indicator,
        judgement.area_code,
        judgement.period,
        judgement.period_end,
        judgement.value,
        judgement.verdict,
        judgement.reason,
        judgement.years,
    from benchmarks.judgement
    where judgement.against = $1
        and ($1 <> 'group' or judgement.name = $2)
    qualify row_number() over (
        partition by judgement.indicator, judgement.area_code, judgement.period, judgement.period_end
        order by judgement.value is null, judgement.name
    ) = 1
)
select
    candidates.area_code,
    candidates.indicator,
    candidates.own_polarity,
    coalesce(candidates.period, '') as period,
    coalesce(candidates.period_end, $3::date) as period_end,
    candidates.own_value,
    coalesce(candidates.symbol, 'x') as symbol,
    coalesce(candidates.period_end < $4::date, false) as old,
    judged.value,
    coalesce(judged.verdict, 'not comparable') as verdict,
    coalesce(judged.reason, '') as reason,
    coalesce(judged.years, '') as years,
    coalesce(comparison.stale, '') as stale,
    coalesce(printed_words.says, '') as says,
    coalesce(concat_ws(': ', printed_words.source, printed_words.note), '') as said_in,
    coalesce(printed_words.not_comparable, '') as said_of_another,
from candidates
left join judged using (indicator, area_code, period, period_end)
left join benchmarks.comparison using (indicator, area_code, period, period_end)
left join printed_words using (indicator, area_code)
order by candidates.area_code, candidates.position, candidates.indicator
