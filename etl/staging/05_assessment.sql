-- Assessments of the case system's own list. A file speaks about the days up to the latest that it
-- names, not counting days to come. A referral that the list names makes no referral: it is where the
-- assessment's clock starts.
insert into reported_assessment (
    area_code, child_id, assessment_type, referred_on, started_on, completed_on, team_id, source, source_file, source_row,
    known_to, rank, file_id
)
with
named_days as (
    select file_id, unnest([referral_on, started_on, completed_on]) as day
    from typed_assessment_assessments
),

known as (
    select file_id, max(day) as known_to
    from named_days
    where day <= coalesce(getvariable('as_at')::date, date '2100-12-31')
    group by file_id
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
    known.known_to,
    4,
    file_id
from typed_assessment_assessments
left join known using (file_id);
