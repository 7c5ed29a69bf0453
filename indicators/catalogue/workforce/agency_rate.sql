/* indicator
title: Agency workers as a share of children's social workers
finding: "{} of social workers are agency workers"
question: How much of our social work do agency workers do?
also: [CSWW-AGENCY]
edition:
  - {from: 2017-09-30, rule: CSWW-AGENCY, source: "DfE children's social work workforce, methodology; LAIT measure 287"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "much agency work can go with higher cost and with workers who stay for a short time, so that families meet another worker"}
window: snapshot
year_end: 09-30
numerator: Agency workers in post on the day as children and family social workers, as full-time equivalents (FTE).
denominator: Those agency workers and the registered children and family social workers employed directly on the day, as FTE.
exclusions:
  - People who have no Social Work England number and hold none of the census's six social work roles
  - Roles that begin after the day, and roles that ended on it or before
sources:
  - {return: workforce, table: establishment, field: fte, any_of: posts, way: list}
  - {return: workforce, table: establishment, field: agency_worker, any_of: posts, way: list}
  - {return: workforce, table: worker_census, field: FTE, any_of: posts, way: census}
  - {return: workforce, table: worker_census, field: AgencyWorker, any_of: posts, way: census}
comparator:
  lait: Work_Force_Agecy_Rate
  ees: "ees:agency_rate_fte"
  same: [unit, population]
  note: Published for 30 September only, from full-time equivalents; a rate of headcount is published beside it and is another figure.
companions:
  - {id: vacancy_rate, why: "agency workers cover many of the vacancies"}
  - {id: agency_spend, why: "pounds move with the price of a day, the rate with the number of workers"}
  - {id: sickness_days_per_fte, why: "agency workers cover for those who are ill"}
  - {id: absence_rate, why: "how much time employed workers are ill, beside how much work agency workers do"}
  - {id: turnover_rate, why: "how many employed workers left, beside how much work agency workers do"}
completeness: >-
  The establishment list answers on any day. Where an authority gives no list, its workforce census answers on its 30 September
  and on no other day. A role on the list without its first day is taken to have begun before the day; a holder of one of the six
  social work roles without a Social Work England number is taken to be registered. Both are counted and named as not recorded. A
  worker of the census without FTE adds nothing. What such workers would add has no bounds.
caution: It does not show why agency workers are used, nor whether they cover vacancies, absence or extra work. A team that employs few people directly has a high rate with few agency workers. The establishment list states the FTE of a role once, so hours that change within a role change the figures of earlier days too.
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

census_rows as (
    select census.*
    from core.worker_census as census
    anti join list_posts
        on list_posts.area_code = census.area_code
),

posts as (
    select
        post.area_code,
        post.worker_id,
        snapshot.as_at,
        post.team_id,
        post.agency,
        post.fte,
        post.swe_number is not null
            or coalesce(post.role_code in ('1', '2', '3', '4', '5', '6'), false) as social_worker,
        case
            when post.started_on is null then 'first day in post'
            when post.swe_number is null then 'Social Work England number'
        end as not_recorded
    from list_posts as post
    inner join snapshot
        on coalesce(post.started_on, date '0001-01-01') <= snapshot.as_at
        and coalesce(post.ended_on, date '9999-12-31') > snapshot.as_at
    union all
    select
        census_row.area_code,
        census_row.worker_id,
        snapshot.as_at,
        null as team_id,
        census_row.agency,
        census_row.fte,
        true as social_worker,
        case when census_row.fte is null then 'FTE' end as not_recorded
    from census_rows as census_row
    inner join snapshot
        on snapshot.as_at = census_row.census_on
        and coalesce(census_row.role_started_on, date '0001-01-01') <= snapshot.as_at
        and coalesce(census_row.role_ended_on, date '9999-12-31') > snapshot.as_at
),

workers as (
    select
        area_code,
        worker_id,
        as_at,
        social_worker,
        any_value(team_id order by team_id) as team_id,
        coalesce(sum(fte) filter (where agency), 0) as agency_fte,
        coalesce(sum(fte), 0) as all_fte,
        any_value(not_recorded order by not_recorded) as not_recorded,
        string_agg(
            case when agency then 'agency, ' else 'in post, ' end
            || coalesce('FTE ' || printf('%g', cast(fte as double)), 'FTE not recorded'),
            ' and ' order by agency, fte, team_id
        ) as posts
    from posts
    group by area_code, worker_id, as_at, social_worker
)

select
    area_code,
    worker_id || case when social_worker then '' else ' (other work)' end as case_id,
    worker_id as person_id,
    team_id,
    as_at,
    case when social_worker then agency_fte else 0 end as numerator,
    case when social_worker then all_fte else 0 end as denominator,
    case when social_worker then not_recorded end as not_recorded,
    null as lowest,
    null as highest,
    case
        when social_worker then posts
        else 'left out: no Social Work England number and no social work role'
    end as note
from workers

/* example: agency workers are divided by themselves and those employed directly, in full-time equivalents
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2020-01-01,
b,SW2,false,3,0.6,2020-01-01,
c,SW3,true,5,0.4,2024-01-01,
-- want --
case_id,numerator,denominator,reason
a,0,1,"in post, FTE 1"
b,0,0.6,"in post, FTE 0.6"
c,0.4,0.4,"agency, FTE 0.4"
-- want total --
numerator,denominator,value
0.4,2,20
*/

/* example: a worker who starts on the day is in post, one who starts on the next is not; one whose role ended on the day is not, one whose role ends on the next is
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,true,5,1,2024-09-30,
b,SW2,true,5,1,2024-10-01,
c,SW3,false,5,1,2020-01-01,2024-09-30
d,SW4,false,5,1,2020-01-01,2024-10-01
-- want --
case_id,numerator,denominator
a,1,1
d,0,1
*/

/* example: the establishment list answers on any day
at: 2024-11-14
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,true,5,1,2024-01-01,
b,SW2,false,5,1,2024-01-01,
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: without a list the workforce census answers on its 30 September
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on
SW1,2024-09-30,true,0.5,,
SW2,2024-09-30,false,1,2020-01-01,
SW3,2024-09-30,false,0.75,2024-09-30,
SW4,2024-09-30,false,1,2024-10-01,
SW5,2024-09-30,false,1,2020-01-01,2024-09-30
SW6,2024-09-30,false,0.25,2020-01-01,2024-10-01
SW7,2023-09-30,false,1,2020-01-01,
-- want --
case_id,numerator,denominator,reason
SW1,0.5,0.5,"agency, FTE 0.5"
SW2,0,1,"in post, FTE 1"
SW3,0,0.75,"in post, FTE 0.75"
SW6,0,0.25,"in post, FTE 0.25"
*/

/* example: a census says nothing of any other day, so that there is nothing to divide
at: 2024-10-31
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,source_file
SW1,2024-09-30,true,0.5,2020-01-01,census.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
SW1,SW1,true,5,0.5,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a census beside a list adds nobody
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,1,2020-01-01,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,source_file
SW1,2024-09-30,false,1,2020-01-01,census.xml
SW2,2024-09-30,true,1,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a worker with two contracts counts once, with both
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,0.5,2020-01-01,
a,SW1,true,5,0.2,2024-01-01,
a,SW1,true,5,0.1,2024-01-01,
-- want --
case_id,numerator,denominator,reason
a,0.3,0.8,"in post, FTE 0.5 and agency, FTE 0.1 and agency, FTE 0.2"
*/

/* example: without a number the six roles of social workers count, other work is left out
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,,false,1,1,2020-01-01,
b,,false,2,1,2020-01-01,
c,,false,3,1,2020-01-01,
d,,false,4,1,2020-01-01,
e,,true,5,1,2020-01-01,
f,,false,6,1,2020-01-01,
g,,true,7,1,2020-01-01,
h,,false,,1,2020-01-01,
i,SW1,false,,1,2020-01-01,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
b,0,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
c,0,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
d,0,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
e,1,1,Social Work England number,"not recorded: Social Work England number; agency, FTE 1"
f,0,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
g (other work),0,0,,left out: no Social Work England number and no social work role
h (other work),0,0,,left out: no Social Work England number and no social work role
i,0,1,,"in post, FTE 1"
*/

/* example: a role without its first day counts, and so does a census row without FTE, but with nothing; neither has bounds
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,true,5,1,,
b,SW2,false,5,1,2020-01-01,
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,first day in post
b,0,1,
-- want total --
value,unjudged,lowest,highest
50,1,,
*/

/* example: a worker of the census without full-time equivalents adds nothing and is not judged
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on
SW1,2024-09-30,true,,2020-01-01
SW2,2024-09-30,false,1,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded,reason
SW1,0,0,FTE,"not recorded: FTE; agency, FTE not recorded"
SW2,0,1,,"in post, FTE 1"
*/

/* example: a half rounds up: 6.25 is printed as 6.3
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,true,5,0.125,2020-01-01,
b,SW2,false,5,0.875,2020-01-01,
c,SW3,false,5,1,2020-01-01,
-- want total --
numerator,denominator,value
0.125,2,6.3
*/

/* example: with nobody in post there is no rate
at: 2024-09-30
-- want total --
numerator,denominator,value
0,0,z
*/
