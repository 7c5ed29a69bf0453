/* check
title: "A child-in-need plan while a protection plan is open"
severity: fail
rule: CIN 4016, CIN 4001
about: child
message: >-
  The child has a plan as a child in need and a protection plan at the same time. End the one before the other
  starts.
figures:
  - {of: plans_open, how: "the protection plan may have ended"}
  - {of: plans_started, how: "or may not have begun"}
tables: [core.cin_plan, core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    need.area_code,
    need.child_id as person_id,
    need.team_id as team_id,
    greatest(need.started_on, protection.started_on) as since,
    need.source_file,
    need.source_row
from core.cin_plan as need
inner join core.protection_plan as protection
    on protection.area_code = need.area_code
    and protection.child_id = need.child_id
    and protection.started_on < coalesce(need.ended_on, date '9999-12-31')
    and need.started_on < coalesce(protection.ended_on, date '9999-12-31')

/* example: both open
at: 2025-03-31
-- core.cin_plan --
child_id,started_on,ended_on,source
a,2024-05-10,,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: the one ends on the day the other starts
at: 2025-03-31
-- core.cin_plan --
child_id,started_on,ended_on,source
a,2024-05-10,2024-06-20,cin_census
a,2024-12-20,,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,2024-12-20,cin_census
-- want --
person_id
*/
