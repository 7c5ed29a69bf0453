/* check
title: "A protection plan that ends before it starts"
severity: fail
rule: CIN 8925
about: child
message: >-
  The end of the protection plan lies before its start. Correct one of the dates.
figures:
  - {of: plans_open, how: "the plan is never counted"}
  - {of: plans_ceased_two_years, how: "the length is negative"}
tables: [core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    plan.ended_on as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
where plan.ended_on < plan.started_on

/* example: the day before
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-06-19,cin_census
-- want --
person_id,since
a,2024-06-19
*/

/* example: the day after
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-06-21,cin_census
-- want --
person_id
*/

/* example: the same day is another check's
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-06-20,cin_census
-- want --
person_id
*/
