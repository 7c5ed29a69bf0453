/* check
title: "Care ends from a temporary placement"
severity: fail
rule: SSDA903 381
about: child
message: >-
  Care ended (REC other than X1) while PLACE is temporary (T0 to T4). The child has to return to the placement
  before care can end. Enter that episode, or correct PLACE.
figures:
  - {of: placement_two_years, how: "where the child was last is not known"}
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
where regexp_full_match(episode.placement_type, 'T[0-4]')
    and episode.ended_on is not null
    and episode.reason_ceased <> 'X1'

/* example: home from hospital
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T1,2024-05-09,E4A
-- want --
person_id,since
a,2024-05-09
*/

/* example: back to the carers, and home from there
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T1,2024-05-09,X1
a,2024-05-09,P,V2,U6,2024-06-01,E4A
-- want --
person_id
*/
