/* check
title: "An episode continues care that had ceased"
severity: fail
rule: SSDA903 432
about: child
message: >-
  Care ended with the episode before, so the next one has to be a start (S). Correct RNE of this episode or
  REC of the one before.
figures:
  - {of: cla_started, how: "a start of care is not counted"}
  - {of: cla_ceased, how: "an end of care may be none"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
followed as (
    select
        area_code,
        child_id,
        started_on,
        reason_new_episode,
        source_file,
        source_row,
        lag(reason_ceased) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
        ) as previous_reason_ceased
    from core.care_episode
)

select
    followed.area_code,
    followed.child_id as person_id,
    null as team_id,
    followed.started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.previous_reason_ceased <> 'X1'
    and followed.reason_new_episode <> 'S'

/* example: a move after the child went home
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
a,2024-10-01,P,V2,K2,,
-- want --
person_id,since
a,2024-10-01
*/

/* example: a start after the child went home
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
a,2024-10-01,S,V2,K2,,
-- want --
person_id
*/
