-- Teams: the dataset's departments with their parents, and the names of teams on Annex A's lists, which
-- are all the id that they have. No workers come of either: the dataset's agency flag is a placeholder.
insert into core.team (area_code, team_id, team_name, parent_team_id, source, source_file, source_row)
with
departments as (
    select
        department.area_code,
        department.dept_team_id as team_id,
        department.dept_team_name as team_name,
        department.dept_team_parent_id as parent_team_id,
        'ssd' as source,
        department.source_file,
        department.source_row,
        department.file_id
    from typed_ssd_department as department
    inner join ssd_file
        on ssd_file.file_id = department.file_id and ssd_file.stands
),

allocations as (
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_referrals
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_assessments
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_section47_enquiries
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_children_in_need
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_protection_plans
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_looked_after
    union all
    select file_id, area_code, allocated_team, source_file, source_row
    from typed_annex_a_care_leavers
),

named_teams as (
    select
        area_code,
        replace(allocated_team, chr(160), ' ') as team_id,
        team_id as team_name,
        null as parent_team_id,
        'annex_a' as source,
        source_file,
        source_row,
        file_id
    from allocations
    where allocated_team is not null
)

select
    area_code,
    team_id,
    team_name,
    parent_team_id,
    source,
    source_file,
    source_row
from (
    select * from departments
    union all by name
    select * from named_teams
)
qualify row_number() over (
    partition by area_code, team_id
    order by case source when 'ssd' then 1 else 2 end, file_id, source_row
) = 1
order by area_code, team_id;

drop table ssd_return;
drop table ssd_file;
drop table annex_a_file;
