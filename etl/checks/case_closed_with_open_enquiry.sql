/* check
title: "A case closed while a section 47 enquiry is open"
severity: fail
rule: CIN 8868
about: child
message: >-
  The referral is closed, and its section 47 enquiry shows neither a conference nor that none was needed.
  Enter the outcome.
figures:
  - {of: conferences_15_days, how: "a conference may be missing"}
  - {of: section47_enquiries, how: "the enquiry has no outcome"}
tables: [core.section47, core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    referral.closed_on as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
inner join core.referral as referral
    on referral.area_code = enquiry.area_code
    and referral.child_id = enquiry.child_id
    and referral.referred_on = enquiry.referred_on
where enquiry.conference_on is null
    and not coalesce(enquiry.conference_not_required, false)
    and referral.closed_on is not null

/* example: an enquiry without an outcome
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,,false,cin_census
-- want --
person_id,since
a,2024-12-10
*/

/* example: not required, and held
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-12-10,cin_census
b,1,2024-05-10,2024-12-10,cin_census
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,,true,cin_census
b,2024-05-10,2024-05-15,2024-05-30,false,cin_census
-- want --
person_id
*/
