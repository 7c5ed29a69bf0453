-- What Annex A's lists report. A workbook knows the days to the latest event on any of its lists; a
-- date after the day of the figures is no event yet. Yes and no come as words with Unknown between
-- them; blanks in the names of teams and workers may be non-breaking.
create or replace temp table annex_a_file as
with
events as (
    select file_id, date_of_contact as day
    from typed_annex_a_contacts
    union all
    select file_id, unnest([assessment_start_date, assessment_completion_date]) as day
    from typed_annex_a_early_help_assessments
    union all
    select file_id, date_of_referral as day
    from typed_annex_a_referrals
    union all
    select file_id, unnest([continuous_assessment_start_date, continuous_assessment_date_of_authorisation]) as day
    from typed_annex_a_assessments
    union all
    select
        file_id,
        unnest([
            strategy_discussion_initiating_section_47_enquiry_start_date, date_of_initial_child_protection_conference
        ]) as day
    from typed_annex_a_section47_enquiries
    union all
    select file_id, unnest([cin_start_date, date_child_was_last_seen, cin_closure_date]) as day
    from typed_annex_a_children_in_need
    union all
    select
        file_id,
        unnest([
            child_protection_plan_start_date, date_of_the_last_statutory_visit, date_of_latest_review_conference,
            child_protection_plan_end_date
        ]) as day
    from typed_annex_a_protection_plans
    union all
    select
        file_id,
        unnest([
            date_started_to_be_looked_after, date_of_latest_statutory_review, date_of_last_social_work_visit,
            start_date_of_most_recent_placement, date_ceased_to_be_looked_after
        ]) as day
    from typed_annex_a_looked_after
    union all
    select file_id, unnest([latest_pathway_plan_review_date, latest_date_of_contact]) as day
    from typed_annex_a_care_leavers
    union all
    select file_id, unnest([date_placed_for_adoption, date_of_adoption_order]) as day
    from typed_annex_a_adoption_children
    union all
    select file_id, unnest([date_enquiry_received, date_application_approved, date_of_adoption_order]) as day
    from typed_annex_a_adopters
),

workbooks as (
    select
        file.area_code,
        file.source_file,
        max(events.day) as known_to,
        max(file.file_id) as last_file_id
    from load_file as file
    left join events
        on
            events.file_id = file.file_id
            and events.day <= coalesce(getvariable('as_at')::date, date '2100-12-31')
    where file.kind = 'annex_a'
    group by all
)

-- latest: of the workbooks of an authority that hold the list, the one that knows of the latest day.
select
    file.file_id,
    workbooks.known_to,
    file.source_file = first_value(file.source_file) over (
        partition by file.area_code, file.table_name
        order by workbooks.known_to desc nulls last, workbooks.last_file_id desc
    ) as latest
from load_file as file
inner join workbooks using (area_code, source_file)
where file.kind = 'annex_a';

-- Every list repeats the child's details: of each workbook the first that is there, in the order of
-- the lists. An ethnic group without the ethnicity itself is no code of the return.
insert into reported_child (
    area_code, child_id, sex, born_on, ethnicity, source, source_file, source_row, known_to, rank, file_id
)
with
blocks as (
    select 1 as list_no, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_contacts
    union all
    select 2, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_early_help_assessments
    union all
    select 3, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_referrals
    union all
    select 4, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_assessments
    union all
    select 5, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_section47_enquiries
    union all
    select 6, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_children_in_need
    union all
    select 7, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_protection_plans
    union all
    select 8, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_looked_after
    union all
    select 9, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_care_leavers
    union all
    select 10, file_id, area_code, child_unique_id, gender, ethnicity, date_of_birth, source_file, source_row
    from typed_annex_a_adoption_children
),

coded as (
    select
        * replace (
            case gender when 'N' then 'U' else gender end as gender,
            case when ethnicity not in ('WHITE', 'MIXED', 'ASIAN', 'BLACK', 'NOTK') then ethnicity end as ethnicity
        )
    from blocks
)

select
    coded.area_code,
    coded.child_unique_id,
    any_value(coded.gender order by coded.list_no, coded.source_row),
    any_value(coded.date_of_birth order by coded.list_no, coded.source_row),
    any_value(coded.ethnicity order by coded.list_no, coded.source_row),
    'annex_a',
    coded.source_file,
    arg_min(coded.source_row, (coded.list_no, coded.source_row)),
    max(annex_a_file.known_to),
    3,
    arg_min(coded.file_id, (coded.list_no, coded.source_row))
from coded
inner join annex_a_file using (file_id)
group by coded.area_code, coded.child_unique_id, coded.source_file;

insert into reported_referral (
    area_code, child_id, referred_on, referral_source, no_further_action, team_id, worker_ref, source, source_file,
    source_row, known_to, rank, file_id
)
select
    referral.area_code,
    referral.child_unique_id,
    referral.date_of_referral,
    referral.referral_source,
    case referral.referral_nfa when 'TRUE' then true when 'FALSE' then false end,
    replace(referral.allocated_team, chr(160), ' '),
    replace(referral.allocated_worker, chr(160), ' '),
    'annex_a',
    referral.source_file,
    referral.source_row,
    annex_a_file.known_to,
    3,
    referral.file_id
from typed_annex_a_referrals as referral
inner join annex_a_file using (file_id);

insert into reported_assessment (
    area_code, child_id, assessment_type, started_on, completed_on, team_id, worker_ref, source, source_file,
    source_row, known_to, rank, file_id
)
select
    assessment.area_code,
    assessment.child_unique_id,
    'single',
    assessment.continuous_assessment_start_date,
    assessment.continuous_assessment_date_of_authorisation,
    replace(assessment.allocated_team, chr(160), ' '),
    replace(assessment.allocated_worker, chr(160), ' '),
    'annex_a',
    assessment.source_file,
    assessment.source_row,
    annex_a_file.known_to,
    3,
    assessment.file_id
from typed_annex_a_assessments as assessment
inner join annex_a_file using (file_id);

insert into reported_section47 (
    area_code, child_id, started_on, conference_on, conference_not_required, team_id, worker_ref, source, source_file,
    source_row, known_to, rank, file_id
)
select
    enquiry.area_code,
    enquiry.child_unique_id,
    enquiry.strategy_discussion_initiating_section_47_enquiry_start_date,
    enquiry.date_of_initial_child_protection_conference,
    case enquiry.was_an_initial_child_protection_conference_deemed_unnecessary
        when 'TRUE' then true when 'FALSE' then false
    end,
    replace(enquiry.allocated_team, chr(160), ' '),
    replace(enquiry.allocated_worker, chr(160), ' '),
    'annex_a',
    enquiry.source_file,
    enquiry.source_row,
    annex_a_file.known_to,
    3,
    enquiry.file_id
from typed_annex_a_section47_enquiries as enquiry
inner join annex_a_file using (file_id);

-- One conference may follow several enquiries of the child: it stands with the last of them.
insert into reported_conference (
    area_code, child_id, held_on, section47_started_on, transfer_in, resulted_in_plan, team_id, source, source_file,
    source_row, known_to, rank, file_id
)
select
    enquiry.area_code,
    enquiry.child_unique_id,
    enquiry.date_of_initial_child_protection_conference,
    enquiry.strategy_discussion_initiating_section_47_enquiry_start_date,
    false,
    case enquiry.did_the_initial_child_protection_conference_result_in_a_child_protection_plan
        when 'TRUE' then true when 'FALSE' then false
    end,
    replace(enquiry.allocated_team, chr(160), ' '),
    'annex_a',
    enquiry.source_file,
    enquiry.source_row,
    annex_a_file.known_to,
    3,
    enquiry.file_id
from typed_annex_a_section47_enquiries as enquiry
inner join annex_a_file using (file_id)
where
    enquiry.date_of_initial_child_protection_conference
    <= coalesce(getvariable('as_at')::date, date '2100-12-31')
qualify row_number() over (
    partition by
        enquiry.file_id, enquiry.area_code, enquiry.child_unique_id,
        enquiry.date_of_initial_child_protection_conference
    order by enquiry.strategy_discussion_initiating_section_47_enquiry_start_date desc, enquiry.source_row
) = 1;

insert into reported_protection_plan (
    area_code, child_id, started_on, ended_on, initial_category, latest_category, previous_plans, team_id, worker_ref,
    source, source_file, source_row, known_to, rank, file_id
)
select
    plan.area_code,
    plan.child_unique_id,
    plan.child_protection_plan_start_date,
    plan.child_protection_plan_end_date,
    plan.initial_category_of_abuse,
    plan.latest_category_of_abuse,
    plan.number_of_previous_child_protection_plans,
    replace(plan.allocated_team, chr(160), ' '),
    replace(plan.allocated_worker, chr(160), ' '),
    'annex_a',
    plan.source_file,
    plan.source_row,
    annex_a_file.known_to,
    3,
    plan.file_id
from typed_annex_a_protection_plans as plan
inner join annex_a_file using (file_id);

-- The list tells of the latest review only, and that may be of an earlier plan.
insert into reported_plan_review (
    area_code, child_id, plan_started_on, reviewed_on, source, source_file, source_row, known_to, rank, file_id
)
select
    plan.area_code,
    plan.child_unique_id,
    plan.child_protection_plan_start_date,
    plan.date_of_latest_review_conference,
    'annex_a',
    plan.source_file,
    plan.source_row,
    annex_a_file.known_to,
    3,
    plan.file_id
from typed_annex_a_protection_plans as plan
inner join annex_a_file using (file_id)
where plan.date_of_latest_review_conference > plan.child_protection_plan_start_date;

insert into annex_a_known (area_code, known_to)
select
    area_code,
    max(known_to) as known_to
from (
    select area_code, source, known_to from reported_referral
    union all
    select area_code, source, known_to from reported_assessment
    union all
    select area_code, source, known_to from reported_section47
    union all
    select area_code, source, known_to from reported_protection_plan
    union all
    select area_code, source, known_to from reported_child
)
where source = 'annex_a'
group by area_code;
