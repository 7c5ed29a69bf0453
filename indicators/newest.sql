-- The period that a page opens with, per indicator and authority, and the same a year before: the newest figure
-- that covers a year or stands at a day, or else the newest of a shorter period. A rule that has ended has none
-- after its end. rule_end holds the last day of every indicator.
create or replace temp table newest as
with held as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_start,
        value.period_end
    from indicators.value as value
    inner join rule_end
        on rule_end.indicator = value.indicator
    where value.breakdown = 'none'
        and value.symbol <> 'x'
        and value.period_end <= rule_end.last_day
),

opening as (
    select *
    from held
    qualify row_number() over (
        partition by indicator, area_code
        order by
            period in ('year', 'rolling12', 'snapshot') desc,
            period_end desc,
            list_position(['year', 'rolling12', 'snapshot', 'ytd', 'quarter', 'month'], period)
    ) = 1
)

select
    indicator,
    area_code,
    period,
    period_start,
    period_end
from opening
union all
-- The last day of a month lies a year after the last of the same month.
select
    held.indicator,
    held.area_code,
    held.period,
    held.period_start,
    held.period_end
from held
inner join opening
    on opening.indicator = held.indicator
    and opening.area_code = held.area_code
    and opening.period = held.period
    and held.period_end = case
        when last_day(opening.period_end) = opening.period_end then last_day(cast(opening.period_end - interval 1 year as date))
        else cast(opening.period_end - interval 1 year as date)
    end
