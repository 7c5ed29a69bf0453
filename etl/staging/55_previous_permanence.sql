-- Previous permanence orders; the order's date may be known in part.
insert into core.previous_permanence (
    area_code, child_id, previous_permanence, authority_of_order, ordered, ordered_year, ordered_month, source_file, source_row
)
select
    area_code,
    child,
    prev_perm,
    la_perm,
    date_perm,
    try_cast(regexp_extract(date_perm, '(?:19|20)[0-9]{2}') as integer),
    try_cast(regexp_extract(date_perm, '[/-]([0-9]{2})[/-]', 1) as integer),
    source_file,
    source_row
from typed_ssda903_prev_perm
qualify rank() over (
    partition by area_code, child
    order by collection_year desc nulls last, file_id desc
) = 1;
