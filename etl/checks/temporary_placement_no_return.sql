/* check
title: "No return to the placement after a temporary one"
severity: warn
rule: SSDA903 383
about: child
message: >-
  After a temporary placement (T0 to T4) the child does not come back to the placement before it. If the child
  moved, the placement was not temporary: check PLACE of both.
figures:
  - {of: placements_three_or_more, how: "a move may be missed or counted twice"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
placed as (
    select
        *,
        regexp_full_match(placement_type, 'T[0-4]') as temporary,
        concat_ws('|', placement_type, coalesce(placement_postcode, ''), coalesce(urn, ''), coalesce(placement_provider, '')) as placement_key
    from core.care_episode
),

compared as (
    select
        *,
        last_value(case when not temporary then placement_key end ignore nulls) over (
            in_order rows between unbounded preceding and 1 preceding
        ) as standing_key,
        lead(placement_key) over in_order as next_key,
        lead(temporary) over in_order as next_temporary,
        lead(started_on) over in_order as next_started_on
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
where compared.temporary
    and compared.reason_ceased = 'X1'
    and compared.next_started_on = compared.ended_on
    and not compared.next_temporary
    and compared.next_key <> compared.standing_key

/* example: from hospital to another home
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_postcode,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,AA1 1AA,2024-05-01,X1
a,2024-05-01,P,V2,T1,,2024-05-09,X1
a,2024-05-09,P,V2,K2,BB1 1BB,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: from hospital back to the carers
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_postcode,ended_on,reason_ceased
a,2024-01-01,S,V2,U6,AA1 1AA,2024-05-01,X1
a,2024-05-01,P,V2,T1,,2024-05-09,X1
a,2024-05-09,P,V2,U6,AA1 1AA,,
-- want --
person_id
*/
