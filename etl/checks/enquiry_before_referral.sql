/* check
title: "A section 47 enquiry before the referral"
severity: fail
rule: CIN 2889
about: child
message: >-
  The enquiry starts before the referral it follows. Correct one of the dates.
figures:
  - {of: section47_enquiries, how: "the enquiry may fall into the wrong year"}
  - {of: conferences_15_days, how: "15 working days run from this date"}
tables: [core.section47]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    enquiry.started_on as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
where enquiry.started_on < enquiry.referred_on

/* example: the day before
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-09,,true,cin_census
-- want --
person_id,since
a,2024-05-09
*/

/* example: the same day
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-10,,true,cin_census
-- want --
person_id
*/
