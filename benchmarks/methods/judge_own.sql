-- Our figures that are judged against others of ours: whole years, the newest of each kind of period, and
-- the quarters and quarter ends of the last two years. Beside each the figure a year before, where there
-- is a row of it.
with
figures as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_end,
        value.edition,
        value.numerator::double as numerator,
        value.denominator::double as denominator,
        value.value,
        value.lower,
        value.upper,
        value.short_history,
        match.position,
        match.year_end,
    from indicators.value
    inner join benchmarks.match using (indicator)
    where value.breakdown = 'none'
        and value.period in ('year', 'quarter', 'rolling12', 'snapshot')
        and value.area_code in (select area_code from core.area where own)
),
-- The newest day of any of our authorities is one on which all are set against each other.
newest_days as (
    select distinct indicator, period, newest as period_end
    from (
        select indicator, period, area_code, max(period_end) as newest
        from figures
        where value is not null
        group by indicator, period, area_code
    )
),
last_days as (
    select indicator, period, max(period_end) as last_day_of_any
    from newest_days
    group by indicator, period
),
judged as (
    select
        figures.*,
        -- The last day of a month is a year before the last day of that month, also in February.
        if(
            figures.period_end = last_day(figures.period_end),
            last_day((figures.period_end - interval 1 year)::date),
            (figures.period_end - interval 1 year)::date
        ) as year_before,
    from figures
    inner join last_days using (indicator, period)
    left join newest_days using (indicator, period, period_end)
    where figures.period = 'year'
        or newest_days.period_end is not null
        or (figures.period = 'snapshot' and strftime(figures.period_end, '%m-%d') = figures.year_end)
        or (
            figures.period in ('quarter', 'snapshot')
            and month(figures.period_end) % 3 = 0
            and figures.period_end > last_days.last_day_of_any - interval 2 year
        )
)
select
    judged.indicator,
    judged.area_code,
    judged.period,
    judged.period_end,
    judged.edition,
    judged.numerator,
    judged.denominator,
    judged.value,
    judged.lower,
    judged.upper,
    judged.year_before,
    before.edition as before_edition,
    before.numerator as before_numerator,
    before.denominator as before_denominator,
    before.value as before_value,
    before.lower as before_lower,
    before.upper as before_upper,
    judged.short_history or coalesce(before.short_history, false) as short_history,
from judged
left join figures as before
    on judged.indicator = before.indicator
    and judged.area_code = before.area_code
    and judged.period = before.period
    and judged.year_before = before.period_end
order by judged.position, judged.indicator, judged.period, judged.period_end, judged.area_code
