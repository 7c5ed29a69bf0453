/* check
title: "A review of a child who was not in care"
severity: fail
rule: ""
rule_note: >-
  The return asks for reviews of the year and does not compare them with the episodes.
about: child
message: >-
  A looked-after review is dated before care started, after it ended, or between two periods. Correct the date
  of the review, or the episodes.
figures:
  - {of: cla_reviews_in_time, how: "the review counts for nothing, and the next is late"}
tables: [core.care_period, core.care_review]
source: "Care Planning, Placement and Case Review Regulations 2010 (SI 2010/959), regulation 33"
*/
with
children_with_care as (
    select distinct
        area_code,
        child_id
    from core.care_period
)

select
    review.area_code,
    review.child_id as person_id,
    null as team_id,
    review.reviewed_on as since,
    review.source_file,
    review.source_row
from core.care_review as review
semi join children_with_care
    on children_with_care.area_code = review.area_code
    and children_with_care.child_id = review.child_id
anti join core.care_period as period
    on period.area_code = review.area_code
    and period.child_id = review.child_id
    and review.reviewed_on >= period.started_on
    and review.reviewed_on <= coalesce(period.ended_on, date '9999-12-31')

/* example: the day before care started
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
a,2024-04-30
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
-- want --
person_id,since
a,2024-04-30
*/

/* example: the first day and the last
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
a,2024-05-01
a,2024-08-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,E4A
-- want --
person_id
*/
