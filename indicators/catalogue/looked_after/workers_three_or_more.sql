/* indicator
title: Children looked after with three or more social workers in the year
finding: "{} of looked-after children had three or more workers"
question: How many of our children have had to get used to one worker after another?
also: [SW-CHG]
edition:
  - {from: 2023-04-01, rule: SW-CHG, source: "DfE social worker stability of children looked after, published from 2024; LAIT measure of social worker instability"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: low, reason: "every change means telling one's story again to somebody new"}
window: snapshot
year_end: 03-31
history: 12
numerator: >-
  Children of the denominator who had three or more different workers in the twelve months to the date, whether or not they were
  looked after at the time. A worker who comes back is one worker. A spell with a worker counts if any day of it is in the twelve
  months; the day it ends on is none of its days.
denominator: Children looked after at the date under a legal status other than V3 and V4.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Spells with a worker that ended on or before the first day of the twelve months, or begin after the date
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: social_worker, field: SW_ID, any_of: workers}
  - {return: ssda903, table: social_worker, field: SW_DECOM, any_of: workers}
  - {return: ssda903, table: social_worker, field: SW_DEC, any_of: workers}
  - {return: allocation, table: involvements, field: worker_id, any_of: workers}
  - {return: ssd, table: involvements, field: invo_professional_id, any_of: workers}
comparator:
  lait: Stability_SocialWorker
  ees: "ees:percentage [CLA on 31 March; 3 or more social workers during the year]"
  numerator: ["ees:number [CLA on 31 March; 3 or more social workers during the year]"]
  denominator: ["ees:number [CLA on 31 March; Total children]"]
  differs:
    rounding: "published in whole numbers, ours is compared before rounding"
  same: [population]
  note: Published for 31 March only.
companions:
  - {id: placements_three_or_more, why: "new carers and new workers can come to a child at once, so the two are read together"}
  - {id: turnover_rate, why: "workers change because they leave, or because cases are handed on between teams"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
  - name: end_on_1_april
    question: Is a placement, or a spell with a worker, that ended on the first day of the twelve months open in them?
    default: not_open
    values: {not_open: "on the day it ends it is no longer open", open: "it counts as open on the day it ends"}
    source: DfE counts what was open on 1 April and does not say whether what ended on that day was
completeness: >-
  A child with fewer than three workers on record cannot be judged when no worker is recorded at all, or when the social worker
  file reaches back less than twelve months and does not hold the worker of their first day. Such a child counts as having fewer
  than three. Workers come from the return where it covers the date, else from the case system's list of involvements, else from
  the Standard Safeguarding Dataset; the kinds are never added together.
caution: It does not show why workers changed. A list of involvements holds workers in whatever role, so a figure that rests on one is higher than one that rests on the return. Changes of worker before the child came into care count.
owner: children's services performance team
*/
with
-- Of the kinds that tell of workers on the date the first in this order is taken.
told_by as (
    select
        coverage.area_code,
        snapshot.as_at,
        arg_min(
            {'source': coverage.source, 'known_from': coverage.covered_from},
            list_position(['ssda903', 'allocation', 'ssd'], coverage.source)
        ) as best
    from core.coverage as coverage
    inner join snapshot
        on coalesce(coverage.covered_from, date '0001-01-01') <= snapshot.as_at
        and coalesce(coverage.covered_to, date '9999-12-31') >= snapshot.as_at
    where coverage.source || '/' || coalesce(coverage.table_name, 'all') in (
        'ssda903/social_worker', 'ssda903/all', 'allocation/involvements', 'allocation/all', 'ssd/involvements', 'ssd/all'
    )
    group by coverage.area_code, snapshot.as_at
),

-- The twelve months begin on the day after the date, a year before.
children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        snapshot.as_at,
        cast(snapshot.as_at + 1 - interval 12 month as date) as year_start,
        year_start - cast(chosen.end_on_1_april = 'open' as integer) as ended_after,
        told_by.best.source as source,
        told_by.best.known_from as known_from
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
    left join told_by
        on told_by.area_code = looked_after.area_code
        and told_by.as_at = snapshot.as_at
),

children_with_workers as (
    select
        children.area_code,
        children.child_id,
        children.left_out,
        children.as_at,
        count(distinct allocation.worker_ref) as workers,
        case
            when workers = 0 then 'social worker'
            when workers < 3 and min(allocation.started_on) > any_value(children.year_start)
                and any_value(children.known_from) > any_value(children.year_start)
                then 'workers before the first return held'
        end as missing,
        strftime(max(allocation.started_on), '%-d %B %Y') as last_began_on
    from children
    left join core.allocation as allocation
        on allocation.area_code = children.area_code
        and allocation.child_id = children.child_id
        and allocation.source = children.source
        and allocation.started_on <= children.as_at
        and coalesce(allocation.ended_on, date '9999-12-31') > children.ended_after
    group by children.area_code, children.child_id, children.left_out, children.as_at
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(left_out is null and workers >= 3 as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case when left_out is null then missing end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        when workers = 0 then 'no worker in the year'
        when workers = 1 then 'one worker in the year'
        else workers || ' workers in the year, the last spell began on ' || last_began_on
    end as note
from children_with_workers

/* example: workers from before the child came into care count if their spell touches the year
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1000001,2024-02-01,2024-06-10
a,SW2000002,2024-06-10,2025-01-05
a,SW3000003,2025-01-05,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-08-20,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,1,1,"3 workers in the year, the last spell began on 5 January 2025"
*/

/* example: a worker whose spell ended before the year does not count
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1000001,2023-02-01,2024-03-20
a,SW2000002,2024-03-20,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,0,1,one worker in the year
*/

/* example: a worker who comes back is one worker
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1000001,2024-02-01,2024-06-10
a,SW2000002,2024-06-10,2025-01-05
a,SW1000001,2025-01-05,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,0,1,"2 workers in the year, the last spell began on 5 January 2025"
*/

/* example: a spell that ended on the first day of the year is not in it, one that ended on the second or began on the last is
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-02-01,2024-04-01
a,SW2,2024-04-01,2024-10-01
a,SW3,2024-10-01,
b,SW1,2024-02-01,2024-04-02
b,SW2,2024-04-02,2024-10-01
b,SW3,2024-10-01,
c,SW1,2024-02-01,2024-10-01
c,SW2,2024-10-01,2025-03-31
c,SW3,2025-03-31,
d,SW1,2024-02-01,2024-10-01
d,SW2,2024-10-01,2025-04-01
d,SW3,2025-04-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
b,2022-08-20,S,C2,U4
c,2022-08-20,S,C2,U4
d,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,0,1
b,1,1
c,1,1
d,0,1
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,4,50,0,50,50
*/

/* example: where what ended on the first day of the year is chosen to be open, it counts
at: 2025-03-31
option: end_on_1_april = open
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-02-01,2024-04-01
a,SW2,2024-04-01,2024-10-01
a,SW3,2024-10-01,
b,SW1,2024-02-01,2024-03-31
b,SW2,2024-03-31,2024-10-01
b,SW3,2024-10-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
b,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
*/

/* example: the return's workers are not added to those of the case system's list
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,SW1,2024-02-01,2024-10-01,ssda903
a,SW2,2024-10-01,,ssda903
a,W1,2024-02-01,,allocation
a,W2,2024-02-01,,allocation
a,W3,2024-02-01,,allocation
a,W4,2024-02-01,,ssd
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,0,1,"2 workers in the year, the last spell began on 1 October 2024"
*/

/* example: on a date that the return does not cover the case system's list tells the workers
at: 2025-04-30
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2026-03-31
ssda903,social_worker,2022-04-01,2025-04-29
allocation,,2023-04-01,
ssd,involvements,,
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,SW1,2024-02-01,,ssda903
a,W1,2024-02-01,,allocation
a,W2,2024-02-01,,allocation
a,W3,2024-02-01,,allocation
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: on the last day that the return covers it tells the workers
at: 2025-04-30
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2026-03-31
ssda903,social_worker,2022-04-01,2025-04-30
allocation,,,
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,SW1,2024-02-01,,ssda903
a,W1,2024-02-01,,allocation
a,W2,2024-02-01,,allocation
a,W3,2024-02-01,,allocation
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: without the return and the list the dataset tells the workers
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2025-03-31
ssda903,social_worker,2025-04-01,2026-03-31
ssd,involvements,,
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,SW1,2024-02-01,,ssda903
a,W1,2024-02-01,,ssd
a,W2,2024-02-01,,ssd
a,W3,2024-02-01,,ssd
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child without a worker, or whose worker of the first day is not held, cannot be judged
at: 2024-03-30
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2024-03-31
ssda903,social_worker,2023-04-01,2024-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
b,SW1,2023-04-02,
c,SW1,2023-03-31,2023-06-01
c,SW2,2023-06-01,
d,SW1,2023-04-02,2023-06-01
d,SW2,2023-06-01,2023-09-01
d,SW3,2023-09-01,
e,SW1,2023-04-02,2023-06-01
e,SW2,2023-06-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
b,2022-08-20,S,C2,U4
c,2022-08-20,S,C2,U4
d,2022-08-20,S,C2,U4
e,2022-08-20,S,C2,U4
f,2023-08-20,S,V3,U4
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,social worker,not recorded: social worker; no worker in the year
b,0,1,workers before the first return held,not recorded: workers before the first return held; one worker in the year
c,0,1,,"2 workers in the year, the last spell began on 1 June 2023"
d,1,1,,"3 workers in the year, the last spell began on 1 September 2023"
e,0,1,workers before the first return held,"not recorded: workers before the first return held; 2 workers in the year, the last spell began on 1 June 2023"
f,0,0,,"left out: agreed series of short breaks (V3, V4)"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,5,20,3,20,80
*/

/* example: where the return reaches back to the first day of the year nothing is missing
at: 2024-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2024-03-31
ssda903,social_worker,2023-04-01,2024-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2023-04-02,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,
*/

/* example: the return of a year tells from its first day
at: 2023-04-01
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-04-01,2024-03-31
ssda903,social_worker,2023-04-01,2024-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2022-04-02,
b,SW1,2022-04-03,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-03-20,S,C2,U4
b,2022-03-20,S,C2,U4
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,
b,0,1,workers before the first return held
*/

/* example: where nothing tells of the workers the figure is not available
at: 2025-03-31
-- core.coverage --
source,table_name
ssda903,episodes
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2022-08-20,S,C2,U4
-- want --
case_id,numerator,denominator
a,0,1
-- want total --
numerator,denominator,value
0,1,x
*/

/* example: a child who left on the date is left out
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-02-01,2024-06-10
a,SW2,2024-06-10,2025-01-05
a,SW3,2025-01-05,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,E4A
b,2025-03-28,S,V3,U6,2025-03-31,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
b,0,0,left out: care ended on the day
*/

/* example: where the day care ends counts the child is in
at: 2025-03-31
option: leaving_day = counted
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-02-01,2024-06-10
a,SW2,2024-06-10,2025-01-05
a,SW3,2025-01-05,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,E4A
b,2025-03-28,S,V3,U6,2025-03-31,E4A
-- want --
case_id,numerator,denominator
a,1,1
b,0,0
*/

/* example: with nobody looked after there is no percentage
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/
