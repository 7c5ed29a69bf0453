/* check
title: "Two dates of the decision to place for adoption"
severity: warn
rule: SSDA903 523
about: child
message: >-
  DATE_INT of the adopted child and DATE_PLACED of the decision should be one day and are not. Correct the one
  that is wrong.
figures:
  - {of: placed_within_12_months, how: "the twelve months run from DATE_PLACED"}
  - {of: entry_to_placement_days, how: "the scorecard uses the other one"}
tables: [core.adoption_decision, core.adoption]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
last_decisions as (
    select *
    from core.adoption_decision
    qualify row_number() over (partition by area_code, child_id order by decided_on desc, source_file, source_row) = 1
)

select
    adoption.area_code,
    adoption.child_id as person_id,
    null as team_id,
    adoption.best_interest_on as since,
    adoption.source_file,
    adoption.source_row
from core.adoption as adoption
inner join last_decisions as decision
    on decision.area_code = adoption.area_code
    and decision.child_id = adoption.child_id
where adoption.best_interest_on <> decision.decided_on

/* example: a day apart
at: 2025-03-31
-- core.adoption --
child_id,best_interest_on
a,2024-05-02
-- core.adoption_decision --
child_id,decided_on
a,2024-05-01
-- want --
person_id,since
a,2024-05-02
*/

/* example: the same day, after an earlier decision that was reversed
at: 2025-03-31
-- core.adoption --
child_id,best_interest_on
a,2024-05-02
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2023-01-01,2023-06-01
a,2024-05-02,
-- want --
person_id
*/
