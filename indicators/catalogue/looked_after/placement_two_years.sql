/* indicator
title: Long-term children looked after who have lived in the same placement for two years
finding: "{} of long-term children two years in one placement"
question: How many of the children who have been with us for long have stayed in one place?
also: [NI 63, LAC-PS2Y]
edition:
  - {from: 2005-04-01, to: 2011-03-31, rule: PS2Y.2023, decimals: 1, source: "DfE data guidance 2023: one rule, that of publication 2023, is applied to all years as DfE applied it to back years. The options u2_u5 = combined, same_carer_two_years = new_placement and short_breaks_before_care = counted together give the rule of NI 63. NI-era figures were printed to one decimal"}
  - {from: 2011-04-01, rule: PS2Y.2023, source: "LAIT measure 393; DfE children looked after statistics, data guidance 2022 and 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: high, reason: "children who have been in care for long need a lasting home"}
window: snapshot
year_end: 03-31
history: 30
numerator: >-
  Children of the denominator who at the date had been in their placement for two years (placement start plus 24 months is on or
  before the date), or who are placed for adoption and had been in that placement and the one directly before it for two years
  together. The same carer is the same placement.
denominator: >-
  Children looked after at the date, aged under 16, whose period of care had lasted two and a half years (start plus 30 months is
  on or before the date).
exclusions:
  - Children aged 16 and over at the date, and children whose date of birth is not recorded
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Periods of care that began as an agreed series of short breaks
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: header, field: DOB, any_of: births}
  - {return: ssd, table: person, field: pers_dob, any_of: births}
comparator:
  lait: LAC_LongStable%
  ees: "ees:children_percent [Children looked after continuously for at least 2.5 years on 31 March aged under 16 years; Living with the same carer for at least 2 years]"
  numerator: [LAC_LongStableNum, "ees:children_count [Children looked after continuously for at least 2.5 years on 31 March aged under 16 years; Living with the same carer for at least 2 years]"]
  denominator: ["ees:children_count [Children looked after continuously for at least 2.5 years on 31 March aged under 16 years; Total children]"]
  differs:
    population: "publications to 2020 joined a move into U2 or U5 to the placement before, and those to 2022 counted some changes with the same carer as moves"
    rounding: "published in whole numbers, ours is compared before rounding"
  note: Published for 31 March only.
companions:
  - {id: placements_three_or_more, why: "moving often and staying long are two sides: both can be high in one authority"}
  - {id: entry_to_placement_days, why: "how long children waited for an adoptive family, beside how long placements last"}
  - {id: order_to_match_days, why: "how long the search for a family took, beside how long placements last"}
  - {id: placed_within_12_months, why: "placing children soon is read with whether placements last"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
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
  - name: u2_u5
    question: Does fostering for adoption (U2, U5) count as a placement for adoption, which takes the placement before it?
    default: separate
    values: {separate: "a move into it is a move like any other", combined: "it and the placement directly before it count together"}
    source: Combined to the 2020 publication, separate from 2021 on (DfE data guidance 2022 and 2023)
  - name: same_carer_two_years
    question: Does a change of address, status or provider with the same carer (RNE T or U) begin the two years again?
    default: same_placement
    values: {same_placement: "the same carer is the same placement", new_placement: "each is a new placement, except adoption by the foster carer"}
    source: The publications to 2022 measured the same placement, those from 2023 the same carer (DfE data guidance 2022 and 2023)
completeness: >-
  A child cannot be judged whose date of birth is not recorded (left out), whose care begins with an episode that is not recorded
  as a start (RNE S) less than two and a half years before the date (left out), or whose placement begins with a change of legal
  status or address only, less than two years before the date (counted as shorter). The beginning lies before the first return held.
distribution:
  of: in the placement up to the date, a leap day in the first two years left out
  unit: days
  limit: {from: 730, words: two years}
caution: It does not show the children who have not been in care for long, nor whether the placement is the right one. A period of care that ended and began again on one day starts from nought.
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
    where chosen.same_carer_two_years = 'new_placement'
        or chosen.t_codes_count = 'true'
        or chosen.short_breaks_before_care = 'counted'
    union all
    select
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
            when chosen.same_carer_two_years = 'new_placement' and episode.spell_rule = 'continues: same carer'
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
        placement.opened_by,
        placement.first_placement_type
    from core.placement as placement
    cross join chosen
    where chosen.same_carer_two_years = 'same_placement'
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
        arg_min(reason_new_episode, started_on) filter (starts_with(spell_rule, 'opens')) as opened_by,
        arg_min(underlying_placement_type, started_on) as first_placement_type
    from recut_placements
    group by area_code, child_id, placement_no
),

-- A placement for adoption takes the one directly before it; a foster placement that became
-- adoptive is the two already.
followed_placements as (
    select
        placement.area_code,
        placement.child_id,
        placement.placement_no,
        placement.started_on,
        placement.opened_by,
        lag(placement.opened_by) over in_period as previous_opened_by,
        case
            when (
                placement.first_placement_type in ('A3', 'A4', 'A5', 'A6')
                or chosen.u2_u5 = 'combined' and placement.first_placement_type in ('U2', 'U5')
            ) and lag(placement.ended_on) over in_period = placement.started_on
                then lag(placement.started_on) over in_period
        end as previous_started_on
    from placements as placement
    cross join chosen
    window in_period as (
        partition by placement.area_code, placement.child_id, placement.care_period_no
        order by placement.placement_no
    )
),

recut_numbers as (
    select
        area_code,
        child_id,
        started_on,
        max(placement_no) as placement_no
    from recut_placements
    group by area_code, child_id, started_on
),

-- Where a period of care does not begin with a start, episodes before it are not held.
recorded_starts as (
    select distinct area_code, child_id, started_on
    from core.care_episode
    where reason_new_episode = 'S'
),

-- Numbers of the form 20250331 give completed years; a 29 February birthday falls on 1 March.
children_placed as (
    select
        looked_after.area_code,
        looked_after.child_id,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        snapshot.as_at,
        (
            cast(strftime(snapshot.as_at, '%Y%m%d') as integer)
            - cast(strftime(child.born_on, '%Y%m%d') as integer)
        ) // 10000 as age,
        care_period.began_as_short_breaks and chosen.short_breaks_before_care = 'dropped' as began_as_short_breaks,
        cast(care_period.started_on + interval 30 month as date) as long_term_from,
        (
            looked_after.underlying_placement_type in ('A3', 'A4', 'A5', 'A6')
            or chosen.u2_u5 = 'combined' and looked_after.underlying_placement_type in ('U2', 'U5')
        ) and placement.previous_started_on is not null as joined,
        case when joined then placement.previous_started_on else placement.started_on end as placed_on,
        case when joined then placement.previous_opened_by else placement.opened_by end as opened_by,
        recorded_starts.child_id is not null as start_recorded
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
    left join recut_numbers
        on recut_numbers.area_code = looked_after.area_code
        and recut_numbers.child_id = looked_after.child_id
        and recut_numbers.started_on = looked_after.episode_started_on
    left join followed_placements as placement
        on placement.area_code = looked_after.area_code
        and placement.child_id = looked_after.child_id
        and placement.placement_no = coalesce(recut_numbers.placement_no, looked_after.placement_no)
    left join core.care_period as care_period
        on care_period.area_code = looked_after.area_code
        and care_period.child_id = looked_after.child_id
        and care_period.care_period_no = looked_after.care_period_no
    left join recorded_starts
        on recorded_starts.area_code = looked_after.area_code
        and recorded_starts.child_id = looked_after.child_id
        and recorded_starts.started_on = care_period.started_on
    left join core.child as child
        on child.area_code = looked_after.area_code
        and child.child_id = looked_after.child_id
),

judged_children as (
    select
        * exclude (left_out),
        cast(placed_on + interval 24 month as date) <= as_at as two_years,
        case
            when left_out is not null or began_as_short_breaks or age >= 16 then null
            when long_term_from > as_at and start_recorded then null
            when long_term_from > as_at then 'start of care (RNE S)'
            when age is null then 'date of birth'
            when not two_years and opened_by in ('L', 'T', 'U') then 'start of the placement'
        end as not_recorded,
        case
            when left_out is not null then left_out
            when age is null then 'age not known'
            when age >= 16 then 'aged 16 or over'
            when began_as_short_breaks then 'care began as short breaks (V3, V4)'
            when long_term_from > as_at then 'in care for less than two and a half years'
        end as left_out
    from children_placed
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(left_out is null and two_years as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    not_recorded,
    coalesce(
        'left out: ' || left_out,
        case when joined then 'adoptive and previous placement together since '
            else 'same placement since ' end || strftime(placed_on, '%-d %B %Y')
    ) as note,
    case
        when two_years then greatest(as_at - placed_on, 730)
        else least(as_at - placed_on, 729)
    end as duration
from judged_children

/* example: care since 30 September two and a half years before and placed since 31 March two years before is long enough
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-09-30,S,C1,U6,PR1,2023-03-31,X1,AA1 1AA,1234567
a,2023-03-31,P,C1,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,reason,duration
a,1,1,same placement since 31 March 2023,731
*/

/* example: care since 1 October two and a half years before is too short
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-10-01,S,C1,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: in care for less than two and a half years
*/

/* example: placed since 1 April two years before is too short
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U6,PR1,2023-04-01,X1,AA1 1AA,1234567
a,2023-04-01,P,C2,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,reason,duration
a,0,1,same placement since 1 April 2023,729
*/

/* example: without a leap day in them two years are 730 days
at: 2023-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U6,PR1,2021-03-31,X1,AA1 1AA,1234567
a,2021-03-31,P,C2,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,duration
a,1,1,730
*/

/* example: a child who is 16 on the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: aged 16 or over
*/

/* example: a child who turns 16 on the next day is in
at: 2025-03-31
-- core.child --
child_id,born_on
a,2009-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child born on 29 February turns 16 on 29 February
at: 2024-02-28
-- core.child --
child_id,born_on
a,2008-02-29
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child whose date of birth is not recorded is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,not recorded: date of birth; left out: age not known
*/

/* example: an adoptive placement and the one before it count together
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2021-11-15,S,C2,U6,PR1,2023-01-10,X1,AA1 1AA,1234567
a,2023-01-10,P,C2,U6,PR1,2024-09-15,X1,AA2 2BB,1234567
a,2024-09-15,B,E1,A6,PR1,,,AA7 7GG,XXXXXXX
-- want --
case_id,numerator,denominator,reason
a,1,1,adoptive and previous placement together since 10 January 2023
*/

/* example: an adoptive placement takes one placement before it and no more
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2021-11-15,S,C2,U6,PR1,2023-05-01,X1,AA1 1AA,1234567
a,2023-05-01,P,C2,U6,PR1,2024-11-01,X1,AA2 2BB,1234567
a,2024-11-01,B,E1,A6,PR1,,,AA7 7GG,XXXXXXX
-- want --
case_id,numerator,denominator,reason
a,0,1,adoptive and previous placement together since 1 May 2023
*/

/* example: a foster placement that became adoptive with the same carer is the two placements already
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2021-11-15,S,C2,U6,PR1,2023-05-01,X1,AA1 1AA,1234567
a,2023-05-01,P,C2,U6,PR1,2024-11-01,X1,AA2 2BB,1234567
a,2024-11-01,B,E1,A5,PR1,,,AA2 2BB,XXXXXXX
-- want --
case_id,numerator,denominator,reason
a,0,1,same placement since 1 May 2023
*/

/* example: a move into fostering for adoption is a move and takes no placement with it
at: 2025-03-31
-- core.child --
child_id,born_on
a,2021-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2021-11-15,S,C1,U6,PR1,2023-05-10,X1,AA1 1AA,1234567
a,2023-05-10,P,C1,U5,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator,reason
a,0,1,same placement since 10 May 2023
*/

/* example: a temporary absence does not break the two years
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
a,2024-06-03,P,C2,T3,,2024-06-17,X1,AA5 5EE,
a,2024-06-17,P,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 30 September 2019
*/

/* example: care that ended and started again on one day starts from nought
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,V2,U4,PR1,2023-06-03,E4A,AA1 1AA,1234567
a,2023-06-03,S,V2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: in care for less than two and a half years
*/

/* example: a period of care that began as short breaks is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-01-10,S,V4,U6,PR1,2022-03-02,X1,AA1 1AA,1234567
a,2022-03-02,L,V2,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: care began as short breaks (V3, V4)"
*/

/* example: where fostering for adoption is chosen to count as adoption it and the placement before it count together
at: 2025-03-31
option: u2_u5 = combined
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
e,2014-08-12
f,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-11-15,S,C1,U6,2023-05-10,X1
a,2023-05-10,P,C1,U5,,
b,2021-11-15,S,C1,U6,2023-05-10,X1
b,2023-05-10,P,C1,U2,,
c,2021-11-15,S,C1,U6,2023-05-10,X1
c,2023-05-10,P,C1,U5,2024-05-10,X1
c,2024-05-10,U,E1,A5,,
d,2021-11-15,S,C1,U5,2023-05-10,X1
d,2023-05-10,P,C1,U4,,
e,2021-11-15,S,C1,K2,2023-05-10,X1
e,2023-05-10,P,C1,U4,2024-05-10,X1
e,2024-05-10,T,C1,U5,,
f,2021-11-15,S,C1,K2,2023-05-10,X1
f,2023-05-10,P,C1,U5,2024-05-10,X1
f,2024-05-10,T,C1,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,adoptive and previous placement together since 15 November 2021
b,1,1,adoptive and previous placement together since 15 November 2021
c,1,1,adoptive and previous placement together since 15 November 2021
d,0,1,same placement since 10 May 2023
e,0,1,same placement since 10 May 2023
f,0,1,same placement since 10 May 2023
*/

/* example: where moves with the same carer are chosen to begin the two years again they do, changes of legal status and adoption by the carer do not
at: 2025-03-31
option: same_carer_two_years = new_placement
-- core.child --
child_id,born_on
h,2014-08-12
a,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
e,2014-08-12
f,2014-08-12
g,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-09-30,S,C2,U4,2023-06-03,X1
a,2023-06-03,T,C2,U4,2024-06-03,X1
a,2024-06-03,L,C1,U4,,
b,2019-09-30,S,C2,U4,2023-03-31,X1
b,2023-03-31,U,C1,U4,,
c,2019-09-30,S,C2,U4,2024-06-03,X1
c,2024-06-03,L,C1,U4,,
d,2019-09-30,S,C2,U4,2024-06-03,X1
d,2024-06-03,U,E1,A5,,
e,2019-09-30,S,C2,K2,2023-06-03,X1
e,2023-06-03,U,E1,A3,,
f,2019-09-30,S,C2,U6,2023-06-03,X1
f,2023-06-03,T,E1,A4,2024-06-03,X1
f,2024-06-03,T,E1,A4,,
g,2019-09-30,S,C2,K2,2024-06-03,X1
g,2024-06-03,T,C2,T1,,
h,2019-09-30,S,C2,K2,2023-06-03,X1
h,2023-06-03,P,C2,U4,2024-06-03,X1
h,2024-06-03,U,E1,A5,,
-- want --
case_id,numerator,denominator,reason
a,0,1,same placement since 3 June 2023
b,1,1,same placement since 31 March 2023
c,1,1,same placement since 30 September 2019
d,1,1,same placement since 30 September 2019
e,1,1,adoptive and previous placement together since 30 September 2019
f,0,1,adoptive and previous placement together since 3 June 2023
g,1,1,same placement since 30 September 2019
h,0,1,same placement since 3 June 2023
*/

/* example: where temporary placements are chosen to count the return from one begins the two years again
at: 2025-03-31
option: t_codes_count = true
-- core.child --
child_id,born_on
e,2014-08-12
a,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-09-30,S,C2,U4,2023-06-03,X1
a,2023-06-03,P,C2,T3,2023-06-17,X1
a,2023-06-17,P,C2,U4,,
b,2019-09-30,S,C2,U4,2025-03-28,X1
b,2025-03-28,P,C2,T1,2025-03-30,X1
b,2025-03-30,L,C1,T1,,
c,2019-09-30,S,C2,U4,2023-06-03,X1
c,2023-06-03,T,C2,U4,,
d,2019-09-30,S,C2,U4,2023-06-03,X1
d,2023-06-03,P,C2,M2,2023-06-17,X1
d,2023-06-17,P,C2,U4,,
e,2019-09-30,S,C2,U4,2022-06-03,X1
e,2022-06-03,L,C1,U4,2024-01-01,X1
e,2022-06-03,S,C2,K2,,
-- want --
case_id,numerator,denominator,reason
e,1,1,same placement since 3 June 2022
a,0,1,same placement since 17 June 2023
b,0,1,same placement since 28 March 2025
c,1,1,same placement since 30 September 2019
d,1,1,same placement since 30 September 2019
*/

/* example: where short breaks are chosen to count, care that began with them does, and so does the placement they were in
at: 2025-03-31
option: short_breaks_before_care = counted
-- core.child --
child_id,born_on
a,2014-08-12
h,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
e,2014-08-12
f,2014-08-12
g,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,V4,U6,2023-04-02,X1
a,2023-04-02,L,V2,U6,,
h,2022-01-10,S,C2,K2,2023-06-01,X1
h,2023-06-01,P,C2,U4,2023-07-01,X1
h,2023-07-01,L,V3,U4,2023-08-01,X1
h,2023-08-01,L,C2,U4,,
b,2022-01-10,S,V4,U6,2023-04-02,X1
b,2023-04-02,B,V2,U6,,
c,2022-10-10,S,V4,U6,2023-04-02,X1
c,2023-04-02,L,V2,U6,,
d,2022-01-10,S,V4,U6,2022-02-02,X1
d,2022-02-02,T,V4,U6,2023-04-02,X1
d,2023-04-02,U,V2,U6,2024-04-02,X1
d,2024-04-02,L,C2,U6,,
e,2022-01-10,S,V3,U6,2022-01-12,E8
e,2022-02-10,S,C2,U6,2023-06-01,X1
e,2023-06-01,S,V3,U6,2023-06-01,E8
e,2023-06-01,L,C1,U6,,
f,2022-01-10,S,C2,K2,2022-03-12,X1
f,2022-03-12,P,C2,U4,,
g,2022-01-10,S,V4,U6,,
g,2022-01-10,S,V4,U6,,
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 10 January 2022
b,0,1,same placement since 2 April 2023
c,0,0,left out: in care for less than two and a half years
d,1,1,same placement since 10 January 2022
e,1,1,same placement since 10 February 2022
f,1,1,same placement since 12 March 2022
h,0,1,same placement since 1 June 2023
g,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: where the day care ends is chosen to count the child is in, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-09-30,S,C2,U4,2025-03-31,E4A
b,2019-09-30,S,V4,U4,2025-03-31,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 30 September 2019
b,0,0,left out: care ended on the day
*/

/* example: the placement starts with its first episode, not with the last change of legal status
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,V2,U4,PR1,2024-08-01,X1,AA1 1AA,1234567
a,2024-08-01,L,C1,U4,PR1,2025-02-05,X1,AA1 1AA,1234567
a,2025-02-05,L,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 30 September 2019
*/

/* example: a change of address with the same carer does not break the two years
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,2024-08-01,X1,AA1 1AA,1234567
a,2024-08-01,T,C2,U4,PR1,,,AA2 2BB,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child in short breaks at the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-01-10,S,V4,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: a child who left on the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,2025-03-31,E4A,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
*/

/* example: what happens after the date does not count
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U6,PR1,2023-05-01,X1,AA1 1AA,1234567
a,2023-05-01,P,C2,U6,PR1,2025-04-10,X1,AA2 2BB,1234567
a,2025-04-10,P,E1,A6,PR1,,,AA7 7GG,XXXXXXX
-- want --
case_id,numerator,denominator,reason
a,0,1,same placement since 1 May 2023
*/

/* example: a child with earlier periods of care counts once, from the current one
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2015-09-30,S,C2,U4,PR1,2018-05-01,E4A,AA1 1AA,1234567
a,2019-05-01,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 1 May 2019
*/

/* example: care that started thirty months ago to the day is long enough
at: 2025-03-30
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2022-09-30,S,C1,U6,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: on the day care has lasted thirty months only the date of birth can be missing, not the start of care
at: 2025-03-30
-- core.child --
child_id,born_on
b,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-09-30,S,C1,U6,,
b,2022-09-30,L,C1,U6,,
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,date of birth
b,1,1,
*/

/* example: every kind of placement for adoption takes the placement before it
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-02-02
b,2020-02-02
c,2020-02-02
d,2020-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2021-11-15,S,C2,K2,PR1,2024-09-15,X1,AA1 1AA,1234567
a,2024-09-15,P,E1,A3,PR1,,,AA7 7GG,XXXXXXX
b,2021-11-15,S,C2,K2,PR1,2024-09-15,X1,AA1 1AA,1234567
b,2024-09-15,P,E1,A4,PR1,,,AA7 7GG,XXXXXXX
c,2021-11-15,S,C2,K2,PR1,2024-09-15,X1,AA1 1AA,1234567
c,2024-09-15,P,E1,A5,PR1,,,AA7 7GG,XXXXXXX
d,2021-11-15,S,C2,K2,PR1,2024-09-15,X1,AA1 1AA,1234567
d,2024-09-15,P,E1,A6,PR1,,,AA7 7GG,XXXXXXX
-- want --
case_id,numerator,denominator
a,1,1
b,1,1
c,1,1
d,1,1
*/

/* example: of two placements open at the date the later counts
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
a,2020-09-30,S,C2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,1,1,same placement since 30 September 2020
*/

/* example: a placement that begins on the date is the current one
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,2025-03-31,X1,AA1 1AA,1234567
a,2025-03-31,P,C2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator,reason
a,0,1,same placement since 31 March 2025
*/

/* example: one of two children is half
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
b,2019-09-30,S,C2,U4,PR1,2023-05-01,X1,AA1 1AA,1234567
b,2023-05-01,P,C2,K2,PR4,,,AA3 3CC,2345678
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: with nobody in care for long there is no percentage
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
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

/* example: a child cannot be judged without a date of birth or where the first episode held is no start
at: 2025-03-31
-- core.child --
child_id,born_on
a,2015-02-02
c,2015-02-02
d,2015-02-02
e,2015-02-02
f,2015-02-02
g,2008-02-02
h,2009-03-31
i,2015-02-02
j,2015-02-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
b,2019-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
c,2023-09-30,L,C2,U4,PR1,,,AA1 1AA,1234567
d,2022-09-30,L,C2,U4,PR1,2023-06-01,X1,AA1 1AA,1234567
d,2023-06-01,P,C2,U4,PR1,,,AA2 2BB,1234567
e,2023-09-30,S,C2,U4,PR1,,,AA1 1AA,1234567
f,2022-09-30,P,C2,U4,PR1,,,AA1 1AA,1234567
g,2023-09-30,L,C2,U4,PR1,,,AA1 1AA,1234567
h,2023-09-30,L,C2,U4,PR1,,,AA1 1AA,1234567
i,2023-09-30,L,C2,U4,PR1,2025-03-31,E4A,AA1 1AA,1234567
j,2023-09-30,L,V4,U4,PR1,2023-12-01,X1,AA1 1AA,1234567
j,2023-12-01,L,V2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,
b,0,0,date of birth
c,0,0,start of care (RNE S)
d,0,1,
e,0,0,
f,1,1,
g,0,0,
h,0,0,
i,0,0,
j,0,0,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,3,67,2,40,80
*/

/* example: the missing codes of old do not break the two years, a move to another placement after them does
at: 2014-03-31
-- core.child --
child_id,born_on
a,2003-08-12
b,2003-08-12
c,2003-08-12
d,2003-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-09-30,S,C2,U4,2013-06-03,X1
a,2013-06-03,P,C2,M1,2013-06-17,X1
a,2013-06-17,P,C2,U4,,
b,2008-09-30,S,C2,U4,2013-06-03,X1
b,2013-06-03,P,C2,M2,2013-06-17,X1
b,2013-06-17,P,C2,U4,,
c,2008-09-30,S,C2,U4,2013-06-03,X1
c,2013-06-03,P,C2,M3,2013-06-17,X1
c,2013-06-17,P,C2,U4,,
d,2008-09-30,S,C2,U4,2013-06-03,X1
d,2013-06-03,P,C2,M3,2013-06-17,X1
d,2013-06-17,P,C2,K2,,
-- want --
case_id,numerator,denominator
a,1,1
b,1,1
c,1,1
d,0,1
*/
