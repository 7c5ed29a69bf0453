-- Pre-proceedings of a child's referral, as last reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_pre_proceedings as
select
    area_code,
    lachildid as child_id,
    cinreferraldate as referred_on,
    ppstartdate as started_on,
    lbpsentdate as letter_sent_on,
    fgdmmeetingoffer as meeting_offered,
    fgdmmeetingfac as meeting_held,
    initialppmeetingdate as first_meeting_on,
    reviewmeetingscount as review_meetings,
    stepdecisiondate as step_decided_on,
    ppoutcome as outcome,
    courtappdate as court_applied_on,
    letterinitcpdate as letter_to_initiate_on,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id
from typed_cin_census_pre_proceedings
union all by name
select * from reported_pre_proceedings;

insert into core.pre_proceedings (
    area_code, child_id, referred_on, started_on, letter_sent_on, meeting_offered, meeting_held, first_meeting_on,
    review_meetings, step_decided_on, outcome, court_applied_on, letter_to_initiate_on, collection_year, source,
    source_file, source_row
)
select
    area_code,
    child_id,
    referred_on,
    started_on,
    letter_sent_on,
    meeting_offered,
    meeting_held,
    first_meeting_on,
    review_meetings,
    step_decided_on,
    outcome,
    court_applied_on,
    letter_to_initiate_on,
    collection_year,
    source,
    source_file,
    source_row
from every_pre_proceedings
qualify rank() over (
    partition by area_code, child_id, referred_on, started_on
    order by known_to desc nulls last, rank, file_id desc
) = 1;

drop view every_pre_proceedings;
drop table reported_pre_proceedings;
