/* check
title: "An episode that starts or ends in the future"
severity: fail
rule: SSDA903 354, SSDA903 385
rule_note: >-
  The return compares with the end of its year; here the day of the run stands for it.
about: child
message: >-
  DECOM or DEC lies after the day of this run. Correct the date.
figures:
  - {of: cla, how: "the child counts on days that have not come, or seems to have left"}
  - {of: cla_ceased, how: "an end of care is counted ahead"}
tables: [core.care_episode]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    greatest(episode.started_on, episode.ended_on) as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
cross join moment
where greatest(episode.started_on, episode.ended_on) > moment.today

/* example: an end tomorrow and a start tomorrow
at: 2025-03-31
today: 2025-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2025-05-11,E4A
b,2025-05-11,S,V2,U6,,
-- want --
person_id,since
a,2025-05-11
b,2025-05-11
*/

/* example: today, after the day that figures cover last
at: 2025-03-31
today: 2025-05-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2025-05-10,E4A
-- want --
person_id
*/
