/* indicator
title: Section 47 enquiries started
finding: "{} under section 47 started"
question: How often do we look into whether a child is suffering significant harm?
also: [CIN-S47]
edition:
  - {from: 2005-04-01, rule: CIN-S47, source: "LAIT measure 217; children in need census, EES table C4"}
statistic: count
unit: enquiries
decimals: 0
polarity: {direction: neutral, reason: "more enquiries can mean more harm, or harm that is noticed sooner; fewer can mean less harm, or a higher threshold"}
window: flow
year_end: 03-31
numerator: Section 47 enquiries started in the period, on the day of the strategy discussion that decided on them, whatever came of them. A child with several enquiries counts with each.
denominator: ""
exclusions:
  - Strategy discussions that did not decide on an enquiry
sources:
  - {return: cin_census, table: section47, field: S47ActualStartDate, any_of: enquiries}
  - {return: ssd, table: s47_enquiry, field: s47e_s47_start_date, any_of: enquiries}
  - {return: annex_a, table: section47_enquiries, field: strategy_discussion_initiating_section_47_enquiry_start_date, any_of: enquiries}
comparator:
  note: The published measure (LAIT Section_47) is a rate per 10,000 children for the year to 31 March; this is the number of enquiries.
companions:
  - {id: conferences_15_days, why: "whether the conferences that follow the enquiries are held in time"}
  - {id: referrals, why: "a number that grows faster than the referrals says that the threshold or the need has changed"}
completeness: >-
  Every case is judged. An enquiry without its child or its first day is refused when it is read and listed under data quality.
caution: It does not show whether the enquiries found harm, nor how many children they were about.
owner: children's services performance team
*/
with
enquiries as (
    select
        area_code,
        child_id,
        team_id,
        started_on,
        conference_on,
        conference_not_required,
        row_number() over (
            partition by area_code, child_id, started_on
            order by referred_on, conference_on, source_row
        ) as enquiry_no
    from core.section47
)

select
    area_code,
    concat_ws(' ', child_id, started_on, nullif(enquiry_no, 1)) as case_id,
    child_id as person_id,
    team_id,
    started_on as occurred_on,
    1 as numerator,
    1 as denominator,
    'enquiry started on ' || strftime(started_on, '%-d %B %Y')
    || case
        when conference_on is not null then ', initial conference on ' || strftime(conference_on, '%-d %B %Y')
        when conference_not_required then ', no conference required'
        else ''
    end as note
from enquiries

/* example: every enquiry started in the period counts, whatever came of it
at: 2025-03-31
-- core.section47 --
child_id,started_on,conference_on,conference_not_required,source
a,2024-06-12,2024-06-20,false,cin_census
b,2024-06-12,,true,cin_census
c,2024-06-12,,false,cin_census
d,2024-06-12,,,ssd
-- want --
case_id,person_id,numerator,denominator,reason
a 2024-06-12,a,1,1,"enquiry started on 12 June 2024, initial conference on 20 June 2024"
b 2024-06-12,b,1,1,"enquiry started on 12 June 2024, no conference required"
c 2024-06-12,c,1,1,enquiry started on 12 June 2024
d 2024-06-12,d,1,1,enquiry started on 12 June 2024
-- want total --
numerator,value,unjudged,lowest,highest
4,4,0,4,4
*/

/* example: a child with several enquiries counts with each, on one day too
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,source
a,2024-05-02,2024-06-12,cin_census
a,2024-06-01,2024-06-12,cin_census
a,2024-06-01,2024-09-12,cin_census
-- want --
case_id,numerator
a 2024-06-12,1
a 2024-06-12 2,1
a 2024-09-12,1
*/

/* example: an enquiry on the first and on the last day of the year counts, one on either side does not
at: 2025-03-31
-- core.section47 --
child_id,started_on,conference_on,source
a,2024-03-31,2024-04-05,cin_census
b,2024-04-01,,cin_census
c,2025-03-31,2025-04-05,cin_census
d,2025-04-01,,cin_census
-- want --
case_id,numerator
b 2024-04-01,1
c 2025-03-31,1
*/

/* example: a child not yet born can be the subject of an enquiry
at: 2025-03-31
-- core.child --
child_id,expected_on
a,2025-05-20
-- core.section47 --
child_id,started_on,source
a,2025-01-20,cin_census
-- want --
case_id,numerator
a 2025-01-20,1
*/

/* example: no enquiry is nought
at: 2025-03-31
-- want total --
numerator,value
0,0
*/
