/* indicator
title: Child protection plans reviewed in time
finding: "{} of child protection plans reviewed in time"
question: Are the plans of our children reviewed when they should be?
also: [NI 67, CPP-REV]
edition:
  - {from: 2005-04-01, rule: CPP-REV, source: "NI 67; LAIT measure 19; DfE children in need statistics, table D6; Working Together to Safeguard Children"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "a review asks whether the plan makes the child safer; a late one lets a plan that does not work go on"}
window: snapshot
year_end: 03-31
history: 24
numerator: >-
  Children of the denominator all of whose reviews since the plan began were in time and who have none outstanding: the first was
  held within three months of the first day of the plan, and every later one within six months of the review before it. The last
  day counts, and where the month is shorter it is its last day (three months from 30 November end on 28 February). A review that
  is due on the date has to be held by then.
denominator: >-
  Children with a plan open at the date that began three months or more before, each counted once. A plan that began on 31
  December is three months old on 31 March.
exclusions:
  - Plans that began less than three months before the date, and plans that end on the date
  - Plans of another authority for a child who is placed here
  - Reviews dated on or before the first day of the plan, which are no reviews of it
  - Core group meetings, which are not in the return
sources:
  - {return: cin_census, table: protection_plan, field: CPPstartDate, any_of: plans}
  - {return: cin_census, table: protection_plan, field: CPPendDate, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_start_date, any_of: plans}
  - {return: ssd, table: cp_plans, field: cppl_cp_plan_end_date, any_of: plans}
  - {return: cin_census, table: plan_review, field: CPPreviewDate, any_of: reviews}
  - {return: ssd, table: cp_reviews, field: cppr_cp_review_date, any_of: reviews}
comparator:
  lait: RevCP
  numerator: [CPP_Reviewed_InReqTimeScl]
  denominator: [CPP_31March_3MnthorMore]
  same: [population]
  note: Published for 31 March only. The dictionary's words for the denominator repeat those of the numerator; the counts published beside it show that it is all plans of three months or more.
companions:
  - {id: plans_open_two_years, why: "late reviews can go with plans that last for long"}
  - {id: plans_open, why: "nearly all reviews are in time everywhere, so look at the number of children whose review was late, not at the percentage"}
  - {id: plans_ceased_two_years, why: "late reviews can go with plans that had lasted for long when they ended"}
completeness: >-
  A child cannot be judged whose only late reviews are counted from a day before the extracts of reviews begin: a review in between
  may be missing from them. Such a child counts as not reviewed in time.
distribution:
  of: from the day a review was due until it was held (or the day after the date, where it is outstanding), for each child the latest
  unit: days
  limit: {up_to: 0, words: the day it was due}
caution: It does not show how good a review was. A child whose review was late once stays late until the plan ends.
owner: children's services performance team
*/
with
plans as (
    select
        plan.area_code,
        plan.child_id,
        snapshot.as_at,
        plan.started_on,
        plan.team_id,
        case
            when plan.other_authority then 'plan of another authority'
            when plan.ended_on = snapshot.as_at then 'plan ended on the day'
            when cast(plan.started_on + interval 3 month as date) > snapshot.as_at
                then 'on a plan for less than three months, since ' || strftime(plan.started_on, '%-d %B %Y')
        end as left_out
    from core.protection_plan as plan
    inner join snapshot
        on plan.started_on <= snapshot.as_at
        and coalesce(plan.ended_on, date '9999-12-31') >= snapshot.as_at
),

-- Of several plans of one child the one stands that began last and is counted.
children as (
    select *
    from plans
    qualify row_number() over (
        partition by area_code, child_id, as_at
        order by (left_out is null) desc, started_on desc
    ) = 1
),

-- From the first day of the plan and from every review on there is a day by which the next is due.
due_reviews as (
    select
        area_code,
        child_id,
        as_at,
        started_on as from_on,
        cast(started_on + interval 3 month as date) as due_on
    from children
    union all
    select
        children.area_code,
        children.child_id,
        children.as_at,
        review.reviewed_on as from_on,
        cast(review.reviewed_on + interval 6 month as date) as due_on
    from children
    inner join core.plan_review as review
        on review.area_code = children.area_code
        and review.child_id = children.child_id
        and review.plan_started_on = children.started_on
        and review.reviewed_on > children.started_on
        and review.reviewed_on <= children.as_at
),

timed_reviews as (
    select
        *,
        lead(from_on) over (partition by area_code, child_id, as_at order by from_on) as next_on,
        due_on <= as_at and coalesce(next_on > due_on, true) as late,
        coalesce(next_on, case when due_on <= as_at then as_at + 1 end) - due_on as days_late
    from due_reviews
),

reviewed_children as (
    select
        area_code,
        child_id,
        as_at,
        count(*) - 1 as reviews,
        max(from_on) as last_from_on,
        max(due_on) as next_due_on,
        min(due_on) filter (where late) as missed_on,
        max(from_on) filter (where late) as last_late_from_on,
        max(days_late) as most_days_late
    from timed_reviews
    group by area_code, child_id, as_at
),

first_covered as (
    select
        area_code,
        min(coalesce(covered_from, date '1900-01-01')) as covered_from
    from core.coverage
    where table_name in ('plan_review', 'cp_reviews')
    group by area_code
)

select
    children.area_code,
    children.child_id as case_id,
    children.child_id as person_id,
    children.team_id,
    children.as_at,
    cast(children.left_out is null and reviewed.missed_on is null as integer) as numerator,
    cast(children.left_out is null as integer) as denominator,
    case
        when children.left_out is null and reviewed.last_late_from_on < first_covered.covered_from
            then 'reviews before the first return held'
    end as not_recorded,
    case
        when children.left_out is not null then 'left out: ' || children.left_out
        when reviewed.missed_on is not null
            then 'no review by ' || strftime(reviewed.missed_on, '%-d %B %Y') || ', when it was due'
        else reviewed.reviews || ' review' || case when reviewed.reviews > 1 then 's' else '' end || ' in time, the last on ' || strftime(reviewed.last_from_on, '%-d %B %Y')
            || ', the next due by ' || strftime(reviewed.next_due_on, '%-d %B %Y')
    end as note,
    reviewed.most_days_late as duration
from children
inner join reviewed_children as reviewed
    on reviewed.area_code = children.area_code
    and reviewed.child_id = children.child_id
    and reviewed.as_at = children.as_at
left join first_covered
    on first_covered.area_code = children.area_code

/* example: a first review on the last day of the three months is in time, one on the next day is not
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-09-10,2024-12-10,cin_census
b,2024-09-10,2024-12-11,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,team_id,source
a,2024-09-10,,East,cin_census
b,2024-09-10,,,cin_census
-- want --
case_id,person_id,numerator,denominator,reason,duration
a,a,1,1,"1 review in time, the last on 10 December 2024, the next due by 10 June 2025",0
b,b,0,1,"no review by 10 December 2024, when it was due",1
*/

/* example: a plan under three months old is left out
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-01-02,,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: on a plan for less than three months, since 2 January 2025"
*/

/* example: a plan three months old on the date is in the denominator, one a day younger is not
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-12-31,2025-03-20,cin_census
b,2025-01-01,2025-03-20,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-12-31,,cin_census
b,2025-01-01,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"1 review in time, the last on 20 March 2025, the next due by 20 September 2025"
b,0,0,"left out: on a plan for less than three months, since 1 January 2025"
*/

/* example: a review due on the date has to be held on it at the latest
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
b,2024-12-31,2025-03-31,cin_census
c,2024-12-31,2025-04-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-12-31,,cin_census
b,2024-12-31,,cin_census
c,2024-12-31,,cin_census
-- want --
case_id,numerator,denominator,reason,duration
a,0,1,"no review by 31 March 2025, when it was due",1
b,1,1,"1 review in time, the last on 31 March 2025, the next due by 30 September 2025",0
c,0,1,"no review by 31 March 2025, when it was due",1
*/

/* example: a review that is overdue at the date is late
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-01-10,2024-04-05,cin_census
a,2024-01-10,2024-09-20,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,,cin_census
-- want --
case_id,numerator,denominator,reason,duration
a,0,1,"no review by 20 March 2025, when it was due",12
*/

/* example: every due date runs from the review before it as it was held
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-01-10,2025-03-19,cin_census
a,2024-01-10,2024-04-05,cin_census
a,2024-01-10,2024-09-20,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"3 reviews in time, the last on 19 March 2025, the next due by 19 September 2025"
*/

/* example: a later review six months after the one before is in time, a day later it is not
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-04-10,2024-07-05,cin_census
a,2024-04-10,2025-01-05,cin_census
b,2024-04-10,2024-07-05,cin_census
b,2024-04-10,2025-01-06,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-04-10,,cin_census
b,2024-04-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"2 reviews in time, the last on 5 January 2025, the next due by 5 July 2025"
b,0,1,"no review by 5 January 2025, when it was due"
*/

/* example: of two late reviews the first is named, and being on time since does not make up for it
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2023-01-10,2023-05-10,cin_census
a,2023-01-10,2023-12-10,cin_census
a,2023-01-10,2024-05-10,cin_census
a,2023-01-10,2024-11-10,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-01-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,1,"no review by 10 April 2023, when it was due"
*/

/* example: three months from the end of a long month end with the short month
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-11-30,2025-02-28,cin_census
b,2024-11-30,2025-03-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-11-30,,cin_census
b,2024-11-30,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"1 review in time, the last on 28 February 2025, the next due by 28 August 2025"
b,0,1,"no review by 28 February 2025, when it was due"
*/

/* example: a review on or before the first day of the plan is no review of it, the one after is the first
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-09-10,2024-09-10,cin_census
a,2024-09-10,2024-12-09,cin_census
b,2024-09-10,2024-09-10,cin_census
c,2024-09-10,2024-09-09,cin_census
d,2024-09-10,2024-09-11,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-09-10,,cin_census
b,2024-09-10,,cin_census
c,2024-09-10,,cin_census
d,2024-09-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"1 review in time, the last on 9 December 2024, the next due by 9 June 2025"
b,0,1,"no review by 10 December 2024, when it was due"
c,0,1,"no review by 10 December 2024, when it was due"
d,0,1,"no review by 11 March 2025, when it was due"
*/

/* example: a plan that has ended is left out, however late a review was, and one that ends on the next day is not
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-01-10,2024-04-20,cin_census
b,2024-01-10,2024-04-20,cin_census
c,2024-01-10,2024-04-20,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,2025-03-15,cin_census
b,2024-01-10,2025-03-31,cin_census
c,2024-01-10,2025-04-01,cin_census
-- want --
case_id,numerator,denominator,reason
b,0,0,left out: plan ended on the day
c,0,1,"no review by 10 April 2024, when it was due"
*/

/* example: a plan that begins on the date is a case, one that begins on the next day is none
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-03-31,,cin_census
b,2025-04-01,,cin_census
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: on a plan for less than three months, since 31 March 2025"
*/

/* example: reviews of an earlier plan do not count for the plan that is open
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2023-09-10,2024-10-10,cin_census
a,2024-09-10,2024-12-01,cin_census
b,2023-09-10,2024-10-10,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-09-10,2024-09-10,cin_census
a,2024-09-10,,cin_census
b,2023-09-10,2024-09-10,cin_census
b,2024-09-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"1 review in time, the last on 1 December 2024, the next due by 1 June 2025"
b,0,1,"no review by 10 December 2024, when it was due"
*/

/* example: two open plans of one child are one child, in the plan that began last and is old enough
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-09-10,2024-12-01,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2023-09-10,,cin_census
a,2024-09-10,,cin_census
a,2025-02-10,,cin_census
-- want --
case_id,numerator,denominator,reason
a,1,1,"1 review in time, the last on 1 December 2024, the next due by 1 June 2025"
*/

/* example: a plan of another authority is left out, one of which nothing is said is our own
at: 2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-09-10,2024-12-10,ssd
b,2024-09-10,2024-12-10,ssd
c,2024-09-10,2024-12-10,ssd
-- core.protection_plan --
child_id,started_on,ended_on,other_authority,source
a,2024-09-10,,true,ssd
b,2024-09-10,,false,ssd
c,2024-09-10,,,ssd
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: plan of another authority
b,1,1,"1 review in time, the last on 10 December 2024, the next due by 10 June 2025"
c,1,1,"1 review in time, the last on 10 December 2024, the next due by 10 June 2025"
*/

/* example: a child not yet born is counted
at: 2025-03-31
-- core.child --
child_id,born_on,expected_on,source
a,,2025-04-10,cin_census
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-12-20,2025-03-10,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-12-20,,cin_census
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a review that was due before the extracts begin may have been held, one due from a review within them was not
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,protection_plan,2010-04-01,2025-03-31
cin_census,plan_review,2024-04-01,2025-03-31
-- core.plan_review --
child_id,plan_started_on,reviewed_on,source
a,2024-01-10,2024-11-10,cin_census
b,2024-01-10,2024-04-20,cin_census
c,2024-03-31,2024-11-10,cin_census
d,2024-04-01,2024-11-10,cin_census
e,2024-01-10,2024-04-01,cin_census
f,2024-01-10,2024-04-05,cin_census
f,2024-01-10,2024-10-05,cin_census
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,,cin_census
b,2024-01-10,,cin_census
c,2024-03-31,,cin_census
d,2024-04-01,,cin_census
e,2024-01-10,,cin_census
f,2024-01-10,,cin_census
g,2025-01-10,,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,reviews before the first return held
b,0,1,
c,0,1,reviews before the first return held
d,0,1,
e,0,1,
f,1,1,
g,0,0,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,6,16.7,2,16.67,50
*/

/* example: a dataset that states no time covers all
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
cin_census,plan_review,2024-04-01,2025-03-31
ssd,cp_reviews,,
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2024-01-10,,ssd
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,
*/

/* example: with nobody on a plan for three months there is no percentage
at: 2025-03-31
-- core.protection_plan --
child_id,started_on,ended_on,source
a,2025-02-10,,cin_census
-- want total --
numerator,denominator,value
0,0,z
*/
