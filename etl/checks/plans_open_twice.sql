/* check
title: "Two open protection plans"
severity: fail
rule: CIN 8935
about: child
message: >-
  The child has a later protection plan, and this one has no end. Enter its end, or take the one that is wrong
  out.
figures:
  - {of: plans_open, how: "the child counts once, and on after the old plan ended"}
  - {of: plans_open_two_years, how: "the old plan seems to last"}
tables: [core.protection_plan]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
followed as (
    select
        *,
        lead(started_on) over (partition by area_code, child_id order by started_on) as next_started_on
    from core.protection_plan
)

select
    followed.area_code,
    followed.child_id as person_id,
    followed.team_id as team_id,
    followed.next_started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.ended_on is null
    and followed.next_started_on is not null

/* example: an open plan before another
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-06-20,,cin_census
a,,2024-06-20,,cin_census
-- want --
person_id,since
a,2024-06-20
*/

/* example: an ended plan before an open one
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2023-06-20,2024-01-20,cin_census
a,,2024-06-20,,cin_census
-- want --
person_id
*/
