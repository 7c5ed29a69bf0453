/* indicator
title: Children ceasing to be looked after
finding: "{} ceased to be looked after"
question: How many children left our care?
also: [LAC-CEASE]
edition:
  - {from: 2005-04-01, rule: LAC-CEASE, source: "LAIT measure 392; DfE children looked after statistics, data guidance 2023"}
statistic: count
unit: children
decimals: 0
polarity: {direction: neutral, reason: "children leave for good reasons and bad; the number alone does not say which"}
window: period
year_end: 03-31
numerator: >-
  Children with an episode that ended in the period for a reason other than X1 (care goes on), under a legal status other than
  V3 and V4, each counted once in a period, at the last such day. Transfers to another authority (E3) count. An episode that
  ended without a recorded reason counts where care did not go on the same day.
denominator: ""
exclusions:
  - Ends of an agreed series of short breaks (legal status V3 or V4)
  - Episodes that ended X1, even where no other episode follows
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: REC, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: LACceased
  ees: "ees:children_count [Children ceasing to be looked after each year]"
  same: [population]
  note: Published for the year to 31 March only, as a number and as a rate per 10,000 children; ours is the number. Numbers follow the size of an authority, so none is better or worse than another's.
companions:
  - {id: cla, why: "ends lower the number looked after only while they exceed the starts"}
  - {id: cla_started, why: "read the flow out beside the flow in"}
  - {id: adopted_share, why: "how many of those who left were adopted"}
completeness: >-
  A child cannot be judged whose only end of care in the period has no recorded reason (counted), or was recorded as X1 although
  the episode that should follow is not recorded (not counted).
caution: It does not show where children went or whether they returned. Months do not add up to the year, because a child who leaves twice counts once in a year and once in each month.
owner: children's services performance team
*/
with
-- An episode that ended while care went on did not end its period of care.
ended_episodes as (
    select
        episode.area_code,
        episode.child_id,
        episode.ended_on,
        episode.legal_status in ('V3', 'V4') as short_breaks,
        coalesce(episode.reason_ceased, '') = 'X1' as ended_x1,
        coalesce(episode.reason_ceased, 'no reason recorded') as reason_ceased,
        episode.reason_ceased is not null as reason_recorded
    from core.care_episode as episode
    inner join core.care_period as care_period
        on care_period.area_code = episode.area_code
        and care_period.child_id = episode.child_id
        and care_period.ended_on = episode.ended_on
),

children_ceasing as (
    select
        ended_episodes.area_code,
        ended_episodes.child_id,
        period.period,
        period.period_end,
        max(ended_episodes.ended_on)
            filter (where not ended_episodes.short_breaks and not ended_episodes.ended_x1) as last_ceased_on,
        arg_max(ended_episodes.reason_ceased, ended_episodes.ended_on)
            filter (where not ended_episodes.short_breaks and not ended_episodes.ended_x1) as reason_ceased,
        bool_or(ended_episodes.reason_recorded)
            filter (where not ended_episodes.short_breaks and not ended_episodes.ended_x1) as reason_recorded,
        bool_or(not ended_episodes.short_breaks and ended_episodes.ended_x1) as ended_x1,
        bool_or(ended_episodes.short_breaks) as short_breaks
    from ended_episodes
    inner join period
        on ended_episodes.ended_on between period.period_start and period.period_end
    group by ended_episodes.area_code, ended_episodes.child_id, period.period, period.period_end
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    cast(last_ceased_on is not null as integer) as numerator,
    cast(last_ceased_on is not null as integer) as denominator,
    case
        when reason_recorded then null
        when last_ceased_on is not null then 'reason the episode ended (REC)'
        when ended_x1 then 'episode that follows one ended X1'
    end as not_recorded,
    case
        when last_ceased_on is not null then
            'ceased on ' || strftime(last_ceased_on, '%-d %B %Y') || ' (' || reason_ceased || ')'
        when short_breaks then 'left out: end of short breaks (V3, V4)'
        else 'left out: the last episode ended X1 but no other follows'
    end as note
from children_ceasing

/* example: a child who left on the last day of the year ceased in the year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 31 March 2025 (E4A)
*/

/* example: a child who left on the first day of the year ceased in it, one who left on the day before or after it did not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-03-31,E4A
b,2024-01-05,S,V2,U6,2024-04-01,E4A
c,2024-01-05,S,V2,U6,2025-04-01,E4A
-- want --
case_id,numerator,denominator
b,1,1
*/

/* example: a child who left and returned ceased, and is no less looked after
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-20,S,V2,U6,PR1,2024-07-20,E4A,AA1 1AA,1234567
a,2024-10-01,S,V2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 20 July 2024 (E4A)
*/

/* example: a child who moves on the last day of the year did not cease
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,X1,AA1 1AA,1234567
a,2025-03-31,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
*/

/* example: a child who left twice in the year counts once, at the last day
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E4A
a,2024-08-05,S,V2,U6,2024-12-01,E13
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 1 December 2024 (E13)
*/

/* example: the same child counts in each month with an end of care
at: 2024-05-31
period: month
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E4A
a,2024-08-05,S,V2,U6,2024-12-01,E13
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 1 May 2024 (E4A)
*/

/* example: a child whose care another authority took over ceased
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E3
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: the end of a short break is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: end of short breaks (V3, V4)"
*/

/* example: an episode that ended without a recorded reason counts where care did not go on that day
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,
b,2024-01-05,S,V2,U6,2024-05-01,
b,2024-05-01,P,V2,K2,,
-- want --
case_id,numerator,denominator,reason
a,1,1,not recorded: reason the episode ended (REC); ceased on 1 May 2024 (no reason recorded)
*/

/* example: an episode that ended X1 with nothing after it is no recorded end of care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,X1
-- want --
case_id,numerator,denominator,reason
a,0,0,not recorded: episode that follows one ended X1; left out: the last episode ended X1 but no other follows
*/

/* example: a child who left and started again on the same day ceased
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E4A
a,2024-05-01,S,V2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 1 May 2024 (E4A)
*/

/* example: only the end of the continuous care counts where short breaks ended as well
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E4A
a,2024-08-05,S,V4,U6,2024-12-01,E8
b,2024-08-05,S,V4,U6,2024-12-01,E8
b,2025-01-05,S,V2,U6,2025-02-01,X1
-- want --
case_id,numerator,denominator,reason
a,1,1,ceased on 1 May 2024 (E4A)
b,0,0,"not recorded: episode that follows one ended X1; left out: end of short breaks (V3, V4)"
*/

/* example: no end of care is nought
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,,
-- want total --
numerator,value
0,0
*/

/* example: without the reason an episode ended, or the one that follows it, nothing says whether care ended
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E4A
b,2024-01-05,S,V2,U6,2024-05-01,
c,2024-01-05,S,V2,U6,2024-05-01,X1
d,2024-01-05,S,V2,U6,2024-05-01,
d,2024-08-05,S,V2,U6,2024-10-01,E11
e,2024-01-05,S,V4,U6,2024-05-01,
f,2024-01-05,S,V4,U6,2024-05-01,X1
-- want --
case_id,numerator,not_recorded
a,1,
b,1,reason the episode ended (REC)
c,0,episode that follows one ended X1
d,1,
e,0,
f,0,
-- want total --
numerator,unjudged,lowest,highest
3,2,2,4
*/
