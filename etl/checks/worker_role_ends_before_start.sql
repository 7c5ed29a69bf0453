/* check
title: "A role that ends before it starts"
severity: fail
rule: ""
rule_note: >-
  The rules of the workforce census are not public.
about: worker
message: >-
  The last day of the role lies before its first. Correct one of the dates.
figures:
  - {of: turnover_rate, how: "the leaver may be none"}
  - {of: sickness_days_per_fte, how: "the FTE are never counted"}
tables: [core.worker]
source: "Children's social work workforce census: FTE, roles and cases as its guide defines them"
*/
select
    worker.area_code,
    worker.worker_id as person_id,
    worker.team_id as team_id,
    worker.ended_on as since,
    worker.source_file,
    worker.source_row
from core.worker as worker
where worker.ended_on < worker.started_on

/* example: the day before
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2024-05-10,2024-05-09
-- want --
person_id,since
w,2024-05-09
*/

/* example: the same day
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2024-05-10,2024-05-10
-- want --
person_id
*/
