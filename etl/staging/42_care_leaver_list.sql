-- Care leavers as the latest list or extract of the dataset has them. Both tell of the young person now,
-- not around a birthday, so the return's table of care leavers is not made of them.
insert into core.care_leaver_list (
    area_code, child_id, eligibility, pathway_plan_reviewed_on, in_touch, last_contact_on, accommodation,
    accommodation_suitable, activity, team_id, personal_adviser, source, source_file, source_row
)
with
leavers as (
    select
        leaver.area_code,
        leaver.clea_person_id as child_id,
        leaver.clea_care_leaver_eligibility as eligibility,
        leaver.clea_pathway_plan_review_date as pathway_plan_reviewed_on,
        leaver.clea_care_leaver_in_touch as in_touch,
        leaver.clea_care_leaver_latest_contact as last_contact_on,
        leaver.clea_care_leaver_accommodation as accommodation,
        case leaver.clea_care_leaver_accom_suitable when '1' then true when '2' then false end
            as accommodation_suitable,
        leaver.clea_care_leaver_activity as activity,
        leaver.clea_care_leaver_allocated_team as team_id,
        leaver.clea_care_leaver_personal_advisor as personal_adviser,
        'ssd' as source,
        leaver.source_file,
        leaver.source_row,
        ssd_file.known_to,
        2 as rank,
        leaver.file_id
    from typed_ssd_care_leavers as leaver
    inner join ssd_file
        on ssd_file.file_id = leaver.file_id and ssd_file.stands
    union all
    select
        leaver.area_code,
        leaver.child_unique_id,
        leaver.eligibility_category,
        leaver.latest_pathway_plan_review_date,
        nullif(leaver.la_in_touch, 'NOTK'),
        leaver.latest_date_of_contact,
        leaver.type_of_accommodation,
        case leaver.suitability_of_accommodation when '1' then true when '2' then false end,
        leaver.activity_status,
        replace(leaver.allocated_team, chr(160), ' '),
        replace(leaver.allocated_personal_advisor, chr(160), ' '),
        'annex_a',
        leaver.source_file,
        leaver.source_row,
        annex_a_file.known_to,
        3,
        leaver.file_id
    from typed_annex_a_care_leavers as leaver
    inner join annex_a_file
        on annex_a_file.file_id = leaver.file_id and annex_a_file.latest
)

select
    area_code,
    child_id,
    eligibility,
    pathway_plan_reviewed_on,
    in_touch,
    last_contact_on,
    accommodation,
    accommodation_suitable,
    activity,
    team_id,
    personal_adviser,
    source,
    source_file,
    source_row
from leavers
qualify source = first_value(source) over (
    partition by area_code
    order by known_to desc nulls last, rank, file_id desc
)
order by area_code, source_file, source_row;
