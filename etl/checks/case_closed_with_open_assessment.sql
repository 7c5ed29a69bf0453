/* check
title: "A case closed while an assessment is open"
severity: fail
rule: CIN 8867
about: child
message: >-
  The referral is closed but an assessment of it has no end. Enter the day it was authorised.
figures:
  - {of: assessments_45_days, how: "the assessment is never counted"}
  - {of: assessment_duration, how: "as above"}
tables: [core.assessment, core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    assessment.area_code,
    assessment.child_id as person_id,
    assessment.team_id as team_id,
    referral.closed_on as since,
    assessment.source_file,
    assessment.source_row
from core.assessment as assessment
inner join core.referral as referral
    on referral.area_code = assessment.area_code
    and referral.child_id = assessment.child_id
    and referral.referred_on = assessment.referred_on
where assessment.completed_on is null
    and referral.closed_on is not null

/* example: an open assessment of a closed case
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-11,,single,cin_census
-- want --
person_id,since
a,2024-12-10
*/

/* example: completed, and of an open case
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
b,1,2024-05-10,,cin_census
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-11,2024-06-11,single,cin_census
b,2024-05-10,2024-05-11,,single,cin_census
-- want --
person_id
*/
