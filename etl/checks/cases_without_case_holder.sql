/* check
title: "Cases of a worker without cases"
severity: fail
rule: ""
rule_note: >-
  The rules of the workforce census are not public.
about: worker
message: >-
  The role says that the worker holds no cases (6) and cases are recorded. Correct the role or the cases.
figures:
  - {of: caseload, how: "the cases count, the worker does not"}
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
where worker.role_code = '6'
    and worker.cases_held > 0

/* example: a case
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,cases_held,started_on
w,false,1,6,1,2024-05-10
-- want --
person_id
w
*/

/* example: none, and a senior practitioner with cases
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,cases_held,started_on
w,false,1,6,0,2024-05-10
v,false,1,4,3,2024-05-10
-- want --
person_id
*/
