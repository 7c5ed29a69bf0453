-- Assessments of the case system's own list. A file speaks about the days up to the latest that it
-- names. A referral that the list names makes no referral: it is where the assessment's clock starts.
insert into reported_assessment (
    area_code, child_id, assessment_type, referred_on, started_on, completed_on, team_id, source, source_file, source_row,
    known_to, rank, file_id
)
select
    area_code,
    child_id,
    lower(type),
    referral_on,
    started_on,
    completed_on,
    team,
    'assessment',
    source_file,
    source_row,
    max(greatest(started_on, coalesce(completed_on, started_on), coalesce(referral_on, started_on))) over (partition by file_id),
    4,
    file_id
from typed_assessment_assessments;
