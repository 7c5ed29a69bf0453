-- A child's disabilities as the latest report that says anything of them has it. Where one record is all
-- that there is of a child, it stands.

-- What the census reports, and what other kinds do.
create or replace temp view every_disability as
select
    area_code,
    lachildid as child_id,
    disability,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_disability
union all by name
select *, hash(child_id) as key from reported_disability;

create or replace temp table contested_disability as
select key from shared_cin_census_disability
union
select key
from every_disability
where key in (select hash(child_id) from reported_disability)
group by key
having count(*) > 1;

insert into core.disability (area_code, child_id, disability, source, source_file, source_row)
with
latest_reports as (
    select *
    from every_disability
    semi join contested_disability using (key)
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
from every_disability
anti join contested_disability using (key);

drop view every_disability;
drop table reported_disability;
drop table contested_disability;
