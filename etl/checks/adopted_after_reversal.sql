/* check
title: "Adopted although the decision was reversed"
severity: fail
rule: SSDA903 558, SSDA903 525
about: child
message: >-
  Care ended by adoption (REC E11 or E12), and the latest decision that the child should be placed is recorded
  as reversed. Clear DATE_PLACED_CEASED and its reason, or correct REC.
figures:
  - {of: placed_within_12_months, how: "the decision is taken for reversed"}
  - {of: adopted_share, how: "the adoption may be none"}
tables: [core.adoption_decision, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
last_decisions as (
    select *
    from core.adoption_decision
    qualify row_number() over (partition by area_code, child_id order by decided_on desc, source_file, source_row) = 1
)

select
    decision.area_code,
    decision.child_id as person_id,
    null as team_id,
    decision.ceased_on as since,
    decision.source_file,
    decision.source_row
from last_decisions as decision
inner join core.care_episode as episode
    on episode.area_code = decision.area_code
    and episode.child_id = decision.child_id
where decision.ceased_on is not null
    and episode.reason_ceased in ('E11', 'E12')

/* example: reversed, then adopted
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2023-05-02,2024-05-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-06-01,P,E1,A6,2024-08-01,E11
-- want --
person_id,since
a,2024-05-02
*/

/* example: reversed, decided again, then adopted
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2022-05-02,2022-09-02
a,2023-05-02,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-06-01,P,E1,A6,2024-08-01,E11
-- want --
person_id
*/
