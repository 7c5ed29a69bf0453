/* check
title: "A child with two social workers at a time"
severity: fail
rule: SSDA903 SW10STG2, SSDA903 SW108STG2
about: child
message: >-
  A social worker episode starts before the one before it ended. Correct SW_DEC of the earlier one, or
  SW_DECOM.
figures:
  - {of: workers_three_or_more, how: "workers count twice"}
  - {of: children_per_case_holder, how: "the child counts twice"}
tables: [core.allocation]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
followed as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from core.allocation
    where source = 'ssda903'
)

select
    followed.area_code,
    followed.child_id as person_id,
    followed.team_id as team_id,
    followed.started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.earlier_ended_on > followed.started_on

/* example: a second one while the first is open
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on
a,SW1,2024-01-01
a,SW2,2024-06-01
-- want --
person_id,since
a,2024-06-01
*/

/* example: one after the other, and a second role in a case system
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,SW1,2024-01-01,2024-06-01,ssda903
a,SW2,2024-06-01,,ssda903
b,SW1,2024-01-01,,allocation
b,SW2,2024-06-01,,allocation
-- want --
person_id
*/
