/* check
title: "Protection plans overlap"
severity: fail
rule: CIN 8940
about: child
message: >-
  The protection plan starts before the one before it ended. Correct the dates.
figures:
  - {of: plans_open, how: "the child counts once, under the plan that began last"}
  - {of: repeat_plans, how: "a plan entered twice counts as a second one"}
tables: [core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
followed as (
    select
        *,
        max(ended_on) over (
            partition by area_code, child_id
            order by started_on
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from core.protection_plan
)

select
    followed.area_code,
    followed.child_id as person_id,
    followed.team_id as team_id,
    followed.started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.earlier_ended_on > followed.started_on

/* example: a plan that starts before the last one ends
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-06-20,2024-01-20,cin_census
a,,2024-01-19,,cin_census
-- want --
person_id,since
a,2024-01-19
*/

/* example: a plan that starts the day the last one ends
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-06-20,2024-01-20,cin_census
a,,2024-01-20,,cin_census
-- want --
person_id
*/
