create or replace temp table ordered_episode as
with
-- Episodes of one child and first day may be exact duplicates, which count once.
shared_starts as (
    select hash(area_code, child_id, started_on) as start
    from core.care_episode
    where ended_on is null or ended_on > started_on
    group by start
    having count(*) > 1
),

-- Episodes that end on or before their first day are no episodes.
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
        source_row,
        source_file
    from core.care_episode
    anti join shared_starts
        on shared_starts.start = hash(area_code, child_id, started_on)
    where ended_on is null or ended_on > started_on
    union all
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
        min(source_row) as source_row,
        min(source_file) as source_file
    from core.care_episode
    semi join shared_starts
        on shared_starts.start = hash(area_code, child_id, started_on)
    where ended_on is null or ended_on > started_on
    group by all
)

select *
from episodes
order by
    area_code, child_id, started_on, ended_on nulls last, source_row, source_file, reason_new_episode,
    legal_status, placement_type, placement_postcode, urn, placement_provider, reason_ceased;

-- The episodes stand sorted now, and every window is empty: it runs over the rows as they stand, which
-- the database does in one pass. What belongs to a child, a period or a spell is told by where it
-- begins. Two things DuckDB 1.5.5 gets wrong in that pass, so neither is used: of two last_value in
-- one step one is lost, and lead may repeat rows.
create or replace temp table placed_episode as
with
neighbouring_episodes as (
    select
        *,
        row_number() over () as episode_no,
        child_id is distinct from lag(child_id) over ()
        or area_code is distinct from lag(area_code) over () as opens_child,
        lag(ended_on) over () as previous_ended_on,
        lag(reason_ceased) over () as previous_reason_ceased
    from ordered_episode
),

-- An episode opens a period of care when it is the child's first, says so itself (S), does not
-- start on the day the previous one ended, or follows a reason for ceasing other than X1. An
-- episode that was closed only because a later extract went on has no reason; where the next one
-- starts that day and is no S, nothing says that care ceased.
judged_episodes as (
    select
        * exclude (previous_ended_on, previous_reason_ceased),
        opens_child
        or reason_new_episode = 'S'
        or previous_ended_on is distinct from started_on
        or coalesce(previous_reason_ceased, 'X1') <> 'X1' as opens_period,
        not opens_child and started_on < coalesce(previous_ended_on, date '9999-12-31') as overlapping,
        not opens_child
        and reason_new_episode = 'S'
        and previous_ended_on = started_on as restarted_same_day,
        legal_status in ('V3', 'V4') as short_breaks,
        placement_type in ('T0', 'T1', 'T2', 'T3', 'T4', 'M1', 'M2', 'M3') as temporary,
        concat_ws(
            '|', placement_type, coalesce(placement_postcode, ''), coalesce(urn, ''),
            coalesce(placement_provider, '')
        ) as placement_key
    from neighbouring_episodes
),

-- Periods are counted through. The standing placement is the last one that was not temporary; agreed
-- series of short breaks (V3, V4) take no part in placements.
counted_episodes as (
    select
        *,
        count(*) filter (where opens_period) over so_far as period_count,
        max(episode_no) filter (where opens_period) over so_far as period_begins,
        max(episode_no) filter (where not short_breaks) over so_far as last_placed,
        max(episode_no) filter (where not short_breaks and not temporary) over so_far as last_standing,
        last_value(case when not short_breaks and not temporary then placement_key end ignore nulls) over so_far
            as last_standing_key
    from judged_episodes
    window so_far as (rows between unbounded preceding and current row)
),

-- What the spell rules compare. The last one is of an earlier period when it stands before this one.
compared_episodes as (
    select
        * exclude (last_placed, last_standing, last_standing_key),
        max(case when opens_child then period_count end) over so_far as first_period_count,
        coalesce(lag(last_placed) over () < period_begins, true) as first_placed,
        coalesce(lag(last_standing) over () >= period_begins, false) as has_standing,
        lag(last_standing) over () < lag(last_placed) over () as follows_temporary,
        lag(last_standing_key) over () as standing_key
    from counted_episodes
    window so_far as (rows between unbounded preceding and current row)
),

-- The first rule that holds says whether an episode goes on with the spell or opens the next one:
-- the first of a period and one that moved open, all others go on.
ruled_episodes as (
    select
        * exclude (placement_key, first_placed, has_standing),
        cast(period_count - first_period_count + 1 as integer) as care_period_no,
        case
            when short_breaks then null
            when first_placed then 'first'
            -- Temporary placements, and the missing codes of old, never open or close a spell.
            when temporary then 'temporary'
            -- Temporary placements alone are nothing to have moved from.
            when not has_standing then 'underneath'
            when reason_new_episode in ('L', 'T', 'U') then 'same carer'
            -- Adoption by the current foster carer. Q1 and Q2 are the foster codes before the U codes.
            when placement_type in ('A3', 'A5')
                and split_part(standing_key, '|', 1) in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'Q1', 'Q2')
                then 'adopts'
            when placement_key = standing_key and follows_temporary then 'returned'
            when placement_key = standing_key and placement_postcode is not null then 'unchanged'
            else 'moved'
        end as spell_rule,
        case
            when short_breaks then null
            -- A child whose period of care begins with a temporary placement has none underneath yet.
            when temporary and has_standing then split_part(standing_key, '|', 1)
            else placement_type
        end as underlying_placement_type
    from compared_episodes
),

spells_so_far as (
    select
        *,
        count(*) filter (where spell_rule in ('first', 'moved')) over so_far as spell_count
    from ruled_episodes
    window so_far as (rows between unbounded preceding and current row)
),

-- A child's spells are counted from those of the children before.
numbered_spells as (
    select
        *,
        max(
            case
                when opens_child then spell_count - cast(coalesce(spell_rule in ('first', 'moved'), false) as integer)
            end
        ) over so_far as earlier_spells
    from spells_so_far
    window so_far as (rows between unbounded preceding and current row)
)

select
    area_code,
    child_id,
    episode_no,
    started_on,
    ended_on,
    reason_new_episode,
    legal_status,
    placement_type,
    placement_provider,
    placement_postcode,
    urn,
    reason_ceased,
    source_row,
    source_file,
    period_count,
    overlapping,
    restarted_same_day,
    short_breaks,
    temporary,
    care_period_no,
    spell_rule,
    underlying_placement_type,
    spell_count,
    case when not short_breaks then cast(spell_count - earlier_spells as integer) end as placement_no
from numbered_spells;

-- Every row once, whatever the database made of the windows.
select case when count(*) <> max(episode_no) or count(*) <> (select count(*) from ordered_episode) then error('episodes were repeated or lost') end
from placed_episode;

drop table ordered_episode;

delete from core.care_period;

insert into core.care_period (
    area_code, child_id, care_period_no, started_on, ended_on, reason_ceased,
    began_as_short_breaks, counted_from
)
select
    min(area_code) as area_code,
    min(child_id) as child_id,
    min(care_period_no) as care_period_no,
    min(started_on) as started_on,
    arg_max_null(ended_on, episode_no) as ended_on,
    arg_max_null(reason_ceased, episode_no) as reason_ceased,
    arg_min(short_breaks, episode_no) as began_as_short_breaks,
    min(started_on) filter (where not short_breaks) as counted_from
from placed_episode
group by period_count
order by period_count;
