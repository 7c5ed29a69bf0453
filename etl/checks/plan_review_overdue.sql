/* check
title: "A protection plan without the review that was due"
severity: warn
rule: ""
rule_note: >-
  No rule of the census asks whether reviews were in time.
about: child
message: >-
  The plan is open, and the first review (3 months) or the next (6 months) was due and is not recorded. Enter
  the review if it was held; if not, it is late.
figures:
  - {of: plan_reviews_in_time, how: "the child counts as not reviewed in time"}
tables: [core.protection_plan, core.plan_review]
source: "Working Together: reviews within three months, then within six"
*/
with
-- Reviews are known up to the last one that the authority recorded.
known_until as (
    select
        review.area_code,
        least(max(review.reviewed_on), min(moment.as_at)) as day
    from core.plan_review as review
    cross join moment
    where review.reviewed_on <= moment.today
    group by review.area_code
),

open_plans as (
    select
        plan.area_code,
        plan.child_id,
        plan.team_id,
        plan.started_on,
        plan.source_file,
        plan.source_row,
        known_until.day,
        max(review.reviewed_on) as last_reviewed_on
    from core.protection_plan as plan
    inner join known_until
        on known_until.area_code = plan.area_code
    left join core.plan_review as review
        on review.area_code = plan.area_code
        and review.child_id = plan.child_id
        and review.plan_started_on = plan.started_on
        and review.reviewed_on > plan.started_on
        and review.reviewed_on <= known_until.day
    where plan.started_on <= known_until.day
        and (plan.ended_on is null or plan.ended_on > known_until.day)
    group by all
),

due as (
    select
        *,
        coalesce(
            cast(last_reviewed_on + interval 6 month as date),
            cast(started_on + interval 3 month as date)
        ) as due_on
    from open_plans
)

select
    due.area_code,
    due.child_id as person_id,
    due.team_id as team_id,
    due.due_on as since,
    due.source_file,
    due.source_row
from due
where due.due_on < due.day

/* example: no review three months and a day after the start
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-20,,cin_census
b,,2024-07-20,,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
b,2024-07-20,2024-09-21,cin_census
-- want --
person_id,since
a,2024-09-20
*/

/* example: the three months end on the last day known
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-21,,cin_census
b,,2024-07-20,,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
b,2024-07-20,2024-09-21,cin_census
-- want --
person_id
*/

/* example: six months after the last review
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-21,,cin_census
b,,2025-01-20,,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-06-21,2024-08-01,cin_census
b,2025-01-20,2025-02-02,cin_census
-- want --
person_id,since
a,2025-02-01
*/

/* example: a plan that ended on the last day known, and a review on the day the plan started
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-05-20,2024-09-21,cin_census
b,,2024-06-20,,cin_census
c,,2024-07-20,,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
b,2024-06-20,2024-06-20,cin_census
c,2024-07-20,2024-09-21,cin_census
-- want --
person_id,since
b,2024-09-20
*/
