-- Typed, keyed tables. Columns carry the field's own words; dates end in _on; money is pounds.
-- area_code is the DfE three-digit code. source_file and source_row lead back to raw.
create schema if not exists core;

-- Reference: every English authority, region and England; own marks the authorities of this warehouse.
create table core.area (
    area_code varchar not null primary key,
    area_name varchar not null,
    area_level varchar not null check (area_level in ('authority', 'region', 'country')),
    ons_code varchar,                    -- nine-character code, the latest one
    region_name varchar,                 -- the region an authority is compared with
    own boolean not null default false
);

-- Every day from 1 January 2005 to 31 December 2030. working_day_number counts working days up to
-- and including the day, so that wd(a, b) = number(b) - number(a).
create table core.calendar (
    day date not null primary key,
    working_day boolean not null,
    bank_holiday boolean not null,
    working_day_number integer not null
);

-- What the extracts cover, one row per area, extract kind, table and stretch of time. A figure
-- outside it is 'x', not nought. Null ends are open.
create table core.coverage (
    area_code varchar not null,
    source varchar not null,             -- extract kind
    table_name varchar,                  -- the kind's table; null covers all of the kind's tables
    covered_from date,
    covered_to date
);

create table core.population (
    area_code varchar not null,
    year integer not null,               -- mid-year estimate of 30 June of this year
    age_from integer not null,
    age_to integer not null,             -- inclusive
    population bigint not null,
    source_file varchar,
    source_row bigint
);

-- One row per child; the latest collection year's header wins.
create table core.child (
    area_code varchar not null,
    child_id varchar not null,
    sex varchar,                         -- M, F, U
    born_on date,
    ethnicity varchar,                   -- the 20 codes of SSDA903
    is_mother boolean,
    mother_child_born_on date,
    expected_on date,                    -- of an unborn child, who has no born_on
    died_on date,
    source varchar,                      -- extract kind that the row is from
    source_file varchar,
    source_row bigint
);

create table core.uasc (
    area_code varchar not null,
    child_id varchar not null,
    uasc_ceased_on date,
    source_file varchar,
    source_row bigint
);

-- SSDA903 episodes of all years, stitched. Interval [started_on, ended_on).
create table core.care_episode (
    area_code varchar not null,
    child_id varchar not null,
    started_on date not null,            -- DECOM
    reason_new_episode varchar not null, -- RNE: S, L, P, T, B, U
    legal_status varchar not null,       -- LS
    category_of_need varchar,            -- CIN
    placement_type varchar not null,     -- PLACE
    placement_provider varchar,          -- PLACE_PROVIDER
    ended_on date,                       -- DEC
    reason_ceased varchar,               -- REC as received; null when stitching closed the episode
    reason_place_change varchar,
    home_postcode varchar,               -- upper case, one inner space
    placement_postcode varchar,          -- upper case, one inner space
    urn varchar,
    placement_distance decimal(9, 2),    -- miles from home, where the source has measured it
    collection_year integer,
    stitched varchar,                    -- null as received; else the stitching rule that set ended_on or reason_ceased
    source_file varchar,
    source_row bigint
);

-- Derived from care_episode: continuous spells of being looked after (short breaks included).
create table core.care_period (
    area_code varchar not null,
    child_id varchar not null,
    care_period_no integer not null,     -- 1, 2, ... per child in date order
    started_on date not null,
    ended_on date,                       -- null: still looked after
    reason_ceased varchar,
    began_as_short_breaks boolean not null, -- first row under V3 or V4
    counted_from date                    -- first day under a legal status other than V3, V4; null if none
);

-- Derived from care_episode: placement spells (spec: placement spells from 903 rows). V3/V4 left out.
create table core.placement (
    area_code varchar not null,
    child_id varchar not null,
    care_period_no integer not null,
    placement_no integer not null,       -- 1, 2, ... per child in date order
    started_on date not null,
    ended_on date,
    placement_type varchar not null,     -- of the spell's last row that is not temporary (T0-T4)
    first_placement_type varchar not null,
    placement_provider varchar,
    placement_postcode varchar,
    urn varchar,
    opened_by varchar not null           -- RNE of the spell's first row
);

-- Derived from care_episode: one row per episode outside V3/V4 with the spell it belongs to and the
-- placement type in force, looking through temporary placements to the one underneath.
create table core.placement_episode (
    area_code varchar not null,
    child_id varchar not null,
    care_period_no integer not null,
    placement_no integer not null,
    started_on date not null,
    ended_on date,
    reason_new_episode varchar not null, -- RNE
    legal_status varchar not null,
    placement_type varchar not null,     -- as recorded
    underlying_placement_type varchar not null,
    spell_rule varchar not null          -- why it opens a spell or goes on with one, e.g. 'continues: same carer'
);

-- Derived from care_episode: who is looked after on a day, and who was a candidate but is left out.
-- A child has at most one row on any day: of the episodes open that day the last under a legal
-- status other than V3, V4; without one, the last of the short breaks; without either, the day that
-- an episode ended. Interval [started_on, ended_on); one episode may stand in several rows.
create table core.looked_after (
    area_code varchar not null,
    child_id varchar not null,
    started_on date not null,
    ended_on date,                       -- null: still so
    left_out varchar,                    -- why the child is not counted as looked after; null when counted
    episode_started_on date,             -- DECOM; of the episode that ended on the day when care did
    care_period_no integer,
    placement_no integer,                -- null for short breaks
    placement_type varchar,              -- as recorded
    underlying_placement_type varchar,   -- looking through temporary placements; null for short breaks
    legal_status varchar,
    category_of_need varchar
);

create table core.care_review (
    area_code varchar not null,
    child_id varchar not null,
    reviewed_on date not null,
    review_code varchar,
    source_file varchar,
    source_row bigint
);

create table core.strengths_difficulties (
    area_code varchar not null,
    child_id varchar not null,
    collection_year integer,             -- 2025: the return for the year to 31 March 2025
    known_on date not null,              -- completion date where known, else 31 March of the collection year
    score integer,                       -- 0 to 40; null when a reason is given
    reason_not_completed varchar,        -- SDQ1 to SDQ5
    source_file varchar,
    source_row bigint
);

create table core.health_outcome (
    area_code varchar not null,
    child_id varchar not null,
    collection_year integer,
    convicted boolean,
    development_check boolean,
    immunisations boolean,
    teeth_check boolean,
    health_assessment boolean,
    substance_misuse boolean,
    intervention_received boolean,
    intervention_offered boolean,
    source_file varchar,
    source_row bigint
);

create table core.care_leaver (
    area_code varchar not null,
    child_id varchar not null,
    born_on date,
    collection_year integer,
    in_touch varchar,
    activity varchar,
    accommodation varchar,
    source_file varchar,
    source_row bigint
);

create table core.adoption (
    area_code varchar not null,
    child_id varchar not null,
    best_interest_on date,               -- DATE_INT
    matched_on date,                     -- DATE_MATCH
    adopted_by_foster_carer boolean,     -- FOSTER_CARE
    number_of_adopters integer,
    sex_of_adopters varchar,
    legal_status_of_adopters varchar,
    source_file varchar,
    source_row bigint
);

create table core.adoption_decision (
    area_code varchar not null,
    child_id varchar not null,
    decided_on date not null,            -- DATE_PLACED: the decision that the child should be placed
    ceased_on date,
    reason_ceased varchar,
    source_file varchar,
    source_row bigint
);

create table core.previous_permanence (
    area_code varchar not null,
    child_id varchar not null,
    previous_permanence varchar,
    authority_of_order varchar,
    ordered varchar,                     -- as received, may be partial (zz/05/2020)
    ordered_year integer,
    ordered_month integer,
    source_file varchar,
    source_row bigint
);

create table core.missing_episode (
    area_code varchar not null,
    child_id varchar not null,
    missing_type varchar not null,       -- M missing, A away without authorisation
    started_on date not null,
    ended_on date,
    source_file varchar,
    source_row bigint
);

-- Which worker a child was allocated to: SSDA903 social worker episodes, or a case system's involvements.
create table core.allocation (
    area_code varchar not null,
    child_id varchar not null,
    worker_ref varchar not null,         -- SW_ID, or the case system's id of the worker
    started_on date not null,
    ended_on date,
    reason_changed varchar,
    role varchar,                        -- as received; null in the return
    team_id varchar,
    source varchar not null default 'ssda903', -- ssda903 or allocation or ssd: kinds overlap, so a count takes one of them
    source_file varchar,
    source_row bigint
);

create table core.deprivation_of_liberty (
    area_code varchar not null,
    child_id varchar not null,
    started_on date not null,
    ended_on date,
    source_file varchar,
    source_row bigint
);

-- One row per worker and role held. In post on d: started_on <= d and (ended_on is null or ended_on > d).
create table core.worker (
    area_code varchar not null,
    worker_id varchar not null,
    swe_number varchar,
    agency boolean not null,
    role_code varchar,
    role varchar,
    fte decimal(9, 6) not null,
    started_on date,
    ended_on date,
    cases_held integer,
    team_id varchar,
    source_file varchar,
    source_row bigint
);

-- One row per spell of absence, or part of one; first and last day absent, both inclusive.
create table core.absence (
    area_code varchar not null,
    absence_id varchar not null,
    worker_id varchar not null,
    absence_type varchar not null,       -- as received; sickness is lower(absence_type) = 'sickness'
    started_on date not null,
    ended_on date,                       -- null: still absent
    days_lost decimal(12, 4),            -- FTE working days lost over the spell
    source_file varchar,
    source_row bigint
);

-- One row per ledger posting. Expenditure positive, income negative.
create table core.ledger_line (
    area_code varchar not null,
    financial_year varchar not null,     -- 2024-25
    ledger_period integer not null,      -- 1 = April ... 12 = March; 0 opening, 13 and over adjustment
    month_ends_on date not null,         -- accounting month; 0 counts in April, 13 and over in March
    transacted_on date,
    transaction_no varchar,
    line_no varchar,
    transaction_type varchar,
    cost_centre varchar not null,
    cost_centre_name varchar,            -- of the map, else as the ledger writes it
    account varchar not null,
    account_name varchar,                -- of the map, else as the ledger writes it
    subjective_group varchar,            -- of the map, else as the ledger writes it; null where neither does
    amount decimal(18, 2) not null,
    s251_line varchar not null,          -- UNALLOCATED when the cost centre has no line
    provider_column varchar,             -- own, private, other_public, voluntary; null for income and grants
    entry varchar not null,              -- expenditure, recharge, income, grant_inside_aef, grant_outside_aef, unmapped
    source_file varchar,
    source_row bigint
);

-- Derived from ledger_line: what was spent before income, per account of a cost centre and month,
-- and the credits on the same accounts that are income instead.
create table core.gross_expenditure (
    area_code varchar not null,
    financial_year varchar not null,     -- 2024-25
    month_ends_on date not null,         -- accounting month
    s251_line varchar not null,
    cost_centre varchar not null,
    account varchar not null,
    account_name varchar,
    entry varchar not null,              -- expenditure, recharge, unmapped
    amount decimal(38, 2) not null,
    left_out varchar,                    -- why the amount is not expenditure; null when it is
    description varchar not null         -- cost centre, account and line in words
);
