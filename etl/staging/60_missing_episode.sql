-- Spells missing or away; the latest file knows best how one ended.
insert into core.missing_episode (
    area_code, child_id, missing_type, started_on, ended_on, source_file, source_row
)
select
    area_code,
    child,
    missing,
    mis_start,
    mis_end,
    source_file,
    source_row
from typed_ssda903_missing
qualify rank() over (
    partition by area_code, child, missing, mis_start
    order by collection_year desc nulls last, file_id desc
) = 1;
