/* check
title: "Placed for adoption without a decision"
severity: fail
rule: SSDA903 551
about: child
message: >-
  The child is placed for adoption (A3 to A6) and there is no record of the decision that the child should be.
  Enter DATE_PLACED.
figures:
  - {of: placed_within_12_months, how: "the child is not counted"}
  - {of: entry_to_placement_days, how: "the way to adoption is not complete"}
tables: [core.care_episode, core.adoption_decision]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
first_placements as (
    select *
    from core.care_episode
    where placement_type in ('A3', 'A4', 'A5', 'A6')
    qualify row_number() over (
        partition by area_code, child_id
        order by started_on, source_file, source_row
    ) = 1
),

areas_with_decisions as (
    select distinct area_code
    from core.adoption_decision
)

select
    placement.area_code,
    placement.child_id as person_id,
    null as team_id,
    placement.started_on as since,
    placement.source_file,
    placement.source_row
from first_placements as placement
semi join areas_with_decisions
    on areas_with_decisions.area_code = placement.area_code
anti join core.adoption_decision as decision
    on decision.area_code = placement.area_code
    and decision.child_id = placement.child_id

/* example: placed, and the decision is another child's
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
b,2024-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,E1,A6,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: placed after a decision
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,E1,A6,,
-- want --
person_id
*/
