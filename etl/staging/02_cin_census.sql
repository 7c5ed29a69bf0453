-- What the children in need census reports. A document is known to the end of its collection year.
insert into reported_child (
    area_code, child_id, sex, born_on, ethnicity, expected_on, died_on, source, source_file, source_row, known_to, rank,
    file_id
)
select
    area_code,
    lachildid,
    case coalesce(sex, gendercurrent) when '1' then 'M' when '2' then 'F' when '0' then 'U' when '9' then 'U'
        else coalesce(sex, gendercurrent) end,
    personbirthdate,
    ethnicity,
    expectedpersonbirthdate,
    persondeathdate,
    'cin_census',
    source_file,
    source_row,
    make_date(collection_year, 3, 31),
    1,
    file_id
from typed_cin_census_child;

insert into reported_disability (
    area_code, child_id, disability, source, source_file, source_row, known_to, rank, file_id
)
select
    disability.area_code,
    child.lachildid,
    disability.disability,
    'cin_census',
    disability.source_file,
    disability.source_row,
    make_date(disability.collection_year, 3, 31),
    1,
    disability.file_id
from typed_cin_census_disability as disability
inner join typed_cin_census_child as child
    on child.source_file = disability.source_file and child.source_row = disability.parent_row;

-- Every referral with the child that it is of, which all that follows hangs on.
create or replace temp table census_referral as
select
    details.*,
    child.lachildid as child_id,
    make_date(details.collection_year, 3, 31) as known_to
from typed_cin_census_cin_details as details
inner join typed_cin_census_child as child
    on child.source_file = details.source_file and child.source_row = details.parent_row;

insert into reported_referral (
    area_code, child_id, referred_on, referral_source, primary_need, no_further_action, closed_on, reason_closed,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    area_code,
    child_id,
    cinreferraldate,
    referralsource,
    primaryneedcode,
    referralnfa,
    cinclosuredate,
    reasonforclosure,
    collection_year,
    'cin_census',
    source_file,
    source_row,
    known_to,
    1,
    file_id
from census_referral;

insert into reported_assessment (
    area_code, child_id, assessment_type, referred_on, started_on, internal_review_on, completed_on, collection_year,
    source, source_file, source_row, known_to, rank, file_id
)
select
    assessment.area_code,
    referral.child_id,
    'single',
    referral.cinreferraldate,
    assessment.assessmentactualstartdate,
    assessment.assessmentinternalreviewdate,
    assessment.assessmentauthorisationdate,
    assessment.collection_year,
    'cin_census',
    assessment.source_file,
    assessment.source_row,
    referral.known_to,
    1,
    assessment.file_id
from typed_cin_census_assessment as assessment
inner join census_referral as referral
    on referral.source_file = assessment.source_file and referral.source_row = assessment.parent_row;

insert into reported_assessment_factor (
    area_code, child_id, assessment_started_on, factor, source, source_file, source_row, known_to, rank, file_id
)
select
    factor.area_code,
    referral.child_id,
    assessment.assessmentactualstartdate,
    factor.assessmentfactors,
    'cin_census',
    factor.source_file,
    factor.source_row,
    referral.known_to,
    1,
    factor.file_id
from typed_cin_census_assessment_factor as factor
inner join typed_cin_census_assessment as assessment
    on assessment.source_file = factor.source_file and assessment.source_row = factor.parent_row
inner join census_referral as referral
    on referral.source_file = assessment.source_file and referral.source_row = assessment.parent_row;

insert into reported_cin_plan (
    area_code, child_id, referred_on, started_on, ended_on, collection_year, source, source_file, source_row, known_to,
    rank, file_id
)
select
    plan.area_code,
    referral.child_id,
    referral.cinreferraldate,
    plan.cinplanstartdate,
    plan.cinplanenddate,
    plan.collection_year,
    'cin_census',
    plan.source_file,
    plan.source_row,
    referral.known_to,
    1,
    plan.file_id
from typed_cin_census_cin_plan as plan
inner join census_referral as referral
    on referral.source_file = plan.source_file and referral.source_row = plan.parent_row;

insert into reported_section47 (
    area_code, child_id, referred_on, started_on, conference_due_on, conference_on, conference_not_required,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    enquiry.area_code,
    referral.child_id,
    referral.cinreferraldate,
    enquiry.s47actualstartdate,
    enquiry.initialcpctarget,
    enquiry.dateofinitialcpc,
    enquiry.icpcnotrequired,
    enquiry.collection_year,
    'cin_census',
    enquiry.source_file,
    enquiry.source_row,
    referral.known_to,
    1,
    enquiry.file_id
from typed_cin_census_section47 as enquiry
inner join census_referral as referral
    on referral.source_file = enquiry.source_file and referral.source_row = enquiry.parent_row;

-- A conference stands with the enquiry that led to it, the last one where several did. The referral's
-- own date is of a child who came on another authority's plan, unless an enquiry names the same day.
insert into reported_conference (
    area_code, child_id, held_on, section47_started_on, transfer_in, collection_year, source, source_file, source_row,
    known_to, rank, file_id
)
with
conferences as (
    select
        area_code,
        child_id,
        conference_on as held_on,
        started_on as section47_started_on,
        false as transfer_in,
        collection_year,
        source_file,
        source_row,
        known_to,
        file_id
    from reported_section47
    where source = 'cin_census' and conference_on is not null
    union all
    select
        area_code,
        child_id,
        dateofinitialcpc,
        null,
        true,
        collection_year,
        source_file,
        source_row,
        known_to,
        file_id
    from census_referral
    where dateofinitialcpc is not null
),

by_day as (
    select
        *,
        bool_and(transfer_in) over (partition by area_code, child_id, held_on) as never_after_enquiry
    from conferences
)

select
    area_code,
    child_id,
    held_on,
    section47_started_on,
    transfer_in,
    collection_year,
    'cin_census',
    source_file,
    source_row,
    known_to,
    1,
    file_id
from by_day
where transfer_in = never_after_enquiry
qualify row_number() over (
    partition by source_file, area_code, child_id, held_on
    order by section47_started_on desc, source_row
) = 1;

create or replace temp table census_plan as
select
    plan.*,
    referral.child_id,
    referral.cinreferraldate as referred_on,
    referral.known_to
from typed_cin_census_protection_plan as plan
inner join census_referral as referral
    on referral.source_file = plan.source_file and referral.source_row = plan.parent_row;

insert into reported_protection_plan (
    area_code, child_id, referred_on, started_on, ended_on, initial_category, latest_category, previous_plans,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    area_code,
    child_id,
    referred_on,
    cppstartdate,
    cppenddate,
    initialcategoryofabuse,
    latestcategoryofabuse,
    numberofpreviouscpp,
    collection_year,
    'cin_census',
    source_file,
    source_row,
    known_to,
    1,
    file_id
from census_plan;

insert into reported_plan_review (
    area_code, child_id, plan_started_on, reviewed_on, collection_year, source, source_file, source_row, known_to, rank,
    file_id
)
select
    review.area_code,
    plan.child_id,
    plan.cppstartdate,
    review.cppreviewdate,
    review.collection_year,
    'cin_census',
    review.source_file,
    review.source_row,
    plan.known_to,
    1,
    review.file_id
from typed_cin_census_plan_review as review
inner join census_plan as plan
    on plan.source_file = review.source_file and plan.source_row = review.parent_row;

insert into reported_pre_proceedings (
    area_code, child_id, referred_on, started_on, letter_sent_on, meeting_offered, meeting_held, first_meeting_on,
    review_meetings, step_decided_on, outcome, court_applied_on, letter_to_initiate_on, collection_year, source,
    source_file, source_row, known_to, rank, file_id
)
select
    steps.area_code,
    referral.child_id,
    referral.cinreferraldate,
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

drop table census_plan;
drop table census_referral;
