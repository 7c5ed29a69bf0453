/* indicator
title: Referrals that went on to an initial assessment
finding: "{} of referrals went on to initial assessment"
question: How many of the referrals that reach us do we look into?
also: [NI 68]
edition:
  - {from: 2005-04-01, to: 2008-03-31, rule: RIA.2000, source: "the same share before the measure was NI 68, as the Hackney evaluation prints it for earlier years"}
  - {from: 2008-04-01, to: 2011-03-31, rule: NI68, source: "title of NI 68 in the Hackney evaluation; the handbook's own wording was not found"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: neutral, reason: "a high share can mean referrals that were to the point, or families assessed who need no assessment; a low one children turned away too soon"}
window: flow
year_end: 03-31
numerator: >-
  Referrals of the denominator that an initial assessment followed, whenever it began. An assessment belongs to the referral whose
  date it names; of two of that day to the last. One that names no referral belongs to the child's latest on or before its first day.
denominator: Referrals dated in the period, up to 31 March 2011, those closed with no further action among them. A child referred more than once counts each time, on one day too.
exclusions:
  - Contacts that did not become referrals
  - Core assessments, and single assessments
  - Initial assessments without a referral on record
sources:
  - {return: cin_census, table: cin_details, field: CINreferralDate, any_of: referrals}
  - {return: ssd, table: cin_episodes, field: cine_referral_date, any_of: referrals}
  - {return: annex_a, table: referrals, field: date_of_referral, any_of: referrals}
  - {return: assessment, table: initial assessments, field: referral_on}
  - {return: assessment, table: initial assessments, field: type}
  - {return: assessment, table: initial assessments, field: started_on}
comparator:
  note: No published series of it is held, and none is published today. Whether the official figure divided the initial assessments of a year by its referrals is not known.
companions:
  - {id: initial_assessments_7_days, why: "how soon assessments are finished is read with how many of the referrals are assessed"}
  - {id: re_referrals_12_months, why: "children turned away who come back were perhaps turned away too soon"}
  - {id: referrals_no_further_action, why: "the referrals that ended at once"}
options:
  - name: referral_assessment_share
    question: Are the referrals of a period followed up, or are its initial assessments divided by its referrals?
    default: cohort
    values: {cohort: "the referrals of the period that an initial assessment followed, over the referrals of the period", aggregate: "the initial assessments begun in the period over the referrals of the period, which can exceed 100%"}
    source: "the original wording of NI 68 was not found"
completeness: >-
  Every referral is judged. How many referrals there were is told by the returns that list referrals; a list of assessments does
  not tell it, so that without such a return there is no figure. The last referrals of a period may still be followed by an
  assessment, so its share can rise afterwards.
caution: It does not show whether the decision to assess was right. What an authority records as a referral and what as a contact differs from place to place, and moves the share by itself.
owner: children's services performance team
*/
with
initial_assessments as (
    select
        area_code,
        child_id,
        team_id,
        referred_on,
        started_on,
        row_number() over (
            partition by area_code, child_id, started_on
            order by referred_on, completed_on, source_row
        ) as assessment_no
    from core.assessment
    where assessment_type = 'initial'
),

followed_referrals as (
    select
        initial_assessments.*,
        referral.referred_on as followed_on,
        referral.referral_no
    from initial_assessments
    left join core.referral as referral
        on referral.area_code = initial_assessments.area_code
        and referral.child_id = initial_assessments.child_id
        and case
            when initial_assessments.referred_on is null then referral.referred_on <= initial_assessments.started_on
            else referral.referred_on = initial_assessments.referred_on
        end
    qualify row_number() over (
        partition by
            initial_assessments.area_code, initial_assessments.child_id,
            initial_assessments.started_on, initial_assessments.assessment_no
        order by referral.referred_on desc, referral.referral_no desc
    ) = 1
),

assessed_referrals as (
    select
        area_code,
        child_id,
        followed_on,
        referral_no,
        min(started_on) as assessed_on
    from followed_referrals
    group by area_code, child_id, followed_on, referral_no
)

select
    referral.area_code,
    concat_ws(' ', referral.child_id, referral.referred_on, nullif(referral.referral_no, 1)) as case_id,
    referral.child_id as person_id,
    referral.team_id,
    referral.referred_on as occurred_on,
    cast(
        assessed.assessed_on is not null and chosen.referral_assessment_share = 'cohort' as integer
    ) as numerator,
    1 as denominator,
    'referred on ' || strftime(referral.referred_on, '%-d %B %Y')
    || coalesce(', initial assessment began on ' || strftime(assessed.assessed_on, '%-d %B %Y'), ', no initial assessment')
    as note
from core.referral as referral
cross join chosen
left join assessed_referrals as assessed
    on assessed.area_code = referral.area_code
    and assessed.child_id = referral.child_id
    and assessed.followed_on = referral.referred_on
    and assessed.referral_no = referral.referral_no
where referral.referred_on <= date '2011-03-31'
union all
select
    followed.area_code,
    concat_ws(' ', followed.child_id, 'assessment', followed.started_on, nullif(followed.assessment_no, 1)) as case_id,
    followed.child_id as person_id,
    followed.team_id,
    followed.started_on as occurred_on,
    cast(chosen.referral_assessment_share = 'aggregate' as integer) as numerator,
    0 as denominator,
    case when chosen.referral_assessment_share = 'cohort' then 'left out: ' else '' end
    || 'initial assessment began on ' || strftime(followed.started_on, '%-d %B %Y')
    || case when followed.followed_on is null then ', its referral is not on record' else '' end as note
from followed_referrals as followed
cross join chosen
where followed.started_on <= date '2011-03-31'
    and (chosen.referral_assessment_share = 'aggregate' or followed.followed_on is null)

/* example: a referral that an initial assessment followed is in both counts, another in the denominator only
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,source
a,1,2008-05-12,false,ssd
b,1,2008-05-12,false,ssd
c,1,2008-05-13,true,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-05-12,2008-05-14,2008-05-20,assessment
b,initial,2008-05-12,2008-05-15,,assessment
-- want --
case_id,person_id,numerator,denominator,reason
a 2008-05-12,a,1,1,"referred on 12 May 2008, initial assessment began on 14 May 2008"
b 2008-05-12,b,1,1,"referred on 12 May 2008, initial assessment began on 15 May 2008"
c 2008-05-13,c,0,1,"referred on 13 May 2008, no initial assessment"
-- want total --
numerator,denominator,value,unjudged
2,3,66.7,0
*/

/* example: a referral closed with no further action stays in the denominator
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,no_further_action,closed_on,source
a,1,2008-05-12,true,2008-05-13,ssd
-- want --
case_id,numerator,denominator,reason
a 2008-05-12,0,1,"referred on 12 May 2008, no initial assessment"
*/

/* example: a referral of the first and of the last day of the year is in it, one on either side is not, and the assessment may begin in the next year
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-03-31,ssd
b,1,2008-04-01,ssd
c,1,2009-03-31,ssd
d,1,2009-04-01,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-03-31,2008-04-01,assessment
b,initial,2008-04-01,2008-04-02,assessment
c,initial,2009-03-31,2009-04-01,assessment
d,initial,2009-04-01,2009-04-02,assessment
-- want --
case_id,numerator,denominator
b 2008-04-01,1,1
c 2009-03-31,1,1
*/

/* example: the measure ended with the referrals of 31 March 2011
at: 2011-04-30
period: rolling12
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2011-03-31,ssd
b,1,2011-04-01,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2011-03-31,2011-04-01,assessment
b,initial,2011-04-01,2011-04-01,assessment
c,initial,2011-03-30,2011-03-31,assessment
d,initial,2011-03-30,2011-04-01,assessment
-- want --
case_id,numerator,denominator
a 2011-03-31,1,1
c assessment 2011-03-31,0,0
*/

/* example: the share can be worked out for the years before it was a National Indicator
at: 2006-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2005-06-06,ssd
b,1,2005-06-06,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2005-06-06,2005-06-07,assessment
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: several initial assessments after one referral count it once, with the first
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-05-12,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-05-12,2008-06-14,assessment
a,initial,2008-05-12,2008-05-14,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-05-12,1,1,"referred on 12 May 2008, initial assessment began on 14 May 2008"
*/

/* example: each referral of a child counts, and each assessment with the referral that it names
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-05-12,ssd
a,1,2008-06-12,ssd
a,1,2008-07-12,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-06-12,2008-07-14,assessment
-- want --
case_id,numerator,denominator
a 2008-05-12,0,1
a 2008-06-12,1,1
a 2008-07-12,0,1
*/

/* example: of two referrals of one day the last is the one that was assessed, and a second assessment adds nothing
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-05-12,ssd
a,2,2008-05-12,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-05-12,2008-05-14,assessment
a,initial,2008-05-12,2008-05-16,assessment
-- want --
case_id,numerator,denominator
a 2008-05-12,0,1
a 2008-05-12 2,1,1
*/

/* example: an assessment that names no referral belongs to the child's latest on or before its first day
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-05-12,ssd
a,1,2008-06-12,ssd
a,1,2008-07-12,ssd
b,1,2008-06-12,ssd
c,1,2008-06-13,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,,2008-07-11,assessment
b,initial,,2008-06-12,assessment
c,initial,,2008-06-12,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-05-12,0,1,"referred on 12 May 2008, no initial assessment"
a 2008-06-12,1,1,"referred on 12 June 2008, initial assessment began on 11 July 2008"
a 2008-07-12,0,1,"referred on 12 July 2008, no initial assessment"
b 2008-06-12,1,1,"referred on 12 June 2008, initial assessment began on 12 June 2008"
c 2008-06-13,0,1,"referred on 13 June 2008, no initial assessment"
c assessment 2008-06-12,0,0,"left out: initial assessment began on 12 June 2008, its referral is not on record"
*/

/* example: an assessment whose referral is not on record is left out, and takes no other referral
at: 2009-03-31
-- core.referral --
area_code,child_id,referral_no,referred_on,source
901,a,1,2008-05-12,ssd
902,b,1,2008-03-28,ssd
901,z,1,2008-06-02,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-06-02,2008-06-04,assessment
b,initial,2008-03-28,2008-06-04,assessment
b,initial,2008-06-03,2008-06-04,assessment
-- want --
case_id,person_id,numerator,denominator,reason
a 2008-05-12,a,0,1,"referred on 12 May 2008, no initial assessment"
z 2008-06-02,z,0,1,"referred on 2 June 2008, no initial assessment"
a assessment 2008-06-04,a,0,0,"left out: initial assessment began on 4 June 2008, its referral is not on record"
b assessment 2008-06-04,b,0,0,"left out: initial assessment began on 4 June 2008, its referral is not on record"
b assessment 2008-06-04 2,b,0,0,"left out: initial assessment began on 4 June 2008, its referral is not on record"
*/

/* example: core and single assessments are no initial ones
at: 2009-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-05-12,ssd
b,1,2008-05-12,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,core,2008-05-12,2008-05-14,assessment
b,single,2008-05-12,2008-05-14,assessment
-- want --
case_id,numerator,denominator
a 2008-05-12,0,1
b 2008-05-12,0,1
*/

/* example: divided in the aggregate, initial assessments begun in the period are the numerator and can exceed the referrals
at: 2009-03-31
option: referral_assessment_share = aggregate
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2008-03-28,ssd
b,1,2008-05-12,ssd
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-03-28,2008-03-31,assessment
a,initial,2008-03-28,2008-04-01,assessment
b,initial,2008-05-12,2009-03-31,assessment
b,initial,2008-05-12,2009-04-01,assessment
c,initial,2008-05-13,2008-05-14,assessment
-- want --
case_id,numerator,denominator,reason
b 2008-05-12,0,1,"referred on 12 May 2008, initial assessment began on 31 March 2009"
a assessment 2008-04-01,1,0,initial assessment began on 1 April 2008
b assessment 2009-03-31,1,0,initial assessment began on 31 March 2009
c assessment 2008-05-14,1,0,"initial assessment began on 14 May 2008, its referral is not on record"
-- want total --
numerator,denominator,value
3,1,300
*/

/* example: without a referral there is no percentage
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,source
a,initial,2008-05-12,2008-05-14,assessment
-- want total --
numerator,denominator,value
0,0,z
*/
