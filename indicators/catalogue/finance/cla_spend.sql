/* indicator
title: Gross expenditure on children looked after (section 251 lines 3.1.1 to 3.1.10)
finding: "{} spent on children looked after"
question: What do we spend on the children we look after, and on those who left care?
also: [FIN-CLA]
edition:
  - {from: 2005-04-01, rule: FIN-CLA, source: "Section 251 outturn, total children looked after (line 3.1.11, the sum of 3.1.1 to 3.1.10), gross total expenditure"}
statistic: count
unit: £
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: flow
year_end: 03-31
numerator: >-
  Gross expenditure of the cost centres whose section 251 line is one of children looked after, with the recharges they received -
  3.1.1 residential care, 3.1.2 fostering (also 3.1.2a and 3.1.2b), 3.1.3 adoption, 3.1.4 special guardianship, 3.1.5 other
  services, 3.1.6 short breaks of looked-after disabled children, 3.1.7 placed with family and friends, 3.1.8 education,
  3.1.9 leaving care and 3.1.10 asylum seekers. It goes by the accounting month; adjustment periods count in March, opening entries in
  April.
denominator: ""
exclusions:
  - All other lines, such as social work (3.3.1), which serves looked-after children too
  - Income, such as health contributions, and government grants
  - Credits on recharge accounts and on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
  - {return: ledger, table: cost_centre_map, field: s251_line}
comparator:
  lait: TotalLACFinance
  measure: "s251:16 Total Children Looked After; TotalExpenditure"
  differs:
    population: "the published outturn has overheads shared out to its lines and is settled after the year, a ledger before the final adjustments is not"
  same: [period]
  note: >-
    A sum of money follows the size of the authority, so none is better or worse than another's. From the section 251 outturn, whose lines and
    their numbers changed over the years, so that totals before 2014-15 are no series with the later ones.
companions:
  - {id: cla, why: "spending is the number of children times what each of them needs"}
  - {id: residential_spend, why: "the dearest of the lines for the fewest children"}
completeness: >-
  Postings on an account of these lines without a mapping cannot be judged, because nothing says whether they are expenditure or income. A
  net debit over the year is counted and a net credit is not. The bounds leave out or take in the whole amount of the account in
  each month. A cost centre without a section 251 line, such as overheads still to be shared out, is in no line; where no cost
  centre of a year has a line, nothing of the year can be judged and the bounds take in all of it.
caution: It does not show the price of a placement, which needs the days of care. Contributions of health and education are income and not taken off.
owner: children's services finance
*/
with
years_with_lines as (
    select area_code, financial_year
    from core.ledger_line
    where s251_line <> 'UNALLOCATED'
),

years_without_lines as (
    select gross_expenditure.*
    from core.gross_expenditure as gross_expenditure
    anti join years_with_lines
        on years_with_lines.area_code = gross_expenditure.area_code
        and years_with_lines.financial_year = gross_expenditure.financial_year
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
from core.gross_expenditure
where starts_with(s251_line, '3.1.')
union all
select
    area_code,
    'line ' || s251_line || ' / ' || cost_centre || ' / ' || account as case_id,
    month_ends_on as occurred_on,
    0 as numerator,
    0 as denominator,
    'section 251 line of the cost centre' as not_recorded,
    least(amount, 0) as lowest,
    greatest(amount, 0) as highest,
    'left out: ' || coalesce(left_out, description) as note
from years_without_lines

/* example: the lines of children looked after count, with recharges received, and no other
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1020,6100,50.00,3.1.2a,own,recharge
2024-25,1,2024-04-30,C1080,5100,700.00,3.1.10,private,expenditure
2024-25,1,2024-04-30,C1090,5100,1.00,3.0.5,private,expenditure
2024-25,1,2024-04-30,C2010,1000,2.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C2020,1000,4.00,3.2.1,own,expenditure
2024-25,1,2024-04-30,C5000,1000,10.00,UNALLOCATED,own,expenditure
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000.5,1,"cost centre C1010, account 5100, line 3.1.1"
line 3.1.2a / C1020 / 6100,50,1,"cost centre C1020, account 6100, line 3.1.2a, recharge received"
line 3.1.10 / C1080 / 5100,700,1,"cost centre C1080, account 5100, line 3.1.10"
-- want total --
numerator,value
1750.5,1751
*/

/* example: health contributions and grants are income and not taken off
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.50,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,8200,-400.00,3.1.1,,income
2024-25,1,2024-04-30,C1080,8300,-100.00,3.1.10,,grant_outside_aef
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,1000.5,1
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

/* example: an account of the lines without a mapping counts, and may be none
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1020,9999,30.00,3.1.2,own,unmapped
2024-25,2,2024-05-31,C1020,9998,-40.00,3.1.2,own,unmapped
2024-25,2,2024-05-31,C2010,9999,70.00,3.3.1,own,unmapped
-- want --
case_id,numerator,denominator,not_recorded
line 3.1.1 / C1010 / 5100,1000,1,
line 3.1.2 / C1020 / 9999,30,1,kind of the account
line 3.1.2 / C1020 / 9998,0,0,kind of the account
-- want total --
numerator,unjudged,lowest,highest
1030,2,960,1030
*/

/* example: where no cost centre of the year has a line nothing can be judged, in another year it can
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,1000.00,UNALLOCATED,private,expenditure
2024-25,1,2024-04-30,C2010,6100,-20.00,UNALLOCATED,own,recharge
-- want --
case_id,numerator,denominator,reason
line UNALLOCATED / C1010 / 5100,0,0,"not recorded: section 251 line of the cost centre; left out: cost centre C1010, account 5100, line UNALLOCATED"
line UNALLOCATED / C2010 / 6100,0,0,"not recorded: section 251 line of the cost centre; left out: recharge to others, which is income"
-- want total --
numerator,unjudged,lowest,highest
0,2,-20,1000
*/

/* example: no posting on the lines is nought
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C2010,5100,700.00,3.3.1,private,expenditure
-- want total --
numerator,value,unjudged
0,0,0
*/
