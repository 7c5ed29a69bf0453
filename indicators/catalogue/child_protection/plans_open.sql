/* indicator
title: Children on a child protection plan
finding: "{} on a child protection plan"
question: How many children are on a child protection plan?
also: [CPP-N]
edition:
  - {from: 2005-04-01, rule: CPP-N, source: "CIN census guide; DfE children in need statistics, table D5"}
statistic: count
unit: children
decimals: 0
polarity: {direction: neutral, reason: "more children on plans is neither good nor bad: it depends on the harm there is and on what is found"}
window: snapshot
year_end: 03-31
numerator: >-
  Children with a plan open at the date, each counted once: it began on or before the date and has not ended by the end of it. A
  plan that ends on the date has ceased. Children not yet born count.
denominator: ""
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
comparator:
  lait: CPP_Num
  ees: "ees:CPP_At31 [Child Protection Plans by length of time]"
  same: [unit, population]
  note: Published for 31 March only. A child with two open plans, which is a fault of the record, is one child here.
companions:
  - {id: plans_rate, why: "sets the number against the size of the child population"}
  - {id: plans_started, why: "the number rises while more plans start than end"}
  - {id: plans_open_two_years, why: "a number can also grow because plans do not end"}
  - {id: plan_reviews_in_time, why: "whether the plans that are open are reviewed when they should be"}
flows: [plans_started]
completeness: >-
  Every case is judged. A plan without its child or first day is refused when it is read and listed under data quality. A plan
  whose end was not recorded stands open.
caution: It does not show whether the right children are on plans, nor whether they are safer for it.
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
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    team_id,
    as_at,
    cast(left_out is null as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    coalesce(
        'left out: ' || left_out,
        'on a plan since ' || strftime(started_on, '%-d %B %Y')
        || case when open_plans > 1 then ', the last to begin of ' || open_plans || ' open plans' else '' end
    ) as note
from children

/* example: a child whose plan is open is counted
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2024-09-10,,East,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a,a,1,1,on a plan since 10 September 2024
*/

/* example: a plan that begins on the date counts, one that begins on the next day does not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-03-31,,cin_census
b,2025-04-01,,cin_census
-- want --
case_id,numerator,denominator
a,1,1
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
b,1,1,on a plan since 10 January 2024
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
a,1,1
*/

/* example: a child with several plans is counted once, in the open one
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,2022-12-10,cin_census
a,2024-06-10,,cin_census
b,2024-06-10,2025-03-31,cin_census
b,2025-03-31,,cin_census
c,2024-01-10,2025-06-01,cin_census
c,2024-02-10,2025-03-31,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,on a plan since 10 June 2024
b,1,1,on a plan since 31 March 2025
c,1,1,on a plan since 10 January 2024
*/

/* example: two open plans of one child are one child, in the plan that began last
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-01-10,,cin_census
a,2024-06-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"on a plan since 10 June 2024, the last to begin of 2 open plans"
*/

/* example: a plan of another authority is left out, one of which nothing is said is our own
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2024-06-10,,true,ssd
b,2024-06-10,,false,ssd
c,2024-06-10,,,ssd
d,2024-06-10,2025-03-31,true,ssd
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan of another authority
b,1,1,on a plan since 10 June 2024
c,1,1,on a plan since 10 June 2024
d,0,0,left out: plan of another authority
*/

/* example: nobody on a plan is nought
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,2022-12-10,cin_census
-- want total --
numerator,value
0,0
*/

/* example: two children are two, and every case is judged
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,,cin_census
b,2024-01-10,2025-04-01,cin_census
c,2024-01-10,2025-03-31,cin_census
-- want total --
numerator,value,unjudged,lowest,highest
2,2,0,2,2
*/
