/* check
title: "Supported accommodation of a child under 16"
severity: fail
rule: SSDA903 371
about: child
message: >-
  A child under 16 is in supported accommodation that is no children's home (K3, H5). Correct PLACE or the
  date of birth; if both are right, the placement is unlawful.
figures:
  - {of: residential_share, how: "the type of placement decides who is counted"}
tables: [core.care_episode, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    episode.started_on as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
inner join core.child as child
    on child.area_code = episode.area_code
    and child.child_id = episode.child_id
where episode.placement_type in ('K3', 'H5')
    and (cast(strftime(episode.started_on, '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 < 16

/* example: the day before the 16th birthday
at: 2025-03-31
-- core.child --
child_id,born_on
a,2008-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-09,P,C2,K3,,
-- want --
person_id,since
a,2024-05-09
*/

/* example: the 16th birthday
at: 2025-03-31
-- core.child --
child_id,born_on
a,2008-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-10,P,C2,K3,,
-- want --
person_id
*/
