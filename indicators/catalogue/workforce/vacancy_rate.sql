/* indicator
title: Vacant posts as a share of children's social work posts
finding: "{} of social work posts are vacant"
question: How many of our social work posts stand empty?
also: [CSWW-VAC]
edition:
  - {from: 2017-09-30, rule: CSWW-VAC, source: "DfE children's social work workforce, methodology; LAIT measure 287"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "an empty post is work that others do, or nobody"}
window: snapshot
year_end: 09-30
numerator: Vacancies of children and family social workers on the day as full-time equivalents (FTE), those that nobody is recruited for included.
denominator: Those vacancies and the FTE of registered children and family social workers employed directly and in post on the day.
exclusions:
  - Agency workers, also those who cover a vacancy, from the workers in post
  - People who have no Social Work England number and hold none of the census's six social work roles
  - Roles that begin after the day, and roles that ended on it or before
sources:
  - {return: workforce, table: vacancy, field: NumberOfVacancies}
  - {return: workforce, table: establishment, field: fte, any_of: posts, way: list}
  - {return: workforce, table: establishment, field: agency_worker, any_of: posts, way: list}
  - {return: workforce, table: worker_census, field: FTE, any_of: posts, way: census}
  - {return: workforce, table: worker_census, field: AgencyWorker, any_of: posts, way: census}
comparator:
  lait: Work_Force_Vac_Rate
  ees: "ees:vacancy_rate_fte"
  same: [unit, population]
  note: Published for 30 September only.
companions:
  - {id: agency_rate, why: "agency workers cover many of the vacancies"}
  - {id: turnover_rate, why: "posts that people left"}
completeness: >-
  Vacancies are known from the workforce census, of its 30 September: on any other day there is nothing to divide. Who is in post
  is known from the establishment list, and from the census where an authority gives no list. A role on the list without its first
  day is taken to have begun before the day; a holder of one of the six social work roles without a Social Work England number is
  taken to be registered. Both are counted and named as not recorded. A worker of the census without FTE adds nothing. What such
  workers would add has no bounds.
caution: A post that was abolished is no vacancy, so a low rate can mean few posts. It does not show how long a post has been empty, nor whether an agency worker sits in it. The establishment list states the FTE of a role once, so hours that change within a role change the figures of earlier days too.
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

census_days as (
    select
        vacancy.area_code,
        snapshot.as_at,
        vacancy.vacancies_fte
    from core.vacancy as vacancy
    inner join snapshot
        on snapshot.as_at = vacancy.census_on
),

posts as (
    select
        post.area_code,
        post.worker_id,
        census_day.as_at,
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
    inner join census_days as census_day
        on census_day.area_code = post.area_code
        and coalesce(post.started_on, date '0001-01-01') <= census_day.as_at
        and coalesce(post.ended_on, date '9999-12-31') > census_day.as_at
    union all
    select
        census_row.area_code,
        census_row.worker_id,
        census_day.as_at,
        null as team_id,
        census_row.agency,
        census_row.fte,
        true as social_worker,
        case when census_row.fte is null then 'FTE' end as not_recorded
    from census_rows as census_row
    inner join census_days as census_day
        on census_day.area_code = census_row.area_code
        and census_row.census_on = census_day.as_at
        and coalesce(census_row.role_started_on, date '0001-01-01') <= census_day.as_at
        and coalesce(census_row.role_ended_on, date '9999-12-31') > census_day.as_at
),

workers as (
    select
        area_code,
        worker_id,
        as_at,
        social_worker,
        agency,
        any_value(team_id order by team_id) as team_id,
        coalesce(sum(fte), 0) as fte,
        any_value(not_recorded order by not_recorded) as not_recorded
    from posts
    group by area_code, worker_id, as_at, social_worker, agency
)

select
    area_code,
    'vacancies' as case_id,
    null as person_id,
    null as team_id,
    as_at,
    vacancies_fte as numerator,
    vacancies_fte as denominator,
    null as not_recorded,
    null as lowest,
    null as highest,
    'vacancies of the authority, FTE ' || printf('%g', cast(vacancies_fte as double)) as note
from census_days
union all
select
    area_code,
    worker_id || case
        when not social_worker then ' (other work)'
        when agency then ' (agency)'
        else ''
    end as case_id,
    worker_id as person_id,
    team_id,
    as_at,
    0 as numerator,
    case when social_worker and not agency then fte else 0 end as denominator,
    case when social_worker and not agency then not_recorded end as not_recorded,
    null as lowest,
    null as highest,
    case
        when not social_worker then 'left out: no Social Work England number and no social work role'
        when agency then 'left out: agency'
        else 'in post, FTE ' || printf('%g', cast(fte as double))
    end as note
from workers

/* example: vacancies are divided by themselves and those in post
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,5.5
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,44,2020-01-01
b,SW2,false,5,0.5,2020-01-01
-- want --
case_id,numerator,denominator,reason
vacancies,5.5,5.5,"vacancies of the authority, FTE 5.5"
a,0,44,"in post, FTE 44"
b,0,0.5,"in post, FTE 0.5"
-- want total --
numerator,denominator,value
5.5,50,11
*/

/* example: agency workers are left out, also one who has a contract besides
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,1
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,true,5,1,2020-01-01
b,SW2,false,5,0.5,2020-01-01
b,SW2,true,5,0.2,
-- want --
case_id,numerator,denominator,not_recorded,reason
vacancies,1,1,,"vacancies of the authority, FTE 1"
a (agency),0,0,,left out: agency
b,0,0.5,,"in post, FTE 0.5"
b (agency),0,0,,left out: agency
*/

/* example: a worker who starts on the day is in post, one who starts on the next is not; one whose role ended on the day is not, one whose role ends on the next is
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,1
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2024-09-30,
b,SW2,false,5,1,2024-10-01,
c,SW3,false,5,1,2020-01-01,2024-09-30
d,SW4,false,5,1,2020-01-01,2024-10-01
-- want --
case_id,numerator,denominator
vacancies,1,1
a,0,1
d,0,1
*/

/* example: without a list the workers of the census are those in post on its day
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,2
2023-09-30,7
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,source_file
SW1,2024-09-30,false,1,2024-09-30,,census.xml
SW2,2024-09-30,false,1,2024-10-01,,census.xml
SW3,2024-09-30,false,1,2020-01-01,2024-09-30,census.xml
SW4,2024-09-30,false,0.5,2020-01-01,2024-10-01,census.xml
SW5,2023-09-30,false,1,2020-01-01,,census.xml
SW6,2024-09-30,true,1,,,census.xml
SW7,2024-09-30,false,,2020-01-01,,census.xml
SW8,2024-09-30,false,0.25,,,census.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
SW1,SW1,false,5,1,2024-09-30,census.xml
-- want --
case_id,numerator,denominator,not_recorded,reason
vacancies,2,2,,"vacancies of the authority, FTE 2"
SW1,0,1,,"in post, FTE 1"
SW4,0,0.5,,"in post, FTE 0.5"
SW6 (agency),0,0,,left out: agency
SW7,0,0,FTE,"not recorded: FTE; in post, FTE 0"
SW8,0,0.25,,"in post, FTE 0.25"
*/

/* example: a census beside a list adds its vacancies and nobody
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,2
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,6,2020-01-01,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,source_file
SW1,2024-09-30,false,1,2020-01-01,census.xml
-- want total --
numerator,denominator,value
2,8,25
*/

/* example: on a day without a census there is nothing to divide
at: 2024-10-31
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,2
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: no vacancy is nought per cent
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,0
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- want total --
numerator,denominator,value
0,1,0
*/

/* example: without a number the six roles of social workers count, other work is left out
at: 2024-09-30
-- core.vacancy --
census_on,vacancies_fte
2024-09-30,1
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,,false,1,1,2020-01-01
b,,false,2,1,2020-01-01
c,,false,3,1,2020-01-01
d,,false,4,1,2020-01-01
e,,false,5,1,2020-01-01
f,,false,6,1,2020-01-01
g,,true,7,1,2020-01-01
h,,false,,1,2020-01-01
i,SW1,false,,1,
-- want --
case_id,denominator,not_recorded,reason
vacancies,1,,"vacancies of the authority, FTE 1"
a,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
b,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
c,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
d,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
e,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
f,1,Social Work England number,"not recorded: Social Work England number; in post, FTE 1"
g (other work),0,,left out: no Social Work England number and no social work role
h (other work),0,,left out: no Social Work England number and no social work role
i,1,first day in post,"not recorded: first day in post; in post, FTE 1"
-- want total --
unjudged,lowest,highest
7,,
*/
