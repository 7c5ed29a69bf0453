/* check
title: "A child referred after death"
severity: fail
rule: CIN 8555
about: child
message: >-
  The referral is dated after the child died. Correct the date of death or the referral.
figures:
  - {of: referrals, how: "the referral may be another child's"}
  - {of: re_referrals_12_months, how: "as above"}
tables: [core.referral, core.child]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    referral.area_code,
    referral.child_id as person_id,
    referral.team_id as team_id,
    referral.referred_on as since,
    referral.source_file,
    referral.source_row
from core.referral as referral
inner join core.child as child
    on child.area_code = referral.area_code
    and child.child_id = referral.child_id
where referral.referred_on > child.died_on

/* example: the day after
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-05-09
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,cin_census
-- want --
person_id,since
a,2024-05-10
*/

/* example: the day of death
at: 2025-03-31
-- core.child --
child_id,died_on
a,2024-05-10
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,cin_census
-- want --
person_id
*/
