-- Children looked after as the latest list has them. It shows a child's current placement and legal
-- status only, so no episodes of care come of it.
insert into core.looked_after_list (
    area_code, child_id, started_on, category_of_need, legal_status, legal_status_from, last_reviewed_on,
    last_visited_on, permanence_plan, health_assessed_on, dental_check_on, placements_12_months, ended_on,
    reason_ceased, placement_started_on, placement_type, placement_provider, placement_postcode, urn,
    missing_12_months, team_id, worker_ref, source, source_file, source_row
)
select
    list.area_code,
    list.child_unique_id,
    list.date_started_to_be_looked_after,
    list.child_s_category_of_need,
    list.child_s_legal_status,
    list.start_date_of_current_legal_status,
    list.date_of_latest_statutory_review,
    list.date_of_last_social_work_visit,
    list.what_is_the_permanence_plan_for_this_child,
    list.date_of_last_health_assessment,
    list.date_of_last_dental_check,
    list.number_of_placements_in_the_last_12_months,
    list.date_ceased_to_be_looked_after,
    list.reason_ceased_to_be_looked_after,
    list.start_date_of_most_recent_placement,
    list.placement_type,
    list.placement_provider,
    list.placement_postcode,
    list.urn_of_placement,
    list.number_of_episodes_the_child_has_been_missing_from_their_placement_in_the_last_12_months,
    replace(list.allocated_team, chr(160), ' '),
    replace(list.allocated_worker, chr(160), ' '),
    'annex_a',
    list.source_file,
    list.source_row
from typed_annex_a_looked_after as list
inner join annex_a_file
    on annex_a_file.file_id = list.file_id and annex_a_file.latest
order by list.file_id, list.source_row;
