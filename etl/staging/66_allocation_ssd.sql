-- Involvements of workers with a child, from the Standard Safeguarding Dataset, in whatever role.
insert into core.allocation (
    area_code, child_id, worker_ref, started_on, ended_on, reason_changed, role, team_id, source, source_file,
    source_row
)
select
    involvement.area_code,
    involvement.invo_person_id,
    involvement.invo_professional_id,
    involvement.invo_involvement_start_date,
    involvement.invo_involvement_end_date,
    involvement.invo_worker_change_reason,
    involvement.invo_professional_role_id,
    involvement.invo_professional_team,
    'ssd',
    involvement.source_file,
    involvement.source_row
from typed_ssd_involvements as involvement
inner join ssd_file
    on ssd_file.file_id = involvement.file_id and ssd_file.stands
order by involvement.file_id, involvement.source_row;
