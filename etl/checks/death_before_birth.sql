/* check
title: "Died before birth"
severity: fail
rule: CIN 8535Q
about: child
message: >-
  The date of death lies before the date of birth. Correct one of them.
figures:
  - {of: cla, how: "age and the end of every record rest on these dates"}
tables: [core.child]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    child.area_code,
    child.child_id as person_id,
    null as team_id,
    null::date as since,
    child.source_file,
    child.source_row
from core.child as child
where child.died_on < child.born_on

/* example: the day before
at: 2025-03-31
-- core.child --
child_id,born_on,died_on
a,2024-05-10,2024-05-09
-- want --
person_id
a
*/

/* example: the same day
at: 2025-03-31
-- core.child --
child_id,born_on,died_on
a,2024-05-10,2024-05-10
-- want --
person_id
*/
