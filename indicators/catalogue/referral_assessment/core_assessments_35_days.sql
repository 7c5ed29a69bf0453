/* indicator
title: Core assessments completed within 35 working days
finding: "{} of core assessments within 35 working days"
question: How soon do we finish the in-depth assessment of a child's needs?
also: [NI 60, NI60.e1]
edition:
  - {from: 2005-04-01, to: 2008-03-31, rule: CA35.2000, source: "the 35 working days of the Framework for the Assessment of Children in Need and their Families, 2000, before the measure was NI 60 (from general knowledge, unverified)"}
  - {from: 2008-04-01, to: 2013-04-14, rule: NI60.e1, source: "title of NI 60 in the Hackney evaluation; LAIT measure 304 for the 35 days; the handbook's own wording was not found"}
succeeded_by: assessments_45_days
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a family that is assessed in good time is not left waiting for help"}
window: flow
year_end: 03-31
numerator: >-
  Assessments of the denominator that were completed on the 35th working day after their first day or before. The first day is
  day 0; working days are Monday to Friday without the bank holidays of England and Wales.
denominator: Core assessments completed in the period, up to 14 April 2013. Each assessment of a child counts.
exclusions:
  - Assessments that are not completed
  - Assessments completed after 14 April 2013, when the single assessment had replaced them
  - Assessments recorded as completed before they began
sources:
  - {return: assessment, table: core assessments, field: type}
  - {return: assessment, table: core assessments, field: started_on}
  - {return: assessment, table: core assessments, field: completed_on}
comparator:
  note: No published series of it is held.
companions:
  - {id: initial_assessments_7_days, why: "the core assessment begins where the initial assessment ends"}
  - {id: initial_assessments_10_days, why: "the core assessment begins where the initial assessment ends"}
completeness: >-
  An assessment whose dates lie outside the calendar of working days, which runs from 2005 to 2030, cannot be judged and counts as
  late.
distribution:
  of: from the first day of the assessment to completion
  unit: working days
  limit: {up_to: 35, words: 35 working days}
caution: It does not show whether the assessment was good. Thirty-five days are a limit and not an aim, so an authority just above it may serve children as well as one just below. The first day is taken as recorded; guidance put it at the end of the initial assessment, or at the strategy discussion where that came first (from general knowledge, unverified).
owner: children's services performance team
*/
with
core_assessments as (
    select
        area_code,
        child_id,
        team_id,
        started_on,
        completed_on,
        row_number() over (
            partition by area_code, child_id, started_on
            order by referred_on, completed_on, source_row
        ) as assessment_no
    from core.assessment
    where assessment_type = 'core'
),

timed_assessments as (
    select
        core_assessments.*,
        last_day.working_day_number - first_day.working_day_number as working_days,
        case
            when core_assessments.completed_on is null then 'not completed'
            when core_assessments.completed_on > date '2013-04-14' then 'when the single assessment had taken its place'
            when core_assessments.completed_on < core_assessments.started_on then 'which is before it began'
        end as left_out
    from core_assessments
    left join core.calendar as first_day on first_day.day = core_assessments.started_on
    left join core.calendar as last_day on last_day.day = core_assessments.completed_on
)

select
    area_code,
    concat_ws(' ', child_id, started_on, nullif(assessment_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    coalesce(completed_on, started_on) as occurred_on,
    cast(coalesce(left_out is null and working_days <= 35, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case when left_out is null and working_days is null then 'working days between its dates' end as not_recorded,
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
                then 'working day ' || working_days || ' after it began on ' || strftime(started_on, '%-d %B %Y')
        end
    ) as note,
    working_days as duration,
    completed_on is null as unfinished
from timed_assessments

/* example: an assessment completed on the 35th working day is in time, bank holidays left out
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,core,2008-11-10,2008-11-24,2009-01-15,assessment
-- want --
case_id,person_id,numerator,denominator,reason
a 2008-11-24,a,1,1,"completed on 15 January 2009, working day 35 after it began on 24 November 2008"
*/

/* example: an assessment completed on the 36th working day is late
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,core,2008-11-10,2008-11-24,2009-01-16,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-11-24,0,1,"completed on 16 January 2009, working day 36 after it began on 24 November 2008"
*/

/* example: the first day is day 0
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-11-24,2008-11-24,assessment
b,core,2008-11-24,2008-11-25,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-11-24,1,1,"completed on 24 November 2008, working day 0 after it began on 24 November 2008"
b 2008-11-24,1,1,"completed on 25 November 2008, working day 1 after it began on 24 November 2008"
*/

/* example: after a first day on a Saturday the Monday is day 1, and a completion on a Saturday has the number of the Friday
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-06-07,2008-07-25,assessment
b,core,2008-06-07,2008-07-26,assessment
c,core,2008-06-07,2008-07-28,assessment
-- want --
case_id,numerator,denominator,reason
a 2008-06-07,1,1,"completed on 25 July 2008, working day 35 after it began on 7 June 2008"
b 2008-06-07,1,1,"completed on 26 July 2008, working day 35 after it began on 7 June 2008"
c 2008-06-07,0,1,"completed on 28 July 2008, working day 36 after it began on 7 June 2008"
*/

/* example: the proclaimed holiday of 5 June 2012 is no working day
at: 2013-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2012-06-01,2012-06-06,assessment
-- want --
case_id,numerator,denominator,reason
a 2012-06-01,1,1,"completed on 6 June 2012, working day 1 after it began on 1 June 2012"
*/

/* example: an assessment counts in the year it was completed
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-03-03,2008-03-31,assessment
b,core,2008-03-03,2008-04-01,assessment
c,core,2009-03-02,2009-03-31,assessment
d,core,2009-03-02,2009-04-01,assessment
-- want --
case_id,numerator,denominator
b 2008-03-03,1,1
c 2009-03-02,1,1
*/

/* example: an assessment that is not completed is left out, and shown where it began
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-05-12,,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason,duration,unfinished
a 2008-05-12,0,0,,"left out: begun on 12 May 2008, not completed",,1
*/

/* example: a completion before the first day is left out
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-05-13,2008-05-12,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2008-05-13,0,0,,"left out: completed on 12 May 2008, which is before it began"
*/

/* example: the last day of core assessments is 14 April 2013
at: 2013-04-30
period: month
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2013-03-04,2013-04-14,assessment
b,core,2013-03-04,2013-04-15,assessment
-- want --
case_id,numerator,denominator,reason
a 2013-03-04,1,1,"completed on 14 April 2013, working day 27 after it began on 4 March 2013"
b 2013-03-04,0,0,"left out: completed on 15 April 2013, when the single assessment had taken its place"
*/

/* example: the same limit held before it was a National Indicator
at: 2006-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2005-06-06,2005-07-25,assessment
b,core,2005-06-06,2005-07-26,assessment
-- want --
case_id,numerator,denominator
a 2005-06-06,1,1
b 2005-06-06,0,1
*/

/* example: initial and single assessments are other measures
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,initial,2008-06-03,2008-06-05,assessment
b,single,2008-06-03,2008-06-05,assessment
-- want --
case_id,numerator,denominator
*/

/* example: each core assessment of a child counts, two that began on one day too
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,referred_on,started_on,completed_on,source
a,core,2008-05-06,2008-05-12,2008-06-12,assessment
a,core,2008-09-01,2008-10-06,2008-12-30,assessment
a,core,2008-09-15,2008-10-06,2008-11-06,assessment
-- want --
case_id,numerator,denominator
a 2008-05-12,1,1
a 2008-10-06,0,1
a 2008-10-06 2,1,1
-- want total --
numerator,denominator,value
2,3,66.7
*/

/* example: dates that the calendar of working days does not reach cannot be judged
at: 2005-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2004-12-31,2005-01-06,assessment
b,core,2005-01-04,2005-01-06,assessment
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2004-12-31,0,1,working days between its dates,"not recorded: working days between its dates; completed on 6 January 2005"
b 2005-01-04,1,1,,"completed on 6 January 2005, working day 2 after it began on 4 January 2005"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,2,50,1,50,100
*/

/* example: without a completed assessment there is no percentage
at: 2009-03-31
-- core.assessment --
child_id,assessment_type,started_on,completed_on,source
a,core,2008-05-12,,assessment
-- want total --
numerator,denominator,value
0,0,z
*/
