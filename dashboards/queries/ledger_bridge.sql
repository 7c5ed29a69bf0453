-- The way from gross to net of each financial year of the ledger, in pence, and the months that are in it.
with
ledger_years as (
    select
        area_code,
        financial_year,
        make_date(cast(left(financial_year, 4) as integer) + 1, 3, 31) as year_end,
        max(month_ends_on) as last_month,
        count(*) as postings,
        coalesce(sum(amount) filter (entry = 'income'), 0) as income,
        coalesce(sum(amount) filter (entry = 'grant_inside_aef'), 0) as grants_inside,
        coalesce(sum(amount) filter (entry = 'grant_outside_aef'), 0) as grants_outside
    from core.ledger_line
    where month_ends_on <= cast($1 as date)
    group by area_code, financial_year
),

spending_years as (
    select
        area_code,
        financial_year,
        coalesce(sum(amount) filter (left_out is null and entry <> 'recharge'), 0) as expenditure,
        coalesce(sum(amount) filter (left_out is null and entry = 'recharge'), 0) as recharges_in,
        coalesce(sum(amount) filter (left_out is not null), 0) as credits
    from core.gross_expenditure
    where month_ends_on <= cast($1 as date)
    group by area_code, financial_year
)

select
    ledger_year.area_code,
    ledger_year.financial_year,
    ledger_year.year_end,
    ledger_year.last_month,
    cast(coalesce(spending_year.expenditure, 0) * 100 as bigint) as expenditure,
    cast(coalesce(spending_year.recharges_in, 0) * 100 as bigint) as recharges_in,
    cast(ledger_year.income * 100 as bigint) as income,
    cast(coalesce(spending_year.credits, 0) * 100 as bigint) as credits,
    cast(ledger_year.grants_inside * 100 as bigint) as grants_inside,
    cast(ledger_year.grants_outside * 100 as bigint) as grants_outside
from ledger_years as ledger_year
left join spending_years as spending_year
    on spending_year.area_code = ledger_year.area_code
    and spending_year.financial_year = ledger_year.financial_year
order by ledger_year.area_code, ledger_year.year_end
