/* check
title: "Shares of a placement cost that do not add up"
severity: fail
rule: ""
rule_note: >-
  Placement costs have no rules of the DfE.
about: child
message: >-
  What social care, health and education paid does not come to the cost of the placement. Correct the shares
  or the cost.
figures:
  - {of: unit_cost_cla_week, how: "what social care paid is not certain"}
  - {of: unit_cost_residential_week, how: "as above"}
tables: [core.placement_cost]
source: "Local check: placement costs have no rules of the DfE"
*/
select
    cost.area_code,
    cost.child_id as person_id,
    null as team_id,
    cost.placement_started_on as since,
    cost.source_file,
    cost.source_row
from core.placement_cost as cost
where coalesce(cost.from_social_care, cost.from_health, cost.from_education) is not null
    and coalesce(cost.from_social_care, 0) + coalesce(cost.from_health, 0) + coalesce(cost.from_education, 0)
        <> cost.cost_to_date

/* example: a penny short
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date,from_social_care,from_health
a,2024-25,1,2024-05-10,100,60,39.99
-- want --
person_id
a
*/

/* example: exact, and no shares given
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date,from_social_care,from_health
a,2024-25,1,2024-05-10,100,60,40
b,2024-25,1,2024-05-10,100,,
-- want --
person_id
*/
