-- Every usable episode in its child's order with its period of care, kept for the next files, and
-- core.care_period from it.
create or replace temp table episode_in_period as
with
-- Exact duplicates and episodes that end on or before their first day are no episodes.
episodes as (
    select
        area_code,
        child_id,
        started_on,
        ended_on,
        reason_new_episode,
        legal_status,
        placement_type,
        placement_provider,
        placement_postcode,
        urn,
        reason_ceased,
        min(category_of_need) as category_of_need,
        min(source_row) as source_row,
        min(source_file) as source_file
    from core.care_episode
    where ended_on is null or ended_on > started_on
    group by all
),

numbered_episodes as (
    select
        *,
        row_number() over in_date_order as episode_no,
        lag(ended_on) over in_date_order as previous_ended_on,
        lag(reason_ceased) over in_date_order as previous_reason_ceased,
        lead(started_on) over in_date_order as next_started_on,
        max(coalesce(ended_on, date '9999-12-31')) over (
            in_date_order rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from episodes
    window in_date_order as (
        partition by area_code, child_id
        order by
            started_on, ended_on nulls last, source_row, source_file, reason_new_episode,
            legal_status, placement_type, placement_postcode, urn, placement_provider, reason_ceased
    )
)

-- An episode opens a period of care when it is the child's first, says so itself (S), does not
-- start on the day the previous one ended, or follows a reason for ceasing other than X1. An
-- episode that was closed only because a later extract went on has no reason; where the next one
-- starts that day and is no S, nothing says that care ceased.
select
    * exclude (previous_ended_on, previous_reason_ceased, next_started_on, earlier_ended_on),
    started_on < coalesce(earlier_ended_on, started_on) as overlapping,
    ended_on is not null and next_started_on is distinct from ended_on as last_for_now,
    legal_status in ('V3', 'V4') as short_breaks,
    episode_no > 1
        and reason_new_episode = 'S'
        and previous_ended_on = started_on as restarted_same_day,
    cast(sum(cast(
        episode_no = 1
        or reason_new_episode = 'S'
        or previous_ended_on is distinct from started_on
        or coalesce(previous_reason_ceased, 'X1') <> 'X1'
    as integer)) over (
        partition by area_code, child_id
        order by episode_no
        rows unbounded preceding
    ) as integer) as care_period_no
from numbered_episodes;

delete from core.care_period;

insert into core.care_period (
    area_code, child_id, care_period_no, started_on, ended_on, reason_ceased,
    began_as_short_breaks, counted_from
)
select
    area_code,
    child_id,
    care_period_no,
    min(started_on) as started_on,
    arg_max_null(ended_on, episode_no) as ended_on,
    arg_max_null(reason_ceased, episode_no) as reason_ceased,
    arg_min(short_breaks, episode_no) as began_as_short_breaks,
    min(started_on) filter (where not short_breaks) as counted_from
from episode_in_period
group by area_code, child_id, care_period_no
order by area_code, child_id, care_period_no;
