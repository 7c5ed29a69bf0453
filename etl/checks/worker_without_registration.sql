/* check
title: "A social worker without a Social Work England number"
severity: warn
rule: ""
rule_note: >-
  The rules of the workforce census are not public; it requires the number.
about: worker
message: >-
  The role is one of the six of social workers and the registration number is blank. Enter it: it is what ties
  a worker to the cases of the return.
figures:
  - {of: caseload, how: "cases are tied to workers by the number"}
  - {of: children_per_case_holder, how: "as above"}
tables: [core.worker]
source: "Children's social work workforce census: FTE, roles and cases as its guide defines them"
*/
select
    worker.area_code,
    worker.worker_id as person_id,
    worker.team_id as team_id,
    worker.started_on as since,
    worker.source_file,
    worker.source_row
from core.worker as worker
cross join moment
where worker.swe_number is null
    and worker.role_code in ('1', '2', '3', '4', '5', '6')
    and (worker.ended_on is null or worker.ended_on > moment.as_at)

/* example: a case holder without a number
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,swe_number,started_on
w,false,1,5,,2024-05-10
-- want --
person_id,since
w,2024-05-10
*/

/* example: one with a number, a family support worker, and one who left
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,swe_number,started_on,ended_on
w,true,1,5,SW1234,2024-05-10,
v,false,1,,,2024-05-10,
u,false,1,5,,2024-05-10,2024-08-10
-- want --
person_id
*/
