/* indicator
title: Gross expenditure on children's services
finding: "{} spent on children's services, gross"
question: What do we spend on children's services before income?
also: [FIN-GROSS]
edition:
  - {from: 2005-04-01, rule: FIN-GROSS, source: "Section 251 outturn guidance: gross total expenditure, recharges included"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: flow
year_end: 03-31
numerator: >-
  Postings on expenditure accounts, recharges received from other services, and postings on accounts without a mapping, in the
  accounting month (adjustment periods count in March, opening entries in April). Corrections within expenditure lower it.
denominator: ""
exclusions:
  - Income and government grants, inside and outside aggregate external finance
  - Credits on recharge accounts and on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
comparator:
  lait: "C&YPExpenditure"
  measure: "s251:33 CHILDREN AND YOUNG PEOPLE'S SERVICES BUDGET (excluding CERA); TotalExpenditure"
  differs:
    population: "published are the lines of children's and young people's services with overheads shared out to them, ours is every posting of the ledger, its overheads still to be shared out among them"
  same: [period]
  note: A sum of money follows the size of the authority, so none is better or worse than another's. From the section 251 outturn, without capital charged to revenue.
companions:
  - {id: net_expenditure, why: "a fall in net and not in gross is income, not saving"}
  - {id: gross_less_recharges, why: "a fall in one and not in the other is a change of recharges"}
  - {id: residential_spend, why: "the dearest line for the fewest children"}
  - {id: spend_per_child, why: "the part that is children's social care, for each child who lives here"}
  - {id: agency_spend, why: "how much of it was spent on agency staff"}
completeness: >-
  Postings on an account without a mapping cannot be judged: nothing says whether they are expenditure or income. A net debit over
  the year is counted and a net credit is not. The bounds leave out or take in the whole amount of the account in each month.
caution: It does not show what was bought, nor what others paid towards it. Prices rise, so years compare only in real terms. Postings without a line (UNALLOCATED) are in it; budgets and forecasts are not.
owner: children's services finance
*/
select
    area_code,
    'line ' || s251_line || ' / ' || cost_centre || ' / ' || account as case_id,
    month_ends_on as occurred_on,
    case when left_out is null then amount else 0 end as numerator,
    cast(left_out is null as integer) as denominator,
    case when entry = 'unmapped' then 'kind of the account' end as not_recorded,
    least(amount, 0) as lowest,
    greatest(amount, 0) as highest,
    coalesce('left out: ' || left_out, description) as note
from core.gross_expenditure

/* example: expenditure of all lines adds up, with recharges received
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,200.25,3.1.1,private,expenditure
2024-25,2,2024-05-31,C2010,6100,50.00,3.3.1,own,recharge
2024-25,2,2024-05-31,C5000,1000,10.00,UNALLOCATED,own,expenditure
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1200.75,1,"cost centre C1010, account 5100, line 3.1.1"
line 3.3.1 / C2010 / 6100,50,1,"cost centre C2010, account 6100, line 3.3.1, recharge received"
line UNALLOCATED / C5000 / 1000,10,1,"cost centre C5000, account 1000, line UNALLOCATED"
*/

/* example: a credit recharge to another directorate is income and does not lower gross
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,12000000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C5000,6100,-500000.00,UNALLOCATED,own,recharge
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,12000000,1,"cost centre C1010, account 5100, line 3.1.1"
line UNALLOCATED / C5000 / 6100,0,0,"left out: recharge to others, which is income"
*/

/* example: a credit that corrects a recharge received in the year lowers gross
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,12,2025-03-31,C5000,6100,7000.00,UNALLOCATED,own,recharge
2024-25,14,2025-03-31,C5000,6100,-3100.25,UNALLOCATED,own,recharge
-- want --
case_id,numerator,denominator
line UNALLOCATED / C5000 / 6100,3899.75,1
*/

/* example: a correction of expenditure lowers gross in its month
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,13,2025-03-31,C2010,1100,-12000.00,3.3.1,own,expenditure
-- want --
case_id,numerator,denominator
line 3.3.1 / C2010 / 1100,-12000,1
*/

/* example: income and grants are no expenditure
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,8200,-400.00,3.1.1,,income
2024-25,1,2024-04-30,C1080,8300,-100.00,3.1.10,,grant_outside_aef
2024-25,1,2024-04-30,C1060,8400,-100.00,3.1.8,,grant_inside_aef
-- want --
case_id,numerator,denominator
*/

/* example: an account without a mapping is expenditure, unless it is a net credit
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,9999,30.00,3.1.1,own,unmapped
2024-25,1,2024-04-30,C1010,9998,-40.00,3.1.1,own,unmapped
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 9999,30,1,"not recorded: kind of the account; cost centre C1010, account 9999, line 3.1.1, account without a mapping"
line 3.1.1 / C1010 / 9998,0,0,not recorded: kind of the account; left out: credit on an account without a mapping
*/

/* example: a month counts what its accounting period holds
at: 2024-05-31
period: month
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,20.00,3.1.1,private,expenditure
2024-25,3,2024-06-30,C1010,5100,40.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,20,1
*/

/* example: the year runs from April to March with its adjustment periods
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,14,2024-03-31,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,0,2024-04-30,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,12,2025-03-31,C1010,5100,20.00,3.1.1,private,expenditure
2024-25,14,2025-03-31,C1010,5100,40.00,3.1.1,private,expenditure
2025-26,1,2025-04-30,C1010,5100,80.00,3.1.1,private,expenditure
-- want total --
numerator,value
70,70
*/

/* example: no posting is nought
at: 2025-03-31
-- want total --
numerator,value
0,0
*/

/* example: without the kind of an account the figure has bounds
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,9999,30.00,3.1.1,own,unmapped
2024-25,2,2024-05-31,C1010,9999,20.00,3.1.1,own,unmapped
2024-25,2,2024-05-31,C1010,9998,-40.00,3.1.1,own,unmapped
-- want --
case_id,numerator,not_recorded
line 3.1.1 / C1010 / 5100,1000,
line 3.1.1 / C1010 / 9999,30,kind of the account
line 3.1.1 / C1010 / 9999,20,kind of the account
line 3.1.1 / C1010 / 9998,0,kind of the account
-- want total --
numerator,unjudged,lowest,highest
1050,2,960,1050
*/
