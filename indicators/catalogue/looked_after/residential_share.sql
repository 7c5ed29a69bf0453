/* indicator
title: "Children looked after in residential care: {residential_set}"
finding: "{} of looked-after children in residential care"
question: How many of our children live in a residential home?
also: [LAC-RES, RES_CH]
edition:
  - {from: 2005-04-01, rule: LAC-RES, source: "LAIT measure 397, secure homes and children's homes"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: neutral, reason: "a home is the right place for some children; it is also the dearest, and used where no foster carer can be found"}
window: snapshot
year_end: 03-31
numerator: Children of the denominator placed in a secure children's home (K1) or a children's home (K2), or in the set that is chosen instead. The edition names the set. A child in a temporary placement counts where the placement underneath is.
denominator: Children looked after at the date under a legal status other than V3 and V4.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Semi-independent and supported accommodation (H5, K3), residential care homes (R1), health and family centres (R2, R3), young offender institutions (R5) and residential schools (S1) are in the denominator only, unless a set that holds them is chosen
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
comparator:
  lait: LAC_SecHome_And_ChildHome
  differs:
    population: "how the published measure treats a child in a temporary placement is not stated, in ours the placement underneath counts"
    rounding: "published in whole numbers, ours is compared before rounding"
  note: Published for 31 March only, by the placement's code on the day.
companions:
  - {id: cla, why: "the share can rise because fewer children are in care while the number in homes stays"}
  - {id: residential_spend, why: "few children in homes take a large part of the placement budget"}
  - {id: placed_over_20_miles, why: "how far from home children live, beside what they live in"}
  - {id: placements_three_or_more, why: "how often children moved, beside where they live"}
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
  - name: residential_set
    named: true
    question: Which placements are residential?
    default: RES_CH
    values:
      RES_CH: "secure children's homes and children's homes (K1, K2)"
      RES_CH_SEMI: "homes, semi-independent living and supported accommodation (K1, K2, H5, K3)"
      COST_RES: "homes, residential care homes and residential schools, as in the published unit cost (K1, K2, R1, S1)"
      OTHER_RES: "residential care homes, health, family centres and young offender institutions (R1, R2, R3, R5)"
      SUPP: "independent, semi-independent and supported accommodation (H5, P2, K3)"
    source: No set is agreed; LAIT measures 397 to 399, the unit cost of measure 297 and DfE tables to 2017 each use another. That K3 goes on where H5 ended is ours
completeness: >-
  A child cannot be judged whose care begins with a temporary placement (T0 to T4), because the placement underneath is not
  recorded. Such a child counts as not being in a home. All other rows carry a placement type, or are refused when they are read.
caution: It does not show whether a home was chosen or was what could be found. Other sets of residential placements (with hostels, schools or residential care homes) give other figures; compare only figures of the same set.
owner: children's services performance team
*/
with
children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        snapshot.as_at,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        looked_after.placement_type,
        case
            when chosen.t_codes_count = 'true' and starts_with(looked_after.placement_type, 'T')
                then looked_after.placement_type
            else looked_after.underlying_placement_type
        end as counted_type,
        case chosen.residential_set
            when 'RES_CH' then counted_type in ('K1', 'K2')
            when 'RES_CH_SEMI' then counted_type in ('K1', 'K2', 'H5', 'K3')
            when 'COST_RES' then counted_type in ('K1', 'K2', 'R1', 'S1')
            when 'OTHER_RES' then counted_type in ('R1', 'R2', 'R3', 'R5')
            else counted_type in ('H5', 'P2', 'K3')
        end as residential,
        -- A temporary placement that is not to count, with none underneath.
        chosen.t_codes_count = 'false' and regexp_full_match(counted_type, 'T[0-4]|M[1-3]') as unknown
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
    cast(left_out is null and residential as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case when left_out is null and unknown then 'placement underneath a temporary one' end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        when placement_type <> counted_type
            then 'placement type ' || counted_type || ', away at the date (' || placement_type || ')'
        else 'placement type ' || placement_type
    end as note
from children

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

/* example: the set of secure and children's homes holds K1 and K2 alone
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-02-01,S,C2,K1
b,2024-02-01,S,C2,K2
c,2024-02-01,S,C2,H5
d,2024-02-01,S,C2,K3
e,2024-02-01,S,C2,R1
f,2024-02-01,S,C2,R2
g,2024-02-01,S,C2,R3
h,2024-02-01,S,C2,R5
i,2024-02-01,S,C2,S1
j,2024-02-01,S,C2,P2
k,2024-02-01,S,C2,P1
l,2024-02-01,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,1,1,placement type K1
b,1,1,placement type K2
c,0,1,placement type H5
d,0,1,placement type K3
e,0,1,placement type R1
f,0,1,placement type R2
g,0,1,placement type R3
h,0,1,placement type R5
i,0,1,placement type S1
j,0,1,placement type P2
k,0,1,placement type P1
l,0,1,placement type U4
*/

/* example: with semi-independent living the set holds H5 too, and K3, which follows it
at: 2025-03-31
option: residential_set = RES_CH_SEMI
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-02-01,S,C2,K1
b,2024-02-01,S,C2,K2
c,2024-02-01,S,C2,H5
d,2024-02-01,S,C2,K3
e,2024-02-01,S,C2,R1
f,2024-02-01,S,C2,R2
g,2024-02-01,S,C2,R3
h,2024-02-01,S,C2,R5
i,2024-02-01,S,C2,S1
j,2024-02-01,S,C2,P2
k,2024-02-01,S,C2,P1
l,2024-02-01,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,1,1,placement type K1
b,1,1,placement type K2
c,1,1,placement type H5
d,1,1,placement type K3
e,0,1,placement type R1
f,0,1,placement type R2
g,0,1,placement type R3
h,0,1,placement type R5
i,0,1,placement type S1
j,0,1,placement type P2
k,0,1,placement type P1
l,0,1,placement type U4
*/

/* example: the set of the unit cost holds residential care homes and residential schools
at: 2025-03-31
option: residential_set = COST_RES
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-02-01,S,C2,K1
b,2024-02-01,S,C2,K2
c,2024-02-01,S,C2,H5
d,2024-02-01,S,C2,K3
e,2024-02-01,S,C2,R1
f,2024-02-01,S,C2,R2
g,2024-02-01,S,C2,R3
h,2024-02-01,S,C2,R5
i,2024-02-01,S,C2,S1
j,2024-02-01,S,C2,P2
k,2024-02-01,S,C2,P1
l,2024-02-01,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,1,1,placement type K1
b,1,1,placement type K2
c,0,1,placement type H5
d,0,1,placement type K3
e,1,1,placement type R1
f,0,1,placement type R2
g,0,1,placement type R3
h,0,1,placement type R5
i,1,1,placement type S1
j,0,1,placement type P2
k,0,1,placement type P1
l,0,1,placement type U4
*/

/* example: the set of other residential settings holds no children's home
at: 2025-03-31
option: residential_set = OTHER_RES
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-02-01,S,C2,K1
b,2024-02-01,S,C2,K2
c,2024-02-01,S,C2,H5
d,2024-02-01,S,C2,K3
e,2024-02-01,S,C2,R1
f,2024-02-01,S,C2,R2
g,2024-02-01,S,C2,R3
h,2024-02-01,S,C2,R5
i,2024-02-01,S,C2,S1
j,2024-02-01,S,C2,P2
k,2024-02-01,S,C2,P1
l,2024-02-01,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,0,1,placement type K1
b,0,1,placement type K2
c,0,1,placement type H5
d,0,1,placement type K3
e,1,1,placement type R1
f,1,1,placement type R2
g,1,1,placement type R3
h,1,1,placement type R5
i,0,1,placement type S1
j,0,1,placement type P2
k,0,1,placement type P1
l,0,1,placement type U4
*/

/* example: the set of supported accommodation holds independent and semi-independent living
at: 2025-03-31
option: residential_set = SUPP
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type
a,2024-02-01,S,C2,K1
b,2024-02-01,S,C2,K2
c,2024-02-01,S,C2,H5
d,2024-02-01,S,C2,K3
e,2024-02-01,S,C2,R1
f,2024-02-01,S,C2,R2
g,2024-02-01,S,C2,R3
h,2024-02-01,S,C2,R5
i,2024-02-01,S,C2,S1
j,2024-02-01,S,C2,P2
k,2024-02-01,S,C2,P1
l,2024-02-01,S,C2,U4
-- want --
case_id,numerator,denominator,reason
a,0,1,placement type K1
b,0,1,placement type K2
c,1,1,placement type H5
d,1,1,placement type K3
e,0,1,placement type R1
f,0,1,placement type R2
g,0,1,placement type R3
h,0,1,placement type R5
i,0,1,placement type S1
j,1,1,placement type P2
k,0,1,placement type P1
l,0,1,placement type U4
*/

/* example: where temporary placements count as placements a child in hospital is in no home, and nothing is missing underneath
at: 2025-03-31
option: t_codes_count = true
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,K2,2025-03-28,X1
a,2025-03-28,P,C2,T1,,
b,2025-03-28,S,C2,T1,,
c,2024-02-01,S,C2,K2,,
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,,placement type T1
b,0,1,,placement type T1
c,1,1,,placement type K2
*/

/* example: where the day care ends is chosen to count the child is in the last placement, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,K2,2025-03-31,E4A
b,2025-03-28,S,V3,K2,2025-03-31,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,placement type K2
b,0,0,left out: care ended on the day
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
