/* check
title: "An absence of more than 366 days"
severity: warn
rule: ""
rule_note: >-
  Human resources extracts have no rules of the DfE.
about: worker
message: >-
  The absence lasts more than 366 days. That happens, but is often an absence whose end was not entered: check
  it.
figures:
  - {of: sickness_days_per_fte, how: "one absence can move the mean of an authority"}
  - {of: absence_rate, how: "as above"}
tables: [core.absence]
source: "Local check: the human resources extract has no rules of the DfE"
*/
select
    absence.area_code,
    absence.worker_id as person_id,
    null as team_id,
    absence.started_on as since,
    absence.source_file,
    absence.source_row
from core.absence as absence
cross join moment
where coalesce(absence.ended_on, moment.as_at) - absence.started_on + 1 > 366

/* example: 367 days, and open for longer
at: 2025-03-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2023-04-01,2024-04-01,250,sickness
2,v,2024-03-30,,250,sickness
-- want --
person_id,since
w,2023-04-01
v,2024-03-30
*/

/* example: 366 days
at: 2025-03-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2023-04-01,2024-03-31,250,sickness
2,v,2024-03-31,,250,sickness
-- want --
person_id
*/
