-- Referrals, assessments, enquiries, conferences and plans: from the CIN census, Annex A, the Standard
-- Safeguarding Dataset or a case system's own list of assessments. source is the extract kind of the
-- row. team_id and worker_ref are as the extract writes them, null where it has none.

-- One row per referral. A referral that several years' returns report is one row, as last reported.
create table core.referral (
    area_code varchar not null,
    child_id varchar not null,
    referral_no integer not null,        -- 1, 2, ... of the child's referrals of the same day
    referred_on date not null,
    referral_source varchar,             -- 1A ... 10
    primary_need varchar,                -- N0 ... N9
    no_further_action boolean,           -- null: not recorded
    closed_on date,
    reason_closed varchar,               -- RC1 ... RC9
    team_id varchar,
    worker_ref varchar,
    collection_year integer,             -- of the return that reported it last; null outside returns
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- One row per assessment. referred_on is the referral that it follows, null where not known.
create table core.assessment (
    area_code varchar not null,
    child_id varchar not null,
    assessment_type enum('core', 'initial', 'single') not null,
    referred_on date,
    started_on date not null,
    internal_review_on date,             -- never stops the clock
    completed_on date,                   -- authorisation; null: open
    team_id varchar,
    worker_ref varchar,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Factors found at the end of an assessment: 1A ... 24A, 21 none.
create table core.assessment_factor (
    area_code varchar not null,
    child_id varchar not null,
    assessment_started_on date not null,
    factor varchar not null,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- One row per section 47 enquiry. started_on is the strategy discussion that decided on it.
create table core.section47 (
    area_code varchar not null,
    child_id varchar not null,
    referred_on date,
    started_on date not null,
    conference_due_on date,
    conference_on date,                  -- the initial conference that followed
    conference_not_required boolean,
    team_id varchar,
    worker_ref varchar,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- One row per initial child protection conference held.
create table core.conference (
    area_code varchar not null,
    child_id varchar not null,
    held_on date not null,
    section47_started_on date,           -- null: without an enquiry of this authority's
    transfer_in boolean not null,        -- the child came on a plan of another authority
    resulted_in_plan boolean,            -- null: not recorded
    team_id varchar,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

create table core.cin_plan (
    area_code varchar not null,
    child_id varchar not null,
    referred_on date,
    started_on date not null,
    ended_on date,
    team_id varchar,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- One row per child protection plan. Open on D: started_on <= D and (ended_on is null or ended_on > D).
create table core.protection_plan (
    area_code varchar not null,
    child_id varchar not null,
    referred_on date,
    started_on date not null,
    ended_on date,
    initial_category varchar,            -- NEG, PHY, SAB, EMO, MUL
    latest_category varchar,
    previous_plans integer,              -- as recorded, 0 or more; null: not recorded
    other_authority boolean,             -- plan of another authority for a child placed here; null: not told
    team_id varchar,
    worker_ref varchar,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- One row per review conference held.
create table core.plan_review (
    area_code varchar not null,
    child_id varchar not null,
    plan_started_on date not null,
    reviewed_on date not null,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

create table core.disability (
    area_code varchar not null,
    child_id varchar not null,
    disability varchar not null,         -- NONE, MOB, HAND, PC, INC, COMM, LD, HEAR, VIS, BEH, CON, AUT, DDA
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Pre-proceedings under the Public Law Outline and family group decision making.
create table core.pre_proceedings (
    area_code varchar not null,
    child_id varchar not null,
    referred_on date,
    started_on date,
    letter_sent_on date,
    meeting_offered boolean,
    meeting_held boolean,
    first_meeting_on date,
    review_meetings integer,
    step_decided_on date,
    outcome varchar,
    court_applied_on date,
    letter_to_initiate_on date,
    collection_year integer,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Contacts (Annex A list 1): not yet referrals.
create table core.contact (
    area_code varchar not null,
    child_id varchar not null,
    contacted_on date not null,
    contact_source varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

create table core.early_help_assessment (
    area_code varchar not null,
    child_id varchar not null,
    started_on date not null,
    completed_on date,
    organisation varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Lists that show each child once, as things stood when the list was drawn (Annex A lists 6, 8 and 9).
create table core.child_in_need_list (
    area_code varchar not null,
    child_id varchar not null,
    started_on date,
    primary_need varchar,
    last_seen_on date,
    closed_on date,
    reason_closed varchar,
    case_status varchar,
    team_id varchar,
    worker_ref varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

create table core.looked_after_list (
    area_code varchar not null,
    child_id varchar not null,
    started_on date not null,
    category_of_need varchar,
    legal_status varchar,
    legal_status_from date,
    last_reviewed_on date,
    last_visited_on date,
    permanence_plan varchar,
    health_assessed_on date,
    dental_check_on date,
    placements_12_months integer,
    ended_on date,
    reason_ceased varchar,
    placement_started_on date,
    placement_type varchar,
    placement_provider varchar,
    placement_postcode varchar,
    urn varchar,
    missing_12_months integer,
    team_id varchar,
    worker_ref varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

create table core.care_leaver_list (
    area_code varchar not null,
    child_id varchar not null,
    eligibility varchar,
    pathway_plan_reviewed_on date,
    in_touch varchar,
    last_contact_on date,
    accommodation varchar,
    accommodation_suitable boolean,
    activity varchar,
    team_id varchar,
    personal_adviser varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- A child's way to adoption (Annex A list 10, SSD permanence).
create table core.adoption_case (
    area_code varchar not null,
    child_id varchar not null,
    entered_care_on date,
    decided_on date,
    placement_order_on date,
    matched_on date,
    placed_on date,
    adopted_on date,
    reversed_on date,
    reason_reversed varchar,
    placed_to_foster_for_adoption_on date,
    source varchar not null,
    source_file varchar,
    source_row bigint
);

-- Prospective adopters (Annex A list 11).
create table core.adopter (
    area_code varchar not null,
    adopter_id varchar not null,
    family_id varchar,
    enquired_on date,
    stage1_started_on date,
    stage1_ended_on date,
    stage2_started_on date,
    stage2_ended_on date,
    applied_on date,
    approved_on date,
    matched_on date,
    placed_on date,
    children_placed integer,
    adopted_on date,
    left_on date,
    reason_left varchar,
    source varchar not null,
    source_file varchar,
    source_row bigint
);
