/* check
title: "Care starts with a temporary placement"
severity: fail
rule: SSDA903 380
about: child
message: >-
  The first episode of a period of care (RNE S) has a temporary placement (T0 to T4), and there is none that
  the child is away from. Correct PLACE.
figures:
  - {of: placements_three_or_more, how: "the placement is not counted"}
  - {of: residential_share, how: "the type of placement is not known"}
tables: [core.care_episode]
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
where episode.reason_new_episode = 'S'
    and regexp_full_match(episode.placement_type, 'T[0-4]')

/* example: a start in hospital
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,T1,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: a stay in hospital later on
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-05-09,X1
a,2024-05-09,P,V2,T1,,
-- want --
person_id
*/
