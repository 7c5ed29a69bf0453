/* check
title: "No review held when one was due"
severity: warn
rule: ""
rule_note: >-
  No rule of the return asks whether reviews were in time.
about: child
message: >-
  The child is looked after, and the first review (20 working days), the second (3 months) or the next (6
  months) was due and is not recorded. Enter the review if it was held; if not, it is late.
figures:
  - {of: cla_reviews_in_time, how: "the child counts as not reviewed in time"}
tables: [core.care_review, core.care_period, core.calendar]
source: "Care Planning, Placement and Case Review Regulations 2010 (SI 2010/959), regulation 33"
*/
with
-- Reviews are known up to the last one that the authority recorded.
known_until as (
    select
        review.area_code,
        least(max(review.reviewed_on), min(moment.as_at)) as day
    from core.care_review as review
    cross join moment
    where review.reviewed_on <= moment.today
    group by review.area_code
),

looked_after as (
    select
        period.area_code,
        period.child_id,
        period.counted_from,
        known_until.day
    from core.care_period as period
    inner join known_until
        on known_until.area_code = period.area_code
    where period.counted_from <= known_until.day
        and (period.ended_on is null or period.ended_on > known_until.day)
),

reviewed as (
    select
        looked_after.area_code,
        looked_after.child_id,
        looked_after.counted_from,
        looked_after.day,
        count(distinct review.reviewed_on) as reviews,
        max(review.reviewed_on) as last_reviewed_on,
        arg_max(review.source_file, review.reviewed_on) as source_file,
        arg_max(review.source_row, review.reviewed_on) as source_row
    from looked_after
    left join core.care_review as review
        on review.area_code = looked_after.area_code
        and review.child_id = looked_after.child_id
        and review.reviewed_on between looked_after.counted_from and looked_after.day
    group by looked_after.area_code, looked_after.child_id, looked_after.counted_from, looked_after.day
),

-- The 20th working day after a day is the first one with that number.
working_days as (
    select
        working_day_number,
        min(day) as day
    from core.calendar
    group by working_day_number
),

due as (
    select
        reviewed.*,
        case reviews
            when 0 then working_days.day
            when 1 then cast(last_reviewed_on + interval 3 month as date)
            else cast(last_reviewed_on + interval 6 month as date)
        end as due_on
    from reviewed
    left join core.calendar as start_day
        on start_day.day = reviewed.counted_from
    left join working_days
        on working_days.working_day_number = start_day.working_day_number + 20
)

select
    due.area_code,
    due.child_id as person_id,
    null as team_id,
    due.due_on as since,
    due.source_file,
    due.source_row
from due
where due.due_on < due.day

/* example: no review six months and a day after the last
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
a,2024-05-20
a,2024-08-15
b,2025-02-16
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
b,2025-02-01,S,V2,U6,,
-- want --
person_id,since
a,2025-02-15
*/

/* example: the six months end on the last day known
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
a,2024-05-20
a,2024-08-15
b,2025-02-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
b,2025-02-01,S,V2,U6,,
-- want --
person_id
*/

/* example: the first review is due after 20 working days: from 3 February to 3 March
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
b,2025-03-04
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-02-03,S,V2,U6,,
b,2025-02-20,S,V2,U6,,
-- want --
person_id,since
a,2025-03-03
*/

/* example: care from the last day known, and care that ended that day
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on
c,2025-02-28
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-02-28,S,V2,U6,,
b,2024-05-01,S,V2,U6,2025-02-28,E4A
c,2025-02-20,S,V2,U6,,
-- want --
person_id
*/
