/* check
title: "A review conference on a weekend or bank holiday"
severity: warn
rule: ""
rule_note: >-
  The census checks the initial conference (8875), not the reviews.
about: child
message: >-
  The review is dated on a Saturday, a Sunday or a bank holiday. Check the date: conferences are seldom held
  then.
figures:
  - {of: plan_reviews_in_time, how: "a day or two decide whether it was in time"}
tables: [core.plan_review, core.calendar]
source: "CIN census guide: dates of conferences held"
*/
select
    review.area_code,
    review.child_id as person_id,
    null as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.plan_review as review
inner join core.calendar as calendar
    on calendar.day = review.reviewed_on
where not calendar.working_day

/* example: a Saturday, and Easter Monday
at: 2025-05-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-09-21,cin_census
b,2025-01-20,2025-04-21,cin_census
-- want --
person_id,since
a,2024-09-21
b,2025-04-21
*/

/* example: a Friday
at: 2025-05-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-09-20,cin_census
-- want --
person_id
*/
