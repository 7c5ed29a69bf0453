/* indicator
title: Average strengths and difficulties score of children looked after for a year
finding: "Average strengths and difficulties score of {}"
question: How are our children feeling and behaving?
also: [NI 58, LAC-SDQ]
edition:
  - {from: 2008-04-01, to: 2011-03-31, rule: NI58.e1, source: "data.gov.uk NI 058: ages 4 to 16"}
  - {from: 2011-04-01, rule: SDQ.ees, source: "LAIT measure 162; DfE data guidance 2023: ages 5 to 16. The age range of 2012 to 2014 was not found and is taken as the later one"}
statistic: ratio
unit: points
decimals: 1
polarity: {direction: low, reason: "a higher score means more difficulties: 0 to 13 is average, 14 to 16 borderline, 17 to 40 a cause for concern"}
window: snapshot
year_end: 03-31
history: 12
numerator: The sum of the total difficulties scores, 0 to 40, of the children of the denominator. Of several scores in the twelve months to the date the latest counts.
denominator: >-
  Children with a score in the twelve months to the date who had been looked after for all of them (the same period of care since
  the first day, no short breaks in between) and are 5 to 16 years old at the date; to 31 March 2011, 4 to 16, unless one range is chosen for all years.
exclusions:
  - Children without a score, whatever the reason given
  - Children not looked after continuously for the twelve months, and children with short breaks (V3, V4) in them
  - Children outside the age range at the date, and children whose date of birth is not recorded
sources:
  - {return: ssda903, table: episodes, field: DECOM, any_of: episodes}
  - {return: ssda903, table: episodes, field: DEC, any_of: episodes}
  - {return: ssda903, table: episodes, field: LS, any_of: episodes}
  - {return: ssd, table: cla_episodes, field: clae_cla_episode_start_date, any_of: episodes}
  - {return: ssd, table: cla_placement, field: clap_cla_placement_type, any_of: episodes}
  - {return: ssd, table: legal_status, field: lega_legal_status, any_of: episodes}
  - {return: ssda903, table: header, field: DOB, any_of: births}
  - {return: ssd, table: person, field: pers_dob, any_of: births}
  - {return: ssda903, table: oc2, field: SDQ_SCORE, any_of: scores}
  - {return: ssda903, table: oc2, field: SDQ_REASON, any_of: scores}
  - {return: ssd, table: sdq_scores, field: csdq_sdq_score, any_of: scores}
comparator:
  lait: Emotional_LAC
  ees: "ees:children_count [SDQ average score; Ages 5 to 16 years with SDQ score]"
  same: [unit, population]
  note: Published for 31 March only, by Explore Education Statistics in its column of counts. Averages of authorities do not average to England's.
companions:
  - {id: placements_three_or_more, why: "read beside each other; neither shows which came first"}
options:
  - name: leaving_day
    question: Is a child whose care ends on the date looked after on it?
    default: not_counted
    values: {not_counted: "the day care ends is no day in care", counted: "the child counts, in the last placement"}
    source: DfE counts the children looked after on 31 March and does not say whether those who left on that day are among them
  - name: sdq_ages
    question: Of which ages are the children?
    default: by_edition
    values: {by_edition: "4 to 16 at dates to 31 March 2011, 5 to 16 after", 4_to_16: "4 to 16 at every date, as NI 58 had it", 5_to_16: "5 to 16 at every date, as it is published now"}
    source: "data.gov.uk NI 058 says ages 4 to 16; DfE data guidance 2023 says 5 to 16; when the one gave way to the other was not found"
completeness: >-
  A child in care for the whole year and of the right age cannot be judged with neither a score nor a reason for having none; nor
  can one whose date of birth or start of care (RNE S) is not recorded. Such children are left out. The return asks once a year:
  of a child who was too young or not yet a year in care at the last 31 March, no score is missing.
caution: A score may be up to a year older than the date. It does not show the children without a questionnaire, and small groups move a lot. The score is the main carer's view, and another carer may see the child differently.
owner: children's services performance team
*/
with
-- The twelve months begin on the day after the date, a year before.
snapshot_years as (
    select
        as_at,
        cast(as_at + 1 - interval 12 month as date) as year_start,
        case
            when chosen.sdq_ages = '4_to_16' then 4
            when chosen.sdq_ages = '5_to_16' then 5
            when as_at <= date '2011-03-31' then 4
            else 5
        end as lowest_age,
        -- The last day that the return asked about.
        make_date(year(cast(as_at + 1 - interval 3 month as date)), 3, 31) as asked_on
    from snapshot
    cross join chosen
),

children_with_short_breaks as (
    select distinct episode.area_code, episode.child_id, snapshot_years.as_at
    from core.care_episode as episode
    inner join snapshot_years
        on episode.started_on <= snapshot_years.as_at
        and coalesce(episode.ended_on, date '9999-12-31') > snapshot_years.year_start
    where episode.legal_status in ('V3', 'V4')
),

answers as (
    select
        answer.area_code,
        answer.child_id,
        snapshot_years.as_at,
        arg_max(answer.score, (answer.known_on, answer.collection_year, answer.score)) as score,
        arg_max(answer.reason_not_completed, (answer.known_on, answer.collection_year)) as reason
    from core.strengths_difficulties as answer
    inner join snapshot_years
        on answer.known_on between snapshot_years.year_start and snapshot_years.as_at
    group by answer.area_code, answer.child_id, snapshot_years.as_at
),

-- Where a period of care does not begin with a start, episodes before it are not held.
recorded_starts as (
    select distinct area_code, child_id, started_on
    from core.care_episode
    where reason_new_episode = 'S'
),

-- Numbers of the form 20250331 give completed years; a 29 February birthday falls on 1 March.
judged_children as (
    select
        looked_after.area_code,
        looked_after.child_id,
        snapshot_years.as_at,
        answers.score,
        (
            cast(strftime(snapshot_years.as_at, '%Y%m%d') as integer)
            - cast(strftime(child.born_on, '%Y%m%d') as integer)
        ) // 10000 as age,
        case
            when chosen.leaving_day = 'not_counted' or looked_after.placement_no is null then looked_after.left_out
        end as not_in_care,
        case
            when not_in_care is not null or short_breaks.child_id is not null then null
            when age not between snapshot_years.lowest_age and 16 then null
            -- A reason for having no score says all there is to know.
            when answers.score is null and answers.reason is not null then null
            when care_period.started_on > snapshot_years.year_start and recorded_starts.child_id is not null then null
            when care_period.started_on > snapshot_years.year_start then 'start of care (RNE S)'
            when age is null then 'date of birth'
            when answers.score is null
                and care_period.started_on <= cast(snapshot_years.asked_on + 1 - interval 12 month as date)
                and child.born_on + to_years(snapshot_years.lowest_age) <= snapshot_years.asked_on
                then 'SDQ score and reason'
        end as not_recorded,
        case
            when not_in_care is not null then not_in_care
            when care_period.started_on > snapshot_years.year_start then 'not in care for the whole year'
            when short_breaks.child_id is not null then 'short breaks (V3, V4) in the year'
            when age is null then 'age not known'
            when age not between snapshot_years.lowest_age and 16
                then 'aged ' || age || ', outside ' || snapshot_years.lowest_age || ' to 16'
            when answers.score is null
                then 'no score in the year' || coalesce(' (' || answers.reason || ')', '')
        end as left_out
    from core.looked_after as looked_after
    cross join chosen
    inner join snapshot_years
        on looked_after.started_on <= snapshot_years.as_at
        and coalesce(looked_after.ended_on, date '9999-12-31') > snapshot_years.as_at
    left join core.care_period as care_period
        using (area_code, child_id, care_period_no)
    left join recorded_starts
        on recorded_starts.area_code = looked_after.area_code
        and recorded_starts.child_id = looked_after.child_id
        and recorded_starts.started_on = care_period.started_on
    left join core.child as child
        on child.area_code = looked_after.area_code
        and child.child_id = looked_after.child_id
    left join children_with_short_breaks as short_breaks
        on short_breaks.area_code = looked_after.area_code
        and short_breaks.child_id = looked_after.child_id
        and short_breaks.as_at = snapshot_years.as_at
    left join answers
        on answers.area_code = looked_after.area_code
        and answers.child_id = looked_after.child_id
        and answers.as_at = snapshot_years.as_at
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    case when left_out is null then score else 0 end as numerator,
    cast(left_out is null as integer) as denominator,
    not_recorded,
    0 as lowest,
    40 as highest,
    coalesce('left out: ' || left_out, 'score ' || score) as note
from judged_children

/* example: the average is over the children with a score and is rounded half up
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
e,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
b,2022-02-03,S,C2,U4,,
c,2022-02-03,S,C2,U4,,
d,2022-02-03,S,C2,U4,,
e,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,13,
b,2025,2025-03-31,14,
c,2025,2025-03-31,16,
d,2025,2025-03-31,10,
e,2025,2025-03-31,,SDQ2
-- want total --
numerator,denominator,value
53,4,13.3
*/

/* example: a child without a score is left out, with the reason given
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,,SDQ2
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: no score in the year (SDQ2)
*/

/* example: a child without any answer is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,0,0,not recorded: SDQ score and reason; left out: no score in the year
*/

/* example: a score of nought is a score
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,0,
-- want --
case_id,numerator,denominator,reason
a,0,1,score 0
*/

/* example: to March 2011 a child of four counts
at: 2011-03-31
-- core.child --
child_id,born_on
a,2006-06-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2011,2011-03-31,12,
-- want --
case_id,numerator,denominator,reason
a,12,1,score 12
*/

/* example: from April 2011 a child of four is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-06-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,12,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: aged 4, outside 5 to 16"
*/

/* example: a child who turns five on the date counts
at: 2025-03-31
-- core.child --
child_id,born_on
a,2020-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,12,
-- want --
case_id,numerator,denominator
a,12,1
*/

/* example: a child born on 29 February turns five on 1 March
at: 2025-02-28
-- core.child --
child_id,born_on
a,2020-02-29
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-02-28,12,
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a child who turns 17 on the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2008-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,20,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: aged 17, outside 5 to 16"
*/

/* example: a child who turns 17 on the next day counts
at: 2025-03-31
-- core.child --
child_id,born_on
a,2008-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2019-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,20,
-- want --
case_id,numerator,denominator
a,20,1
*/

/* example: care since the first day of the year is the whole year
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-04-01,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator
a,15,1
*/

/* example: care since the second day of the year is not
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-04-02,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: not in care for the whole year
*/

/* example: a gap of one day breaks the year
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,C2,U4,2024-06-10,E4A
a,2024-06-11,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: not in care for the whole year
*/

/* example: a child who left on the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,C2,U4,2025-03-31,E4A
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care ended on the day
*/

/* example: where the day care ends is chosen to count the child is in, unless it was in short breaks
at: 2025-03-31
option: leaving_day = counted
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,C2,U4,2025-03-31,E4A
b,2022-04-06,S,V4,U4,2025-03-31,E4A
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
b,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,15,1,score 15
b,0,0,left out: care ended on the day
*/

/* example: short breaks in the year are no continuous care
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,V4,U4,2024-04-02,X1
a,2024-04-02,L,V2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: short breaks (V3, V4) in the year"
*/

/* example: short breaks that ended on the first day of the year are not in it
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,V4,U4,2024-04-01,X1
a,2024-04-01,L,V2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator
a,15,1
*/

/* example: on 30 March the last return is that of the year before
at: 2025-03-30
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-03-31,S,C2,U4,,
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,
*/

/* example: a score of the first day of the year is one of the year
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2024-04-01,15,
-- want --
case_id,numerator,denominator
a,15,1
*/

/* example: short breaks that begin on the date are in the year
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
a,2025-03-31,S,V3,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: short breaks (V3, V4) in the year"
*/

/* example: a score of the year before is no score of this year
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2024,2024-03-31,15,
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a score that comes after the date does not count yet
at: 2025-02-28
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2024,2024-03-31,11,
a,2025,2025-03-01,15,
-- want --
case_id,numerator,denominator,reason
a,11,1,score 11
*/

/* example: of two scores in the year the latest counts
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2024,2024-05-31,11,
a,2025,2025-01-31,15,
-- want --
case_id,numerator,denominator
a,15,1
*/

/* example: a child whose date of birth is not recorded is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
b,2022-04-06,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
b,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
b,0,0,not recorded: date of birth; left out: age not known
*/

/* example: of two reasons in the year the latest is named
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2021-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2024,2024-05-31,,SDQ2
a,2025,2025-01-31,,SDQ5
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: no score in the year (SDQ5)
*/

/* example: short breaks that interrupt care in the year are no continuous care
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,V2,U4,2024-06-01,X1
a,2024-06-01,L,V3,U4,2024-06-03,X1
a,2024-06-03,L,V2,U4,2024-07-01,X1
a,2024-07-01,L,V3,U4,2024-07-03,X1
a,2024-07-03,L,V2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: short breaks (V3, V4) in the year"
*/

/* example: from 1 April 2011 a child of four is left out
at: 2011-04-01
-- core.child --
child_id,born_on
a,2006-06-15
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2011,2011-03-31,12,
-- want --
case_id,numerator,denominator
a,0,0
*/

/* example: a child who came into care on the date is left out
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2025-03-31,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: not in care for the whole year
*/

/* example: a child with a score who is not looked after is no case
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-04-06,S,C2,U4,2025-01-31,E4A
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,15,
-- want --
case_id,numerator,denominator
*/

/* example: with nobody scored there is no average
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
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

/* example: no answer at all is not recorded, a reason for having no score is
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
c,2014-08-12
d,2014-08-12
f,2014-08-12
g,2020-08-12
h,2014-08-12
i,2014-08-12
j,2014-08-12
k,2008-03-31
l,2014-08-12
m,2014-08-12
n,2020-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
i,2024-04-01,S,C2,U4,,
j,2024-04-01,L,C2,U4,,
k,2022-02-03,S,C2,U4,,
l,2022-02-03,S,C2,U4,2025-03-31,E4A
m,2022-02-03,S,V4,U4,2024-06-01,X1
m,2024-06-01,L,V2,U4,,
n,2022-02-03,S,C2,U4,,
b,2022-02-03,S,C2,U4,,
a,2022-02-03,S,C2,U4,,
b,2022-02-03,S,C2,U4,,
c,2022-02-03,S,C2,U4,,
d,2022-02-03,S,C2,U4,,
e,2022-02-03,S,C2,U4,,
f,2024-06-01,L,C2,U4,,
g,2022-02-03,S,C2,U4,,
h,2024-06-01,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,12,
b,2025,2025-03-31,20,
c,2025,2025-03-31,,SDQ2
e,2025,2025-03-31,9,
f,2025,2025-03-31,10,
j,2025,2025-03-31,10,
-- want --
case_id,numerator,denominator,not_recorded
a,12,1,
b,20,1,
c,0,0,
d,0,0,SDQ score and reason
e,0,0,date of birth
f,0,0,start of care (RNE S)
g,0,0,
h,0,0,
i,0,0,SDQ score and reason
j,10,1,
k,0,0,
l,0,0,
m,0,0,
n,0,0,SDQ score and reason
-- want total --
numerator,denominator,value,unjudged,lowest,highest
42,3,14,5,5.25,30.25
*/

/* example: with nobody scored the bounds are those of the questionnaire
at: 2025-03-31
-- core.child --
child_id,born_on
a,2014-08-12
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,0,z,1,0,40
*/

/* example: a score is missing only of a child whom the last return asked about
at: 2025-09-30
-- core.child --
child_id,born_on
a,2014-08-12
b,2014-08-12
c,2020-03-31
d,2020-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-04-01,S,C2,U4,,
b,2024-04-02,S,C2,U4,,
c,2024-04-01,S,C2,U4,,
d,2024-04-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,SDQ score and reason
b,0,0,
c,0,0,SDQ score and reason
d,0,0,
*/

/* example: where the ages of NI 58 are chosen a child of four counts in any year, one of three and one of seventeen do not
at: 2025-03-31
option: sdq_ages = 4_to_16
-- core.child --
child_id,born_on
a,2020-06-15
b,2021-03-31
c,2021-04-01
d,2008-04-01
e,2008-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-03,S,C2,U4,,
b,2022-02-03,S,C2,U4,,
c,2022-02-03,S,C2,U4,,
d,2022-02-03,S,C2,U4,,
e,2022-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2025,2025-03-31,12,
b,2025,2025-03-31,13,
c,2025,2025-03-31,14,
d,2025,2025-03-31,15,
e,2025,2025-03-31,16,
-- want --
case_id,numerator,denominator,reason
a,12,1,score 12
b,13,1,score 13
c,0,0,"left out: aged 3, outside 4 to 16"
d,15,1,score 15
e,0,0,"left out: aged 17, outside 4 to 16"
*/

/* example: where the ages published now are chosen a child of four is left out to March 2011 too, one of five counts
at: 2011-03-31
option: sdq_ages = 5_to_16
-- core.child --
child_id,born_on
a,2006-03-31
b,2006-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2008-02-03,S,C2,U4,,
b,2008-02-03,S,C2,U4,,
-- core.strengths_difficulties --
child_id,collection_year,known_on,score,reason_not_completed
a,2011,2011-03-31,12,
b,2011,2011-03-31,13,
-- want --
case_id,numerator,denominator,reason
a,12,1,score 12
b,0,0,"left out: aged 4, outside 5 to 16"
*/
