/* check
title: "A date of birth in the future"
severity: fail
rule: SSDA903 301, CIN 8520
about: child
message: >-
  The date of birth lies after the day of this run. Correct it, or record the child as unborn with an expected
  date.
figures:
  - {of: cla, how: "the child has a negative age"}
  - {of: sdq_average, how: "as above"}
tables: [core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    child.area_code,
    child.child_id as person_id,
    null as team_id,
    null::date as since,
    child.source_file,
    child.source_row
from core.child as child
cross join moment
where child.born_on > moment.today

/* example: tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.child --
child_id,born_on
a,2025-05-11
-- want --
person_id
a
*/

/* example: today
at: 2025-03-31
today: 2025-05-10
-- core.child --
child_id,born_on
a,2025-05-10
-- want --
person_id
*/
