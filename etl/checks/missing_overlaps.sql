/* check
title: "Missing episodes overlap"
severity: fail
rule: SSDA903 574
about: child
message: >-
  A missing or away episode starts before the one before it has ended. Correct MIS_END of the earlier one, or
  take the repeated one out.
figures:
  - {of: missing_from_placement, how: "one absence counts twice"}
tables: [core.missing_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
followed as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, source_file, source_row
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from core.missing_episode
)

select
    followed.area_code,
    followed.child_id as person_id,
    null as team_id,
    followed.started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.earlier_ended_on > followed.started_on

/* example: away while missing, and a second one while the first is open
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-05-01,2024-05-04
a,A,2024-05-03,2024-05-05
b,M,2024-05-01,
b,M,2024-06-01,2024-06-02
-- want --
person_id,since
a,2024-05-03
b,2024-06-01
*/

/* example: missing again on the day of return
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-05-01,2024-05-04
a,M,2024-05-04,2024-05-05
-- want --
person_id
*/
