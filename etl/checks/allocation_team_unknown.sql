/* check
title: "A case with a team that is not on the list"
severity: warn
rule: ""
rule_note: >-
  No return names teams.
about: child
message: >-
  The team of the allocation is not in the list of teams. Add the team, or correct the allocation: the case is
  lost from the figures by team.
figures:
  - {of: children_per_case_holder, how: "the case has no team"}
  - {of: workforce, how: "as above"}
tables: [core.team, core.allocation]
source: "Standard Safeguarding Dataset: involvements name a department"
*/
with
areas_with_teams as (
    select distinct area_code
    from core.team
)

select
    allocation.area_code,
    allocation.child_id as person_id,
    allocation.team_id as team_id,
    allocation.started_on as since,
    allocation.source_file,
    allocation.source_row
from core.allocation as allocation
semi join areas_with_teams
    on areas_with_teams.area_code = allocation.area_code
anti join core.team as team
    on team.area_code = allocation.area_code
    and team.team_id = allocation.team_id
cross join moment
where allocation.team_id is not null
    and coalesce(allocation.ended_on, date '9999-12-31') > moment.as_at

/* example: an open case of a team that is gone
at: 2025-03-31
-- core.team --
team_id,source
North,ssd
-- core.allocation --
child_id,worker_ref,started_on,source,team_id
a,w,2024-05-01,ssd,South
-- want --
person_id,team_id
a,South
*/

/* example: an open case of a team on the list, and one that ended
at: 2025-03-31
-- core.team --
team_id,source
North,ssd
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source,team_id
a,w,2024-05-01,,ssd,North
b,w,2024-05-01,2024-06-01,ssd,South
-- want --
person_id
*/

/* example: an allocation that ended on the day
at: 2025-03-31
-- core.team --
team_id,source
North,ssd
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source,team_id
a,w,2024-05-01,2025-03-31,ssd,South
-- want --
person_id
*/
