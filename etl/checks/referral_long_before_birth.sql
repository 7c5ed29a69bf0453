/* check
title: "Referred more than 40 weeks before birth"
severity: fail
rule: CIN 8606
about: child
message: >-
  The referral lies more than 40 weeks before the date of birth or the expected one. Correct one of the dates.
figures:
  - {of: referrals, how: "the referral falls into the wrong month"}
  - {of: re_referrals_12_months, how: "and so does what is counted from it"}
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
where referral.referred_on < coalesce(child.born_on, child.expected_on) - 280

/* example: 281 days before birth
at: 2025-03-31
-- core.child --
child_id,born_on
a,2025-01-01
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-03-26,,cin_census
-- want --
person_id,since
a,2024-03-26
*/

/* example: 280 days before the day expected
at: 2025-03-31
-- core.child --
child_id,expected_on
a,2025-01-01
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-03-27,,cin_census
-- want --
person_id
*/
