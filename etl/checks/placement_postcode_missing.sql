/* check
title: "A looked-after child without a postcode of home or placement"
severity: warn
rule: SSDA903 392b
about: child
message: >-
  HOME_POST or PL_POST is blank for a child who is neither in short breaks nor unaccompanied. Enter it:
  without both there is no distance, and a move within one type of placement cannot be told.
figures:
  - {of: placed_over_20_miles, how: "the child is not judged"}
  - {of: placements_three_or_more, how: "moves are told by the postcode"}
tables: [core.care_episode, core.uasc]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
-- Years in which the authority returned postcodes at all.
years as (
    select
        area_code,
        collection_year,
        bool_or(home_postcode is not null) as homes_known,
        bool_or(placement_postcode is not null) as placements_known
    from core.care_episode
    group by area_code, collection_year
)

select
    episode.area_code,
    episode.child_id as person_id,
    null as team_id,
    episode.started_on as since,
    episode.source_file,
    episode.source_row
from core.care_episode as episode
inner join years
    on years.area_code = episode.area_code
    and years.collection_year is not distinct from episode.collection_year
anti join core.uasc as uasc
    on uasc.area_code = episode.area_code
    and uasc.child_id = episode.child_id
where episode.legal_status not in ('V3', 'V4')
    and (
        (years.homes_known and episode.home_postcode is null)
        or (years.placements_known and episode.placement_postcode is null)
    )

/* example: a placement without its postcode
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-05-01,S,V2,U6,AA1 1AA,
b,2024-05-01,S,V2,U6,AA1 1AA,BB1 1BB
-- want --
person_id,since
a,2024-05-01
*/

/* example: short breaks, an unaccompanied child, and a year without postcodes
at: 2025-03-31
-- core.uasc --
child_id
b
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode,collection_year
a,2024-05-01,S,V3,U6,,,2025
b,2024-05-01,S,V2,U6,,BB1 1BB,2025
c,2024-05-01,S,V2,U6,AA1 1AA,BB1 1BB,2025
d,2007-05-01,S,V2,U6,,,2008
-- want --
person_id
*/
