/* indicator
title: Initial child protection conferences held within 15 working days
finding: "{} of initial conferences within 15 working days"
question: Do the conferences that decide on a child's protection meet in time?
also: [CIN-ICPC15]
edition:
  - {from: 2012-04-01, rule: CIN-ICPC15, source: "LAIT measures 218 and 268; children in need census, EES table C4"}
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "until the conference meets, a child who may be suffering harm has no protection plan"}
window: flow
year_end: 03-31
numerator: >-
  Conferences of the denominator held on the 15th working day after the strategy discussion or before. The day of the strategy
  discussion is day 0; working days are Monday to Friday without the bank holidays of England and Wales. A conference dated before
  its strategy discussion is never in time.
denominator: Initial child protection conferences held in the period after a strategy discussion that decided on a section 47 enquiry. A child counts with each conference.
exclusions:
  - Enquiries after which no conference was required, or none was held
  - Conferences of children who came to the area on a plan of another authority, without an enquiry here
sources:
  - {return: cin_census, table: section47, field: S47ActualStartDate, any_of: conferences}
  - {return: cin_census, table: section47, field: DateOfInitialCPC, any_of: conferences}
  - {return: ssd, table: s47_enquiry, field: s47e_s47_start_date, any_of: conferences}
  - {return: ssd, table: initial_cp_conference, field: icpc_icpc_date, any_of: conferences}
  - {return: annex_a, table: section47_enquiries, field: strategy_discussion_initiating_section_47_enquiry_start_date, any_of: conferences}
  - {return: annex_a, table: section47_enquiries, field: date_of_initial_child_protection_conference, any_of: conferences}
comparator:
  lait: CP_conf_15days
  differs:
    population: "the published total holds the conferences of children who came from another authority, ours only those after an enquiry here"
  note: Published for the year to 31 March only. How the conferences of children from another authority are timed is not published.
companions:
  - {id: section47_enquiries, why: "how many enquiries the conferences come from"}
  - {id: plans_started, why: "what the conferences decided"}
options:
  - name: icpc_transfer_in
    question: How does the initial conference of a child count who came on a plan of another authority, without an enquiry here?
    default: outside
    values: {outside: "it is in neither count", late: "it is in the denominator and never in time", timed: "it is in the denominator and timed from the child's latest referral on or before it"}
    source: "EES table C4 counts these conferences and its bands of working days add up to the total, but does not say from which day they are timed"
completeness: >-
  A conference without an enquiry that is not recorded as one of a child from another authority cannot be judged and is left out.
  One whose dates lie outside the calendar of working days, which runs from 2005 to 2030, cannot be judged and counts as late. Where
  the conferences of children from other authorities are timed, one without a referral on record cannot be judged and counts as late.
distribution:
  of: from the strategy discussion to the conference
  unit: working days
  limit: {up_to: 15, words: 15 working days}
caution: It does not show whether the child was safe meanwhile, nor whether the conference was well prepared. Several children of one family count with each child, so one late conference of a large family moves the figure.
owner: children's services performance team
*/
with
latest_referrals as (
    select
        conference.area_code,
        conference.child_id,
        conference.held_on,
        max(referral.referred_on) as referred_on
    from core.conference as conference
    inner join core.referral as referral
        on referral.area_code = conference.area_code
        and referral.child_id = conference.child_id
        and referral.referred_on <= conference.held_on
    group by conference.area_code, conference.child_id, conference.held_on
),

conferences as (
    select
        conference.area_code,
        conference.child_id,
        conference.team_id,
        conference.held_on,
        conference.section47_started_on,
        chosen.icpc_transfer_in,
        conference.section47_started_on is null and not conference.transfer_in as enquiry_missing,
        enquiry_missing
        or conference.section47_started_on is null and chosen.icpc_transfer_in = 'outside' as left_out,
        coalesce(
            conference.section47_started_on,
            case when not left_out and chosen.icpc_transfer_in = 'timed' then latest_referrals.referred_on end
        ) as clock_from
    from core.conference as conference
    cross join chosen
    left join latest_referrals
        on latest_referrals.area_code = conference.area_code
        and latest_referrals.child_id = conference.child_id
        and latest_referrals.held_on = conference.held_on
),

timed_conferences as (
    select
        conferences.*,
        last_day.working_day_number - first_day.working_day_number as working_days
    from conferences
    left join core.calendar as first_day on first_day.day = conferences.clock_from
    left join core.calendar as last_day on last_day.day = conferences.held_on
),

enquiries_without_conference as (
    select
        area_code,
        child_id,
        team_id,
        started_on,
        conference_not_required,
        row_number() over (
            partition by area_code, child_id, started_on
            order by referred_on, source_row
        ) as enquiry_no
    from core.section47
    where conference_on is null
)

select
    area_code,
    concat_ws(' ', child_id, held_on) as case_id,
    child_id as person_id,
    team_id,
    held_on as occurred_on,
    cast(coalesce(held_on >= clock_from and working_days <= 15, false) as integer) as numerator,
    cast(not left_out as integer) as denominator,
    case
        when enquiry_missing then 'strategy discussion before the conference'
        when clock_from is not null and working_days is null then 'working days between its dates'
        when clock_from is null and icpc_transfer_in = 'timed' then 'referral of the child'
    end as not_recorded,
    concat_ws(
        ', ',
        case when left_out then 'left out: ' else '' end || 'held on ' || strftime(held_on, '%-d %B %Y'),
        case
            when section47_started_on is null and not enquiry_missing
                then 'the child came on a plan of another authority'
        end,
        case when held_on < clock_from then 'before' else 'working day ' || working_days || ' after' end
        || case when section47_started_on is null then ' the referral of ' else ' the strategy discussion of ' end
        || strftime(clock_from, '%-d %B %Y')
    ) as note,
    case when held_on >= clock_from then working_days end as duration,
    false as unfinished
from timed_conferences
union all
select
    area_code,
    concat_ws(' ', child_id, 'enquiry', started_on, nullif(enquiry_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    started_on as occurred_on,
    0 as numerator,
    0 as denominator,
    null as not_recorded,
    'left out: enquiry started on ' || strftime(started_on, '%-d %B %Y')
    || case when conference_not_required then ', no conference required' else ', no conference held' end as note,
    null as duration,
    conference_not_required is not true as unfinished
from enquiries_without_conference

/* example: a conference on the 15th working day after the strategy discussion is in time, bank holidays left out
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2025-01-09,2024-12-16,false,cin_census
-- want --
case_id,person_id,numerator,denominator,reason
a 2025-01-09,a,1,1,"held on 9 January 2025, working day 15 after the strategy discussion of 16 December 2024"
*/

/* example: a conference on the 16th working day is late
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2025-01-10,2024-12-16,false,cin_census
-- want --
case_id,numerator,denominator,reason
a 2025-01-10,0,1,"held on 10 January 2025, working day 16 after the strategy discussion of 16 December 2024"
*/

/* example: a conference on the day of the strategy discussion is in time
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-12,2024-06-12,false,cin_census
-- want --
case_id,numerator,denominator,reason,duration
a 2024-06-12,1,1,"held on 12 June 2024, working day 0 after the strategy discussion of 12 June 2024",0
*/

/* example: a conference before the strategy discussion counts and is never in time, at a weekend neither
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-10,2024-06-12,false,cin_census
b,2024-06-15,2024-06-16,false,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason,duration
a 2024-06-10,0,1,,"held on 10 June 2024, before the strategy discussion of 12 June 2024",
b 2024-06-15,0,1,,"held on 15 June 2024, before the strategy discussion of 16 June 2024",
*/

/* example: after a strategy discussion on a Saturday the Monday is day 1, and a conference on a Saturday has the number of the Friday
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-21,2024-06-01,false,cin_census
b,2024-06-22,2024-06-01,false,cin_census
c,2024-06-24,2024-06-01,false,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-21,1,1,"held on 21 June 2024, working day 15 after the strategy discussion of 1 June 2024"
b 2024-06-22,1,1,"held on 22 June 2024, working day 15 after the strategy discussion of 1 June 2024"
c 2024-06-24,0,1,"held on 24 June 2024, working day 16 after the strategy discussion of 1 June 2024"
*/

/* example: the proclaimed holiday of 19 September 2022 is no working day
at: 2023-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2022-09-30,2022-09-08,false,cin_census
b,2022-10-03,2022-09-08,false,cin_census
-- want --
case_id,numerator,denominator,reason
a 2022-09-30,1,1,"held on 30 September 2022, working day 15 after the strategy discussion of 8 September 2022"
b 2022-10-03,0,1,"held on 3 October 2022, working day 16 after the strategy discussion of 8 September 2022"
*/

/* example: a conference counts in the year it was held, whenever the strategy discussion was
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-03-31,2024-03-25,false,cin_census
b,2024-04-01,2024-03-25,false,cin_census
c,2025-03-31,2025-03-24,false,cin_census
d,2025-04-01,2025-03-24,false,cin_census
-- want --
case_id,numerator,denominator
b 2024-04-01,1,1
c 2025-03-31,1,1
*/

/* example: an enquiry after which no conference was required, or none was held, is left out
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-06-01,2024-06-12,,true,cin_census
b,2024-06-01,2024-06-12,,false,cin_census
c,2024-06-01,2024-06-12,2024-06-20,false,cin_census
d,2024-06-01,2024-06-12,,true,cin_census
d,2024-06-05,2024-06-12,,true,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
c,2024-06-20,2024-06-12,false,cin_census
-- want --
case_id,person_id,numerator,denominator,reason,duration,unfinished
a enquiry 2024-06-12,a,0,0,"left out: enquiry started on 12 June 2024, no conference required",,
b enquiry 2024-06-12,b,0,0,"left out: enquiry started on 12 June 2024, no conference held",,1
c 2024-06-20,c,1,1,"held on 20 June 2024, working day 6 after the strategy discussion of 12 June 2024",6,
d enquiry 2024-06-12,d,0,0,"left out: enquiry started on 12 June 2024, no conference required",,
d enquiry 2024-06-12 2,d,0,0,"left out: enquiry started on 12 June 2024, no conference required",,
-- want total --
numerator,denominator,value
1,1,100
*/

/* example: the conference of a child who came on another authority's plan is outside the figure
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-10,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,,true,cin_census
b,2024-06-20,2024-06-12,false,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,0,0,,"left out: held on 20 June 2024, the child came on a plan of another authority"
b 2024-06-20,1,1,,"held on 20 June 2024, working day 6 after the strategy discussion of 12 June 2024"
-- want total --
numerator,denominator,value,unjudged
1,1,100,0
*/

/* example: where they count as late, it is in the denominator only
at: 2025-03-31
option: icpc_transfer_in = late
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-10,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,,true,cin_census
b,2024-06-20,2024-06-12,false,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,0,1,,"held on 20 June 2024, the child came on a plan of another authority"
b 2024-06-20,1,1,,"held on 20 June 2024, working day 6 after the strategy discussion of 12 June 2024"
*/

/* example: where they are timed, it is timed from the child's latest referral on or before it
at: 2025-03-31
option: icpc_transfer_in = timed
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-01-10,cin_census
a,1,2024-06-03,cin_census
a,1,2024-06-25,cin_census
b,1,2024-05-31,cin_census
c,1,2024-06-24,cin_census
d,1,2024-06-25,cin_census
f,1,2024-06-24,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-24,,true,cin_census
b,2024-06-24,,true,cin_census
c,2024-06-24,,true,cin_census
d,2024-06-24,,true,cin_census
e,2024-06-24,,true,cin_census
f,2024-06-24,2024-05-31,false,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-24,1,1,,"held on 24 June 2024, the child came on a plan of another authority, working day 15 after the referral of 3 June 2024"
b 2024-06-24,0,1,,"held on 24 June 2024, the child came on a plan of another authority, working day 16 after the referral of 31 May 2024"
c 2024-06-24,1,1,,"held on 24 June 2024, the child came on a plan of another authority, working day 0 after the referral of 24 June 2024"
d 2024-06-24,0,1,referral of the child,"not recorded: referral of the child; held on 24 June 2024, the child came on a plan of another authority"
e 2024-06-24,0,1,referral of the child,"not recorded: referral of the child; held on 24 June 2024, the child came on a plan of another authority"
f 2024-06-24,0,1,,"held on 24 June 2024, working day 16 after the strategy discussion of 31 May 2024"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,6,33.3,2,33.3,66.7
*/

/* example: a referral of another child, or to another authority, times nothing
at: 2025-03-31
option: icpc_transfer_in = timed
-- core.referral --
area_code,child_id,referral_no,referred_on,source
901,z,1,2024-06-20,cin_census
902,a,1,2024-06-20,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-24,,true,cin_census
-- want --
case_id,numerator,denominator,not_recorded
a 2024-06-24,0,1,referral of the child
*/

/* example: each conference is timed from its own referral
at: 2025-03-31
option: icpc_transfer_in = timed
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-03,cin_census
a,1,2024-10-07,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-10,,true,cin_census
a,2024-10-08,,true,cin_census
-- want --
case_id,numerator,denominator,reason
a 2024-06-10,1,1,"held on 10 June 2024, the child came on a plan of another authority, working day 5 after the referral of 3 June 2024"
a 2024-10-08,1,1,"held on 8 October 2024, the child came on a plan of another authority, working day 1 after the referral of 7 October 2024"
*/

/* example: the conference of a child from another authority that follows an enquiry here is timed from it
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,2024-06-12,true,ssd
-- want --
case_id,numerator,denominator,reason
a 2024-06-20,1,1,"held on 20 June 2024, working day 6 after the strategy discussion of 12 June 2024"
*/

/* example: a conference without an enquiry that is no transfer cannot be judged and is left out
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,,false,annex_a
b,2024-06-20,2024-06-12,false,annex_a
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,0,0,strategy discussion before the conference,not recorded: strategy discussion before the conference; left out: held on 20 June 2024
b 2024-06-20,1,1,,"held on 20 June 2024, working day 6 after the strategy discussion of 12 June 2024"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,1,100,1,50,100
*/

/* example: where transfers are timed, a conference without an enquiry that is no transfer is left out all the same
at: 2025-03-31
option: icpc_transfer_in = timed
-- core.referral --
child_id,referral_no,referred_on,source
a,1,2024-06-10,annex_a
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,,false,annex_a
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2024-06-20,0,0,strategy discussion before the conference,not recorded: strategy discussion before the conference; left out: held on 20 June 2024
*/

/* example: each conference of a child counts
at: 2025-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,2024-06-12,false,cin_census
a,2024-11-20,2024-10-12,false,cin_census
-- want --
case_id,numerator,denominator
a 2024-06-20,1,1
a 2024-11-20,0,1
*/

/* example: dates that the calendar of working days does not reach cannot be judged
at: 2031-03-31
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2031-01-02,2030-12-30,false,cin_census
b,2030-12-31,2030-12-27,false,cin_census
-- want --
case_id,numerator,denominator,not_recorded,reason
a 2031-01-02,0,1,working days between its dates,"not recorded: working days between its dates; held on 2 January 2031"
b 2030-12-31,1,1,,"held on 31 December 2030, working day 2 after the strategy discussion of 27 December 2030"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,2,50,1,50,100
*/

/* example: without a conference there is no percentage
at: 2025-03-31
-- core.section47 --
child_id,started_on,conference_not_required,source
a,2024-06-12,true,cin_census
-- want total --
numerator,denominator,value
0,0,z
*/
