-- What the children in need census reports of pre-proceedings.
insert into reported_pre_proceedings (
    area_code, child_id, referred_on, started_on, letter_sent_on, meeting_offered, meeting_held, first_meeting_on,
    review_meetings, step_decided_on, outcome, court_applied_on, letter_to_initiate_on, collection_year, source,
    source_file, source_row, known_to, rank, file_id
)
select
    steps.area_code,
    referral.child_id,
    referral.referred_on,
    steps.ppstartdate,
    steps.lbpsentdate,
    steps.fgdmmeetingoffer,
    steps.fgdmmeetingfac,
    steps.initialppmeetingdate,
    steps.reviewmeetingscount,
    steps.stepdecisiondate,
    steps.ppoutcome,
    steps.courtappdate,
    steps.letterinitcpdate,
    steps.collection_year,
    'cin_census',
    steps.source_file,
    steps.source_row,
    referral.known_to,
    1,
    steps.file_id
from typed_cin_census_pre_proceedings as steps
inner join census_referral as referral
    on referral.source_file = steps.source_file and referral.source_row = steps.parent_row;

drop table census_referral;
