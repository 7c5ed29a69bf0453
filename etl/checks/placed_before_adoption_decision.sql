/* check
title: "Placed for adoption before the decision"
severity: fail
rule: SSDA903 552
about: child
message: >-
  The child was placed for adoption before the decision that the child should be (DATE_PLACED). Correct one of
  the dates.
figures:
  - {of: placed_within_12_months, how: "the time between is negative and the child drops out"}
tables: [core.adoption_decision, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
first_placements as (
    select
        area_code,
        child_id,
        min(started_on) as placed_on
    from core.care_episode
    where placement_type in ('A3', 'A4', 'A5', 'A6')
    group by area_code, child_id
),

first_decisions as (
    select *
    from core.adoption_decision
    qualify row_number() over (partition by area_code, child_id order by decided_on, source_file, source_row) = 1
)

select
    decision.area_code,
    decision.child_id as person_id,
    null as team_id,
    first_placements.placed_on as since,
    decision.source_file,
    decision.source_row
from first_decisions as decision
inner join first_placements
    on first_placements.area_code = decision.area_code
    and first_placements.child_id = decision.child_id
where first_placements.placed_on < decision.decided_on

/* example: placed the day before the decision
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-05-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,E1,A6,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: placed on the day of the decision
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-05-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,E1,A6,,
-- want --
person_id
*/
