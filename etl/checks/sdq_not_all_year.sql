/* check
title: "An SDQ score of a child not looked after all the year"
severity: warn
rule: SSDA903 185, SSDA903 198
about: child
message: >-
  The child has a score or a reason but was not looked after from 1 April to 31 March. Check the episodes of
  care: a gap or a start in the year leaves the score out of the mean.
figures:
  - {of: sdq_average, how: "the score does not count"}
tables: [core.strengths_difficulties, core.care_period, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
years as (
    select distinct
        area_code,
        collection_year,
        make_date(collection_year - 1, 4, 1) as first_day,
        make_date(collection_year, 3, 31) as last_day
    from core.strengths_difficulties
    where collection_year is not null
),

-- Looked after all the year: in one period of care and without short breaks.
all_year as (
    select
        years.area_code,
        period.child_id,
        years.collection_year,
        years.first_day,
        years.last_day
    from years
    inner join core.care_period as period
        on period.area_code = years.area_code
        and period.started_on <= years.first_day
        and (period.ended_on is null or period.ended_on > years.last_day)
    anti join core.care_episode as break
        on break.area_code = period.area_code
        and break.child_id = period.child_id
        and break.legal_status in ('V3', 'V4')
        and break.started_on <= years.last_day
        and (break.ended_on is null or break.ended_on > years.first_day)
)

select
    sdq.area_code,
    sdq.child_id as person_id,
    null as team_id,
    make_date(sdq.collection_year, 3, 31) as since,
    sdq.source_file,
    sdq.source_row
from core.strengths_difficulties as sdq
anti join all_year
    on all_year.area_code = sdq.area_code
    and all_year.child_id = sdq.child_id
    and all_year.collection_year = sdq.collection_year
where sdq.collection_year is not null
    and (sdq.score is not null or sdq.reason_not_completed is not null)

/* example: a gap of a day in the year
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
a,2025,2025-03-31,12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U6,2024-08-01,X1
a,2024-08-02,P,C2,U6,,
-- want --
person_id,since
a,2025-03-31
*/

/* example: all the year, from 1 April
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
a,2025,2025-03-31,12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-04-01,S,C2,U6,2024-08-01,X1
a,2024-08-01,P,C2,U6,,
-- want --
person_id
*/

/* example: care that ends on 31 March is not all the year, a short break in it neither
at: 2025-04-30
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
a,2025,2025-03-31,12
b,2025,2025-03-31,12
d,2025,2025-03-31,12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U6,2025-03-31,E4A
b,2022-05-01,S,C2,U6,2025-03-31,X1
b,2025-03-31,L,V3,U6,,
d,2022-05-01,S,V3,U6,2024-04-01,X1
d,2024-04-01,L,C2,U6,,
-- want --
person_id
a
b
*/
