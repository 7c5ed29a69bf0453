-- Workers a child was allocated to; the latest file knows best how an allocation ended.
insert into core.allocation (
    area_code, child_id, worker_ref, started_on, ended_on, reason_changed, source, source_file, source_row
)
select
    area_code,
    child,
    sw_id,
    sw_decom,
    sw_dec,
    sw_reason,
    'ssda903',
    source_file,
    source_row
from typed_ssda903_social_worker
qualify rank() over (
    partition by area_code, child, sw_id, sw_decom
    order by collection_year desc nulls last, file_id desc
) = 1;
