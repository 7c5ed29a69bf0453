/* check
title: "A visit, review or health check in the future"
severity: fail
rule: ""
rule_note: >-
  Annex A has no numbered rules.
about: child
message: >-
  The list of children looked after has a last review, visit, health assessment or dental check after the day
  of this run. Only what took place is recorded; correct the date.
figures:
  - {of: looked_after, how: "what is due seems to be done"}
tables: [core.looked_after_list]
source: "Ofsted Annex A, list 8"
*/
select
    listed.area_code,
    listed.child_id as person_id,
    listed.team_id as team_id,
    greatest(listed.last_reviewed_on, listed.last_visited_on, listed.health_assessed_on, listed.dental_check_on) as since,
    listed.source_file,
    listed.source_row
from core.looked_after_list as listed
cross join moment
where greatest(listed.last_reviewed_on, listed.last_visited_on, listed.health_assessed_on, listed.dental_check_on) > moment.today

/* example: a health assessment tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.looked_after_list --
child_id,started_on,health_assessed_on,source
a,2024-05-01,2025-05-11,annex_a
-- want --
person_id,since
a,2025-05-11
*/

/* example: a health assessment today, and none
at: 2025-03-31
today: 2025-05-10
-- core.looked_after_list --
child_id,started_on,health_assessed_on,source
a,2024-05-01,2025-05-10,annex_a
b,2024-05-01,,annex_a
-- want --
person_id
*/
