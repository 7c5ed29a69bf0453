/* indicator
title: Children looked after placed more than 20 miles from home
finding: "{} of looked-after children over 20 miles from home"
question: How many of our children live far from home?
also: [LAC-DIST20]
edition:
  - {from: 2005-04-01, rule: LAC-DIST20, source: "DfE children looked after statistics: more than 20 miles from home, inside or outside the authority's boundary; distance as the return's validator measures it"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: low, reason: "the further from home, the harder to keep family, friends, school and worker; some children are placed far away for their safety"}
window: snapshot
year_end: 03-31
numerator: >-
  Children of the denominator whose placement is more than 20 miles from home, whatever the boundary. The distance is the one the
  extract gives; where it gives none (or 999.9, not available) it is the straight line between the grid references of the home and
  the placement postcode of the episode, in metres, divided by 1,000 and by 1.6093 and rounded to one decimal: 20.0 is not more
  than 20. Of a child in a temporary placement the placement underneath counts.
denominator: Children looked after at the date under a legal status other than V3 and V4, with or without a known distance.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Children without a known distance are in the denominator only, such as unaccompanied asylum-seeking children, who have no home postcode, and children placed for adoption, whose placement postcode is confidential
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: episodes, field: HOME_POST, any_of: distance, way: postcodes}
  - {return: ssda903, table: episodes, field: PL_POST, any_of: distance, way: postcodes}
  - {return: postcode, table: postcodes, field: oseast1m, any_of: distance, way: postcodes}
  - {return: postcode, table: postcodes, field: osnrth1m, any_of: distance, way: postcodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_distance, any_of: distance, way: measured}
comparator:
  note: LAIT measure 87 (LACDistance) counts only placements that are outside the authority's boundary as well, so that ours, which counts them wherever they are, is the same or higher and is not set against it. It is for 31 March only. No published measure of any boundary is held.
companions:
  - {id: residential_share, why: "homes are fewer than foster carers and so, more often, far away"}
  - {id: placements_three_or_more, why: "a placement nearby that breaks down is no better than one that is far away and lasts"}
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
completeness: >-
  A child cannot be judged whose home postcode or placement postcode is not recorded and whose distance is not given either, or
  whose postcode is not in the directory. Such a child counts as not far from home. A missing home postcode of an unaccompanied
  asylum-seeking child and a missing placement postcode of a child placed for adoption are as they should be. With neither a
  postcode directory nor any distance in the extracts there is no figure.
caution: It does not show whether a child was placed far away for safety, to be with a relative or because nothing nearer was found. A straight line is shorter than the road. The home is the one the episode gives, as a rule that from which the child came into care.
owner: children's services performance team
*/
with
-- Metres as the crow flies, in miles of 1,609.3 metres to one decimal, as the return's validator does.
episodes_from_home as (
    select
        episode.area_code,
        episode.child_id,
        episode.started_on,
        episode.placement_type,
        arg_max(
            {
                'miles': coalesce(
                    cast(nullif(episode.placement_distance, 999.9) as double),
                    round(
                        sqrt(pow(placed.easting - home.easting, 2) + pow(placed.northing - home.northing, 2))
                        / 1000 / 1.6093, 1
                    )
                ),
                'home_postcode': episode.home_postcode,
                'placement_postcode': episode.placement_postcode
            },
            (coalesce(episode.ended_on, date '9999-12-31'), episode.source_row)
        ) as way
    from core.care_episode as episode
    left join core.postcode as home
        on home.postcode = episode.home_postcode
    left join core.postcode as placed
        on placed.postcode = episode.placement_postcode
    group by episode.area_code, episode.child_id, episode.started_on, episode.placement_type
),

-- The dataset's placements may come without distances, or beside a return that goes before them.
areas_with_distances as (
    select area_code
    from core.coverage
    where source = 'postcode'
    union
    select area_code
    from core.care_episode
    where placement_distance is not null
),

-- The last episode that was not temporary; a placement that is only temporary has none underneath.
standing_episodes as (
    select
        area_code,
        child_id,
        placement_no,
        started_on as episode_started_on,
        max(case when placement_type = underlying_placement_type then started_on end) over (
            partition by area_code, child_id, placement_no
            order by started_on
        ) as standing_on
    from core.placement_episode
),

children_placed as (
    select
        looked_after.area_code,
        looked_after.child_id,
        looked_after.started_on,
        looked_after.ended_on,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        looked_after.placement_type,
        chosen.t_codes_count = 'true' and starts_with(looked_after.placement_type, 'T') as temporary_counts,
        case when temporary_counts
            then looked_after.placement_type else looked_after.underlying_placement_type end as counted_type,
        case when temporary_counts
            then looked_after.episode_started_on else standing_episodes.standing_on end as counted_from,
        areas_with_distances.area_code is not null as measured
    from core.looked_after as looked_after
    cross join chosen
    left join standing_episodes
        using (area_code, child_id, placement_no, episode_started_on)
    left join areas_with_distances
        using (area_code)
),

unaccompanied_children as (
    select distinct area_code, child_id
    from core.uasc
),

judged_children as (
    select
        child.area_code,
        child.child_id,
        child.started_on,
        child.ended_on,
        child.left_out is null as looked_after,
        child.left_out is null and child.measured as counted,
        coalesce(child.left_out, case when not child.measured then 'no postcode directory and no distance is held' end) as left_out,
        child.placement_type <> child.counted_type as away,
        child.placement_type,
        episode.way.miles as miles,
        case
            when child.counted_type in ('A3', 'A4', 'A5', 'A6') and episode.way.placement_postcode is null
                then 'placed for adoption'
            when unaccompanied.child_id is not null and episode.way.home_postcode is null
                then 'unaccompanied asylum-seeking child'
        end as no_distance,
        case
            when episode.way.home_postcode is null then 'home postcode'
            when episode.way.placement_postcode is null then 'placement postcode'
            else 'grid reference of a postcode'
        end as missing
    from children_placed as child
    left join episodes_from_home as episode
        on episode.area_code = child.area_code
        and episode.child_id = child.child_id
        and episode.started_on = child.counted_from
        and episode.placement_type = child.counted_type
    left join unaccompanied_children as unaccompanied
        on unaccompanied.area_code = child.area_code
        and unaccompanied.child_id = child.child_id
),

children_at_date as (
    select
        child.*,
        snapshot.as_at
    from judged_children as child
    inner join snapshot
        on child.started_on <= snapshot.as_at
        and coalesce(child.ended_on, date '9999-12-31') > snapshot.as_at
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(counted and coalesce(miles > 20, false) as integer) as numerator,
    cast(counted as integer) as denominator,
    case when counted and miles is null and no_distance is null then missing end as not_recorded,
    coalesce(
        'left out: ' || left_out,
        'placed ' || miles || ' miles from home'
        || case when away then ', away at the date (' || placement_type || ')' else '' end,
        no_distance || ', no distance from home',
        'no distance from home'
    ) as note
from children_at_date
union all
-- Something over nothing is a figure that is not available, where children over nothing would be none.
select
    area_code,
    'distances' as case_id,
    null as person_id,
    as_at,
    1 as numerator,
    0 as denominator,
    null as not_recorded,
    'not available: no postcode directory and no distance is held' as note
from children_at_date
where looked_after and not counted
group by area_code, as_at

/* example: 20 miles, rounded to one decimal, are not more than 20, and 20.1 are
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
AA1 1AA,500000,200000
AA2 2BB,532266,200000
AA3 3CC,532267,200000
AA4 4DD,500000,167734
AA5 5EE,500000,167733
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,AA1 1AA,AA2 2BB
b,2024-02-01,S,C2,U6,AA1 1AA,AA3 3CC
c,2024-02-01,S,C2,U6,AA1 1AA,AA4 4DD
d,2024-02-01,S,C2,U6,AA1 1AA,AA5 5EE
-- want --
case_id,numerator,denominator,reason
a,0,1,placed 20.0 miles from home
b,1,1,placed 20.1 miles from home
c,0,1,placed 20.0 miles from home
d,1,1,placed 20.1 miles from home
*/

/* example: the distance is the straight line, in whichever direction
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
BA1 1AA,500000,200000
BA2 2BB,524000,232000
BA3 3CC,476000,168000
BA4 4DD,506000,208000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,BA1 1AA,BA2 2BB
b,2024-02-01,S,C2,U6,BA1 1AA,BA3 3CC
c,2024-02-01,S,C2,U6,BA1 1AA,BA4 4DD
-- want --
case_id,numerator,denominator,reason
a,1,1,placed 24.9 miles from home
b,1,1,placed 24.9 miles from home
c,0,1,placed 6.2 miles from home
*/

/* example: a distance that the extract gives goes before the postcodes and is taken as it stands
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
CA1 1AA,500000,200000
CA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode,placement_distance
a,2024-02-01,S,C2,U6,CA1 1AA,CA3 3CC,20
b,2024-02-01,S,C2,U6,,,20.01
-- want --
case_id,numerator,denominator,reason
a,0,1,placed 20.0 miles from home
b,1,1,placed 20.01 miles from home
*/

/* example: an unaccompanied asylum-seeking child without a home postcode and a distance of 999.9, which is not available, are in the denominator only
at: 2025-03-31
-- core.uasc --
child_id
a
a
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode,placement_distance
a,2024-02-01,S,C2,U6,,DA3 3CC,
b,2024-02-01,S,C2,U6,,DA3 3CC,999.9
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,,"unaccompanied asylum-seeking child, no distance from home"
b,0,1,home postcode,not recorded: home postcode; no distance from home
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,2,0,1,0,50
*/

/* example: where the extract says 999.9 the postcodes are measured
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
EA1 1AA,500000,200000
EA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode,placement_distance
a,2024-02-01,S,C2,U6,EA1 1AA,EA3 3CC,999.9
-- want --
case_id,numerator,denominator,reason
a,1,1,placed 31.1 miles from home
*/

/* example: an unaccompanied asylum-seeking child with a home postcode is measured like any other
at: 2025-03-31
-- core.uasc --
child_id
a
b
-- core.postcode --
postcode,easting,northing
FA1 1AA,500000,200000
FA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,FA1 1AA,FA3 3CC
b,2024-02-01,S,C2,U6,FA1 1AA,
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,
b,0,1,placement postcode
*/

/* example: a child placed for adoption has a confidential placement postcode, any other child's is missing
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
GA1 1AA,500000,200000
GA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-02-01,S,E1,A3,GA1 1AA,
b,2024-02-01,S,E1,A4,GA1 1AA,
c,2024-02-01,S,E1,A5,GA1 1AA,
d,2024-02-01,S,E1,A6,GA1 1AA,
e,2024-02-01,S,E1,A6,GA1 1AA,GA3 3CC
f,2024-02-01,S,E1,U6,GA1 1AA,
g,2024-02-01,S,E1,U6,GA9 9ZZ,GA3 3CC
h,2024-02-01,S,E1,U6,GA1 1AA,GA9 9ZZ
i,2024-02-01,S,E1,U6,,GA3 3CC
j,2024-02-01,S,E1,A6,GA1 1AA,GA9 9ZZ
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,,"placed for adoption, no distance from home"
b,0,1,,"placed for adoption, no distance from home"
c,0,1,,"placed for adoption, no distance from home"
d,0,1,,"placed for adoption, no distance from home"
e,1,1,,placed 31.1 miles from home
f,0,1,placement postcode,not recorded: placement postcode; no distance from home
g,0,1,grid reference of a postcode,not recorded: grid reference of a postcode; no distance from home
h,0,1,grid reference of a postcode,not recorded: grid reference of a postcode; no distance from home
i,0,1,home postcode,not recorded: home postcode; no distance from home
j,0,1,grid reference of a postcode,not recorded: grid reference of a postcode; no distance from home
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,10,10,5,10,60
*/

/* example: with neither a postcode directory nor any distance the figure is not available
at: 2025-03-31
-- core.coverage --
source,table_name
ssda903,episodes
ssd,cla_placement
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,HA1 1AA,HA3 3CC
b,2024-02-01,S,C2,U6,HA1 1AA,HA3 3CC
-- want --
case_id,person_id,numerator,denominator,not_recorded,reason
a,a,0,0,,left out: no postcode directory and no distance is held
b,b,0,0,,left out: no postcode directory and no distance is held
distances,,1,0,,not available: no postcode directory and no distance is held
-- want total --
numerator,denominator,value
1,0,x
*/

/* example: a child in a temporary placement is where the placement underneath is
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
IA1 1AA,500000,200000
IA2 2BB,510000,200000
IA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,2024-12-10,X1,IA1 1AA,IA2 2BB
a,2024-12-10,T,C2,U6,2025-03-10,X1,IA1 1AA,IA3 3CC
a,2025-03-10,P,C2,T1,2025-03-30,X1,IA1 1AA,IA2 2BB
a,2025-03-30,L,C2,T1,2025-04-05,X1,IA1 1AA,IA2 2BB
a,2025-04-05,T,C2,U6,,,IA1 1AA,IA2 2BB
b,2025-03-30,S,C2,T4,,,IA1 1AA,IA3 3CC
-- want --
case_id,numerator,denominator,reason
a,1,1,"placed 31.1 miles from home, away at the date (T1)"
b,1,1,placed 31.1 miles from home
*/

/* example: where temporary placements count as placements the child is in the temporary one
at: 2025-03-31
option: t_codes_count = true
-- core.postcode --
postcode,easting,northing
JA1 1AA,500000,200000
JA2 2BB,510000,200000
JA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,2025-03-10,X1,JA1 1AA,JA3 3CC
a,2025-03-10,P,C2,T1,,,JA1 1AA,JA2 2BB
b,2024-02-01,S,C2,U6,2025-03-10,X1,JA1 1AA,JA3 3CC
b,2025-03-10,P,C2,M2,,,JA1 1AA,JA2 2BB
-- want --
case_id,numerator,denominator,reason
a,0,1,placed 6.2 miles from home
b,1,1,"placed 31.1 miles from home, away at the date (M2)"
*/

/* example: the placement at the date counts, not the one before or after
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
KA1 1AA,500000,200000
KA2 2BB,510000,200000
KA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode
a,2024-02-01,S,C2,U6,2025-03-31,X1,KA1 1AA,KA2 2BB
a,2025-03-31,P,C2,U6,,,KA1 1AA,KA3 3CC
b,2024-02-01,S,C2,U6,2025-04-01,X1,KA1 1AA,KA2 2BB
b,2025-04-01,P,C2,U6,,,KA1 1AA,KA3 3CC
-- want --
case_id,numerator,denominator,reason
a,1,1,placed 31.1 miles from home
b,0,1,placed 6.2 miles from home
*/

/* example: of two episodes with one first day and one placement type the longer counts, once
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
LA1 1AA,500000,200000
LA2 2BB,510000,200000
LA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode,source_row
a,2024-02-01,S,C2,U6,,,LA1 1AA,LA3 3CC,1
a,2024-02-01,S,C2,U6,2025-04-30,X1,LA1 1AA,LA2 2BB,2
b,2024-02-01,S,C2,U6,,,LA1 1AA,LA2 2BB,3
b,2024-02-01,S,C2,U6,,,LA1 1AA,LA3 3CC,4
-- want --
case_id,numerator,denominator,reason
a,1,1,placed 31.1 miles from home
b,1,1,placed 31.1 miles from home
*/

/* example: a child who left on the date is left out, and so is one in short breaks
at: 2025-03-31
-- core.postcode --
postcode,easting,northing
MA1 1AA,500000,200000
MA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode
a,2024-02-01,S,V2,U6,2025-03-31,E4A,MA1 1AA,MA3 3CC
b,2025-03-28,S,V4,U6,,,MA1 1AA,MA3 3CC
c,2025-03-28,S,V3,U6,2025-03-31,E4A,MA1 1AA,MA3 3CC
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
b,0,0,"left out: agreed series of short breaks (V3, V4)"
c,0,0,left out: care ended on the day
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: where the day care ends counts the child is in the last placement
at: 2025-03-31
option: leaving_day = counted
-- core.postcode --
postcode,easting,northing
NA1 1AA,500000,200000
NA3 3CC,550000,200000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,home_postcode,placement_postcode
a,2024-02-01,S,V2,U6,2025-03-31,E4A,NA1 1AA,NA3 3CC
b,2025-03-28,S,V3,U6,2025-03-31,E4A,NA1 1AA,NA3 3CC
-- want --
case_id,numerator,denominator,reason
a,1,1,placed 31.1 miles from home
b,0,0,left out: care ended on the day
*/

/* example: with nobody looked after there is no percentage, and nothing that is not available
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-28,S,V4,U6,,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
-- want total --
numerator,denominator,value
0,0,z
*/
