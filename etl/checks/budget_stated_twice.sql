/* check
title: "A budget that is stated twice"
severity: warn
rule: ""
rule_note: >-
  Budgets have no rules of the DfE.
about: record
message: >-
  The file states a budget for the same cost centre and account twice: two rows of one month, or rows of months
  beside a row of the whole year. All of them are added up. Take out what repeats, or leave it if they are parts.
figures:
  - {of: net_expenditure, how: "the budget that outturn is held against is too large"}
tables: [core.budget_line]
source: "Local check: the ledger has no rules of the DfE; lines are those of the section 251 outturn"
*/
select
    area_code,
    null as person_id,
    null as team_id,
    make_date(cast(left(financial_year, 4) as integer), 4, 1) as since,
    source_file,
    max(source_row) as source_row
from core.budget_line
group by area_code, financial_year, source_file, ltrim(cost_centre, '0'), ltrim(account, '0')
having count(*) > count(distinct coalesce(month_ends_on, date '1900-01-01'))
    or (count(month_ends_on) > 0 and count(month_ends_on) < count(*))

/* example: two rows of one month, and a month beside the year
at: 2025-03-31
-- core.budget_line --
financial_year,month_ends_on,cost_centre,account,s251_line,entry,budget,source_file,source_row
2024-25,2024-04-30,C1,A1,3.1.1,expenditure,100,b.csv,2
2024-25,2024-04-30,C1,A1,3.1.1,expenditure,100,b.csv,3
2024-25,,C2,A1,3.1.1,expenditure,1200,b.csv,4
2024-25,2024-04-30,C2,A1,3.1.1,expenditure,100,b.csv,5
-- want --
since,source_file,source_row
2024-04-01,b.csv,3
2024-04-01,b.csv,5
*/

/* example: other months, another account and another file
at: 2025-03-31
-- core.budget_line --
financial_year,month_ends_on,cost_centre,account,s251_line,entry,budget,source_file,source_row
2024-25,2024-04-30,C1,A1,3.1.1,expenditure,100,b.csv,2
2024-25,2024-05-31,C1,A1,3.1.1,expenditure,100,b.csv,3
2024-25,2024-04-30,C1,A2,3.1.1,expenditure,100,b.csv,4
2024-25,2024-04-30,C1,A1,3.1.1,expenditure,100,c.csv,2
-- want --
since
*/
