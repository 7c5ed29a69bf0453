-- Pre-proceedings of a child's referral, as last reported.
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
from reported_pre_proceedings
qualify rank() over (
    partition by area_code, child_id, referred_on, started_on
    order by known_to desc nulls last, rank, file_id desc
) = 1;

drop table reported_pre_proceedings;
