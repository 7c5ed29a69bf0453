/* check
title: "No further action, and work was done"
severity: fail
rule: CIN 8831
about: child
message: >-
  The referral is marked as no further action, but an assessment, a section 47 enquiry or a protection plan
  followed it. Correct the mark.
figures:
  - {of: referrals_no_further_action, how: "the referral counts as ending without action"}
tables: [core.assessment, core.section47, core.protection_plan, core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
work as (
    select area_code, child_id, referred_on
    from core.assessment
    union
    select area_code, child_id, referred_on
    from core.section47
    union
    select area_code, child_id, referred_on
    from core.protection_plan
)

select
    referral.area_code,
    referral.child_id as person_id,
    referral.team_id as team_id,
    referral.referred_on as since,
    referral.source_file,
    referral.source_row
from core.referral as referral
semi join work
    on work.area_code = referral.area_code
    and work.child_id = referral.child_id
    and work.referred_on = referral.referred_on
where referral.no_further_action

/* example: no further action and an assessment
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-05-10,true,cin_census
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-05-10,2024-05-11,2024-06-11,single,cin_census
-- want --
person_id,since
a,2024-05-10
*/

/* example: no further action, and the assessment of a later referral
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-05-10,true,cin_census
a,1,2024-08-10,false,cin_census
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2024-08-10,2024-08-11,2024-09-11,single,cin_census
-- want --
person_id
*/
