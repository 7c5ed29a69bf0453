/* indicator
title: Child protection plans started
finding: "{} for child protection started"
question: How many children are put on a child protection plan?
also: [CPP-START]
edition:
  - {from: 2005-04-01, rule: CPP-START, source: "LAIT measure 219; DfE children in need statistics, table D3"}
statistic: count
unit: plans
decimals: 0
polarity: {direction: neutral, reason: "more plans is neither good nor bad: it depends on the harm there is and on what is found"}
window: flow
year_end: 03-31
numerator: Plans that began in the period, each occasion. A child whose plan ended and who was put on a plan again counts again. Plans of children not yet born count.
denominator: ""
exclusions:
  - Plans of another authority for a child who is placed here
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
comparator:
  lait: CPP_Abuse
  ees: "ees:CPP_start [Child Protection Plans which are a second or subsequent plan]"
  same: [unit, population]
  note: Published for years to 31 March only.
companions:
  - {id: plans_open, why: "starts add to the number open only while they exceed the ends"}
  - {id: repeat_plans, why: "how many of the starts were of children who had a plan before"}
  - {id: conferences_15_days, why: "the way into a plan, and how long it took"}
options:
  - name: transfer_in_plans
    question: Does a plan that begins because the child moved here from another authority, where there was a plan, count as started?
    default: counted
    values: {counted: "it counts as started", left_out: "it does not count as started"}
    source: "No source found says so outright; the published conferences include transfers (LAIT measure 269), which is why plans do here"
completeness: >-
  Every case is judged. A plan without its child or first day is refused when it is read and listed under data quality.
caution: It counts plans, not children, and does not show whether a plan was needed.
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
        transfers.held_on is not null as transferred,
        case
            when plan.other_authority then 'plan of another authority'
            when transferred and chosen.transfer_in_plans = 'left_out' then 'the child came on a plan of another authority'
        end as left_out
    from core.protection_plan as plan
    cross join chosen
    left join transfers
        on transfers.area_code = plan.area_code
        and transfers.child_id = plan.child_id
        and transfers.held_on = plan.started_on
)

select
    area_code,
    child_id || ' ' || started_on as case_id,
    child_id as person_id,
    team_id,
    started_on as occurred_on,
    cast(left_out is null as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    coalesce(
        'left out: ' || left_out,
        'plan began on ' || strftime(started_on, '%-d %B %Y')
        || case when transferred then ', transferred in' else '' end
    ) as note
from plans

/* example: plans that began on the first and on the last day of the year count, others do not
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2024-03-31,,East,cin_census
b,2024-04-01,,East,cin_census
c,2025-03-31,,,cin_census
d,2025-04-01,,,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
b 2024-04-01,b,1,1,plan began on 1 April 2024
c 2025-03-31,c,1,1,plan began on 31 March 2025
*/

/* example: a child who is put on a plan twice in the year counts twice
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-04-10,2024-09-01,cin_census
a,2025-01-05,,cin_census
-- want total --
numerator,value
2,2
*/

/* example: a plan counts in the month it began
at: 2024-04-30
period: month
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-04-10,2024-09-01,cin_census
a,2025-01-05,,cin_census
-- want --
case_id,numerator,denominator
a 2024-04-10,1,1
*/

/* example: a plan of a child not yet born counts
at: 2025-03-31
-- core.child --
child_id,born_on,expected_on,source
a,,2025-03-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-02-02,,cin_census
-- want --
case_id,numerator,denominator
a 2025-02-02,1,1
*/

/* example: a plan of another authority is left out, one of which nothing is said is our own
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2024-06-10,,true,ssd
b,2024-06-10,,false,ssd
c,2024-06-10,,,ssd
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,0,0,left out: plan of another authority
b 2024-06-10,1,1,plan began on 10 June 2024
c 2024-06-10,1,1,plan began on 10 June 2024
*/

/* example: a plan that begins at the conference for a child who came on another authority's plan counts
at: 2025-03-31
-- core.conference --
child_id,held_on,transfer_in,source
a,2024-06-10,true,cin_census
b,2024-06-10,false,cin_census
c,2024-06-10,true,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-06-10,,cin_census
b,2024-06-10,,cin_census
c,2024-06-11,,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,1,1,"plan began on 10 June 2024, transferred in"
b 2024-06-10,1,1,plan began on 10 June 2024
c 2024-06-11,1,1,plan began on 11 June 2024
*/

/* example: where transfers are not to count, a plan begun on transfer is left out
at: 2025-03-31
option: transfer_in_plans = left_out
-- core.conference --
child_id,held_on,transfer_in,source
a,2024-06-10,true,cin_census
b,2024-06-10,false,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-06-10,,cin_census
b,2024-06-10,,cin_census
c,2024-06-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,0,0,left out: the child came on a plan of another authority
b 2024-06-10,1,1,plan began on 10 June 2024
c 2024-06-10,1,1,plan began on 10 June 2024
*/

/* example: no plan begun is nought, and every case is judged
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-06-10,,cin_census
-- want total --
numerator,value,unjudged,lowest,highest
0,0,0,0,0
*/
