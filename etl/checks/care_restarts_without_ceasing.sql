/* check
title: "Care starts again though it had not ceased"
severity: fail
rule: ""
rule_note: >-
  No rule of the return compares REC with a later S; 388 finds the earlier episode alone.
about: child
message: >-
  REC of the episode before is X1, so care went on, but this episode starts it anew (S) on a later day.
  Correct REC of the one before to the reason why care ended, or enter the episodes between.
figures:
  - {of: cla_ceased, how: "an end of care has no reason"}
  - {of: placement_two_years, how: "it is open whether the years run on"}
tables: [core.care_episode]
source: "SSDA903 guide: X1 is followed by an episode of the same period of care"
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
where followed.reason_new_episode = 'S'
    and followed.previous_reason_ceased = 'X1'
    and followed.previous_ended_on < followed.started_on

/* example: two starts in what X1 says is one period
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-10-01,S,V2,U6,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: two starts in two periods
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
a,2024-10-01,S,V2,U6,,
-- want --
person_id
*/

/* example: a start on the day the last episode ended is another check's
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,S,V2,U6,,
-- want --
person_id
*/
