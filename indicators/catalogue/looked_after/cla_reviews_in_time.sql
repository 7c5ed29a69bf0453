/* indicator
title: Children looked after whose reviews in the year were all held in time
finding: "{} of looked-after children reviewed in time"
question: Are the statutory reviews of our children held when they are due?
also: [NI 66, LAC-REV]
edition:
  - {from: 2005-04-01, to: 2011-03-31, rule: NI66.e1, source: "Review of Children's Cases Regulations 1991: first review within 28 days"}
  - {from: 2011-04-01, rule: LACREV.2011, source: "Care Planning Regulations 2010, regulation 33; Adoption Agencies Regulations 2005, regulation 36"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "the review is where a child's plan is checked and the child is heard"}
window: snapshot
year_end: 03-31
history: 24
numerator: >-
  Children of the denominator for whom every review that fell due in the twelve months to the date was held on or before its due
  date, and none that was due before was still missing in them. The first review is due 28 days after care started (care that
  started to 31 March 2011) or 20 working days after (from 1 April 2011), the next 3 months after the review held, each later one
  6 months after the review held. Placement for adoption starts the clock again at 28 days, then 3 months, then 6 months. Reviews of earlier
  periods of care count while they were due before the period ended.
denominator: Children looked after at the date whose first review was due by then.
exclusions:
  - Children in an agreed series of short breaks (legal status V3 or V4) at the date
  - Children whose first review is not due yet
  - Reviews on or before the day care started, and reviews after it ended
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssda903, table: episodes, field: PLACE, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: reviews, field: REVIEW, any_of: reviews}
  - {return: ssd, table: cla_reviews, field: clar_cla_review_date, any_of: reviews}
comparator:
  note: Not published since 2011; no published series of it is held.
companions:
  - {id: cla_started, why: "many starts mean many first reviews, the ones with the shortest time"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
  - name: first_review_overdue
    question: Is a child whose first review is overdue on the date, and not yet held, a child whose reviews were not in time?
    default: not_in_time
    values: {not_in_time: "the review that is due and not held is a failure", ignored: "the child is left out until the review is held"}
    source: The definition of NI 66 is not held; what it said of a first review not held by 31 March was not found
completeness: >-
  A review that was due and after which none is recorded counts as not held: the return cannot tell a review that was not held
  from one that was not written down. A child for whom that alone decides cannot be judged; nor can one whose review was due
  from a day before the first return held, whose reviews are not known.
caution: It does not show whether the child took part or the plan was followed. There is no grace for weekends. The reviews of earlier years are needed, so the first year of an extract understates. What NI 66 counted exactly was not found. Children authorised for adoption but not yet placed have reviews after 3 and then 6 months; the returns do not tell when that cycle began, so they are judged like other children.
owner: children's services performance team
*/
with
periods as (
    select
        area_code,
        child_id,
        care_period_no,
        counted_from,
        coalesce(ended_on, date '9999-12-31') as ended_on
    from core.care_period
    where counted_from is not null
),

-- The days from which the next review falls due. On one day a review comes before an adoption.
clock_days as (
    select area_code, child_id, care_period_no, ended_on, counted_from as day, 1 as kind
    from periods
    union all
    select periods.area_code, periods.child_id, periods.care_period_no, periods.ended_on, review.reviewed_on, 2
    from periods
    inner join core.care_review as review
        on review.area_code = periods.area_code
        and review.child_id = periods.child_id
        and review.reviewed_on > periods.counted_from
        and review.reviewed_on <= periods.ended_on
    group by periods.area_code, periods.child_id, periods.care_period_no, periods.ended_on, review.reviewed_on
    union all
    select area_code, child_id, care_period_no, periods.ended_on, min(episode.started_on), 3
    from core.placement_episode as episode
    inner join periods
        using (area_code, child_id, care_period_no)
    where episode.placement_type in ('A3', 'A4', 'A5', 'A6')
    group by area_code, child_id, care_period_no, periods.ended_on
),

-- cycle_no counts the starts of the clock so far: the care itself, then the adoption.
ordered_clock_days as (
    select
        *,
        lead(day) over in_period as next_day,
        lead(kind) over in_period as next_kind,
        sum(cast(kind <> 2 as integer)) over in_period as cycle_no
    from clock_days
    window in_period as (
        partition by area_code, child_id, care_period_no
        order by day, kind
    )
),

twenty_working_days as (
    select first_day.day, working_day.day as due_on
    from core.calendar as first_day
    inner join core.calendar as working_day
        on working_day.working_day
        and working_day.working_day_number = first_day.working_day_number + 20
),

reviews_due as (
    select
        days.*,
        case
            when days.kind = 1 and days.day >= date '2011-04-01' then twenty_working_days.due_on
            when days.kind <> 2 then days.day + 28
            when 2 = row_number() over (
                partition by days.area_code, days.child_id, days.care_period_no, days.cycle_no
                order by days.day, days.kind
            ) then cast(days.day + interval 3 month as date)
            else cast(days.day + interval 6 month as date)
        end as due_on
    from ordered_clock_days as days
    left join twenty_working_days
        on twenty_working_days.day = days.day
),

-- Without those not due after all, because an adoption started the clock again or care ended first.
-- Missing from the due date until the review was held or care ended; replaced ones on the due date.
standing_reviews_due as (
    select
        area_code,
        child_id,
        care_period_no,
        day as clock_from,
        due_on,
        case when next_kind = 2 then next_day end as held_on,
        case
            when next_day <= due_on then null
            when next_kind = 3 then due_on
            else least(coalesce(next_day, date '9999-12-31'), ended_on - 1)
        end as missing_until
    from reviews_due
    where due_on < ended_on
        and (next_kind is distinct from 3 or due_on < next_day)
),

first_reviews_due as (
    select area_code, child_id, care_period_no, min(due_on) as first_due_on
    from standing_reviews_due
    group by area_code, child_id, care_period_no
),

-- Reviews of the years before the first return, or before a gap in the returns, are not known.
returns as (
    select
        coverage.area_code,
        snapshot.as_at,
        max(coverage.covered_from) as known_from
    from core.coverage as coverage
    inner join snapshot
        on coverage.covered_from <= snapshot.as_at
    where coverage.source = 'ssda903'
        and coalesce(coverage.table_name, 'reviews') = 'reviews'
    group by coverage.area_code, snapshot.as_at
),

children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as left_out,
        chosen.first_review_overdue,
        snapshot.as_at,
        first_review.first_due_on,
        bool_or(
            missed.due_on = first_review.first_due_on
            and coalesce(missed.held_on, date '9999-12-31') > snapshot.as_at
        ) as first_not_held,
        min(missed.due_on) as missed_due_on,
        arg_min_null(missed.held_on, (missed.due_on, missed.held_on)) as held_on,
        bool_or(missed.clock_from < coalesce(returns.known_from, date '0001-01-01')) as reviews_unknown,
        -- One that was held late decides; one after which none is recorded may have been held.
        bool_or(
            missed.clock_from >= coalesce(returns.known_from, date '0001-01-01')
            and missed.held_on <= snapshot.as_at
        ) as held_late
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot
        on looked_after.started_on <= snapshot.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot.as_at
    left join first_reviews_due as first_review
        using (area_code, child_id, care_period_no)
    left join standing_reviews_due as missed
        on missed.area_code = looked_after.area_code
        and missed.child_id = looked_after.child_id
        and missed.due_on <= snapshot.as_at
        and missed.missing_until >= cast(snapshot.as_at + 1 - interval 12 month as date)
    left join returns
        on returns.area_code = looked_after.area_code
        and returns.as_at = snapshot.as_at
    group by all
),

judged_children as (
    select
        * exclude (left_out),
        case
            when left_out is not null then left_out
            when first_due_on is null then 'no review due yet'
            when first_due_on > as_at then 'first review due on ' || strftime(first_due_on, '%-d %B %Y')
            when first_review_overdue = 'ignored' and first_not_held
                then 'first review overdue since ' || strftime(first_due_on, '%-d %B %Y')
        end as left_out
    from children
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(left_out is null and missed_due_on is null as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out is not null or missed_due_on is null or held_late then null
        when reviews_unknown then 'reviews before the first return held'
        else 'date of a review that was due'
    end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        when missed_due_on is null then 'every review due in the year was held in time'
        else 'review due on ' || strftime(missed_due_on, '%-d %B %Y') || coalesce(
            ' was held on ' || strftime(case when held_on <= as_at then held_on end, '%-d %B %Y'),
            ' was not held'
        )
    end as note
from judged_children

/* example: a child whose reviews in the year were all held by their due dates counts
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-13
a,2025-03-13
-- want --
case_id,numerator,denominator,reason
a,1,1,every review due in the year was held in time
*/

/* example: care that started to 31 March 2011 has its first review within 28 days
at: 2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-12-09,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2009-01-09
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 6 January 2009 was held on 9 January 2009
*/

/* example: a first review on the 28th day is in time
at: 2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-12-09,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2009-01-06
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: care that started from 1 April 2011 has its first review within 20 working days
at: 2011-05-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2011-04-01,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2011-05-05
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a first review on the 21st working day is late
at: 2011-05-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2011-04-01,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2011-05-06
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 5 May 2011 was held on 6 May 2011
*/

/* example: a child whose first review is not due yet is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: first review due on 2 April 2025
*/

/* example: a child whose first review is due on the date is in, and it counts as missing
at: 2025-04-02
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 2 April 2025 was not held
*/

/* example: where an overdue first review is to be ignored the child is left out until it is held
at: 2025-04-02
option: first_review_overdue = ignored
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U4,,
b,2025-03-05,S,C2,U4,,
c,2025-03-04,S,C2,U4,,
d,2024-11-04,S,C2,U4,,
e,2025-03-06,S,C2,U4,,
f,2024-05-20,S,C2,U4,2024-06-20,E4A
f,2025-02-03,S,C2,U4,,
g,2024-05-20,S,C2,U4,2024-06-20,E4A
g,2025-03-05,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
b,2025-04-03
c,2025-04-02
d,2024-11-20
f,2025-02-20
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: first review overdue since 2 April 2025
b,0,0,left out: first review overdue since 2 April 2025
c,0,1,review due on 1 April 2025 was held on 2 April 2025
d,0,1,not recorded: date of a review that was due; review due on 20 February 2025 was not held
e,0,0,left out: first review due on 3 April 2025
f,0,1,not recorded: date of a review that was due; review due on 18 June 2024 was not held
g,0,0,left out: first review overdue since 2 April 2025
*/

/* example: where the day care ends is chosen to count the child is in, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,2025-03-31,E4A
b,2024-05-20,S,V4,U4,2025-03-31,E4A
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-13
a,2025-03-13
-- want --
case_id,numerator,denominator,reason
a,1,1,every review due in the year was held in time
b,0,0,left out: care ended on the day
*/

/* example: a first review held early does not bring a child in before it was due
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2025-03-20
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a review due on a Saturday and held on the Monday is late
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-16
a,2025-03-14
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 14 September 2024 was held on 16 September 2024
*/

/* example: a review on its due date three months on is in time
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-14
a,2025-03-14
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: the review code does not decide: a review of a child under four counts as held
at: 2025-03-13
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on,review_code
a,2024-06-14,PN0
a,2024-09-14,PN0
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a six-monthly review due by the date and not held is a failure
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-10-20
a,2023-04-12
a,2023-10-05
a,2024-03-28
a,2024-09-20
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 20 March 2025 was not held
*/

/* example: a six-monthly review due on the day after the date is not needed yet
at: 2025-03-29
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-10-20
a,2023-04-12
a,2023-10-05
a,2024-03-31
a,2024-09-30
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: six months after 31 August are 28 February
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-10-20
a,2023-04-12
a,2023-10-05
a,2024-03-31
a,2024-08-31
a,2025-03-01
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 28 February 2025 was held on 1 March 2025
*/

/* example: a late review of the year before does not count against this year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-11-20
a,2023-04-12
a,2023-10-05
a,2024-03-28
a,2024-09-20
a,2025-03-20
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a review due before the year and held late in it is a failure
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-10-20
a,2023-04-12
a,2023-09-12
a,2024-04-01
a,2024-09-20
a,2025-03-20
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 12 March 2024 was held on 1 April 2024
*/

/* example: a child who was never reviewed is a failure however long ago the first review was due
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 7 February 2022 was not held
*/

/* example: a review on the day care started does not count
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-05-20
a,2024-09-14
a,2025-03-14
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 18 June 2024 was held on 14 September 2024
*/

/* example: a review held after the date is not known at the date
at: 2024-09-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-16
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 14 September 2024 was not held
*/

/* example: placement for adoption starts the clock again: 28 days, 3 months, 6 months
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-06-01,S,C2,U6,2024-06-03,X1
a,2024-06-03,B,E1,A6,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-28
a,2024-09-27
a,2025-03-26
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: the first review after placement for adoption is due 28 days on
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-06-01,S,C2,U6,2024-06-03,X1
a,2024-06-03,B,E1,A6,,
-- core.care_review --
child_id,reviewed_on
a,2024-07-02
a,2024-09-27
a,2025-03-26
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 1 July 2024 was held on 2 July 2024
*/

/* example: a review due before the child was placed for adoption in the year before is not held against this year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-01,S,C2,U6,2024-06-03,X1
a,2024-06-03,B,E1,A6,,
-- core.care_review --
child_id,reviewed_on
a,2023-12-20
a,2024-06-28
a,2024-09-27
a,2025-03-26
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a review due in the year, before the child was placed for adoption, had to be held
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,C2,U6,2024-06-03,X1
a,2024-06-03,B,E1,A6,,
-- core.care_review --
child_id,reviewed_on
a,2024-01-20
a,2024-06-28
a,2024-09-27
a,2025-03-26
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 20 April 2024 was not held
*/

/* example: reviews due in a period of care that ended in the year count
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,C2,U6,2024-05-01,E4A
a,2024-11-01,S,C2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2024-01-20
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 20 April 2024 was not held
*/

/* example: a review that was not due before care ended is not needed
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,C2,U6,2024-04-20,E4A
a,2024-11-01,S,C2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2024-01-20
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: where continuous care follows short breaks the clock starts with the continuous care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,V4,U6,2024-11-01,X1
a,2024-11-01,L,V2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a child in short breaks is left out
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,V4,U6,,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: care that started on 31 March 2011 still has 28 days
at: 2011-05-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2011-03-31,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2011-04-29
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 28 April 2011 was held on 29 April 2011
*/

/* example: a late review held on the date itself is named with its day
at: 2024-09-16
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-16
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 14 September 2024 was held on 16 September 2024
*/

/* example: a review due before the year and held late before it is no failure of this year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-01-10,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2022-02-02
a,2022-04-28
a,2022-10-20
a,2023-04-12
a,2023-09-12
a,2024-03-31
a,2024-09-20
a,2025-03-20
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: placement for adoption with other carers by consent starts the clock like any other
at: 2024-12-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-03-20,S,C2,U6,2024-07-09,X1
a,2024-07-09,B,E1,A4,,
-- core.care_review --
child_id,reviewed_on
a,2024-04-10
a,2024-08-01
a,2024-10-25
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a review due on the day the child was placed for adoption is not needed
at: 2024-12-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-03-20,S,C2,U6,2024-07-10,X1
a,2024-07-10,B,E1,A5,,
-- core.care_review --
child_id,reviewed_on
a,2024-04-10
a,2024-08-01
a,2024-10-25
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: placement for adoption with a foster carer by consent starts the clock like any other
at: 2024-12-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-03-20,S,C2,K2,2024-07-09,X1
a,2024-07-09,B,E1,A3,,
-- core.care_review --
child_id,reviewed_on
a,2024-04-10
a,2024-08-01
a,2024-10-25
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a second placement for adoption does not start the clock again
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-06-01,S,C2,U6,2024-06-03,X1
a,2024-06-03,B,E1,A6,2025-01-10,X1
a,2025-01-10,P,E1,A6,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-28
a,2024-09-27
a,2025-03-26
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a period of care that ended on the first day of the year is not of the year
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-10,S,C2,U6,2024-04-01,E4A
a,2024-11-01,S,C2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2023-12-20
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: a period of care that ended on the second day of the year is
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-10,S,C2,U6,2024-04-02,E4A
a,2024-11-01,S,C2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2023-12-20
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator,reason
a,0,1,not recorded: date of a review that was due; review due on 20 March 2024 was not held
*/

/* example: a late review on the day care ended was held
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-01-10,S,C2,U6,2024-05-01,E4A
a,2024-11-01,S,C2,U6,,
-- core.care_review --
child_id,reviewed_on
a,2024-01-20
a,2024-05-01
a,2024-11-20
a,2025-02-20
-- want --
case_id,numerator,denominator,reason
a,0,1,review due on 20 April 2024 was held on 1 May 2024
*/

/* example: a first review due on the day the child was placed for adoption gives way to that of the adoption
at: 2024-07-10
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-06-03,S,C2,U6,2024-07-01,X1
a,2024-07-01,B,E1,A6,,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: first review due on 29 July 2024
*/

/* example: a child who will have left before the first review falls due is left out
at: 2025-03-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U6,2025-03-20,E4A
b,2025-03-15,S,C2,U6,,
c,2025-03-01,S,C2,U6,2025-03-15,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: no review due yet
b,0,0,left out: first review due on 11 April 2025
c,0,0,left out: care ended on the day
*/

/* example: a review entered twice or three times on one day is one
at: 2024-10-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
b,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-06-14
a,2024-09-14
b,2024-06-14
b,2024-06-14
b,2024-06-14
-- want --
case_id,numerator,denominator
a,1,1
b,0,1
*/

/* example: one of two children is half
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-05-20,S,C2,U4,,
b,2024-05-20,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-14
a,2024-09-14
a,2025-03-14
-- want total --
numerator,denominator,value
1,2,50
*/

/* example: with no review due there is no percentage
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-05,S,C2,U4,,
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: short breaks that began by the date and go on after it are a reason to be left out, ones that ended on it are an end of care
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,V3,U6,,
b,2025-03-01,S,V4,U6,2025-03-31,E4A
c,2025-03-01,S,V4,U6,2025-03-30,E4A
d,2025-03-01,S,V4,U6,2025-03-31,X1
d,2025-03-31,L,V3,U6,,
e,2025-04-01,S,V3,U6,,
f,2025-03-28,S,V4,U6,,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: agreed series of short breaks (V3, V4)"
b,0,0,left out: care ended on the day
d,0,0,"left out: agreed series of short breaks (V3, V4)"
f,0,0,"left out: agreed series of short breaks (V3, V4)"
*/

/* example: a review held late decides, one that is not recorded may have been held
at: 2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-01-06,S,C2,U4,,
b,2025-01-06,S,C2,U4,,
c,2025-01-06,S,C2,U4,,
d,2025-03-24,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2025-02-03
b,2025-02-04
-- want --
case_id,numerator,denominator,not_recorded
a,1,1,
b,0,1,
c,0,1,date of a review that was due
d,0,0,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,3,33.3,1,33.3,66.7
*/

/* example: reviews due from a day before the first return held are not known
at: 2025-03-31
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2024-04-01,2025-03-31
ssda903,header,2025-01-01,2025-03-31
ssda903,reviews,2020-04-01,2021-03-31
ssda903,reviews,2024-04-01,2025-03-31
ssda903,reviews,2025-04-01,2026-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-04,S,C2,U4,,
b,2023-12-04,S,C2,U4,,
c,2024-04-02,S,C2,U4,,
d,2023-12-04,S,C2,U4,,
e,2024-04-01,S,C2,U4,,
f,2024-04-01,S,C2,U4,,
-- core.care_review --
child_id,reviewed_on
a,2024-06-24
a,2024-09-24
a,2025-03-24
b,2024-06-24
b,2024-10-24
c,2024-06-24
c,2024-09-24
c,2025-03-24
d,2024-06-24
e,2024-06-24
e,2024-09-24
e,2025-03-24
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,reviews before the first return held
b,0,1,
c,0,1,
d,0,1,reviews before the first return held
e,0,1,
f,0,1,date of a review that was due
-- want total --
unjudged,lowest,highest
3,0,50
*/

/* example: on the first day that the returns cover the reviews before it are not known
at: 2024-04-01
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2024-04-01,2025-03-31
ssda903,reviews,2024-04-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-02-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,not_recorded
a,0,1,reviews before the first return held
*/
