/* check
title: "A reason for closure without a date"
severity: fail
rule: CIN 8810
about: child
message: >-
  The referral has a reason for closure and no closure date, so it counts as open. Enter the date, or clear
  the reason.
figures:
  - {of: children_per_case_holder, how: "the case counts as open"}
tables: [core.referral]
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
where referral.closed_on is null
    and referral.reason_closed is not null

/* example: a reason and no date
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,reason_closed,source
a,1,2024-05-10,,RC7,cin_census
-- want --
person_id,since
a,2024-05-10
*/

/* example: both
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,reason_closed,source
a,1,2024-05-10,2024-06-10,RC7,cin_census
-- want --
person_id
*/
