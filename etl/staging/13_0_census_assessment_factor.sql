-- The factors that the children in need census reports of assessments.
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
