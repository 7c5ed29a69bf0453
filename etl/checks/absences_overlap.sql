/* check
title: "Absences of one worker overlap"
severity: fail
rule: ""
rule_note: >-
  Human resources extracts have no rules of the DfE.
about: worker
message: >-
  The absence begins before the one before it ended. Correct the dates, or take the repeated one out.
figures:
  - {of: sickness_days_per_fte, how: "days count twice"}
  - {of: absence_rate, how: "as above"}
tables: [core.absence]
source: "Local check: the human resources extract has no rules of the DfE"
*/
with
followed as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by area_code, worker_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from core.absence
)

select
    followed.area_code,
    followed.worker_id as person_id,
    null as team_id,
    followed.started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.earlier_ended_on >= followed.started_on

/* example: a spell that begins on the last day of another
at: 2025-03-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2024-05-10,2024-05-12,3,sickness
2,w,2024-05-12,2024-05-14,3,sickness
-- want --
person_id,since
w,2024-05-12
*/

/* example: a spell that begins on the day after, and two workers
at: 2025-03-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2024-05-10,2024-05-12,3,sickness
2,w,2024-05-13,2024-05-14,2,sickness
3,v,2024-05-12,2024-05-14,3,sickness
-- want --
person_id
*/
