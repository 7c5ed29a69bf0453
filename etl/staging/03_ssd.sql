-- What the Standard Safeguarding Dataset reports. An extract of the dataset is a whole: of several
-- folders that hold a table for one authority the one that knows of the latest day stands. It knows
-- the days to the latest event in the folder; a date after the day of the figures is no event yet.
create or replace temp table ssd_file as
with
events as (
    select file_id, unnest([cine_referral_date, cine_close_date]) as day
    from typed_ssd_cin_episodes
    union all
    select file_id, unnest([cina_assessment_start_date, cina_assessment_auth_date]) as day
    from typed_ssd_cin_assessments
    union all
    select file_id, unnest([cinp_cin_plan_start_date, cinp_cin_plan_end_date]) as day
    from typed_ssd_cin_plans
    union all
    select file_id, unnest([s47e_s47_start_date, s47e_s47_end_date]) as day
    from typed_ssd_s47_enquiry
    union all
    select file_id, icpc_icpc_date as day
    from typed_ssd_initial_cp_conference
    union all
    select file_id, unnest([cppl_cp_plan_start_date, cppl_cp_plan_end_date]) as day
    from typed_ssd_cp_plans
    union all
    select file_id, cppr_cp_review_date as day
    from typed_ssd_cp_reviews
    union all
    select file_id, unnest([clae_cla_episode_start_date, clae_cla_episode_ceased_date]) as day
    from typed_ssd_cla_episodes
    union all
    select file_id, unnest([clap_cla_placement_start_date, clap_cla_placement_end_date]) as day
    from typed_ssd_cla_placement
    union all
    select file_id, lega_legal_status_start_date as day
    from typed_ssd_legal_status
    union all
    select file_id, clar_cla_review_date as day
    from typed_ssd_cla_reviews
    union all
    select file_id, csdq_sdq_completed_date as day
    from typed_ssd_sdq_scores
    union all
    select file_id, clea_care_leaver_latest_contact as day
    from typed_ssd_care_leavers
    union all
    select file_id, unnest([miss_missing_episode_start_date, miss_missing_episode_end_date]) as day
    from typed_ssd_missing
    union all
    select file_id, unnest([perm_matched_date, perm_placed_for_adoption_date, perm_permanence_order_date]) as day
    from typed_ssd_permanence
    union all
    select file_id, unnest([invo_involvement_start_date, invo_involvement_end_date]) as day
    from typed_ssd_involvements
    union all
    select file_id, cont_contact_date as day
    from typed_ssd_contacts
),

files as (
    select
        file_id,
        area_code,
        table_name,
        source_file,
        regexp_replace(source_file, '[^/]*$', '') as folder
    from load_file
    where kind = 'ssd'
),

folders as (
    select
        files.area_code,
        files.folder,
        max(events.day) as known_to,
        max(files.file_id) as last_file_id
    from files
    left join events
        on
            events.file_id = files.file_id
            and events.day <= coalesce(getvariable('as_at')::date, date '2100-12-31')
    group by all
),

standing as (
    select
        files.*,
        folders.known_to,
        folders.folder = first_value(folders.folder) over (
            partition by files.area_code, files.table_name
            order by folders.known_to desc nulls last, folders.last_file_id desc
        ) as stands,
        first_value(files.source_file) over (
            partition by files.area_code, files.table_name
            order by folders.known_to desc nulls last, folders.last_file_id desc, files.file_id
        ) as standing_file
    from files
    inner join folders using (area_code, folder)
)

select file_id, area_code, table_name, known_to, stands, standing_file
from standing;

update audit.file
set superseded_by = ssd_file.standing_file
from ssd_file
where ssd_file.file_id = audit.file.file_id and not ssd_file.stands and audit.file.superseded_by is null;

insert into audit.notice (source_file, rule, message)
select
    file.source_file,
    'ssd-superseded',
    file.loaded || ' rows: a later extract of the dataset holds the table: left out'
from audit.file as file
inner join ssd_file using (file_id)
where not ssd_file.stands
order by file.source_file;

-- The statutory return stands: in the years that a table of it was given for, it keeps the dataset's
-- out. One without a year is of all years.
create or replace temp table ssd_return as
select distinct
    area_code,
    table_name,
    unnest(case when collection_year is null then range(1990, 2101) else [collection_year] end) as collection_year
from load_file
where kind = 'ssda903' and records > 0;

insert into reported_child (
    area_code, child_id, sex, born_on, ethnicity, is_mother, expected_on, died_on, source, source_file, source_row,
    known_to, rank, file_id
)
select
    person.area_code,
    person.pers_person_id,
    person.pers_sex,
    person.pers_dob,
    person.pers_ethnicity,
    person.pers_is_mother,
    person.pers_expected_dob,
    person.pers_death_date,
    'ssd',
    person.source_file,
    person.source_row,
    ssd_file.known_to,
    2,
    person.file_id
from typed_ssd_person as person
inner join ssd_file
    on ssd_file.file_id = person.file_id and ssd_file.stands;

insert into reported_disability (
    area_code, child_id, disability, source, source_file, source_row, known_to, rank, file_id
)
select
    disability.area_code,
    disability.disa_person_id,
    disability.disa_disability_code,
    'ssd',
    disability.source_file,
    disability.source_row,
    ssd_file.known_to,
    2,
    disability.file_id
from typed_ssd_disability as disability
inner join ssd_file
    on ssd_file.file_id = disability.file_id and ssd_file.stands;

-- Records name their referral by its id; core ties them by its day.
create or replace temp table ssd_referral as
select
    referral.*,
    ssd_file.known_to
from typed_ssd_cin_episodes as referral
inner join ssd_file
    on ssd_file.file_id = referral.file_id and ssd_file.stands
qualify row_number() over (
    partition by referral.area_code, referral.cine_referral_id
    order by referral.file_id desc, referral.source_row
) = 1 or referral.cine_referral_id is null;

insert into reported_referral (
    area_code, child_id, referred_on, referral_source, primary_need, no_further_action, closed_on, reason_closed,
    team_id, worker_ref, source, source_file, source_row, known_to, rank, file_id
)
select
    area_code,
    cine_person_id,
    cine_referral_date,
    cine_referral_source_code,
    cine_cin_primary_need_code,
    cine_referral_nfa,
    cine_close_date,
    cine_close_reason,
    cine_referral_team,
    cine_referral_worker_id,
    'ssd',
    source_file,
    source_row,
    known_to,
    2,
    file_id
from ssd_referral;

insert into reported_assessment (
    area_code, child_id, assessment_type, referred_on, started_on, completed_on, team_id, worker_ref, source,
    source_file, source_row, known_to, rank, file_id
)
select
    assessment.area_code,
    assessment.cina_person_id,
    'single',
    referral.cine_referral_date,
    assessment.cina_assessment_start_date,
    assessment.cina_assessment_auth_date,
    assessment.cina_assessment_team,
    assessment.cina_assessment_worker_id,
    'ssd',
    assessment.source_file,
    assessment.source_row,
    ssd_file.known_to,
    2,
    assessment.file_id
from typed_ssd_cin_assessments as assessment
inner join ssd_file
    on ssd_file.file_id = assessment.file_id and ssd_file.stands
left join ssd_referral as referral
    on referral.area_code = assessment.area_code and referral.cine_referral_id = assessment.cina_referral_id;

-- Factors come as an array of codes, ["1A", "2B"], or as an object with an answer for each,
-- {"1A": "Yes", "2B": "No"}. One that the census has no code for is counted in a notice and left out.
create or replace temp table ssd_factor as
with
documents as (
    select
        factors.*,
        cinf_assessment_factors_json::json as answers
    from typed_ssd_assessment_factors as factors
    inner join ssd_file
        on ssd_file.file_id = factors.file_id and ssd_file.stands
    where cinf_assessment_factors_json is not null
),

answers as (
    select
        * exclude (answers),
        unnest(json_extract_string(answers, '$[*]')) as factor,
        'yes' as answer
    from documents
    where json_type(answers) = 'ARRAY'
    union all by name
    -- As a path from the root, where ~ and / in a key are written ~0 and ~1.
    select
        * exclude (answers),
        json_extract_string(answers, '/' || replace(replace(factor, '~', '~0'), '/', '~1')) as answer
    from (
        select *, unnest(json_keys(answers)) as factor
        from documents
        where json_type(answers) = 'OBJECT'
    )
)

select
    area_code,
    cinf_assessment_id,
    upper(trim(factor)) as factor,
    lower(trim(answer)) as answer,
    upper(trim(factor)) in (
        '1A', '1B', '1C', '2A', '2B', '2C', '3A', '3B', '3C', '4A', '4B', '4C', '5A', '5B', '5C', '6A', '6B', '6C',
        '7A', '8B', '8C', '8D', '8E', '8F', '9A', '10A', '11A', '12A', '13A', '14A', '15A', '16A', '17A', '18A', '18B',
        '18C', '19A', '19B', '19C', '20', '21', '22A', '23A', '24A'
    ) as known_factor,
    source_file,
    source_row,
    file_id
from answers
where nullif(trim(factor), '') is not null;

insert into reported_assessment_factor (
    area_code, child_id, assessment_started_on, factor, source, source_file, source_row, known_to, rank, file_id
)
select
    assessment.area_code,
    assessment.cina_person_id,
    assessment.cina_assessment_start_date,
    factor.factor,
    'ssd',
    factor.source_file,
    factor.source_row,
    ssd_file.known_to,
    2,
    factor.file_id
from ssd_factor as factor
inner join typed_ssd_cin_assessments as assessment
    on assessment.area_code = factor.area_code and assessment.cina_assessment_id = factor.cinf_assessment_id
inner join ssd_file
    on ssd_file.file_id = assessment.file_id and ssd_file.stands
where factor.known_factor and factor.answer in ('yes', 'y', 'true', '1');

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'cinf_assessment_factors_json',
    'unknown-factor',
    count(*) || ' rows: a factor that the census has no code for, or an answer that is neither yes nor no: left out'
from ssd_factor
where not known_factor or coalesce(answer, '') not in ('yes', 'y', 'true', '1', 'no', 'n', 'false', '0', '', 'null')
group by source_file
order by source_file;

insert into reported_cin_plan (
    area_code, child_id, referred_on, started_on, ended_on, team_id, source, source_file, source_row, known_to, rank,
    file_id
)
select
    plan.area_code,
    plan.cinp_person_id,
    referral.cine_referral_date,
    plan.cinp_cin_plan_start_date,
    plan.cinp_cin_plan_end_date,
    plan.cinp_cin_plan_team,
    'ssd',
    plan.source_file,
    plan.source_row,
    ssd_file.known_to,
    2,
    plan.file_id
from typed_ssd_cin_plans as plan
inner join ssd_file
    on ssd_file.file_id = plan.file_id and ssd_file.stands
left join ssd_referral as referral
    on referral.area_code = plan.area_code and referral.cine_referral_id = plan.cinp_referral_id;

-- A conference without a date is one that was not held, or is only due. Of several for one enquiry the
-- first is its initial conference.
create or replace temp table ssd_conference as
select
    conference.*,
    ssd_file.known_to
from typed_ssd_initial_cp_conference as conference
inner join ssd_file
    on ssd_file.file_id = conference.file_id and ssd_file.stands;

-- An enquiry that ended with no further action needs no conference; one that led to one did. Of the
-- others the dataset does not tell.
insert into reported_section47 (
    area_code, child_id, referred_on, started_on, conference_due_on, conference_on, conference_not_required, team_id,
    worker_ref, source, source_file, source_row, known_to, rank, file_id
)
with
first_conferences as (
    select
        area_code,
        icpc_s47_enquiry_id,
        icpc_icpc_target_date,
        icpc_icpc_date
    from ssd_conference
    where icpc_s47_enquiry_id is not null
    qualify row_number() over (
        partition by area_code, icpc_s47_enquiry_id
        order by icpc_icpc_date nulls last, icpc_icpc_target_date nulls last, source_row
    ) = 1
)

select
    enquiry.area_code,
    enquiry.s47e_person_id,
    referral.cine_referral_date,
    enquiry.s47e_s47_start_date,
    conference.icpc_icpc_target_date,
    conference.icpc_icpc_date,
    case
        when conference.icpc_icpc_date is not null then false
        when enquiry.s47e_s47_nfa then true
    end,
    enquiry.s47e_s47_completed_by_team,
    enquiry.s47e_s47_completed_by_worker_id,
    'ssd',
    enquiry.source_file,
    enquiry.source_row,
    ssd_file.known_to,
    2,
    enquiry.file_id
from typed_ssd_s47_enquiry as enquiry
inner join ssd_file
    on ssd_file.file_id = enquiry.file_id and ssd_file.stands
left join ssd_referral as referral
    on referral.area_code = enquiry.area_code and referral.cine_referral_id = enquiry.s47e_referral_id
left join first_conferences as conference
    on conference.area_code = enquiry.area_code and conference.icpc_s47_enquiry_id = enquiry.s47e_s47_enquiry_id;

insert into reported_conference (
    area_code, child_id, held_on, section47_started_on, transfer_in, resulted_in_plan, team_id, source, source_file,
    source_row, known_to, rank, file_id
)
select
    conference.area_code,
    conference.icpc_person_id,
    conference.icpc_icpc_date,
    enquiry.s47e_s47_start_date,
    coalesce(conference.icpc_icpc_transfer_in, false),
    conference.icpc_icpc_outcome_cp_flag,
    conference.icpc_icpc_team,
    'ssd',
    conference.source_file,
    conference.source_row,
    conference.known_to,
    2,
    conference.file_id
from ssd_conference as conference
left join (
    select
        enquiry.area_code,
        enquiry.s47e_s47_enquiry_id,
        min(enquiry.s47e_s47_start_date) as s47e_s47_start_date
    from typed_ssd_s47_enquiry as enquiry
    inner join ssd_file
        on ssd_file.file_id = enquiry.file_id and ssd_file.stands
    group by all
) as enquiry
    on enquiry.area_code = conference.area_code and enquiry.s47e_s47_enquiry_id = conference.icpc_s47_enquiry_id
where
    conference.icpc_icpc_date is not null
    and conference.icpc_icpc_date <= coalesce(getvariable('as_at')::date, date '2100-12-31');

create or replace temp table ssd_plan as
select
    plan.*,
    ssd_file.known_to
from typed_ssd_cp_plans as plan
inner join ssd_file
    on ssd_file.file_id = plan.file_id and ssd_file.stands;

insert into reported_protection_plan (
    area_code, child_id, referred_on, started_on, ended_on, initial_category, latest_category, other_authority, source,
    source_file, source_row, known_to, rank, file_id
)
select
    plan.area_code,
    plan.cppl_person_id,
    referral.cine_referral_date,
    plan.cppl_cp_plan_start_date,
    plan.cppl_cp_plan_end_date,
    plan.cppl_cp_plan_initial_category,
    plan.cppl_cp_plan_latest_category,
    plan.cppl_cp_plan_ola,
    'ssd',
    plan.source_file,
    plan.source_row,
    plan.known_to,
    2,
    plan.file_id
from ssd_plan as plan
left join ssd_referral as referral
    on referral.area_code = plan.area_code and referral.cine_referral_id = plan.cppl_referral_id;

insert into reported_plan_review (
    area_code, child_id, plan_started_on, reviewed_on, source, source_file, source_row, known_to, rank, file_id
)
select
    review.area_code,
    plan.cppl_person_id,
    plan.cppl_cp_plan_start_date,
    review.cppr_cp_review_date,
    'ssd',
    review.source_file,
    review.source_row,
    ssd_file.known_to,
    2,
    review.file_id
from typed_ssd_cp_reviews as review
inner join ssd_file
    on ssd_file.file_id = review.file_id and ssd_file.stands
inner join ssd_plan as plan
    on plan.area_code = review.area_code and plan.cppl_cp_plan_id = review.cppr_cp_plan_id
where review.cppr_cp_review_date is not null;

-- A record that hangs on one that was not given, or was refused, has nothing to stand with.
insert into audit.notice (source_file, column_name, rule, message)
with
orphans as (
    select
        review.source_file,
        'cppr_cp_plan_id' as column_name
    from typed_ssd_cp_reviews as review
    anti join ssd_plan as plan
        on plan.area_code = review.area_code and plan.cppl_cp_plan_id = review.cppr_cp_plan_id
    where review.file_id in (select file_id from ssd_file where stands)
    union all
    select
        factor.source_file,
        'cinf_assessment_id' as column_name
    from typed_ssd_assessment_factors as factor
    anti join typed_ssd_cin_assessments as assessment
        on assessment.area_code = factor.area_code and assessment.cina_assessment_id = factor.cinf_assessment_id
    where factor.file_id in (select file_id from ssd_file where stands)
)

select
    source_file,
    column_name,
    'no-parent',
    count(*) || ' rows: the record that they belong to is in no file: left out'
from orphans
group by source_file, column_name
order by source_file, column_name;

drop table ssd_plan;
drop table ssd_conference;
drop table ssd_factor;
drop table ssd_referral;
