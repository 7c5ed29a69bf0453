/* check
title: "Fewer previous plans than the history shows"
severity: fail
rule: ""
rule_note: >-
  The census checks that the number is there (8730), not that it is right.
about: child
message: >-
  The number of previous protection plans is smaller than the number of earlier plans held for the child.
  Correct the number, or the earlier plans.
figures:
  - {of: repeat_plans, how: "a second plan counts as a first one"}
  - {of: repeat_plans_24_months, how: "as above"}
tables: [core.protection_plan]
source: "CIN census guide: number of previous child protection plans"
*/
with
numbered as (
    select
        *,
        row_number() over (partition by area_code, child_id order by started_on) - 1 as earlier_plans
    from core.protection_plan
    where not coalesce(other_authority, false)
)

select
    numbered.area_code,
    numbered.child_id as person_id,
    numbered.team_id as team_id,
    numbered.started_on as since,
    numbered.source_file,
    numbered.source_row
from numbered
where numbered.previous_plans < numbered.earlier_plans

/* example: none recorded, and there was one
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2020-06-20,2021-06-20,0,cin_census
a,2024-06-20,,0,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: more recorded than are held
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,previous_plans,source
a,2020-06-20,2021-06-20,0,cin_census
a,2024-06-20,,2,cin_census
-- want --
person_id
*/
