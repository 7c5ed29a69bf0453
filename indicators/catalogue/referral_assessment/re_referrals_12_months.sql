/* indicator
title: Referrals within twelve months of a previous referral
finding: "{} of referrals within twelve months of another"
question: How many of the children referred to us come back within a year?
also: [CIN-REREF]
edition:
  - {from: 2012-04-01, rule: CIN-REREF, source: "LAIT measure 271; children in need census, EES table C1"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: low, reason: "a child who comes back within a year may not have had the right help the first time"}
window: flow
year_end: 03-31
history: 12
numerator: >-
  Referrals of the denominator whose child was referred to the same authority on an earlier day, not more than twelve months
  before. It does not matter what became of the earlier referral, nor when it was closed.
denominator: Referrals dated in the period, those closed with no further action among them. A child referred more than once counts each time, on one day too.
exclusions:
  - Contacts that did not become referrals
  - Two referrals of one day are not earlier than each other
sources:
  - {return: cin_census, table: cin_details, field: CINreferralDate, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_date, any_of: referrals}
  - {return: annex_a, table: referrals, field: date_of_referral, any_of: referrals}
comparator:
  lait: ReReferral
  ees: "ees:rereferral_percent [Referrals and Re-referrals]"
  numerator: ["ees:rereferral_count [Referrals and Re-referrals]"]
  denominator: [CPP_Total_NumRef, "ees:referral_count [Referrals and Re-referrals]"]
  same: [population]
  note: Published for the year to 31 March only. Whether the anniversary itself is within twelve months is not published; here it is.
companions:
  - {id: referrals_no_further_action, why: "children turned away who come back were perhaps turned away too soon"}
  - {id: assessments_45_days, why: "an assessment that is quick but thin may show in children who come back"}
  - {id: assessment_duration, why: "how many children come back is read with how long an assessment takes"}
options:
  - name: re_referral_anniversary
    question: Does a referral exactly twelve months after the one before it count as within twelve months?
    default: inclusive
    values: {inclusive: "a referral on the anniversary counts", exclusive: "a referral on the anniversary does not count"}
    source: "EES table C1 says only 'within 12 months of a previous referral'"
completeness: >-
  A referral without an earlier one on record cannot be judged when no extract held covers the twelve months before it, as in the
  first year of data; an extract that states no first day is taken to begin with its first referral. Such a referral counts in the
  denominator only, so that the first year's figure is too low.
caution: It does not show whether the child comes back for the same reason. Authorities that record few referrals with no further action have fewer to come back from. A referral made while the case is open, which should not be recorded at all, counts as one that comes back.
owner: children's services performance team
*/
with
first_referrals as (
    select
        area_code,
        source,
        min(referred_on) as referred_on
    from core.referral
    group by area_code, source
),

-- What the sources of referrals cover. One that states no first day, as a database does that keeps some
-- years only, begins with its first referral.
covered_days as (
    select
        coverage.area_code,
        coalesce(coverage.covered_from, first_referrals.referred_on) as covered_from,
        coalesce(coverage.covered_to, date '9999-12-31') as covered_to
    from core.coverage as coverage
    left join first_referrals
        on first_referrals.area_code = coverage.area_code
        and first_referrals.source = coverage.source
    where coverage.source || '/' || coalesce(coverage.table_name, '') in (
        'cin_census/', 'cin_census/cin_details', 'annex_a/', 'annex_a/referrals', 'ssd/', 'ssd/cin_episodes'
    )
        and coalesce(coverage.covered_from, first_referrals.referred_on) is not null
),

-- The stretches that they cover together without a gap.
covered_parts as (
    select
        *,
        covered_from > 1 + max(covered_to) over (
            partition by area_code
            order by covered_from
            rows between unbounded preceding and 1 preceding
        ) as after_gap
    from covered_days
),

numbered_parts as (
    select
        *,
        count(*) filter (where after_gap) over (partition by area_code order by covered_from) as stretch_no
    from covered_parts
),

stretches as (
    select
        area_code,
        min(covered_from) as known_from,
        max(covered_to) as known_to
    from numbered_parts
    group by area_code, stretch_no
),

referrals as (
    select
        referral.area_code,
        referral.child_id,
        referral.referral_no,
        referral.referred_on,
        referral.team_id,
        cast(referral.referred_on - interval 12 month as date)
        + case when chosen.re_referral_anniversary = 'exclusive' then 1 else 0 end as looked_back_to,
        max(referral.referred_on) over (
            partition by referral.area_code, referral.child_id
            order by referral.referred_on
            range between unbounded preceding and interval 1 day preceding
        ) as previous_on
    from core.referral as referral
    cross join chosen
),

judged_referrals as (
    select
        referrals.*,
        coalesce(referrals.previous_on >= referrals.looked_back_to, false) as came_back,
        stretches.area_code is null and not came_back as unknown_before
    from referrals
    left join stretches
        on stretches.area_code = referrals.area_code
        and stretches.known_from <= referrals.looked_back_to
        and stretches.known_to >= referrals.referred_on
)

select
    area_code,
    concat_ws(' ', child_id, referred_on, nullif(referral_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    referred_on as occurred_on,
    cast(came_back as integer) as numerator,
    1 as denominator,
    case when unknown_before then 'referrals of the twelve months before' end as not_recorded,
    'referred on ' || strftime(referred_on, '%-d %B %Y') || case
        when came_back then ', previous referral on ' || strftime(previous_on, '%-d %B %Y')
        when previous_on is not null
            then ', none in the twelve months before: the previous was on ' || strftime(previous_on, '%-d %B %Y')
        else ', no earlier referral held'
    end as note
from judged_referrals

/* example: a referral counts when another came before it in the twelve months
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2023-11-05,cin_census
a,1,2024-06-20,cin_census
b,1,2024-06-20,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-06-20,a,1,1,"referred on 20 June 2024, previous referral on 5 November 2023"
b 2024-06-20,b,0,1,"referred on 20 June 2024, no earlier referral held"
-- want total --
numerator,denominator,value,unjudged
1,2,50,0
*/

/* example: a referral on the anniversary of the previous one counts
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2023-06-20,2023-09-01,cin_census
a,1,2024-06-20,,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-20,1,1,"referred on 20 June 2024, previous referral on 20 June 2023"
*/

/* example: where the anniversary is left out, a referral on it does not count
at: 2025-03-31
option: re_referral_anniversary = exclusive
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2023-06-20,cin_census
a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-20,0,1,"referred on 20 June 2024, none in the twelve months before: the previous was on 20 June 2023"
*/

/* example: where the anniversary is left out, a referral on the day before it counts
at: 2025-03-31
option: re_referral_anniversary = exclusive
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2023-06-20,cin_census
a,1,2024-06-19,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-19,1,1
*/

/* example: a referral on the day after the anniversary does not count
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2023-06-19,cin_census
a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,0,1,,"referred on 20 June 2024, none in the twelve months before: the previous was on 19 June 2023"
*/

/* example: twelve months before 29 February is 28 February
at: 2024-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2022-04-01,2024-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2023-02-28,cin_census
a,1,2024-02-29,cin_census
b,1,2023-02-27,cin_census
b,1,2024-02-29,cin_census
-- want --
case_id,numerator,denominator
a 2024-02-29,1,1
b 2024-02-29,0,1
*/

/* example: the earlier referral counts when it ended with no further action
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-03-03,true,cin_census
a,1,2024-06-20,false,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,1,1
*/

/* example: a referral that ends with no further action counts on both sides
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-04-03,true,cin_census
a,1,2024-06-20,true,cin_census
-- want --
case_id,numerator,denominator
a 2024-04-03,0,1
a 2024-06-20,1,1
*/

/* example: of three referrals in a year the second and the third count, because referrals count and not children
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-04-10,cin_census
a,1,2024-08-02,cin_census
a,1,2025-02-20,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-04-10,0,1,"referred on 10 April 2024, no earlier referral held"
a 2024-08-02,1,1,"referred on 2 August 2024, previous referral on 10 April 2024"
a 2025-02-20,1,1,"referred on 20 February 2025, previous referral on 2 August 2024"
-- want total --
numerator,denominator,value
2,3,66.7
*/

/* example: two referrals of one day are two, and neither is earlier than the other
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
a,2,2024-06-20,cin_census
b,1,2024-05-05,cin_census
b,1,2024-06-20,cin_census
b,2,2024-06-20,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,0,1
a 2024-06-20 2,0,1
b 2024-05-05,0,1
b 2024-06-20,1,1
b 2024-06-20 2,1,1
*/

/* example: a referral of the day before is an earlier one
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-19,cin_census
a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-19,0,1
a 2024-06-20,1,1
*/

/* example: a referral to another authority is none of ours
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
area_code,child_id,referral_no,referred_on,source
902,a,1,2023-11-05,cin_census
901,a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,0,1
*/

/* example: a referral of the first and of the last day of the year is in it, one on either side is not
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-03-31,cin_census
b,1,2024-04-01,cin_census
c,1,2025-03-31,cin_census
d,1,2025-04-01,cin_census
-- want --
case_id,numerator,denominator
b 2024-04-01,0,1
c 2025-03-31,0,1
*/

/* example: in the first year of data a referral without an earlier one cannot be judged
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2024-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
b,1,2023-12-01,cin_census
b,1,2024-06-20,cin_census
c,1,2023-01-10,cin_census
c,1,2024-06-20,cin_census
d,1,2024-04-10,cin_census
d,1,2025-02-20,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-20,0,1,referrals of the twelve months before
b 2024-06-20,1,1,
c 2024-06-20,0,1,referrals of the twelve months before
d 2024-04-10,0,1,referrals of the twelve months before
d 2025-02-20,1,1,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,5,40,3,40,100
*/

/* example: a referral is judged from the day on that the twelve months before it are covered
at: 2025-06-30
period: quarter
-- core.coverage --
source,table_name,covered_from,covered_to
ssd,cin_episodes,2024-05-10,2025-06-30
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2025-05-09,ssd
b,1,2025-05-10,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2025-05-09,0,1,referrals of the twelve months before
b 2025-05-10,0,1,
*/

/* example: where the anniversary is left out, the day after it is the first that has to be covered
at: 2025-06-30
period: quarter
option: re_referral_anniversary = exclusive
-- core.coverage --
source,table_name,covered_from,covered_to
ssd,cin_episodes,2024-05-10,2025-06-30
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2025-05-08,ssd
b,1,2025-05-09,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2025-05-08,0,1,referrals of the twelve months before
b 2025-05-09,0,1,
*/

/* example: sources that follow each other without a gap, or overlap, cover the twelve months together
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2024-03-31
annex_a,referrals,2024-04-01,2024-11-30
ssd,cin_episodes,2024-11-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,annex_a
b,1,2025-03-31,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-20,0,1,
b 2025-03-31,0,1,
*/

/* example: a day that no source covers leaves a gap
at: 2025-06-30
period: quarter
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2024-05-30
annex_a,referrals,2024-06-01,
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2025-05-31,annex_a
b,1,2025-06-01,annex_a
-- want --
case_id,numerator,denominator,not_recorded
a 2025-05-31,0,1,referrals of the twelve months before
b 2025-06-01,0,1,
*/

/* example: a source that states no first day covers nothing before its first referral
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssd,cin_episodes,,
-- core.referral --
child_id,referral_no,referred_on,source
z,1,2023-06-20,ssd
y,1,2022-06-20,annex_a
a,1,2024-06-19,ssd
b,1,2024-06-20,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-19,0,1,referrals of the twelve months before
b 2024-06-20,0,1,
*/

/* example: a source that states no first day and has no referral covers nothing
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2024-03-31
ssd,cin_episodes,,
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-20,0,1,referrals of the twelve months before
*/

/* example: a source that covers a shorter time inside another's takes nothing from it
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssd,cin_episodes,2020-01-01,
cin_census,cin_details,2023-04-01,2024-03-31
annex_a,referrals,2024-09-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,ssd
b,1,2025-02-20,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-20,0,1,
b 2025-02-20,0,1,
*/

/* example: the day of the referral has to be covered too
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,cin_details,2023-04-01,2024-06-19
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-19,cin_census
b,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-19,0,1,
b 2024-06-20,0,1,referrals of the twelve months before
*/

/* example: an extract that is given for all of its tables is given for its referrals
at: 2025-06-30
period: quarter
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,,2023-04-01,2024-03-31
annex_a,,2024-04-01,2024-09-30
ssd,,2024-10-01,2025-06-30
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2025-04-20,ssd
-- want --
case_id,numerator,denominator,not_recorded
a 2025-04-20,0,1,
*/

/* example: what other tables, or other authorities' extracts, cover says nothing of our referrals
at: 2025-03-31
-- core.coverage --
area_code,source,table_name,covered_from,covered_to
901,cin_census,assessment,2020-04-01,2025-03-31
902,cin_census,cin_details,2020-04-01,2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-20,0,1,referrals of the twelve months before
*/

/* example: without a referral there is no percentage
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/
