/* check
title: "Spending without a budget"
severity: warn
rule: ""
rule_note: >-
  Budgets have no rules of the DfE.
about: record
message: >-
  Expenditure is posted to the cost centre, and the budget of the year does not name it. Check the cost
  centre: budget and postings may use different codes.
figures:
  - {of: net_expenditure, how: "budget and outturn do not meet"}
  - {of: gross_expenditure, how: "as above"}
tables: [core.ledger_line, core.budget_line]
source: "Local check: the ledger has no rules of the DfE; lines are those of the section 251 outturn"
*/
with
budget_years as (
    select distinct
        area_code,
        financial_year
    from core.budget_line
)

select
    line.area_code,
    null as person_id,
    null as team_id,
    min(coalesce(line.transacted_on, line.month_ends_on)) as since,
    line.source_file,
    min(line.source_row) as source_row
from core.ledger_line as line
semi join budget_years
    on budget_years.area_code = line.area_code
    and budget_years.financial_year = line.financial_year
anti join core.budget_line as budget
    on budget.area_code = line.area_code
    and budget.financial_year = line.financial_year
    and ltrim(budget.cost_centre, '0') = ltrim(line.cost_centre, '0')
where line.entry = 'expenditure'
group by line.area_code, line.financial_year, line.source_file, line.cost_centre
having sum(line.amount) <> 0

/* example: a cost centre that the budget does not name
at: 2025-03-31
-- core.budget_line --
financial_year,cost_centre,s251_line,entry,budget
2024-25,C1,3.1.1,expenditure,100
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,6,2024-09-30,,C2,A1,10,3.1.1,expenditure
-- want --
since
2024-09-30
*/

/* example: one that it names, a year without budgets, and postings that cancel
at: 2025-03-31
-- core.budget_line --
financial_year,cost_centre,s251_line,entry,budget
2024-25,C1,3.1.1,expenditure,100
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,6,2024-09-30,,C1,A1,10,3.1.1,expenditure
2023-24,6,2023-09-30,,C2,A1,10,3.1.1,expenditure
2024-25,6,2024-09-30,,C3,A1,10,3.1.1,expenditure
2024-25,7,2024-10-31,,C3,A1,-10,3.1.1,expenditure
-- want --
person_id
*/
