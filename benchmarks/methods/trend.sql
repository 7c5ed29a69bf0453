-- The own figures of whole years, oldest first: years, and stocks at the ends of years.
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
from indicators.value
inner join benchmarks.match using (indicator)
where value.breakdown = 'none'
    and value.value is not null
    and not value.short_history
    and value.area_code in (select area_code from core.area where own)
    and (
        value.period = 'year'
        or (value.period = 'snapshot' and strftime(value.period_end, '%m-%d') = match.year_end)
    )
order by match.position, value.indicator, value.area_code, value.period_end
