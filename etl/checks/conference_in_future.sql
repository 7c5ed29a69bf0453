/* check
title: "An enquiry or initial conference in the future"
severity: fail
rule: CIN 8715
rule_note: >-
  The census compares with its year; here the day of the run stands for its end.
about: child
message: >-
  The section 47 enquiry or its initial conference is dated after the day of this run. Only what was held is
  recorded; correct the date.
figures:
  - {of: conferences_15_days, how: "a conference counts that was not held"}
  - {of: section47_enquiries, how: "an enquiry counts ahead"}
tables: [core.section47]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    greatest(enquiry.started_on, enquiry.conference_on) as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
cross join moment
where greatest(enquiry.started_on, enquiry.conference_on) > moment.today

/* example: a conference tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-05-01,2025-05-11,false,cin_census
-- want --
person_id,since
a,2025-05-11
*/

/* example: a conference today
at: 2025-03-31
today: 2025-05-10
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-05-01,2025-05-10,false,cin_census
-- want --
person_id
*/
