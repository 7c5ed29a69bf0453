-- A child's disabilities as the latest report that says anything of them has it.
insert into core.disability (area_code, child_id, disability, source, source_file, source_row)
with
latest_reports as (
    select *
    from reported_disability
    qualify rank() over (
        partition by area_code, child_id
        order by known_to desc nulls last, rank, file_id desc
    ) = 1
)

select
    area_code,
    child_id,
    disability,
    source,
    source_file,
    source_row
from latest_reports
qualify row_number() over (partition by area_code, child_id, disability order by source_row) = 1;
