/* check
title: "Care starts at 18 or later"
severity: fail
rule: SSDA903 352
about: child
message: >-
  The child was 18 or older when care started (RNE S). Correct the date of birth or DECOM, or take the episode
  out.
figures:
  - {of: cla_started, how: "an adult counts as a start of care"}
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
where episode.reason_new_episode = 'S'
    and (cast(strftime(episode.started_on, '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 >= 18

/* example: a start on the 18th birthday
at: 2025-03-31
-- core.child --
child_id,born_on
a,2006-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-10,S,V2,K2,,
-- want --
person_id,since
a,2024-05-10
*/

/* example: a start on the day before it
at: 2025-03-31
-- core.child --
child_id,born_on
a,2006-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-09,S,V2,K2,,
-- want --
person_id
*/
