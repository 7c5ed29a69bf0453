/* check
title: "The first episode of a child is no start"
severity: fail
rule: SSDA903 357
about: child
message: >-
  The first episode that is held of this child does not start care (RNE is not S), and it lies in the years
  that were read. Enter the episode before it, or correct RNE to S.
figures:
  - {of: cla_started, how: "a start of care is not counted"}
  - {of: placement_two_years, how: "the period of care may have begun earlier"}
tables: [core.coverage, core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
read_from as (
    select
        area_code,
        min(covered_from) as covered_from
    from core.coverage
    where source = 'ssda903'
        and table_name = 'episodes'
    group by area_code
),

first_episodes as (
    select *
    from core.care_episode
    qualify row_number() over (
        partition by area_code, child_id
        order by started_on, ended_on nulls last, source_file, source_row
    ) = 1
)

select
    first_episodes.area_code,
    first_episodes.child_id as person_id,
    null as team_id,
    first_episodes.started_on as since,
    first_episodes.source_file,
    first_episodes.source_row
from first_episodes
inner join read_from
    on read_from.area_code = first_episodes.area_code
where first_episodes.reason_new_episode <> 'S'
    and first_episodes.started_on >= read_from.covered_from

/* example: a first episode that is a move, in a year that was read
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,P,V2,U6,,
-- want --
person_id,since
a,2023-05-01
*/

/* example: one from before the years that were read may have one before it
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-05-01,P,V2,U6,,
b,2023-05-01,S,V2,U6,,
-- want --
person_id
*/

/* example: an episode from the first day of the years that were read
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2023-04-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-04-01,P,V2,U6,,
-- want --
person_id,since
a,2023-04-01
*/
