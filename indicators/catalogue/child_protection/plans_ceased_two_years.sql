/* indicator
title: Child protection plans that had lasted two years or more when they ended
finding: "{} of plans ended after two years or more"
question: Of the plans that ended, how many had lasted two years or longer?
also: [NI 64, CPP-2Y-CEASE]
edition:
  - {from: 2005-04-01, rule: CPP-2Y-CEASE, source: "NI 64; LAIT measure 98; DfE children in need statistics, table D7"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "a plan should change what puts the child at risk, or lead to another way to protect the child, within two years; none at all is not expected"}
window: flow
year_end: 03-31
numerator: >-
  Plans of the denominator that had lasted more than 729 days, counting the first day and the day they ended: 729 days or more
  from the one to the other.
denominator: Plans that ended in the period. A child whose plan ended twice counts twice. Plans that followed one another are not joined.
exclusions:
  - Plans of another authority for a child who is placed here
  - Plans that end before they start, which is a fault of the record
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: CPPendDate, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_end_date, any_of: plans}
comparator:
  lait: CPPlans2yrs
  same: [population]
  note: Published for years to 31 March only. Of its two counts only the numerator is published (CPRDuration).
companions:
  - {id: repeat_plans, why: "few long plans can mean that plans end too early and children come back"}
  - {id: plans_open_two_years, why: "a plan that goes on is in the one, a plan that ended in the other"}
  - {id: plan_reviews_in_time, why: "plans that last for long can go with reviews that are late"}
  - {id: repeat_plans_24_months, why: "few long plans can go with children who are soon on a plan again"}
options:
  - name: plan_two_years
    question: When has a plan lasted two years?
    default: days
    values: {days: "after 729 days, which is one or two days before the second anniversary", anniversary: "on the second anniversary of its first day"}
    source: "LAIT measures 98 and 264 write 'two years or longer (i.e. for more than 729 calendar days including days of cessation)'"
completeness: >-
  Every plan with an end is judged. A plan without its child or first day is refused when it is read and listed under data
  quality. A plan that ended without its end being recorded is not here.
distribution:
  of: from the first day of the plan to its end
  unit: days
  limit: {from: 729, words: two years, only: {plan_two_years: days}}
caution: It does not show the plans that go on. Some children need a plan for longer than two years, and few plans end in a month, so one family moves the figure.
owner: children's services performance team
*/
with
ended_plans as (
    select
        plan.area_code,
        plan.child_id,
        plan.started_on,
        plan.ended_on,
        plan.team_id,
        case chosen.plan_two_years
            when 'days' then plan.started_on + 729
            else cast(plan.started_on + interval 24 month as date)
        end as two_years_on,
        case
            when plan.other_authority then 'plan of another authority'
            when plan.ended_on < plan.started_on then 'the plan ends before it starts'
        end as left_out
    from core.protection_plan as plan
    cross join chosen
    where plan.ended_on is not null
)

select
    area_code,
    child_id || ' ' || started_on as case_id,
    child_id as person_id,
    team_id,
    ended_on as occurred_on,
    cast(left_out is null and ended_on >= two_years_on as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    coalesce(
        'left out: ' || left_out,
        'plan from ' || strftime(started_on, '%-d %B %Y') || ' to ' || strftime(ended_on, '%-d %B %Y') || ', '
        || (ended_on - started_on) || ' days'
    ) as note,
    ended_on - started_on as duration
from ended_plans

/* example: 729 days from the first day to the day it ended are two years, 728 are not
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2022-04-01,2024-03-30,East,cin_census
b,2022-04-01,2024-03-29,,cin_census
-- want --
case_id,person_id,numerator,denominator,reason,duration
a 2022-04-01,a,1,1,"plan from 1 April 2022 to 30 March 2024, 729 days",729
b 2022-04-01,b,0,1,"plan from 1 April 2022 to 29 March 2024, 728 days",728
*/

/* example: where the anniversary is to decide, a plan has lasted two years on it and not on the day before
at: 2024-06-30
option: plan_two_years = anniversary
period: rolling12
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-04-01,2024-03-30,cin_census
b,2022-04-01,2024-03-31,cin_census
c,2022-04-01,2024-04-01,cin_census
-- want --
case_id,numerator,denominator
a 2022-04-01,0,1
b 2022-04-01,0,1
c 2022-04-01,1,1
*/

/* example: a plan that ended on the last day of the year is among those that ended
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2022-04-01,2024-03-31,cin_census
b,2022-04-01,2024-04-01,cin_census
c,2020-04-01,2023-03-31,cin_census
d,2020-04-01,2023-04-01,cin_census
e,2020-04-01,,cin_census
-- want --
case_id,numerator,denominator
a 2022-04-01,1,1
d 2020-04-01,1,1
*/

/* example: plans that follow one another are not joined, and a child whose plan ended twice counts twice
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2021-04-10,2023-04-10,cin_census
a,2023-04-10,2024-01-05,cin_census
-- want --
case_id,numerator,denominator
a 2021-04-10,1,1
a 2023-04-10,0,1
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: a plan of another authority is left out, one of which nothing is said is our own
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2021-04-10,2023-04-10,true,ssd
b,2021-04-10,2023-04-10,false,ssd
c,2021-04-10,2023-04-10,,ssd
-- want --
case_id,numerator,denominator,reason
a 2021-04-10,0,0,left out: plan of another authority
b 2021-04-10,1,1,"plan from 10 April 2021 to 10 April 2023, 730 days"
c 2021-04-10,1,1,"plan from 10 April 2021 to 10 April 2023, 730 days"
*/

/* example: a plan that ends before it starts is left out, one that ends on the day it starts is not
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-06-10,2023-06-09,cin_census
b,2023-06-10,2023-06-10,cin_census
-- want --
case_id,numerator,denominator,reason
a 2023-06-10,0,0,left out: the plan ends before it starts
b 2023-06-10,0,1,"plan from 10 June 2023 to 10 June 2023, 0 days"
*/

/* example: one of eight is 12.5 percent, and every case is judged
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2021-04-10,2023-12-10,cin_census
b,2023-04-10,2023-12-10,cin_census
c,2023-04-10,2023-12-10,cin_census
d,2023-04-10,2023-12-10,cin_census
e,2023-04-10,2023-12-10,cin_census
f,2023-04-10,2023-12-10,cin_census
g,2023-04-10,2023-12-10,cin_census
h,2023-04-10,2023-12-10,cin_census
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8,12.5,0,12.5,12.5
*/

/* example: with no plan ended there is no percentage
at: 2024-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2020-04-10,,cin_census
-- want total --
numerator,denominator,value
0,0,z
*/
