/* check
title: "Care goes on after a gap between episodes"
severity: fail
rule: SSDA903 433
about: child
message: >-
  The reason for the new episode says that care goes on (L, P, T, B or U) but the episode does not start on
  the day the last one ended. Correct the dates, enter the episode that is left out, or, if the child came
  home between, REC and RNE.
figures:
  - {of: cla, how: "the child is not counted in the gap"}
  - {of: placement_two_years, how: "a gap begins a new period of care and resets the two years"}
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
        lag(ended_on) over in_order as previous_ended_on,
        lag(reason_ceased) over in_order as previous_reason_ceased
    from core.care_episode
    window in_order as (
        partition by area_code, child_id
        order by started_on, ended_on nulls last, source_file, source_row
    )
)

select
    followed.area_code,
    followed.child_id as person_id,
    null as team_id,
    followed.previous_ended_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.reason_new_episode in ('L', 'P', 'T', 'B', 'U')
    and followed.previous_ended_on < followed.started_on
    -- Where care ceased at the end of the last episode, it is the reason that is wrong.
    and coalesce(followed.previous_reason_ceased, 'X1') = 'X1'

/* example: a move a day after the last episode ended
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-02,P,V2,K2,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: a move on the day it ended
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,P,V2,K2,,
-- want --
person_id
*/

/* example: a new start after care ended is no gap
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
a,2024-09-01,S,V2,K2,,
-- want --
person_id
*/
