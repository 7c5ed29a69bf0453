/* check
title: "Care starts before the child was born"
severity: fail
rule: SSDA903 302
about: child
message: >-
  DECOM lies before the date of birth. Correct one of them.
figures:
  - {of: cla_started, how: "the start falls into the wrong year"}
  - {of: sdq_average, how: "age decides who is counted"}
tables: [core.care_episode, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    episode.started_on as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
inner join core.child as child
    on child.area_code = episode.area_code
    and child.child_id = episode.child_id
where episode.started_on < child.born_on

/* example: an episode from the day before birth
at: 2025-03-31
-- core.child --
child_id,born_on
a,2024-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-09,S,V2,U6,,
-- want --
person_id,since
a,2024-05-09
*/

/* example: an episode from the day of birth
at: 2025-03-31
-- core.child --
child_id,born_on
a,2024-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-10,S,V2,U6,,
-- want --
person_id
*/
