/* check
title: "An account without a kind of entry"
severity: fail
rule: ""
rule_note: >-
  Ledgers have no rules of the DfE.
about: record
message: >-
  The postings on this account are neither expenditure nor income, because the map of accounts does not name
  it. Add it to the map. The row is the first posting; all of the account in the file are meant.
figures:
  - {of: gross_expenditure, how: "credits are taken for income or correction by their sum"}
  - {of: agency_spend, how: "the account may be agency pay"}
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
where entry = 'unmapped'
group by area_code, source_file, account

/* example: an account that is not in the map
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,1,2024-04-30,2024-04-10,C1,A1,10,3.1.1,unmapped
-- want --
since
2024-04-10
*/

/* example: an account that is
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,transacted_on,cost_centre,account,amount,s251_line,entry
2024-25,1,2024-04-30,2024-04-10,C1,A1,10,3.1.1,income
-- want --
person_id
*/
