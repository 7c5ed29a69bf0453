/* check
title: "A placement without its provider"
severity: fail
rule: SSDA903 526
about: child
message: >-
  PLACE_PROVIDER is blank; only temporary placements (T0 to T4) and Z codes have none. Enter it: a change of
  provider is a change of placement.
figures:
  - {of: placements_three_or_more, how: "a move between providers can be missed"}
  - {of: unit_cost_residential_week, how: "days cannot be split by own and bought provision"}
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
where episode.placement_provider is null
    and not regexp_full_match(episode.placement_type, 'T[0-4]|Z1[1-4]?|M[1-3]')
    -- The field came into the return with the year to 31 March 2016.
    and coalesce(episode.collection_year, 2016) >= 2016

/* example: a foster placement without a provider
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,,
-- want --
person_id,since
a,2024-05-01
*/

/* example: a temporary placement, one with a provider, and one from before 2015
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,collection_year
a,2024-05-01,S,V2,T4,,2025
b,2024-05-01,S,V2,U6,PR1,2025
c,2010-05-01,S,V2,Q2,,2011
-- want --
person_id
*/
