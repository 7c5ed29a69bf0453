-- Children in need as the latest list has them. A list of open cases is no list of referrals, so it
-- adds none.
insert into core.child_in_need_list (
    area_code, child_id, started_on, primary_need, last_seen_on, closed_on, reason_closed, case_status, team_id,
    worker_ref, source, source_file, source_row
)
select
    list.area_code,
    list.child_unique_id,
    list.cin_start_date,
    list.primary_need_code,
    list.date_child_was_last_seen,
    list.cin_closure_date,
    nullif(list.reason_for_closure, 'NOTK'),
    list.case_status,
    replace(list.allocated_team, chr(160), ' '),
    replace(list.allocated_worker, chr(160), ' '),
    'annex_a',
    list.source_file,
    list.source_row
from typed_annex_a_children_in_need as list
inner join annex_a_file
    on annex_a_file.file_id = list.file_id and annex_a_file.latest
order by list.file_id, list.source_row;
