-- Targets of each authority; of the files that name an indicator the last stands alone. A target holds
-- for the authority that its row names, else for the extract's.
insert into core.target (
    area_code, indicator, value, owner, reason, review_on, valid_from, valid_to, source_file, source_row, tolerance
)
with
targets as (
    select
        *,
        coalesce(authority, area_code) as target_area
    from typed_targets_targets
)

select
    target_area,
    indicator,
    cast(rtrim(value, ' %') as decimal(18, 6)),
    owner,
    reason,
    review_on,
    valid_from,
    valid_to,
    source_file,
    source_row,
    cast(tolerance as decimal(18, 6))
from targets
qualify rank() over (partition by target_area, indicator order by file_id desc) = 1;
