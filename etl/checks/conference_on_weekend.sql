/* check
title: "An initial conference on a weekend"
severity: fail
rule: CIN 8875
about: child
message: >-
  The initial child protection conference is dated on a Saturday or Sunday. Correct the date.
figures:
  - {of: conferences_15_days, how: "working days are counted to this date"}
tables: [core.conference]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    conference.area_code,
    conference.child_id as person_id,
    conference.team_id as team_id,
    conference.held_on as since,
    conference.source_file,
    conference.source_row
from core.conference as conference
where isodow(conference.held_on) >= 6

/* example: a Saturday
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-09-21,,false,cin_census
-- want --
person_id,since
a,2024-09-21
*/

/* example: a Friday
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-09-20,,false,cin_census
-- want --
person_id
*/
