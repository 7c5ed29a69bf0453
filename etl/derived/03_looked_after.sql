-- core.looked_after: the one thing to say of a child on a day.
delete from core.looked_after;

insert into core.looked_after (
    area_code, child_id, started_on, ended_on, left_out, episode_started_on, care_period_no,
    placement_no, placement_type, underlying_placement_type, legal_status, category_of_need
)
with
-- All that could be said. Where two claims hold on a day, the one of higher precedence does, and of
-- the same precedence the later episode.
claims as (
    select
        area_code,
        child_id,
        started_on,
        ended_on,
        3 as precedence,
        episode_no,
        null as left_out,
        started_on as episode_started_on,
        care_period_no,
        placement_no,
        placement_type,
        underlying_placement_type,
        legal_status,
        category_of_need
    from episode_in_spell
    union all
    select
        area_code,
        child_id,
        started_on,
        ended_on,
        2 as precedence,
        episode_no,
        'agreed series of short breaks (V3, V4)' as left_out,
        started_on as episode_started_on,
        care_period_no,
        null as placement_no,
        placement_type,
        null as underlying_placement_type,
        legal_status,
        category_of_need
    from episode_in_period
    where short_breaks
    union all
    select
        area_code,
        child_id,
        ended_on as started_on,
        ended_on + 1 as ended_on,
        1 as precedence,
        episode_no,
        'care ended on the day' as left_out,
        started_on as episode_started_on,
        care_period_no,
        placement_no,
        placement_type,
        underlying_placement_type,
        legal_status,
        category_of_need
    from episode_in_spell
    where last_for_now
    union all
    select
        area_code,
        child_id,
        ended_on as started_on,
        ended_on + 1 as ended_on,
        1 as precedence,
        episode_no,
        'care ended on the day' as left_out,
        started_on as episode_started_on,
        care_period_no,
        null as placement_no,
        placement_type,
        null as underlying_placement_type,
        legal_status,
        category_of_need
    from episode_in_period
    where last_for_now and short_breaks
    union all
    select distinct
        area_code,
        child_id,
        ended_on as started_on,
        ended_on + 1 as ended_on,
        1 as precedence,
        0 as episode_no,
        'care ended on the day' as left_out,
        null as episode_started_on,
        null as care_period_no,
        null as placement_no,
        null as placement_type,
        null as underlying_placement_type,
        null as legal_status,
        null as category_of_need
    from core.care_episode
    where ended_on <= started_on
),

-- Only episodes that overlap, or end on or before their first day, make claims meet.
children_with_rival_claims as (
    select area_code, child_id
    from episode_in_period
    where overlapping
    union
    select area_code, child_id
    from core.care_episode
    where ended_on <= started_on
),

rival_claims as (
    select * replace (coalesce(ended_on, date '9999-12-31') as ended_on)
    from claims
    semi join children_with_rival_claims
        using (area_code, child_id)
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
    left_out,
    episode_started_on,
    care_period_no,
    placement_no,
    placement_type,
    underlying_placement_type,
    legal_status,
    category_of_need
from claims
anti join children_with_rival_claims
    using (area_code, child_id)
union all
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
    claim.underlying_placement_type,
    claim.legal_status,
    claim.category_of_need
from settled_claims
order by area_code, child_id, started_on;
