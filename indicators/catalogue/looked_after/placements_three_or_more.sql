/* indicator
title: Children looked after with three or more placements in the year
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
numerator: Children of the denominator with three or more placements in the twelve months to the date, over all their periods of care, including the placement open on the first day and the one open on the last.
denominator: Children looked after at the date under a legal status other than V3 and V4.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date, and placements under V3 or V4
  - Temporary placements (T0 to T4) and the return from them to the same placement; the missing codes M1 to M3 of old
  - Changes of legal status only (RNE L), and changes of address, status or provider with the same carer (RNE T and U)
  - Placement for adoption with the current foster carer (A3 and A5 directly after a foster placement)
  - A placement that ended on the first day of the twelve months
sources:
  - {return: ssda903, table: episodes, field: DECOM}
  - {return: ssda903, table: episodes, field: DEC}
  - {return: ssda903, table: episodes, field: LS}
  - {return: ssda903, table: episodes, field: RNE}
  - {return: ssda903, table: episodes, field: PLACE}
comparator:
  lait: LACStable_2016on
  ees: la_cla_placement_stability children_percent, CLA on 31 March with 3 or more placements during the year
  note: Published for 31 March only and rounded to whole numbers. That temporary placements do not count follows from the return's rules, not from a published sentence.
companions:
  - {id: placement_two_years, why: "moving often and staying long are two sides: both can be high in one authority"}
  - {id: residential_share, why: "where children are placed, beside how often they moved"}
completeness: >-
  A child with fewer than three placements on record cannot be judged when the first of them began in the twelve months with an
  episode that is not recorded as a start (RNE S): the placements before it are not held. Such a child counts as having fewer than
  three. An earlier stay in care that ended before the first return held is not seen.
caution: It does not show whether a move was planned or good for the child. A child with three placements who has left care is not in it. Moves recorded T with the same provider (as within one residential provider) do not count.
owner: children's services performance team
*/
with
-- The twelve months begin on the day after the date, a year before.
children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        looked_after.left_out,
        snapshot.as_at,
        cast(snapshot.as_at + 1 - interval 12 month as date) as year_start
    from core.looked_after as looked_after
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
    left join core.placement as placement
        on placement.area_code = children.area_code
        and placement.child_id = children.child_id
        and placement.started_on <= children.as_at
        and coalesce(placement.ended_on, date '9999-12-31') > children.year_start
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
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,placements before the first episode held
b,0,1,
c,0,1,
d,1,1,
e,0,1,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,5,20,1,20,40
*/
