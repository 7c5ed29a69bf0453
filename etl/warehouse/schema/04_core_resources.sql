-- Teams, vacancies, budgets, the cost of placements, targets, postcodes and surveys.

create table core.team (
    area_code varchar not null,
    team_id varchar not null,
    team_name varchar,
    parent_team_id varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Posts without a holder on the census day, for the authority as a whole.
create table core.vacancy (
    area_code varchar not null,
    census_on date not null,
    vacancies_fte decimal(9, 2) not null,
    agency_covering_fte decimal(9, 2),
    agency_covering_headcount integer,
    source_file varchar,
    source_row bigint
);

-- What a worker's row of the workforce census adds to core.worker. One row per row of the census.
create table core.worker_census (
    area_code varchar not null,
    worker_id varchar not null,          -- Social Work England number
    census_on date not null,             -- 30 September
    agency boolean not null,
    fte decimal(9, 6),
    role_code varchar,
    role_started_on date,
    role_ended_on date,
    start_origin varchar,
    leaver_destination varchar,
    reason_left varchar,
    cases_held integer,
    days_lost decimal(12, 2),            -- sickness, in the year to the census day
    contract_weeks decimal(9, 1),
    absent boolean,
    reason_absent varchar,
    qualification_level varchar,
    capability_level varchar,            -- CFKSSstatus 1 to 4
    source_file varchar,
    source_row bigint
);

-- Budget and forecast, never mixed with outturn. month_ends_on is null for a figure of the whole year.
create table core.budget_line (
    area_code varchar not null,
    financial_year varchar not null,     -- 2024-25
    month_ends_on date,
    cost_centre varchar not null,
    account varchar,
    s251_line varchar not null,          -- UNALLOCATED when the cost centre has no line
    provider_column varchar,
    entry varchar not null,              -- as core.ledger_line
    budget decimal(18, 2),
    revised_budget decimal(18, 2),
    forecast decimal(18, 2),
    source_file varchar,
    source_row bigint
);

-- A child's placement and what it had cost in the financial year up to the end of the quarter.
create table core.placement_cost (
    area_code varchar not null,
    child_id varchar not null,
    financial_year varchar not null,
    quarter integer not null,            -- 1 = April to June ... 4
    legal_status varchar,
    placement_started_on date not null,
    placement_ended_on date,
    placement_type varchar,
    placement_provider varchar,
    procurement_platform varchar,
    urn varchar,
    cost_to_date decimal(18, 2) not null,
    from_social_care decimal(18, 2),
    from_health decimal(18, 2),
    from_education decimal(18, 2),
    source_file varchar,
    source_row bigint
);

-- The cost of a children's home of the authority's own.
create table core.residential_cost (
    area_code varchar not null,
    asset_name varchar not null,
    financial_year varchar not null,
    quarter integer not null,
    urn varchar,
    started_on date not null,
    ended_on date,
    cost_to_date decimal(18, 2) not null,
    source_file varchar,
    source_row bigint
);

-- What the authority wants an indicator to be, who answers for it and until when it holds.
create table core.target (
    area_code varchar not null,
    indicator varchar not null,
    value decimal(18, 6) not null,
    owner varchar,
    reason varchar,
    review_on date,
    valid_from date not null,
    valid_to date,                       -- inclusive; null: until further notice
    source_file varchar,
    source_row bigint,
    tolerance decimal(18, 6)             -- in the indicator's unit; null: the target itself
);

-- Grid references of the postcodes that the extracts mention, metres.
create table core.postcode (
    postcode varchar not null primary key, -- upper case, one inner space
    easting integer not null,
    northing integer not null
);

-- One answer of one respondent to one question.
create table core.survey_response (
    area_code varchar not null,
    survey varchar not null,
    wave varchar not null,
    answered_on date,
    respondent_id varchar not null,
    respondent_group varchar,
    team_id varchar,
    dimension varchar,
    question varchar not null,
    answer decimal(9, 3) not null,
    scale_from decimal(9, 3),
    scale_to decimal(9, 3),
    source_file varchar,
    source_row bigint
);
