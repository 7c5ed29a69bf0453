/* check
title: "A case closed while the protection plan goes on"
severity: fail
rule: CIN 8565
about: child
message: >-
  The referral is closed but its protection plan ends later or has no end. End the plan, or correct the
  closure date.
figures:
  - {of: plans_open, how: "the plan counts as open"}
  - {of: plans_open_two_years, how: "as above"}
tables: [core.protection_plan, core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    referral.closed_on as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
inner join core.referral as referral
    on referral.area_code = plan.area_code
    and referral.child_id = plan.child_id
    and referral.referred_on = plan.referred_on
where referral.closed_on < coalesce(plan.ended_on, date '9999-12-31')
    and plan.started_on <= referral.closed_on

/* example: an open plan of a closed case
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-12-10
*/

/* example: a plan that ends on the day, and one of an open case
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
b,1,2024-05-10,,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,2024-12-10,cin_census
b,2024-05-10,2024-06-20,,cin_census
-- want --
person_id
*/

/* example: a plan that starts on the day the case is closed
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-06-20,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,2024-05-10,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-06-20
*/
