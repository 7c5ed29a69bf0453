/* check
title: "An assessment that starts before the referral"
severity: fail
rule: CIN 1103
about: child
message: >-
  The assessment starts before the referral it follows. Correct one of the dates.
figures:
  - {of: assessments_45_days, how: "45 working days run from the referral"}
  - {of: assessment_duration, how: "as above"}
tables: [core.assessment]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    assessment.area_code,
    assessment.child_id as person_id,
    assessment.team_id as team_id,
    assessment.started_on as since,
    assessment.source_file,
    assessment.source_row
from core.assessment as assessment
where assessment.started_on < assessment.referred_on

/* example: the day before
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-09,2024-06-11,single,cin_census
-- want --
person_id,since
a,2024-05-09
*/

/* example: the same day
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-10,2024-06-11,single,cin_census
-- want --
person_id
*/
