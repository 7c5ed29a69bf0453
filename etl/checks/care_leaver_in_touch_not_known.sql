/* check
title: "In touch with a care leaver, and what they do is not known"
severity: fail
rule: SSDA903 345
about: child
message: >-
  IN_TOUCH is YES but ACTIV or ACCOM is 0 (no information). Enter what is known, or correct IN_TOUCH.
figures:
  - {of: in_eet_19_21, how: "the young person counts as not in education, employment or training"}
  - {of: suitable_accommodation_19_21, how: "and as not suitably housed"}
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
where leaver.in_touch = 'YES'
    and (leaver.activity = '0' or leaver.accommodation = '0')

/* example: in touch without activity
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch,activity,accommodation
a,2025,YES,0,U1
-- want --
person_id,since
a,2025-03-31
*/

/* example: not in touch, and all known
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch,activity,accommodation
a,2025,NO,0,0
b,2025,YES,F2,U1
-- want --
person_id
*/
