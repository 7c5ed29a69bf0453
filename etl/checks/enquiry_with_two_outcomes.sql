/* check
title: "A conference that was not needed and was held"
severity: fail
rule: ""
rule_note: >-
  8868 says so for closed cases.
about: child
message: >-
  The section 47 enquiry has the date of an initial conference and also says that none was needed. Clear the
  one that is wrong.
figures:
  - {of: conferences_15_days, how: "the conference counts, the mark says there was none"}
tables: [core.section47]
source: "CIN census guide: initial conference not required"
*/
select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    enquiry.started_on as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
where enquiry.conference_on is not null
    and enquiry.conference_not_required

/* example: both
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-03-03,2025-03-20,true,cin_census
-- want --
person_id,since
a,2025-03-03
*/

/* example: one of them
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-03-03,2025-03-20,false,cin_census
b,,2025-03-03,,true,cin_census
-- want --
person_id
*/
