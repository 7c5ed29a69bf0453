-- Scores of the year, known at its end: the return does not say when they were completed.
insert into core.strengths_difficulties (
    area_code, child_id, collection_year, known_on, score, reason_not_completed, source_file, source_row
)
select
    area_code,
    child,
    collection_year,
    make_date(collection_year, 3, 31),
    sdq_score,
    sdq_reason,
    source_file,
    source_row
from typed_ssda903_oc2
qualify rank() over (
    partition by area_code, child, collection_year
    order by collection_year desc nulls last, file_id desc
) = 1;
