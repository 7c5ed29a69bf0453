/* indicator
title: Days from the placement order to the match with a family
finding: "{} from placement order to match"
question: Once the court has agreed to adoption, how long do we look for a family?
also: [ADO-A2]
edition:
  - {from: 2012-03-31, rule: ADO-A2, source: "Adoption scorecards from 2012, three years pooled (LG Inform Plus 912)"}
statistic: ratio
unit: days
decimals: 0
polarity: {direction: low, reason: "months count in a young child's life; it is read with how long placements last, because a quick match can go with one that does not hold"}
window: period
year_end: 03-31
history: 36
numerator: >-
  The days, added up over the children of the denominator, from the first day under a placement order (legal status E1) or freeing
  order (D1) in the period of care that led to the adoption to the day the child was matched with the adopters (DATE_MATCH). A
  match before the order is nought days.
denominator: >-
  Children adopted (reason E11 or E12) with an order and a match on record. A figure for a year, a year to date or twelve months
  pools the children adopted in the three years to its last day, as the scorecard does; one for a month or quarter is of that month
  or quarter.
exclusions:
  - Children adopted without a placement or freeing order
  - Children adopted whose match, or whose first day under the order, is not recorded
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: RNE, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: REC, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_ceased_reason, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: ad1, field: DATE_MATCH, any_of: adoptions}
  - {return: ssd, table: permanence, field: perm_matched_date, any_of: adoptions}
comparator:
  note: >-
    The scorecard's averages by authority are not in the published files that are held. Explore Education Statistics gives averages for
    England alone, of one year and in years and months, from the decision that a child should be adopted and not from the order.
companions:
  - {id: placement_two_years, why: "matching quickly is no gain where placements do not last"}
  - {id: entry_to_placement_days, why: "the search for a family is one part of the whole wait"}
  - {id: adopted_share, why: "children who are easy to match are matched quickly; the share shows how many children they are"}
options:
  - name: adoption_years
    question: Which adoptions does an average of a year rest on?
    default: three
    values: {three: "those of the three years to its last day", period: "those of the period alone"}
    source: The scorecard pools three years because single years hold few children
completeness: >-
  A child adopted under an order cannot be judged without the date of the match, or where the first episode held of the period of
  care is already under the order and began for another reason (RNE P or T), so that the order is older than the records. Such a
  child is left out. Adoptions before the first return held are not in the three years.
distribution:
  of: from the placement order to the match
  unit: days
caution: It shows only the children who were adopted in the end, not those for whom no family has been found. Children adopted by their foster carer need no search and lower the average.
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

orders as (
    select
        area_code,
        child_id,
        care_period_no,
        min(started_on) filter (legal_status in ('E1', 'D1')) as ordered_on,
        arg_min(legal_status in ('E1', 'D1') and reason_new_episode in ('P', 'T'), started_on) as older_than_records
    from core.placement_episode
    group by area_code, child_id, care_period_no
),

matches as (
    select
        area_code,
        child_id,
        max(matched_on) as matched_on
    from core.adoption
    group by area_code, child_id
),

judged_children as (
    select
        adopted_children.*,
        orders.ordered_on,
        matches.matched_on,
        case
            when orders.ordered_on is null then null
            when orders.older_than_records then 'first day under the order'
            when matches.matched_on is null then 'date of the match (DATE_MATCH)'
        end as missing,
        orders.ordered_on is not null and missing is null as counted
    from adopted_children
    left join orders
        using (area_code, child_id, care_period_no)
    left join matches
        using (area_code, child_id)
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    case when counted then greatest(matched_on - ordered_on, 0) else 0 end as numerator,
    cast(counted as integer) as denominator,
    missing as not_recorded,
    case
        when ordered_on is null then 'left out: adopted without a placement or freeing order'
        when missing is not null then 'left out: adopted, ' || missing || ' not recorded'
        when matched_on < ordered_on then
            'matched on ' || strftime(matched_on, '%-d %B %Y') || ', before the order of ' || strftime(ordered_on, '%-d %B %Y')
        else 'matched on ' || strftime(matched_on, '%-d %B %Y') || ', ' || (matched_on - ordered_on)
            || ' days after the order of ' || strftime(ordered_on, '%-d %B %Y')
    end as note
from judged_children

/* example: the days from the order to the match, nought where the match came first
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-12-20
b,2024-06-05
c,2024-06-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2024-06-12,X1
a,2024-06-12,L,E1,U6,2025-01-10,X1
a,2025-01-10,P,E1,A6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2024-06-12,X1
b,2024-06-12,L,E1,U6,2025-03-20,E11
c,2023-05-01,S,C2,U6,2024-06-12,X1
c,2024-06-12,L,D1,U6,2025-03-20,E11
-- want --
case_id,numerator,denominator,reason
a,191,1,"matched on 20 December 2024, 191 days after the order of 12 June 2024"
b,0,1,"matched on 5 June 2024, before the order of 12 June 2024"
c,0,1,"matched on 12 June 2024, 0 days after the order of 12 June 2024"
-- want total --
numerator,denominator,value,unjudged
191,3,64,0
*/

/* example: the first day under either order counts, in the period of care that led to the adoption
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-06-22
a,2024-06-12
b,2024-06-22
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,E1,U6,2021-06-12,E4A
a,2023-05-01,S,C2,U6,2024-05-12,X1
a,2024-05-12,L,D1,U6,2024-06-12,X1
a,2024-06-12,L,E1,U6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2024-05-12,X1
b,2024-05-12,B,E1,U4,2024-05-22,X1
b,2024-05-22,L,C2,U4,2024-06-12,X1
b,2024-06-12,L,E1,U4,2025-03-20,E12
-- want --
case_id,numerator,denominator
a,41,1
b,41,1
*/

/* example: without an order, or without the day of the match or of the order, the child is left out
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-06-22
b,
d,2024-06-22
e,2024-06-22
f,2024-06-22
g,2024-06-22
h,2024-06-22
i,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2024-06-12,X1
b,2024-06-12,L,E1,U6,2025-03-20,E11
c,2023-05-01,S,C2,U6,2024-06-12,X1
c,2024-06-12,L,E1,U6,2025-03-20,E11
d,2024-06-12,P,E1,U6,2025-03-20,E11
e,2024-06-12,T,D1,U6,2025-03-20,E11
f,2024-06-12,L,E1,U6,2025-03-20,E11
g,2024-06-02,P,C2,U6,2024-06-12,X1
g,2024-06-12,P,E1,U4,2025-03-20,E11
h,2024-06-12,S,E1,U6,2025-03-20,E11
i,2023-05-01,S,C2,U6,2025-03-20,E12
j,2023-05-01,S,V4,U6,2025-03-20,E12
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,0,,left out: adopted without a placement or freeing order
b,0,0,date of the match (DATE_MATCH),"not recorded: date of the match (DATE_MATCH); left out: adopted, date of the match (DATE_MATCH) not recorded"
c,0,0,date of the match (DATE_MATCH),"not recorded: date of the match (DATE_MATCH); left out: adopted, date of the match (DATE_MATCH) not recorded"
d,0,0,first day under the order,"not recorded: first day under the order; left out: adopted, first day under the order not recorded"
e,0,0,first day under the order,"not recorded: first day under the order; left out: adopted, first day under the order not recorded"
f,10,1,,"matched on 22 June 2024, 10 days after the order of 12 June 2024"
g,10,1,,"matched on 22 June 2024, 10 days after the order of 12 June 2024"
h,10,1,,"matched on 22 June 2024, 10 days after the order of 12 June 2024"
i,0,0,,left out: adopted without a placement or freeing order
j,0,0,,left out: adopted without a placement or freeing order
-- want total --
numerator,denominator,value,unjudged,lowest,highest
30,3,10,4,,
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
-- core.adoption --
child_id,matched_on
a,2021-06-01
b,2021-06-01
c,2023-06-01
d,2023-06-01
e,2023-06-01
-- want --
case_id,numerator,denominator
b,31,1
c,31,1
*/

/* example: a year to date pools three years as well
at: 2024-09-30
period: ytd
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2020-05-01,S,E1,A6,2021-09-30,E12
b,2020-05-01,S,E1,A6,2021-10-01,E12
-- want --
case_id,numerator,denominator
b,0,0
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
b,0,0
*/

/* example: a month is of the children adopted in it
at: 2024-09-30
period: month
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-08-31,E12
b,2023-05-01,S,E1,A6,2024-09-01,E12
-- want --
case_id,numerator,denominator
b,0,0
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
b,0,0
*/

/* example: a child who is adopted twice in the years counts once, by the later adoption
at: 2025-03-31
-- core.adoption --
child_id,matched_on
a,2024-08-21
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,U6,2024-05-01,E12
a,2024-08-11,S,E1,A6,2025-02-01,E12
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
