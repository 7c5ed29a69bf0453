/* check
title: "A worker in post for more than full time"
severity: fail
rule: ""
rule_note: >-
  The census takes one FTE from 0 to 1 per row and does not add up rows.
about: worker
message: >-
  The roles that the worker holds at one time add up to more than 1.0 FTE. End the role that was left, or
  correct the FTE.
figures:
  - {of: sickness_days_per_fte, how: "too many FTE make the days look few"}
  - {of: caseload, how: "cases are divided by too many FTE"}
  - {of: turnover_rate, how: "as above"}
tables: [core.worker]
source: "Children's social work workforce census: FTE, roles and cases as its guide defines them"
*/
with
days as (
    select distinct
        area_code,
        worker_id,
        coalesce(started_on, date '1900-01-01') as day
    from core.worker
),

in_post as (
    select
        days.area_code,
        days.worker_id,
        days.day,
        sum(worker.fte) as total_fte,
        arg_max(worker.team_id, worker.started_on) as team_id,
        arg_max(worker.source_file, coalesce(worker.started_on, date '1900-01-01')) as source_file,
        arg_max(worker.source_row, coalesce(worker.started_on, date '1900-01-01')) as source_row
    from days
    inner join core.worker as worker
        on worker.area_code = days.area_code
        and worker.worker_id = days.worker_id
        and coalesce(worker.started_on, date '1900-01-01') <= days.day
        and (worker.ended_on is null or worker.ended_on > days.day)
    group by days.area_code, days.worker_id, days.day
)

select
    area_code,
    worker_id as person_id,
    team_id,
    nullif(day, date '1900-01-01') as since,
    source_file,
    source_row
from in_post
where total_fte > 1
qualify row_number() over (partition by area_code, worker_id order by day) = 1

/* example: two posts of 0.6 from the day the second began
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,0.6,2020-01-01,
w,false,0.6,2024-05-10,
-- want --
person_id,since
w,2024-05-10
*/

/* example: two halves, and one post after the other
at: 2025-03-31
-- core.worker --
worker_id,agency,fte,started_on,ended_on
w,false,0.5,2020-01-01,
w,false,0.5,2024-05-10,
v,false,1,2020-01-01,2024-05-10
v,false,1,2024-05-10,
-- want --
person_id
*/
