/* check
title: "Looked after on 31 March without a social worker"
severity: fail
rule: SSDA903 SW01STG1
rule_note: >-
  The rule wants any social worker episode of the year; here it is the one that the day is in.
about: child
message: >-
  The child was looked after on the last day of the return and has no social worker episode on that day. Enter
  it.
figures:
  - {of: workers_three_or_more, how: "the child has too few workers"}
  - {of: children_per_case_holder, how: "the child is not counted"}
tables: [core.care_episode, core.coverage, core.looked_after, core.allocation]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
last_days as (
    select
        area_code,
        max(covered_to) as day
    from core.coverage
    where source = 'ssda903'
        and table_name = 'social_worker'
    group by area_code
)

select
    looked_after.area_code,
    looked_after.child_id as person_id,
    null as team_id,
    last_days.day as since,
    episode.source_file,
    episode.source_row
from core.looked_after as looked_after
inner join last_days
    on last_days.area_code = looked_after.area_code
    and looked_after.started_on <= last_days.day
    and coalesce(looked_after.ended_on, date '9999-12-31') > last_days.day
left join core.care_episode as episode
    on episode.area_code = looked_after.area_code
    and episode.child_id = looked_after.child_id
    and episode.started_on = looked_after.episode_started_on
anti join core.allocation as allocation
    on allocation.area_code = looked_after.area_code
    and allocation.child_id = looked_after.child_id
    and allocation.source = 'ssda903'
    and allocation.started_on <= last_days.day
    and coalesce(allocation.ended_on, date '9999-12-31') > last_days.day
where looked_after.left_out is null

/* example: no social worker since January
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,social_worker,2024-04-01,2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-05-01,2025-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
-- want --
person_id,since
a,2025-03-31
*/

/* example: one who began that day, and a child in short breaks
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,social_worker,2024-04-01,2025-03-31
-- core.allocation --
child_id,worker_ref,started_on
a,SW1,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
b,2025-03-30,S,V3,U6,,
-- want --
person_id
*/

/* example: care that began on the last day, and care and workers that ended on it
at: 2025-04-30
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,social_worker,2024-04-01,2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on
c,SW1,2024-05-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,V2,U6,,
b,2024-05-01,S,V2,U6,2025-03-31,E4A
c,2024-05-01,S,V2,U6,,
-- want --
person_id
a
c
*/
