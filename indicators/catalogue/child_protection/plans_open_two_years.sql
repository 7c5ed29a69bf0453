/* indicator
title: Children on a child protection plan for two years or more
finding: "{} of plans have lasted two years or more"
question: Of the children on a plan, how many have been on it for two years or longer?
also: [CPP-2Y-STOCK]
edition:
  - {from: 2005-04-01, rule: CPP-2Y-STOCK, source: "LAIT measure 264; DfE children in need statistics, table D5"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "a plan should change what puts the child at risk, or lead to another way to protect the child, within two years; none at all is not expected"}
window: snapshot
year_end: 03-31
numerator: >-
  Children of the denominator whose open plan had lasted more than 729 days at the date, counting the first day and the date: it
  began 729 days or more before.
denominator: >-
  Children with a plan open at the date, each counted once: it began on or before the date and has not ended by the end of it.
  Plans that followed one another are not joined. Of two open plans of a child the one that began first is judged, whatever
  plan has been opened since.
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
  lait: CPPlans2yrsActive
  ees: "ees:2_years_or_more_percent [Child Protection Plans by length of time]"
  numerator: ["ees:2_years_or_more [Child Protection Plans by length of time]"]
  denominator: [CPP_Num, "ees:CPP_At31 [Child Protection Plans by length of time]"]
  same: [population]
  note: Published for 31 March only. The dictionary describes the denominator in the words of the plans that ended; the numbers are of the plans open on 31 March.
companions:
  - {id: repeat_plans, why: "few long plans can mean that plans end too early and children come back"}
  - {id: plans_ceased_two_years, why: "a plan that goes on is in the one, a plan that ended in the other"}
  - {id: plan_reviews_in_time, why: "plans that last for long can go with reviews that are late"}
  - {id: repeat_plans_24_months, why: "few long plans can go with children who are soon on a plan again"}
  - {id: plans_open, why: "the number of children that the share is of"}
options:
  - name: plan_two_years
    question: When has a plan lasted two years?
    default: days
    values: {days: "after 729 days, which is one or two days before the second anniversary", anniversary: "on the second anniversary of its first day"}
    source: "LAIT measures 98 and 264 write 'two years or longer (i.e. for more than 729 calendar days including days of cessation)'"
flows: [plans_ceased_two_years]
completeness: >-
  Every case is judged. A plan without its child or first day is refused when it is read and listed under data quality. A plan
  whose end was not recorded stands open, and after two years counts as long.
distribution:
  of: from the first day of the plan to the date
  unit: days
  limit: {from: 729, words: two years, only: {plan_two_years: days}}
caution: It does not show why a plan goes on. Few children are on a plan for so long, so one family moves the figure.
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

-- Of several plans of one child the open one stands that began first.
children as (
    select
        *,
        count(*) filter (where left_out is null) over (partition by area_code, child_id, as_at) as open_plans
    from plans
    qualify row_number() over (
        partition by area_code, child_id, as_at
        order by (left_out is null) desc, started_on
    ) = 1
),

timed_children as (
    select
        children.*,
        case chosen.plan_two_years
            when 'days' then children.started_on + 729
            else cast(children.started_on + interval 24 month as date)
        end as two_years_on
    from children
    cross join chosen
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    team_id,
    as_at,
    cast(left_out is null and two_years_on <= as_at as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    coalesce(
        'left out: ' || left_out,
        'on a plan since ' || strftime(started_on, '%-d %B %Y') || ', ' || (as_at - started_on) || ' days'
        || case when open_plans > 1 then ', the first to begin of ' || open_plans || ' open plans' else '' end
    ) as note,
    as_at - started_on as duration
from timed_children

/* example: a plan that began 729 days before the date has lasted two years, one that began 728 days before has not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2023-04-02,,East,cin_census
b,2023-04-03,,,cin_census
-- want --
case_id,person_id,numerator,denominator,reason,duration
a,a,1,1,"on a plan since 2 April 2023, 729 days",729
b,b,0,1,"on a plan since 3 April 2023, 728 days",728
*/

/* example: where the anniversary is to decide, a plan has lasted two years on it and not on the day before
at: 2025-03-31
option: plan_two_years = anniversary
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-03-31,,cin_census
b,2023-04-01,,cin_census
c,2023-04-02,,cin_census
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
c,0,1
*/

/* example: a plan that ends on the date has ceased, one that ends on the next day is open, one that ended the day before is no case
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,2025-03-31,cin_census
b,2022-01-10,2025-04-01,cin_census
c,2022-01-10,2025-03-30,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan ended on the day
b,1,1,"on a plan since 10 January 2022, 1176 days"
*/

/* example: a plan that begins on the date is in the denominator, one that begins on the next day is not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-03-31,,cin_census
b,2025-04-01,,cin_census
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: plans that follow one another are not joined
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,2024-06-10,cin_census
a,2024-06-10,,cin_census
b,2022-01-10,2025-03-31,cin_census
b,2025-03-31,,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,1,"on a plan since 10 June 2024, 294 days"
b,0,1,"on a plan since 31 March 2025, 0 days"
*/

/* example: a child with an open plan counts in it even when another plan, earlier or later, ended on the date
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,2025-06-01,cin_census
a,2024-02-10,2025-03-31,cin_census
b,2022-01-10,2025-03-31,cin_census
b,2024-06-10,2025-06-01,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"on a plan since 10 January 2022, 1176 days"
b,0,1,"on a plan since 10 June 2024, 294 days"
*/

/* example: two open plans of one child are one child, who has been on a plan for two years when the first has lasted so long
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,,cin_census
a,2024-06-10,,cin_census
b,2025-03-31,,cin_census
b,2024-06-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"on a plan since 10 January 2022, 1176 days, the first to begin of 2 open plans"
b,0,1,"on a plan since 10 June 2024, 294 days, the first to begin of 2 open plans"
*/

/* example: a plan of another authority is left out, one of which nothing is said is our own
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2022-01-10,,true,ssd
b,2022-01-10,,false,ssd
c,2022-01-10,,,ssd
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan of another authority
b,1,1,"on a plan since 10 January 2022, 1176 days"
c,1,1,"on a plan since 10 January 2022, 1176 days"
*/

/* example: one of eight is 12.5 percent, and every case is judged
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-01-10,,cin_census
b,2024-06-10,,cin_census
c,2024-06-10,,cin_census
d,2024-06-10,,cin_census
e,2024-06-10,,cin_census
f,2024-06-10,,cin_census
g,2024-06-10,,cin_census
h,2024-06-10,,cin_census
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8,12.5,0,12.5,12.5
*/

/* example: with nobody on a plan there is no percentage
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2020-04-10,2024-04-10,cin_census
-- want total --
numerator,denominator,value
0,0,z
*/
