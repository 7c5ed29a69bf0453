-- The own series for process control: months and quarters of what happens, month ends of what stands. Of each
-- the latest $1 periods, by the rule in force at the last of them; a figure by another rule ends the series.
-- Figures that miss what came before the extracts begin are left out: they would make a shift of nothing.
with figures as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_end,
        value.value,
        value.numerator::double as numerator,
        value.denominator::double as denominator,
        value.edition,
        arg_max(value.edition, value.period_end) over (
            partition by value.indicator, value.area_code, value.period
        ) as last_edition,
        max(value.period_end) over (
            partition by value.indicator, value.area_code, value.period
        ) as last_end,
    from indicators.value
    inner join core.area on value.area_code = area.area_code and area.own
    where value.breakdown = 'none'
        and value.period in ('month', 'quarter', 'snapshot')
        and value.symbol = ''
        and value.value is not null
        and not value.short_history
),
under_one_rule as (
    select
        *,
        max(period_end) filter (where edition <> last_edition) over (
            partition by indicator, area_code, period
        ) as ruled_otherwise_until,
    from figures
)
select
    indicator,
    area_code,
    period,
    period_end,
    value,
    numerator,
    denominator,
    last_edition as edition,
    ruled_otherwise_until,
    count(*) over (partition by indicator, area_code, period) as held,
from under_one_rule
where period_end > coalesce(ruled_otherwise_until, date '0001-01-01')
qualify date_diff('month', period_end, last_end) < $1 * if(period = 'quarter', 3, 1)
order by indicator, area_code, period, period_end
