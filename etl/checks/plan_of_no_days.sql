/* check
title: "A protection plan that starts and ends on one day"
severity: fail
rule: CIN 8840
about: child
message: >-
  The protection plan starts and ends on the same day. Correct one of the dates, or take the plan out.
figures:
  - {of: plans_started, how: "a plan that was none"}
  - {of: repeat_plans, how: "the next one counts as a second plan"}
tables: [core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    plan.started_on as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
where plan.ended_on = plan.started_on

/* example: one day
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-06-20,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: two days
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-06-21,cin_census
-- want --
person_id
*/
