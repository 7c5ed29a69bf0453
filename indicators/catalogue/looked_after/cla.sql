/* indicator
title: Children looked after
finding: "{} looked after"
question: How many children are we looking after?
also: [LAC-N]
edition:
  - {from: 2005-04-01, rule: LAC-N, source: "SSDA903 guide; DfE children looked after statistics, data guidance 2023"}
statistic: count
unit: children
decimals: 0
polarity: {direction: neutral, reason: "more children in care is neither good nor bad: it depends on their needs and on what is offered before care"}
window: snapshot
year_end: 03-31
numerator: Children with an episode open at the date under a legal status other than V3 and V4, each counted once. A child who leaves care on the date is not counted; one who moves on it is, in the new placement.
denominator: ""
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Children whose care ended on the date
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: LACnum
  ees: "ees:children_count [Children looked after on 31 March each year]"
  same: [population]
  note: Published for 31 March only. Whether DfE counts a child who left on 31 March is not stated; we do not.
companions:
  - {id: cla_spend, why: "spending is the number of children times what each needs"}
  - {id: cla_rate, why: "sets the number against the size of the child population"}
  - {id: cla_started, why: "the number changes when starts and ends of care differ"}
  - {id: cla_ceased, why: "the number changes when starts and ends of care differ"}
  - {id: residential_share, why: "where the children live, beside how many they are"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
flows: [cla_started, cla_ceased]
completeness: >-
  Every case is judged. A row without its child, first day, reason, legal status or placement is refused when it is read and
  listed under data quality. A child whom a later return no longer mentions is taken to have left on 31 March before.
caution: It does not show whether the right children are in care, nor how well they are looked after.
owner: children's services performance team
*/
with
children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        looked_after.episode_started_on,
        looked_after.left_out is null as open,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        snapshot.as_at
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(left_out is null as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    coalesce(
        'left out: ' || left_out,
        'looked after: episode from ' || strftime(episode_started_on, '%-d %B %Y')
        || case when open then ' is open' else ' ended on the day' end
    ) as note
from children

/* example: a child in an open episode is counted once, however many placements there were
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,1,1,looked after: episode from 2 December 2024 is open
*/

/* example: a child who left on the day is not counted
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
*/

/* example: where the day care ends is chosen to count the child is looked after on it, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,E4A
b,2024-01-05,S,V2,U6,2025-03-30,E4A
c,2025-03-28,S,V3,U6,2025-03-31,E4A
d,2024-01-05,S,V2,U6,2025-03-31,X1
d,2025-03-31,P,V2,K2,,
-- want --
case_id,numerator,denominator,reason
a,1,1,looked after: episode from 5 January 2024 ended on the day
c,0,0,left out: care ended on the day
d,1,1,looked after: episode from 31 March 2025 is open
*/

/* example: a child who leaves on the next day is counted
at: 2025-03-30
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child who moves on the day is counted once, in the new placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,X1,AA1 1AA,1234567
a,2025-03-31,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,1,1,looked after: episode from 31 March 2025 is open
*/

/* example: a child who starts on the day is counted, one who starts on the next is not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,V2,U6,,
b,2025-04-01,S,V2,U6,,
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child who left and returned is counted while in care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-20,S,V2,U6,PR1,2024-07-20,E4A,AA1 1AA,1234567
a,2024-10-01,S,V2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child who left and has not returned yet is not a case
at: 2024-08-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-20,S,V2,U6,PR1,2024-07-20,E4A,AA1 1AA,1234567
a,2024-10-01,S,V2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
*/

/* example: a child under an agreement for a series of short breaks is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2025-03-28,S,V4,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: a child in a single short break of a series is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-29,S,V3,U6,2025-04-01,E4A
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a child whose short breaks turned into continuous care is counted from then on
at: 2022-03-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,V4,U6,2022-03-02,X1
a,2022-03-02,L,V2,U6,,
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child in a temporary placement is still looked after
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,2025-03-28,X1
a,2025-03-28,P,C2,T1,,
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: two open episodes of one child count once
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
a,2024-06-01,P,C2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,looked after: episode from 1 June 2024 is open
*/

/* example: short breaks that began by the date and go on after it are a reason to be left out, ones that ended on it are an end of care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,V3,U6,,
b,2025-03-01,S,V4,U6,2025-03-31,E4A
c,2025-03-01,S,V4,U6,2025-03-30,E4A
d,2025-03-01,S,V4,U6,2025-03-31,X1
d,2025-03-31,L,V3,U6,,
e,2025-04-01,S,V3,U6,,
f,2025-03-28,S,V4,U6,,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
b,0,0,left out: care ended on the day
d,0,0,"left out: agreed series of short breaks (V3, V4)"
f,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: nobody in care is nought
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-02-01,S,C2,U6,2020-01-01,E11
-- want total --
numerator,value
0,0
*/

/* example: every case is judged, so the bounds are the figure
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,,
b,2024-06-05,L,V2,U6,,
c,2024-06-05,S,V3,U6,,
-- want --
case_id,numerator,not_recorded
a,1,
b,1,
c,0,
-- want total --
numerator,unjudged,lowest,highest
2,0,2,2
*/
