/* check
title: "A child without a date of birth"
severity: fail
rule: SSDA903 102, CIN 8525
about: child
message: >-
  The child has neither a date of birth nor, for an unborn child, an expected one. Enter it: whoever has no
  age is left out of every figure that asks for one.
figures:
  - {of: sdq_average, how: "children without an age are left out"}
  - {of: placement_two_years, how: "as above"}
  - {of: plans_rate, how: "no breakdown by age"}
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
where child.born_on is null
    and child.expected_on is null
    and child.source is distinct from 'annex_a' -- it has no column for an expected date

/* example: neither date
at: 2025-03-31
-- core.child --
child_id,sex
a,M
-- want --
person_id
a
*/

/* example: born, and expected
at: 2025-03-31
-- core.child --
child_id,born_on,expected_on
a,2015-01-01,
b,,2025-06-01
-- want --
person_id
*/

/* example: known from a list that has no expected date
at: 2025-03-31
-- core.child --
child_id,sex,source
a,U,annex_a
-- want --
person_id
*/
