/* check
title: "A review that lies in the future"
severity: fail
rule: ""
rule_note: >-
  The return checks the date against the year (166) and not against the day.
about: child
message: >-
  The review is dated after the day of this run. Only reviews that were held are recorded; correct the date.
figures:
  - {of: cla_reviews_in_time, how: "a review that was not held counts as held"}
tables: [core.care_review]
source: "SSDA903 guide: reviews held"
*/
select
    review.area_code,
    review.child_id as person_id,
    null as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.care_review as review
cross join moment
where review.reviewed_on > moment.today

/* example: tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.care_review --
child_id,reviewed_on
a,2025-05-11
-- want --
person_id,since
a,2025-05-11
*/

/* example: today, after the day that figures cover last
at: 2025-03-31
today: 2025-05-10
-- core.care_review --
child_id,reviewed_on
a,2025-05-10
-- want --
person_id
*/
