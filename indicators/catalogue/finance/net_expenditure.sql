/* indicator
title: Net expenditure on children's services
finding: "{} spent on children's services, net"
question: What do children's services cost the council once income is taken off?
also: [FIN-NET]
edition:
  - {from: 2005-04-01, rule: FIN-NET, source: "Section 251 outturn: net current expenditure (column m), total expenditure less income"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: flow
year_end: 03-31
numerator: >-
  All postings on expenditure, recharge and income accounts and on accounts without a mapping, in the accounting month
  (adjustment periods count in March, opening entries in April). Income and recharges to others are credits and lower it.
  Government grants are not taken off.
denominator: ""
exclusions:
  - Government grants, inside and outside aggregate external finance
  - Budgets and forecasts
options:
  - name: government_grants
    question: Are government grants taken off net expenditure?
    default: left_out
    values: {left_out: "no - net current expenditure, as in column m of the section 251 outturn and column C7 of RO3", taken_off: "yes - net revenue expenditure, as in column q of the section 251 outturn"}
    source: "Section 251 outturn and RO3 print both and call each of them net"
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
comparator:
  measure: "ro3:RO3-csctot-net-cur-exp"
  scale: 1000
  differs:
    population: "published is children's social care with overheads shared out to it, ours is every posting of the ledger, its overheads still to be shared out among them"
    rounding: "published in thousands of pounds"
  same: [period]
  note: A sum of money follows the size of the authority, so none is better or worse than another's. Net current expenditure of revenue outturn RO3, from which government grants are not taken off either.
companions:
  - {id: gross_expenditure, why: "a fall in net and not in gross is income, not saving"}
  - {id: gross_less_recharges, why: "a fall in one and not in the other is a change of recharges"}
completeness: >-
  Postings on an account without a mapping cannot be judged, because they may be government grants. They are counted, and the bounds
  leave out or take in the whole amount of the account in each month.
caution: It does not show what was bought. More income from health or from grants that end can hide that spending rises. Prices rise, so years compare only in real terms.
owner: children's services finance
*/
select
    ledger_line.area_code,
    'line ' || ledger_line.s251_line || ' / ' || ledger_line.cost_centre || ' / ' || ledger_line.account as case_id,
    ledger_line.month_ends_on as occurred_on,
    case
        when starts_with(ledger_line.entry, 'grant') and chosen.government_grants = 'left_out' then 0
        else sum(ledger_line.amount)
    end as numerator,
    case
        when starts_with(ledger_line.entry, 'grant') and chosen.government_grants = 'left_out' then 0
        else 1
    end as denominator,
    case when ledger_line.entry = 'unmapped' then 'kind of the account' end as not_recorded,
    least(sum(ledger_line.amount), 0) as lowest,
    greatest(sum(ledger_line.amount), 0) as highest,
    case
        when starts_with(ledger_line.entry, 'grant') and chosen.government_grants = 'left_out'
            then 'left out: government grant, '
        else ''
    end
    || 'cost centre ' || ledger_line.cost_centre || ', account ' || ledger_line.account
    || ', line ' || ledger_line.s251_line || ', '
    || case ledger_line.entry
        when 'grant_inside_aef' then 'grant inside aggregate external finance'
        when 'grant_outside_aef' then 'grant outside aggregate external finance'
        when 'unmapped' then 'account without a mapping'
        else ledger_line.entry
    end as note
from core.ledger_line as ledger_line
cross join chosen
group by
    ledger_line.area_code, ledger_line.s251_line, ledger_line.cost_centre, ledger_line.account,
    ledger_line.month_ends_on, ledger_line.entry, chosen.government_grants

/* example: income is taken off expenditure, and so are recharges to others; grants are not
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,6100,50.00,3.1.1,own,recharge
2024-25,1,2024-04-30,C5000,6100,-20.00,UNALLOCATED,own,recharge
2024-25,1,2024-04-30,C1010,8200,-400.25,3.1.1,,income
2024-25,1,2024-04-30,C1080,8300,-100.00,3.1.10,,grant_outside_aef
2024-25,1,2024-04-30,C1060,8400,-70.00,3.1.8,,grant_inside_aef
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000.5,1,"cost centre C1010, account 5100, line 3.1.1, expenditure"
line 3.1.1 / C1010 / 6100,50,1,"cost centre C1010, account 6100, line 3.1.1, recharge"
line UNALLOCATED / C5000 / 6100,-20,1,"cost centre C5000, account 6100, line UNALLOCATED, recharge"
line 3.1.1 / C1010 / 8200,-400.25,1,"cost centre C1010, account 8200, line 3.1.1, income"
line 3.1.10 / C1080 / 8300,0,0,"left out: government grant, cost centre C1080, account 8300, line 3.1.10, grant outside aggregate external finance"
line 3.1.8 / C1060 / 8400,0,0,"left out: government grant, cost centre C1060, account 8400, line 3.1.8, grant inside aggregate external finance"
-- want total --
numerator,value
630.25,630
*/

/* example: by choice grants are taken off too
at: 2025-03-31
option: government_grants = taken_off
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1080,8300,-100.00,3.1.10,,grant_outside_aef
2024-25,1,2024-04-30,C1060,8400,-70.00,3.1.8,,grant_inside_aef
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000,1,"cost centre C1010, account 5100, line 3.1.1, expenditure"
line 3.1.10 / C1080 / 8300,-100,1,"cost centre C1080, account 8300, line 3.1.10, grant outside aggregate external finance"
line 3.1.8 / C1060 / 8400,-70,1,"cost centre C1060, account 8400, line 3.1.8, grant inside aggregate external finance"
*/

/* example: the postings of one account and month are one case
at: 2024-05-31
period: month
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,-4.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,6,1
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

/* example: an account without a mapping counts and may be a grant
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,9999,30.00,3.1.1,own,unmapped
2024-25,1,2024-04-30,C1010,9998,-40.00,3.1.1,own,unmapped
-- want --
case_id,numerator,denominator,not_recorded,reason
line 3.1.1 / C1010 / 5100,1000,1,,"cost centre C1010, account 5100, line 3.1.1, expenditure"
line 3.1.1 / C1010 / 9999,30,1,kind of the account,"not recorded: kind of the account; cost centre C1010, account 9999, line 3.1.1, account without a mapping"
line 3.1.1 / C1010 / 9998,-40,1,kind of the account,"not recorded: kind of the account; cost centre C1010, account 9998, line 3.1.1, account without a mapping"
-- want total --
numerator,unjudged,lowest,highest
990,2,960,1030
*/

/* example: no posting is nought
at: 2025-03-31
-- want total --
numerator,value
0,0
*/
