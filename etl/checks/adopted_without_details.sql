/* check
title: "Adopted, and nothing about the adoption"
severity: fail
rule: SSDA903 601
about: child
message: >-
  Care ended by adoption (REC E11 or E12) but the table of adoptions has no row for the child. Enter it.
figures:
  - {of: order_to_match_days, how: "the child is not counted"}
tables: [core.adoption, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
areas_with_adoptions as (
    select distinct area_code
    from core.adoption
)

select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    episode.ended_on as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
semi join areas_with_adoptions
    on areas_with_adoptions.area_code = episode.area_code
anti join core.adoption as adoption
    on adoption.area_code = episode.area_code
    and adoption.child_id = episode.child_id
where episode.reason_ceased in ('E11', 'E12')

/* example: adopted, and the details are another child's
at: 2025-03-31
-- core.adoption --
child_id,matched_on
b,2024-01-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,E1,A6,2024-08-01,E12
-- want --
person_id,since
a,2024-08-01
*/

/* example: adopted with details
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2023-04-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,E1,A6,2024-08-01,E12
-- want --
person_id
*/
