/* check
title: "A case holder without cases"
severity: warn
rule: ""
rule_note: >-
  The rules of the workforce census are not public; its caseload counts case holders with cases.
about: worker
message: >-
  The role is case holder (5) and the number of cases is nought or blank. Enter the cases, or the role the
  worker has.
figures:
  - {of: caseload, how: "the worker counts among those who share the cases"}
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
where worker.role_code = '5'
    and coalesce(worker.cases_held, 0) = 0
    and (worker.ended_on is null or worker.ended_on > moment.as_at)

/* example: no cases, and none recorded
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,cases_held,started_on
w,false,1,5,0,2024-05-10
v,false,1,5,,2024-05-10
-- want --
person_id
w
v
*/

/* example: one case, and a senior manager
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,role_code,cases_held,started_on
w,false,1,5,1,2024-05-10
v,false,1,1,,2024-05-10
-- want --
person_id
*/
