-- What each figure of money is made of, by section 251 line and, for the newest year, by cost centre and
-- subjective group. Cases go by line, cost centre and account; what matches none of the ledger's codes is on no line.
with
codes as (
    select
        area_code,
        'line ' || s251_line || ' / ' || cost_centre || ' / ' || account as case_id,
        min(s251_line) as s251_line,
        min(cost_centre) as cost_centre,
        min(cost_centre_name) as cost_centre_name,
        coalesce(min(subjective_group), min(account_name), 'account ' || min(account)) as subjective_group
    from core.ledger_line
    group by area_code, case_id
),

placed as (
    select
        money.area_code,
        money.indicator,
        money.period_end,
        coalesce(codes.s251_line, '') as s251_line,
        coalesce(codes.cost_centre, '') as cost_centre,
        coalesce(codes.cost_centre_name, '') as cost_centre_name,
        coalesce(codes.subjective_group, '') as subjective_group,
        money.numerator,
        money.period_end = max(money.period_end) over (
            partition by money.area_code, money.indicator
        ) as newest
    from money_case as money
    left join codes
        on codes.area_code = money.area_code
        and codes.case_id = money.case_id
    where money.numerator <> 0
)

select
    area_code,
    indicator,
    period_end,
    'line' as detail,
    s251_line,
    '' as cost_centre,
    '' as cost_centre_name,
    '' as subjective_group,
    cast(sum(numerator) * 100 as bigint) as pence
from placed
group by area_code, indicator, period_end, s251_line
union all
select
    area_code,
    indicator,
    period_end,
    'centre' as detail,
    s251_line,
    cost_centre,
    cost_centre_name,
    subjective_group,
    cast(sum(numerator) * 100 as bigint) as pence
from placed
where newest
group by area_code, indicator, period_end, s251_line, cost_centre, cost_centre_name, subjective_group
order by area_code, indicator, detail, period_end, s251_line, cost_centre, cost_centre_name, subjective_group
