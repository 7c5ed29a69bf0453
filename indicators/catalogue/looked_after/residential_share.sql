/* indicator
title: Children looked after in secure and children's homes (placement types K1 and K2)
question: How many of our children live in a residential home?
also: [LAC-RES, RES_CH]
edition:
  - {from: 2005-04-01, rule: "RES_CH {K1, K2}", source: "LAIT measure 397, secure homes and children's homes"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: neutral, reason: "a home is the right place for some children; it is also the dearest, and used where no foster carer can be found"}
window: snapshot
year_end: 03-31
numerator: Children of the denominator placed in a secure children's home (K1) or a children's home (K2). A child in a temporary placement counts where the placement underneath is.
denominator: Children looked after at the date under a legal status other than V3 and V4.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Semi-independent and supported accommodation (H5, K3), residential care homes (R1), health and family centres (R2, R3), young offender institutions (R5) and residential schools (S1) are in the denominator only
sources:
  - {return: ssda903, table: episodes, field: DECOM}
  - {return: ssda903, table: episodes, field: DEC}
  - {return: ssda903, table: episodes, field: LS}
  - {return: ssda903, table: episodes, field: PLACE}
comparator:
  lait: LAC_SecHome_And_ChildHome
  note: The published measure groups placements by the code on 31 March; how it treats temporary placements is not stated.
companions:
  - {id: cla, why: "the share can rise because fewer children are in care while the number in homes stays"}
  - {id: residential_spend, why: "few children in homes take a large part of the placement budget"}
completeness: >-
  A child cannot be judged whose care begins with a temporary placement (T0 to T4), because the placement underneath is not
  recorded. Such a child counts as not being in a home. All other rows carry a placement type, or are refused when they are read.
caution: It does not show whether a home was chosen or was what could be found. Other sets of residential placements (with hostels, schools or residential care homes) give other figures; compare only figures of the same set.
owner: children's services performance team
*/
select
    looked_after.area_code,
    looked_after.child_id as case_id,
    looked_after.child_id as person_id,
    snapshot.as_at,
    cast(
        looked_after.left_out is null and looked_after.underlying_placement_type in ('K1', 'K2')
    as integer) as numerator,
    cast(looked_after.left_out is null as integer) as denominator,
    case
        when looked_after.left_out is null
            and regexp_full_match(looked_after.underlying_placement_type, 'T[0-4]|M[1-3]')
            then 'placement underneath a temporary one'
    end as not_recorded,
    case
        when looked_after.left_out is not null then 'left out: ' || looked_after.left_out
        when looked_after.placement_type <> looked_after.underlying_placement_type
            then 'placement type ' || looked_after.underlying_placement_type
                || ', away at the date (' || looked_after.placement_type || ')'
        else 'placement type ' || looked_after.placement_type
    end as note
from core.looked_after as looked_after
inner join snapshot
    on looked_after.started_on <= snapshot.as_at
    and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at

/* example: three of ten children are in a secure or children's home; supported accommodation, residential care and schools are not in the set
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,C2,K1,PR1,,,AA1 1AA,1234567
b,2024-02-01,S,C2,K2,PR1,,,AA1 1AA,1234567
c,2024-02-01,S,C2,K2,PR1,,,AA1 1AA,1234567
d,2024-02-01,S,C2,K3,PR1,,,AA1 1AA,1234567
e,2024-02-01,S,C2,R1,PR1,,,AA1 1AA,1234567
f,2024-02-01,S,C2,S1,PR1,,,AA1 1AA,1234567
g,2024-02-01,S,C2,U1,PR1,,,AA1 1AA,1234567
h,2024-02-01,S,C2,U3,PR1,,,AA1 1AA,1234567
i,2024-02-01,S,C2,U4,PR1,,,AA1 1AA,1234567
j,2024-02-01,S,C2,U6,PR1,,,AA1 1AA,1234567
-- want total --
numerator,denominator,value
3,10,30
*/

/* example: each child carries the placement type that counted
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,C2,K1,PR1,,,AA1 1AA,1234567
b,2024-02-01,S,C2,K2,PR1,,,AA1 1AA,1234567
c,2024-02-01,S,C2,H5,PR1,,,AA1 1AA,1234567
d,2024-02-01,S,C2,R1,PR1,,,AA1 1AA,1234567
e,2024-02-01,S,C2,U4,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,1,1,placement type K1
b,1,1,placement type K2
c,0,1,placement type H5
d,0,1,placement type R1
e,0,1,placement type U4
*/

/* example: a child who is away for a short while is where the placement underneath is
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-02-01,S,C2,K2,PR4,2025-03-28,X1,AA3 3CC,2345678
a,2025-03-28,P,C2,T1,,,,AA9 9ZZ,
-- want --
case_id,numerator,denominator,reason
a,1,1,"placement type K2, away at the date (T1)"
*/

/* example: a child who moves on the date counts once, in the new placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-03-31,X1,AA1 1AA,1234567
a,2025-03-31,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child who moves on the next day counts in the old placement
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,2025-04-01,X1,AA1 1AA,1234567
a,2025-04-01,P,V2,K2,PR4,,,AA3 3CC,2345678
-- want --
case_id,numerator,denominator
a,0,1
*/

/* example: a child who left on the date and a child in short breaks are left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,K2,PR1,2025-03-31,E4A,AA1 1AA,1234567
b,2025-03-28,S,V4,K2,PR1,,,AA1 1AA,1234567
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
b,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: two open episodes of one child count once, as the later one
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,placement_provider,ended_on,reason_ceased,placement_postcode,urn
a,2024-01-05,S,V2,U6,PR1,,,AA1 1AA,1234567
a,2024-06-05,P,V2,K2,PR1,,,AA3 3CC,1234567
-- want --
case_id,numerator,denominator
a,1,1
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

/* example: a child whose care begins with a temporary placement has none underneath on record
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,C2,K2,,
b,2024-01-05,S,C2,U4,,
c,2025-03-29,S,C2,T1,,
d,2024-01-05,S,C2,U4,2025-03-29,X1
d,2025-03-29,P,C2,T1,,
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,
b,0,1,
c,0,1,placement underneath a temporary one
d,0,1,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,4,25,1,25,50
*/
