/* check
title: "Short breaks and other legal statuses in one period of care"
severity: warn
rule: ""
rule_note: >-
  The return checks V3 with V4 (426) and several things of short breaks, not short breaks beside other
  statuses.
about: child
message: >-
  A period of care has episodes under V3 or V4 (agreed series of short breaks) and under another legal status.
  A child in a series of short breaks who comes to be looked after starts a new period (S). Check LS and RNE.
figures:
  - {of: cla, how: "children in short breaks are left out"}
  - {of: sdq_average, how: "short breaks in the year leave the child out"}
  - {of: placement_two_years, how: "days under V3 and V4 are no placement"}
tables: [core.care_episode, core.care_period]
source: "SSDA903 guide: V3 and V4 are recorded as periods of their own"
*/
with
spells as (
    select
        period.area_code,
        period.child_id,
        period.care_period_no,
        count(*) as episodes,
        count(*) filter (where episode.legal_status in ('V3', 'V4')) as short_breaks,
        arg_min(episode, episode.started_on) filter (where episode.legal_status in ('V3', 'V4')) as first_break
    from core.care_period as period
    inner join core.care_episode as episode
        on episode.area_code = period.area_code
        and episode.child_id = period.child_id
        and episode.started_on >= period.started_on
        and (period.ended_on is null or episode.started_on < period.ended_on)
    group by period.area_code, period.child_id, period.care_period_no
)

select
    area_code,
    child_id as person_id,
    null as team_id,
    first_break.started_on as since,
    first_break.source_file as source_file,
    first_break.source_row as source_row
from spells
where short_breaks between 1 and episodes - 1

/* example: a short break inside a period under another status
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-08-01,X1
a,2024-08-01,L,V3,U6,2024-08-10,E4A
-- want --
person_id,since
a,2024-08-01
*/

/* example: short breaks, and later a period of its own
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
a,2024-08-01,S,V2,U6,,
-- want --
person_id
*/
