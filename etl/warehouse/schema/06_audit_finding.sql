-- What the checks found: a row that is in core and should not be as it is. One row per finding; the
-- same row of an extract may be found by several checks.
create table audit.finding (
    check_id varchar not null,           -- file name of the check
    severity varchar not null check (severity in ('fail', 'warn')),
    area_code varchar not null,
    person_id varchar,                   -- the child's or worker's id; null when the finding is of no person
    team_id varchar,                     -- team that has the case, where an extract names it
    since date,                          -- day that the error dates from; null: not to be told
    source_file varchar,
    source_row bigint
);
