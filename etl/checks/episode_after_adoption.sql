/* check
title: "An episode starts after the child was adopted"
severity: fail
rule: SSDA903 199
about: child
message: >-
  The child left care by adoption (REC E11 or E12) and a later episode has the same id. A child who comes back
  into care after adoption gets a new id; correct the id or REC.
figures:
  - {of: adopted_share, how: "the adoption may be none"}
  - {of: cla, how: "the child may count under two lives"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
known as (
    select
        area_code,
        child_id,
        started_on,
        source_file,
        source_row,
        max(case when reason_ceased in ('E11', 'E12') then ended_on end) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as adopted_on
    from core.care_episode
)

select
    known.area_code,
    known.child_id as person_id,
    null as team_id,
    known.started_on as since,
    known.source_file,
    known.source_row
from known
where known.adopted_on <= known.started_on

/* example: an episode after adoption
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,E1,A3,2023-08-01,E11
a,2024-09-01,S,V2,U6,,
-- want --
person_id,since
a,2024-09-01
*/

/* example: an episode after a special guardianship order
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U1,2023-08-01,E45
a,2024-09-01,S,V2,U6,,
-- want --
person_id
*/

/* example: an episode that starts on the day of adoption
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,E1,A3,2023-08-01,E11
a,2023-08-01,S,V2,U6,,
-- want --
person_id,since
a,2023-08-01
*/
