/* indicator
title: Cases per children's social worker who holds cases
finding: "Social workers hold {}"
question: How many cases does a full-time social worker hold?
also: [CSWW-CASE]
edition:
  - {from: 2017-09-30, rule: CSWW-CASE, source: "DfE children's social work workforce, methodology; LAIT measure 287"}
statistic: ratio
unit: cases per FTE
decimals: 1
polarity: {direction: low, reason: "a worker with fewer cases has more time for each child"}
window: snapshot
year_end: 09-30
numerator: >-
  Cases held by children and family social workers in post on the day, agency workers included. How many a worker holds is stated
  once, as on 30 September; on every other day the same number is taken for those who are in post on that day.
denominator: The full-time equivalents (FTE) of those of them who hold at least one case. A worker with an FTE of nought adds none. The establishment list states the FTE of a role once, for every day.
exclusions:
  - Workers who hold no case, in both parts
  - People who have no Social Work England number and hold none of the census's six social work roles
  - Roles that begin after the day, and roles that ended on it or before
sources:
  - {return: workforce, table: establishment, field: cases_at_30_sept, any_of: cases, way: list}
  - {return: workforce, table: establishment, field: fte, any_of: cases, way: list}
  - {return: workforce, table: worker_census, field: Cases30, any_of: cases, way: census}
  - {return: workforce, table: worker_census, field: FTE, any_of: cases, way: census}
comparator:
  lait: Work_Force_AvgNumCase_SW
  ees: "ees:caseload_fte"
  numerator: [Work_Force_Num_CaseHeld, "ees:cases"]
  denominator: ["ees:case_holders_fte"]
  same: [unit, population]
  note: Published for 30 September only.
companions:
  - {id: children_per_case_holder, why: "children by name and head instead of cases by full-time equivalent"}
  - {id: turnover_rate, why: "how many workers leave is read with how many cases a worker holds; neither shows which came first"}
  - {id: assessments_45_days, why: "how many assessments are finished in time, beside how many cases a worker holds"}
completeness: >-
  The establishment list states each worker's cases once, as on a 30 September. It answers for any day from the one on which
  the last of the workers with cases took up post, because before that day their cases were others'. On a 30 September that the
  list does not answer for, the workforce census of the day does. On other days there is nothing to divide. A case holder (role 5)
  without a number of cases, a worker without FTE, a role without its first day and a social work role without a Social Work England
  number are named as not recorded. The first two add nothing, the others count as they stand. None has bounds.
caution: >-
  Only on 30 September is it the caseload of the day. On any other day the cases stated as on 30 September are carried to it, so it moves
  only when workers leave or change posts: cases of a worker who left are out of it and are not counted with anybody else, and a
  worker who has started since holds none in it. Read it from 30 September to 30 September. It is a mean per full-time equivalent. It does not show how cases are spread, how much work a case is,
  nor how many children one worker knows by name.
owner: workforce and human resources
*/
with
-- Where there is an establishment list it alone tells who holds which post; roles that are known from
-- the census go by the census's file.
list_posts as (
    select worker.*
    from core.worker as worker
    anti join core.worker_census as census
        on census.source_file = worker.source_file
),

lists_with_cases as (
    select
        area_code,
        coalesce(max(started_on), date '0001-01-01') as stands_from
    from list_posts
    where cases_held > 0
    group by area_code
),

posts as (
    select
        post.area_code,
        post.worker_id,
        snapshot.as_at,
        post.team_id,
        post.fte,
        post.cases_held,
        post.swe_number is not null
            or coalesce(post.role_code in ('1', '2', '3', '4', '5', '6'), false) as social_worker,
        case
            when post.role_code = '5' and post.cases_held is null then 'number of cases'
            when post.started_on is null then 'first day in post'
            when post.swe_number is null then 'Social Work England number'
        end as not_recorded
    from list_posts as post
    inner join lists_with_cases
        on lists_with_cases.area_code = post.area_code
    inner join snapshot
        on lists_with_cases.stands_from <= snapshot.as_at
        and coalesce(post.started_on, date '0001-01-01') <= snapshot.as_at
        and coalesce(post.ended_on, date '9999-12-31') > snapshot.as_at
    union all
    select
        census.area_code,
        census.worker_id,
        snapshot.as_at,
        null as team_id,
        census.fte,
        census.cases_held,
        true as social_worker,
        case
            when census.fte is null then 'FTE'
            when census.role_code = '5' and census.cases_held is null then 'number of cases'
        end as not_recorded
    from core.worker_census as census
    inner join snapshot
        on snapshot.as_at = census.census_on
        and coalesce(census.role_started_on, date '0001-01-01') <= snapshot.as_at
        and coalesce(census.role_ended_on, date '9999-12-31') > snapshot.as_at
    anti join lists_with_cases
        on lists_with_cases.area_code = census.area_code
        and lists_with_cases.stands_from <= snapshot.as_at
),

workers as (
    select
        area_code,
        worker_id,
        as_at,
        social_worker,
        any_value(team_id order by team_id) as team_id,
        coalesce(sum(cases_held) filter (where fte is not null), 0) as cases,
        sum(fte) as fte,
        any_value(not_recorded order by not_recorded) as not_recorded
    from posts
    group by area_code, worker_id, as_at, social_worker
)

select
    area_code,
    worker_id || case when social_worker then '' else ' (other work)' end as case_id,
    worker_id as person_id,
    team_id,
    as_at,
    case when social_worker then cases else 0 end as numerator,
    case when social_worker and cases > 0 then fte else 0 end as denominator,
    case when social_worker then not_recorded end as not_recorded,
    null as lowest,
    null as highest,
    case
        when not social_worker then 'left out: no Social Work England number and no social work role'
        when cases > 0
            then cases || case when cases = 1 then ' case' else ' cases' end || ', FTE ' || printf('%g', cast(fte as double))
        else 'left out: holds no case'
    end as note
from workers

/* example: cases of all who hold any, agency workers included, are divided by their full-time equivalents; a worker without cases is in neither
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,1,16,2020-01-01
b,SW2,false,5,0.5,7,2020-01-01
c,SW3,false,3,1,0,2020-01-01
d,SW4,true,5,1,20,2020-01-01
-- want --
case_id,numerator,denominator,reason
a,16,1,"16 cases, FTE 1"
b,7,0.5,"7 cases, FTE 0.5"
c,0,0,left out: holds no case
d,20,1,"20 cases, FTE 1"
-- want total --
numerator,denominator,value
43,2.5,17.2
*/

/* example: one case makes a holder of cases; a number that is not given makes none and only of a case holder is it missed
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,4,1,1,2020-01-01
b,SW2,false,5,1,,2020-01-01
c,SW3,false,4,1,,2020-01-01
d,SW4,false,5,1,0,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,,"1 case, FTE 1"
b,0,0,number of cases,not recorded: number of cases; left out: holds no case
c,0,0,,left out: holds no case
d,0,0,,left out: holds no case
-- want total --
value,unjudged,lowest,highest
1,1,,
*/

/* example: cases of a worker with an FTE of nought count, the worker adds none
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,0,4,2020-01-01
b,SW2,false,5,1,10,2020-01-01
-- want total --
numerator,denominator,value
14,1,14
*/

/* example: a worker who starts on the day is in post, one who starts on the next is not; one whose role ended on the day is not, one whose role ends on the next is
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on,ended_on
a,SW1,false,5,1,10,2024-09-30,
b,SW2,false,5,1,0,2024-10-01,
c,SW3,false,5,1,3,2020-01-01,2024-09-30
d,SW4,false,5,1,12,2020-01-01,2024-10-01
-- want --
case_id,numerator,denominator
a,10,1
d,12,1
*/

/* example: the list answers from the day on which the last of those with cases took up post
at: 2024-09-09
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,1,10,2020-01-01
b,SW2,false,5,1,12,2024-09-09
c,SW3,false,5,1,0,2024-09-20
-- want total --
numerator,denominator,value
22,2,11
*/

/* example: the day before it does not
at: 2024-09-08
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,1,10,2020-01-01
b,SW2,false,5,1,12,2024-09-09
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: on a 30 September before that the census of the day answers
at: 2023-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,1,10,2020-01-01
b,SW2,false,5,1,12,2024-09-09
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on
SW1,2023-09-30,false,1,5,17,2020-01-01
SW3,2023-09-30,true,0.5,5,9,
-- want --
case_id,numerator,denominator,reason
SW1,17,1,"17 cases, FTE 1"
SW3,9,0.5,"9 cases, FTE 0.5"
*/

/* example: on the first 30 September that the list answers for it stands before the census
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on,source_file
a,SW1,false,5,1,10,2024-09-30,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on,source_file
SW1,2024-09-30,false,1,5,17,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
a,10,1
*/

/* example: a list that gives nobody's cases leaves the answer to the census
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,4,1,0,2020-01-01
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on
SW1,2024-09-30,false,1,5,17,2020-01-01
-- want --
case_id,numerator,denominator
SW1,17,1
*/

/* example: without a list the census answers on its 30 September for those in post on it
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on,role_ended_on,source_file
SW1,2024-09-30,false,1,5,17,2024-09-30,,census.xml
SW2,2024-09-30,false,1,5,11,2024-10-01,,census.xml
SW3,2024-09-30,false,1,5,3,2020-01-01,2024-09-30,census.xml
SW4,2024-09-30,false,0.5,5,8,2020-01-01,2024-10-01,census.xml
SW5,2023-09-30,false,0.5,5,8,2020-01-01,,census.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on,source_file
SW1,SW1,false,5,1,17,2024-09-30,census.xml
-- want --
case_id,numerator,denominator
SW1,17,1
SW4,8,0.5
*/

/* example: a census says nothing of any other day
at: 2024-10-31
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on,source_file
SW1,2024-09-30,false,1,5,17,2020-01-01,census.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on,source_file
SW1,SW1,false,5,1,17,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a census row without full-time equivalents adds neither cases nor FTE; of a case holder's number it is told when it is missing
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_code,cases_held,role_started_on
SW1,2024-09-30,true,,5,12,2020-01-01
SW2,2024-09-30,false,1,5,,2020-01-01
SW3,2024-09-30,false,1,4,,2020-01-01
SW4,2024-09-30,false,1,5,9,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded
SW1,0,0,FTE
SW2,0,0,number of cases
SW3,0,0,
SW4,9,1,
*/

/* example: a worker with two posts counts once, with both FTE
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,SW1,false,5,0.5,6,2020-01-01
a,SW1,false,4,0.3,0,2021-01-01
-- want --
case_id,numerator,denominator,reason
a,6,0.8,"6 cases, FTE 0.8"
*/

/* example: without a number the six roles of social workers count, other work is left out with its cases
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,cases_held,started_on
a,,false,1,1,1,2020-01-01
b,,false,2,1,1,2020-01-01
c,,false,3,1,1,2020-01-01
d,,false,4,1,1,2020-01-01
e,,true,5,1,1,2020-01-01
f,,false,6,1,1,2020-01-01
g,,false,7,1,9,2020-01-01
h,,false,,1,9,2020-01-01
i,SW1,false,,1,1,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
b,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
c,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
d,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
e,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
f,1,1,Social Work England number,"not recorded: Social Work England number; 1 case, FTE 1"
g (other work),0,0,,left out: no Social Work England number and no social work role
h (other work),0,0,,left out: no Social Work England number and no social work role
i,1,1,first day in post,"not recorded: first day in post; 1 case, FTE 1"
*/

/* example: with no cases held there is nothing to divide
at: 2024-09-30
-- want total --
numerator,denominator,value
0,0,z
*/
