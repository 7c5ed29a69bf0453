/* indicator
title: Referrals that ended with no further action
finding: "{} of referrals ended with no further action"
question: How many of the referrals do we close at once?
also: [CIN-NFA]
edition:
  - {from: 2012-04-01, rule: CIN-NFA, source: "LAIT measure 290; children in need census, EES table C1"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: neutral, reason: "a high share can mean referrals that should not have come, or children turned away too soon; a low one that families are assessed who need no assessment"}
window: flow
year_end: 03-31
numerator: Referrals of the denominator that are recorded as having ended with no further action.
denominator: Referrals dated in the period. A child referred more than once counts each time, on one day too.
exclusions:
  - Contacts that did not become referrals
  - A referral that was assessed and then closed without a service is not one of no further action
sources:
  - {return: cin_census, table: cin_details, field: CINreferralDate, any_of: referrals}
  - {return: cin_census, table: cin_details, field: ReferralNFA, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_date, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_nfa, any_of: referrals}
  - {return: annex_a, table: referrals, field: date_of_referral, any_of: referrals}
  - {return: annex_a, table: referrals, field: referral_nfa, any_of: referrals}
comparator:
  lait: CIN_Refferals_NFA
  ees: "ees:no_further_action_percent [Referrals and Re-referrals]"
  numerator: ["ees:no_further_action_count [Referrals and Re-referrals]"]
  denominator: [CPP_Total_NumRef, "ees:referral_count [Referrals and Re-referrals]"]
  same: [population]
  note: Published for the year to 31 March only.
companions:
  - {id: re_referrals_12_months, why: "children turned away who come back were perhaps turned away too soon"}
  - {id: referrals, why: "a share can move because the number of referrals moved"}
completeness: >-
  A referral cannot be judged when it is not recorded whether further action followed. Such a referral counts in the denominator
  only.
caution: It does not show whether the decision was right. Authorities that decide at the contact, before a referral is recorded, have few of them.
owner: children's services performance team
*/
select
    area_code,
    concat_ws(' ', child_id, referred_on, nullif(referral_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    referred_on as occurred_on,
    cast(coalesce(no_further_action, false) as integer) as numerator,
    1 as denominator,
    case when no_further_action is null then 'whether further action followed' end as not_recorded,
    'referred on ' || strftime(referred_on, '%-d %B %Y')
    || case
        when no_further_action then ', no further action'
        when not no_further_action then ', further action followed'
        else ''
    end as note
from core.referral

/* example: a referral that ended with no further action is in both counts, another in the denominator only
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,cin_census
b,1,2024-11-02,false,cin_census
c,1,2024-11-03,false,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-06-20,a,1,1,"referred on 20 June 2024, no further action"
b 2024-11-02,b,0,1,"referred on 2 November 2024, further action followed"
c 2024-11-03,c,0,1,"referred on 3 November 2024, further action followed"
-- want total --
numerator,denominator,value
1,3,33.3
*/

/* example: each referral of a child counts, on one day too
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,cin_census
a,2,2024-06-20,false,cin_census
a,1,2024-09-20,true,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,1,1
a 2024-06-20 2,0,1
a 2024-09-20,1,1
*/

/* example: what counts is the day of the referral, from the first to the last of the year, not the day it was closed
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,closed_on,source
a,1,2024-03-31,true,2024-04-01,cin_census
b,1,2024-04-01,true,2024-04-02,cin_census
c,1,2025-03-31,true,2025-04-01,cin_census
d,1,2025-04-01,true,2025-04-01,cin_census
-- want --
case_id,numerator,denominator
b 2024-04-01,1,1
c 2025-03-31,1,1
*/

/* example: a referral that was closed after an assessment is not one of no further action
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,closed_on,reason_closed,source
a,1,2024-06-20,false,2024-08-01,RC8,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,0,1
*/

/* example: a referral of which it is not recorded cannot be judged
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,annex_a
b,1,2024-06-20,false,annex_a
c,1,2024-06-21,,annex_a
d,1,2024-06-20,false,annex_a
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,1,1,,"referred on 20 June 2024, no further action"
b 2024-06-20,0,1,,"referred on 20 June 2024, further action followed"
c 2024-06-21,0,1,whether further action followed,not recorded: whether further action followed; referred on 21 June 2024
d 2024-06-20,0,1,,"referred on 20 June 2024, further action followed"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,4,25,1,25,50
*/

/* example: a half rounds up
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2024-06-20,true,cin_census
b,1,2024-06-20,false,cin_census
c,1,2024-06-20,false,cin_census
d,1,2024-06-20,false,cin_census
e,1,2024-06-20,false,cin_census
f,1,2024-06-20,false,cin_census
g,1,2024-06-20,false,cin_census
h,1,2024-06-20,false,cin_census
i,1,2024-06-20,false,cin_census
j,1,2024-06-20,false,cin_census
k,1,2024-06-20,false,cin_census
l,1,2024-06-20,false,cin_census
m,1,2024-06-20,false,cin_census
n,1,2024-06-20,false,cin_census
o,1,2024-06-20,false,cin_census
p,1,2024-06-20,false,cin_census
-- want total --
numerator,denominator,value
1,16,6.3
*/

/* example: without a referral there is no percentage
at: 2025-03-31
-- want total --
numerator,denominator,value
0,0,z
*/
