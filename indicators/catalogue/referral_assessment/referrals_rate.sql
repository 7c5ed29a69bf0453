/* indicator
title: Referrals per 10,000 children aged 0 to 17
finding: "Referrals at {} children"
question: How many referrals reach us for the size of our child population?
also: [CIN-REF-RATE]
edition:
  - {from: 2005-04-01, rule: CIN-REF, source: "LAIT measure 305, rate per 10,000; children in need census, EES table C1"}
statistic: ratio
unit: per 10,000
decimals: 1
polarity: {direction: neutral, reason: "a higher rate can mean more need, or partners who notice it sooner; a lower one better help before a referral, or need that nobody reports"}
window: period
year_end: 03-31
numerator: Referrals dated in the period, those closed with no further action among them. A child referred more than once counts each time, on one day too.
denominator: >-
  Children aged 0 to 17 in one mid-year estimate: that of 30 June of the year before the one in which the financial year of the
  period's last day ends (mid-2024 for every period that ends from 1 April 2024 to 31 March 2025). It is the same for a month as
  for a year. While that estimate is not held there is no rate.
exclusions:
  - Contacts that did not become referrals
sources:
  - {return: cin_census, table: cin_details, field: CINreferralDate, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_date, any_of: referrals}
  - {return: annex_a, table: referrals, field: date_of_referral, any_of: referrals}
  - {return: population, table: estimates, field: population}
comparator:
  lait: "CPP_Total_Rateper10,000"
  numerator: [CPP_Total_NumRef, "ees:referral_count [Referrals and Re-referrals]"]
  denominator: ["ees:population_estimate [Children looked after on 31 March each year]"]
  differs:
    population: "rates published before a revision of the population estimates used the estimates of their time"
  note: Published for the year to 31 March only. The population published beside the children looked after is of the same mid-year as that of this rate.
companions:
  - {id: referrals, why: "a rate can move because the population estimate moved; the number cannot"}
  - {id: re_referrals_12_months, why: "a rate that grows by the same children coming back is a different matter from one that grows by new children"}
completeness: >-
  Every case is judged. A referral without its child or its date is refused when it is read and listed under data quality.
  Without an estimate of the population there is no figure.
caution: A month's rate is the month's referrals over the whole population, so it is about a twelfth of a year's; compare like with like. The population is that of one 30 June for every period that ends in a financial year. It does not show need, and what an authority records as a referral and what as a contact differs from place to place.
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
)

select
    referral.area_code,
    concat_ws(' ', referral.child_id, referral.referred_on, nullif(referral.referral_no, 1)) as case_id,
    referral.child_id as person_id,
    referral.team_id,
    period.period,
    period.period_end,
    1 as numerator,
    0 as denominator,
    'referred on ' || strftime(referral.referred_on, '%-d %B %Y') as note
from core.referral as referral
inner join period
    on referral.referred_on between period.period_start and period.period_end
union all
select
    child_populations.area_code,
    'population mid-' || child_populations.year || ' ages 0-17' as case_id,
    null as person_id,
    null as team_id,
    period.period,
    period.period_end,
    0 as numerator,
    child_populations.population as denominator,
    'mid-year estimate of 30 June ' || child_populations.year as note
from period
inner join child_populations
    on child_populations.year = year(period.period_end) - case when month(period.period_end) >= 4 then 0 else 1 end
inner join core.area as area
    on area.area_code = child_populations.area_code
    and area.own
where child_populations.population is not null

/* example: each referral counts once over the population of mid-year before
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
a,1,2024-11-02,cin_census
b,1,2024-11-02,cin_census
b,2,2024-11-02,cin_census
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
2025,0,17,60000
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-06-20,a,1,0,referred on 20 June 2024
a 2024-11-02,a,1,0,referred on 2 November 2024
b 2024-11-02,b,1,0,referred on 2 November 2024
b 2024-11-02 2,b,1,0,referred on 2 November 2024
population mid-2024 ages 0-17,,0,50000,mid-year estimate of 30 June 2024
-- want total --
numerator,denominator,value
4,50000,0.8
*/

/* example: a referral on the first and on the last day of the year counts, one on either side does not
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-03-31,cin_census
b,1,2024-04-01,cin_census
c,1,2025-03-31,cin_census
d,1,2025-04-01,cin_census
-- want --
case_id,numerator,denominator
b 2024-04-01,1,0
c 2025-03-31,1,0
*/

/* example: a half rounds up
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,17,8000
-- want total --
numerator,denominator,value
1,8000,1.3
*/

/* example: a month is divided by the whole population
at: 2024-06-30
period: month
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-05-31,cin_census
b,1,2024-06-01,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,17,10000
-- want --
case_id,numerator,denominator
b 2024-06-01,1,0
population mid-2024 ages 0-17,0,10000
-- want total --
value
1
*/

/* example: a period that ends in April takes the mid-year estimate of that calendar year
at: 2024-04-30
period: month
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want --
case_id,numerator,denominator
population mid-2024 ages 0-17,0,50000
*/

/* example: a period that ends in March takes the estimate of the calendar year before
at: 2024-03-31
period: month
-- core.population --
year,age_from,age_to,population
2023,0,17,40000
2024,0,17,50000
-- want --
case_id,numerator,denominator
population mid-2023 ages 0-17,0,40000
*/

/* example: single ages add up to the ages 0 to 17, older ages stay out
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,5,15,20
2024,16,17,5
2024,18,24,90
-- want total --
numerator,denominator,value
0,35,0
*/

/* example: where ages are missing from the estimate the rate is not available
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
-- core.population --
year,age_from,age_to,population
2024,0,4,10
2024,16,17,5
-- want total --
numerator,denominator,value
1,0,x
*/

/* example: the estimate of all ages 0 to 17 is taken as it stands beside one by ages
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,36
2024,0,4,10
2024,5,15,20
2024,16,17,5
-- want total --
denominator
36
*/

/* example: of two estimates of all ages 0 to 17 for one year the greater is taken
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,0,17,36
2024,0,17,38
-- want total --
denominator
38
*/

/* example: an estimate that goes beyond 17 is none of the ages 0 to 17
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,1,18,36
-- want --
case_id,denominator
*/

/* example: an age below nought is none
at: 2025-03-31
-- core.population --
year,age_from,age_to,population
2024,-1,16,36
-- want --
case_id,denominator
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
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,cin_census
b,1,2024-06-20,,annex_a
-- core.population --
year,age_from,age_to,population
2024,0,17,20000
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,20000,1,0,1,1
*/
