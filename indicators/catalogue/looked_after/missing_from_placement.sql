/* indicator
title: Children looked after who went missing
finding: "{} of looked-after children went missing"
question: How many of our children went missing?
also: [LAC-MISS, LAC-AWAY]
edition:
  - {from: 2014-04-01, rule: LAC-MISS, source: "LAIT measure 161; DfE children looked after statistics from 2015, data guidance 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: neutral, reason: "a higher share can mean more danger or more careful recording; the published measure has no direction either"}
window: period
year_end: 03-31
numerator: >-
  Children of the denominator with at least one missing incident (MISSING M) that touches the period, each counted once however
  often: an incident that was open on the first day counts, so does one that ended on it, and one without an end is still open.
  There is no shortest length.
denominator: >-
  Children looked after on any day of the period under a legal status other than V3 and V4, each counted once.
exclusions:
  - Incidents of being away from placement without authorisation (MISSING A), unless they are chosen to count
  - Children who were in an agreed series of short breaks (legal status V3 or V4) only, and children who were not looked after in the period
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: missing, field: MISSING, any_of: incidents}
  - {return: ssda903, table: missing, field: MIS_START, any_of: incidents}
  - {return: ssda903, table: missing, field: MIS_END, any_of: incidents}
  - {return: ssd, table: missing, field: miss_missing_episode_start_date, any_of: incidents}
comparator:
  lait: Children_missing
  differs:
    population: "some authorities report absences without authorisation as missing, which DfE put at about a tenth of all published incidents"
    rounding: "published in whole numbers, ours is compared before rounding"
  note: Published for the year to 31 March only. What the published share is of is not stated and taken to be all children looked after in the year. Children away without authorisation are a published measure of their own (Children_Away).
companions:
  - {id: placed_over_20_miles, why: "how many children live far from home is read with how many go missing"}
  - {id: placements_three_or_more, why: "going missing can go with moving; neither shows which came first"}
options:
  - name: away_without_authorisation
    question: Does being away from placement without authorisation count as going missing?
    default: left_out
    values: {left_out: "only missing incidents (M) count", counted: "incidents of being away (A) count too"}
    source: DfE publishes the two apart, and says that some authorities record both as missing, which overstates the missing by about a tenth
completeness: >-
  Every case is judged: a child without an incident on record is taken not to have been missing. A row without its child, kind or
  first day is refused when it is read and listed under data quality. Where the file of missing incidents was not given there is
  no figure.
caution: It does not show how often, how long or why children were missing, nor what was done. Several authorities record every absence as missing. Months do not add up to the year, because a child counts once in each.
owner: children's services performance team
*/
with
incidents as (
    select
        missing.area_code,
        missing.child_id,
        missing.missing_type,
        missing.started_on,
        period.period,
        period.period_end
    from core.missing_episode as missing
    inner join period
        on missing.started_on <= period.period_end
        and coalesce(missing.ended_on, date '9999-12-31') >= period.period_start
),

children_with_incidents as (
    select
        incidents.area_code,
        incidents.child_id,
        incidents.period,
        incidents.period_end,
        count(*) filter (incidents.missing_type = 'M' or chosen.away_without_authorisation = 'counted') as incidents,
        strftime(
            min(incidents.started_on)
                filter (incidents.missing_type = 'M' or chosen.away_without_authorisation = 'counted'),
            '%-d %B %Y'
        ) as first_on
    from incidents
    cross join chosen
    group by incidents.area_code, incidents.child_id, incidents.period, incidents.period_end
),

-- The day that care ended on is no day in care.
children_in_care as (
    select
        looked_after.area_code,
        looked_after.child_id,
        period.period,
        period.period_end,
        bool_or(looked_after.left_out is null) as looked_after,
        min(looked_after.left_out) as left_out
    from core.looked_after as looked_after
    inner join period
        on looked_after.started_on <= period.period_end
        and coalesce(looked_after.ended_on, date '9999-12-31') > period.period_start
    group by looked_after.area_code, looked_after.child_id, period.period, period.period_end
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    cast(coalesce(children_in_care.looked_after and incidents > 0, false) as integer) as numerator,
    cast(coalesce(children_in_care.looked_after, false) as integer) as denominator,
    case
        when children_in_care.looked_after is null then 'left out: not looked after in the period'
        when not children_in_care.looked_after then 'left out: ' || children_in_care.left_out
        when incidents is null then 'not missing'
        when incidents = 0 then 'away without authorisation only, not missing'
        when incidents = 1 then 'missing from ' || first_on
        else 'missing from ' || first_on || ', the first of ' || incidents || ' incidents'
    end as note
from children_in_care
full join children_with_incidents
    using (area_code, child_id, period, period_end)

/* example: an incident that was open on the first day of the year counts, and a child is counted once
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-03-28,2024-04-02
b,M,2024-06-10,2024-06-11
b,M,2024-09-12,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,,
b,2023-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,missing from 28 March 2024
b,1,1,"missing from 10 June 2024, the first of 2 incidents"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,2,100,0,100,100
*/

/* example: an incident that ended on the first day or began on the last counts, one on either side does not
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-03-28,2024-03-31
b,M,2024-03-28,2024-04-01
c,M,2025-03-31,
d,M,2025-04-01,
e,M,2024-04-01,2024-04-01
f,M,2024-07-01,2024-07-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,,
b,2023-02-01,S,C2,U4,,
c,2023-02-01,S,C2,U4,,
d,2023-02-01,S,C2,U4,,
e,2023-02-01,S,C2,U4,,
f,2023-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,1,not missing
b,1,1,missing from 28 March 2024
c,1,1,missing from 31 March 2025
d,0,1,not missing
e,1,1,missing from 1 April 2024
f,1,1,missing from 1 July 2024
*/

/* example: the denominator is every child looked after on any day of the period, not those of the last day
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,2024-04-02,E4A
b,2023-02-01,S,C2,U4,2024-04-01,E4A
c,2023-02-01,S,C2,U4,2024-03-31,E4A
d,2025-03-31,S,C2,U4,,
e,2025-04-01,S,C2,U4,,
f,2023-02-01,S,C2,U4,2024-06-01,X1
f,2024-06-01,P,C2,U4,2024-09-01,E4A
f,2024-11-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,1,not missing
b,0,0,left out: care ended on the day
d,0,1,not missing
f,0,1,not missing
*/

/* example: a child in short breaks only, and one who is not looked after, are left out however often they are missing
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-06-10,2024-06-11
b,M,2024-06-10,2024-06-11
c,M,2024-06-10,2024-06-11
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-06-01,S,V4,U4,2024-12-01,E4A
c,2024-06-01,S,V4,U4,2024-12-01,X1
c,2024-12-01,L,V2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
b,0,0,left out: not looked after in the period
c,1,1,missing from 10 June 2024
*/

/* example: a child who was away without authorisation was not missing
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,A,2025-02-03,2025-02-03
b,A,2025-02-03,2025-02-03
b,M,2025-02-05,2025-02-06
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,,
b,2023-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,1,"away without authorisation only, not missing"
b,1,1,missing from 5 February 2025
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: where being away is chosen to count it is an incident like any other
at: 2025-03-31
option: away_without_authorisation = counted
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,A,2025-02-03,2025-02-03
b,A,2025-02-03,2025-02-03
b,M,2025-02-05,2025-02-06
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,,
b,2023-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,missing from 3 February 2025
b,1,1,"missing from 3 February 2025, the first of 2 incidents"
*/

/* example: a child counts in each month that an incident touches
at: 2024-05-31
period: month
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-04-20,2024-05-02
b,M,2024-06-01,2024-06-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,C2,U4,,
b,2023-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,missing from 20 April 2024
b,0,1,not missing
*/

/* example: with nobody looked after there is no percentage
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-06-10,2024-06-11
-- want total --
numerator,denominator,value
0,0,z
*/
