/* check
title: "A care leaver twice in one year"
severity: fail
rule: SSDA903 INT34
about: child
message: >-
  The table of care leavers has more than one row for the young person in the year. Keep the right one.
figures:
  - {of: in_eet_19_21, how: "the row further down stands, whatever the one above says"}
  - {of: in_touch_19_21, how: "as above"}
tables: [core.care_leaver]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
repeated as (
    select
        *,
        row_number() over (
            partition by area_code, child_id, collection_year
            order by source_file, source_row
        ) as copy_no
    from core.care_leaver
)

select
    repeated.area_code,
    repeated.child_id as person_id,
    null as team_id,
    make_date(repeated.collection_year, 3, 31) as since,
    repeated.source_file,
    repeated.source_row
from repeated
where repeated.copy_no > 1

/* example: two rows of one year
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch,source_row
a,2025,YES,2
a,2025,NO,3
-- want --
person_id,source_row
a,3
*/

/* example: one row a year
at: 2025-03-31
-- core.care_leaver --
child_id,collection_year,in_touch
a,2024,YES
a,2025,NO
-- want --
person_id
*/
