/* check
title: "A care leaver who was not 17 to 21 in the year"
severity: fail
rule: SSDA903 391
about: child
message: >-
  The young person did not turn 17, 18, 19, 20 or 21 in the year to 31 March. Correct the date of birth, or
  take the row out.
figures:
  - {of: in_eet_19_21, how: "age decides in which group the young person counts"}
  - {of: suitable_accommodation_19_21, how: "as above"}
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
    where leaver.collection_year is not null
)

select
    aged.area_code,
    aged.child_id as person_id,
    null as team_id,
    make_date(aged.collection_year, 3, 31) as since,
    aged.source_file,
    aged.source_row
from aged
where (cast(strftime(make_date(aged.collection_year, 3, 31), '%Y%m%d') as integer) - cast(strftime(aged.birth_date, '%Y%m%d') as integer)) // 10000 not between 17 and 21

/* example: 16 and 22 on 31 March
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year
a,2008-04-01,2025
b,2003-03-31,2025
-- want --
person_id
a
b
*/

/* example: 17 and 21 on 31 March
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year
a,2008-03-31,2025
b,2003-04-01,2025
-- want --
person_id
*/
