/* check
title: "Deprived of liberty while not in care"
severity: fail
rule: SSDA903 707
about: child
message: >-
  An order for deprivation of liberty does not lie within one period of care: it starts before, or ends after,
  or is open while care ended. Correct the dates.
figures:
  - {of: residential_share, how: "the child's placement on those days is not known"}
tables: [core.deprivation_of_liberty, core.care_period]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2026-27"
*/
select
    liberty.area_code,
    liberty.child_id as person_id,
    null as team_id,
    liberty.started_on as since,
    liberty.source_file,
    liberty.source_row
from core.deprivation_of_liberty as liberty
anti join core.care_period as period
    on period.area_code = liberty.area_code
    and period.child_id = liberty.child_id
    and period.started_on <= liberty.started_on
    and coalesce(period.ended_on, date '9999-12-31') >= coalesce(liberty.ended_on, date '9999-12-31')

/* example: before care, and open after it
at: 2027-03-31
-- core.deprivation_of_liberty --
child_id,started_on,ended_on
a,2026-04-30,2026-05-20
b,2026-06-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2026-05-01,S,C2,K2,,
b,2026-05-01,S,C2,K2,2026-08-01,E4A
-- want --
person_id,since
a,2026-04-30
b,2026-06-01
*/

/* example: within care
at: 2027-03-31
-- core.deprivation_of_liberty --
child_id,started_on,ended_on
a,2026-05-01,2026-08-01
b,2026-06-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2026-05-01,S,C2,K2,2026-08-01,E4A
b,2026-05-01,S,C2,K2,,
-- want --
person_id
*/
