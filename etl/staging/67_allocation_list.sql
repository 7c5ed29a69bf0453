-- Involvements as the case system lists them, beside those of the return. The latest file that names
-- an involvement knows best how it ended. One child may be a worker's on several cases at once: that
-- is one allocation, ended when the last of them ended.
insert into core.allocation (
    area_code, child_id, worker_ref, started_on, ended_on, reason_changed, role, team_id, source, source_file, source_row
)
with
last_told as (
    select *
    from typed_allocation_involvements
    qualify rank() over (
        partition by area_code, child_id, worker_id, started_on, role, referral_id
        order by file_id desc
    ) = 1
)

select
    area_code,
    child_id,
    worker_id,
    started_on,
    ended_on,
    reason,
    role,
    team,
    'allocation',
    source_file,
    source_row
from last_told
qualify row_number() over (
    partition by area_code, child_id, worker_id, started_on, role
    order by ended_on desc nulls first, file_id desc, source_row
) = 1;
