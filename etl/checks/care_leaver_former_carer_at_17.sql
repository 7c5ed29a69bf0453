/* check
title: "With former foster carers at 17"
severity: fail
rule: SSDA903 3001
about: child
message: >-
  ACCOM says that the young person stays with former foster carers (Z1, Z2), which is possible from 18 on.
  Correct ACCOM or the date of birth.
figures:
  - {of: suitable_accommodation_17_18, how: "the kind of accommodation is wrong"}
tables: [core.care_leaver, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
aged as (
    select
        leaver.*,
        coalesce(leaver.born_on, child.born_on) as birth_date
    from core.care_leaver as leaver
    left join core.child as child
        on child.area_code = leaver.area_code
        and child.child_id = leaver.child_id
    where leaver.accommodation in ('Z1', 'Z2')
)

select
    aged.area_code,
    aged.child_id as person_id,
    null as team_id,
    make_date(aged.collection_year, 3, 31) as since,
    aged.source_file,
    aged.source_row
from aged
where (cast(strftime(make_date(aged.collection_year, 3, 31), '%Y%m%d') as integer) - cast(strftime(aged.birth_date, '%Y%m%d') as integer)) // 10000 = 17

/* example: 17 on 31 March
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,accommodation
a,2007-04-01,2025,Z1
-- want --
person_id
a
*/

/* example: 18 on 31 March
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,accommodation
a,2007-03-31,2025,Z1
-- want --
person_id
*/
