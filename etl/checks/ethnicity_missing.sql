/* check
title: "A child whose ethnicity is not recorded"
severity: warn
rule: SSDA903 103
about: child
message: >-
  The child's ethnicity is blank. Enter it, or the code for not yet known or refused.
figures:
  - {of: cla, how: "the child is missing from the breakdown by ethnicity"}
  - {of: plans_open, how: "as above"}
tables: [core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    child.area_code,
    child.child_id as person_id,
    null as team_id,
    null as since,
    child.source_file,
    child.source_row
from core.child as child
where child.ethnicity is null

/* example: blank
at: 2025-03-31
-- core.child --
child_id,sex
a,M
-- want --
person_id
a
*/

/* example: a group, and not obtained
at: 2025-03-31
-- core.child --
child_id,ethnicity
a,WBRI
b,NOBT
-- want --
person_id
*/
