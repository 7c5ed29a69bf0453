/* check
title: "More days lost than the absence has"
severity: fail
rule: ""
rule_note: >-
  Human resources extracts have no rules of the DfE.
about: worker
message: >-
  The days lost are more than the days from Monday to Friday between the first and the last day of the
  absence. Correct the days or the dates.
figures:
  - {of: sickness_days_per_fte, how: "too many days are counted"}
  - {of: absence_rate, how: "as above"}
tables: [core.absence, core.calendar]
source: "Local check: the human resources extract has no rules of the DfE"
*/
with
-- Bank holidays are let pass: not every system leaves them out.
weekdays as (
    select
        day,
        count(*) filter (where isodow(day) <= 5) over (order by day rows unbounded preceding) as weekday_number
    from core.calendar
)

select
    absence.area_code,
    absence.worker_id as person_id,
    null as team_id,
    absence.started_on as since,
    absence.source_file,
    absence.source_row
from core.absence as absence
inner join weekdays as before_first
    on before_first.day = absence.started_on - 1
inner join weekdays as last_day
    on last_day.day = absence.ended_on
where absence.days_lost > last_day.weekday_number - before_first.weekday_number

/* example: four days lost from Monday to Wednesday
at: 2025-03-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2024-05-13,2024-05-15,4,sickness
-- want --
person_id,since
w,2024-05-13
*/

/* example: three days over a weekend and Easter Monday, and half a day each of a half-time worker
at: 2025-05-31
-- core.absence --
absence_id,worker_id,started_on,ended_on,days_lost,absence_type
1,w,2025-04-18,2025-04-22,3,sickness
2,v,2024-05-13,2024-05-15,1.5,sickness
-- want --
person_id
*/
