/* check
title: "A plan left open that the later returns do not mention"
severity: fail
rule: ""
rule_note: >-
  Each return is checked by itself; this looks across them.
about: child
message: >-
  The last return that names this protection plan shows it open, and a later return of the authority does not
  name it. Enter its end in the case system, or find out why it dropped out.
figures:
  - {of: plans_open, how: "the plan counts as open for ever"}
  - {of: plans_open_two_years, how: "as above"}
tables: [core.protection_plan]
source: "CIN census guide: every plan open in the year is returned"
*/
with
last_years as (
    select
        area_code,
        max(collection_year) as collection_year
    from core.protection_plan
    group by area_code
)

select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    make_date(plan.collection_year, 3, 31) as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
inner join last_years
    on last_years.area_code = plan.area_code
where plan.ended_on is null
    and plan.collection_year < last_years.collection_year

/* example: open in 2024 and not in 2025
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,collection_year,source
a,2023-06-20,2024,cin_census
b,2024-06-20,2025,cin_census
-- want --
person_id,since
a,2024-03-31
*/

/* example: open in the last return, and ended in an earlier one
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,collection_year,source
a,2023-06-20,2024-01-01,2024,cin_census
b,2024-06-20,,2025,cin_census
-- want --
person_id
*/
