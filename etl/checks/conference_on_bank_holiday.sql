/* check
title: "An initial conference on a bank holiday"
severity: warn
rule: ""
rule_note: >-
  The census looks for weekends alone (8875).
about: child
message: >-
  The initial child protection conference is dated on a bank holiday. Check the date.
figures:
  - {of: conferences_15_days, how: "working days are counted to this date"}
tables: [core.conference, core.calendar]
source: "CIN census guide: dates of conferences held"
*/
select
    conference.area_code,
    conference.child_id as person_id,
    conference.team_id as team_id,
    conference.held_on as since,
    conference.source_file,
    conference.source_row
from core.conference as conference
inner join core.calendar as calendar
    on calendar.day = conference.held_on
where calendar.bank_holiday

/* example: Easter Monday
at: 2025-05-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2025-04-21,,false,cin_census
-- want --
person_id,since
a,2025-04-21
*/

/* example: the Tuesday after
at: 2025-05-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2025-04-22,,false,cin_census
-- want --
person_id
*/
