-- One row per worker and role held; the last file that names it wins.
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
