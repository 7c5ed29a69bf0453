/* check
title: "A new episode starts while the one before has no end"
severity: fail
rule: SSDA903 142
about: child
message: >-
  This episode has no DEC although a later one has started. Enter DEC and REC of this episode.
figures:
  - {of: cla, how: "care that ended may count on for ever"}
  - {of: placement_two_years, how: "the open placement seems to last"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
followed as (
    select
        area_code,
        child_id,
        ended_on,
        source_file,
        source_row,
        lead(started_on) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
        ) as next_started_on
    from core.care_episode
)

select
    followed.area_code,
    followed.child_id as person_id,
    null as team_id,
    followed.next_started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.ended_on is null
    and followed.next_started_on is not null

/* example: an open episode before another
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
a,2024-08-01,P,V2,K2,,
-- want --
person_id,since
a,2024-08-01
*/

/* example: the last episode may be open
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,P,V2,K2,,
-- want --
person_id
*/
