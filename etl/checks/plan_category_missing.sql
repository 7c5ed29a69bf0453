/* check
title: "A protection plan without a category"
severity: warn
rule: CIN 8905, CIN 8910
about: child
message: >-
  The initial or the latest category of abuse is blank or was not a code of the list. Enter it.
figures:
  - {of: plans_open, how: "the plan is missing from the breakdown by category"}
  - {of: plans_started, how: "as above"}
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
where plan.initial_category is null
    or plan.latest_category is null

/* example: no latest category
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,initial_category,latest_category,source
a,2024-06-20,NEG,,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: both
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,initial_category,latest_category,source
a,2024-06-20,NEG,EMO,cin_census
-- want --
person_id
*/
