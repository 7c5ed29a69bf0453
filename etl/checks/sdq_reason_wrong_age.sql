/* check
title: "No SDQ because of age, of a child of the right age"
severity: fail
rule: SSDA903 157
about: child
message: >-
  The reason for having no score is the child's age (SDQ1), but the child was 4 or older when the year began
  and 16 or younger when it ended. Enter the score or another reason.
figures:
  - {of: sdq_average, how: "a score is missing without need"}
tables: [core.strengths_difficulties, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    sdq.area_code,
    sdq.child_id as person_id,
    null as team_id,
    sdq.known_on as since,
    sdq.source_file,
    sdq.source_row
from core.strengths_difficulties as sdq
inner join core.child as child
    on child.area_code = sdq.area_code
    and child.child_id = sdq.child_id
where sdq.reason_not_completed = 'SDQ1'
    and (cast(strftime(make_date(sdq.collection_year - 1, 4, 1), '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 >= 4
    and (cast(strftime(make_date(sdq.collection_year, 3, 31), '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 <= 16

/* example: a child of four on 1 April
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,reason_not_completed
a,2025,2025-03-31,SDQ1
-- core.child --
child_id,born_on
a,2020-04-01
-- want --
person_id
a
*/

/* example: a child of four on 2 April, and one of 17
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,reason_not_completed
a,2025,2025-03-31,SDQ1
b,2025,2025-03-31,SDQ1
-- core.child --
child_id,born_on
a,2020-04-02
b,2008-03-31
-- want --
person_id
*/
