/* indicator
title: Working days lost to sickness by children's social workers
finding: "{} of social workers' days lost to sickness"
question: How much of our social workers' time is lost to sickness?
also: [CSWW-ABS]
edition:
  - {from: 2017-09-30, rule: CSWW-ABS, source: "DfE children's social work workforce, methodology; LAIT measure 287"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "days lost to sickness are days not spent with families"}
window: period
year_end: 09-30
numerator: >-
  Working days lost to sickness in the period by registered children and family social workers employed directly, those who have left
  since included, as full-time equivalents (FTE). A spell that reaches beyond the period counts with the share of its working days that lie in
  it. A spell that is still open, or without its days, counts its working days in the period times the worker's FTE.
denominator: >-
  The FTE of registered children and family social workers employed directly and in post on the last day of the period, times the working days.
  Twelve months have 253, or 254 when 29 February is among them, whatever the calendar says; shorter periods have the working
  days of the calendar.
exclusions:
  - Agency workers, in both parts
  - Absence of other kinds than sickness
  - People who have no Social Work England number and hold none of the census's six social work roles
  - Sickness of people who are not on the establishment list
  - All workers of a census that tells days lost of nobody at all
sources:
  - {return: workforce, table: establishment, field: fte, any_of: absence, way: list}
  - {return: workforce, table: establishment, field: agency_worker, any_of: absence, way: list}
  - {return: absence, table: spells, field: start_date, any_of: absence, way: list}
  - {return: absence, table: spells, field: fte_working_days_lost_in_year, any_of: absence, way: list}
  - {return: workforce, table: worker_census, field: WorkingDaysLost, any_of: absence, way: census}
  - {return: workforce, table: worker_census, field: FTE, any_of: absence, way: census}
comparator:
  lait: Work_Force_SWAbsence
  ees: "ees:absence_rate_fte"
  same: [unit, population]
  note: Published for years to 30 September only.
companions:
  - {id: sickness_days_per_fte, why: "all staff, by the mean of opening and closing FTE, and in years to 31 March"}
  - {id: agency_rate, why: "agency workers cover for those who are ill"}
completeness: >-
  The establishment list with the absence list answers for every period that the absence list covers. Where they do not answer, the
  workforce census does, for twelve months that end on its 30 September. Named as not recorded are workers of the census without
  FTE or days lost, who add nothing in that part (of a census that tells days lost of nobody at all no rate is made); and on
  the lists a spell of sickness that has ended without its days (working days times FTE are taken), a role without its first day
  (taken to be before the period), and a social work role without a Social Work England number (taken to be registered). What
  such workers would add has no bounds.
clustered: Days are counted, and the days that one worker is away come together, so that chance moves the figure by whole spells.
caution: The days are divided by those in post at the end, so a workforce that shrank has a higher rate with the same sickness. It does not show why staff were ill, nor whether somebody covered. The establishment list states the FTE of a role once, so hours that change within a role change the figures of earlier days too.
owner: workforce and human resources
*/
with
-- Where there is an establishment list it alone tells who holds which post; roles that are known from
-- the census go by the census's file.
list_posts as (
    select
        worker.area_code,
        worker.worker_id,
        worker.team_id,
        worker.fte,
        coalesce(worker.started_on, date '0001-01-01') as started_on,
        coalesce(worker.ended_on, date '9999-12-31') as ended_on,
        case
            when worker.started_on is null then 'first day in post'
            when worker.swe_number is null then 'Social Work England number'
        end as not_recorded,
        case
            when worker.swe_number is null
                and not coalesce(worker.role_code in ('1', '2', '3', '4', '5', '6'), false)
                then 'no Social Work England number and no social work role'
            when worker.agency then 'agency'
        end as left_out
    from core.worker as worker
    anti join core.worker_census as census
        on census.source_file = worker.source_file
),

periods as (
    select
        period.period,
        period.period_start,
        period.period_end,
        cast(period.period_end + 1 - interval 12 month as date) = period.period_start as twelve_months,
        case
            when not twelve_months
                then last_day.working_day_number - first_day.working_day_number + cast(first_day.working_day as integer)
            when period.period_end - period.period_start = 365 then 254
            else 253
        end as working_days
    from period
    inner join core.calendar as first_day on first_day.day = period.period_start
    inner join core.calendar as last_day on last_day.day = period.period_end
),

list_periods as (
    select
        area.area_code,
        periods.*
    from core.area as area
    cross join periods
    semi join list_posts
        on list_posts.area_code = area.area_code
    semi join core.coverage as coverage
        on coverage.area_code = area.area_code
        and coverage.source = 'absence'
        and coalesce(coverage.covered_from, date '0001-01-01') <= periods.period_start
        and coalesce(coverage.covered_to, date '9999-12-31') >= periods.period_end
),

posts_of_spells as (
    select
        absence.area_code,
        absence.absence_id,
        absence.worker_id,
        absence.started_on,
        absence.ended_on,
        absence.days_lost,
        post.fte,
        case when post.worker_id is null then 'not on the establishment list' else post.left_out end as left_out,
        post.started_on as post_started_on,
        absence.started_on >= post.started_on and absence.started_on < post.ended_on as held
    from core.absence as absence
    left join list_posts as post
        on post.area_code = absence.area_code
        and post.worker_id = absence.worker_id
    where lower(absence.absence_type) = 'sickness'
),

-- What counts is the post, or posts, held when the absence began, else the worker's latest post.
sickness_spells as (
    select
        area_code,
        absence_id,
        worker_id,
        started_on,
        ended_on,
        days_lost,
        coalesce(sum(fte) filter (where held), arg_max(fte, post_started_on)) as fte,
        coalesce(
            bool_or(left_out is null) filter (where held),
            arg_max(left_out is null, post_started_on),
            false
        ) as counted,
        any_value(left_out order by left_out) as left_out
    from posts_of_spells
    group by area_code, absence_id, worker_id, started_on, ended_on, days_lost
),

spells_in_period as (
    select
        spell.*,
        list_period.period,
        list_period.period_end,
        list_period.working_days as period_working_days,
        greatest(spell.started_on, list_period.period_start) as first_day,
        least(coalesce(spell.ended_on, list_period.period_end), list_period.period_end) as last_day
    from sickness_spells as spell
    inner join list_periods as list_period
        on list_period.area_code = spell.area_code
        and spell.started_on <= list_period.period_end
        and coalesce(spell.ended_on, date '9999-12-31') >= list_period.period_start
),

-- A spell that lies wholly on days off is shared out by calendar days.
days_in_period as (
    select
        spell.*,
        to_day.working_day_number - from_day.working_day_number
            + cast(from_day.working_day as integer) as spell_days_in_period,
        end_day.working_day_number - start_day.working_day_number
            + cast(start_day.working_day as integer) as spell_working_days,
        case
            when spell.ended_on is null or spell.days_lost is null then spell_days_in_period * spell.fte
            when spell_working_days > 0
                then cast(spell.days_lost as double) * spell_days_in_period / spell_working_days
            else cast(spell.days_lost as double) * (spell.last_day - spell.first_day + 1)
                / (spell.ended_on - spell.started_on + 1)
        end as days_lost_in_period
    from spells_in_period as spell
    inner join core.calendar as to_day on to_day.day = spell.last_day
    inner join core.calendar as from_day on from_day.day = spell.first_day
    left join core.calendar as start_day on start_day.day = spell.started_on
    left join core.calendar as end_day on end_day.day = spell.ended_on
),

posts_and_spells as (
    select
        post.area_code,
        post.worker_id,
        list_period.period,
        list_period.period_end,
        list_period.working_days,
        post.team_id,
        post.left_out is null as counted,
        post.left_out,
        post.fte,
        null as days_lost,
        post.not_recorded
    from list_posts as post
    inner join list_periods as list_period
        on list_period.area_code = post.area_code
        and post.started_on <= list_period.period_end
        and post.ended_on > list_period.period_end
    union all
    select
        area_code,
        worker_id,
        period,
        period_end,
        period_working_days as working_days,
        null as team_id,
        counted,
        left_out,
        null as fte,
        cast(days_lost_in_period as decimal(18, 6)) as days_lost,
        case when ended_on is not null and days_in_period.days_lost is null
            then 'days lost in a spell of sickness' end as not_recorded
    from days_in_period
),

workers as (
    select
        area_code,
        worker_id,
        period,
        period_end,
        working_days,
        any_value(team_id order by team_id) as team_id,
        bool_or(counted) as counted,
        any_value(left_out order by left_out) as left_out,
        coalesce(sum(fte) filter (where counted), 0) as fte,
        coalesce(sum(days_lost) filter (where counted), 0) as days_lost,
        count(days_lost) filter (where counted) as spells,
        any_value(not_recorded order by not_recorded) filter (where counted) as not_recorded
    from posts_and_spells
    group by area_code, worker_id, period, period_end, working_days
),

census_workers as (
    select
        census.area_code,
        census.worker_id,
        periods.period,
        periods.period_end,
        periods.working_days,
        case
            when census.agency then 'agency'
            when sum(count(census.days_lost)) over (partition by census.area_code, periods.period_end) = 0
                then 'the census tells no days lost of anybody'
        end as left_out,
        census.agency,
        coalesce(
            sum(census.fte) filter (
                where coalesce(census.role_started_on, date '0001-01-01') <= periods.period_end
                and coalesce(census.role_ended_on, date '9999-12-31') > periods.period_end
            ),
            0
        ) as fte,
        coalesce(sum(census.days_lost), 0) as days_lost,
        case
            when bool_or(census.fte is null) then 'FTE'
            when bool_or(census.days_lost is null) then 'days lost'
        end as not_recorded
    from core.worker_census as census
    inner join periods
        on periods.period_end = census.census_on
        and periods.twelve_months
    anti join list_periods
        on list_periods.area_code = census.area_code
        and list_periods.period = periods.period
        and list_periods.period_end = periods.period_end
    group by
        census.area_code, census.worker_id, periods.period, periods.period_end, periods.working_days, census.agency
)

select
    area_code,
    worker_id as case_id,
    worker_id as person_id,
    team_id,
    period,
    period_end,
    days_lost as numerator,
    fte * working_days as denominator,
    not_recorded,
    null as lowest,
    null as highest,
    case
        when counted
            then 'FTE ' || printf('%g', cast(fte as double)) || ' on the last day, days lost '
                || printf('%g', cast(days_lost as double)) || ' in '
                || spells || case when spells = 1 then ' spell' else ' spells' end
        else 'left out: ' || left_out
    end as note
from workers
union all
select
    area_code,
    worker_id || case when agency then ' (agency)' else '' end as case_id,
    worker_id as person_id,
    null as team_id,
    period,
    period_end,
    case when left_out is null then days_lost else 0 end as numerator,
    case when left_out is null then fte * working_days else 0 end as denominator,
    case when agency then null else not_recorded end as not_recorded,
    null as lowest,
    null as highest,
    case
        when left_out is not null then 'left out: ' || left_out
        else 'FTE ' || printf('%g', cast(fte as double)) || ' on the last day, days lost '
            || printf('%g', cast(days_lost as double)) || ' by the census'
    end as note
from census_workers

/* example: twelve months have 253 working days
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,20,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2022-10-03,2023-09-29,154.4
-- want total --
numerator,denominator,value
154.4,5060,3.1
*/

/* example: twelve months with a 29 February have 254
at: 2024-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,20,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2023-10-02,2024-09-30,154.4
-- want total --
numerator,denominator,value
154.4,5080,3
*/

/* example: the year so far has the working days of the calendar until it is twelve months old
at: 2024-09-29
period: ytd
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- want total --
numerator,denominator
0,252
*/

/* example: a month has the working days of the calendar, its first day and its last among them
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- want total --
numerator,denominator
0,21
*/

/* example: a month that begins on a weekend has the working days after it
at: 2024-06-30
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,0.5,2020-01-01
-- want total --
numerator,denominator
0,10
*/

/* example: in post on the last day: started on it counts, on the next does not, ended on it does not, on the next does; days lost by those who have left count
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,1,2023-09-30,
b,SW2,false,5,1,2023-10-01,
c,SW3,false,5,1,2020-01-01,2023-09-30
d,SW4,false,5,1,2020-01-01,2023-10-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,c,Sickness,2023-05-09,2023-05-10,2
-- want --
case_id,numerator,denominator,reason
a,0,253,"FTE 1 on the last day, days lost 0 in 0 spells"
c,2,0,"FTE 0 on the last day, days lost 2 in 1 spell"
d,0,253,"FTE 1 on the last day, days lost 0 in 0 spells"
*/

/* example: agency workers and people who are no social workers are left out with their sickness; so is sickness of somebody who is not on the list
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,true,5,1,2020-01-01
b,SW2,false,5,1,2020-01-01
c,,false,7,1,2020-01-01
d,,false,,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
w,a,Sickness,2023-05-09,2023-05-10,2
x,c,Sickness,2023-05-09,2023-05-10,2
y,d,Sickness,2023-05-09,2023-05-10,2
z,e,Sickness,2023-05-09,2023-05-10,2
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,0,,left out: agency
b,0,253,,"FTE 1 on the last day, days lost 0 in 0 spells"
c,0,0,,left out: no Social Work England number and no social work role
d,0,0,,left out: no Social Work England number and no social work role
e,0,0,,left out: not on the establishment list
*/

/* example: without a number the six roles of social workers count, and so does a role without its first day
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,,false,1,1,2020-01-01
b,,false,2,1,2020-01-01
c,,false,3,1,2020-01-01
d,,false,4,1,2020-01-01
e,,false,5,1,2020-01-01
f,,false,6,1,2020-01-01
g,SW1,false,,1,
h,SW2,false,5,1,2020-01-01
-- want --
case_id,denominator,not_recorded
a,253,Social Work England number
b,253,Social Work England number
c,253,Social Work England number
d,253,Social Work England number
e,253,Social Work England number
f,253,Social Work England number
g,253,first day in post
h,253,
*/

/* example: other absence than sickness does not count, sickness does however it is spelt
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Special leave,2023-05-09,2023-05-10,2
y,a,SICKNESS,2023-06-05,2023-06-05,1
-- want --
case_id,numerator,reason
a,1,"FTE 1 on the last day, days lost 1 in 1 spell"
*/

/* example: a spell counts with the share of its working days in the year, from 1 October to 30 September
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
b,SW2,false,5,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
v,a,Sickness,2022-09-29,2022-10-04,4
w,a,Sickness,2023-09-28,2023-10-03,4
x,b,Sickness,2022-09-30,2022-09-30,1
y,b,Sickness,2023-10-02,2023-10-02,1
-- want --
case_id,numerator
a,4
b,0
*/

/* example: a spell that ends on the first day of a month or begins on the last counts that day, one that ended before or begins after does not
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
w,a,Sickness,2024-04-30,2024-05-01,2
x,a,Sickness,2024-05-31,2024-06-03,2
y,a,Sickness,2024-04-29,2024-04-30,2
z,a,Sickness,2024-06-03,2024-06-04,2
-- want --
case_id,numerator,reason
a,2,"FTE 1 on the last day, days lost 2 in 2 spells"
*/

/* example: an open spell, and one without its days, count their working days in the period times the FTE held when they began
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,0.5,2020-01-01,
b,SW2,false,5,0.5,2020-01-01,2024-05-13
b,SW2,false,5,0.6,2024-05-13,
b,SW2,false,4,0.2,2024-05-13,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-28,,
y,b,Sickness,2024-05-10,2024-05-13,
z,b,Sickness,2024-05-13,2024-05-14,
-- want --
case_id,numerator,denominator,not_recorded
a,2,10.5,
b,2.6,16.8,days lost in a spell of sickness
*/

/* example: days lost are full-time equivalents already and are not weighed again
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,0.5,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-13,2024-05-17,2.5
-- want --
case_id,numerator,denominator
a,2.5,10.5
*/

/* example: a spell with one working day counts in the month of that day
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-31,2024-06-02,1.2
-- want --
case_id,numerator
a,1.2
*/

/* example: a spell from before the calendar begins is shared out by days
at: 2006-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2000-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2004-10-01,2005-10-10,375
-- want --
case_id,numerator
a,10
*/

/* example: sickness of a worker with an agency contract besides counts
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,0.5,2020-01-01
a,SW1,true,5,0.2,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2023-05-09,2023-05-10,1
-- want --
case_id,numerator,denominator
a,1,126.5
*/

/* example: a spell wholly on a weekend is shared out by days
at: 2024-08-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on
a,SW1,false,5,1,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-08-31,2024-09-01,1.5
-- want --
case_id,numerator
a,0.75
*/

/* example: sickness after the last post goes by the latest post
at: 2024-05-31
period: month
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,false,5,0.4,2019-01-01,2020-01-01
a,SW1,false,5,0.5,2020-01-01,2024-05-13
b,SW2,true,5,1,2019-01-01,2020-01-01
b,SW2,false,5,1,2020-01-01,2024-05-13
c,SW3,false,5,1,2019-01-01,2020-01-01
c,SW3,true,5,1,2020-01-01,2024-05-13
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-13,2024-05-14,
y,b,Sickness,2024-05-14,2024-05-14,1
z,c,Sickness,2024-05-14,2024-05-14,1
-- want --
case_id,numerator,denominator,reason
a,1,0,"not recorded: days lost in a spell of sickness; FTE 0 on the last day, days lost 1 in 1 spell"
b,1,0,"FTE 0 on the last day, days lost 1 in 1 spell"
c,0,0,left out: agency
*/

/* example: a worker who came over from an agency counts from then on, without the sickness before
at: 2024-09-30
-- core.coverage --
source
absence
workforce
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,ended_on
a,SW1,true,5,1,2024-01-01,2024-07-01
a,SW1,false,5,1,2024-07-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-13,2024-05-14,2
y,a,Sickness,2024-07-01,2024-07-01,1
-- want --
case_id,numerator,denominator,reason
a,1,254,"FTE 1 on the last day, days lost 1 in 1 spell"
*/

/* example: without the absence list the census answers for twelve months that end on its 30 September, with the days of leavers and without agency workers
at: 2023-09-30
-- core.coverage --
source,table_name,covered_from,covered_to
workforce,establishment,,
workforce,worker_census,2022-10-01,2023-09-30
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,1,2020-01-01,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on,role_ended_on,source_file
SW1,2023-09-30,false,1,4.5,2023-09-30,,census.xml
SW2,2023-09-30,false,0.5,2,2020-01-01,2023-09-30,census.xml
SW3,2023-09-30,true,1,3,,,census.xml
SW4,2023-09-30,false,0.5,1,2020-01-01,2023-10-01,census.xml
SW5,2023-09-30,false,0.5,1,2023-10-01,,census.xml
SW6,2022-09-30,false,1,50,2020-01-01,,census-2022.xml
-- want --
case_id,numerator,denominator,reason
SW1,4.5,253,"FTE 1 on the last day, days lost 4.5 by the census"
SW2,2,0,"FTE 0 on the last day, days lost 2 by the census"
SW3 (agency),0,0,left out: agency
SW4,1,126.5,"FTE 0.5 on the last day, days lost 1 by the census"
SW5,1,0,"FTE 0 on the last day, days lost 1 by the census"
-- want total --
numerator,denominator,value
8.5,379.5,2.2
*/

/* example: a census says nothing of a month, and nothing of twelve months that end on another day
at: 2023-09-30
period: month
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on
SW1,2023-09-30,false,1,4.5,2020-01-01
-- want --
case_id,numerator,denominator
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: roles that are known from a census make no list
at: 2023-09-30
-- core.coverage --
source
absence
workforce
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on,source_file
SW1,2023-09-30,false,1,4.5,2020-01-01,census.xml
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
SW1,SW1,false,5,1,2020-01-01,census.xml
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,SW1,Sickness,2023-05-09,2023-05-10,2
-- want --
case_id,numerator,denominator
SW1,4.5,253
*/

/* example: where the absence list covers the twelve months it stands before the census
at: 2023-09-30
-- core.coverage --
source,covered_from,covered_to
absence,2022-10-01,2023-09-30
workforce,,
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,1,2020-01-01,list.csv
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2023-05-09,2023-05-10,2
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on,source_file
SW1,2023-09-30,false,1,4.5,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
a,2,253
*/

/* example: where the absence list begins a day too late the census stands
at: 2023-09-30
-- core.coverage --
source,covered_from,covered_to
absence,2022-10-02,
workforce,,
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,1,2020-01-01,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on,source_file
SW1,2023-09-30,false,1,4.5,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
SW1,4.5,253
*/

/* example: where it ends a day too early the census stands
at: 2023-09-30
-- core.coverage --
source,covered_from,covered_to
absence,,2023-09-29
workforce,,
-- core.worker --
worker_id,swe_number,agency,role_code,fte,started_on,source_file
a,SW1,false,5,1,2020-01-01,list.csv
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on,source_file
SW1,2023-09-30,false,1,4.5,2020-01-01,census.xml
-- want --
case_id,numerator,denominator
SW1,4.5,253
*/

/* example: a worker of the census without full-time equivalents or days lost is counted as far as it goes and named
at: 2023-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on
SW1,2023-09-30,false,,4,2020-01-01
SW2,2023-09-30,false,1,,2020-01-01
SW3,2023-09-30,false,1,0,2020-01-01
SW4,2023-09-30,true,,,2020-01-01
SW5,2023-09-30,false,0.5,,2020-01-01
SW5,2023-09-30,false,0.5,2,2020-01-01
SW6,2023-09-30,false,0.5,1,2020-01-01
SW6,2023-09-30,false,,2,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded
SW1,4,0,FTE
SW2,0,253,days lost
SW3,0,253,
SW4 (agency),0,0,
SW5,2,253,days lost
SW6,3,126.5,FTE
-- want total --
unjudged,lowest,highest
4,,
*/

/* example: of a census that tells days lost of nobody no rate is made, whatever the census before and that of another area tell
at: 2023-09-30
-- core.worker_census --
area_code,worker_id,census_on,agency,fte,days_lost,role_started_on
901,SW1,2023-09-30,false,1,,2020-01-01
901,SW2,2023-09-30,false,0.5,,2020-01-01
901,SW3,2023-09-30,true,1,,2020-01-01
901,SW1,2022-09-30,false,1,3,2020-01-01
902,SW4,2023-09-30,false,1,3,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded,reason
SW1,0,0,days lost,not recorded: days lost; left out: the census tells no days lost of anybody
SW2,0,0,days lost,not recorded: days lost; left out: the census tells no days lost of anybody
SW3 (agency),0,0,,left out: agency
SW4,3,253,,"FTE 1 on the last day, days lost 3 by the census"
*/

/* example: workers of a census that tells days lost of nobody cannot be judged
at: 2023-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on
SW1,2023-09-30,false,1,,2020-01-01
SW2,2023-09-30,false,0.5,,2020-01-01
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,0,z,2,,
*/

/* example: days lost that are told as none, of a single worker, make a rate of 0
at: 2023-09-30
-- core.worker_census --
worker_id,census_on,agency,fte,days_lost,role_started_on
SW1,2023-09-30,false,1,0,2020-01-01
SW2,2023-09-30,false,1,,2020-01-01
-- want --
case_id,numerator,denominator,not_recorded
SW1,0,253,
SW2,0,253,days lost
*/

/* example: with nobody in post at the end and no day lost there is no rate
at: 2023-09-30
-- want total --
numerator,denominator,value
0,0,z
*/
