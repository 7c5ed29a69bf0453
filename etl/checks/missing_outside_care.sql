/* check
title: "Missing from a placement while not in care"
severity: fail
rule: SSDA903 578, SSDA903 581
about: child
message: >-
  A missing or away episode starts on a day on which the child was not looked after. Correct MIS_START, or the
  episodes of care.
figures:
  - {of: missing_from_placement, how: "the child is counted without having a placement"}
tables: [core.missing_episode, core.care_period]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    missing.area_code,
    missing.child_id as person_id,
    null as team_id,
    missing.started_on as since,
    missing.source_file,
    missing.source_row
from core.missing_episode as missing
anti join core.care_period as period
    on period.area_code = missing.area_code
    and period.child_id = missing.child_id
    and missing.started_on >= period.started_on
    and missing.started_on <= coalesce(period.ended_on, date '9999-12-31')

/* example: missing the day before care, and of a child never in care
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on
a,M,2024-04-30
b,M,2024-04-30
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
-- want --
person_id,since
a,2024-04-30
b,2024-04-30
*/

/* example: missing on the first day and on the last
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-05-01,2024-05-02
a,M,2024-08-01,2024-08-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E8
-- want --
person_id
*/
