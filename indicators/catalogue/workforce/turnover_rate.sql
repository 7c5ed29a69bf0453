/* indicator
title: Children's social workers who left, as a share of those in post
finding: "{} of social workers left in a year"
question: How many of our social workers leave in a year?
also: [CSWW-TURN]
edition:
  - {from: 2017-09-30, rule: CSWW-TURN, source: "DfE children's social work workforce, methodology; LAIT measure 287"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "each worker who leaves passes families on to another"}
window: period
year_end: 09-30
numerator: >-
  Registered children and family social workers employed directly whose employment ended in the period, as full-time equivalents
  (FTE) of the roles they then left. Going to an agency, a career break or a secondment out is leaving.
denominator: The FTE of registered children and family social workers employed directly and in post on the last day of the period.
exclusions:
  - Moves within the authority, where another role of the worker that counts here (the worker is registered, or the role is one of the six) is held on the last day or begins by the next working day after it
  - Workers who started and left in the same reporting year, 1 October to 30 September
  - Maternity and sickness absence, which end no role
  - Agency workers
  - People who have no Social Work England number and hold none of the census's six social work roles
options:
  - name: moved_within_authority
    question: Is a social worker whom the census reports as moved to another role in the authority, without saying what the new work is, a leaver?
    default: left_out
    values: {left_out: "the move is taken to be to another children's social work role", counted: "the move is taken to be out of children's social work"}
    source: "DfE counts a move to other work in the same authority as leaving and a move between children's social work roles as none; the census's reason 7 covers both"
sources:
  - {return: workforce, table: establishment, field: fte, any_of: posts, way: list}
  - {return: workforce, table: establishment, field: role_end_date, any_of: posts, way: list}
  - {return: workforce, table: worker_census, field: FTE, any_of: posts, way: census}
  - {return: workforce, table: worker_census, field: RoleEndDate, any_of: posts, way: census}
  - {return: workforce, table: worker_census, field: ReasonLeave, any_of: posts, way: census}
comparator:
  lait: Work_Force_TO_Rate
  ees: "ees:turnover_rate_fte"
  numerator: [Social_Work_Leavers, "ees:leavers_fte"]
  denominator: [Work_Force_NoSW, "ees:inpost_fte"]
  differs:
    population: "the published rate counts a move to other work in the same authority as leaving, ours does not where the census names no new work"
  same: [unit]
  note: Published for years to 30 September, from full-time equivalents; a rate of headcount is published beside it and is another figure.
companions:
  - {id: workers_three_or_more, why: "how many children had one worker after another, beside how many workers left"}
  - {id: caseload, why: "how many cases a worker holds, beside how many workers left; neither shows which came first"}
  - {id: vacancy_rate, why: "posts that people left and that stand empty"}
  - {id: agency_rate, why: "agency workers fill what leavers leave"}
completeness: >-
  The establishment list answers for any period. It gives no reasons, so a worker who has another role from the next working day at the
  latest moved, and anybody else left. Where an authority gives no list, its workforce census answers for periods that end on its 30
  September; reason 7, moved to another role in the authority, is leaving where the destination is other social work, other social
  care or none, and else left out and named as not recorded. A leaver without a first day in post is taken to have
  started before the reporting year, a role on the list without it to have begun before the period, and a holder of one of the six social work roles
  without a Social Work England number to be registered; they are named as not recorded. A worker of the census without FTE adds
  nothing. What such workers would add has no bounds.
caution: A month or quarter is not a yearly rate. A small authority's rate moves by a point with each leaver. It does not show whether those who left had been there long. The establishment list states the FTE of a role once, so hours that change within a role change the figures of earlier days too.
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

posts as (
    select
        area_code,
        null::date as census_on,
        worker_id,
        team_id,
        agency,
        fte,
        coalesce(started_on, date '0001-01-01') as started_on,
        coalesce(ended_on, date '9999-12-31') as ended_on,
        swe_number is not null
            or coalesce(role_code in ('1', '2', '3', '4', '5', '6'), false) as social_worker,
        false as moved,
        false as move_unclear,
        case
            when started_on is null then 'first day in post'
            when swe_number is null then 'Social Work England number'
        end as not_recorded
    from list_posts
    union all
    select
        census.area_code,
        census.census_on,
        census.worker_id,
        null as team_id,
        census.agency,
        census.fte,
        coalesce(census.role_started_on, date '0001-01-01') as started_on,
        coalesce(census.role_ended_on, date '9999-12-31') as ended_on,
        true as social_worker,
        coalesce(census.reason_left = '7' and chosen.moved_within_authority = 'left_out', false)
            and coalesce(census.leaver_destination not in ('4', '5', '6'), true) as moved,
        coalesce(census.reason_left = '7', false)
            and coalesce(census.leaver_destination not in ('4', '5', '6'), true) as move_unclear,
        case
            when census.fte is null then 'FTE'
            when move_unclear then 'the new role in the authority'
            when census.role_started_on is null and census.role_ended_on is not null then 'first day in post'
        end as not_recorded
    from core.worker_census as census
    cross join chosen
    anti join list_posts
        on list_posts.area_code = census.area_code
),

followed_posts as (
    select
        *,
        max(ended_on) over (
            partition by area_code, census_on, worker_id
            order by started_on, ended_on
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from posts
    where social_worker and not agency
),

-- An employment is a run of roles without a working day between them.
employment_starts as (
    select
        post.*,
        coalesce(start_day.working_day_number - end_day.working_day_number > 1, true) as begins
    from followed_posts as post
    asof left join core.calendar as start_day on start_day.day <= post.started_on
    asof left join core.calendar as end_day on end_day.day <= post.earlier_ended_on
),

employment_posts as (
    select
        *,
        sum(cast(begins as integer)) over (
            partition by area_code, census_on, worker_id
            order by started_on, ended_on
            rows between unbounded preceding and current row
        ) as employment_no
    from employment_starts
),

employments as (
    select
        *,
        min(started_on) over (partition by area_code, census_on, worker_id, employment_no) as employed_from,
        max(ended_on) over (partition by area_code, census_on, worker_id, employment_no) as left_on
    from employment_posts
),

leavers as (
    select
        area_code,
        census_on,
        worker_id,
        employed_from,
        left_on,
        any_value(team_id order by team_id) as team_id,
        coalesce(sum(fte), 0) as fte,
        any_value(not_recorded order by not_recorded) as not_recorded,
        case
            when bool_or(moved) then 'moved to another role in the authority'
            when employed_from >= cast(date_trunc('year', left_on + interval 3 month) - interval 3 month as date)
                then 'started on ' || strftime(employed_from, '%-d %B %Y') || ' and left on '
                    || strftime(left_on, '%-d %B %Y') || ', in the same reporting year'
        end as left_out
    from employments
    where ended_on = left_on
    group by area_code, census_on, worker_id, employed_from, left_on
),

in_post as (
    select
        post.area_code,
        post.worker_id,
        period.period,
        period.period_end,
        post.social_worker,
        post.agency,
        any_value(post.team_id order by post.team_id) as team_id,
        coalesce(sum(post.fte), 0) as fte,
        any_value(post.not_recorded order by post.not_recorded) as not_recorded
    from posts as post
    inner join period
        on post.started_on <= period.period_end
        and post.ended_on > period.period_end
        and coalesce(post.census_on, period.period_end) = period.period_end
    group by post.area_code, post.worker_id, period.period, period.period_end, post.social_worker, post.agency
)

select
    leaver.area_code,
    leaver.worker_id || ' left ' || leaver.left_on as case_id,
    leaver.worker_id as person_id,
    leaver.team_id,
    period.period,
    period.period_end,
    case when leaver.left_out is null then leaver.fte else 0 end as numerator,
    0 as denominator,
    leaver.not_recorded,
    null as lowest,
    null as highest,
    coalesce(
        'left out: ' || leaver.left_out,
        'left on ' || strftime(leaver.left_on, '%-d %B %Y') || ', FTE ' || printf('%g', cast(leaver.fte as double))
    ) as note
from leavers as leaver
inner join period
    on leaver.left_on between period.period_start and period.period_end
    and coalesce(leaver.census_on, period.period_end) = period.period_end
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
    period,
    period_end,
    0 as numerator,
    case when social_worker and not agency then fte else 0 end as denominator,
    case when social_worker and not agency then not_recorded end as not_recorded,
    null as lowest,
    null as highest,
    case
        when not social_worker then 'left out: no Social Work England number and no social work role'
        when agency then 'left out: agency'
        else 'in post on ' || strftime(period_end, '%-d %B %Y') || ', FTE ' || printf('%g', cast(fte as double))
    end as note
from in_post

/* example: leavers are divided by those in post at the end; a move to another role, an absence and a start and leaving in one year are no leaving, going to an agency or on a career break is
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
resigned,SW1,false,5,1,2020-01-01,2024-03-31
moved,SW2,false,5,1,2020-01-01,2024-05-31
moved,SW2,false,4,1,2024-06-01,
maternity,SW3,false,5,1,2020-01-01,
agency,SW4,false,5,0.8,2020-01-01,2024-06-30
agency,SW4,true,5,0.8,2024-07-01,
break,SW5,false,5,0.6,2020-01-01,2024-07-31
short,SW6,false,5,1,2023-11-01,2024-08-31
others,SW7,false,5,18,2020-01-01,
-- want --
case_id,numerator,denominator,reason
resigned left 2024-03-31,1,0,"left on 31 March 2024, FTE 1"
agency left 2024-06-30,0.8,0,"left on 30 June 2024, FTE 0.8"
break left 2024-07-31,0.6,0,"left on 31 July 2024, FTE 0.6"
short left 2024-08-31,0,0,"left out: started on 1 November 2023 and left on 31 August 2024, in the same reporting year"
moved,0,1,"in post on 30 September 2024, FTE 1"
maternity,0,1,"in post on 30 September 2024, FTE 1"
agency (agency),0,0,left out: agency
others,0,18,"in post on 30 September 2024, FTE 18"
-- want total --
numerator,denominator,value
2.4,20,12
*/

/* example: the year runs from 1 October to 30 September: who left on 30 September of the year before left then, who leaves on 1 October is still in post
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2020-01-01,2023-09-30
b,SW2,false,5,1,2020-01-01,2023-10-01
c,SW3,false,5,1,2020-01-01,2024-09-30
d,SW4,false,5,1,2020-01-01,2024-10-01
-- want --
case_id,numerator,denominator
b left 2023-10-01,1,0
c left 2024-09-30,1,0
d,0,1
*/

/* example: in post on the last day: who starts on it counts, who starts on the next day does not
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2024-09-30,
b,SW2,false,5,1,2024-10-01,
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a start on the first day of the reporting year in which the worker left makes no leaver, a start on the day before does
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2023-10-01,2024-09-30
b,SW2,false,5,1,2023-09-30,2024-09-30
c,SW3,false,5,1,2023-09-30,2023-10-01
d,SW4,false,5,1,2023-10-01,2023-10-31
-- want --
case_id,numerator
a left 2024-09-30,0
b left 2024-09-30,1
c left 2023-10-01,1
d left 2023-10-31,0
*/

/* example: the reporting year is that of the day of leaving, also where the twelve months asked for are others
at: 2024-03-31
period: rolling12
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2023-05-01,2023-12-31
b,SW2,false,5,1,2023-05-01,2023-08-31
c,SW3,false,5,1,2023-01-01,2023-09-30
d,SW4,false,5,1,2020-01-01,2023-03-31
e,SW5,false,5,1,2020-01-01,2023-04-01
-- want --
case_id,numerator
a left 2023-12-31,1
b left 2023-08-31,0
c left 2023-09-30,0
e left 2023-04-01,1
*/

/* example: a month has its leavers over those in post at its end
at: 2024-05-31
period: month
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2020-01-01,2024-05-17
b,SW2,false,5,1,2020-01-01,2024-06-17
c,SW3,false,5,1,2020-01-01,2024-04-30
-- want total --
numerator,denominator,value
1,1,100
*/

/* example: a role from the next working day goes on with the employment, one from the second working day is a new start
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2020-01-01,2024-05-03
a,SW1,false,4,1,2024-05-07,
b,SW2,false,5,1,2020-01-01,2024-05-03
b,SW2,false,4,1,2024-05-08,
-- want --
case_id,numerator,denominator
a,0,1
b left 2024-05-03,1,0
b,0,1
*/

/* example: while one role goes on the end of another is no leaving, and the last to end counts with its own full-time equivalent
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,0.5,2020-01-01,2024-03-31
a,SW1,false,4,0.3,2021-01-01,2024-07-31
b,SW2,false,5,0.5,2020-01-01,
b,SW2,false,4,0.3,2021-01-01,2024-03-31
c,SW3,false,5,0.5,2020-01-01,2024-07-31
c,SW3,false,4,0.3,2020-06-01,2024-07-31
d,SW4,false,5,0.5,2019-01-01,2024-07-31
d,SW4,false,4,0.2,2019-06-01,2020-07-31
d,SW4,false,4,0.1,2024-01-01,2024-06-30
-- want --
case_id,numerator,denominator
a left 2024-07-31,0.3,0
b,0,0.5
c left 2024-07-31,0.8,0
d left 2024-07-31,0.5,0
*/

/* example: who moved between roles and then left has been employed since the first of them; who came back after a break since the return
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2020-01-01,2023-12-31
a,SW1,false,4,1,2024-01-01,2024-07-31
b,SW2,false,5,1,2020-01-01,2021-12-31
b,SW2,false,5,1,2024-01-01,2024-07-31
-- want --
case_id,numerator
a left 2024-07-31,1
b left 2024-07-31,0
*/

/* example: without a list the census answers for periods that end on its 30 September
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,reason_left,source_file
SW1,2024-09-30,false,1,2020-01-01,2024-03-31,1,census.xml
SW2,2024-09-30,false,1,2020-01-01,,,census.xml
SW3,2024-09-30,false,0.5,2024-09-30,,,census.xml
SW4,2024-09-30,false,1,2024-10-01,,,census.xml
SW5,2024-09-30,true,1,2020-01-01,2024-03-31,1,census.xml
SW6,2024-09-30,false,1,2023-10-01,2024-03-31,1,census.xml
SW7,2024-09-30,false,1,2020-01-01,2024-10-01,,census.xml
SW8,2024-09-30,false,1,2020-01-01,2023-09-30,1,census.xml
SW9,2023-09-30,false,1,2020-01-01,,,census-2023.xml
SW9,2023-09-30,false,1,2020-01-01,2024-01-31,,census-2023.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on,source_file
SW1,SW1,false,5,1,2020-01-01,2024-03-31,census.xml
SW9,SW9,false,5,1,2020-01-01,2024-01-31,census-2023.xml
-- want --
case_id,numerator,denominator,reason
SW1 left 2024-03-31,1,0,"left on 31 March 2024, FTE 1"
SW2,0,1,"in post on 30 September 2024, FTE 1"
SW3,0,0.5,"in post on 30 September 2024, FTE 0.5"
SW6 left 2024-03-31,0,0,"left out: started on 1 October 2023 and left on 31 March 2024, in the same reporting year"
SW7,0,1,"in post on 30 September 2024, FTE 1"
*/

/* example: a census says nothing of periods that end on another day
at: 2024-08-31
period: rolling12
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,source_file
SW1,2024-09-30,false,1,2020-01-01,2024-03-31,census.xml
SW2,2024-09-30,false,1,2020-01-01,,census.xml
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a census beside a list adds nobody
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on,source_file
a,SW1,false,5,1,2020-01-01,,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,source_file
SW1,2024-09-30,false,1,2020-01-01,,census.xml
SW2,2024-09-30,false,1,2020-01-01,2024-03-31,census.xml
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: of those whom the census reports as moved within the authority only a move to work that is not social work with children is leaving
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,reason_left,leaver_destination
SW1,2024-09-30,false,1,2020-01-01,2024-03-31,7,
SW2,2024-09-30,false,1,2020-01-01,2024-03-31,7,4
SW3,2024-09-30,false,1,2020-01-01,2024-03-31,7,5
SW4,2024-09-30,false,1,2020-01-01,2024-03-31,7,6
SW5,2024-09-30,false,1,2020-01-01,2024-03-31,7,8
SW6,2024-09-30,false,1,2020-01-01,2024-03-31,1,8
SW7,2024-09-30,false,1,2020-01-01,2024-03-31,1,5
SW8,2024-09-30,false,0.5,2020-01-01,2024-03-31,7,
SW8,2024-09-30,false,0.3,2020-01-01,2024-03-31,1,
-- want --
case_id,numerator,denominator,not_recorded,reason
SW1 left 2024-03-31,0,0,the new role in the authority,not recorded: the new role in the authority; left out: moved to another role in the authority
SW2 left 2024-03-31,1,0,,"left on 31 March 2024, FTE 1"
SW3 left 2024-03-31,1,0,,"left on 31 March 2024, FTE 1"
SW4 left 2024-03-31,1,0,,"left on 31 March 2024, FTE 1"
SW5 left 2024-03-31,0,0,the new role in the authority,not recorded: the new role in the authority; left out: moved to another role in the authority
SW6 left 2024-03-31,1,0,,"left on 31 March 2024, FTE 1"
SW7 left 2024-03-31,1,0,,"left on 31 March 2024, FTE 1"
SW8 left 2024-03-31,0,0,the new role in the authority,not recorded: the new role in the authority; left out: moved to another role in the authority
*/

/* example: by choice a move within the authority to work that the census does not say is leaving
at: 2024-09-30
option: moved_within_authority = counted
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,reason_left
SW1,2024-09-30,false,1,2020-01-01,2024-03-31,7
SW2,2024-09-30,false,1,2020-01-01,,
-- want --
case_id,numerator,denominator,not_recorded
SW1 left 2024-03-31,1,0,the new role in the authority
SW2,0,1,
*/

/* example: a worker whom the census lists with a role that ended and one that goes on moved
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,reason_left
SW1,2024-09-30,false,1,2020-01-01,2024-03-31,7
SW1,2024-09-30,false,0.8,2024-04-01,,
-- want --
case_id,numerator,denominator
SW1,0,0.8
*/

/* example: what is not recorded is named; a first day of a worker of the census is missed of leavers only
at: 2024-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,role_started_on,role_ended_on,reason_left
SW1,2024-09-30,false,1,,2024-03-31,1
SW2,2024-09-30,false,1,,,
SW3,2024-09-30,false,,2020-01-01,,
SW4,2024-09-30,false,,2020-01-01,2024-03-31,1
-- want --
case_id,numerator,denominator,not_recorded,reason
SW1 left 2024-03-31,1,0,first day in post,"not recorded: first day in post; left on 31 March 2024, FTE 1"
SW2,0,1,,"in post on 30 September 2024, FTE 1"
SW3,0,0,FTE,"not recorded: FTE; in post on 30 September 2024, FTE 0"
SW4 left 2024-03-31,0,0,FTE,"not recorded: FTE; left on 31 March 2024, FTE 0"
-- want total --
unjudged,lowest,highest
3,,
*/

/* example: on a list without a number the six roles of social workers count, other work is left out, and so is an agency worker
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,,false,1,1,2020-01-01,
b,,false,2,1,2020-01-01,
c,,false,3,1,2020-01-01,
d,,false,4,1,2020-01-01,
e,,false,5,1,2020-01-01,2024-03-31
f,,false,6,1,2020-01-01,
g,,false,7,1,2020-01-01,
h,,false,,1,2020-01-01,
i,SW1,false,,1,,
j,,true,5,1,2020-01-01,2024-03-31
k,,true,5,1,2020-01-01,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,Social Work England number,"not recorded: Social Work England number; in post on 30 September 2024, FTE 1"
b,0,1,Social Work England number,"not recorded: Social Work England number; in post on 30 September 2024, FTE 1"
c,0,1,Social Work England number,"not recorded: Social Work England number; in post on 30 September 2024, FTE 1"
d,0,1,Social Work England number,"not recorded: Social Work England number; in post on 30 September 2024, FTE 1"
e left 2024-03-31,1,0,Social Work England number,"not recorded: Social Work England number; left on 31 March 2024, FTE 1"
f,0,1,Social Work England number,"not recorded: Social Work England number; in post on 30 September 2024, FTE 1"
g (other work),0,0,,left out: no Social Work England number and no social work role
h (other work),0,0,,left out: no Social Work England number and no social work role
i,0,1,first day in post,"not recorded: first day in post; in post on 30 September 2024, FTE 1"
k (agency),0,0,,left out: agency
*/

/* example: with nobody in post at the end and nobody who left there is no rate
at: 2024-09-30
-- want total --
numerator,denominator,value
0,0,z
*/
