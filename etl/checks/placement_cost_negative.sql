/* check
title: "A negative placement cost"
severity: fail
rule: ""
rule_note: >-
  Placement costs have no rules of the DfE.
about: child
message: >-
  What the placement had cost up to the end of the quarter is below nought. Correct it.
figures:
  - {of: unit_cost_cla_week, how: "the cost lowers the mean"}
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
where cost.cost_to_date < 0

/* example: below nought
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,1,2024-05-10,-0.01
-- want --
person_id
a
*/

/* example: nought
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,1,2024-05-10,0
-- want --
person_id
*/
