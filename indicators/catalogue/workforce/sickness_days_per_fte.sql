/* indicator
title: Days lost to sickness per full-time equivalent
finding: "{} lost to sickness"
question: How much of our staff's time is lost to sickness?
also: [WF-SICK]
edition:
  - {from: 2005-04-01, rule: WF-SICK, source: "LG Inform Plus metric 3524"}
statistic: ratio
unit: days per FTE
decimals: 2
polarity: {direction: low, reason: "days lost to sickness are days not spent with families"}
window: period
year_end: 03-31
numerator: >-
  Working days lost to sickness in the period by staff employed directly, as full-time equivalents. A spell that reaches beyond
  the period counts with the share of its working days that lie in it. A spell that is still open, or without its days, counts
  its working days in the period times the worker's FTE.
denominator: The mean of the FTE of directly employed staff in post on the first and on the last day of the period.
exclusions:
  - Agency staff, in both parts
  - Absence of other kinds than sickness
  - Sickness of people who are not on the establishment list
sources:
  - {return: workforce, table: establishment, field: fte}
  - {return: workforce, table: establishment, field: agency_worker}
  - {return: absence, table: spells, field: start_date}
  - {return: absence, table: spells, field: fte_working_days_lost_in_year}
comparator:
  note: The published absence rate divides by the staff of 30 September and 253 working days and covers registered children's social workers only. The two do not compare.
companions:
  - {id: agency_rate, why: "agency workers cover for those who are ill"}
  - {id: absence_rate, why: "the published measure, registered social workers only, years to 30 September"}
completeness: >-
  A worker cannot be judged whose days lost are not recorded for a spell of sickness that has ended (working days times FTE are
  taken), or whose first day in post is not recorded (taken to be before the period). What such a worker would add has no bounds.
caution: It does not show why staff were ill, nor whether somebody covered. A quarter or month is not a quarter or twelfth of a year, because sickness has seasons. It covers everybody on the establishment list, not only social workers. The establishment list states the FTE of a role once, so hours that change within a role change the figures of earlier days too.
owner: workforce and human resources
*/
with
posts_of_spells as (
    select
        absence.area_code,
        absence.absence_id,
        absence.worker_id,
        absence.started_on,
        absence.ended_on,
        absence.days_lost,
        worker.fte,
        worker.agency,
        coalesce(worker.started_on, date '0001-01-01') as post_started_on,
        absence.started_on >= post_started_on
            and absence.started_on < coalesce(worker.ended_on, date '9999-12-31') as held
    from core.absence as absence
    left join core.worker as worker
        on worker.area_code = absence.area_code
        and worker.worker_id = absence.worker_id
    where lower(absence.absence_type) = 'sickness'
),

-- What counts is the post, or posts, held when the absence began; else the worker's latest post.
sickness_spells as (
    select
        area_code,
        absence_id,
        worker_id,
        started_on,
        ended_on,
        days_lost,
        coalesce(sum(fte) filter (where held), arg_max(fte, post_started_on)) as fte,
        coalesce(bool_and(agency) filter (where held), arg_max(agency, post_started_on)) as agency
    from posts_of_spells
    group by area_code, absence_id, worker_id, started_on, ended_on, days_lost
),

spells_in_period as (
    select
        spell.*,
        period.period,
        period.period_end,
        greatest(spell.started_on, period.period_start) - 1 as day_before,
        least(coalesce(spell.ended_on, period.period_end), period.period_end) as last_day
    from sickness_spells as spell
    inner join period
        on spell.started_on <= period.period_end
        and coalesce(spell.ended_on, date '9999-12-31') >= period.period_start
),

-- A spell that lies wholly on days off is shared out by calendar days.
days_in_period as (
    select
        spell.*,
        to_day.working_day_number - from_day.working_day_number as working_days,
        end_day.working_day_number - start_day.working_day_number as spell_working_days,
        case
            when spell.ended_on is null or spell.days_lost is null then working_days * spell.fte
            when spell_working_days > 0
                then cast(spell.days_lost as double) * working_days / spell_working_days
            else cast(spell.days_lost as double) * (spell.last_day - spell.day_before)
                / (spell.ended_on - spell.started_on + 1)
        end as days_lost_in_period
    from spells_in_period as spell
    inner join core.calendar as from_day on from_day.day = spell.day_before
    inner join core.calendar as to_day on to_day.day = spell.last_day
    inner join core.calendar as start_day on start_day.day = spell.started_on - 1
    left join core.calendar as end_day on end_day.day = spell.ended_on
),

-- In post on a day means started_on <= day < ended_on.
posts_and_spells as (
    select
        worker.area_code,
        worker.worker_id,
        period.period,
        period.period_end,
        true as post,
        worker.agency,
        case when coalesce(worker.started_on, date '0001-01-01') <= period.period_start
            then worker.fte end as opening_fte,
        case when coalesce(worker.ended_on, date '9999-12-31') > period.period_end
            then worker.fte end as closing_fte,
        null as days_lost,
        worker.started_on is null as incomplete
    from core.worker as worker
    inner join period
        on coalesce(worker.started_on, date '0001-01-01') <= period.period_end
        and coalesce(worker.ended_on, date '9999-12-31') > period.period_start
    union all
    select
        area_code,
        worker_id,
        period,
        period_end,
        false as post,
        agency,
        null as opening_fte,
        null as closing_fte,
        cast(days_lost_in_period as decimal(18, 6)) as days_lost,
        ended_on is not null and days_in_period.days_lost is null as incomplete
    from days_in_period
),

workers as (
    select
        area_code,
        worker_id,
        period,
        period_end,
        coalesce(bool_and(agency) filter (where post), bool_and(agency)) as agency_only,
        coalesce(sum(opening_fte) filter (where not agency), 0) as opening_fte,
        coalesce(sum(closing_fte) filter (where not agency), 0) as closing_fte,
        coalesce(sum(days_lost) filter (where not agency), 0) as days_lost,
        count(*) filter (where not post and not agency) as spells,
        bool_or(incomplete) filter (where post and not agency) as start_missing,
        bool_or(incomplete) filter (where not post and not agency) as days_missing
    from posts_and_spells
    group by area_code, worker_id, period, period_end
)

select
    area_code,
    worker_id as case_id,
    worker_id as person_id,
    period,
    period_end,
    case when not agency_only then days_lost else 0 end as numerator,
    case when not agency_only then cast((opening_fte + closing_fte) / 2 as decimal(18, 6)) else 0 end as denominator,
    case
        when agency_only is not false then null
        when days_missing then 'days lost in a spell of sickness'
        when start_missing then 'first day in post'
    end as not_recorded,
    case
        when agency_only is null then 'left out: not on the establishment list'
        when agency_only then 'left out: agency'
        else 'FTE ' || printf('%g', cast(opening_fte as double)) || ' at the start, '
            || printf('%g', cast(closing_fte as double)) || ' at the end, days lost in '
            || spells || case when spells = 1 then ' spell' else ' spells' end
    end as note
from workers

/* example: days lost in the year are divided by the mean of opening and closing FTE
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
b,false,68,2020-01-01,
c,false,4,2025-03-31,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,b,Sickness,2024-04-01,2025-03-31,1096.2
-- want total --
numerator,denominator,value
1096.2,70,15.66
*/

/* example: a worker in post at the start and at the end counts full, at one of them half
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
b,false,0.6,2020-01-01,2024-10-01
c,false,0.8,2024-10-01,
-- want --
case_id,numerator,denominator,reason
a,0,1,"FTE 1 at the start, 1 at the end, days lost in 0 spells"
b,0,0.3,"FTE 0.6 at the start, 0 at the end, days lost in 0 spells"
c,0,0.4,"FTE 0 at the start, 0.8 at the end, days lost in 0 spells"
*/

/* example: in post on the first and the last day: started on the first day counts, ended on the last day does not
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2024-04-01,
b,false,1,2024-04-02,
c,false,1,2020-01-01,2025-03-31
d,false,1,2020-01-01,2025-04-01
-- want --
case_id,numerator,denominator
a,0,1
b,0,0.5
c,0,0.5
d,0,1
*/

/* example: a worker who came and left within the year has no FTE but days lost that count
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2024-06-01,2024-12-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-07-01,2024-07-05,5
-- want --
case_id,numerator,denominator
a,5,0
*/

/* example: agency staff are left out, with their sickness
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,1,2020-01-01,
b,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-07-01,2024-07-05,5
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: agency
b,0,1,"FTE 1 at the start, 1 at the end, days lost in 0 spells"
*/

/* example: other absence than sickness does not count; sickness does however it is spelt
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Special leave,2024-07-01,2024-07-05,5
y,a,SICKNESS,2024-09-02,2024-09-03,2
-- want --
case_id,numerator,denominator
a,2,1
*/

/* example: a spell that began before the year counts with the share of its working days in it
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-03-27,2024-04-04,5
-- want --
case_id,numerator,denominator
a,3,1
*/

/* example: a spell that goes on after the period counts with the share in it
at: 2024-04-30
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-04-29,2024-05-03,5
-- want --
case_id,numerator,denominator
a,2,1
*/

/* example: a spell on the last day of the year counts, on the next day it does not
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2025-03-31,2025-03-31,1
y,a,Sickness,2025-04-01,2025-04-01,1
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: an open spell counts its working days in the period times the FTE
at: 2024-04-30
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-04-24,,
-- want --
case_id,numerator,denominator
a,2.5,0.5
*/

/* example: bank holidays are no working days
at: 2024-05-31
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-03,2024-05-07,
-- want --
case_id,numerator,denominator
a,2,1
*/

/* example: days lost are FTE days already and are not weighed again
at: 2024-05-31
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-05-13,2024-05-17,2.5
-- want --
case_id,numerator,denominator
a,2.5,0.5
*/

/* example: sickness of somebody who is not on the establishment list is left out
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,z,Sickness,2024-07-01,2024-07-05,5
-- want --
case_id,numerator,denominator,reason
a,0,1,"FTE 1 at the start, 1 at the end, days lost in 0 spells"
z,0,0,left out: not on the establishment list
*/

/* example: a worker with two spells and two posts counts once, with both FTE
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,2020-01-01,
a,false,0.3,2021-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-07-01,2024-07-02,1.6
y,a,Sickness,2024-09-02,2024-09-02,0.8
-- want --
case_id,numerator,denominator,reason
a,2.4,0.8,"FTE 0.8 at the start, 0.8 at the end, days lost in 2 spells"
*/

/* example: an open or unmeasured spell is weighed with the posts held when it began
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,2020-01-01,2024-07-01
a,false,0.6,2024-07-01,
a,false,0.2,2024-07-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-06-28,2024-07-01,
y,a,Sickness,2024-07-03,2024-07-03,
z,a,Sickness,2024-07-01,2024-07-01,
-- want --
case_id,numerator,denominator
a,2.6,0.65
*/

/* example: sickness after the last post is weighed with that post
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,2020-01-01,2024-04-02
a,false,0.4,2019-01-01,2020-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-04-03,2024-04-03,
-- want --
case_id,numerator,denominator
a,0.5,0.25
*/

/* example: a worker who came over from an agency counts from then on, without the sickness before
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,1,2024-01-01,2024-09-02
a,false,1,2024-09-02,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-07-01,2024-07-05,5
y,a,Sickness,2024-10-01,2024-10-02,2
-- want --
case_id,numerator,denominator,reason
a,2,0.5,"FTE 0 at the start, 1 at the end, days lost in 1 spell"
*/

/* example: a spell that ends on the first day of the period counts that day, one that ended before does not
at: 2024-05-31
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-04-30,2024-05-01,2
y,a,Sickness,2024-04-22,2024-04-24,3
-- want --
case_id,numerator,denominator,reason
a,1,1,"FTE 1 at the start, 1 at the end, days lost in 1 spell"
*/

/* example: a spell that lies wholly on a weekend is shared out by days
at: 2024-08-31
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
x,a,Sickness,2024-08-31,2024-09-01,1.5
-- want --
case_id,numerator,denominator
a,0.75,1
*/

/* example: a worker who left on or before the first day of the period is no case
at: 2024-05-31
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,2024-05-01
b,false,1,2020-01-01,2024-05-02
-- want --
case_id,numerator,denominator
b,0,0.5
*/

/* example: with nobody in post at either end there are no days per FTE
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: days lost and first days in post that are not recorded are counted, without bounds
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
b,false,0.5,2020-01-01,
c,false,1,,
d,true,1,,
e,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
v,a,Sickness,2024-07-01,2024-07-05,5
w,b,Sickness,2024-07-01,2024-07-05,
x,d,Sickness,2024-07-01,2024-07-05,
y,e,Sickness,2025-03-25,,
z,f,Sickness,2024-07-01,2024-07-05,
-- want --
case_id,not_recorded
a,
b,days lost in a spell of sickness
c,first day in post
d,
e,
f,
-- want total --
unjudged,lowest,highest
2,,
*/

/* example: a spell with a single working day counts in the period that day lies in
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
s1,a,sickness,2024-03-31,2024-04-02,1
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: an agency post without its first day does not matter to a worker with a post of their own
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,1,,2024-06-01
a,false,1,2024-06-01,
-- want --
case_id,numerator,denominator,not_recorded
a,0,0.5,
*/

/* example: one of two posts without its first day is enough for a worker not to be judged
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,0.5,,2024-06-01
a,false,1,2024-06-01,
-- want --
case_id,numerator,denominator,not_recorded
a,0,0.75,first day in post
*/

/* example: one of two spells without its days is enough for a worker not to be judged
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
s1,a,sickness,2024-05-13,2024-05-14,2
s2,a,sickness,2024-06-03,2024-06-04,
-- want --
case_id,numerator,denominator,not_recorded
a,4,1,days lost in a spell of sickness
*/

/* example: a worker who holds an own post beside an agency one is the authority's when ill
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,0.5,2020-01-01,
a,false,0.5,2020-01-01,
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
s1,a,sickness,2024-05-13,2024-05-14,2
-- want --
case_id,numerator,denominator
a,2,0.5
*/

/* example: sickness after the last post counts when that post was the authority's own
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,1,2020-01-01,2022-01-01
a,false,1,2022-01-01,2024-05-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
s1,a,sickness,2024-06-03,2024-06-05,3
-- want --
case_id,numerator,denominator
a,3,0.5
*/

/* example: without a post in the period, sickness of an own post counts and that of an agency post beside it does not
at: 2024-04-30
period: month
-- core.worker --
worker_id,agency,fte,started_on,ended_on
a,true,1,2020-01-01,2021-01-01
a,false,1,2022-01-01,2023-01-01
-- core.absence --
absence_id,worker_id,absence_type,started_on,ended_on,days_lost
s1,a,sickness,2020-12-01,2024-04-05,100
s2,a,sickness,2022-12-01,,
-- want --
case_id,numerator,denominator
a,21,0
*/
