/* indicator
title: Children looked after with three or more placements in the year
finding: "{} of looked-after children had three or more placements"
question: How many of our children have had to move again and again?
also: [NI 62, LAC-PS3]
edition:
  - {from: 2005-04-01, to: 2015-03-31, rule: NI62.e1, decimals: 1, source: "DfE metadata notes to 2014; moves with the same carer are no placement, as in the later edition"}
  - {from: 2015-04-01, rule: PS3.2016, source: "LAIT measure 372; DfE children looked after statistics, data guidance 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: low, reason: "every move is a change of carers, and often of school and friends"}
window: snapshot
year_end: 03-31
history: 12
numerator: Children of the denominator with three or more placements in the twelve months to the date, over all their periods of care, including the placement open on the first day and the one open on the last.
denominator: Children looked after at the date under a legal status other than V3 and V4.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date, and placements under V3 or V4
  - Temporary placements (T0 to T4) and the return from them to the same placement; the missing codes M1 to M3 of old
  - Changes of legal status only (RNE L), and changes of address, status or provider with the same carer (RNE T and U)
  - Placement for adoption with the current foster carer (A3 and A5 directly after a foster placement)
  - A placement that ended on the first day of the twelve months
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: RNE, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: LACStable_2016on
  ees: "ees:children_percent [CLA on 31 March; With 3 or more placements during the year]"
  numerator: [LACStableNum_2016on, "ees:children_count [CLA on 31 March; With 3 or more placements during the year]"]
  denominator: [LACnum, "ees:children_count [CLA on 31 March; Total children]"]
  differs:
    rounding: "published in whole numbers, ours is compared before rounding"
  same: [population]
  note: Published for 31 March only. That temporary placements do not count follows from the return's rules, not from a published sentence. LAIT's numbers for 2016 and 2017 are of another edition than its percentages.
companions:
  - {id: placement_two_years, why: "moving often and staying long are two sides: both can be high in one authority"}
  - {id: residential_share, why: "where children are placed, beside how often they moved"}
  - {id: placed_within_12_months, why: "placing children for adoption soon is read with how often children move"}
  - {id: workers_three_or_more, why: "how often children had a new worker, beside how often they moved"}
  - {id: missing_from_placement, why: "moving can go with going missing; neither shows which came first"}
  - {id: sdq_average, why: "read beside each other; neither shows which came first"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
  - name: same_carer_moves_count
    question: Does a change of address, status or provider with the same carer (RNE T or U) make a placement?
    default: "false"
    values: {"false": "the same carer is the same placement", "true": "each is a placement, except adoption by the foster carer"}
    source: Left out from 2015-16, so that "true" departs from the published rule after 2014-15; DfE's notes to 2014 say "placement" and not which changes make one
  - name: t_codes_count
    question: Is a temporary placement (T0 to T4) a placement of its own?
    default: "false"
    values: {"false": "it belongs to the placement underneath, and the return from it is no new one", "true": "it is a placement, and so is the return from it"}
    source: The return's rules treat it as an absence from the placement the child goes back to; no published definition says so, and counting it would match no published figure
  - name: short_breaks_before_care
    question: Do an agreed series of short breaks (V3, V4) and its placements belong to the care that follows?
    default: dropped
    values: {dropped: "they are left out of every count", counted: "their placements count, and care that began with them counts"}
    source: DfE leaves children in short breaks out; that care which began with them stays out of the two-year measure is said from the 2021 publication on
  - name: end_on_1_april
    question: Is a placement, or a spell with a worker, that ended on the first day of the twelve months open in them?
    default: not_open
    values: {not_open: "on the day it ends it is no longer open", open: "it counts as open on the day it ends"}
    source: DfE counts what was open on 1 April and does not say whether what ended on that day was
completeness: >-
  A child with fewer than three placements on record cannot be judged when the first of them began in the twelve months with an
  episode that is not recorded as a start (RNE S): the placements before it are not held. Such a child counts as having fewer than
  three. An earlier stay in care that ended before the first return held is not seen.
caution: It does not show whether a move was planned or good for the child. A child with three placements who has left care is not in it. Moves recorded T with the same provider (as within one residential provider) do not count.
owner: children's services performance team
*/
with
-- Where an option makes placements otherwise, their episodes are cut anew: those of continuous care and,
-- if they are to count, those of short breaks.
recut_episodes as (
    select
        episode.area_code,
        episode.child_id,
        episode.care_period_no,
        episode.started_on,
        episode.ended_on,
        episode.reason_new_episode,
        episode.placement_type,
        episode.underlying_placement_type,
        episode.spell_rule,
        false as short_breaks
    from core.placement_episode as episode
    cross join chosen
    where chosen.same_carer_moves_count = 'true'
        or chosen.t_codes_count = 'true'
        or chosen.short_breaks_before_care = 'counted'
    union all
    select distinct
        episode.area_code,
        episode.child_id,
        null as care_period_no,
        episode.started_on,
        episode.ended_on,
        episode.reason_new_episode,
        episode.placement_type,
        episode.placement_type as underlying_placement_type,
        'opens: short breaks' as spell_rule,
        true as short_breaks
    from core.care_episode as episode
    cross join chosen
    where chosen.short_breaks_before_care = 'counted'
        and episode.legal_status in ('V3', 'V4')
        and coalesce(episode.ended_on, date '9999-12-31') > episode.started_on
),

followed_episodes as (
    select
        *,
        lag(ended_on) over in_order as previous_ended_on,
        lag(placement_type) over in_order as previous_type,
        lag(underlying_placement_type) over in_order as previous_underlying_type,
        short_breaks or coalesce(lag(short_breaks) over in_order, false) as in_short_breaks
    from recut_episodes
    window in_order as (
        partition by area_code, child_id
        order by started_on, ended_on nulls last, placement_type
    )
),

opening_episodes as (
    select
        episode.*,
        case
            when episode.in_short_breaks
                then episode.previous_ended_on is distinct from episode.started_on
                    or episode.reason_new_episode not in ('L', 'T', 'U')
            when chosen.t_codes_count = 'true' and episode.reason_new_episode <> 'L'
                and (starts_with(episode.placement_type, 'T') or starts_with(episode.previous_type, 'T'))
                then true
            when chosen.same_carer_moves_count = 'true' and episode.spell_rule = 'continues: same carer'
                then episode.reason_new_episode <> 'L' and not (
                    episode.placement_type in ('A3', 'A5')
                    and regexp_full_match(episode.previous_underlying_type, 'U[1-6]|Q[12]')
                )
            else starts_with(episode.spell_rule, 'opens')
        end as opens
    from followed_episodes as episode
    cross join chosen
),

recut_placements as (
    select
        *,
        sum(cast(opens as integer)) over (
            partition by area_code, child_id
            order by started_on, ended_on nulls last, placement_type
            rows unbounded preceding
        ) as placement_no
    from opening_episodes
),

placements as (
    select
        placement.area_code,
        placement.child_id,
        placement.care_period_no,
        placement.placement_no,
        placement.started_on,
        placement.ended_on,
        placement.opened_by
    from core.placement as placement
    cross join chosen
    where chosen.same_carer_moves_count = 'false'
        and chosen.t_codes_count = 'false'
        and chosen.short_breaks_before_care = 'dropped'
    union all
    select
        area_code,
        child_id,
        any_value(care_period_no) as care_period_no,
        placement_no,
        min(started_on) as started_on,
        arg_max_null(ended_on, started_on) as ended_on,
        arg_min(reason_new_episode, started_on) filter (starts_with(spell_rule, 'opens')) as opened_by
    from recut_placements
    group by area_code, child_id, placement_no
),

-- The twelve months begin on the day after the date, a year before.
children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        snapshot.as_at,
        cast(snapshot.as_at + 1 - interval 12 month as date) as year_start,
        year_start - cast(chosen.end_on_1_april = 'open' as integer) as ended_after
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
),

children_with_placements as (
    select
        children.area_code,
        children.child_id,
        children.left_out,
        children.as_at,
        count(*) as placements,
        -- Unless its first placement is a start of care, or follows short breaks, others came before it.
        children.left_out is null
            and placements < 3
            and min(placement.started_on) > any_value(children.year_start)
            and arg_min(
                placement.opened_by <> 'S' and not care_period.began_as_short_breaks,
                placement.placement_no
            ) as earlier_missing,
        strftime(max(placement.started_on), '%-d %B %Y') as last_began_on
    from children
    left join placements as placement
        on placement.area_code = children.area_code
        and placement.child_id = children.child_id
        and placement.started_on <= children.as_at
        and coalesce(placement.ended_on, date '9999-12-31') > children.ended_after
    left join core.care_period as care_period
        on care_period.area_code = placement.area_code
        and care_period.child_id = placement.child_id
        and care_period.care_period_no = placement.care_period_no
    group by children.area_code, children.child_id, children.left_out, children.as_at
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(left_out is null and placements >= 3 as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case when earlier_missing then 'placements before the first episode held' end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        when placements = 1 then 'one placement in the year'
        when placements = 2 then 'second placement began on ' || last_began_on
        when placements = 3 then 'third placement began on ' || last_began_on
        else placements || ' placements in the year, the last began on ' || last_began_on
    end as note
from children_with_placements

/* example: the placement open on the first day of the year counts as one of three
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 2 December 2024
*/

/* example: changes of legal status do not make a placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,V2,U6,PR1,2024-06-20,X1,AA1 1AA,1234567
a,2024-06-20,L,C1,U6,PR1,2025-01-14,X1,AA1 1AA,1234567
a,2025-01-14,L,C2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,1,one placement in the year
*/

/* example: temporary absences in one placement do not count, nor does the return
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-03-11,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,P,C2,T3,,2024-06-17,X1,AA5 5EE,
a,2024-06-17,P,C2,U4,PR1,2024-08-10,X1,AA1 1AA,1234567
a,2024-08-10,P,C2,T2,,2024-08-24,X1,AA6 6FF,
a,2024-08-24,P,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a temporary placement stays temporary when it lasted longer than it may
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-03-11,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,P,C2,U4,PR1,2024-09-10,X1,AA2 2BB,1234567
a,2024-09-10,P,C2,T4,,2024-09-19,X1,AA5 5EE,
a,2024-09-19,P,C2,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a child in hospital at the date is looked after and in the placement underneath
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,C2,U6,PR1,2024-08-05,X1,AA1 1AA,1234567
a,2024-08-05,P,C2,U4,PR4,2025-03-28,X1,AA2 2BB,7654321
a,2025-03-28,P,C2,T1,,,,AA9 9ZZ,
-- want --
case_id,numerator,denominator,reason
a,0,1,second placement began on 5 August 2024
*/

/* example: a child in a short break at the date is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2025-03-29,S,V3,U6,PR1,2025-04-01,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: a foster family that moves house is the same placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-03-11,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,T,C2,U4,PR1,2024-09-10,X1,AA2 2BB,1234567
a,2024-09-10,T,C2,U4,PR1,,,AA3 3CC,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a foster carer who changes provider is the same placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-03-11,S,C2,U4,PR4,2024-06-03,X1,AA1 1AA,7654321
a,2024-06-03,T,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: placement for adoption with new carers is a placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-11,S,C1,U6,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,B,E1,U6,PR1,2024-12-10,X1,AA2 2BB,1234567
a,2024-12-10,P,E1,A6,PR1,,,AA7 7GG,XXXXXXX
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: placement for adoption with the current foster carer is not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-03-11,S,C1,U6,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,B,E1,U6,PR1,2024-12-10,X1,AA2 2BB,1234567
a,2024-12-10,P,E1,A5,PR1,,,AA2 2BB,XXXXXXX
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: placements of all periods of care in the year count
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2024-07-20,E4A,AA1 1AA,1234567
a,2024-10-01,S,V2,K2,PR4,2025-01-18,X1,AA3 3CC,2345678
a,2025-01-18,P,V2,U6,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 18 January 2025
*/

/* example: a placement that ended on the first day of the year does not count
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,V2,U6,PR1,2024-04-01,X1,AA1 1AA,1234567
a,2024-04-01,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a placement that ended on the second day of the year counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,V2,U6,PR1,2024-04-02,X1,AA1 1AA,1234567
a,2024-04-02,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a placement that began on the date counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2025-03-31,X1,AA2 2BB,7654321
a,2025-03-31,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 31 March 2025
*/

/* example: a placement that begins on the next day does not count yet
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2025-04-01,X1,AA2 2BB,7654321
a,2025-04-01,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: the year runs to any date asked for
at: 2025-05-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,0,1,second placement began on 2 December 2024
*/

/* example: a row that is in the extract twice is one placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-06-01,S,V2,U6,PR1,2024-09-12,X1,AA1 1AA,1234567
a,2024-09-12,P,V2,U6,PR1,,,AA2 2BB,1234567
a,2024-09-12,P,V2,U6,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a semi-independent unit that registers as supported accommodation is the same placement
at: 2024-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-03-15,S,V2,U6,PR1,2023-05-20,X1,AA1 1AA,1234567
a,2023-05-20,P,V2,H5,PR4,2023-10-28,X1,AA4 4DD,
a,2023-10-28,T,V2,K3,PR4,,,AA4 4DD,2345999
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a return to the same foster carer after a placement with the parents is a third placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-01-15,S,C2,U4,PR1,2024-06-20,X1,AA1 1AA,1234567
a,2024-06-20,P,C2,P1,PR0,2024-11-28,X1,AA8 8HH,
a,2024-11-28,P,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: going missing makes no placement
at: 2025-03-31
-- core.missing_episode --
child_id,missing_type,started_on,ended_on
a,M,2024-05-02,2024-05-05
a,M,2024-07-11,2024-07-20
a,A,2025-02-03,2025-02-03
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-01-15,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a change of legal status together with the carer is a move
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-01-15,S,V2,U6,PR1,2024-06-20,X1,AA1 1AA,1234567
a,2024-06-20,B,C1,U6,PR4,2024-11-28,X1,AA2 2BB,7654321
a,2024-11-28,P,C1,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a move between the homes of one provider that is recorded as the same carer is no placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-15,S,C2,U6,PR1,2024-06-20,X1,AA1 1AA,1234567
a,2024-06-20,P,C2,K2,PR4,2024-11-28,X1,AA3 3CC,2345678
a,2024-11-28,T,C2,K2,PR4,,,AA4 4DD,2345679
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a child who entered care in the year counts like any other
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-04-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: placements of short breaks before continuous care do not count
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-05-01,S,V3,U6,PR1,2024-05-03,E4A,AA1 1AA,1234567
a,2024-06-01,S,V3,U6,PR4,2024-06-03,E4A,AA2 2BB,7654321
a,2024-07-01,S,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: four placements are three or more
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,2025-02-05,X1,AA3 3CC,2345678
a,2025-02-05,P,V2,U4,PR1,,,AA4 4DD,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,"4 placements in the year, the last began on 5 February 2025"
*/

/* example: a child who left on the date is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
*/

/* example: where moves with the same carer are chosen to count each makes a placement, a change of legal status or adoption by the carer does not
at: 2025-03-31
option: same_carer_moves_count = true
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-03-11,S,C2,U4,2024-06-03,X1
a,2024-06-03,T,C2,U4,2024-09-10,X1
a,2024-09-10,U,C1,U4,,
b,2024-05-01,S,C2,U4,2024-06-03,X1
b,2024-06-03,L,C1,U4,2024-09-10,X1
b,2024-09-10,L,C2,U4,,
c,2024-05-01,S,C2,U6,2024-08-01,X1
c,2024-08-01,U,E1,A5,2024-10-01,X1
c,2024-10-01,T,E1,A5,2024-11-01,X1
c,2024-11-01,L,E1,A5,,
d,2024-05-01,S,C2,Q2,2024-08-01,X1
d,2024-08-01,U,E1,A3,,
e,2024-05-01,S,C2,K2,2024-08-01,X1
e,2024-08-01,U,E1,A3,,
f,2024-05-01,S,C2,U6,2024-08-01,X1
f,2024-08-01,U,E1,A4,,
g,2024-05-01,S,C2,U6,2024-08-01,X1
g,2024-08-01,T,C2,T2,,
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 10 September 2024
b,0,1,one placement in the year
c,0,1,second placement began on 1 October 2024
d,0,1,one placement in the year
e,0,1,second placement began on 1 August 2024
f,0,1,second placement began on 1 August 2024
g,0,1,one placement in the year
*/

/* example: where temporary placements are chosen to count, each and each return from one is a placement, a change of legal status in it is not
at: 2025-03-31
option: t_codes_count = true
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-03-11,S,C2,U4,2024-06-03,X1
a,2024-06-03,P,C2,T3,2024-06-17,X1
a,2024-06-17,P,C2,U4,2024-08-10,X1
a,2024-08-10,P,C2,T2,2024-08-24,X1
a,2024-08-24,P,C2,U4,,
b,2024-05-01,S,C2,U4,2024-06-03,X1
b,2024-06-03,P,C2,T1,2024-06-17,X1
b,2024-06-17,L,C1,T1,2024-07-10,X1
b,2024-07-10,T,C1,U4,,
c,2024-05-01,S,C2,U4,2024-06-03,X1
c,2024-06-03,P,C2,M2,2024-06-17,X1
c,2024-06-17,P,C2,U4,,
d,2024-05-01,S,C2,T4,2024-06-03,X1
d,2024-06-03,P,C2,U4,,
e,2024-05-01,S,C2,U4,2024-06-03,X1
e,2024-06-03,T,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,"5 placements in the year, the last began on 24 August 2024"
b,1,1,third placement began on 10 July 2024
c,0,1,one placement in the year
d,0,1,second placement began on 3 June 2024
e,0,1,one placement in the year
*/

/* example: where short breaks are chosen to count their placements do, and care that follows without a move goes on with the last
at: 2025-03-31
option: short_breaks_before_care = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-01,S,V3,U6,2024-05-03,E4A
a,2024-06-01,S,V3,U6,2024-06-03,E4A
a,2024-06-01,S,V3,U6,2024-06-03,E4A
a,2024-06-20,S,V3,U6,2024-06-20,E4A
a,2024-07-01,S,V2,K2,,
b,2024-05-01,S,V4,U6,2024-06-01,X1
b,2024-06-01,L,V2,U6,,
c,2024-05-01,S,V4,U6,2024-06-01,X1
c,2024-06-01,T,V4,U6,2024-07-01,X1
c,2024-07-01,U,V2,U6,2024-08-01,X1
c,2024-08-01,L,C2,U6,,
d,2024-05-01,S,V4,U6,2024-06-01,X1
d,2024-06-02,L,V2,U6,,
e,2024-05-01,S,V4,U6,2024-06-01,X1
e,2024-06-01,B,C2,K2,2024-07-01,X1
e,2024-07-01,L,V3,K2,2024-08-01,X1
e,2024-08-01,P,V2,K2,,
f,2024-05-01,S,C2,U6,2024-06-01,X1
f,2024-06-01,P,C2,K2,2024-07-01,X1
f,2024-07-01,P,C2,U6,,
g,2024-05-01,S,V4,U6,,
h,2024-05-01,S,V4,U6,2024-05-20,E8
h,2024-06-01,P,V2,U6,,
i,2024-05-01,S,V2,U6,2024-06-01,X1
i,2024-06-01,L,V3,U6,2024-07-01,X1
i,2024-07-01,L,V2,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 1 July 2024
b,0,1,one placement in the year
c,0,1,one placement in the year
d,0,1,second placement began on 2 June 2024
e,1,1,third placement began on 1 August 2024
f,1,1,third placement began on 1 July 2024
g,0,0,"left out: agreed series of short breaks (V3, V4)"
h,0,1,second placement began on 1 June 2024
i,0,1,one placement in the year
*/

/* example: where a placement that ended on the first day of the year is chosen to be open on it, it counts
at: 2025-03-31
option: end_on_1_april = open
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,V2,U6,2024-04-01,X1
a,2024-04-01,P,V2,U4,2024-12-02,X1
a,2024-12-02,P,V2,K2,,
b,2024-02-01,S,V2,U6,2024-03-31,X1
b,2024-03-31,P,V2,U4,2024-12-02,X1
b,2024-12-02,P,V2,K2,,
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
*/

/* example: where the day care ends is chosen to count the child is in, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-02-01,S,V2,U6,2024-05-10,X1
a,2024-05-10,P,V2,U4,2024-12-02,X1
a,2024-12-02,P,V2,K2,2025-03-31,E4A
b,2025-03-01,S,V4,K2,2025-03-31,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,third placement began on 2 December 2024
b,0,0,left out: care ended on the day
*/

/* example: two of three children are two thirds
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
a,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
a,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
b,2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
b,2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
b,2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678
c,2023-01-15,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want total --
numerator,denominator,value
2,3,67
*/

/* example: with nobody looked after there is no percentage
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
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

/* example: placements before the first episode held are missing unless it is a start or opened before the year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-06-01,P,C2,U4,PR1,,,AA1 1AA,1234567
b,2024-06-01,S,C2,U4,PR1,,,AA1 1AA,1234567
c,2024-04-01,P,C2,U4,PR1,,,AA1 1AA,1234567
d,2024-06-01,P,C2,U4,PR1,2024-08-01,X1,AA1 1AA,1234567
d,2024-08-01,P,C2,U4,PR1,2024-10-01,X1,AA2 2BB,1234567
d,2024-10-01,P,C2,U4,PR1,,,AA3 3CC,1234567
e,2024-06-01,S,V4,U4,PR1,2024-07-01,X1,AA1 1AA,1234567
e,2024-07-01,L,C2,U4,PR1,,,AA1 1AA,1234567
f,2024-06-01,P,C2,U4,PR1,2024-08-01,X1,AA1 1AA,1234567
f,2024-08-01,P,C2,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,placements before the first episode held
b,0,1,
c,0,1,
d,1,1,
e,0,1,
f,0,1,placements before the first episode held
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,6,17,2,16.7,50
*/

/* example: the missing codes of old make no placement, and neither does the return from them to the same placement
at: 2014-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2012-03-11,S,C2,U4,2013-06-03,X1
a,2013-06-03,P,C2,M1,2013-06-17,X1
a,2013-06-17,P,C2,U4,2013-08-10,X1
a,2013-08-10,P,C2,M2,2013-08-24,X1
a,2013-08-24,P,C2,U4,2013-10-10,X1
a,2013-10-10,P,C2,M3,2013-10-24,X1
a,2013-10-24,P,C2,U4,,
b,2012-03-11,S,C2,U4,2013-06-03,X1
b,2013-06-03,P,C2,M3,2013-06-17,X1
b,2013-06-17,P,C2,K2,,
-- want --
case_id,numerator,denominator,reason
a,0,1,one placement in the year
b,0,1,second placement began on 17 June 2013
*/
