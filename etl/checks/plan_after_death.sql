/* check
title: "A protection plan that goes on after death"
severity: fail
rule: CIN 8915, CIN 8920
about: child
message: >-
  The child died, and the protection plan starts later, ends later or is still open. End the plan on the day
  of death, or correct the dates.
figures:
  - {of: plans_open, how: "a child who died counts as on a plan"}
  - {of: plans_open_two_years, how: "as above"}
tables: [core.protection_plan, core.child]
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
inner join core.child as child
    on child.area_code = plan.area_code
    and child.child_id = plan.child_id
where coalesce(plan.ended_on, date '9999-12-31') > child.died_on

/* example: an open plan, and one that ends the day after
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-05-10
b,2024-05-10
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-01-01,2024-02-01,,cin_census
b,2024-01-01,2024-02-01,2024-05-11,cin_census
-- want --
person_id,since
a,2024-02-01
b,2024-02-01
*/

/* example: a plan that ends that day
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-05-10
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-01-01,2024-02-01,2024-05-10,cin_census
-- want --
person_id
*/
