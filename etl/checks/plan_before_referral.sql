/* check
title: "A protection plan before the referral"
severity: fail
rule: CIN 1105
about: child
message: >-
  The protection plan starts before the referral it follows. Correct one of the dates.
figures:
  - {of: plans_started, how: "the plan may start in the wrong year"}
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
where plan.started_on < plan.referred_on

/* example: the day before
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-05-09,,cin_census
-- want --
person_id,since
a,2024-05-09
*/

/* example: the same day
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-05-10,,cin_census
-- want --
person_id
*/
