/* check
title: "A change of legal status alone, and the placement changed too"
severity: fail
rule: SSDA903 434
about: child
message: >-
  RNE is L (only the legal status changed) but PLACE, provider, postcode or URN differ from the episode
  before. If the child moved, RNE is B.
figures:
  - {of: placements_three_or_more, how: "a move is not counted"}
  - {of: placement_two_years, how: "the old placement seems to go on"}
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
where compared.reason_new_episode = 'L'
    and compared.previous_ended_on = compared.started_on
    and compared.placement_key <> compared.previous_key

/* example: a care order and another home on one day
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,2024-05-01,X1
a,2024-05-01,L,C2,K2,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: a care order in the same home, and one with a move coded as both
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,2024-05-01,X1
a,2024-05-01,L,C2,U6,,
b,2024-01-01,S,V2,U6,2024-05-01,X1
b,2024-05-01,B,C2,K2,,
-- want --
person_id
*/
