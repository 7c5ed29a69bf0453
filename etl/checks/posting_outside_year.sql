/* check
title: "A posting dated outside its year"
severity: warn
rule: ""
rule_note: >-
  Ledgers have no rules of the DfE.
about: record
message: >-
  The posting is dated more than a month before its financial year or after the July that follows it, when
  accounts are closed. Check the year of the posting.
figures:
  - {of: gross_expenditure, how: "the money counts in the wrong year"}
  - {of: net_expenditure, how: "as above"}
tables: [core.ledger_line]
source: "Local check: the ledger has no rules of the DfE; lines are those of the section 251 outturn"
*/
select
    line.area_code,
    null as person_id,
    null as team_id,
    line.transacted_on as since,
    line.source_file,
    line.source_row
from core.ledger_line as line
where line.transacted_on < make_date(cast(left(line.financial_year, 4) as integer), 3, 1)
    or line.transacted_on > make_date(cast(left(line.financial_year, 4) as integer) + 1, 7, 31)

/* example: the day before March, and August after
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2023-24,1,2023-04-30,2023-02-28,C1,A1,10,3.1.1,expenditure
2023-24,12,2024-03-31,2024-08-01,C1,A1,10,3.1.1,expenditure
-- want --
since
2023-02-28
2024-08-01
*/

/* example: March before, July after, and no date
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2023-24,1,2023-04-30,2023-03-01,C1,A1,10,3.1.1,expenditure
2023-24,13,2024-03-31,2024-07-31,C1,A1,10,3.1.1,expenditure
2023-24,13,2024-03-31,,C1,A1,10,3.1.1,expenditure
-- want --
person_id
*/
