/* indicator
title: Children looked after per 10,000 children aged 0 to 17
finding: "Children looked after at {} children"
question: How many children do we look after for the size of our child population?
also: [LAC-RATE]
edition:
  - {from: 2005-04-01, to: 2011-03-31, rule: LAC-RATE, decimals: 1, source: "DfE children looked after statistics; one decimal because the memoranda to parliamentary committees print one, where DfE prints whole numbers"}
  - {from: 2011-04-01, rule: LAC-RATE, source: "DfE children looked after statistics, data guidance 2023; LAIT measure 124"}
statistic: ratio
unit: per 10,000
decimals: 0
polarity: {direction: neutral, reason: "a higher rate is neither good nor bad: it depends on need and on what is offered before care"}
window: snapshot
year_end: 03-31
numerator: Children looked after at the date under a legal status other than V3 and V4, each counted once.
denominator: >-
  Children aged 0 to 17 in the mid-year estimate that the published rate of the date's financial year uses, which is 30 June
  of the year before the one in which the financial year ends (mid-2024 for every date from 1 April 2024 to 31 March 2025).
  While that estimate is not held there is no rate.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Children whose care ended on the date
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: population, table: estimates, field: population}
comparator:
  lait: LAC
  ees: "ees:rate_per_10000 [Children looked after on 31 March each year]"
  numerator: [LACnum, "ees:children_count [Children looked after on 31 March each year]"]
  denominator: ["ees:population_estimate [Children looked after on 31 March each year]"]
  differs:
    population: "rates published before a revision of the population estimates used the estimates of their time"
    rounding: "published in whole numbers, ours is compared before rounding"
  note: Published for 31 March only.
companions:
  - {id: cla, why: "a rate can move because the population estimate moved; the number cannot"}
  - {id: spend_per_child, why: "what is spent for each child of the area, beside how many of them are looked after"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
flows: [cla_started, cla_ceased]
completeness: >-
  Every case is judged. A row without its child, first day, reason, legal status or placement is refused when it is read and
  listed under data quality. A child whom a later return no longer mentions is taken to have left on 31 March before.
  Without an estimate of the population there is no figure.
caution: It does not show need. Two areas with the same rate can differ in how many children need care, and a revised population estimate moves the rate by itself. The population is that of one 30 June for every date of a financial year, so the rate can jump on 1 April while the number of children stays.
owner: children's services performance team
*/
with
-- Age bands count only where together they cover the ages 0 to 17 exactly once.
child_populations as (
    select
        area_code,
        year,
        coalesce(
            max(population) filter (where age_from = 0 and age_to = 17),
            case when sum(age_to - age_from + 1) = 18 then sum(population) end
        ) as population
    from core.population
    where age_from >= 0 and age_to <= 17
    group by area_code, year
),

children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        looked_after.episode_started_on,
        looked_after.left_out is null as open,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        snapshot.as_at
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
    cast(left_out is null as integer) as numerator,
    0 as denominator,
    coalesce(
        'left out: ' || left_out,
        'looked after: episode from ' || strftime(episode_started_on, '%-d %B %Y')
        || case when open then ' is open' else ' ended on the day' end
    ) as note
from children
union all
select
    child_populations.area_code,
    'population mid-' || child_populations.year || ' ages 0-17' as case_id,
    null as person_id,
    snapshot.as_at,
    0 as numerator,
    child_populations.population as denominator,
    'mid-year estimate of 30 June ' || child_populations.year as note
from snapshot
inner join child_populations
    on child_populations.year = year(snapshot.as_at) - case when month(snapshot.as_at) >= 4 then 0 else 1 end
inner join core.area as area
    on area.area_code = child_populations.area_code
    and area.own
where child_populations.population is not null

/* example: each child counts once over the population of mid-year before
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
b,2024-02-01,S,C2,U6,2024-05-01,X1
b,2024-05-01,P,C2,K2,,
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
2025,0,17,60000
-- want --
case_id,numerator,denominator,reason
a,1,0,looked after: episode from 1 February 2024 is open
b,1,0,looked after: episode from 1 May 2024 is open
population mid-2024 ages 0-17,0,50000,mid-year estimate of 30 June 2024
*/

/* example: two children of fifty thousand are 0.4 per 10,000, which rounds to nought, and is shown as low
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
b,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,17,50000
-- want total --
numerator,denominator,value
2,50000,0
*/

/* example: a half rounds up
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,17,4000
-- want total --
numerator,denominator,value
1,4000,3
*/

/* example: the first day of a financial year takes the mid-year estimate of that calendar year
at: 2024-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator
1,50000
*/

/* example: the last day of a financial year takes the estimate of the calendar year before
at: 2024-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want total --
numerator,denominator
1,40000
*/

/* example: single ages add up to the ages 0 to 17, older ages stay out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,5,15,20
2024,16,17,5
2024,18,18,30
2024,19,24,90
-- want total --
numerator,denominator
1,35
*/

/* example: where the estimate gives the ages 0 to 17 as one number and in bands, the one number counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,5,17,20
2024,0,17,31
-- want total --
numerator,denominator
1,31
*/

/* example: of two estimates of all ages for one year the larger counts
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,40
2024,0,17,35
2025,0,17,90
-- want total --
numerator,denominator
0,40
*/

/* example: where ages are missing from the estimate the rate is not available
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,16,17,5
-- want total --
numerator,denominator,value
1,0,x
*/

/* example: without the estimate of that year there is no rate
at: 2025-04-30
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,17,50000
-- want --
case_id,numerator,denominator
a,1,0
*/

/* example: a child who left on the day is not counted, one in short breaks is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,E4A
b,2025-03-28,S,V4,U6,,
-- core.population --
year,age_from,age_to,population
2024,0,17,50000
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
b,0,0,"left out: agreed series of short breaks (V3, V4)"
population mid-2024 ages 0-17,0,50000,mid-year estimate of 30 June 2024
*/

/* example: where the day care ends is chosen to count the child is looked after on it, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,2025-03-31,E4A
b,2024-01-05,S,V2,U6,2025-03-30,E4A
c,2025-03-28,S,V3,U6,2025-03-31,E4A
d,2024-01-05,S,V2,U6,2025-03-31,X1
d,2025-03-31,P,V2,K2,,
-- want --
case_id,numerator,denominator,reason
a,1,0,looked after: episode from 5 January 2024 ended on the day
c,0,0,left out: care ended on the day
d,1,0,looked after: episode from 31 March 2025 is open
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

/* example: a child who starts on the day is counted, one who starts on the next is not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,V2,U6,,
b,2025-04-01,S,V2,U6,,
-- want --
case_id,numerator,denominator
a,1,0
*/

/* example: populations of other authorities are not ours
at: 2025-03-31
-- core.population --
area_code,year,age_from,age_to,population
204,2024,0,17,54191
-- want --
case_id,numerator,denominator
*/

/* example: every case is judged, so the bounds are the figure
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,20000
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-05,S,V2,U6,,
b,2024-06-05,L,V2,U6,,
-- want --
case_id,numerator,denominator,not_recorded
a,1,0,
b,1,0,
population mid-2024 ages 0-17,0,20000,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,20000,1,0,1,1
*/
