-- Early help assessments; the latest workbook knows best how one ended.
insert into core.early_help_assessment (
    area_code, child_id, started_on, completed_on, organisation, source, source_file, source_row
)
select
    assessment.area_code,
    assessment.child_unique_id,
    assessment.assessment_start_date,
    assessment.assessment_completion_date,
    replace(assessment.organisation_completing_assessment, chr(160), ' '),
    'annex_a',
    assessment.source_file,
    assessment.source_row
from typed_annex_a_early_help_assessments as assessment
inner join annex_a_file using (file_id)
qualify rank() over (
    partition by assessment.area_code, assessment.child_unique_id, assessment.assessment_start_date
    order by annex_a_file.known_to desc nulls last, assessment.file_id desc
) = 1
order by assessment.file_id, assessment.source_row;
