/* check
title: "A child who is not in the header"
severity: fail
rule: SSDA903 INT03
rule_note: >-
  INT01 to INT09 say the same of the other tables. Care leavers are not among them here: their table has a
  date of birth of its own.
about: child
message: >-
  The child has rows in a table of the return and none in the header, so sex, date of birth and ethnicity are
  not known. Add the child to the header, or correct the id.
figures:
  - {of: sdq_average, how: "children without a date of birth are left out"}
  - {of: placement_two_years, how: "as above"}
  - {of: cla, how: "the child has no age, sex or ethnicity"}
tables: [core.care_episode, core.care_review, core.strengths_difficulties, core.adoption, core.adoption_decision, core.missing_episode, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
mentions as (
    select area_code, child_id, started_on as day, source_file, source_row
    from core.care_episode
    union all
    select area_code, child_id, reviewed_on as day, source_file, source_row
    from core.care_review
    union all
    select area_code, child_id, known_on as day, source_file, source_row
    from core.strengths_difficulties
    union all
    select area_code, child_id, matched_on as day, source_file, source_row
    from core.adoption
    union all
    select area_code, child_id, decided_on as day, source_file, source_row
    from core.adoption_decision
    union all
    select area_code, child_id, started_on as day, source_file, source_row
    from core.missing_episode
),

first_mentions as (
    select *
    from mentions
    qualify row_number() over (
        partition by area_code, child_id, source_file
        order by day nulls last, source_row
    ) = 1
),

areas_with_headers as (
    select distinct area_code
    from core.child
)

select
    mention.area_code,
    mention.child_id as person_id,
    null as team_id,
    mention.day as since,
    mention.source_file,
    mention.source_row
from first_mentions as mention
semi join areas_with_headers
    on areas_with_headers.area_code = mention.area_code
anti join core.child as child
    on child.area_code = mention.area_code
    and child.child_id = mention.child_id

/* example: an episode of a child without a header, once per file
at: 2025-03-31
-- core.child --
child_id
b
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-06-01,X1
a,2024-06-01,P,V2,U6,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: an episode of a child with one
at: 2025-03-31
-- core.child --
child_id
a
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
-- want --
person_id
*/
