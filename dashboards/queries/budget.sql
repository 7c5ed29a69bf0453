-- Budget, forecast and what was spent, by cost centre and year, in pence. What was spent is the net of all postings
-- of the cost centre, grants included, as a budget of a cost centre is; where every budget line of the cost
-- centre names an account, of those accounts alone. Where all lines of an authority's year are of months, budgets to
-- date are those of the months that the ledger has.
with
ledger_years as (
    select
        area_code,
        financial_year,
        max(month_ends_on) as last_month
    from core.ledger_line
    where month_ends_on <= cast($1 as date)
    group by area_code, financial_year
),

budget_years as (
    select
        area_code,
        financial_year,
        bool_and(month_ends_on is not null) as monthly
    from core.budget_line
    group by area_code, financial_year
),

budgets as (
    select
        line.area_code,
        line.financial_year,
        line.cost_centre,
        min(line.s251_line) as s251_line,
        bool_and(line.account is not null) as by_account,
        sum(line.budget) as budget,
        sum(line.revised_budget) as revised_budget,
        sum(line.forecast) as forecast,
        sum(coalesce(line.revised_budget, line.budget)) filter (
            line.month_ends_on <= ledger_year.last_month
        ) as budget_to_date
    from core.budget_line as line
    left join ledger_years as ledger_year
        on ledger_year.area_code = line.area_code
        and ledger_year.financial_year = line.financial_year
    group by line.area_code, line.financial_year, line.cost_centre
),

budget_accounts as (
    select distinct area_code, financial_year, cost_centre, account
    from core.budget_line
    where account is not null
),

spending as (
    select
        line.area_code,
        line.financial_year,
        line.cost_centre,
        min(line.s251_line) as s251_line,
        min(line.cost_centre_name) as cost_centre_name,
        coalesce(sum(line.amount) filter (
            budget_account.account is not null or not coalesce(budget.by_account, false)
        ), 0) as spent
    from core.ledger_line as line
    left join budgets as budget
        on budget.area_code = line.area_code
        and budget.financial_year = line.financial_year
        and budget.cost_centre = line.cost_centre
    left join budget_accounts as budget_account
        on budget_account.area_code = line.area_code
        and budget_account.financial_year = line.financial_year
        and budget_account.cost_centre = line.cost_centre
        and budget_account.account = line.account
    where line.month_ends_on <= cast($1 as date)
    group by line.area_code, line.financial_year, line.cost_centre
),

centres as (
    select
        area_code,
        financial_year,
        cost_centre,
        coalesce(budget.s251_line, spending.s251_line) as s251_line,
        spending.cost_centre_name,
        budget.budget,
        budget.revised_budget,
        budget.forecast,
        budget.budget_to_date,
        spending.spent
    from budgets as budget
    full join spending using (area_code, financial_year, cost_centre)
    semi join budget_years using (area_code, financial_year)
)

select
    centres.area_code,
    centres.financial_year,
    make_date(cast(left(centres.financial_year, 4) as integer) + 1, 3, 31) as year_end,
    any_value(ledger_years.last_month) as last_month,
    any_value(budget_years.monthly) as monthly,
    case grouping_id(centres.s251_line, centres.cost_centre)
        when 3 then 'year'
        when 1 then 'line'
        else 'centre'
    end as detail,
    coalesce(centres.s251_line, '') as s251_line,
    coalesce(centres.cost_centre, '') as cost_centre,
    coalesce(min(centres.cost_centre_name), '') as cost_centre_name,
    cast(sum(centres.budget) * 100 as bigint) as budget,
    cast(sum(centres.revised_budget) * 100 as bigint) as revised_budget,
    cast(sum(centres.forecast) * 100 as bigint) as forecast,
    cast(sum(centres.budget_to_date) * 100 as bigint) as budget_to_date,
    cast(sum(centres.spent) * 100 as bigint) as spent
from centres
inner join budget_years using (area_code, financial_year)
left join ledger_years using (area_code, financial_year)
group by grouping sets (
    (centres.area_code, centres.financial_year),
    (centres.area_code, centres.financial_year, centres.s251_line),
    (centres.area_code, centres.financial_year, centres.s251_line, centres.cost_centre)
)
order by centres.area_code, centres.financial_year, detail, s251_line, cost_centre
