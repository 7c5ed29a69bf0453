/* check
title: "Adopted without having been placed for adoption"
severity: fail
rule: SSDA903 390
about: child
message: >-
  Care ended by adoption (REC E11 or E12) but no episode of the child is a placement for adoption (A3 to A6).
  Enter the placement, or correct REC.
figures:
  - {of: placed_within_12_months, how: "the day of placing is not known"}
  - {of: adopted_share, how: "the adoption may be none"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
known as (
    select
        *,
        bool_or(placement_type in ('A3', 'A4', 'A5', 'A6')) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and current row
        ) as placed_for_adoption
    from core.care_episode
)

select
    known.area_code,
    known.child_id as person_id,
    null as team_id,
    known.ended_on as since,
    known.source_file,
    known.source_row
from known
where known.reason_ceased in ('E11', 'E12')
    and not known.placed_for_adoption

/* example: adopted out of long-term fostering
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U4,2024-08-01,E11
-- want --
person_id,since
a,2024-08-01
*/

/* example: adopted after a placement for adoption, with a stay in hospital between
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U4,2023-08-01,X1
a,2023-08-01,P,E1,A6,2024-07-01,X1
a,2024-07-01,P,E1,T1,2024-08-01,E11
-- want --
person_id
*/
