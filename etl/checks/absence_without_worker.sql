/* check
title: "An absence of nobody on the establishment list"
severity: fail
rule: ""
rule_note: >-
  Human resources extracts have no rules of the DfE.
about: worker
message: >-
  The absence is of a worker who is not on the establishment list. Add the worker, or correct the number.
figures:
  - {of: sickness_days_per_fte, how: "days lost without the FTE they belong to"}
  - {of: absence_rate, how: "as above"}
tables: [core.worker, core.absence]
source: "Local check: the human resources extract has no rules of the DfE"
*/
with
areas_with_workers as (
    select distinct area_code
    from core.worker
)

select
    absence.area_code,
    absence.worker_id as person_id,
    null as team_id,
    absence.started_on as since,
    absence.source_file,
    absence.source_row
from core.absence as absence
semi join areas_with_workers
    on areas_with_workers.area_code = absence.area_code
anti join core.worker as worker
    on worker.area_code = absence.area_code
    and worker.worker_id = absence.worker_id

/* example: an absence of a worker who is not listed
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,v,2024-05-10,2024-05-12,3,sickness
-- want --
person_id,since
v,2024-05-10
*/

/* example: an absence of one who is
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2020-01-01,
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2024-05-10,2024-05-12,3,sickness
-- want --
person_id
*/
