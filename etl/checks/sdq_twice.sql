/* check
title: "A child with two SDQ records in one year"
severity: fail
rule: SSDA903 INT33
about: child
message: >-
  The table of outcomes has more than one row for the child in the year. Keep the right one.
figures:
  - {of: sdq_average, how: "the child counts twice"}
tables: [core.strengths_difficulties]
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
    from core.strengths_difficulties
    where known_on = make_date(collection_year, 3, 31)
)

select
    repeated.area_code,
    repeated.child_id as person_id,
    null as team_id,
    repeated.known_on as since,
    repeated.source_file,
    repeated.source_row
from repeated
where repeated.copy_no > 1

/* example: two scores of one year
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,source_row
a,2025,2025-03-31,12,2
a,2025,2025-03-31,14,3
-- want --
person_id,source_row
a,3
*/

/* example: a score each year
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
a,2024,2024-03-31,12
a,2025,2025-03-31,14
-- want --
person_id
*/
