/* indicator
title: Children on a child protection plan per 10,000 children aged 0 to 17
finding: "Child protection plans at {} children"
question: How many children are on a child protection plan for the size of our child population?
also: [CPP-RATE]
edition:
  - {from: 2005-04-01, rule: CPP-RATE, source: "LAIT measure 215; DfE children in need statistics"}
statistic: ratio
unit: per 10,000
decimals: 1
polarity: {direction: neutral, reason: "a higher rate is neither good nor bad: it depends on the harm there is and on what is found"}
window: snapshot
year_end: 03-31
numerator: >-
  Children with a plan open at the date, each counted once: it began on or before the date and has not ended by the end of it. A
  plan that ends on the date has ceased. Children not yet born count.
denominator: >-
  Children aged 0 to 17 in the mid-year estimate that the published rate of the date's financial year uses, which is 30 June
  of the year before the one in which the financial year ends (mid-2024 for every date from 1 April 2024 to 31 March 2025).
  While that estimate is not held there is no rate.
exclusions:
  - Plans that end on the date
  - Plans of another authority for a child who is placed here
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: CPPendDate, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_end_date, any_of: plans}
  - {return: annex_a, table: protection_plans, field: child_protection_plan_start_date, any_of: plans}
  - {return: annex_a, table: protection_plans, field: child_protection_plan_end_date, any_of: plans}
  - {return: population, table: estimates, field: population}
comparator:
  lait: CPP_rate
  numerator: [CPP_Num, "ees:CPP_At31 [Child Protection Plans by length of time]"]
  denominator: ["ees:population_estimate [Children looked after on 31 March each year]"]
  differs:
    population: "rates published before a revision of the population estimates used the estimates of their time"
  note: Published for 31 March only. Children not yet born are in the numerator only. The population published beside the children looked after is of the same mid-year as that of this rate.
companions:
  - {id: plans_open, why: "a rate can move because the population estimate moved; the number cannot"}
flows: [plans_started]
completeness: >-
  Every case is judged. A plan without its child or first day is refused when it is read and listed under data quality. A plan
  whose end was not recorded stands open. Without an estimate of the population there is no figure.
caution: It does not show need. Two areas with the same rate can differ in how many children are harmed, and a revised population estimate moves the rate by itself. The population is that of one 30 June for every date of a financial year, so the rate can jump on 1 April while the number of children stays.
owner: children's services performance team
*/
with
plans as (
    select
        plan.area_code,
        plan.child_id,
        snapshot.as_at,
        plan.started_on,
        plan.team_id,
        case
            when plan.other_authority then 'plan of another authority'
            when plan.ended_on = snapshot.as_at then 'plan ended on the day'
        end as left_out
    from core.protection_plan as plan
    inner join snapshot
        on plan.started_on <= snapshot.as_at
        and coalesce(plan.ended_on, date '9999-12-31') >= snapshot.as_at
),

-- Of several plans of one child the open one stands that began last.
children as (
    select
        *,
        count(*) filter (where left_out is null) over (partition by area_code, child_id, as_at) as open_plans
    from plans
    qualify row_number() over (
        partition by area_code, child_id, as_at
        order by (left_out is null) desc, started_on desc
    ) = 1
),

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
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    team_id,
    as_at,
    cast(left_out is null as integer) as numerator,
    0 as denominator,
    coalesce(
        'left out: ' || left_out,
        'on a plan since ' || strftime(started_on, '%-d %B %Y')
        || case when open_plans > 1 then ', the last to begin of ' || open_plans || ' open plans' else '' end
    ) as note
from children
union all
select
    child_populations.area_code,
    'population mid-' || child_populations.year || ' ages 0-17' as case_id,
    null as person_id,
    null as team_id,
    snapshot.as_at,
    0 as numerator,
    child_populations.population as denominator,
    'mid-year estimate of 30 June ' || child_populations.year as note
from snapshot
inner join child_populations
    on child_populations.year = year(snapshot.as_at) - case when month(snapshot.as_at) >= 4 then 0 else 1 end
inner join core.area as area
    on area.area_code = child_populations.area_code
    and area.own
where child_populations.population is not null

/* example: each child counts once over the population of mid-year before
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2024-09-10,,East,cin_census
b,2023-01-10,,,cin_census
b,2024-06-10,,,cin_census
c,2022-01-10,2022-12-10,,cin_census
c,2024-06-10,,,cin_census
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
2025,0,17,60000
-- want --
case_id,numerator,denominator,reason
a,1,0,on a plan since 10 September 2024
b,1,0,"on a plan since 10 June 2024, the last to begin of 2 open plans"
c,1,0,on a plan since 10 June 2024
population mid-2024 ages 0-17,0,50000,mid-year estimate of 30 June 2024
*/

/* example: the rate has one decimal, and a half rounds up
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-09-10,,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,17,8000
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8000,1.3,0,1.25,1.25
*/

/* example: a plan that begins on the date counts, one that begins on the next day does not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-03-31,,cin_census
b,2025-04-01,,cin_census
-- want --
case_id,numerator,denominator
a,1,0
*/

/* example: a plan that ends on the date has ceased, one that ends on the next day is open, one that ended the day before is no case
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,2025-03-31,cin_census
b,2024-01-10,2025-04-01,cin_census
c,2024-01-10,2025-03-30,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan ended on the day
b,1,0,on a plan since 10 January 2024
*/

/* example: a child with an open plan counts even when another of the child's plans ended on the date
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,2025-06-01,cin_census
a,2024-02-10,2025-03-31,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,0,on a plan since 10 January 2024
*/

/* example: a child not yet born is counted
at: 2025-03-31
-- core.child --
child_id,born_on,expected_on,source
a,,2025-05-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-02-02,,cin_census
-- want --
case_id,numerator,denominator
a,1,0
*/

/* example: a plan of another authority is left out
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2024-06-10,,true,ssd
b,2024-06-10,,false,ssd
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan of another authority
b,1,0,on a plan since 10 June 2024
*/

/* example: the first day of a financial year takes the mid-year estimate of that calendar year
at: 2024-04-01
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator,value
0,50000,0
*/

/* example: the last day of a financial year takes the estimate of the calendar year before
at: 2024-03-31
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator
0,40000
*/

/* example: single ages add up to the ages 0 to 17, older ages stay out
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,5,15,20
2024,16,17,5
2024,18,24,90
-- want total --
numerator,denominator
0,35
*/

/* example: a band that reaches below the first age does not count
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,-1,16,10
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a band that reaches above the last age does not count
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,1,18,10
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: the estimate of all ages 0 to 17 stands before bands that make them up
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,35
2024,0,15,90
2024,1,17,95
-- want total --
numerator,denominator
0,35
*/

/* example: of two estimates of all ages for one year the larger counts
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,35
2024,0,17,40
-- want total --
numerator,denominator
0,40
*/

/* example: where ages are missing from the estimate there is no denominator and no rate
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-06-10,,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,16,17,5
-- want total --
numerator,denominator,value
1,0,x
*/

/* example: without the estimate of that year there is no rate
at: 2025-04-30
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-06-10,,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,17,50000
-- want --
case_id,numerator,denominator
a,1,0
*/

/* example: populations of other authorities are not ours
at: 2025-03-31
-- core.population --
area_code,year,age_from,age_to,population
204,2024,0,17,54191
-- want --
case_id,numerator,denominator
*/
