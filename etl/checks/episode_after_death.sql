/* check
title: "An episode starts after the child died"
severity: fail
rule: SSDA903 437
about: child
message: >-
  The child died, by the date of death or by REC E2 of an earlier episode, and a later episode follows.
  Correct the date or the reason, or take the episode out.
figures:
  - {of: cla, how: "a child who died counts as looked after"}
tables: [core.care_episode, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
known as (
    select
        area_code,
        child_id,
        started_on,
        source_file,
        source_row,
        max(case when reason_ceased = 'E2' then ended_on end) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as died_in_care_on
    from core.care_episode
)

select
    known.area_code,
    known.child_id as person_id,
    null as team_id,
    least(known.died_in_care_on, child.died_on) as since,
    known.source_file,
    known.source_row
from known
left join core.child as child
    on child.area_code = known.area_code
    and child.child_id = known.child_id
where known.died_in_care_on is not null
    or child.died_on < known.started_on

/* example: an episode after one that ended by death
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E2
a,2024-09-01,S,V2,U6,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: an episode after the date of death
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-07-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-08-01,S,V2,U6,,
-- want --
person_id,since
a,2024-07-31
*/

/* example: the episode in which the child died
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-08-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E2
-- want --
person_id
*/

/* example: an episode that starts on the day of death
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-08-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-08-01,S,V2,U6,2024-08-02,E2
-- want --
person_id
*/
