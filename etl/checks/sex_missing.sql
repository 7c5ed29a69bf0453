/* check
title: "A child whose sex is not recorded"
severity: warn
rule: SSDA903 101
about: child
message: >-
  The child's sex is blank. Enter it.
figures:
  - {of: cla, how: "the child is missing from the breakdown by sex"}
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
where child.sex is null

/* example: blank
at: 2025-03-31
-- core.child --
child_id,born_on
a,2015-01-01
-- want --
person_id
a
*/

/* example: M, F, and U of an unborn child
at: 2025-03-31
-- core.child --
child_id,sex
a,M
b,F
c,U
-- want --
person_id
*/
