/* indicator
title: Gross expenditure on children's social care per child aged 0 to 17
finding: "{} spent on children's social care"
question: What do we spend on children's social care for each child who lives here?
also: [FIN-PERCHILD]
edition:
  - {from: 2005-04-01, rule: FIN-PERCHILD, source: "DfE children's social care dashboard: total children's social care expenditure divided by the mid-year population aged 0 to 17"}
statistic: ratio
unit: £ per child
decimals: 0
polarity: {direction: neutral, reason: "spending more or less is neither good nor bad until it is read with what it bought"}
window: period
year_end: 03-31
numerator: >-
  Gross expenditure of the cost centres whose section 251 line is one of children's social care (3.0 to 3.6: Sure Start and under fives,
  children looked after, other children and families services, safeguarding, family support, young people, youth justice) in the
  accounting months of the period - expenditure, recharges received from other services and postings on accounts without a mapping,
  before income (adjustment periods count in March, opening entries in April).
denominator: >-
  Children aged 0 to 17 in the mid-year estimate of 30 June of the year before the one in which the financial year ends
  (mid-2024 for every period that ends from 1 April 2024 to 31 March 2025). While that estimate is not held there is no figure.
exclusions:
  - Lines of education (1 and 2), and cost centres without a line, such as overheads still to be shared out
  - Income and government grants, inside and outside aggregate external finance
  - Credits on recharge accounts and on accounts without a mapping, where the account of the cost centre is a net credit over the financial year
sources:
  - {return: ledger, table: postings, field: amount}
  - {return: ledger, table: postings, field: period}
  - {return: ledger, table: account_map, field: kind}
  - {return: ledger, table: cost_centre_map, field: s251_line}
  - {return: population, table: estimates, field: population}
comparator:
  numerator: ["C&YPExpenditure"]
  denominator: ["ees:population_estimate [Children looked after on 31 March each year]"]
  differs:
    population: "made of the published section 251 outturn, which has overheads shared out to its lines and is settled after the year, a ledger before the final adjustments is not"
  same: [unit, period]
  note: >-
    Not published as such. The section 251 outturn of the same lines, without capital charged to revenue, is divided here by the population
    published beside the children looked after, which is of the same mid-year. The Department's dashboard divides the total of
    revenue outturn RO3 instead, which authorities do not always state alike.
companions:
  - {id: gross_expenditure, why: "the pounds; the figure per child can move because the population estimate moved"}
  - {id: cla_rate, why: "children in care are most of what is spent, and areas have more or fewer of them"}
completeness: >-
  Postings on an account without a mapping cannot be judged, because nothing says whether they are expenditure or income. A net debit over
  the year is counted and a net credit is not. A posting of a cost centre without a line cannot be judged and is left out; where no
  cost centre of a financial year has a line, all of children's services is counted in that year, and every posting of it is named
  as not recorded. What these would change has no bounds. Without an estimate of the population there
  is no figure.
caution: Where cost centres have no lines it is all of children's services, not social care alone. Most children never meet the service. It shows neither need nor what was bought; an area with more poverty spends more per child. A month's figure is a twelfth of a year's at best. The number of children is that of one 30 June for every period that ends in a financial year.
owner: children's services finance
*/
with
-- Age bands count only where together they cover the ages 0 to 17 exactly once.
child_populations as (
    select
        area_code,
        year,
        coalesce(
            max(population) filter (where age_from = 0 and age_to = 17),
            case when sum(age_to - age_from + 1) = 18 then sum(population) end
        ) as population
    from core.population
    where age_from >= 0 and age_to <= 17
    group by area_code, year
),

years_with_lines as (
    select
        area_code,
        financial_year
    from core.ledger_line
    where s251_line <> 'UNALLOCATED'
    group by area_code, financial_year
),

-- The lines of children's social care all begin with 3. Where no cost centre of a year has a line,
-- nothing tells social care from the rest of children's services.
expenditure as (
    select
        spent.*,
        case
            when spent.left_out is not null then spent.left_out
            when years_with_lines.area_code is null or starts_with(spent.s251_line, '3.') then null
            when spent.s251_line = 'UNALLOCATED' then 'the cost centre has no section 251 line'
            else 'not a line of children''s social care'
        end as not_counted,
        case
            when spent.entry = 'unmapped' and (starts_with(spent.s251_line, '3.') or spent.s251_line = 'UNALLOCATED')
                then 'kind of the account'
            when spent.s251_line = 'UNALLOCATED' and spent.left_out is null then 'section 251 line of the cost centre'
        end as not_recorded
    from core.gross_expenditure as spent
    left join years_with_lines
        on years_with_lines.area_code = spent.area_code
        and years_with_lines.financial_year = spent.financial_year
)

select
    expenditure.area_code,
    'line ' || expenditure.s251_line || ' / ' || expenditure.cost_centre || ' / ' || expenditure.account as case_id,
    null as person_id,
    period.period,
    period.period_end,
    coalesce(sum(expenditure.amount) filter (where expenditure.not_counted is null), 0) as numerator,
    0 as denominator,
    any_value(expenditure.not_recorded) as not_recorded,
    null as lowest,
    null as highest,
    coalesce(
        any_value(expenditure.description) filter (where expenditure.not_counted is null),
        'left out: ' || any_value(expenditure.not_counted)
    ) as note
from expenditure
inner join period
    on expenditure.month_ends_on between period.period_start and period.period_end
group by
    expenditure.area_code, expenditure.s251_line, expenditure.cost_centre, expenditure.account,
    period.period, period.period_end
union all
select
    child_populations.area_code,
    'population mid-' || child_populations.year || ' ages 0-17' as case_id,
    null as person_id,
    period.period,
    period.period_end,
    0 as numerator,
    child_populations.population as denominator,
    null as not_recorded,
    null as lowest,
    null as highest,
    'mid-year estimate of 30 June ' || child_populations.year as note
from period
inner join child_populations
    on child_populations.year = year(period.period_end) - case when month(period.period_end) >= 4 then 0 else 1 end
inner join core.area as area
    on area.area_code = child_populations.area_code
    and area.own
where child_populations.population is not null

/* example: pounds, not thousands, are divided by the children of mid-year before
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,52000000.00,3.1.1,private,expenditure
2024-25,12,2025-03-31,C2010,1000,345000.00,3.3.1,own,expenditure
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,54191
2025,0,17,60000
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,52000000,0,"cost centre C1010, account 5100, line 3.1.1"
line 3.3.1 / C2010 / 1000,345000,0,"cost centre C2010, account 1000, line 3.3.1"
population mid-2024 ages 0-17,0,54191,mid-year estimate of 30 June 2024
-- want total --
numerator,denominator,value
52345000,54191,966
*/

/* example: income and grants are not taken off, recharges received count, a recharge to others is income
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,8200,-400.00,3.1.1,,income
2024-25,1,2024-04-30,C1010,8300,-400.00,3.1.1,,grant_outside_aef
2024-25,1,2024-04-30,C1010,6100,50.00,3.1.1,own,recharge
2024-25,1,2024-04-30,C5000,6100,-70.00,UNALLOCATED,own,recharge
-- want --
case_id,numerator,denominator,reason
line 3.1.1 / C1010 / 5100,1000,0,"cost centre C1010, account 5100, line 3.1.1"
line 3.1.1 / C1010 / 6100,50,0,"cost centre C1010, account 6100, line 3.1.1, recharge received"
line UNALLOCATED / C5000 / 6100,0,0,"left out: recharge to others, which is income"
*/

/* example: the year runs from April to March and the postings of an account are one case in it
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,10.00,3.1.1,private,expenditure
2024-25,12,2025-03-31,C1010,5100,20.00,3.1.1,private,expenditure
2025-26,1,2025-04-30,C1010,5100,80.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,30,0
*/

/* example: a month counts what it holds, over the whole population
at: 2024-04-30
period: month
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C1010,5100,5.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,4000000.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,20.00,3.1.1,private,expenditure
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator,value
4000000,50000,80
*/

/* example: a month that ends in March takes the estimate of the calendar year before
at: 2024-03-31
period: month
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,12,2024-03-31,C1010,5100,4000000.00,3.1.1,private,expenditure
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator,value
4000000,40000,100
*/

/* example: accounting months count in the period that their last day lies in
at: 2024-05-30
period: quarter
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,10,2024-01-31,C1010,5100,1.00,3.1.1,private,expenditure
2023-24,11,2024-02-29,C1010,5100,2.00,3.1.1,private,expenditure
2023-24,12,2024-03-31,C1010,5100,4.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,5100,8.00,3.1.1,private,expenditure
2024-25,2,2024-05-31,C1010,5100,16.00,3.1.1,private,expenditure
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,12,0
*/

/* example: of two estimates of one year the larger counts
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,36
2024,0,17,34
-- want total --
numerator,denominator
0,36
*/

/* example: a half rounds up
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,5.00,3.1.1,private,expenditure
-- core.population --
year,age_from,age_to,population
2024,0,17,2
-- want total --
numerator,denominator,value
5,2,3
*/

/* example: single ages add up to the ages 0 to 17, older ages and ages not yet born stay out
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,-1,0,7
2024,0,4,10
2024,5,15,20
2024,16,17,5
2024,17,18,3
2024,18,24,90
-- want total --
numerator,denominator
0,35
*/

/* example: where both the whole and its parts are given the whole counts
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,36
2024,0,4,10
2024,5,17,25
-- want total --
numerator,denominator
0,36
*/

/* example: where bands overlap there is no denominator
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,4,17,25
-- want --
case_id,numerator,denominator
*/

/* example: where ages are missing from the estimate there is no denominator and no figure
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,5.00,3.1.1,private,expenditure
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,16,17,5
-- want --
case_id,numerator,denominator
line 3.1.1 / C1010 / 5100,5,0
-- want total --
numerator,denominator,value
5,0,x
*/

/* example: populations of other authorities are not ours
at: 2025-03-31
-- core.population --
area_code,year,age_from,age_to,population
204,2024,0,17,54191
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: an account without a mapping counts, unless it is a net credit, and has no bounds
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C1010,5100,1000.00,3.1.1,private,expenditure
2024-25,1,2024-04-30,C1010,9999,30.00,3.1.1,own,unmapped
2024-25,1,2024-04-30,C1010,9998,-40.00,3.1.1,own,unmapped
-- core.population --
year,age_from,age_to,population
2024,0,17,10
-- want --
case_id,numerator,denominator,not_recorded
line 3.1.1 / C1010 / 5100,1000,0,
line 3.1.1 / C1010 / 9999,30,0,kind of the account
line 3.1.1 / C1010 / 9998,0,0,kind of the account
population mid-2024 ages 0-17,0,10,
-- want total --
numerator,value,unjudged,lowest,highest
1030,103,2,,
*/

/* example: every line of children's social care counts, those of education do not, nor does a cost centre without a line
at: 2025-03-31
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2024-25,1,2024-04-30,C0010,1000,1.00,3.0.1,own,expenditure
2024-25,1,2024-04-30,C1010,1000,2.00,3.1.1,own,expenditure
2024-25,1,2024-04-30,C2010,1000,4.00,3.2.1,own,expenditure
2024-25,1,2024-04-30,C3010,1000,8.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C4010,1000,16.00,3.4.1,own,expenditure
2024-25,1,2024-04-30,C5010,1000,32.00,3.5.1,own,expenditure
2024-25,1,2024-04-30,C6010,1000,64.00,3.6.1,own,expenditure
2024-25,1,2024-04-30,C7010,1000,500.00,1.2.1,own,expenditure
2024-25,1,2024-04-30,C7010,9999,500.00,1.2.1,own,unmapped
2024-25,1,2024-04-30,C8010,1000,500.00,UNALLOCATED,own,expenditure
-- core.population --
year,age_from,age_to,population
2024,0,17,1
-- want --
case_id,numerator,denominator,not_recorded,reason
line 3.0.1 / C0010 / 1000,1,0,,"cost centre C0010, account 1000, line 3.0.1"
line 3.1.1 / C1010 / 1000,2,0,,"cost centre C1010, account 1000, line 3.1.1"
line 3.2.1 / C2010 / 1000,4,0,,"cost centre C2010, account 1000, line 3.2.1"
line 3.3.1 / C3010 / 1000,8,0,,"cost centre C3010, account 1000, line 3.3.1"
line 3.4.1 / C4010 / 1000,16,0,,"cost centre C4010, account 1000, line 3.4.1"
line 3.5.1 / C5010 / 1000,32,0,,"cost centre C5010, account 1000, line 3.5.1"
line 3.6.1 / C6010 / 1000,64,0,,"cost centre C6010, account 1000, line 3.6.1"
line 1.2.1 / C7010 / 1000,0,0,,left out: not a line of children's social care
line 1.2.1 / C7010 / 9999,0,0,,left out: not a line of children's social care
line UNALLOCATED / C8010 / 1000,0,0,section 251 line of the cost centre,not recorded: section 251 line of the cost centre; left out: the cost centre has no section 251 line
population mid-2024 ages 0-17,0,1,,mid-year estimate of 30 June 2024
-- want total --
numerator,denominator,value,unjudged
127,1,127,1
*/

/* example: where no cost centre of a year has a line all of children's services is counted in that year and named as not recorded
at: 2024-04-30
period: rolling12
-- core.ledger_line --
financial_year,ledger_period,month_ends_on,cost_centre,account,amount,s251_line,provider_column,entry
2023-24,2,2023-05-31,C1010,1000,10.00,UNALLOCATED,own,expenditure
2024-25,1,2024-04-30,C2010,1000,20.00,3.3.1,own,expenditure
2024-25,1,2024-04-30,C3010,1000,40.00,UNALLOCATED,own,expenditure
2024-25,1,2024-04-30,C3010,9999,-80.00,UNALLOCATED,own,unmapped
2024-25,1,2024-04-30,C3010,6100,-80.00,UNALLOCATED,own,recharge
-- want --
case_id,numerator,denominator,not_recorded,reason
line UNALLOCATED / C1010 / 1000,10,0,section 251 line of the cost centre,"not recorded: section 251 line of the cost centre; cost centre C1010, account 1000, line UNALLOCATED"
line 3.3.1 / C2010 / 1000,20,0,,"cost centre C2010, account 1000, line 3.3.1"
line UNALLOCATED / C3010 / 1000,0,0,section 251 line of the cost centre,not recorded: section 251 line of the cost centre; left out: the cost centre has no section 251 line
line UNALLOCATED / C3010 / 9999,0,0,kind of the account,"not recorded: kind of the account; left out: credit on an account without a mapping"
line UNALLOCATED / C3010 / 6100,0,0,,"left out: recharge to others, which is income"
*/
