-- core.looked_after: the one thing to say of a child on a day.
-- Only episodes that overlap, or end on or before their first day, make claims meet.
create or replace temp table child_with_rival_claims as
select area_code, child_id
from placed_episode
where overlapping
union
select area_code, child_id
from core.care_episode
where ended_on <= started_on;

-- The days on which an episode ended and the next did not start.
create or replace temp table last_episode_for_now as
select
    episode.area_code,
    episode.child_id,
    episode.ended_on
from placed_episode as episode
anti join placed_episode as following
    on following.episode_no = episode.episode_no + 1
    and following.started_on = episode.ended_on
    and following.child_id = episode.child_id
    and following.area_code = episode.area_code
where episode.ended_on is not null;

delete from core.looked_after;

-- Where no claims meet, each stands as it is.
insert into core.looked_after (
    area_code, child_id, started_on, ended_on, left_out, episode_started_on, care_period_no,
    placement_no, placement_type, underlying_placement_type
)
select
    area_code,
    child_id,
    started_on,
    ended_on,
    case when short_breaks then 'agreed series of short breaks (V3, V4)' end as left_out,
    started_on as episode_started_on,
    care_period_no,
    placement_no,
    placement_type,
    underlying_placement_type
from placed_episode
anti join child_with_rival_claims
    using (area_code, child_id)
union all
select
    area_code,
    child_id,
    ended_on as started_on,
    ended_on + 1 as ended_on,
    'care ended on the day' as left_out,
    null as episode_started_on,
    null as care_period_no,
    null as placement_no,
    null as placement_type,
    null as underlying_placement_type
from last_episode_for_now
anti join child_with_rival_claims
    using (area_code, child_id);

insert into core.looked_after (
    area_code, child_id, started_on, ended_on, left_out, episode_started_on, care_period_no,
    placement_no, placement_type, underlying_placement_type
)
with
rival_episodes as (
    select
        area_code,
        child_id,
        episode_no,
        started_on,
        ended_on,
        short_breaks,
        care_period_no,
        placement_no,
        placement_type,
        underlying_placement_type
    from placed_episode
    semi join child_with_rival_claims
        using (area_code, child_id)
),

-- All that could be said. Where two claims hold on a day, the one of higher precedence does, and of
-- the same precedence the later episode.
rival_claims as (
    select
        area_code,
        child_id,
        started_on,
        coalesce(ended_on, date '9999-12-31') as ended_on,
        case when short_breaks then 2 else 3 end as precedence,
        episode_no,
        case when short_breaks then 'agreed series of short breaks (V3, V4)' end as left_out,
        started_on as episode_started_on,
        care_period_no,
        placement_no,
        placement_type,
        underlying_placement_type
    from rival_episodes
    union all
    select
        area_code,
        child_id,
        day as started_on,
        day + 1 as ended_on,
        1 as precedence,
        null as episode_no,
        'care ended on the day' as left_out,
        null as episode_started_on,
        null as care_period_no,
        null as placement_no,
        null as placement_type,
        null as underlying_placement_type
    from (
        select area_code, child_id, ended_on as day
        from last_episode_for_now
        semi join child_with_rival_claims
            using (area_code, child_id)
        union
        select area_code, child_id, ended_on as day
        from core.care_episode
        where ended_on <= started_on
    ) as ends
),

-- Nothing changes for a child between two days on which claims start or end.
stretches as (
    select
        area_code,
        child_id,
        day as started_on,
        lead(day) over (partition by area_code, child_id order by day) as ended_on
    from (
        select area_code, child_id, started_on as day
        from rival_claims
        union
        select area_code, child_id, ended_on as day
        from rival_claims
    ) as days
),

settled_claims as (
    select
        area_code,
        child_id,
        stretch.started_on,
        nullif(stretch.ended_on, date '9999-12-31') as ended_on,
        arg_max(claim, (claim.precedence, claim.episode_no)) as claim
    from stretches as stretch
    inner join rival_claims as claim
        using (area_code, child_id)
    where claim.started_on <= stretch.started_on
        and claim.ended_on >= stretch.ended_on
    group by area_code, child_id, stretch.started_on, stretch.ended_on
)

select
    area_code,
    child_id,
    started_on,
    ended_on,
    claim.left_out,
    claim.episode_started_on,
    claim.care_period_no,
    claim.placement_no,
    claim.placement_type,
    claim.underlying_placement_type
from settled_claims
order by area_code, child_id, started_on;

drop table last_episode_for_now;
drop table child_with_rival_claims;
