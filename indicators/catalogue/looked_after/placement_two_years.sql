/* indicator
title: Long-term children looked after who have lived in the same placement for two years
question: How many of the children who have been with us for long have stayed in one place?
also: [NI 63, LAC-PS2Y]
edition:
  - {from: 2005-04-01, to: 2011-03-31, rule: PS2Y.2023, decimals: 1, source: "DfE data guidance 2023, applied to earlier years as DfE does; NI-era figures were printed to one decimal"}
  - {from: 2011-04-01, rule: PS2Y.2023, source: "LAIT measure 393; DfE children looked after statistics, data guidance 2022 and 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: high, reason: "children who have been in care for long need a lasting home"}
window: snapshot
year_end: 03-31
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
  - {return: ssda903, table: episodes, field: DECOM}
  - {return: ssda903, table: episodes, field: DEC}
  - {return: ssda903, table: episodes, field: LS}
  - {return: ssda903, table: episodes, field: PLACE}
  - {return: ssda903, table: header, field: DOB}
comparator:
  lait: LAC_LongStable%
  ees: la_cla_placement_stability children_percent, living with the same carer for at least 2 years
  note: Published for 31 March only and rounded to whole numbers. DfE's 2020 and earlier publications joined a move into U2 or U5 to the placement before, and the 2022 and earlier ones counted some changes with the same carer as moves.
companions:
  - {id: placements_three_or_more, why: "moving often and staying long are two sides: both can be high in one authority"}
completeness: >-
  A child cannot be judged whose date of birth is not recorded (left out), whose care begins with an episode that is not recorded
  as a start (RNE S) less than two and a half years before the date (left out), or whose placement begins with a change of legal
  status or address only, less than two years before the date (counted as shorter). The beginning lies before the first return held.
caution: It does not show the children who have not been in care for long, nor whether the placement is the right one. A period of care that ended and began again on one day starts from nought.
owner: children's services performance team
*/
with
-- A placement for adoption takes the one directly before it; a foster placement that became
-- adoptive is the two already.
placements as (
    select
        area_code,
        child_id,
        placement_no,
        started_on,
        opened_by,
        lag(opened_by) over in_period as previous_opened_by,
        case
            when first_placement_type in ('A3', 'A4', 'A5', 'A6')
                and lag(ended_on) over in_period = started_on
                then lag(started_on) over in_period
        end as previous_started_on
    from core.placement
    window in_period as (
        partition by area_code, child_id, care_period_no
        order by placement_no
    )
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
        looked_after.left_out,
        snapshot.as_at,
        (
            cast(strftime(snapshot.as_at, '%Y%m%d') as integer)
            - cast(strftime(child.born_on, '%Y%m%d') as integer)
        ) // 10000 as age,
        care_period.began_as_short_breaks,
        cast(care_period.started_on + interval 30 month as date) as long_term_from,
        looked_after.underlying_placement_type in ('A3', 'A4', 'A5', 'A6')
            and placements.previous_started_on is not null as joined,
        case when joined then placements.previous_started_on else placements.started_on end as placed_on,
        case when joined then placements.previous_opened_by else placements.opened_by end as opened_by,
        recorded_starts.child_id is not null as start_recorded
    from core.looked_after as looked_after
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
    left join placements
        using (area_code, child_id, placement_no)
    left join core.care_period as care_period
        using (area_code, child_id, care_period_no)
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
    ) as note
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
case_id,numerator,denominator,reason
a,1,1,same placement since 31 March 2023
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
case_id,numerator,denominator,reason
a,0,1,same placement since 1 April 2023
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
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,
b,0,0,date of birth
c,0,0,start of care (RNE S)
d,0,1,
e,0,0,
f,1,1,
g,0,0,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,3,67,2,40,80
*/
