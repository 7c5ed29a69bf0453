/* indicator
title: Children adopted who were placed within twelve months of the decision
finding: "{} of adopted children placed within twelve months"
question: Once it is decided that a child should be adopted, do we find a family within a year?
also: [NI 61, ADO-12M]
edition:
  - {from: 2008-04-01, to: 2013-03-31, rule: NI61.e1, source: "DfE metadata notes 2011 to 2013 (children adopted, and adopted and placed within 12 months); data4nr NI 061; DfE data guidance 2023, adoption stages note 1"}
  - {from: 2013-04-01, rule: ADO-12M, source: "DfE data guidance 2023, adoption stages note 1: less than 365 days; not published by authority since 2013"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a young child should not wait for a family; it is read with how long placements last, because a quick match can go with one that does not hold"}
window: period
year_end: 03-31
history: 24
numerator: >-
  Children of the denominator who were placed for adoption less than 365 days after the decision that they should be. The placement
  is the one they were adopted from (placement types A3 to A6); it begins where it became a placement for adoption, not where the
  same carer began to foster. The decision is the latest that was not reversed. A placement before the decision is in time.
denominator: Children who left care in the period because they were adopted (reason E11 or E12), each counted once.
exclusions:
  - A placement for adoption that broke down before the adoption cannot be the one in time
  - Decisions that were reversed
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: REC, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_ceased_reason, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: placed_adoption, field: DATE_PLACED, any_of: decisions}
  - {return: ssda903, table: placed_adoption, field: DATE_PLACED_CEASED, any_of: decisions}
  - {return: ssd, table: permanence, field: perm_adm_decision_date, any_of: decisions}
comparator:
  numerator:
    - "ees:number [Total; Age on starting final period of care; Children adopted who were placed for adoption within 12 months of the LA decision to place the child for adoption]"
  denominator: ["No_of LAC Adopted"]
  differs:
    rounding: "made of counts for England that are published to the nearest ten"
  same: [population]
  note: Published by authority for the years to 31 March 2011 to 2013; since then only for England, as a number of children, which is divided here by all children adopted.
companions:
  - {id: placement_two_years, why: "placing quickly is no gain where placements do not last"}
  - {id: placements_three_or_more, why: "placing soon can go with placements that do not hold, which are moves"}
  - {id: adopted_share, why: "few and easy adoptions are quick; the share shows how many children they are"}
  - {id: entry_to_placement_days, why: "the whole wait since the child came into care, not only from the decision"}
options:
  - name: decision_to_placed
    question: When is a child placed within twelve months of the decision?
    default: under_365_days
    values:
      under_365_days: "less than 365 days after the decision"
      calendar_12_months: "on or before the day of the same number twelve months on"
      under_365_days_both_counted: "less than 365 days, the day of the decision and the day of placing both counted"
    source: DfE says "less than 365 days, inclusive of date placed"; whether that adds a day, and that it is not the calendar year, is not said
completeness: >-
  A child cannot be judged for whom no decision that stands, or no placement for adoption at the end of care, is recorded. Such a
  child counts as not in time; a few children are adopted without a decision.
distribution:
  of: from the decision to the placement for adoption
  unit: days
  limit: {up_to: 364, words: twelve months, only: {decision_to_placed: under_365_days}}
caution: It shows only the children who were adopted in the end, not those still waiting, and a slow year of adoptions can be last year's delay made good. The numbers are small; read the count beside the percentage.
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
    inner join period
        on care_period.ended_on between period.period_start and period.period_end
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
        min(started_on) as placed_on
    from last_placement_episodes
    where adoptive_to_the_end
    group by area_code, child_id, care_period_no
),

standing_decisions as (
    select
        area_code,
        child_id,
        max(decided_on) as decided_on
    from core.adoption_decision
    where ceased_on is null
    group by area_code, child_id
),

judged_children as (
    select
        adopted_children.*,
        placed_children.placed_on,
        standing_decisions.decided_on,
        placed_children.placed_on - standing_decisions.decided_on as days,
        case chosen.decision_to_placed
            when 'under_365_days' then days < 365
            when 'calendar_12_months' then placed_on <= cast(decided_on + interval 12 month as date)
            else days + 1 < 365
        end as in_time
    from adopted_children
    cross join chosen
    left join placed_children
        using (area_code, child_id, care_period_no)
    left join standing_decisions
        using (area_code, child_id)
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    period,
    period_end,
    cast(coalesce(in_time, false) as integer) as numerator,
    1 as denominator,
    case
        when placed_on is null then 'placement for adoption'
        when decided_on is null then 'decision that the child should be placed for adoption'
    end as not_recorded,
    case
        when placed_on is null then 'adopted without a placement for adoption on record'
        when decided_on is null then
            'placed for adoption on ' || strftime(placed_on, '%-d %B %Y') || ', no standing decision on record'
        when placed_on < decided_on then
            'placed for adoption on ' || strftime(placed_on, '%-d %B %Y') || ', before the decision of '
            || strftime(decided_on, '%-d %B %Y')
        else 'placed for adoption on ' || strftime(placed_on, '%-d %B %Y') || ', ' || days
            || ' days after the decision of ' || strftime(decided_on, '%-d %B %Y')
    end as note,
    days as duration
from judged_children

/* example: 364 days after the decision are within twelve months, 365 are not, even in a leap year
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2024-01-10,
b,2024-01-10,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2025-01-08,X1
a,2025-01-08,B,E1,A6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2025-01-09,X1
b,2025-01-09,B,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator,reason,duration
a,1,1,"placed for adoption on 8 January 2025, 364 days after the decision of 10 January 2024",364
b,0,1,"placed for adoption on 9 January 2025, 365 days after the decision of 10 January 2024",365
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,2,50,0,50,50
*/

/* example: by the calendar the anniversary of the decision is still in time and the next day is not
at: 2025-03-31
option: decision_to_placed = calendar_12_months
-- core.adoption_decision --
child_id,decided_on
a,2024-01-10
b,2024-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2025-01-10,X1
a,2025-01-10,B,E1,A6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2025-01-11,X1
b,2025-01-11,B,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
*/

/* example: with both days counted 363 days after the decision are in time and 364 are not
at: 2025-03-31
option: decision_to_placed = under_365_days_both_counted
-- core.adoption_decision --
child_id,decided_on
a,2024-01-10
b,2024-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U6,2025-01-07,X1
a,2025-01-07,B,E1,A6,2025-03-20,E12
b,2023-05-01,S,C2,U6,2025-01-08,X1
b,2025-01-08,B,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
*/

/* example: a placement that broke down does not count, the one that led to the adoption is timed from the decision
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2023-02-05
b,2024-02-05
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased,placement_postcode
a,2022-05-01,S,E1,U6,2023-06-20,X1,AA1 1AA
a,2023-06-20,P,E1,A6,2023-11-10,X1,AA2 2BB
a,2023-11-10,P,E1,U6,2024-05-15,X1,AA3 3CC
a,2024-05-15,P,E1,A6,2025-03-20,E12,AA4 4DD
b,2022-05-01,S,E1,U6,2024-03-20,X1,AA1 1AA
b,2024-03-20,P,E1,A6,2024-05-10,X1,AA2 2BB
b,2024-05-10,P,E1,U6,2024-09-01,X1,AA3 3CC
b,2024-09-01,P,E1,A6,2025-03-20,E11,AA4 4DD
-- want --
case_id,numerator,denominator,reason
a,0,1,"placed for adoption on 15 May 2024, 465 days after the decision of 5 February 2023"
b,1,1,"placed for adoption on 1 September 2024, 209 days after the decision of 5 February 2024"
*/

/* example: a child adopted without a placement for adoption or a decision is not in time
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
c,2024-05-01,2024-06-01
d,2024-05-01,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-09-11,S,C2,U1,2025-02-01,E12
b,2022-09-11,S,C2,U6,2024-09-01,X1
b,2024-09-01,P,C2,A6,2025-02-01,E12
c,2022-09-11,S,C2,U6,2024-09-01,X1
c,2024-09-01,P,C2,A6,2025-02-01,E12
d,2022-09-11,S,C2,U6,2024-09-01,X1
d,2024-09-01,P,C2,A6,2025-02-01,E12
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,placement for adoption,not recorded: placement for adoption; adopted without a placement for adoption on record
b,0,1,decision that the child should be placed for adoption,"not recorded: decision that the child should be placed for adoption; placed for adoption on 1 September 2024, no standing decision on record"
c,0,1,decision that the child should be placed for adoption,"not recorded: decision that the child should be placed for adoption; placed for adoption on 1 September 2024, no standing decision on record"
d,1,1,,"placed for adoption on 1 September 2024, 123 days after the decision of 1 May 2024"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,4,25,3,25,100
*/

/* example: where a decision was reversed the later one counts, and of two that stand the later
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on,ceased_on
a,2022-03-03,2022-09-01
a,2024-04-10,
b,2022-03-03,
b,2024-04-10,
c,2024-04-10,2024-05-10
c,2023-04-10,
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-09-11,S,E1,U6,2024-10-01,X1
a,2024-10-01,P,E1,A6,2025-03-20,E12
b,2021-09-11,S,E1,U6,2024-10-01,X1
b,2024-10-01,P,E1,A6,2025-03-20,E12
c,2021-09-11,S,E1,U6,2024-10-01,X1
c,2024-10-01,P,E1,A6,2025-03-20,E12
-- want --
case_id,numerator,denominator,reason
a,1,1,"placed for adoption on 1 October 2024, 174 days after the decision of 10 April 2024"
b,1,1,"placed for adoption on 1 October 2024, 174 days after the decision of 10 April 2024"
c,0,1,"placed for adoption on 1 October 2024, 540 days after the decision of 10 April 2023"
*/

/* example: adoption by the foster carer begins where the placement became one for adoption
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-01-10
b,2024-01-10
c,2024-01-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U5,2025-01-20,X1
a,2025-01-20,U,E1,A5,2025-03-20,E12
b,2023-05-01,S,C2,U4,2024-03-01,X1
b,2024-03-01,U,E1,A3,2025-01-20,X1
b,2025-01-20,L,E1,A4,2025-03-20,E12
c,2023-05-01,S,C2,U4,2024-03-01,X1
c,2024-03-01,U,E1,A3,2024-05-01,X1
c,2024-05-01,L,E1,U4,2024-06-01,X1
c,2024-06-01,L,E1,A3,2025-03-20,E12
d,2023-05-01,S,C2,U4,2024-03-01,X1
d,2024-03-01,U,E1,A3,2024-05-01,X1
d,2024-05-01,L,E1,U4,2025-03-20,E12
-- want --
case_id,numerator,denominator,reason
a,0,1,"placed for adoption on 20 January 2025, 376 days after the decision of 10 January 2024"
b,1,1,"placed for adoption on 1 March 2024, 51 days after the decision of 10 January 2024"
c,1,1,"placed for adoption on 1 June 2024, 143 days after the decision of 10 January 2024"
d,0,1,not recorded: placement for adoption; adopted without a placement for adoption on record
*/

/* example: a child who is away for a short while stays placed, and one placed before the decision is in time
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-01-10
b,2024-04-10
c,2024-03-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,C2,U4,2024-03-01,X1
a,2024-03-01,B,E1,A4,2025-01-20,X1
a,2025-01-20,P,E1,T1,2025-01-25,X1
a,2025-01-25,P,E1,A4,2025-03-20,E12
b,2023-05-01,S,C2,U4,2024-03-01,X1
b,2024-03-01,B,E1,A4,2025-03-20,E12
c,2023-05-01,S,C2,U4,2024-03-01,X1
c,2024-03-01,B,E1,A4,2025-03-20,E12
-- want --
case_id,numerator,denominator,reason
a,1,1,"placed for adoption on 1 March 2024, 51 days after the decision of 10 January 2024"
b,1,1,"placed for adoption on 1 March 2024, before the decision of 10 April 2024"
c,1,1,"placed for adoption on 1 March 2024, 0 days after the decision of 1 March 2024"
*/

/* example: a child adopted on the first or the last day of the year is in it, one on either side or who left otherwise is not
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-03-31,E12
b,2023-05-01,S,E1,A6,2024-04-01,E11
c,2023-05-01,S,E1,A6,2025-03-31,E12
d,2023-05-01,S,E1,A6,2025-04-01,E12
e,2023-05-01,S,E1,A6,2024-09-01,E4A
-- want --
case_id,numerator,denominator
b,0,1
c,0,1
*/

/* example: a child who is adopted twice in the year counts once, by the later adoption
at: 2025-03-31
-- core.adoption_decision --
child_id,decided_on
a,2024-05-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,2024-05-01,E12
a,2024-08-01,S,E1,A6,2025-02-01,E12
-- want --
case_id,numerator,denominator,reason
a,1,1,"placed for adoption on 1 August 2024, 92 days after the decision of 1 May 2024"
*/

/* example: with nobody adopted there is no percentage
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-05-01,S,E1,A6,,
-- want total --
numerator,denominator,value
0,0,z
*/
