/* check
title: "The way to adoption in the wrong order"
severity: fail
rule: ""
rule_note: >-
  Annex A has no numbered rules.
about: child
message: >-
  A child was placed before being matched, adopted before being placed, or adopted before coming into care.
  Correct the date that is wrong.
figures:
  - {of: entry_to_placement_days, how: "the days are wrong, or negative"}
  - {of: order_to_match_days, how: "as above"}
tables: [core.adoption_case]
source: "Ofsted Annex A, list 10"
*/
select
    adoption.area_code,
    adoption.child_id as person_id,
    null as team_id,
    coalesce(adoption.adopted_on, adoption.placed_on) as since,
    adoption.source_file,
    adoption.source_row
from core.adoption_case as adoption
where adoption.placed_on < adoption.matched_on
    or adoption.adopted_on < adoption.placed_on
    or adoption.adopted_on < adoption.entered_care_on

/* example: adopted before placed
at: 2025-03-31
-- core.adoption_case --
child_id,entered_care_on,matched_on,placed_on,adopted_on,source
a,2022-01-01,2023-01-01,2023-02-01,2023-01-31,annex_a
-- want --
person_id,since
a,2023-01-31
*/

/* example: in order, and all on one day
at: 2025-03-31
-- core.adoption_case --
child_id,entered_care_on,matched_on,placed_on,adopted_on,source
a,2022-01-01,2023-01-01,2023-02-01,2023-08-01,annex_a
b,2022-01-01,2023-01-01,2023-01-01,2023-01-01,annex_a
-- want --
person_id
*/

/* example: adopted on the day of coming into care
at: 2025-03-31
-- core.adoption_case --
child_id,entered_care_on,adopted_on,source
a,2023-01-01,2023-01-01,annex_a
-- want --
person_id
*/
