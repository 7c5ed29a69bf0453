-- One row per worker and role held. An establishment list tells who holds which post, and the last
-- file that names a post wins.
insert into core.worker (
    area_code, worker_id, swe_number, agency, role_code, role, fte, started_on, ended_on, cases_held, team_id,
    source_file, source_row
)
select
    area_code,
    employee_id,
    swe_number,
    agency_worker,
    org_role_code,
    org_role,
    fte,
    role_start_date,
    role_end_date,
    cases_at_30_sept,
    team,
    source_file,
    source_row
from typed_workforce_establishment
qualify rank() over (partition by area_code, employee_id, role_start_date order by file_id desc) = 1;

-- Where there is no list, the workforce censuses tell. A row without FTE is no post: how much of one
-- is not known. A role that several censuses name is the latest one's; one that a later census does
-- not name, nor ends, is taken to have ended on the day after the last census that names it. Without
-- its first day a role is taken to begin on the day after the census before the first that names it.
create or replace temp table census_post as
with
censuses as (
    select
        area_code,
        collection_year,
        make_date(collection_year, 9, 30) as census_on,
        row_number() over (partition by area_code order by collection_year) as census_no,
        lead(collection_year) over (partition by area_code order by collection_year) is null as last_census
    from typed_workforce_worker_census
    group by area_code, collection_year
),

roles as (
    select
        worker.*,
        censuses.census_on,
        censuses.census_no,
        censuses.last_census,
        case when worker.rolestartdate is null then censuses.census_no - dense_rank() over (
            partition by worker.area_code, worker.sweno, worker.rolestartdate
            order by censuses.census_no
        ) end as run_no
    from typed_workforce_worker_census as worker
    inner join censuses using (area_code, collection_year)
    where
        worker.fte is not null
        and not exists (
            select 1
            from typed_workforce_establishment as establishment
            where establishment.area_code = worker.area_code
        )
),

latest_roles as (
    select
        *,
        min(census_no) over (partition by area_code, sweno, rolestartdate, run_no) as first_census_no
    from roles
    qualify rank() over (partition by area_code, sweno, rolestartdate, run_no order by census_no desc) = 1
)

select
    role.*,
    coalesce(role.rolestartdate, before.census_on + 1) as started_on,
    role.roleenddate is null and not role.last_census as not_named_again
from latest_roles as role
left join censuses as before
    on before.area_code = role.area_code and before.census_no = role.first_census_no - 1;

insert into core.worker (
    area_code, worker_id, swe_number, agency, role_code, role, fte, started_on, ended_on, cases_held, source_file,
    source_row
)
select
    area_code,
    sweno,
    sweno,
    agencyworker,
    orgrole,
    case orgrole
        when '1' then 'Senior Manager'
        when '2' then 'Middle Manager'
        when '3' then 'First Line Manager'
        when '4' then 'Senior Practitioner'
        when '5' then 'Case Holder'
        when '6' then 'Qualified Without Cases'
    end,
    fte,
    started_on,
    case when not_named_again then greatest(census_on + 1, started_on) else roleenddate end,
    cases30,
    source_file,
    source_row
from census_post;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'RoleEndDate',
    'not-in-next-census',
    count(*) || ' rows: a later census does not name the role, nor does this one end it: taken to end on the day after the census'
from census_post
where not_named_again
group by source_file
order by source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'FTE',
    'without-fte',
    count(*) || ' rows: without FTE: a worker of the census who is in no figure of full-time equivalents'
from typed_workforce_worker_census
where fte is null
group by source_file
order by source_file;

insert into audit.notice (source_file, rule, message)
select
    census.source_file,
    'census-beside-list',
    count(*) || ' rows: the establishment list tells who holds which post: the census adds none'
from typed_workforce_worker_census as census
where exists (
    select 1
    from typed_workforce_establishment as establishment
    where establishment.area_code = census.area_code
)
group by census.source_file
order by census.source_file;

drop table census_post;
