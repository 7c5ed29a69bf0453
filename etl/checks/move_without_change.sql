/* check
title: "A change of placement that changes nothing"
severity: fail
rule: SSDA903 435, SSDA903 436
about: child
message: >-
  RNE says that the placement changed (P or B) but PLACE, provider, postcode and URN are those of the episode
  before. Correct RNE, or enter what changed.
figures:
  - {of: placements_three_or_more, how: "it is read as the same placement; were it a move, the child would have one more"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
placed as (
    select
        *,
        concat_ws('|', placement_type, coalesce(placement_postcode, ''), coalesce(urn, ''), coalesce(placement_provider, '')) as placement_key
    from core.care_episode
),

compared as (
    select
        *,
        lag(placement_key) over in_order as previous_key,
        lag(ended_on) over in_order as previous_ended_on
    from placed
    window in_order as (
        partition by area_code, child_id
        order by started_on, ended_on nulls last, source_file, source_row
    )
)

select
    compared.area_code,
    compared.child_id as person_id,
    null as team_id,
    compared.started_on as since,
    compared.source_file,
    compared.source_row
from compared
where compared.reason_new_episode in ('P', 'B')
    and compared.previous_ended_on = compared.started_on
    and compared.placement_postcode is not null
    and compared.placement_key = compared.previous_key

/* example: a move to the same place
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_postcode,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,AA1 1AA,2024-05-01,X1
a,2024-05-01,P,V2,U6,AA1 1AA,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: a move to another postcode, and a change of legal status only
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_postcode,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,AA1 1AA,2024-05-01,X1
a,2024-05-01,P,V2,U6,AA1 1AB,2024-06-01,X1
a,2024-06-01,L,C2,U6,AA1 1AB,,
-- want --
person_id
*/
