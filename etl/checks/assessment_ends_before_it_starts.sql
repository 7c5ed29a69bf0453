/* check
title: "An assessment that ends before it starts"
severity: fail
rule: CIN 8608
about: child
message: >-
  The assessment was authorised before it started. Correct one of the dates.
figures:
  - {of: assessments_45_days, how: "the days are negative and the case drops out"}
  - {of: assessment_duration, how: "as above"}
tables: [core.assessment]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    assessment.area_code,
    assessment.child_id as person_id,
    assessment.team_id as team_id,
    assessment.completed_on as since,
    assessment.source_file,
    assessment.source_row
from core.assessment as assessment
where assessment.completed_on < assessment.started_on

/* example: the day before
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-11,2024-05-10,single,cin_census
-- want --
person_id,since
a,2024-05-10
*/

/* example: the same day
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-11,2024-05-11,single,cin_census
-- want --
person_id
*/
