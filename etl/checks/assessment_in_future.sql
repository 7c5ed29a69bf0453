/* check
title: "An assessment that starts or ends in the future"
severity: fail
rule: CIN 8696
rule_note: >-
  The census compares with its year; here the day of the run stands for its end.
about: child
message: >-
  The assessment starts or was authorised after the day of this run. Correct the date.
figures:
  - {of: assessments_45_days, how: "an assessment counts that is not done"}
  - {of: assessment_duration, how: "as above"}
tables: [core.assessment]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    assessment.area_code,
    assessment.child_id as person_id,
    assessment.team_id as team_id,
    greatest(assessment.started_on, assessment.completed_on) as since,
    assessment.source_file,
    assessment.source_row
from core.assessment as assessment
cross join moment
where greatest(assessment.started_on, assessment.completed_on) > moment.today

/* example: authorised tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2025-05-01,2025-05-01,2025-05-11,single,cin_census
-- want --
person_id,since
a,2025-05-11
*/

/* example: authorised today
at: 2025-03-31
today: 2025-05-10
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2025-05-01,2025-05-01,2025-05-10,single,cin_census
-- want --
person_id
*/
