/* indicator
title: Gross expenditure on agency staff
finding: "{} spent on agency staff"
question: What do we spend on agency staff?
also: [WF-AGENCY-SPEND]
edition:
  - {from: 2005-04-01, rule: WF-AGENCY-SPEND, source: "Revenue outturn RO3, of which agency staff cost; ledger lines with an agency-staff subjective code"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "agency staff cost more per day, but an empty post costs too"}
window: flow
year_end: 03-31
numerator: >-
  Gross expenditure on the accounts that the map of accounts, or the ledger, names as agency staff - the name holds the word
  agency and says nothing of fostering or adoption - in all cost centres, in the accounting month (adjustment periods
  count in March, opening entries in April). Corrections lower it.
denominator: ""
exclusions:
  - Accounts named otherwise, such as pay of staff employed directly, or fostering and adoption agencies
  - Income and government grants
  - Credits on recharge accounts and on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: account_name}
  - {return: ledger, table: account_map, field: kind}
comparator:
  measure: "ro3:RO3-cscsvmem-run-exp"
  scale: 1000
  differs:
    population: "published is the agency staff of children's social care as the authority stated it in its revenue outturn, ours is every account of the ledger that is named as agency staff"
    rounding: "published in thousands of pounds"
  same: [period]
  note: A sum of money follows the size of the authority, so none is better or worse than another's. Revenue outturn RO3, memorandum item of agency staff.
companions:
  - {id: agency_rate, why: "pounds move with the price of a day, the rate with the number of workers"}
  - {id: sickness_days_per_fte, why: "some agency staff cover for those who are ill"}
  - {id: gross_expenditure, why: "the share of the whole says more than pounds across years of rising prices"}
completeness: >-
  An account without a name in the map and in the ledger cannot be judged; its postings add nothing, and the bounds take in their
  whole amount. Nor can an account of agency staff without a mapping; a net debit over the year is counted and a net credit is
  not. It is outturn only; budgets and forecasts are never in it.
caution: It is all agency staff of children's services, social workers or not, and whatever they were booked for. Cover for sickness cannot be told apart, because bookings carry no reason.
owner: children's services finance
*/
with
named_accounts as (
    select
        *,
        lower(account_name) as name
    from core.gross_expenditure
)

select
    area_code,
    'line ' || s251_line || ' / ' || cost_centre || ' / ' || account as case_id,
    month_ends_on as occurred_on,
    case when left_out is null and name is not null then amount else 0 end as numerator,
    cast(left_out is null and name is not null as integer) as denominator,
    case
        when name is null then 'name of the account'
        when entry = 'unmapped' then 'kind of the account'
    end as not_recorded,
    least(amount, 0) as lowest,
    greatest(amount, 0) as highest,
    coalesce(
        'left out: ' || left_out,
        case when name is null then 'left out: ' else '' end || description || coalesce(', ' || account_name, '')
    ) as note
from named_accounts
where name is null
    or (regexp_matches(name, '\bagency\b') and not regexp_matches(name, 'foster|adopti'))

/* example: only accounts of agency staff count, in whatever line
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1011,1100,Agency staff,1000.50,3.1.1,own,expenditure
2024-25,1,2024-04-30,C2010,1100,Agency staff,200.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C5000,1101,SOCIAL WORKERS - AGENCY,30.00,UNALLOCATED,own,expenditure
2024-25,1,2024-04-30,C2010,1000,Basic pay,9000.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C1022,5110,Fostering agency fees,700.00,3.1.2a,private,expenditure
2024-25,1,2024-04-30,C1030,5120,Regional adoption agency,600.00,3.1.3,other_public,expenditure
2024-25,1,2024-04-30,C1030,5130,Payments to agencies,500.00,3.1.3,private,expenditure
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1011 / 1100,1000.5,1,"cost centre C1011, account 1100, line 3.1.1, Agency staff"
line 3.3.1 / C2010 / 1100,200,1,"cost centre C2010, account 1100, line 3.3.1, Agency staff"
line UNALLOCATED / C5000 / 1101,30,1,"cost centre C5000, account 1101, line UNALLOCATED, SOCIAL WORKERS - AGENCY"
-- want total --
numerator,value
1230.5,1231
*/

/* example: a correction lowers it in its month
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,13,2025-03-31,C2010,1100,Agency staff,-12000.00,3.3.1,own,expenditure
-- want --
case_id,numerator,denominator
line 3.3.1 / C2010 / 1100,-12000,1
*/

/* example: income on an account of agency staff is none of it, and neither is a recharge to others
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C2010,8100,Agency staff refunded,-300.00,3.3.1,,income
2024-25,1,2024-04-30,C2010,6100,Agency desk recharge,-50.00,3.3.1,own,recharge
-- want --
case_id,numerator,denominator,reason
line 3.3.1 / C2010 / 6100,0,0,"left out: recharge to others, which is income"
*/

/* example: the year runs from April to March
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C2010,1100,Agency staff,5.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C2010,1100,Agency staff,10.00,3.3.1,own,expenditure
2024-25,12,2025-03-31,C2010,1100,Agency staff,20.00,3.3.1,own,expenditure
2025-26,1,2025-04-30,C2010,1100,Agency staff,80.00,3.3.1,own,expenditure
-- want total --
numerator,value
30,30
*/

/* example: an account without a name cannot be judged and adds nothing
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C2010,1100,Agency staff,10.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C2010,1200,,70.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C2010,1300,,-4.00,3.3.1,own,expenditure
-- want --
case_id,numerator,denominator,not_recorded,reason
line 3.3.1 / C2010 / 1100,10,1,,"cost centre C2010, account 1100, line 3.3.1, Agency staff"
line 3.3.1 / C2010 / 1200,0,0,name of the account,"not recorded: name of the account; left out: cost centre C2010, account 1200, line 3.3.1"
line 3.3.1 / C2010 / 1300,0,0,name of the account,"not recorded: name of the account; left out: cost centre C2010, account 1300, line 3.3.1"
-- want total --
numerator,unjudged,lowest,highest
10,2,6,80
*/

/* example: an account of agency staff without a mapping counts, unless it is a net credit
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C2010,9999,Agency workers,30.00,3.3.1,own,unmapped
2024-25,1,2024-04-30,C2010,9998,Agency workers,-40.00,3.3.1,own,unmapped
-- want --
case_id,numerator,denominator,not_recorded
line 3.3.1 / C2010 / 9999,30,1,kind of the account
line 3.3.1 / C2010 / 9998,0,0,kind of the account
-- want total --
numerator,unjudged,lowest,highest
30,2,-40,30
*/

/* example: no posting on an account of agency staff is nought
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,account_name,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C2010,1000,Basic pay,9000.00,3.3.1,own,expenditure
-- want total --
numerator,value
0,0
*/
