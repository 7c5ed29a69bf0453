/* check
title: "Matched with adopters after being placed with them"
severity: fail
rule: SSDA903 331
about: child
message: >-
  DATE_MATCH lies after the first placement for adoption. Correct one of the dates.
figures:
  - {of: order_to_match_days, how: "the days are too many"}
  - {of: entry_to_placement_days, how: "the placement may be another"}
tables: [core.care_episode, core.adoption]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
last_placements as (
    select
        area_code,
        child_id,
        max(started_on) as placed_on
    from core.care_episode
    where placement_type in ('A3', 'A4', 'A5', 'A6')
        and reason_new_episode <> 'L'
    group by area_code, child_id
)

select
    adoption.area_code,
    adoption.child_id as person_id,
    null as team_id,
    last_placements.placed_on as since,
    adoption.source_file,
    adoption.source_row
from core.adoption as adoption
inner join last_placements
    on last_placements.area_code = adoption.area_code
    and last_placements.child_id = adoption.child_id
where adoption.matched_on > last_placements.placed_on

/* example: matched a day after placing
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-05-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,E1,A6,2024-11-01,E11
-- want --
person_id,since
a,2024-05-01
*/

/* example: matched on the day of placing, after an earlier match that failed
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-05-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,E1,A6,2023-08-01,X1
a,2023-08-01,P,E1,U6,2024-05-01,X1
a,2024-05-01,P,E1,A6,2024-11-01,E11
-- want --
person_id
*/
