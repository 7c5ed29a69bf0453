/* check
title: "Custody or no fixed abode, as suitable accommodation"
severity: fail
rule: SSDA903 133
about: child
message: >-
  ACCOM is X1 or S1: custody and no fixed abode are never suitable. Enter X2 or S2.
figures:
  - {of: suitable_accommodation_19_21, how: "the young person counts as suitably housed"}
  - {of: suitable_accommodation_at_19, how: "as above"}
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
where leaver.accommodation in ('X1', 'S1')

/* example: custody as suitable
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,accommodation
a,2025,X1
-- want --
person_id
a
*/

/* example: custody as not suitable, and supported lodgings
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,accommodation
a,2025,X2
b,2025,E1
-- want --
person_id
*/
