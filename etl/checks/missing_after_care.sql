/* check
title: "Still missing after care ended"
severity: fail
rule: SSDA903 577
about: child
message: >-
  Care ended while the child was missing, and the missing episode goes on. Enter MIS_END on or before the day
  care ended.
figures:
  - {of: missing_from_placement, how: "the days missing run on"}
tables: [core.missing_episode, core.care_period]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    missing.area_code,
    missing.child_id as person_id,
    null as team_id,
    period.ended_on as since,
    missing.source_file,
    missing.source_row
from core.missing_episode as missing
inner join core.care_period as period
    on period.area_code = missing.area_code
    and period.child_id = missing.child_id
    and missing.started_on >= period.started_on
    and missing.started_on < period.ended_on
where coalesce(missing.ended_on, date '9999-12-31') > period.ended_on

/* example: no end, and care ended
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-06-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E8
-- want --
person_id,since
a,2024-08-01
*/

/* example: an end on the day care ended
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-06-01,2024-08-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E8
-- want --
person_id
*/

/* example: missing from the first day and from the last
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-05-01,2024-08-02
b,M,2024-08-01,2024-08-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E8
b,2024-05-01,S,V2,U6,2024-08-01,E8
-- want --
person_id
a
*/
