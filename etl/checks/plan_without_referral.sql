/* check
title: "A protection plan without an open referral"
severity: fail
rule: ""
rule_note: >-
  In the census every plan stands inside a referral; from other extracts it need not.
about: child
message: >-
  No referral of the child was open when the protection plan started. Enter the referral, or correct its
  closure date or the start of the plan.
figures:
  - {of: plans_started, how: "the plan has no case"}
  - {of: referrals, how: "a referral may be missing"}
tables: [core.referral, core.protection_plan]
source: "CIN census guide: a plan belongs to an episode of need"
*/
with
areas_with_referrals as (
    select distinct area_code
    from core.referral
)

select
    plan.area_code,
    plan.child_id as person_id,
    plan.team_id as team_id,
    plan.started_on as since,
    plan.source_file,
    plan.source_row
from core.protection_plan as plan
semi join areas_with_referrals
    on areas_with_referrals.area_code = plan.area_code
anti join core.referral as referral
    on referral.area_code = plan.area_code
    and referral.child_id = plan.child_id
    and referral.referred_on <= plan.started_on
    and coalesce(referral.closed_on, date '9999-12-31') >= plan.started_on
-- The lists of Annex A name recent referrals only.
where plan.source <> 'annex_a'

/* example: a plan after the case was closed
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-06-10,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: a plan of an open case, and one from a list of recent work
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,cin_census
-- core.protection_plan --
child_id,started_on,source
a,2024-06-20,ssd
b,2022-06-20,annex_a
-- want --
person_id
*/

/* example: a plan on the day of the referral, and on the day it was closed
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-06-20,,cin_census
b,1,2024-05-10,2024-06-20,cin_census
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,,cin_census
b,,2024-06-20,,cin_census
-- want --
person_id
*/
