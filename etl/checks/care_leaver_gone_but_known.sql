/* check
title: "A care leaver who died or went home, with activity or accommodation"
severity: fail
rule: SSDA903 344
about: child
message: >-
  IN_TOUCH says that the young person has died or is home with a parent for six months (DIED, RHOM), so ACTIV
  and ACCOM have to be 0. Correct the one that is wrong.
figures:
  - {of: in_eet_19_21, how: "whether the young person counts at all"}
  - {of: in_touch_19_21, how: "as above"}
tables: [core.care_leaver]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    leaver.area_code,
    leaver.child_id as person_id,
    null as team_id,
    make_date(leaver.collection_year, 3, 31) as since,
    leaver.source_file,
    leaver.source_row
from core.care_leaver as leaver
where leaver.in_touch in ('DIED', 'RHOM')
    and (coalesce(leaver.activity, '0') <> '0' or coalesce(leaver.accommodation, '0') <> '0')

/* example: home, and in a job
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch,activity,accommodation
a,2025,RHOM,F5,0
-- want --
person_id
a
*/

/* example: home, and no more is said
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch,activity,accommodation
a,2025,RHOM,0,0
b,2025,NO,F5,U1
-- want --
person_id
*/
