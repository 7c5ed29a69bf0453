/* indicator
title: Children starting to be looked after
finding: "{} started to be looked after"
question: How many children came into our care?
also: [LAC-START]
edition:
  - {from: 2005-04-01, rule: LAC-START, source: "LAIT measure 376; DfE children looked after statistics, data guidance 2023"}
statistic: count
unit: children
decimals: 0
polarity: {direction: neutral, reason: "more children starting is neither good nor bad: it depends on their needs and on what was offered before care"}
window: period
year_end: 03-31
numerator: Children with an episode that starts care (RNE S) in the period under a legal status other than V3 and V4, each counted once in a period, at the first such day.
denominator: ""
exclusions:
  - Starts of an agreed series of short breaks (legal status V3 or V4)
  - Continuous care that follows short breaks without a new start (RNE L)
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: RNE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: LACnum_Start
  ees: "ees:children_count [Children starting to be looked after each year]"
  same: [population]
  note: Published for the year to 31 March only, as a number and as a rate per 10,000 children; ours is the number. Numbers follow the size of an authority, so none is better or worse than another's.
companions:
  - {id: cla, why: "starts add to the number looked after only while they exceed the ends"}
  - {id: cla_ceased, why: "read the flow in beside the flow out"}
completeness: >-
  A child cannot be judged whose care begins in the period with an episode that is not recorded as a start (RNE S): an earlier
  episode may be missing. Such a child is not counted.
caution: Months do not add up to the year, because a child who starts twice counts once in a year and once in each month. It is not the number of periods of care.
owner: children's services performance team
*/
with
recorded_starts as (
    select
        area_code,
        child_id,
        started_on,
        legal_status in ('V3', 'V4') as short_breaks
    from core.care_episode
    where reason_new_episode = 'S'
),

-- A period of care that does not begin with a start goes on from an episode that is not held.
starts as (
    select
        area_code,
        child_id,
        started_on,
        short_breaks,
        true as recorded
    from recorded_starts
    union all
    select
        area_code,
        child_id,
        started_on,
        began_as_short_breaks as short_breaks,
        false as recorded
    from core.care_period
    anti join recorded_starts
        using (area_code, child_id, started_on)
    where not began_as_short_breaks
),

children_starting as (
    select
        starts.area_code,
        starts.child_id,
        period.period,
        period.period_end,
        min(starts.started_on) filter (where starts.recorded and not starts.short_breaks) as first_started_on,
        count(distinct starts.started_on)
            filter (where starts.recorded and not starts.short_breaks) as started_times,
        min(starts.started_on) filter (where not starts.recorded) as began_on
    from starts
    inner join period
        on starts.started_on between period.period_start and period.period_end
    group by starts.area_code, starts.child_id, period.period, period.period_end
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    cast(first_started_on is not null as integer) as numerator,
    cast(first_started_on is not null as integer) as denominator,
    case when first_started_on is null and began_on is not null then 'start of care (RNE S)' end as not_recorded,
    case
        when first_started_on is null and began_on is not null
            then 'left out: the first episode, of ' || strftime(began_on, '%-d %B %Y') || ', is no start'
        when first_started_on is null then 'left out: start of short breaks (V3, V4)'
        when started_times > 1 then
            'started on ' || strftime(first_started_on, '%-d %B %Y') || ', the first of '
            || started_times || ' starts in the period'
        else 'started on ' || strftime(first_started_on, '%-d %B %Y')
    end as note
from children_starting

/* example: a child who left earlier in the year and returned is a start
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-20,S,V2,U6,PR1,2024-07-20,E4A,AA1 1AA,1234567
a,2024-10-01,S,V2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,started on 1 October 2024
*/

/* example: a start on the first and on the last day of the year counts, one on either side does not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-03-31,S,V2,U6,,
b,2024-04-01,S,V2,U6,,
c,2025-03-31,S,V2,U6,,
d,2025-04-01,S,V2,U6,,
-- want --
case_id,numerator,denominator
b,1,1
c,1,1
*/

/* example: a child who starts twice in the year counts once, at the first start
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-06-01,E4A
a,2024-10-01,S,V2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,"started on 1 May 2024, the first of 2 starts in the period"
*/

/* example: the same child counts in each month with a start
at: 2024-10-31
period: month
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-06-01,E4A
a,2024-10-01,S,V2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,started on 1 October 2024
*/

/* example: an agreement for a series of short breaks is no start
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2025-03-28,S,V4,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: start of short breaks (V3, V4)"
*/

/* example: a child with short breaks and a start of continuous care counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
a,2024-10-01,S,V2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,started on 1 October 2024
*/

/* example: continuous care that follows short breaks without a new start is no start
at: 2022-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,V4,U6,2022-03-02,X1
a,2022-03-02,L,V2,U6,,
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a change of placement or legal status is no start
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-01-10,S,V2,U6,2024-05-02,X1
a,2024-05-02,L,C2,U6,2024-06-02,X1
a,2024-06-02,P,C2,K2,,
-- want --
case_id,numerator,denominator
*/

/* example: two rows of one start are one start
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V2,U6,2024-06-01,X1
a,2024-05-01,S,V2,K2,,
-- want --
case_id,numerator,denominator,reason
a,1,1,started on 1 May 2024
*/

/* example: no start is nought
at: 2025-03-31
-- want total --
numerator,value
0,0
*/

/* example: care that begins without a recorded start may have started in the period or before
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-06-05,S,V2,U6,,
b,2024-06-05,P,V2,U6,,
c,2024-05-01,P,V2,U6,2024-06-01,E4A
c,2024-09-01,S,V2,U6,,
d,2024-06-05,S,V3,U6,2024-07-01,X1
d,2024-07-01,L,V2,U6,,
e,2024-03-31,P,V2,U6,,
f,2024-05-01,P,V2,U6,2024-06-01,E4A
f,2024-09-01,P,V2,U6,,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,,started on 5 June 2024
b,0,0,start of care (RNE S),"not recorded: start of care (RNE S); left out: the first episode, of 5 June 2024, is no start"
c,1,1,,started on 1 September 2024
d,0,0,,"left out: start of short breaks (V3, V4)"
f,0,0,start of care (RNE S),"not recorded: start of care (RNE S); left out: the first episode, of 1 May 2024, is no start"
-- want total --
numerator,unjudged,lowest,highest
2,2,2,4
*/
