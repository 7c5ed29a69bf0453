/* check
title: "A review conference on or before the start of the plan"
severity: fail
rule: CIN 8841
about: child
message: >-
  The review is dated on the day the protection plan started or earlier. Correct the date; the initial
  conference is no review.
figures:
  - {of: plan_reviews_in_time, how: "the review is ignored, and the first one may be late"}
tables: [core.plan_review]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
select
    review.area_code,
    review.child_id as person_id,
    null as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.plan_review as review
where review.reviewed_on <= review.plan_started_on

/* example: the day the plan started
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-06-20,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: the day after
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-06-21,cin_census
-- want --
person_id
*/
