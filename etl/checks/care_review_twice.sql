/* check
title: "Two reviews on one day"
severity: warn
rule: ""
rule_note: >-
  The return has no rule on reviews of one day.
about: child
message: >-
  The child has two looked-after reviews on the same day, with different participation codes. Keep the right
  one.
figures:
  - {of: cla_reviews_in_time, how: "a review too many can hide one that is missing"}
tables: [core.care_review]
source: "SSDA903 guide: one row per review held"
*/
with
repeated as (
    select
        *,
        row_number() over (
            partition by area_code, child_id, reviewed_on
            order by source_file, source_row
        ) as copy_no
    from core.care_review
)

select
    repeated.area_code,
    repeated.child_id as person_id,
    null as team_id,
    repeated.reviewed_on as since,
    repeated.source_file,
    repeated.source_row
from repeated
where repeated.copy_no > 1

/* example: two on one day
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on,review_code,source_row
a,2024-05-01,PN1,2
a,2024-05-01,PN4,3
-- want --
person_id,since,source_row
a,2024-05-01,3
*/

/* example: two children on one day
at: 2025-03-31
-- core.care_review --
child_id,reviewed_on,review_code
a,2024-05-01,PN1
b,2024-05-01,PN4
-- want --
person_id
*/
