/* check
title: "Care starts (S) on the day the last episode ended"
severity: fail
rule: SSDA903 431
about: child
message: >-
  An episode says that care starts although the last one ended the same day. If care went on, correct RNE (to
  L, P, T, B or U) and REC of the last episode to X1.
figures:
  - {of: placement_two_years, how: "a new period of care resets the two and a half years"}
  - {of: cla_started, how: "a start is counted that is none"}
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
        lag(ended_on) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
        ) as previous_ended_on
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
where followed.reason_new_episode = 'S'
    and followed.previous_ended_on = followed.started_on

/* example: S on the day the last episode ended
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,S,C2,U6,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: S on the day after
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
a,2024-08-02,S,C2,U6,,
-- want --
person_id
*/
