/* check
title: "A child allocated to a worker who left"
severity: fail
rule: ""
rule_note: >-
  No return holds workers against cases.
about: child
message: >-
  The worker's last role has ended and the child is still allocated, or was allocated later. Allocate the
  child anew, or correct the end of the role.
figures:
  - {of: workers_three_or_more, how: "the change of worker is not counted"}
  - {of: children_per_case_holder, how: "the child has no case holder"}
tables: [core.worker, core.allocation]
source: "Local check: case system against the establishment list"
*/
with
-- A worker goes by the number of the employer or of the register.
leavers as (
    select
        area_code,
        worker_id,
        max(swe_number) as swe_number,
        max(coalesce(ended_on, date '9999-12-31')) as left_on
    from core.worker
    group by area_code, worker_id
    having left_on < date '9999-12-31'
),

references_to as (
    select area_code, worker_id as worker_ref, left_on
    from leavers
    union
    select area_code, swe_number as worker_ref, left_on
    from leavers
    where swe_number is not null
)

select
    allocation.area_code,
    allocation.child_id as person_id,
    allocation.team_id as team_id,
    references_to.left_on as since,
    allocation.source_file,
    allocation.source_row
from core.allocation as allocation
inner join references_to
    on references_to.area_code = allocation.area_code
    and references_to.worker_ref = allocation.worker_ref
cross join moment
where least(coalesce(allocation.ended_on, moment.as_at), moment.as_at) > references_to.left_on

/* example: allocated still, by the number of the register
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,swe_number,started_on,ended_on
w,false,1,SW1,2020-01-01,2024-05-10
-- core.allocation --
child_id,worker_ref,started_on
a,SW1,2024-01-01
-- want --
person_id,since
a,2024-05-10
*/

/* example: ended on the last day, and a worker who moved to another role
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,swe_number,started_on,ended_on
w,false,1,SW1,2020-01-01,2024-05-10
v,false,1,SW2,2020-01-01,2024-05-10
v,false,1,SW2,2024-05-10,
-- core.allocation --
child_id,worker_ref,started_on,ended_on
a,SW1,2024-01-01,2024-05-10
b,v,2024-01-01,
-- want --
person_id
*/
