/* indicator
title: Child protection plans within two years of the end of the last one
finding: "{} of new plans followed another within two years"
question: How many of the children put on a plan had come off one in the two years before?
also: [CPP-REP24]
edition:
  - {from: 2005-04-01, rule: CPP-REP24, source: "A measure of inspection dashboards, whose published wording was not found; its rule is written down here"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "a plan so soon after the last says that the last one ended before the child was safe"}
window: flow
year_end: 03-31
history: 24
numerator: >-
  Plans of the denominator of a child whose last plan of this authority had ended in the 24 months before, on the same day of the
  month 24 months earlier at the soonest, or has no end: an earlier plan without a recorded end counts.
denominator: Plans that began in the period, each occasion. A child who was put on a plan twice counts twice. Plans of children not yet born count.
exclusions:
  - Plans of another authority for a child who is placed here, as plans that began and as earlier plans
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: CPPendDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: NumberOfPreviousCPP, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_end_date, any_of: plans}
comparator:
  note: Not published.
companions:
  - {id: repeat_plans, why: "counts an earlier plan however long ago it was"}
  - {id: plans_ceased_two_years, why: "few repeat plans can mean that plans end late"}
  - {id: plans_open_two_years, why: "few plans soon after the last can go with plans that are kept open for long"}
options:
  - name: previous_plan_anniversary
    question: Does a plan that begins exactly 24 months after the last one ended count as within two years?
    default: inclusive
    values: {inclusive: "it counts", exclusive: "it does not"}
    source: "No published wording was found"
  - name: transfer_in_plans
    question: Does a plan that begins because the child moved here from another authority, where there was a plan, count as started?
    default: counted
    values: {counted: "it counts as started", left_out: "it does not count as started"}
    source: "No source found says so outright; the published conferences include transfers (LAIT measure 269), which is why plans do here"
completeness: >-
  A plan cannot be judged when no earlier plan of the child is held, the number of previous plans is one or more or is not
  recorded, and the extracts do not reach back the 24 months before it. Such a plan counts as not within two years.
caution: It needs the plans of the two years before, so the first years of data know less. A low figure can mean that plans are kept open for long.
owner: children's services performance team
*/
with
transfers as (
    select
        area_code,
        child_id,
        held_on
    from core.conference
    where transfer_in
),

plans as (
    select
        plan.area_code,
        plan.child_id,
        plan.started_on,
        plan.team_id,
        plan.previous_plans,
        cast(plan.started_on - interval 24 month as date) as two_years_before,
        max(coalesce(plan.ended_on, date '9999-12-31')) filter (where plan.other_authority is not true) over (
            partition by plan.area_code, plan.child_id
            order by plan.started_on
            rows between unbounded preceding and 1 preceding
        ) as last_ended_on,
        case
            when plan.other_authority then 'plan of another authority'
            when transfers.held_on is not null and chosen.transfer_in_plans = 'left_out'
                then 'the child came on a plan of another authority'
        end as left_out,
        chosen.previous_plan_anniversary
    from core.protection_plan as plan
    cross join chosen
    left join transfers
        on transfers.area_code = plan.area_code
        and transfers.child_id = plan.child_id
        and transfers.held_on = plan.started_on
),

-- The tables that tell every plan of the time they cover.
covered_times as (
    select
        area_code,
        coalesce(covered_from, date '1900-01-01') as covered_from,
        coalesce(covered_to, date '9999-12-31') as covered_to
    from core.coverage
    where table_name in ('protection_plan', 'cp_plans')
),

judged_plans as (
    select
        plans.*,
        coalesce(
            last_ended_on > two_years_before
            or (last_ended_on = two_years_before and previous_plan_anniversary = 'inclusive'),
            false
        ) as within_two_years,
        exists (
            select covered_times.area_code
            from covered_times
            where covered_times.area_code = plans.area_code
                and covered_times.covered_from <= plans.two_years_before
                and covered_times.covered_to >= plans.started_on
        ) as history_held
    from plans
)

select
    area_code,
    child_id || ' ' || started_on as case_id,
    child_id as person_id,
    team_id,
    started_on as occurred_on,
    cast(left_out is null and within_two_years as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is null and last_ended_on is null and previous_plans is distinct from 0 and not history_held
            then 'end of the previous plan'
    end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        else 'plan began on ' || strftime(started_on, '%-d %B %Y') || case
            when last_ended_on is null then ', no earlier one is held'
            when last_ended_on > started_on then ', an earlier one had not ended'
            else ', the last ended on ' || strftime(last_ended_on, '%-d %B %Y')
        end
    end as note
from judged_plans

/* example: a plan that begins 24 months after the last one ended counts, one that begins a day later does not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,team_id,source
a,2021-06-15,2022-06-15,0,,cin_census
a,2024-06-15,,1,East,cin_census
b,2021-06-15,2022-06-15,0,,cin_census
b,2024-06-16,,1,,cin_census
c,2021-06-15,2022-06-16,0,,cin_census
c,2024-06-15,,1,,cin_census
-- want --
case_id,person_id,numerator,denominator,not_recorded,reason
a 2024-06-15,a,1,1,,"plan began on 15 June 2024, the last ended on 15 June 2022"
b 2024-06-16,b,0,1,,"plan began on 16 June 2024, the last ended on 15 June 2022"
c 2024-06-15,c,1,1,,"plan began on 15 June 2024, the last ended on 16 June 2022"
*/

/* example: where the anniversary is not to count, the day after it does
at: 2025-03-31
option: previous_plan_anniversary = exclusive
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2021-06-15,2022-06-15,0,cin_census
a,2024-06-15,,1,cin_census
c,2021-06-15,2022-06-16,0,cin_census
c,2024-06-15,,1,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-15,0,1
c 2024-06-15,1,1
*/

/* example: the end of the last plan counts, not that of the one before it, whatever number is recorded
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2017-06-15,2018-06-15,0,cin_census
a,2022-06-15,2023-06-15,1,cin_census
a,2024-06-15,,2,cin_census
b,2022-06-15,2023-06-15,0,cin_census
b,2024-06-15,,0,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-15,1,1,"plan began on 15 June 2024, the last ended on 15 June 2023"
b 2024-06-15,1,1,"plan began on 15 June 2024, the last ended on 15 June 2023"
*/

/* example: two plans of one child in the year are two
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-04-10,2024-09-01,0,cin_census
a,2025-01-05,,1,cin_census
-- want --
case_id,numerator,denominator
a 2024-04-10,0,1
a 2025-01-05,1,1
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: a plan that begins while an earlier one is open, or on the day it ended, follows within two years
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2020-04-10,,0,cin_census
a,2025-01-05,,1,cin_census
b,2020-04-10,2025-01-05,0,cin_census
b,2025-01-05,,1,cin_census
-- want --
case_id,numerator,denominator,reason
a 2025-01-05,1,1,"plan began on 5 January 2025, an earlier one had not ended"
b 2025-01-05,1,1,"plan began on 5 January 2025, the last ended on 5 January 2025"
*/

/* example: a first plan does not count, a later plan is not an earlier one
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2025-01-05,2025-02-05,0,cin_census
a,2025-05-05,,1,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2025-01-05,0,1,,"plan began on 5 January 2025, no earlier one is held"
*/

/* example: a plan whose earlier plans are not held cannot be judged unless it is the first
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2025-01-05,,1,cin_census
b,2025-01-05,,,cin_census
c,2025-01-05,,0,cin_census
d,2024-01-05,2024-06-05,,cin_census
d,2025-01-05,,1,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2025-01-05,0,1,end of the previous plan
b 2025-01-05,0,1,end of the previous plan
c 2025-01-05,0,1,
d 2025-01-05,1,1,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,4,25,2,25,75
*/

/* example: where the extracts reach back the 24 months a plan that is not held had ended before
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,protection_plan,2023-01-05,2025-03-31
cin_census,plan_review,2010-04-01,2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2025-01-05,,1,cin_census
b,2025-01-04,,1,cin_census
c,2025-01-05,,,cin_census
d,2025-03-31,,1,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2025-01-05,0,1,
b 2025-01-04,0,1,end of the previous plan
c 2025-01-05,0,1,
d 2025-03-31,0,1,
*/

/* example: extracts that end before the plan began do not reach back
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,protection_plan,2010-04-01,2024-06-30
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-06-30,,1,cin_census
b,2024-07-01,,1,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-30,0,1,
b 2024-07-01,0,1,end of the previous plan
*/

/* example: a dataset that states no time reaches back
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssd,cp_plans,,
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-07-01,,,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2024-07-01,0,1,
*/

/* example: a plan of another authority is left out and is no earlier plan
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,other_authority,source
a,2024-06-10,,1,true,ssd
b,2023-06-10,2023-12-10,,true,ssd
b,2024-06-10,,,false,ssd
c,2023-06-10,2023-12-10,,false,ssd
c,2024-06-10,,,,ssd
d,2023-06-10,2023-12-10,,false,ssd
d,2024-06-10,,,true,ssd
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-10,0,0,,left out: plan of another authority
b 2024-06-10,0,1,end of the previous plan,"not recorded: end of the previous plan; plan began on 10 June 2024, no earlier one is held"
c 2024-06-10,1,1,,"plan began on 10 June 2024, the last ended on 10 December 2023"
d 2024-06-10,0,0,,left out: plan of another authority
*/

/* example: a plan of a child not yet born counts as a plan that began
at: 2025-03-31
-- core.child --
child_id,born_on,expected_on,source
a,,2025-03-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2025-02-02,,0,cin_census
-- want --
case_id,numerator,denominator
a 2025-02-02,0,1
*/

/* example: a plan that began on transfer from another authority counts
at: 2025-03-31
-- core.conference --
child_id,held_on,transfer_in,source
a,2024-06-10,true,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-06-10,,0,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-10,0,1
*/

/* example: where transfers are not to count, a plan begun on transfer is left out
at: 2025-03-31
option: transfer_in_plans = left_out
-- core.conference --
child_id,held_on,transfer_in,source
a,2024-06-10,true,cin_census
b,2024-06-10,false,cin_census
d,2024-06-09,true,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-06-10,,0,cin_census
b,2024-06-10,,0,cin_census
c,2024-06-10,,0,cin_census
d,2024-06-10,,0,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,0,0,left out: the child came on a plan of another authority
b 2024-06-10,0,1,"plan began on 10 June 2024, no earlier one is held"
c 2024-06-10,0,1,"plan began on 10 June 2024, no earlier one is held"
d 2024-06-10,0,1,"plan began on 10 June 2024, no earlier one is held"
*/

/* example: one of eight is 12.5 percent
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2023-06-10,2023-12-10,0,cin_census
a,2024-06-10,,1,cin_census
b,2024-06-10,,0,cin_census
c,2024-06-10,,0,cin_census
d,2024-06-10,,0,cin_census
e,2024-06-10,,0,cin_census
f,2024-06-10,,0,cin_census
g,2024-06-10,,0,cin_census
h,2024-06-10,,0,cin_census
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8,12.5,0,12.5,12.5
*/

/* example: with no plan begun there is no percentage
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/
