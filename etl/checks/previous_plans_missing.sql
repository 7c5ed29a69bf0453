/* check
title: "A plan without the number of earlier ones"
severity: fail
rule: CIN 8730
about: child
message: >-
  The number of previous protection plans is blank. Enter it, 0 if there was none.
figures:
  - {of: repeat_plans, how: "it is open whether the plan is a second one"}
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
where plan.previous_plans is null
    and plan.source = 'cin_census'

/* example: blank
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: nought, and from an extract that has no such number
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,previous_plans,source
a,2024-06-20,0,cin_census
b,2024-06-20,,ssd
-- want --
person_id
*/
