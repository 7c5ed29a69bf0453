/* check
title: "A protection plan open for more than two years"
severity: warn
rule: ""
rule_note: >-
  A long plan is no fault of the census.
about: child
message: >-
  The plan has been open for more than two years. That happens, but is often a plan whose end was not entered:
  check it.
figures:
  - {of: plans_open_two_years, how: "the plan counts"}
  - {of: plans_open, how: "it counts although it may have ended"}
tables: [core.protection_plan]
source: "LAIT measure 264: plans open for more than 729 days"
*/
select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    plan.started_on as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
cross join moment
where plan.ended_on is null
    and moment.as_at - plan.started_on >= 729

/* example: two years
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-04-01,,cin_census
-- want --
person_id,since
a,2023-04-01
*/

/* example: two years but a day or two, and ended
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-04-03,,cin_census
b,,2020-04-03,2024-01-01,cin_census
-- want --
person_id
*/

/* example: 729 days after the start
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-04-02,,cin_census
-- want --
person_id,since
a,2023-04-02
*/
