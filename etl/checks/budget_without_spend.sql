/* check
title: "A budget that nothing is posted to"
severity: warn
rule: ""
rule_note: >-
  Budgets have no rules of the DfE.
about: record
message: >-
  The cost centre has a budget for the year, and half the year or more is posted without a line on it. Check
  the cost centre: budget and postings may use different codes.
figures:
  - {of: net_expenditure, how: "budget and outturn do not meet"}
  - {of: gross_expenditure, how: "as above"}
tables: [core.budget_line, core.ledger_line]
source: "Local check: the ledger has no rules of the DfE; lines are those of the section 251 outturn"
*/
with
ledger_years as (
    select
        area_code,
        financial_year
    from core.ledger_line
    group by area_code, financial_year
    -- Half a year has to be posted before silence says anything.
    having max(month_ends_on) >= make_date(cast(left(financial_year, 4) as integer), 9, 30)
)

select
    budget.area_code,
    null as person_id,
    null as team_id,
    make_date(cast(left(budget.financial_year, 4) as integer), 4, 1) as since,
    budget.source_file,
    min(budget.source_row) as source_row
from core.budget_line as budget
semi join ledger_years
    on ledger_years.area_code = budget.area_code
    and ledger_years.financial_year = budget.financial_year
anti join core.ledger_line as line
    on line.area_code = budget.area_code
    and line.financial_year = budget.financial_year
    and ltrim(line.cost_centre, '0') = ltrim(budget.cost_centre, '0')
group by budget.area_code, budget.financial_year, budget.source_file, budget.cost_centre
having sum(coalesce(budget.revised_budget, budget.budget, 0)) <> 0

/* example: a budget of C2, and postings on C1 alone
at: 2025-03-31
-- core.budget_line --
financial_year,cost_centre,s251_line,entry,budget
2024-25,C1,3.1.1,expenditure,100
2024-25,C2,3.1.1,expenditure,100
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,6,2024-09-30,,C1,A1,10,3.1.1,expenditure
-- want --
since
2024-04-01
*/

/* example: leading noughts, an empty budget, and a year not half over
at: 2025-03-31
-- core.budget_line --
financial_year,cost_centre,s251_line,entry,budget
2024-25,0012,3.1.1,expenditure,100
2024-25,C2,3.1.1,expenditure,0
2025-26,C2,3.1.1,expenditure,100
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,6,2024-09-30,,12,A1,10,3.1.1,expenditure
2025-26,1,2025-04-30,,12,A1,10,3.1.1,expenditure
-- want --
person_id
*/
