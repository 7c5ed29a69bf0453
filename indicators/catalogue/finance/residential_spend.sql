/* indicator
title: Gross expenditure on residential care (section 251 line 3.1.1)
finding: "{} spent on residential care"
question: What do we spend on homes for the children we look after?
also: [FIN-RES]
edition:
  - {from: 2005-04-01, rule: FIN-RES, source: "Section 251 outturn line 3.1.1 residential care, gross total expenditure"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: flow
year_end: 03-31
numerator: >-
  Gross expenditure of the cost centres whose section 251 line is 3.1.1, residential care, with the
  recharges they received, in the accounting month (adjustment periods count in March, opening entries in April).
denominator: ""
exclusions:
  - All other lines (secure accommodation on welfare grounds and mother and baby homes are not in line 3.1.1)
  - Income, such as health contributions, and government grants
  - Credits on recharge accounts and on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
  - {return: ledger, table: cost_centre_map, field: s251_line}
comparator:
  measure: "ro3:RO3-csclkdres-tot-exp"
  scale: 1000
  differs:
    population: "the published outturn has overheads shared out to its lines and is settled after the year, a ledger before the final adjustments is not"
    rounding: "published in thousands of pounds"
  same: [period]
  note: >-
    A sum of money follows the size of the authority, so none is better or worse than another's. Residential care in revenue outturn RO3, which
    is section 251 line 3.1.1; authorities do not always state the two alike.
companions:
  - {id: residential_share, why: "spending on homes is the children in them times the price of a place"}
  - {id: gross_expenditure, why: "the share of the whole says more than pounds across years of rising prices"}
  - {id: cla_spend, why: "what is spent on all children looked after, of which homes are a part"}
completeness: >-
  Postings on an account of this line without a mapping cannot be judged: nothing says whether they are expenditure or income. A
  net debit over the year is counted and a net credit is not. The bounds leave out or take in the whole amount of the account in
  each month. A cost centre without a section 251 line, such as overheads still to be shared out, is in no line.
caution: It does not show the price of a placement, which needs the days of care. Contributions of health and education are income and not taken off.
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
where s251_line = '3.1.1'

/* example: only the residential line counts, with its recharges
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1011,6100,50.00,3.1.1,own,recharge
2024-25,1,2024-04-30,C1080,5100,700.00,3.1.10,private,expenditure
2024-25,1,2024-04-30,C1020,5400,600.00,3.1.2a,own,expenditure
2024-25,1,2024-04-30,C5000,1000,10.00,UNALLOCATED,own,expenditure
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000.5,1,"cost centre C1010, account 5100, line 3.1.1"
line 3.1.1 / C1011 / 6100,50,1,"cost centre C1011, account 6100, line 3.1.1, recharge received"
*/

/* example: health contributions are income and not taken off
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,8200,-400.00,3.1.1,,income
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,1000.5,1
*/

/* example: a refund from a provider lowers it
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,-300.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,1000,1
line 3.1.1 / C1010 / 5100,-300,1
*/

/* example: a recharge to others is income
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1011,6100,-90.00,3.1.1,own,recharge
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1011 / 6100,0,0,"left out: recharge to others, which is income"
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

/* example: no posting on the line is nought
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1080,5100,700.00,3.1.10,private,expenditure
-- want total --
numerator,value
0,0
*/

/* example: an account of the line without a mapping counts, and may be none
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,9999,30.00,3.1.1,own,unmapped
2024-25,2,2024-05-31,C1010,9999,20.00,3.1.1,own,unmapped
2024-25,2,2024-05-31,C1020,9999,70.00,3.1.2a,own,unmapped
2024-25,2,2024-05-31,C5000,1000,10.00,UNALLOCATED,own,expenditure
-- want total --
numerator,unjudged,lowest,highest
1050,1,1000,1050
*/

/* example: an account without a mapping that is a net credit does not count, and may be expenditure that was refunded
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,9998,-40.00,3.1.1,own,unmapped
-- want total --
numerator,unjudged,lowest,highest
1000,1,960,1000
*/
