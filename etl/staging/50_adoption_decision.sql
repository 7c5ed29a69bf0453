-- Decisions that a child should be placed for adoption; the latest file knows best how one ended.
insert into core.adoption_decision (
    area_code, child_id, decided_on, ceased_on, reason_ceased, source_file, source_row
)
select
    area_code,
    child,
    date_placed,
    date_placed_ceased,
    reason_placed_ceased,
    source_file,
    source_row
from typed_ssda903_placed_adoption
qualify rank() over (
    partition by area_code, child, date_placed
    order by collection_year desc nulls last, file_id desc
) = 1;
