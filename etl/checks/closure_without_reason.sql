/* check
title: "A closed referral without a reason"
severity: fail
rule: CIN 8805
about: child
message: >-
  The referral has a closure date and no reason for closure. Enter the reason.
figures:
  - {of: referrals_no_further_action, how: "cases closed after assessment are told by the reason"}
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
where referral.closed_on is not null
    and referral.reason_closed is null
    and referral.source = 'cin_census'

/* example: closed without a reason
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,reason_closed,source
a,1,2024-05-10,2024-06-10,,cin_census
-- want --
person_id,since
a,2024-06-10
*/

/* example: closed with a reason, open, and from a list that has no reasons
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,reason_closed,source
a,1,2024-05-10,2024-06-10,RC7,cin_census
b,1,2024-05-10,,,cin_census
c,1,2024-05-10,2024-06-10,,annex_a
-- want --
person_id
*/
