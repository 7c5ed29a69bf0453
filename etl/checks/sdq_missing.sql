/* check
title: "No SDQ score and no reason"
severity: warn
rule: SSDA903 186
about: child
message: >-
  The child was looked after all the year and was of the age for the questionnaire, but has neither a score
  nor a reason why there is none. Enter one.
figures:
  - {of: sdq_average, how: "the mean rests on fewer children"}
tables: [core.strengths_difficulties, core.care_period, core.care_episode, core.child]
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
),

answered as (
    select
        area_code,
        child_id,
        collection_year
    from core.strengths_difficulties
    where score is not null or reason_not_completed is not null
)

select
    all_year.area_code,
    all_year.child_id as person_id,
    null as team_id,
    all_year.last_day as since,
    sdq.source_file,
    sdq.source_row
from all_year
inner join core.child as child
    on child.area_code = all_year.area_code
    and child.child_id = all_year.child_id
left join core.strengths_difficulties as sdq
    on sdq.area_code = all_year.area_code
    and sdq.child_id = all_year.child_id
    and sdq.collection_year = all_year.collection_year
anti join answered
    on answered.area_code = all_year.area_code
    and answered.child_id = all_year.child_id
    and answered.collection_year = all_year.collection_year
where (cast(strftime(all_year.first_day, '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 >= 4
    and (cast(strftime(all_year.last_day, '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 < 17

/* example: a child of ten with an empty row, and one with none
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
a,2025,2025-03-31,
c,2025,2025-03-31,12
-- core.child --
child_id,born_on
a,2015-01-01
b,2015-01-01
c,2015-01-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U6,,
b,2022-05-01,S,C2,U6,,
c,2022-05-01,S,C2,U6,,
-- want --
person_id,since
a,2025-03-31
b,2025-03-31
*/

/* example: too young, too old, and in care since 2 April
at: 2025-03-31
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
c,2025,2025-03-31,12
-- core.child --
child_id,born_on
a,2020-04-02
b,2008-03-31
d,2015-01-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U6,,
b,2022-05-01,S,C2,U6,,
d,2024-04-02,S,C2,U6,,
-- want --
person_id
*/

/* example: exactly four on 1 April, in care from that day to after 31 March
at: 2025-04-30
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
c,2025,2025-03-31,12
-- core.child --
child_id,born_on
a,2020-04-01
b,2015-01-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-04-01,S,C2,U6,2025-04-01,E4A
b,2022-05-01,S,C2,U6,2025-03-31,E4A
-- want --
person_id,since
a,2025-03-31
*/

/* example: a short break that ended on 1 April leaves the year whole, one on 31 March does not
at: 2025-04-30
-- core.strengths_difficulties --
child_id,collection_year,known_on,score
c,2025,2025-03-31,12
-- core.child --
child_id,born_on
a,2015-01-01
b,2015-01-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,S,C2,U6,2024-03-25,X1
a,2024-03-25,L,V3,U6,2024-04-01,X1
a,2024-04-01,L,C2,U6,,
b,2022-05-01,S,C2,U6,2025-03-31,X1
b,2025-03-31,L,V3,U6,,
-- want --
person_id
a
*/
