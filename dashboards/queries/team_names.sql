-- The names of teams, and the team ids that are no names: a worker's number in the column of the team must not
-- become the name of a page.
with
team_ids as (
    select area_code, team_id from core.team
    union
    select area_code, team_id from core.worker where team_id is not null
    union
    select area_code, team_id from core.allocation where team_id is not null
),

worker_ids as (
    select area_code, worker_id as worker_ref from core.worker
    union
    select area_code, swe_number as worker_ref from core.worker where swe_number is not null
    union
    select area_code, worker_ref from core.allocation
)

select
    team_ids.area_code,
    team_ids.team_id,
    coalesce(min(nullif(trim(team.team_name), '')), team_ids.team_id) as team_name,
    count(named.worker_ref) > 0 or count(called.worker_ref) > 0 as is_worker
from team_ids
left join core.team as team
    on team.area_code = team_ids.area_code
    and team.team_id = team_ids.team_id
left join worker_ids as named
    on named.area_code = team_ids.area_code
    and named.worker_ref = team_ids.team_id
left join worker_ids as called
    on called.area_code = team_ids.area_code
    and called.worker_ref = trim(team.team_name)
group by team_ids.area_code, team_ids.team_id
order by team_ids.area_code, team_ids.team_id
