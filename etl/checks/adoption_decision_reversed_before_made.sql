/* check
title: "A decision reversed before it was made"
severity: fail
rule: SSDA903 522
about: child
message: >-
  DATE_PLACED_CEASED lies before DATE_PLACED. Correct one of the dates.
figures:
  - {of: placed_within_12_months, how: "the decision may not have stood"}
tables: [core.adoption_decision]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    decision.area_code,
    decision.child_id as person_id,
    null as team_id,
    decision.ceased_on as since,
    decision.source_file,
    decision.source_row
from core.adoption_decision as decision
where decision.ceased_on < decision.decided_on

/* example: reversed the day before
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2024-05-02,2024-05-01
-- want --
person_id,since
a,2024-05-01
*/

/* example: reversed the same day, and not at all
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2024-05-02,2024-05-02
b,2024-05-02,
-- want --
person_id
*/
