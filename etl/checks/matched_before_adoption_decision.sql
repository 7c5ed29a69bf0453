/* check
title: "Matched with adopters before the decision"
severity: fail
rule: SSDA903 333
about: child
message: >-
  DATE_MATCH lies before DATE_INT, the decision that adoption is in the child's interest. Correct one of the
  dates.
figures:
  - {of: order_to_match_days, how: "the days are wrong, or negative"}
tables: [core.adoption]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    adoption.area_code,
    adoption.child_id as person_id,
    null as team_id,
    adoption.matched_on as since,
    adoption.source_file,
    adoption.source_row
from core.adoption as adoption
where adoption.matched_on < adoption.best_interest_on

/* example: matched the day before
at: 2025-03-31
-- core.adoption --
child_id,best_interest_on,matched_on
a,2024-05-02,2024-05-01
-- want --
person_id,since
a,2024-05-01
*/

/* example: matched on the day
at: 2025-03-31
-- core.adoption --
child_id,best_interest_on,matched_on
a,2024-05-01,2024-05-01
-- want --
person_id
*/
