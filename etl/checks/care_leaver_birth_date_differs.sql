/* check
title: "Two dates of birth of one young person"
severity: fail
rule: SSDA903 INT15
about: child
message: >-
  The date of birth in the table of care leavers is not the one in the header. Either a date is wrong, or two
  young people have one id.
figures:
  - {of: in_eet_19_21, how: "age decides in which group the young person counts"}
  - {of: suitable_accommodation_at_19, how: "as above"}
tables: [core.care_leaver, core.child]
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
inner join core.child as child
    on child.area_code = leaver.area_code
    and child.child_id = leaver.child_id
where leaver.born_on <> child.born_on

/* example: a day apart
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year
a,2005-01-01,2025
-- core.child --
child_id,born_on
a,2005-01-02
-- want --
person_id
a
*/

/* example: the same day, and a header without one
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year
a,2005-01-01,2025
b,2005-01-01,2025
-- core.child --
child_id,born_on
a,2005-01-01
b,
-- want --
person_id
*/
