/* check
title: "A home postcode of an unaccompanied child"
severity: warn
rule: SSDA903 406
rule_note: >-
  406 asks for a blank distance, which is worked out from this postcode.
about: child
message: >-
  An unaccompanied asylum-seeking child has no home here, but HOME_POST is filled, so that a distance is
  worked out. Leave it blank.
figures:
  - {of: placed_over_20_miles, how: "a distance from a home that is none"}
tables: [core.care_episode, core.uasc]
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
inner join core.uasc as uasc
    on uasc.area_code = episode.area_code
    and uasc.child_id = episode.child_id
where episode.home_postcode is not null
    and (uasc.uasc_ceased_on is null or uasc.uasc_ceased_on > episode.started_on)

/* example: an unaccompanied child with a home
at: 2025-03-31
-- core.uasc --
child_id,uasc_ceased_on
a,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode
a,2024-05-01,S,V2,U6,AA1 1AA
-- want --
person_id,since
a,2024-05-01
*/

/* example: without a home, and after the status ceased
at: 2025-03-31
-- core.uasc --
child_id,uasc_ceased_on
a,
b,2024-01-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode
a,2024-05-01,S,V2,U6,
b,2024-05-01,P,V2,U6,AA1 1AA
-- want --
person_id
*/

/* example: the status ceased on the day the episode started
at: 2025-03-31
-- core.uasc --
child_id,uasc_ceased_on
a,2024-05-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode
a,2024-05-01,P,V2,U6,AA1 1AA
-- want --
person_id
*/
