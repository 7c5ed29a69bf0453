/* indicator
title: Days from coming into care to living with the adoptive family
finding: "{} from entering care to the adoptive family"
question: How long do children wait from coming into care until they live with their new family?
also: [ADO-A10]
edition:
  - {from: 2012-03-31, rule: ADO-A10, source: "Adoption scorecards from 2012, three years pooled (LG Inform Plus 912); where the clock stops for children adopted by their foster carer rests on an authority's analysis of its scorecard"}
statistic: ratio
unit: days
decimals: 0
polarity: {direction: low, reason: "months count in a young child's life; it is read with how long placements last, because a quick match can go with one that does not hold"}
window: period
year_end: 03-31
history: 60
numerator: >-
  The days, added up over the children of the denominator, from the first day of the period of care to the day the placement for
  adoption began that the child was adopted from (types A3 to A6). Where the foster carer adopted (FOSTER_CARE) and the placement is
  A3 or A5, the clock stops on the day the child came to that foster carer.
denominator: >-
  Children adopted (reason E11 or E12) whose way is on record. A figure for a year, a year to date or twelve months pools the
  children adopted in the three years to its last day, as the scorecard does; one for a month or quarter is of that month or quarter.
exclusions:
  - Children adopted for whom no placement for adoption, or no start of care, is recorded
  - A placement for adoption that broke down stops no clock
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: RNE, any_of: episodes}
  - {return: ssda903, table: episodes, field: REC, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_ceased_reason, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: ad1, field: FOSTER_CARE, any_of: adoptions}
  - {return: ssd, table: permanence, field: perm_adopted_by_carer_flag, any_of: adoptions}
comparator:
  note: >-
    The scorecard's averages by authority are not in the published files that are held. Explore Education Statistics gives averages for
    England alone, of one year and in years and months, and does not say when its clock stops for a child whom the foster carer adopts.
companions:
  - {id: placement_two_years, why: "placing quickly is no gain where placements do not last"}
  - {id: placed_within_12_months, why: "the part of the way that begins with the decision"}
  - {id: order_to_match_days, why: "the part of the way that is the search for a family"}
  - {id: adopted_share, why: "few and easy adoptions are quick; the share shows how many children they are"}
options:
  - name: adoption_years
    question: Which adoptions does an average of a year rest on?
    default: three
    values: {three: "those of the three years to its last day", period: "those of the period alone"}
    source: The scorecard pools three years because single years hold few children
completeness: >-
  A child adopted cannot be judged without a placement for adoption at the end of care, or where care begins with an episode that is
  not recorded as a start (RNE S); such a child is left out. Of a child whose foster placement became A3 or A5, FOSTER_CARE must be
  recorded, else the clock is taken to stop at A3 or A5. Adoptions before the first return held are not in the three years.
distribution:
  of: from coming into care to living with the adoptive family
  unit: days
caution: It shows only the children who were adopted in the end, not those still waiting. One child who waited for years moves the average of a small authority by months; three years pooled move slowly.
owner: children's services performance team
*/
with
adopted_children as (
    select
        care_period.area_code,
        care_period.child_id,
        period.period,
        period.period_end,
        max(care_period.care_period_no) as care_period_no
    from core.care_period as care_period
    cross join chosen
    inner join period
        on care_period.ended_on between case
            when chosen.adoption_years = 'three' and period.period in ('year', 'ytd', 'rolling12')
                then cast(period.period_end + 1 - interval 36 month as date)
            else period.period_start
        end and period.period_end
    where care_period.reason_ceased in ('E11', 'E12')
    group by care_period.area_code, care_period.child_id, period.period, period.period_end
),

-- The episodes of the placement that care ended in, and whether any to the end is not for adoption.
last_placement_episodes as (
    select
        area_code,
        child_id,
        care_period_no,
        started_on,
        underlying_placement_type,
        min(started_on) over (partition by area_code, child_id, care_period_no) as came_on,
        bool_and(underlying_placement_type in ('A3', 'A4', 'A5', 'A6')) over (
            partition by area_code, child_id, care_period_no
            order by started_on
            rows between current row and unbounded following
        ) as adoptive_to_the_end
    from core.placement_episode
    semi join (
        select area_code, child_id, max(placement_no) as placement_no
        from core.placement_episode
        group by area_code, child_id, care_period_no
    ) as last_placement using (area_code, child_id, placement_no)
),

placed_children as (
    select
        area_code,
        child_id,
        care_period_no,
        min(started_on) as placed_on,
        case
            when arg_min(underlying_placement_type, started_on) in ('A3', 'A5') then nullif(any_value(came_on), placed_on)
        end as fostered_on
    from last_placement_episodes
    where adoptive_to_the_end
    group by area_code, child_id, care_period_no
),

adopters as (
    select
        area_code,
        child_id,
        bool_or(adopted_by_foster_carer) as foster_carer
    from core.adoption
    group by area_code, child_id
),

recorded_starts as (
    select distinct area_code, child_id, started_on
    from core.care_episode
    where reason_new_episode = 'S'
),

judged_children as (
    select
        adopted_children.*,
        care_period.started_on,
        case
            when placed_children.placed_on is null then 'placement for adoption'
            when recorded_starts.child_id is null then 'start of care (RNE S)'
        end as missing,
        placed_children.fostered_on is not null and adopters.foster_carer is null as carer_unknown,
        placed_children.fostered_on is not null and coalesce(adopters.foster_carer, false) as by_carer,
        case when by_carer then placed_children.fostered_on else placed_children.placed_on end as stopped_on
    from adopted_children
    inner join core.care_period as care_period
        using (area_code, child_id, care_period_no)
    left join recorded_starts
        on recorded_starts.area_code = care_period.area_code
        and recorded_starts.child_id = care_period.child_id
        and recorded_starts.started_on = care_period.started_on
    left join placed_children
        using (area_code, child_id, care_period_no)
    left join adopters
        using (area_code, child_id)
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    case when missing is null then stopped_on - started_on else 0 end as numerator,
    cast(missing is null as integer) as denominator,
    coalesce(missing, case when carer_unknown then 'whether the foster carer adopted (FOSTER_CARE)' end) as not_recorded,
    case
        when missing is not null then 'left out: adopted, ' || missing || ' not recorded'
        else (stopped_on - started_on) || ' days from ' || strftime(started_on, '%-d %B %Y')
            || case when by_carer then ' to the foster carer who adopted, ' else ' to placement for adoption on ' end
            || strftime(stopped_on, '%-d %B %Y')
    end as note
from judged_children

/* example: the days from the start of care to the placement for adoption, on average
at: 2025-03-31
-- core.adoption --
child_id,adopted_by_foster_carer
a,false
b,false
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2023-11-01,X1
a,2023-11-01,B,E1,U6,2024-05-01,X1
a,2024-05-01,P,E1,A6,2024-12-20,E12
b,2023-05-01,S,C2,U6,2024-09-01,X1
b,2024-09-01,P,E1,A4,2024-10-01,X1
b,2024-10-01,L,E1,A6,2025-03-20,E11
-- want --
case_id,numerator,denominator,reason,duration
a,366,1,366 days from 1 May 2023 to placement for adoption on 1 May 2024,366
b,489,1,489 days from 1 May 2023 to placement for adoption on 1 September 2024,489
-- want total --
numerator,denominator,value,unjudged
855,2,428,0
*/

/* example: where the foster carer adopted the clock stops on the day the child came to them
at: 2025-03-31
-- core.adoption --
child_id,adopted_by_foster_carer
a,true
b,false
d,true
e,true
e,false
f,true
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2023-06-01,X1
a,2023-06-01,P,C2,U5,2024-05-01,X1
a,2024-05-01,U,E1,A5,2024-12-20,E12
b,2023-05-01,S,C2,U6,2023-06-01,X1
b,2023-06-01,P,C2,U5,2024-05-01,X1
b,2024-05-01,U,E1,A5,2024-12-20,E12
c,2023-05-01,S,C2,U6,2023-06-01,X1
c,2023-06-01,P,C2,U4,2024-05-01,X1
c,2024-05-01,U,E1,A3,2024-12-20,E12
d,2023-05-01,S,C2,U6,2023-06-01,X1
d,2023-06-01,P,C2,U4,2024-05-01,X1
d,2024-05-01,U,E1,A6,2024-12-20,E12
e,2023-05-01,S,C2,U6,2023-06-01,X1
e,2023-06-01,P,C2,U4,2024-05-01,X1
e,2024-05-01,U,E1,A3,2024-06-01,X1
e,2024-06-01,U,E1,A4,2024-12-20,E12
f,2023-05-01,S,C2,K2,2024-05-01,X1
f,2024-05-01,P,E1,A5,2024-12-20,E12
-- want --
case_id,numerator,denominator,not_recorded,reason
a,31,1,,"31 days from 1 May 2023 to the foster carer who adopted, 1 June 2023"
b,366,1,,366 days from 1 May 2023 to placement for adoption on 1 May 2024
c,366,1,whether the foster carer adopted (FOSTER_CARE),not recorded: whether the foster carer adopted (FOSTER_CARE); 366 days from 1 May 2023 to placement for adoption on 1 May 2024
d,366,1,,366 days from 1 May 2023 to placement for adoption on 1 May 2024
e,31,1,,"31 days from 1 May 2023 to the foster carer who adopted, 1 June 2023"
f,366,1,,366 days from 1 May 2023 to placement for adoption on 1 May 2024
*/

/* example: a year pools the children adopted in the three years to its last day
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-05-01,S,E1,A6,2022-03-31,E12
b,2021-05-01,S,E1,A6,2022-04-01,E12
c,2023-05-01,S,E1,A6,2025-03-31,E11
d,2023-05-01,S,E1,A6,2025-04-01,E12
e,2023-05-01,S,E1,A6,2024-09-01,E4A
-- want --
case_id,numerator,denominator
b,0,1
c,0,1
*/

/* example: a year to date and twelve months pool three years as well
at: 2024-09-30
period: ytd
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,E1,A6,2021-09-30,E12
b,2020-05-01,S,E1,A6,2021-10-01,E12
-- want --
case_id,numerator,denominator
b,0,1
*/

/* example: twelve months to any day pool the three years to it
at: 2024-09-30
period: rolling12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,E1,A6,2021-09-30,E12
b,2020-05-01,S,E1,A6,2021-10-01,E12
-- want --
case_id,numerator,denominator
b,0,1
*/

/* example: a quarter is of the children adopted in it
at: 2024-09-30
period: quarter
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-06-30,E12
b,2023-05-01,S,E1,A6,2024-07-01,E12
-- want --
case_id,numerator,denominator
b,0,1
*/

/* example: where a year is chosen to rest on its own adoptions, those of the years before stay out
at: 2025-03-31
option: adoption_years = period
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-03-31,E12
b,2023-05-01,S,E1,A6,2024-04-01,E12
-- want --
case_id,numerator,denominator
b,0,1
*/

/* example: a placement for adoption that broke down stops no clock, and what came after it does
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,placement_postcode
a,2022-05-01,S,E1,U6,2023-06-20,X1,AA1 1AA
a,2023-06-20,P,E1,A6,2023-11-10,X1,AA2 2BB
a,2023-11-10,P,E1,U6,2024-05-15,X1,AA3 3CC
a,2024-05-15,P,E1,A6,2025-03-20,E12,AA4 4DD
-- want --
case_id,numerator,denominator,reason
a,745,1,745 days from 1 May 2022 to placement for adoption on 15 May 2024
*/

/* example: the clock starts with the period of care that led to the adoption, with its short breaks
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-05-01,S,V2,U6,2021-07-01,E4A
a,2023-05-01,S,C2,U6,2024-05-01,X1
a,2024-05-01,P,E1,A6,2025-03-20,E12
b,2023-05-01,S,V4,U6,2023-07-01,X1
b,2023-07-01,L,C2,U6,2024-05-01,X1
b,2024-05-01,P,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator
a,366,1
b,366,1
*/

/* example: without a placement for adoption at the end, or without a start of care, the child is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U1,2025-02-01,E12
b,2023-05-01,L,C2,U6,2024-05-01,X1
b,2024-05-01,P,E1,A6,2025-03-20,E12
c,2023-05-01,S,C2,U6,2024-05-01,X1
c,2024-05-01,P,E1,A6,2024-08-01,X1
c,2024-08-01,L,E1,U6,2025-03-20,E12
d,2023-05-01,S,C2,U6,2024-05-01,X1
d,2023-05-01,S,C2,U6,2024-05-01,X1
d,2024-05-01,P,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,0,placement for adoption,"not recorded: placement for adoption; left out: adopted, placement for adoption not recorded"
b,0,0,start of care (RNE S),"not recorded: start of care (RNE S); left out: adopted, start of care (RNE S) not recorded"
c,0,0,placement for adoption,"not recorded: placement for adoption; left out: adopted, placement for adoption not recorded"
d,366,1,,366 days from 1 May 2023 to placement for adoption on 1 May 2024
-- want total --
numerator,denominator,value,unjudged,lowest,highest
366,1,366,3,,
*/

/* example: a child who is adopted twice in the years counts once, by the later adoption
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2023-06-01,X1
a,2023-06-01,P,E1,A6,2024-05-01,E12
a,2024-08-01,S,C2,U6,2024-08-11,X1
a,2024-08-11,P,E1,A6,2025-02-01,E12
-- want --
case_id,numerator,denominator
a,10,1
*/

/* example: with nobody adopted there is no average
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/
