-- Deprivation of liberty orders.
insert into core.deprivation_of_liberty (
    area_code, child_id, started_on, ended_on, source_file, source_row
)
select
    area_code,
    child,
    dolo_start,
    dolo_end,
    source_file,
    source_row
from typed_ssda903_dolo
qualify rank() over (
    partition by area_code, child, dolo_start
    order by collection_year desc nulls last, file_id desc
) = 1;
