-- core.gross_expenditure: a credit on a recharge account, or on an account without a mapping,
-- corrects a debit while the account of the cost centre is a net debit over the financial year;
-- otherwise it is income.
delete from core.gross_expenditure;

insert into core.gross_expenditure (
    area_code, financial_year, month_ends_on, s251_line, cost_centre, account, account_name,
    entry, amount, left_out, description
)
with
posting_years as (
    select
        area_code,
        financial_year,
        month_ends_on,
        s251_line,
        cost_centre,
        account,
        account_name,
        entry,
        amount,
        entry <> 'expenditure' and amount < 0 and sum(amount) over (
            partition by area_code, financial_year, s251_line, cost_centre, account, entry
        ) < 0 as income
    from core.ledger_line
    where entry in ('expenditure', 'recharge', 'unmapped')
)

select
    area_code,
    financial_year,
    month_ends_on,
    s251_line,
    cost_centre,
    account,
    min(account_name) as account_name,
    entry,
    sum(amount) as amount,
    case
        when income and entry = 'recharge' then 'recharge to others, which is income'
        when income then 'credit on an account without a mapping'
    end as left_out,
    'cost centre ' || cost_centre || ', account ' || account || ', line ' || s251_line
    || case entry
        when 'recharge' then ', recharge received'
        when 'unmapped' then ', account without a mapping'
        else ''
    end as description
from posting_years
group by
    area_code, financial_year, month_ends_on, s251_line, cost_centre, account, entry, income
order by area_code, month_ends_on, s251_line, cost_centre, account, entry, income, financial_year;
