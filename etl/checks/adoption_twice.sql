/* check
title: "A child adopted twice"
severity: fail
rule: SSDA903 INT31
about: child
message: >-
  The table of adoptions has more than one row for the child. Keep the right one.
figures:
  - {of: order_to_match_days, how: "the child counts twice"}
tables: [core.adoption]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
repeated as (
    select
        *,
        row_number() over (
            partition by area_code, child_id
            order by source_file, source_row
        ) as copy_no
    from core.adoption
)

select
    repeated.area_code,
    repeated.child_id as person_id,
    null as team_id,
    repeated.matched_on as since,
    repeated.source_file,
    repeated.source_row
from repeated
where repeated.copy_no > 1

/* example: two rows with different dates
at: 2025-03-31
-- core.adoption --
child_id,matched_on,source_row
a,2024-01-01,2
a,2024-02-01,3
-- want --
person_id,since
a,2024-02-01
*/

/* example: one row each
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-01-01
b,2024-01-01
-- want --
person_id
*/
