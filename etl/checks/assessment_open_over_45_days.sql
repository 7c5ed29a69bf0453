/* check
title: "An assessment open for more than 45 working days"
severity: warn
rule: CIN 8670Q
about: child
message: >-
  The assessment started more than 45 working days ago and has no end. Enter the day it was authorised, or
  complete it.
figures:
  - {of: assessments_45_days, how: "it will count as late"}
  - {of: assessment_duration, how: "open assessments are not in the median"}
tables: [core.assessment, core.calendar]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
-- Assessments are known up to the last day that any of them names.
known_until as (
    select
        assessment.area_code,
        least(max(greatest(assessment.started_on, assessment.completed_on)), min(moment.as_at)) as day
    from core.assessment as assessment
    cross join moment
    where greatest(assessment.started_on, assessment.completed_on) <= moment.today
    group by assessment.area_code
)

select
    assessment.area_code,
    assessment.child_id as person_id,
    assessment.team_id as team_id,
    assessment.started_on as since,
    assessment.source_file,
    assessment.source_row
from core.assessment as assessment
inner join known_until
    on known_until.area_code = assessment.area_code
inner join core.calendar as first_day
    on first_day.day = assessment.started_on
inner join core.calendar as last_day
    on last_day.day = known_until.day
where assessment.completed_on is null
    and last_day.working_day_number - first_day.working_day_number > 45

/* example: 46 working days
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,,2025-01-24,,single,cin_census
b,,2025-03-01,2025-03-31,single,cin_census
-- want --
person_id,since
a,2025-01-24
*/

/* example: 45 working days
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,,2025-01-27,,single,cin_census
b,,2025-03-01,2025-03-31,single,cin_census
-- want --
person_id
*/
