/* check
title: "A review conference in the future"
severity: fail
rule: ""
rule_note: >-
  The census asks for a date (8842Q), not that it has passed.
about: child
message: >-
  The review is dated after the day of this run. Only reviews that were held are recorded; correct the date.
figures:
  - {of: plan_reviews_in_time, how: "a review counts that was not held"}
tables: [core.plan_review]
source: "CIN census guide: reviews held"
*/
select
    review.area_code,
    review.child_id as person_id,
    null as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.plan_review as review
cross join moment
where review.reviewed_on > moment.today

/* example: tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2025-02-20,2025-05-11,cin_census
-- want --
person_id,since
a,2025-05-11
*/

/* example: today
at: 2025-03-31
today: 2025-05-10
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2025-02-20,2025-05-10,cin_census
-- want --
person_id
*/
