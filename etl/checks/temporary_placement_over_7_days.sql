/* check
title: "An unspecified temporary placement of more than seven days"
severity: fail
rule: SSDA903 379
about: child
message: >-
  A placement of type T4 lasts longer than seven days. It is then a placement of its own: correct PLACE, or
  the dates.
figures:
  - {of: placements_three_or_more, how: "temporary placements are not counted as moves"}
  - {of: placement_two_years, how: "the placement before it seems to go on"}
tables: [core.care_episode]
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
cross join moment
where episode.placement_type = 'T4'
    and least(coalesce(episode.ended_on, moment.as_at), moment.as_at) - episode.started_on > 7

/* example: eight days
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T4,2024-05-09,X1
-- want --
person_id,since
a,2024-05-01
*/

/* example: seven days, and one that began last week
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T4,2024-05-08,X1
b,2025-03-24,P,V2,T4,,
-- want --
person_id
*/
