/* indicator
title: Assessments completed within 45 working days
finding: "{} of assessments completed within 45 working days"
question: How many of our assessments are finished in time?
also: [CIN-SA45, SA45]
edition:
  - {from: 2013-04-15, rule: SA45, source: "Working Together to Safeguard Children 2013, in force from 15 April 2013; LAIT measure 304; children in need census, EES table C2"}
succeeds: initial_assessments_10_days
also_succeeds: [core_assessments_35_days]
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a family that is assessed in good time is not left waiting for help"}
window: flow
year_end: 03-31
numerator: >-
  Assessments of the denominator that were completed on the 45th working day after their first day or before. The first day is
  day 0; working days are Monday to Friday without the bank holidays of England and Wales.
denominator: Single assessments completed (authorised) in the period, from 15 April 2013 on. Each assessment counts, not one per referral or child.
exclusions:
  - Assessments that are not completed
  - Assessments completed before 15 April 2013
  - Assessments recorded as completed before they began
sources:
  - {return: cin_census, table: assessment, field: AssessmentActualStartDate, any_of: assessments}
  - {return: cin_census, table: assessment, field: AssessmentAuthorisationDate, any_of: assessments}
  - {return: ssd, table: cin_assessments, field: cina_assessment_start_date, any_of: assessments}
  - {return: ssd, table: cin_assessments, field: cina_assessment_auth_date, any_of: assessments}
  - {return: annex_a, table: assessments, field: continuous_assessment_start_date, any_of: assessments}
  - {return: annex_a, table: assessments, field: continuous_assessment_date_of_authorisation, any_of: assessments}
  - {return: assessment, table: single assessments, field: started_on, any_of: assessments}
  - {return: assessment, table: single assessments, field: completed_on, any_of: assessments}
comparator:
  lait: Continue_Assess_Comp
  same: [population]
  note: Published for the year to 31 March only, from the same two dates of the census. The statutory limit runs from the referral, which the option assessment_clock takes instead.
companions:
  - {id: caseload, why: "timeliness is read with the load of those who assess"}
  - {id: assessment_duration, why: "the share within the limit does not show how long an assessment usually takes"}
  - {id: re_referrals_12_months, why: "an assessment that is quick but thin may show in children who come back"}
options:
  - name: assessment_clock
    question: From which day are the working days of an assessment counted?
    default: census
    values: {census: "from the first day of the assessment, as the census and the published series do", referral: "from the day of the referral that the assessment follows, as the statutory limit does"}
    source: "LAIT measure 304 and Working Together count from the referral; EES table C2 from the first day of the assessment"
completeness: >-
  An assessment whose dates lie outside the calendar of working days, which runs from 2005 to 2030, cannot be judged and counts as
  late. Where the clock is set to start with the referral, an assessment without the date of its referral cannot be judged when it
  was completed within 45 working days of its own first day; it counts as in time.
distribution:
  of: from the start of the clock to completion
  unit: working days
  limit: {up_to: 45, words: 45 working days}
caution: It does not show whether the assessment was good, nor whether the child was seen. Forty-five days are a limit and not an aim. The date of the internal review does not stop the clock. Assessments still open, however old, are not in it.
owner: children's services performance team
*/
with
-- Where the clock starts with the referral and none is on record, it starts where the assessment does.
single_assessments as (
    select
        assessment.area_code,
        assessment.child_id,
        assessment.team_id,
        assessment.referred_on,
        assessment.started_on,
        assessment.completed_on,
        chosen.assessment_clock = 'referral' as from_referral,
        coalesce(case when from_referral then assessment.referred_on end, assessment.started_on) as clock_from,
        row_number() over (
            partition by assessment.area_code, assessment.child_id, assessment.started_on
            order by assessment.referred_on, assessment.completed_on, assessment.source_row
        ) as assessment_no
    from core.assessment as assessment
    cross join chosen
    where assessment.assessment_type = 'single'
),

timed_assessments as (
    select
        single_assessments.*,
        last_day.working_day_number - first_day.working_day_number as working_days,
        case
            when single_assessments.completed_on is null then 'not completed'
            when single_assessments.completed_on < date '2013-04-15' then 'before the limit of 45 working days was in force'
            when single_assessments.completed_on < single_assessments.started_on then 'which is before it began'
            when single_assessments.completed_on < single_assessments.clock_from then 'which is before the referral'
        end as left_out
    from single_assessments
    left join core.calendar as first_day on first_day.day = single_assessments.clock_from
    left join core.calendar as last_day on last_day.day = single_assessments.completed_on
)

select
    area_code,
    concat_ws(' ', child_id, started_on, nullif(assessment_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    coalesce(completed_on, started_on) as occurred_on,
    cast(coalesce(left_out is null and working_days <= 45, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is not null then null
        when working_days is null then 'working days between its dates'
        when from_referral and referred_on is null and working_days <= 45 then 'date of the referral'
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
                        case when from_referral then 'the referral of ' || strftime(referred_on, '%-d %B %Y') end,
                        'it began on ' || strftime(started_on, '%-d %B %Y')
                    )
        end
    ) as note,
    working_days as duration,
    completed_on is null as unfinished
from timed_assessments

/* example: an assessment completed on the 45th working day is in time
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,2024-11-20,2024-11-25,2025-01-30,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-11-25,a,1,1,"completed on 30 January 2025, working day 45 after it began on 25 November 2024"
*/

/* example: an assessment completed on the 46th working day is late
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,2024-11-20,2024-11-25,2025-01-31,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-11-25,0,1,"completed on 31 January 2025, working day 46 after it began on 25 November 2024"
*/

/* example: after a first day on a Saturday the Monday is day 1, and a completion on a Saturday has the number of the Friday
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2024-06-01,2024-08-02,cin_census
b,single,2024-06-01,2024-08-03,cin_census
c,single,2024-06-01,2024-08-05,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-01,1,1,"completed on 2 August 2024, working day 45 after it began on 1 June 2024"
b 2024-06-01,1,1,"completed on 3 August 2024, working day 45 after it began on 1 June 2024"
c 2024-06-01,0,1,"completed on 5 August 2024, working day 46 after it began on 1 June 2024"
*/

/* example: an assessment completed on its first day took no working day and is in time
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2024-10-14,2024-10-14,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-10-14,1,1,"completed on 14 October 2024, working day 0 after it began on 14 October 2024"
*/

/* example: an assessment counts in the year it was completed, whenever it began
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2024-02-26,2024-05-01,cin_census
b,single,2024-03-11,2024-03-31,cin_census
c,single,2024-03-11,2024-04-01,cin_census
d,single,2025-03-10,2025-03-31,cin_census
e,single,2025-03-10,2025-04-01,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-02-26,1,1,"completed on 1 May 2024, working day 45 after it began on 26 February 2024"
c 2024-03-11,1,1,"completed on 1 April 2024, working day 13 after it began on 11 March 2024"
d 2025-03-10,1,1,"completed on 31 March 2025, working day 15 after it began on 10 March 2025"
*/

/* example: the proclaimed holiday of 8 May 2023 is no working day
at: 2024-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2023-05-04,2023-05-09,cin_census
-- want --
case_id,numerator,denominator,reason
a 2023-05-04,1,1,"completed on 9 May 2023, working day 2 after it began on 4 May 2023"
*/

/* example: where the clock starts with the referral, the days between referral and assessment count
at: 2025-03-31
option: assessment_clock = referral
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,2024-11-20,2024-11-25,2025-01-27,cin_census
b,single,2024-11-20,2024-11-25,2025-01-28,cin_census
c,single,2024-11-20,2024-11-25,2025-01-30,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-11-25,1,1,"completed on 27 January 2025, working day 45 after the referral of 20 November 2024"
b 2024-11-25,0,1,"completed on 28 January 2025, working day 46 after the referral of 20 November 2024"
c 2024-11-25,0,1,"completed on 30 January 2025, working day 48 after the referral of 20 November 2024"
*/

/* example: where the clock starts with the referral and its date is not recorded, only a late assessment is certain
at: 2025-03-31
option: assessment_clock = referral
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,,2024-11-25,2025-01-30,annex_a
b,single,,2024-11-25,2025-01-31,annex_a
c,single,2024-11-25,2024-11-25,2025-01-30,annex_a
d,single,,2024-11-25,2024-11-26,annex_a
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-11-25,1,1,date of the referral,"not recorded: date of the referral; completed on 30 January 2025, working day 45 after it began on 25 November 2024"
b 2024-11-25,0,1,,"completed on 31 January 2025, working day 46 after it began on 25 November 2024"
c 2024-11-25,1,1,,"completed on 30 January 2025, working day 45 after the referral of 25 November 2024"
d 2024-11-25,1,1,date of the referral,"not recorded: date of the referral; completed on 26 November 2024, working day 1 after it began on 25 November 2024"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
3,4,75,2,25,75
*/

/* example: by the census's clock the date of the referral is not needed
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,,2024-11-25,2025-01-30,annex_a
b,single,2025-02-03,2024-11-25,2025-01-30,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-11-25,1,1,
b 2024-11-25,1,1,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,2,100,0,100,100
*/

/* example: an assessment that is not completed is left out, and shown where it began
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,internal_review_on,completed_on,source
a,single,2024-10-14,2024-10-28,,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason,duration,unfinished
a 2024-10-14,0,0,,"left out: begun on 14 October 2024, not completed",,1
*/

/* example: the internal review does not stop the clock
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,internal_review_on,completed_on,source
a,single,2024-11-25,2024-12-09,2025-01-31,cin_census
-- want --
case_id,numerator,denominator
a 2024-11-25,0,1
*/

/* example: a completion before the first day is in neither count
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2024-06-10,2024-06-09,cin_census
b,single,2024-06-10,2024-06-10,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-10,0,0,,"left out: completed on 9 June 2024, which is before it began"
b 2024-06-10,1,1,,"completed on 10 June 2024, working day 0 after it began on 10 June 2024"
*/

/* example: where the clock starts with the referral, a completion before the referral or the first day is in neither count
at: 2025-03-31
option: assessment_clock = referral
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,2024-06-12,2024-06-10,2024-06-11,cin_census
b,single,2024-06-05,2024-06-12,2024-06-11,cin_census
c,single,2024-06-11,2024-06-10,2024-06-11,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,0,0,"left out: completed on 11 June 2024, which is before the referral"
b 2024-06-12,0,0,"left out: completed on 11 June 2024, which is before it began"
c 2024-06-10,1,1,"completed on 11 June 2024, working day 0 after the referral of 11 June 2024"
*/

/* example: the first day of the single assessment is 15 April 2013
at: 2013-04-30
period: month
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2013-03-04,2013-04-14,assessment
b,single,2013-03-04,2013-04-15,assessment
-- want --
case_id,numerator,denominator,reason
a 2013-03-04,0,0,"left out: completed on 14 April 2013, before the limit of 45 working days was in force"
b 2013-03-04,1,1,"completed on 15 April 2013, working day 28 after it began on 4 March 2013"
*/

/* example: initial and core assessments are other measures
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,initial,2024-06-10,2024-06-11,assessment
b,core,2024-06-10,2024-06-11,assessment
-- want --
case_id,numerator,denominator
*/

/* example: two assessments on one referral are two, when they began on one day too
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,single,2024-05-31,2024-06-03,2024-07-01,cin_census
a,single,2024-05-31,2024-09-02,2024-12-20,cin_census
b,single,2024-05-31,2024-06-03,2024-12-20,cin_census
b,single,2024-06-03,2024-06-03,2024-07-01,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-03,1,1,"completed on 1 July 2024, working day 20 after it began on 3 June 2024"
a 2024-09-02,0,1,"completed on 20 December 2024, working day 79 after it began on 2 September 2024"
b 2024-06-03,0,1,"completed on 20 December 2024, working day 143 after it began on 3 June 2024"
b 2024-06-03 2,1,1,"completed on 1 July 2024, working day 20 after it began on 3 June 2024"
*/

/* example: dates that the calendar of working days does not reach cannot be judged
at: 2031-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2030-12-30,2031-01-02,cin_census
b,single,2030-12-27,2030-12-31,cin_census
c,single,2004-12-31,2030-12-31,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2030-12-30,0,1,working days between its dates,"not recorded: working days between its dates; completed on 2 January 2031"
b 2030-12-27,1,1,,"completed on 31 December 2030, working day 2 after it began on 27 December 2030"
c 2004-12-31,0,1,working days between its dates,"not recorded: working days between its dates; completed on 31 December 2030"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,3,33.3,2,33.3,100
*/

/* example: without a completed assessment there is no percentage
at: 2025-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,single,2024-10-14,,cin_census
-- want total --
numerator,denominator,value
0,0,z
*/
