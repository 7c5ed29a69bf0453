/* check
title: "A protection plan that starts or ends in the future"
severity: fail
rule: CIN 8720, CIN 8930
rule_note: >-
  The census compares with its reference date; here the day of the run stands for it.
about: child
message: >-
  The protection plan starts or ends after the day of this run. Correct the date.
figures:
  - {of: plans_started, how: "a plan counts ahead"}
  - {of: plans_open, how: "or seems to have an end"}
tables: [core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    greatest(plan.started_on, plan.ended_on) as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
cross join moment
where greatest(plan.started_on, plan.ended_on) > moment.today

/* example: an end tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,2025-05-11,cin_census
-- want --
person_id,since
a,2025-05-11
*/

/* example: an end today
at: 2025-03-31
today: 2025-05-10
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,2025-05-10,cin_census
-- want --
person_id
*/
