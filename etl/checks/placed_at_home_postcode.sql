/* check
title: "Home and placement have the same postcode"
severity: warn
rule: SSDA903 392d
about: child
message: >-
  HOME_POST and PL_POST are the same although the child is not placed with parents (P1). Correct one of them.
figures:
  - {of: placed_over_20_miles, how: "the distance is nought"}
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
where episode.home_postcode = episode.placement_postcode
    and episode.placement_type <> 'P1'
    and episode.legal_status not in ('V3', 'V4')

/* example: foster carers at home
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-05-01,S,V2,U6,AA1 1AA,AA1 1AA
-- want --
person_id,since
a,2024-05-01
*/

/* example: with parents, and with carers elsewhere
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-05-01,S,C2,P1,AA1 1AA,AA1 1AA
b,2024-05-01,S,V2,U6,AA1 1AA,AA1 1AB
-- want --
person_id
*/
