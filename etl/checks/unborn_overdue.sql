/* check
title: "An unborn child who should have been born"
severity: warn
rule: ""
rule_note: >-
  The census asks that expected dates lie near its end (8530Q), not that they have not passed.
about: child
message: >-
  The expected date of birth passed more than four weeks ago and there is no date of birth. Enter it, or the
  end of the case.
figures:
  - {of: plans_rate, how: "the child has no age"}
  - {of: referrals_rate, how: "as above"}
tables: [core.child]
source: "CIN census guide: the expected date is replaced by the date of birth"
*/
select
    child.area_code,
    child.child_id as person_id,
    null as team_id,
    child.expected_on as since,
    child.source_file,
    child.source_row
from core.child as child
cross join moment
where child.born_on is null
    and child.expected_on < moment.as_at - 28

/* example: 29 days overdue
at: 2025-03-31
-- core.child --
child_id,expected_on
a,2025-03-02
-- want --
person_id,since
a,2025-03-02
*/

/* example: 28 days overdue, and born since
at: 2025-03-31
-- core.child --
child_id,expected_on,born_on
a,2025-03-03,
b,2025-01-01,2025-01-04
-- want --
person_id
*/
