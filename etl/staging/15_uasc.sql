-- One row per unaccompanied asylum seeking child; the latest file wins.
insert into core.uasc (area_code, child_id, uasc_ceased_on, source_file, source_row)
select
    area_code,
    child,
    duc,
    source_file,
    source_row
from typed_ssda903_uasc
qualify row_number() over (
    partition by area_code, child
    order by collection_year desc nulls last, file_id desc, source_row
) = 1;
