/* check
title: "An initial conference before the strategy discussion"
severity: fail
rule: CIN 8615
about: child
message: >-
  The initial conference is dated before the strategy discussion that began the section 47 enquiry. Correct
  one of the dates.
figures:
  - {of: conferences_15_days, how: "the days between are negative and the case drops out"}
tables: [core.section47]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    enquiry.conference_on as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
where enquiry.conference_on < enquiry.started_on

/* example: the day before
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,2024-05-14,false,cin_census
-- want --
person_id,since
a,2024-05-14
*/

/* example: the same day
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,2024-05-15,false,cin_census
-- want --
person_id
*/
