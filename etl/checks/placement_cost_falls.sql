/* check
title: "A placement that had cost more a quarter earlier"
severity: warn
rule: ""
rule_note: >-
  Placement costs have no rules of the DfE.
about: child
message: >-
  The cost of the year so far is lower than it was at the end of an earlier quarter. Unless money came back,
  one of the two is wrong.
figures:
  - {of: unit_cost_cla_week, how: "the cost of the quarter is negative"}
  - {of: unit_cost_residential_week, how: "as above"}
tables: [core.placement_cost]
source: "Local check: placement costs have no rules of the DfE"
*/
with
followed as (
    select
        *,
        max(cost_to_date) over (
            partition by area_code, child_id, financial_year, placement_started_on
            order by quarter
            rows between unbounded preceding and 1 preceding
        ) as earlier_cost
    from core.placement_cost
)

select
    followed.area_code,
    followed.child_id as person_id,
    null as team_id,
    followed.placement_started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.cost_to_date < followed.earlier_cost

/* example: less in the second quarter
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,1,2024-05-10,100
a,2024-25,2,2024-05-10,99
-- want --
person_id
a
*/

/* example: the same, and a new year
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,1,2024-05-10,100
a,2024-25,2,2024-05-10,100
a,2025-26,1,2024-05-10,20
-- want --
person_id
*/
