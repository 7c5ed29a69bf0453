/* check
title: "A placement paid for a child not looked after"
severity: fail
rule: ""
rule_note: >-
  Placement costs have no rules of the DfE.
about: child
message: >-
  The child has a placement cost and no episode of care in the time of the placement. Correct the id or the
  dates, or stop the payment.
figures:
  - {of: unit_cost_cla_week, how: "money without days"}
  - {of: unit_cost_residential_week, how: "as above"}
tables: [core.placement_cost, core.coverage, core.care_episode]
source: "Local check: placement costs have no rules of the DfE"
*/
with
costs as (
    select
        cost.*,
        cast(make_date(cast(left(cost.financial_year, 4) as integer), 4, 1) + to_months(3 * cost.quarter) as date) - 1 as quarter_ended_on
    from core.placement_cost as cost
),

-- The return has to cover the quarter before a missing episode says anything.
covered as (
    select
        area_code,
        covered_from,
        covered_to
    from core.coverage
    where source = 'ssda903'
        and table_name = 'episodes'
)

select
    cost.area_code,
    cost.child_id as person_id,
    null as team_id,
    cost.placement_started_on as since,
    cost.source_file,
    cost.source_row
from costs as cost
semi join covered
    on covered.area_code = cost.area_code
    and covered.covered_from <= cost.quarter_ended_on
    and covered.covered_to >= cost.quarter_ended_on
anti join core.care_episode as episode
    on episode.area_code = cost.area_code
    and episode.child_id = cost.child_id
    and episode.started_on <= coalesce(cost.placement_ended_on, cost.quarter_ended_on)
    and coalesce(episode.ended_on, date '9999-12-31') > cost.placement_started_on

/* example: a cost after care ended
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2024-04-01,2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,4,2025-01-10,1000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2025-01-10,E4A
-- want --
person_id,since
a,2025-01-10
*/

/* example: a cost of a child in care, and of a quarter that the return does not cover
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2024-04-01,2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,cost_to_date
a,2024-25,4,2025-01-09,1000
b,2025-26,1,2025-04-10,1000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2025-01-10,E4A
-- want --
person_id
*/

/* example: care that began on the day the placement ended, and a return that begins with the quarter's end
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2024-06-30,2025-03-31
-- core.placement_cost --
child_id,financial_year,quarter,placement_started_on,placement_ended_on,cost_to_date
a,2024-25,4,2024-05-01,2024-05-10,1000
b,2024-25,1,2024-05-01,,1000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-10,S,V2,U6,,
-- want --
person_id
b
*/
