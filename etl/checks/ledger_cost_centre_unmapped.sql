/* check
title: "A cost centre without a section 251 line"
severity: warn
rule: ""
rule_note: >-
  Ledgers have no rules of the DfE.
about: record
message: >-
  The postings of this cost centre are on no line of the section 251 outturn, because the map of cost centres
  does not name it or leaves its line blank. Add it to the map, unless it is an overhead that the outturn
  apportions. The row is the first posting; all of the cost centre in the file are meant.
figures:
  - {of: residential_spend, how: "the money is on no line"}
  - {of: cla_spend, how: "as above"}
  - {of: spend_per_child, how: "as above"}
tables: [core.ledger_line]
source: "Local check: the ledger has no rules of the DfE; lines are those of the section 251 outturn"
*/
select
    area_code,
    null as person_id,
    null as team_id,
    min(coalesce(transacted_on, month_ends_on)) as since,
    source_file,
    min(source_row) as source_row
from core.ledger_line
where s251_line = 'UNALLOCATED'
group by area_code, source_file, cost_centre

/* example: two postings of one cost centre are one finding
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,1,2024-04-30,2024-04-10,C1,A1,10,UNALLOCATED,expenditure
2024-25,2,2024-05-31,2024-05-10,C1,A1,10,UNALLOCATED,expenditure
2024-25,2,2024-05-31,2024-05-11,C2,A1,10,UNALLOCATED,expenditure
-- want --
since
2024-04-10
2024-05-11
*/

/* example: a cost centre on a line
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,1,2024-04-30,2024-04-10,C1,A1,10,3.1.1,expenditure
-- want --
person_id
*/
