/* indicator
title: Gross expenditure on children's services less recharges
finding: "{} spent on children's services less recharges"
question: What do we spend on children's services, leaving out what other council services charge us?
also: [FIN-GLR]
edition:
  - {from: 2005-04-01, rule: FIN-GLR, source: "Gross expenditure less internal recharges for support services (ICT, legal, finance)"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: flow
year_end: 03-31
numerator: >-
  Gross expenditure on children's services without the recharges received from other services of the council, in
  the accounting month (adjustment periods count in March, opening entries in April).
denominator: ""
exclusions:
  - Recharges received from other services
  - Recharges to others, which are income and lower neither this nor gross expenditure
  - Income and government grants
  - Credits on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
comparator:
  note: Published returns include recharges, so no published figure matches.
companions:
  - {id: gross_expenditure, why: "a fall in one and not in the other is a change of recharges"}
  - {id: residential_spend, why: "the dearest line for the fewest children"}
  - {id: net_expenditure, why: "what is left to pay once income is taken off"}
completeness: >-
  Postings on an account without a mapping cannot be judged: nothing says whether they are expenditure, a recharge or income. A
  net debit over the year is counted and a net credit is not. The bounds leave out or take in the whole amount of the account in
  each month.
caution: It does not show what support costs, only that it is left out. A service that moves between recharge and direct spending moves this figure while nothing else changes.
owner: children's services finance
*/
with
gross_expenditure as (
    select
        * replace (
            case
                when left_out is null and entry = 'recharge'
                    then 'recharge received from another service'
                else left_out
            end as left_out
        )
    from core.gross_expenditure
)

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
from gross_expenditure

/* example: recharges received are left out
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,6100,50.00,3.1.1,own,recharge
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000.5,1,"cost centre C1010, account 5100, line 3.1.1"
line 3.1.1 / C1010 / 6100,0,0,left out: recharge received from another service
*/

/* example: a credit recharge to another directorate is not taken off
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

/* example: income and grants are no expenditure
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,8200,-400.00,3.1.1,,income
2024-25,1,2024-04-30,C1080,8300,-100.00,3.1.10,,grant_outside_aef
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
case_id,numerator,denominator
line 3.1.1 / C1010 / 9999,30,1
line 3.1.1 / C1010 / 9998,0,0
*/

/* example: the year runs from April to March
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,12,2025-03-31,C1010,5100,20.00,3.1.1,private,expenditure
2025-26,1,2025-04-30,C1010,5100,80.00,3.1.1,private,expenditure
-- want total --
numerator,value
30,30
*/

/* example: the postings of one account and month are one case
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,-4.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,6,1
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
