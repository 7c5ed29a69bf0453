-- A child's disabilities as the latest report that says anything of them has it. Where one record is all
-- that there is of a child, it stands.
create or replace temp table contested_disability as
select
    area_code,
    child_id
from reported_disability
group by all
having count(*) > 1;

insert into core.disability (area_code, child_id, disability, source, source_file, source_row)
with
latest_reports as (
    select *
    from reported_disability
    semi join contested_disability using (area_code, child_id)
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
qualify row_number() over (partition by area_code, child_id, disability order by source_row) = 1
union all
select
    area_code,
    child_id,
    disability,
    source,
    source_file,
    source_row
from reported_disability
anti join contested_disability using (area_code, child_id);

drop table reported_disability;
drop table contested_disability;
