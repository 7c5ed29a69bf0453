-- The factors that any report gives of an assessment, each once. Those of an assessment that its
-- model left out are left out too.
insert into core.assessment_factor (
    area_code, child_id, assessment_started_on, factor, source, source_file, source_row
)
select
    reported.area_code,
    reported.child_id,
    reported.assessment_started_on,
    reported.factor,
    reported.source,
    reported.source_file,
    reported.source_row
from reported_assessment_factor as reported
where
    reported.rank = 1
    or exists (
        select 1
        from core.assessment as assessment
        where
            assessment.area_code = reported.area_code
            and assessment.child_id = reported.child_id
            and assessment.started_on = reported.assessment_started_on
    )
qualify row_number() over (
    partition by reported.area_code, reported.child_id, reported.assessment_started_on, reported.factor
    order by reported.known_to desc nulls last, reported.rank, reported.file_id desc, reported.source_row
) = 1;
