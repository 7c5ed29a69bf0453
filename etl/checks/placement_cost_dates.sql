/* check
title: "A placement cost with impossible dates"
severity: fail
rule: ""
rule_note: >-
  Placement costs have no rules of the DfE.
about: child
message: >-
  The placement ends before it starts, or starts after the quarter whose cost is given. Correct the dates.
figures:
  - {of: unit_cost_cla_week, how: "the days of the cost are wrong"}
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
where cost.placement_ended_on < cost.placement_started_on
    or cost.placement_started_on > cast(make_date(cast(left(cost.financial_year, 4) as integer), 4, 1) + to_months(3 * cost.quarter) as date) - 1

/* example: ends before it starts, and starts in the next quarter
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,placement_ended_on,cost_to_date
a,2024-25,1,2024-05-10,2024-05-09,1000
b,2024-25,1,2024-07-01,,1000
-- want --
person_id
a
b
*/

/* example: starts on the last day of the quarter
at: 2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,placement_ended_on,cost_to_date
a,2024-25,1,2024-06-30,2024-06-30,1000
-- want --
person_id
*/
