/* indicator
title: Child protection plans that are a second or later one
finding: "{} of new plans are second or later ones"
question: How many of the children put on a plan had been on one before?
also: [NI 65, CPP-REP]
edition:
  - {from: 2005-04-01, rule: CPP-REP, source: "NI 65; LAIT measures 14 and 15; DfE children in need statistics, table D3"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "a child who is put on a plan again was not made safe for good; some second plans are right, because things changed"}
window: flow
year_end: 03-31
numerator: >-
  Plans of the denominator of a child who had been on a plan of this authority before, however long ago: the number of previous
  plans recorded is one or more. Where no number is recorded, an earlier plan that is held shows it too.
denominator: Plans that began in the period, each occasion. A child who was put on a plan twice counts twice. Plans of children not yet born count.
exclusions:
  - Plans of another authority for a child who is placed here, as plans that began and as earlier plans
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: NumberOfPreviousCPP, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
comparator:
  lait: PrevRegCPR
  ees: "ees:CPP_subsequent_percent [Child Protection Plans which are a second or subsequent plan]"
  numerator: [ReRegCPR, "ees:CPP_subsequent [Child Protection Plans which are a second or subsequent plan]"]
  denominator: [CPP_Abuse, "ees:CPP_start [Child Protection Plans which are a second or subsequent plan]"]
  differs:
    population: "published from the number of earlier plans that the authority entered, ours also counts an earlier plan that is held where no number was entered"
  note: Published for years to 31 March only.
companions:
  - {id: plans_ceased_two_years, why: "few repeat plans can mean that plans end late"}
  - {id: plans_open_two_years, why: "few repeat plans can mean that plans go on for long"}
  - {id: repeat_plans_24_months, why: "a plan again within two years says more about how the last one ended"}
  - {id: plans_started, why: "the number of plans that the share is of"}
options:
  - name: previous_plans_from
    question: A plan is recorded as the child's first, but an earlier plan is held. Is it a repeat plan?
    default: field
    values: {field: "no, the number of previous plans stands as recorded", history: "yes, an earlier plan that is held counts"}
    source: "LAIT measure 14 counts children 'who had previously had a child protection plan'; the published figure is made from the number entered"
  - name: transfer_in_plans
    question: Does a plan that begins because the child moved here from another authority, where there was a plan, count as started?
    default: counted
    values: {counted: "it counts as started", left_out: "it does not count as started"}
    source: "No source found says so outright; the published conferences include transfers (LAIT measure 269), which is why plans do here"
completeness: >-
  A plan cannot be judged when the number of previous plans is not recorded and no earlier plan of the child is held. Such a plan
  counts as a first one.
caution: A low figure can mean that plans are kept open for long. It does not show how long ago the earlier plan was, nor whether the same thing happened again.
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
        max(plan.started_on) filter (where plan.other_authority is not true) over (
            partition by plan.area_code, plan.child_id
            order by plan.started_on
            rows between unbounded preceding and 1 preceding
        ) as earlier_started_on,
        case
            when plan.other_authority then 'plan of another authority'
            when transfers.held_on is not null and chosen.transfer_in_plans = 'left_out'
                then 'the child came on a plan of another authority'
        end as left_out,
        chosen.previous_plans_from
    from core.protection_plan as plan
    cross join chosen
    left join transfers
        on transfers.area_code = plan.area_code
        and transfers.child_id = plan.child_id
        and transfers.held_on = plan.started_on
),

judged_plans as (
    select
        *,
        coalesce(
            left_out is null
            and (
                previous_plans > 0
                or (earlier_started_on is not null and (previous_plans is null or previous_plans_from = 'history'))
            ),
            false
        ) as is_repeat
    from plans
)

select
    area_code,
    child_id || ' ' || started_on as case_id,
    child_id as person_id,
    team_id,
    started_on as occurred_on,
    cast(is_repeat as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is null and previous_plans is null and earlier_started_on is null
            then 'number of previous plans'
    end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        else 'plan began on ' || strftime(started_on, '%-d %B %Y') || case
            when previous_plans > 0 then ', ' || previous_plans || ' recorded before it'
            when is_repeat then ', an earlier one began on ' || strftime(earlier_started_on, '%-d %B %Y')
            when earlier_started_on is not null
                then ', recorded as the first although one began on ' || strftime(earlier_started_on, '%-d %B %Y')
            else ', no earlier one is known'
        end
    end as note
from judged_plans

/* example: a plan with a previous plan recorded is a repeat plan, however long ago that was
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,team_id,source
a,2024-09-10,,1,East,cin_census
b,2024-09-10,,0,,cin_census
c,2024-09-10,,2,,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-09-10,a,1,1,"plan began on 10 September 2024, 1 recorded before it"
b 2024-09-10,b,0,1,"plan began on 10 September 2024, no earlier one is known"
c 2024-09-10,c,1,1,"plan began on 10 September 2024, 2 recorded before it"
*/

/* example: two plans of one child in the year are two, the second of them a repeat
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

/* example: plans that began on the first and on the last day of the year count, others do not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-03-31,,1,cin_census
b,2024-04-01,,1,cin_census
c,2025-03-31,,1,cin_census
d,2025-04-01,,1,cin_census
-- want --
case_id,numerator,denominator
b 2024-04-01,1,1
c 2025-03-31,1,1
*/

/* example: a plan recorded as the first stays one, even when an earlier plan is held
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2018-02-03,2019-01-10,0,cin_census
a,2024-09-10,,0,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-09-10,0,1,,"plan began on 10 September 2024, recorded as the first although one began on 3 February 2018"
*/

/* example: where the plans held are to decide, a plan recorded as the first is a repeat when an earlier one is held
at: 2025-03-31
option: previous_plans_from = history
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2018-02-03,2019-01-10,0,cin_census
a,2024-09-10,,0,cin_census
b,2024-09-10,,0,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-09-10,1,1,"plan began on 10 September 2024, an earlier one began on 3 February 2018"
b 2024-09-10,0,1,"plan began on 10 September 2024, no earlier one is known"
*/

/* example: where no number is recorded an earlier plan that is held makes a repeat, and without one the plan cannot be judged
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2018-02-03,2019-01-10,,ssd
a,2024-09-10,,,ssd
b,2024-09-10,,,ssd
c,2024-09-10,,1,cin_census
d,2024-09-10,,0,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-09-10,1,1,,"plan began on 10 September 2024, an earlier one began on 3 February 2018"
b 2024-09-10,0,1,number of previous plans,"not recorded: number of previous plans; plan began on 10 September 2024, no earlier one is known"
c 2024-09-10,1,1,,"plan began on 10 September 2024, 1 recorded before it"
d 2024-09-10,0,1,,"plan began on 10 September 2024, no earlier one is known"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,4,50,1,50,75
*/

/* example: of two earlier plans the later is named
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2015-02-03,2016-01-10,,ssd
a,2018-02-03,2019-01-10,,ssd
a,2024-09-10,,,ssd
-- want --
case_id,numerator,denominator,reason
a 2024-09-10,1,1,"plan began on 10 September 2024, an earlier one began on 3 February 2018"
*/

/* example: a later plan is not an earlier one
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2024-09-10,2025-01-10,,ssd
a,2025-05-10,,,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2024-09-10,0,1,number of previous plans
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
d,2024-06-10,,,true,ssd
e,2018-06-10,2018-12-10,,true,ssd
e,2024-06-10,,0,false,ssd
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-10,0,0,,left out: plan of another authority
b 2024-06-10,0,1,number of previous plans,"not recorded: number of previous plans; plan began on 10 June 2024, no earlier one is known"
c 2024-06-10,1,1,,"plan began on 10 June 2024, an earlier one began on 10 June 2023"
d 2024-06-10,0,0,,left out: plan of another authority
e 2024-06-10,0,1,,"plan began on 10 June 2024, no earlier one is known"
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
a,2024-06-10,,1,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-10,1,1
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
a,2024-06-10,,1,cin_census
b,2024-06-10,,1,cin_census
c,2024-06-10,,1,cin_census
d,2024-06-10,,1,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,0,0,left out: the child came on a plan of another authority
b 2024-06-10,1,1,"plan began on 10 June 2024, 1 recorded before it"
c 2024-06-10,1,1,"plan began on 10 June 2024, 1 recorded before it"
d 2024-06-10,1,1,"plan began on 10 June 2024, 1 recorded before it"
*/

/* example: one of eight is 12.5 percent
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
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
