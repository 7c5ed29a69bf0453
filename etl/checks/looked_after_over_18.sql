/* check
title: "A child is looked after past the 18th birthday"
severity: fail
rule: SSDA903 359
about: child
message: >-
  Care goes on after the 18th birthday, which is only possible in a community home under section 20(5). Enter
  DEC and REC, or correct the date of birth.
figures:
  - {of: cla, how: "an adult counts as a child in care"}
  - {of: residential_share, how: "so do the placements"}
tables: [core.child, core.coverage, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
birthdays as (
    select
        area_code,
        child_id,
        cast(born_on + interval 18 year as date)
            + cast(strftime(born_on, '%m%d') = '0229' as integer) as eighteenth_birthday
    from core.child
    where born_on is not null
),

-- Episodes are known up to the end of the last return, or the day asked for.
known_until as (
    select
        coverage.area_code,
        least(max(coverage.covered_to), min(moment.as_at)) as day
    from core.coverage as coverage
    cross join moment
    where coverage.source = 'ssda903'
        and coverage.table_name = 'episodes'
    group by coverage.area_code
)

select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    birthdays.eighteenth_birthday as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
inner join birthdays
    on birthdays.area_code = episode.area_code
    and birthdays.child_id = episode.child_id
left join known_until
    on known_until.area_code = episode.area_code
cross join moment
where not (episode.legal_status = 'V2' and episode.placement_type = 'K2')
    and (
        episode.ended_on > birthdays.eighteenth_birthday
        or (
            episode.ended_on is null
            and coalesce(known_until.day, moment.as_at) >= birthdays.eighteenth_birthday
        )
    )

/* example: care that ends the day after the 18th birthday
at: 2025-03-31
-- core.child --
child_id,born_on
a,2006-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,C2,U6,2024-05-11,E7
-- want --
person_id,since
a,2024-05-10
*/

/* example: care that ends on the birthday, one of 29 February included
at: 2025-03-31
-- core.child --
child_id,born_on
a,2006-05-10
b,2004-02-29
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,C2,U6,2024-05-10,E7
b,2020-05-01,S,C2,U6,2022-03-01,E7
-- want --
person_id
*/

/* example: an open episode of an adult, and one in a community home under section 20
at: 2025-03-31
-- core.child --
child_id,born_on
a,2006-05-10
b,2006-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,C2,U6,,
b,2020-05-01,S,V2,K2,,
-- want --
person_id,since
a,2024-05-10
*/

/* example: a birthday after the last return says nothing
at: 2025-10-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.child --
child_id,born_on
a,2007-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,C2,U6,,
-- want --
person_id
*/

/* example: still open on the birthday itself
at: 2025-05-10
-- core.child --
child_id,born_on
a,2007-05-10
b,2007-05-11
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,C2,U6,,
b,2020-05-01,S,C2,U6,,
-- want --
person_id,since
a,2025-05-10
*/
