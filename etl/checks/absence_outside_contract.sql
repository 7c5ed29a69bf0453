/* check
title: "An absence before or after the contract"
severity: fail
rule: ""
rule_note: >-
  Human resources extracts have no rules of the DfE.
about: worker
message: >-
  The absence begins before the worker's first role or ends after the last one. Correct the dates of the
  absence or of the roles.
figures:
  - {of: sickness_days_per_fte, how: "days are lost while nobody was in post"}
  - {of: absence_rate, how: "as above"}
tables: [core.worker, core.absence]
source: "Local check: the human resources extract has no rules of the DfE"
*/
with
contracts as (
    select
        area_code,
        worker_id,
        min(coalesce(started_on, date '1900-01-01')) as started_on,
        max(coalesce(ended_on, date '9999-12-31')) as ended_on,
        max(team_id) as team_id
    from core.worker
    group by area_code, worker_id
)

select
    absence.area_code,
    absence.worker_id as person_id,
    contracts.team_id as team_id,
    absence.started_on as since,
    absence.source_file,
    absence.source_row
from core.absence as absence
inner join contracts
    on contracts.area_code = absence.area_code
    and contracts.worker_id = absence.worker_id
where absence.started_on < contracts.started_on
    or coalesce(absence.ended_on, absence.started_on) > contracts.ended_on
    or (absence.ended_on is null and contracts.ended_on < date '9999-12-31')

/* example: the day before the first role, after the last, and open after the end
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2020-01-01,
v,false,1,2020-01-01,2024-05-10
u,false,1,2020-01-01,2024-05-10
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2019-12-31,2020-01-05,3,sickness
2,v,2024-05-08,2024-05-11,3,sickness
3,u,2024-05-08,,3,sickness
-- want --
person_id,since
w,2019-12-31
v,2024-05-08
u,2024-05-08
*/

/* example: on the first day and the last
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,1,2020-01-01,2024-05-10
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2020-01-01,2020-01-05,3,sickness
2,w,2024-05-08,2024-05-10,3,sickness
-- want --
person_id
*/
