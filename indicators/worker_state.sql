-- A worker's team is that of the post held on the day, of several the one that began last; before and
-- after all posts that of the latest.
create or replace temp table worker_state as
with
posts as (
    select
        area_code,
        worker_id,
        coalesce(started_on, date '0001-01-01') as from_on,
        coalesce(ended_on + 1, date '9999-12-31') as to_on,
        team_id
    from core.worker
    where team_id is not null
),

stretches as (
    select
        area_code,
        worker_id,
        day as from_on,
        coalesce(
            lead(day) over (partition by area_code, worker_id order by day), date '9999-12-31'
        ) as to_on
    from (
        select area_code, worker_id, date '0001-01-01' as day from posts
        union
        select area_code, worker_id, from_on as day from posts
        union
        select area_code, worker_id, to_on as day from posts where to_on < date '9999-12-31'
    ) as days
)

select
    stretch.area_code,
    stretch.worker_id as person_id,
    stretch.from_on,
    stretch.to_on,
    coalesce(
        max_by(post.team_id, (post.from_on, post.to_on, post.team_id)) filter (
            post.from_on <= stretch.from_on and post.to_on > stretch.from_on
        ),
        max_by(post.team_id, (post.from_on, post.to_on, post.team_id))
    ) as team
from stretches as stretch
inner join posts as post
    on post.area_code = stretch.area_code
    and post.worker_id = stretch.worker_id
group by stretch.area_code, stretch.worker_id, stretch.from_on, stretch.to_on;
