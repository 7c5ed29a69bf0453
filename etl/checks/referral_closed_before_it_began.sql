/* check
title: "A referral closed before it began"
severity: fail
rule: CIN 8630
about: child
message: >-
  The closure date lies before the referral date. Correct one of them.
figures:
  - {of: referrals, how: "the case has a negative length"}
  - {of: children_per_case_holder, how: "it is never counted as open"}
tables: [core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    referral.area_code,
    referral.child_id as person_id,
    referral.team_id as team_id,
    referral.closed_on as since,
    referral.source_file,
    referral.source_row
from core.referral as referral
where referral.closed_on < referral.referred_on

/* example: closed the day before
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-05-09,cin_census
-- want --
person_id,since
a,2024-05-09
*/

/* example: closed the same day
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-05-10,cin_census
-- want --
person_id
*/
