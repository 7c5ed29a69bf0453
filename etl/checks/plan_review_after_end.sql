/* check
title: "A review conference after the end of the plan"
severity: fail
rule: ""
rule_note: >-
  The census compares reviews with the start of the plan only.
about: child
message: >-
  The review is dated after the protection plan ended. Correct the date of the review or the end of the plan.
figures:
  - {of: plan_reviews_in_time, how: "the plan may still have been open"}
  - {of: plans_open, how: "as above"}
tables: [core.plan_review, core.protection_plan]
source: "CIN census guide: reviews held while the plan was open"
*/
select
    review.area_code,
    review.child_id as person_id,
    plan.team_id as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.plan_review as review
inner join core.protection_plan as plan
    on plan.area_code = review.area_code
    and plan.child_id = review.child_id
    and plan.started_on = review.plan_started_on
where review.reviewed_on > plan.ended_on

/* example: the day after the end
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,2024-12-20,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-12-21,cin_census
-- want --
person_id,since
a,2024-12-21
*/

/* example: the day of the end
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,2024-12-20,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-20,2024-12-20,cin_census
-- want --
person_id
*/
