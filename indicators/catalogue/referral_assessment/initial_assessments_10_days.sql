/* indicator
title: Initial assessments completed within ten working days of referral
finding: "{} of initial assessments within ten working days"
question: How soon after a referral do we know what a child needs?
also: [NI 59, NI59.e2]
edition:
  - {from: 2010-04-01, to: 2013-04-14, rule: NI59.e2, source: "Working Together to Safeguard Children 2010; LAIT measure 304 confirms the ten days before the single assessment. That it held from April 2010 is from general knowledge, unverified"}
succeeds: initial_assessments_7_days
succeeded_by: assessments_45_days
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a family that is assessed soon is not left waiting for help"}
window: flow
year_end: 03-31
numerator: >-
  Assessments of the denominator that were completed on the tenth working day after the referral or before. The day of the
  referral is day 0; working days are Monday to Friday without the bank holidays of England and Wales.
denominator: Initial assessments completed in the period, from 1 April 2010 to 14 April 2013. Each assessment of a child counts.
exclusions:
  - Assessments that are not completed
  - Assessments completed before 1 April 2010, when the limit was seven working days, or after 14 April 2013, when the single assessment had replaced them
  - Assessments recorded as completed before the referral, or before they began
sources:
  - {return: assessment, table: initial assessments, field: referral_on}
  - {return: assessment, table: initial assessments, field: type}
  - {return: assessment, table: initial assessments, field: started_on}
  - {return: assessment, table: initial assessments, field: completed_on}
comparator:
  note: No published series of it is held.
companions:
  - {id: referrals_to_initial_assessment, why: "how soon assessments are finished is read with how many of the referrals are assessed"}
  - {id: core_assessments_35_days, why: "the longer assessment that follows has a limit of its own"}
completeness: >-
  An assessment without the date of its referral cannot be judged when it was completed within ten working days of its own first
  day; it counts as in time. One whose dates lie outside the calendar of working days, which runs from 2005 to 2030, cannot be
  judged and counts as late.
distribution:
  of: from the referral to completion
  unit: working days
  limit: {up_to: 10, words: 10 working days}
caution: It does not show whether the assessment was good, nor whether the child was seen. It is not to be joined with the figures of the seven-day limit before. Some authorities tried out a single assessment from 2011 and have few initial assessments from then on. On a case that is already open the clock may start with new information, which the list of assessments shows only by leaving the referral out.
owner: children's services performance team
*/
with
-- Without a referral on record the clock starts where the assessment does.
initial_assessments as (
    select
        area_code,
        child_id,
        team_id,
        referred_on,
        started_on,
        completed_on,
        coalesce(referred_on, started_on) as clock_from,
        row_number() over (
            partition by area_code, child_id, started_on
            order by referred_on, completed_on, source_row
        ) as assessment_no
    from core.assessment
    where assessment_type = 'initial'
),

timed_assessments as (
    select
        initial_assessments.*,
        last_day.working_day_number - first_day.working_day_number as working_days,
        case
            when initial_assessments.completed_on is null then 'not completed'
            when initial_assessments.completed_on < date '2010-04-01' then 'when the limit was seven working days'
            when initial_assessments.completed_on > date '2013-04-14' then 'when the single assessment had taken its place'
            when initial_assessments.completed_on < initial_assessments.referred_on then 'which is before the referral'
            when initial_assessments.completed_on < initial_assessments.started_on then 'which is before it began'
        end as left_out
    from initial_assessments
    left join core.calendar as first_day on first_day.day = initial_assessments.clock_from
    left join core.calendar as last_day on last_day.day = initial_assessments.completed_on
)

select
    area_code,
    concat_ws(' ', child_id, started_on, nullif(assessment_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    coalesce(completed_on, started_on) as occurred_on,
    cast(coalesce(left_out is null and working_days <= 10, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is not null then null
        when working_days is null then 'working days between its dates'
        when referred_on is null and working_days <= 10 then 'date of the referral'
    end as not_recorded,
    concat_ws(
        ', ',
        case when left_out is null then '' else 'left out: ' end
        || coalesce(
            'completed on ' || strftime(completed_on, '%-d %B %Y'),
            'begun on ' || strftime(started_on, '%-d %B %Y')
        ),
        left_out,
        case
            when left_out is null
                then 'working day ' || working_days || ' after '
                    || coalesce(
                        'the referral of ' || strftime(referred_on, '%-d %B %Y'),
                        'it began on ' || strftime(started_on, '%-d %B %Y')
                    )
        end
    ) as note,
    working_days as duration,
    completed_on is null as unfinished
from timed_assessments

/* example: an assessment completed on the tenth working day after the referral is in time
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-01,2010-06-02,2010-06-15,assessment
-- want --
case_id,person_id,numerator,denominator,reason
a 2010-06-02,a,1,1,"completed on 15 June 2010, working day 10 after the referral of 1 June 2010"
*/

/* example: an assessment completed on the eleventh working day is late
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-01,2010-06-02,2010-06-16,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-06-02,0,1,"completed on 16 June 2010, working day 11 after the referral of 1 June 2010"
*/

/* example: a bank holiday, the proclaimed one of 29 April 2011 too, is no working day
at: 2012-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2011-04-20,2011-04-20,2011-05-10,assessment
b,initial,2011-04-20,2011-04-20,2011-05-11,assessment
-- want --
case_id,numerator,denominator,reason
a 2011-04-20,1,1,"completed on 10 May 2011, working day 10 after the referral of 20 April 2011"
b 2011-04-20,0,1,"completed on 11 May 2011, working day 11 after the referral of 20 April 2011"
*/

/* example: the clock starts with the referral and not with the assessment
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-01,2010-06-14,2010-06-16,assessment
-- want --
case_id,numerator,denominator
a 2010-06-14,0,1
*/

/* example: the day of the referral is day 0
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-01,2010-06-01,2010-06-01,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-06-01,1,1,"completed on 1 June 2010, working day 0 after the referral of 1 June 2010"
*/

/* example: after a referral on a Sunday the Monday is day 1, and a completion on a Saturday has the number of the Friday
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-06,2010-06-07,2010-06-18,assessment
b,initial,2010-06-06,2010-06-07,2010-06-19,assessment
c,initial,2010-06-06,2010-06-07,2010-06-21,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-06-07,1,1,"completed on 18 June 2010, working day 10 after the referral of 6 June 2010"
b 2010-06-07,1,1,"completed on 19 June 2010, working day 10 after the referral of 6 June 2010"
c 2010-06-07,0,1,"completed on 21 June 2010, working day 11 after the referral of 6 June 2010"
*/

/* example: an assessment counts in the year it was completed
at: 2012-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2011-03-28,2011-03-29,2011-03-31,assessment
b,initial,2011-03-28,2011-03-29,2011-04-01,assessment
c,initial,2012-03-28,2012-03-29,2012-03-31,assessment
d,initial,2012-03-28,2012-03-29,2012-04-01,assessment
-- want --
case_id,numerator,denominator
b 2011-03-29,1,1
c 2012-03-29,1,1
*/

/* example: an assessment that is not completed is left out, and shown where it began
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2011-03-18,2011-03-21,,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason,duration,unfinished
a 2011-03-21,0,0,,"left out: begun on 21 March 2011, not completed",,1
*/

/* example: the first day of the limit of ten working days is 1 April 2010
at: 2010-04-30
period: rolling12
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-03-18,2010-03-18,2010-03-31,assessment
b,initial,2010-03-18,2010-03-18,2010-04-01,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-03-18,0,0,"left out: completed on 31 March 2010, when the limit was seven working days"
b 2010-03-18,1,1,"completed on 1 April 2010, working day 10 after the referral of 18 March 2010"
*/

/* example: the last day of initial assessments is 14 April 2013
at: 2013-04-30
period: month
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2013-04-10,2013-04-10,2013-04-14,assessment
b,initial,2013-04-10,2013-04-10,2013-04-15,assessment
-- want --
case_id,numerator,denominator,reason
a 2013-04-10,1,1,"completed on 14 April 2013, working day 2 after the referral of 10 April 2013"
b 2013-04-10,0,0,"left out: completed on 15 April 2013, when the single assessment had taken its place"
*/

/* example: a completion before the referral, or before the assessment began, is never in time and is left out
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-16,2010-06-14,2010-06-15,assessment
b,initial,2010-06-11,2010-06-16,2010-06-15,assessment
c,initial,,2010-06-16,2010-06-15,assessment
d,initial,2010-06-15,2010-06-15,2010-06-15,assessment
e,initial,2010-06-13,2010-06-07,2010-06-12,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-06-14,0,0,"left out: completed on 15 June 2010, which is before the referral"
b 2010-06-16,0,0,"left out: completed on 15 June 2010, which is before it began"
c 2010-06-16,0,0,"left out: completed on 15 June 2010, which is before it began"
d 2010-06-15,1,1,"completed on 15 June 2010, working day 0 after the referral of 15 June 2010"
e 2010-06-07,0,0,"left out: completed on 12 June 2010, which is before the referral"
*/

/* example: core and single assessments are other measures
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,core,2010-06-02,2010-06-03,2010-06-07,assessment
b,single,2010-06-02,2010-06-03,2010-06-07,assessment
-- want --
case_id,numerator,denominator
*/

/* example: each initial assessment of a child counts, two that began on one day too
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-06-02,2010-06-03,2010-06-07,assessment
a,initial,2010-10-05,2010-10-06,2010-11-05,assessment
a,initial,2010-10-06,2010-10-06,2010-10-11,assessment
-- want --
case_id,numerator,denominator
a 2010-06-03,1,1
a 2010-10-06,0,1
a 2010-10-06 2,1,1
-- want total --
numerator,denominator,value
2,3,66.7
*/

/* example: without the date of the referral the clock starts with the assessment, and only a late one is certain
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,,2010-06-01,2010-06-15,assessment
b,initial,,2010-06-01,2010-06-16,assessment
c,initial,2010-06-01,2010-06-01,2010-06-15,assessment
d,initial,,2010-06-01,2010-06-02,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2010-06-01,1,1,date of the referral,"not recorded: date of the referral; completed on 15 June 2010, working day 10 after it began on 1 June 2010"
b 2010-06-01,0,1,,"completed on 16 June 2010, working day 11 after it began on 1 June 2010"
c 2010-06-01,1,1,,"completed on 15 June 2010, working day 10 after the referral of 1 June 2010"
d 2010-06-01,1,1,date of the referral,"not recorded: date of the referral; completed on 2 June 2010, working day 1 after it began on 1 June 2010"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
3,4,75,2,25,75
*/

/* example: dates that the calendar of working days does not reach cannot be judged
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2004-12-31,2010-05-24,2010-06-01,assessment
b,initial,2010-05-24,2010-05-24,2010-06-01,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2010-05-24,0,1,working days between its dates,"not recorded: working days between its dates; completed on 1 June 2010"
b 2010-05-24,1,1,,"completed on 1 June 2010, working day 5 after the referral of 24 May 2010"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,2,50,1,50,100
*/

/* example: without a completed assessment there is no percentage
at: 2011-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2011-03-18,2011-03-21,,assessment
-- want total --
numerator,denominator,value
0,0,z
*/
