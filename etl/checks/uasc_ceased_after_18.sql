/* check
title: "Unaccompanied status that ceased after the 18th birthday"
severity: fail
rule: SSDA903 304
about: child
message: >-
  The date that the status of an unaccompanied asylum-seeking child ceased (DUC) lies after the 18th birthday,
  when it ends by itself. Correct it or the date of birth.
figures:
  - {of: placed_over_20_miles, how: "unaccompanied children have no distance"}
tables: [core.uasc, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    uasc.area_code,
    uasc.child_id as person_id,
    null as team_id,
    uasc.uasc_ceased_on as since,
    uasc.source_file,
    uasc.source_row
from core.uasc as uasc
inner join core.child as child
    on child.area_code = uasc.area_code
    and child.child_id = uasc.child_id
where (cast(strftime((uasc.uasc_ceased_on - 1), '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 >= 18

/* example: the day after the birthday
at: 2025-03-31
-- core.uasc --
child_id,uasc_ceased_on
a,2024-05-11
-- core.child --
child_id,born_on
a,2006-05-10
-- want --
person_id,since
a,2024-05-11
*/

/* example: the birthday
at: 2025-03-31
-- core.uasc --
child_id,uasc_ceased_on
a,2024-05-10
-- core.child --
child_id,born_on
a,2006-05-10
-- want --
person_id
*/
