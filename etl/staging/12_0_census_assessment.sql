-- The assessments that the children in need census reports.
insert into reported_assessment (
    area_code, child_id, assessment_type, referred_on, started_on, internal_review_on, completed_on, collection_year,
    source, source_file, source_row, known_to, rank, file_id
)
select
    assessment.area_code,
    referral.child_id,
    'single',
    referral.referred_on,
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
