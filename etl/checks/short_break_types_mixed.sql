/* check
title: "V3 and V4 in one year"
severity: fail
rule: SSDA903 426
about: child
message: >-
  A child has short breaks under V3 and under V4 in the same year to 31 March. Only one of the two can be
  right.
figures:
  - {of: cla, how: "children in short breaks are left out of the count"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
kinds as (
    select
        area_code,
        child_id,
        year(started_on) - cast(month(started_on) < 4 as integer) as first_year,
        count(distinct legal_status) as kinds,
        max(started_on) as last_started_on,
        arg_max(source_file, started_on) as source_file,
        arg_max(source_row, started_on) as source_row
    from core.care_episode
    where legal_status in ('V3', 'V4')
    group by area_code, child_id, first_year
)

select
    kinds.area_code,
    kinds.child_id as person_id,
    null as team_id,
    kinds.last_started_on as since,
    kinds.source_file,
    kinds.source_row
from kinds
where kinds.kinds = 2

/* example: V3 and V4 in one year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
a,2025-03-31,S,V4,U6,,
-- want --
person_id,since
a,2025-03-31
*/

/* example: V3 in one year and V4 in the next
at: 2025-04-30
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
a,2025-04-01,S,V4,U6,,
-- want --
person_id
*/
