/* check
title: "A referral that begins or is closed in the future"
severity: fail
rule: CIN 8600, CIN 8620
rule_note: >-
  The census compares with its reference date; here the day of the run stands for it.
about: child
message: >-
  The referral or its closure is dated after the day of this run. Correct the date.
figures:
  - {of: referrals, how: "the referral falls into a month that has not come"}
  - {of: children_per_case_holder, how: "a case seems to be closed"}
tables: [core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    referral.area_code,
    referral.child_id as person_id,
    referral.team_id as team_id,
    greatest(referral.referred_on, referral.closed_on) as since,
    referral.source_file,
    referral.source_row
from core.referral as referral
cross join moment
where greatest(referral.referred_on, referral.closed_on) > moment.today

/* example: referred tomorrow, closed tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2025-05-11,,cin_census
b,1,2025-05-01,2025-05-11,cin_census
-- want --
person_id,since
a,2025-05-11
b,2025-05-11
*/

/* example: today, after the day that figures cover last
at: 2025-03-31
today: 2025-05-10
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2025-05-10,,cin_census
b,1,2025-05-01,2025-05-10,cin_census
-- want --
person_id
*/
