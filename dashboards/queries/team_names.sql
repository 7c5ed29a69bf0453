-- The names of teams, where an extract gives one besides the id.
select
    area_code,
    team_id,
    trim(team_name) as team_name
from core.team
where trim(team_name) <> ''
order by area_code, team_id
