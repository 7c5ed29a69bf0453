/* check
title: "A stay in hospital or with holiday carers that lasts too long"
severity: warn
rule: SSDA903 375, SSDA903 376
about: child
message: >-
  A stay in hospital (T1) of more than six weeks, or a placement while the carers are on holiday (T3) of more
  than three. It is then a placement of its own: correct PLACE, or the dates.
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
where episode.placement_type in ('T1', 'T3')
    and least(coalesce(episode.ended_on, moment.as_at), moment.as_at) - episode.started_on
        > case when episode.placement_type = 'T1' then 42 else 21 end

/* example: 43 days in hospital and 22 with holiday carers
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T1,2024-06-13,X1
b,2024-05-01,P,V2,T3,2024-05-23,X1
-- want --
person_id
a
b
*/

/* example: six weeks and three weeks
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,P,V2,T1,2024-06-12,X1
b,2024-05-01,P,V2,T3,2024-05-22,X1
-- want --
person_id
*/
