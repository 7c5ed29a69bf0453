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
        match.position,
        match.year_end,
        max(value.period_end) filter (where value.value is not null) over (
            partition by value.indicator, value.area_code, value.period
        ) as newest,
    from indicators.value
    inner join benchmarks.match using (indicator)
    where value.breakdown = 'none'
        and value.period in ('year', 'quarter', 'rolling12', 'snapshot')
        and value.area_code in (select area_code from core.area where own)
),
judged as (
    select
        *,
        -- The last day of a month is a year before the last day of that month, also in February.
        if(
            period_end = last_day(period_end),
            last_day((period_end - interval 1 year)::date),
            (period_end - interval 1 year)::date
        ) as year_before,
    from figures
    where period = 'year'
        or period_end = newest
        or (period = 'snapshot' and strftime(period_end, '%m-%d') = year_end)
        or (
            period in ('quarter', 'snapshot')
            and month(period_end) % 3 = 0
            and period_end > newest - interval 2 year
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
from judged
left join figures as before
    on judged.indicator = before.indicator
    and judged.area_code = before.area_code
    and judged.period = before.period
    and judged.year_before = before.period_end
order by judged.position, judged.indicator, judged.period, judged.period_end, judged.area_code
