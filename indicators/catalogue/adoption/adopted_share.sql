/* indicator
title: Children who left care because they were adopted
finding: "{} of children leaving care were adopted"
question: How many of the children who leave our care are adopted?
also: [ADO-SHARE]
edition:
  - {from: 2005-04-01, rule: ADO-SHARE, source: "LAIT measure 208; DfE children looked after statistics, data guidance 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: high, reason: "adoption gives a child who cannot go home a family for life; it is not right for every child, so it should not reach 100"}
window: period
year_end: 03-31
numerator: Children of the denominator whose last end of care in the period was an adoption (reason E11, unopposed, or E12, consent dispensed with).
denominator: >-
  Children with an episode that ended in the period for a reason other than X1 (care goes on), under a legal status other than V3
  and V4, each counted once, by the last such day. An episode that ended without a recorded reason counts where care did not go on
  the same day.
exclusions:
  - Ends of an agreed series of short breaks (legal status V3 or V4)
  - Episodes that ended X1, even where no other episode follows
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: REC, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_ceased_reason, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: "%_of LAC Adopted"
  numerator: ["No_of LAC Adopted"]
  denominator: [LACceased, "ees:children_count [Children ceasing to be looked after each year]"]
  differs:
    rounding: "published in whole numbers, ours is compared before rounding"
  same: [population]
  note: Published for the year to 31 March only.
companions:
  - {id: cla_ceased, why: "the share falls when more children leave in other ways"}
  - {id: entry_to_placement_days, why: "more adoptions are no gain if each child waits longer"}
  - {id: placed_within_12_months, why: "a rise can be last year's delay made good"}
  - {id: order_to_match_days, why: "how many children are adopted is read with how long the search for a family took"}
completeness: >-
  A child cannot be judged whose last end of care in the period has no recorded reason (counted as left, not adopted), or was
  recorded as X1 although the episode that should follow is not recorded (left out).
caution: It does not show the children for whom adoption is planned, nor those whom special guardianship or going home suits better. Children who leave at 18 are in the denominator.
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
        episode.legal_status not in ('V3', 'V4') and coalesce(episode.reason_ceased, '') <> 'X1' as ceased,
        episode.reason_ceased
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
        max(ended_episodes.ended_on) filter (ended_episodes.ceased) as last_ceased_on,
        arg_max_null(ended_episodes.reason_ceased, ended_episodes.ended_on) filter (ended_episodes.ceased) as reason_ceased,
        bool_and(ended_episodes.short_breaks) as short_breaks
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
    cast(coalesce(reason_ceased in ('E11', 'E12'), false) as integer) as numerator,
    cast(last_ceased_on is not null as integer) as denominator,
    case
        when reason_ceased is not null or short_breaks then null
        when last_ceased_on is not null then 'reason the episode ended (REC)'
        else 'episode that follows one ended X1'
    end as not_recorded,
    case
        when reason_ceased in ('E11', 'E12') then
            'adopted on ' || strftime(last_ceased_on, '%-d %B %Y') || ' (' || reason_ceased || ')'
        when last_ceased_on is not null then
            'left otherwise on ' || strftime(last_ceased_on, '%-d %B %Y') || ' ('
            || coalesce(reason_ceased, 'no reason recorded') || ')'
        when short_breaks then 'left out: end of short breaks (V3, V4)'
        else 'left out: the last episode ended X1 but no other follows'
    end as note
from children_ceasing

/* example: two of four children who left were adopted, with or without consent
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-06-01,E11
b,2023-05-01,S,E1,A6,2024-06-01,E12
c,2023-05-01,S,C2,U6,2024-06-01,E4A
d,2023-05-01,S,C2,U6,2024-06-01,E3
e,2023-05-01,S,C2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,adopted on 1 June 2024 (E11)
b,1,1,adopted on 1 June 2024 (E12)
c,0,1,left otherwise on 1 June 2024 (E4A)
d,0,1,left otherwise on 1 June 2024 (E3)
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,4,50,0,50,50
*/

/* example: a child who leaves on the first or the last day of the year is in it, one on either side is not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-03-31,E12
b,2023-05-01,S,E1,A6,2024-04-01,E12
c,2023-05-01,S,E1,A6,2025-03-31,E12
d,2023-05-01,S,E1,A6,2025-04-01,E12
-- want --
case_id,numerator,denominator
b,1,1
c,1,1
*/

/* example: of two ends of care in the year the last counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2024-06-01,E4A
a,2024-08-01,S,E1,A6,2025-02-01,E12
b,2023-05-01,S,E1,A6,2024-06-01,E12
b,2024-08-01,S,C2,U6,2025-02-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,adopted on 1 February 2025 (E12)
b,0,1,left otherwise on 1 February 2025 (E4A)
*/

/* example: in a month the end of care in it counts
at: 2024-06-30
period: month
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
b,2023-05-01,S,E1,A6,2024-06-01,E12
b,2024-08-01,S,C2,U6,2025-02-01,E4A
-- want --
case_id,numerator,denominator
b,1,1
*/

/* example: the end of short breaks is left out, and does not hide an end of care beside it
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
b,2023-05-01,S,E1,A6,2024-06-01,E12
b,2024-08-01,S,V4,U6,2025-02-01,E8
c,2024-05-01,S,V4,U6,2024-05-03,X1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: end of short breaks (V3, V4)"
b,1,1,adopted on 1 June 2024 (E12)
c,0,0,"left out: end of short breaks (V3, V4)"
*/

/* example: a move is no end of care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,X1
a,2025-03-31,P,V2,K2,,
-- want --
case_id,numerator,denominator
*/

/* example: without the reason the episode ended, or the one that follows it, nothing says whether the child was adopted
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2024-05-01,E12
b,2024-01-05,S,V2,U6,2024-05-01,
c,2024-01-05,S,V2,U6,2024-05-01,X1
d,2024-01-05,S,V2,U6,2024-05-01,E4A
d,2024-08-05,S,V2,U6,2024-10-01,
e,2024-01-05,S,V4,U6,2024-05-01,
f,2024-08-01,S,V4,U6,2025-02-01,E8
f,2025-02-05,S,V2,U6,2025-03-01,X1
g,2024-01-05,S,V2,U6,2024-05-01,E4A
g,2024-05-01,S,V2,U6,,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,,adopted on 1 May 2024 (E12)
b,0,1,reason the episode ended (REC),not recorded: reason the episode ended (REC); left otherwise on 1 May 2024 (no reason recorded)
c,0,0,episode that follows one ended X1,not recorded: episode that follows one ended X1; left out: the last episode ended X1 but no other follows
d,0,1,reason the episode ended (REC),not recorded: reason the episode ended (REC); left otherwise on 1 October 2024 (no reason recorded)
e,0,0,,"left out: end of short breaks (V3, V4)"
f,0,0,episode that follows one ended X1,not recorded: episode that follows one ended X1; left out: the last episode ended X1 but no other follows
g,0,1,,left otherwise on 1 May 2024 (E4A)
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,4,25,4,16.7,83.3
*/

/* example: with nobody leaving there is no percentage
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,,
-- want total --
numerator,denominator,value
0,0,z
*/
