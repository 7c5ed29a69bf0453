-- Who is in post in each team on a day, in full-time equivalents. Where there is an establishment list it alone tells;
-- people known from the census alone are in no team. Team '' is the authority as a whole.
with
posts as (
    select
        worker.area_code,
        worker.worker_id,
        coalesce(worker.team_id, 'unknown') as team,
        worker.agency,
        worker.fte
    from core.worker as worker
    anti join core.worker_census as census
        on census.source_file = worker.source_file
    where coalesce(worker.started_on, date '0001-01-01') <= cast($1 as date)
        and coalesce(worker.ended_on, date '9999-12-31') > cast($1 as date)
)

select
    area_code,
    coalesce(team, '') as team,
    count(distinct worker_id) as people,
    cast(sum(fte) as double) as fte,
    cast(coalesce(sum(fte) filter (agency), 0) as double) as agency_fte
from posts
group by grouping sets ((area_code), (area_code, team))
order by area_code, team
