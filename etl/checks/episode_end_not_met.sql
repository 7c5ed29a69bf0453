/* check
title: "An episode ends because a new one begins, and none does"
severity: fail
rule: SSDA903 388
about: child
message: >-
  REC is X1 (new episode begins) but no episode of the child starts on DEC. Enter the episode that follows, or
  REC with the reason why care ended.
figures:
  - {of: cla, how: "the child drops out of the count"}
  - {of: cla_ceased, how: "an end of care is counted that may be none"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    episode.ended_on as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
anti join core.care_episode as next_episode
    on next_episode.area_code = episode.area_code
    and next_episode.child_id = episode.child_id
    and next_episode.started_on = episode.ended_on
where episode.reason_ceased = 'X1'
    and episode.ended_on is not null

/* example: X1 and nothing after it
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
-- want --
person_id,since
a,2024-08-01
*/

/* example: X1 and an episode that day, and an end of care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,P,V2,K2,2024-09-01,E4A
-- want --
person_id
*/
