/* check
title: "Details of an adoption that did not take place"
severity: fail
rule: SSDA903 602
about: child
message: >-
  The child is in the table of adoptions, but no episode ends by adoption (REC E11 or E12). Correct REC, or
  take the row out.
figures:
  - {of: adopted_share, how: "an adoption is not counted, or there was none"}
tables: [core.care_episode, core.adoption]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
adopted as (
    select
        area_code,
        child_id
    from core.care_episode
    where reason_ceased in ('E11', 'E12')
)

select
    adoption.area_code,
    adoption.child_id as person_id,
    null as team_id,
    adoption.matched_on as since,
    adoption.source_file,
    adoption.source_row
from core.adoption as adoption
anti join adopted
    on adopted.area_code = adoption.area_code
    and adopted.child_id = adoption.child_id

/* example: details of a child who went home
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2023-04-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,E1,A6,2024-08-01,E4A
-- want --
person_id,since
a,2023-04-02
*/

/* example: details of a child who was adopted
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2023-04-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,E1,A6,2024-08-01,E11
-- want --
person_id
*/
