/* check
title: "Two open assessments of one referral"
severity: fail
rule: CIN 8896
about: child
message: >-
  The referral has a later assessment that is open, and this one has no end either. Enter its end, or take the
  wrong one out.
figures:
  - {of: assessments_45_days, how: "one of them never counts"}
  - {of: assessment_duration, how: "as above"}
tables: [core.assessment]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
followed as (
    select
        *,
        lead(started_on) over (
            partition by area_code, child_id, referred_on, assessment_type
            order by started_on, source_file, source_row
        ) as next_started_on
    from core.assessment
    where completed_on is null
        and referred_on is not null
)

select
    followed.area_code,
    followed.child_id as person_id,
    followed.team_id as team_id,
    followed.next_started_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.next_started_on is not null

/* example: two open
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2025-01-20,2025-01-24,,single,cin_census
a,2025-01-20,2025-02-24,,single,cin_census
-- want --
person_id,since
a,2025-02-24
*/

/* example: one open after one that ended
at: 2025-03-31
-- core.assessment --
child_id,referred_on,started_on,completed_on,assessment_type,source
a,2025-01-20,2025-01-24,2025-02-20,single,cin_census
a,2025-01-20,2025-02-24,,single,cin_census
-- want --
person_id
*/
