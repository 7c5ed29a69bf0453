/* check
title: "Episodes of care overlap"
severity: fail
rule: SSDA903 501
about: child
message: >-
  An episode starts before the one before it has ended. Correct DEC of the earlier episode or DECOM of this
  one.
figures:
  - {of: cla, how: "the child has two placements and legal statuses on the same day"}
  - {of: placements_three_or_more, how: "an episode entered twice is a placement too many"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
-- Each episode with the latest end of those that started before it.
followed as (
    select
        area_code,
        child_id,
        started_on,
        source_file,
        source_row,
        max(ended_on) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
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
where followed.earlier_ended_on > followed.started_on

/* example: an episode that starts a day before the last one ends
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-02,X1
a,2024-08-01,P,V2,U6,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: one that starts on the day the last one ends is as it should be
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,P,V2,U6,,
-- want --
person_id
*/

/* example: an episode inside a long one is found though a short one stands between
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-12-01,X1
a,2024-06-01,P,V2,U6,2024-06-10,X1
a,2024-07-01,P,V2,U6,2024-07-05,X1
-- want --
person_id,since
a,2024-06-01
a,2024-07-01
*/
