/* check
title: "A short break of more than 17 days"
severity: fail
rule: SSDA903 365
about: child
message: >-
  An episode under V3 lasts longer than the 17 days that one placement of a series may have. Correct the
  dates, or LS if the child is looked after.
figures:
  - {of: cla, how: "the child should count as looked after"}
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
where episode.legal_status = 'V3'
    and least(coalesce(episode.ended_on, moment.as_at), moment.as_at) - episode.started_on > 17

/* example: eighteen days
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-19,E4A
-- want --
person_id,since
a,2024-05-01
*/

/* example: seventeen days
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-18,E4A
-- want --
person_id
*/
