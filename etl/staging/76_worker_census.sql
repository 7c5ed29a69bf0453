-- One row per worker of each census as it was sent: agency workers are listed once for each contract.
insert into core.worker_census (
    area_code, worker_id, census_on, agency, fte, role_code, role_started_on, role_ended_on, start_origin,
    leaver_destination, reason_left, cases_held, days_lost, contract_weeks, absent, reason_absent, qualification_level,
    capability_level, source_file, source_row
)
select
    area_code,
    sweno,
    make_date(collection_year, 9, 30),
    agencyworker,
    fte,
    orgrole,
    rolestartdate,
    roleenddate,
    startorigin,
    leaverdestination,
    reasonleave,
    cases30,
    workingdayslost,
    contractweeks,
    absat30sept,
    reasonabsence,
    quallevel,
    cfkssstatus,
    source_file,
    source_row
from typed_workforce_worker_census;
