/* indicator
title: Referrals to children's social care
finding: "{} to children's social care"
question: How many requests for a service reach us?
also: [CIN-REF]
edition:
  - {from: 2005-04-01, rule: CIN-REF, source: "LAIT measure 305; children in need census, EES table C1"}
statistic: count
unit: referrals
decimals: 0
polarity: {direction: neutral, reason: "more referrals can mean more need, or partners who notice it sooner; fewer can mean better help before a referral, or need that nobody reports"}
window: flow
year_end: 03-31
numerator: Referrals dated in the period, those closed with no further action among them. A child referred more than once counts each time, on one day too.
denominator: ""
exclusions:
  - Contacts that did not become referrals
sources:
  - {return: cin_census, table: cin_details, field: CINreferralDate, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_date, any_of: referrals}
  - {return: annex_a, table: referrals, field: date_of_referral, any_of: referrals}
comparator:
  lait: CPP_Total_NumRef
  ees: "ees:referral_count [Referrals and Re-referrals]"
  same: [population]
  note: Published for the year to 31 March only.
companions:
  - {id: referrals_rate, why: "sets the number against the size of the child population"}
  - {id: re_referrals_12_months, why: "a number that grows by the same children coming back is a different matter from one that grows by new children"}
  - {id: referrals_no_further_action, why: "how many of the referrals we closed at once"}
completeness: >-
  Every case is judged. A referral without its child or its date is refused when it is read and listed under data quality.
caution: It does not show how many children were referred, nor what became of the referrals. What an authority records as a referral and what as a contact differs from place to place.
owner: children's services performance team
*/
select
    area_code,
    concat_ws(' ', child_id, referred_on, nullif(referral_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    referred_on as occurred_on,
    1 as numerator,
    1 as denominator,
    'referred on ' || strftime(referred_on, '%-d %B %Y') as note
from core.referral

/* example: every referral of the period counts
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
b,1,2024-11-02,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-06-20,a,1,1,referred on 20 June 2024
b 2024-11-02,b,1,1,referred on 2 November 2024
-- want total --
numerator,value
2,2
*/

/* example: a child who is referred again counts again
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-04-10,2024-05-01,cin_census
a,1,2024-08-02,2024-09-01,cin_census
a,1,2025-02-20,,cin_census
-- want --
case_id,numerator
a 2024-04-10,1
a 2024-08-02,1
a 2025-02-20,1
*/

/* example: two referrals of a child on one day are two
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-20,cin_census
a,2,2024-06-20,cin_census
-- want --
case_id,numerator
a 2024-06-20,1
a 2024-06-20 2,1
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
case_id,numerator
b 2024-04-01,1
c 2025-03-31,1
*/

/* example: a referral counts in the month it was made, whenever it is closed
at: 2024-06-30
period: month
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-31,2024-06-10,cin_census
b,1,2024-06-01,2024-07-10,cin_census
-- want --
case_id,numerator
b 2024-06-01,1
*/

/* example: a referral closed with no further action counts, and so does one of which that is not known
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,cin_census
b,1,2024-06-20,false,cin_census
c,1,2024-06-20,,annex_a
-- want total --
numerator,value,unjudged,lowest,highest
3,3,0,3,3
*/

/* example: a child not yet born can be referred
at: 2025-03-31
-- core.child --
child_id,expected_on
a,2025-05-20
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2025-01-20,cin_census
-- want --
case_id,numerator
a 2025-01-20,1
*/

/* example: no referral is nought
at: 2025-03-31
-- want total --
numerator,value
0,0
*/
