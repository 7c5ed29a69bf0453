/* indicator
title: Initial assessments completed within seven working days of referral
finding: "{} of initial assessments within seven working days"
question: How soon after a referral do we know what a child needs?
also: [NI 59, NI59.e1]
edition:
  - {from: 2005-04-01, to: 2008-03-31, rule: IA7.2000, source: "the seven working days of the Framework for the Assessment of Children in Need and their Families, 2000, before the measure was NI 59 (from general knowledge, unverified)"}
  - {from: 2008-04-01, to: 2010-03-31, rule: NI59.e1, source: "NI 59 as the Hackney evaluation prints it; LG Inform Plus metric 2234 for the clock; the handbook's own wording was not found"}
succeeded_by: initial_assessments_10_days
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a family that is assessed soon is not left waiting for help"}
window: flow
year_end: 03-31
numerator: >-
  Assessments of the denominator that were completed on the seventh working day after the referral or before. The day of the
  referral is day 0; working days are Monday to Friday without the bank holidays of England and Wales.
denominator: Initial assessments completed in the period, up to 31 March 2010. Each assessment of a child counts.
exclusions:
  - Assessments that are not completed
  - Assessments completed after 31 March 2010, when the limit became ten working days
  - Assessments recorded as completed before the referral, or before they began
sources:
  - {return: assessment, table: initial assessments, field: referral_on}
  - {return: assessment, table: initial assessments, field: type}
  - {return: assessment, table: initial assessments, field: started_on}
  - {return: assessment, table: initial assessments, field: completed_on}
comparator:
  note: The published figures came from a return of totals, not of children, so a figure worked out case by case will not match them exactly. No published series of it is held.
companions:
  - {id: referrals_to_initial_assessment, why: "how soon assessments are finished is read with how many of the referrals are assessed"}
  - {id: core_assessments_35_days, why: "the longer assessment that follows has a limit of its own"}
completeness: >-
  An assessment without the date of its referral cannot be judged when it was completed within seven working days of its own first
  day; it counts as in time. One whose dates lie outside the calendar of working days, which runs from 2005 to 2030, cannot be
  judged and counts as late.
distribution:
  of: from the referral to completion
  unit: working days
  limit: {up_to: 7, words: 7 working days}
caution: It does not show whether the assessment was good, nor whether the child was seen. It is not to be joined with the figures of the ten-day limit that followed. On a case that is already open the clock may start with new information, which the list of assessments shows only by leaving the referral out.
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
            when initial_assessments.completed_on > date '2010-03-31' then 'when the limit was ten working days'
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
    cast(coalesce(left_out is null and working_days <= 7, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is not null then null
        when working_days is null then 'working days between its dates'
        when referred_on is null and working_days <= 7 then 'date of the referral'
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

/* example: an assessment completed on the seventh working day after the referral is in time
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-02,2008-06-03,2008-06-11,assessment
-- want --
case_id,person_id,numerator,denominator,reason
a 2008-06-03,a,1,1,"completed on 11 June 2008, working day 7 after the referral of 2 June 2008"
*/

/* example: an assessment completed on the eighth working day is late
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-02,2008-06-03,2008-06-12,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-06-03,0,1,"completed on 12 June 2008, working day 8 after the referral of 2 June 2008"
*/

/* example: a bank holiday is no working day
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-05-01,2008-05-01,2008-05-13,assessment
b,initial,2008-05-01,2008-05-01,2008-05-14,assessment
c,initial,2008-12-22,2008-12-22,2009-01-02,assessment
d,initial,2008-12-22,2008-12-22,2009-01-05,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-05-01,1,1,"completed on 13 May 2008, working day 7 after the referral of 1 May 2008"
b 2008-05-01,0,1,"completed on 14 May 2008, working day 8 after the referral of 1 May 2008"
c 2008-12-22,1,1,"completed on 2 January 2009, working day 6 after the referral of 22 December 2008"
d 2008-12-22,1,1,"completed on 5 January 2009, working day 7 after the referral of 22 December 2008"
*/

/* example: the clock starts with the referral and not with the assessment
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-02,2008-06-09,2008-06-12,assessment
-- want --
case_id,numerator,denominator
a 2008-06-09,0,1
*/

/* example: the day of the referral is day 0
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-02,2008-06-02,2008-06-02,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-06-02,1,1,"completed on 2 June 2008, working day 0 after the referral of 2 June 2008"
*/

/* example: after a referral on a Saturday the Monday is day 1
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-07,2008-06-09,2008-06-17,assessment
b,initial,2008-06-07,2008-06-09,2008-06-18,assessment
-- want --
case_id,numerator,denominator
a 2008-06-09,1,1
b 2008-06-09,0,1
*/

/* example: a completion on a Saturday or Sunday has the number of the Friday
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-04,2008-06-04,2008-06-14,assessment
b,initial,2008-06-04,2008-06-04,2008-06-15,assessment
c,initial,2008-06-04,2008-06-04,2008-06-16,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-06-04,1,1,"completed on 14 June 2008, working day 7 after the referral of 4 June 2008"
b 2008-06-04,1,1,"completed on 15 June 2008, working day 7 after the referral of 4 June 2008"
c 2008-06-04,0,1,"completed on 16 June 2008, working day 8 after the referral of 4 June 2008"
*/

/* example: an assessment counts in the year it was completed
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-03-26,2008-03-27,2008-03-31,assessment
b,initial,2008-03-27,2008-03-28,2008-04-01,assessment
c,initial,2009-03-27,2009-03-30,2009-03-31,assessment
d,initial,2009-03-27,2009-03-30,2009-04-01,assessment
-- want --
case_id,numerator,denominator
b 2008-03-28,1,1
c 2009-03-30,1,1
*/

/* example: an assessment that is not completed is left out, and shown where it began
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2009-03-20,2009-03-23,,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason,duration,unfinished
a 2009-03-23,0,0,,"left out: begun on 23 March 2009, not completed",,1
*/

/* example: the last day of the limit of seven working days is 31 March 2010
at: 2010-04-30
period: rolling12
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2010-03-29,2010-03-29,2010-03-31,assessment
b,initial,2010-03-29,2010-03-29,2010-04-01,assessment
-- want --
case_id,numerator,denominator,reason
a 2010-03-29,1,1,"completed on 31 March 2010, working day 2 after the referral of 29 March 2010"
b 2010-03-29,0,0,"left out: completed on 1 April 2010, when the limit was ten working days"
*/

/* example: the same limit held before it was a National Indicator
at: 2006-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2005-06-06,2005-06-06,2005-06-15,assessment
b,initial,2005-06-06,2005-06-06,2005-06-16,assessment
-- want --
case_id,numerator,denominator
a 2005-06-06,1,1
b 2005-06-06,0,1
*/

/* example: a completion before the referral, or before the assessment began, is never in time and is left out
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-12,2008-06-10,2008-06-11,assessment
b,initial,2008-06-09,2008-06-12,2008-06-11,assessment
c,initial,,2008-06-12,2008-06-11,assessment
d,initial,2008-06-11,2008-06-11,2008-06-11,assessment
e,initial,2008-06-08,2008-06-02,2008-06-07,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-06-10,0,0,"left out: completed on 11 June 2008, which is before the referral"
b 2008-06-12,0,0,"left out: completed on 11 June 2008, which is before it began"
c 2008-06-12,0,0,"left out: completed on 11 June 2008, which is before it began"
d 2008-06-11,1,1,"completed on 11 June 2008, working day 0 after the referral of 11 June 2008"
e 2008-06-02,0,0,"left out: completed on 7 June 2008, which is before the referral"
*/

/* example: core and single assessments are other measures
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,core,2008-06-02,2008-06-03,2008-06-05,assessment
b,single,2008-06-02,2008-06-03,2008-06-05,assessment
-- want --
case_id,numerator,denominator
*/

/* example: each initial assessment of a child counts, two that began on one day too
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2008-06-02,2008-06-03,2008-06-05,assessment
a,initial,2008-10-06,2008-10-07,2008-11-05,assessment
a,initial,2008-10-07,2008-10-07,2008-10-10,assessment
-- want --
case_id,numerator,denominator
a 2008-06-03,1,1
a 2008-10-07,0,1
a 2008-10-07 2,1,1
-- want total --
numerator,denominator,value
2,3,66.7
*/

/* example: without the date of the referral the clock starts with the assessment, and only a late one is certain
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,,2008-06-02,2008-06-11,assessment
b,initial,,2008-06-02,2008-06-12,assessment
c,initial,2008-06-02,2008-06-02,2008-06-11,assessment
d,initial,,2008-06-02,2008-06-03,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2008-06-02,1,1,date of the referral,"not recorded: date of the referral; completed on 11 June 2008, working day 7 after it began on 2 June 2008"
b 2008-06-02,0,1,,"completed on 12 June 2008, working day 8 after it began on 2 June 2008"
c 2008-06-02,1,1,,"completed on 11 June 2008, working day 7 after the referral of 2 June 2008"
d 2008-06-02,1,1,date of the referral,"not recorded: date of the referral; completed on 3 June 2008, working day 1 after it began on 2 June 2008"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
3,4,75,2,25,75
*/

/* example: dates that the calendar of working days does not reach cannot be judged
at: 2005-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2004-12-31,2005-01-04,2005-01-06,assessment
b,initial,2005-01-04,2005-01-04,2005-01-06,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2005-01-04,0,1,working days between its dates,"not recorded: working days between its dates; completed on 6 January 2005"
b 2005-01-04,1,1,,"completed on 6 January 2005, working day 2 after the referral of 4 January 2005"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,2,50,1,50,100
*/

/* example: without a completed assessment there is no percentage
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,initial,2009-03-20,2009-03-23,,assessment
-- want total --
numerator,denominator,value
0,0,z
*/
