-- The placement spell of every episode outside agreed series of short breaks (V3, V4), then
-- core.placement_episode and core.placement from it.
create or replace temp table episode_in_spell as
with
placed_episodes as (
    select
        * exclude (short_breaks, restarted_same_day, overlapping),
        regexp_full_match(placement_type, 'T[0-4]|M[1-3]') as temporary,
        concat_ws(
            '|', placement_type, coalesce(placement_postcode, ''), coalesce(urn, ''),
            coalesce(placement_provider, '')
        ) as placement_key
    from episode_in_period
    where not short_breaks
),

-- What the spell rules compare: the episode before, and the standing placement, which is the last
-- one that was not temporary.
compared_episodes as (
    select
        *,
        row_number() over in_period = 1 as opens_period,
        lag(temporary) over in_period as follows_temporary,
        last_value(case when not temporary then placement_key end ignore nulls) over (
            partition by area_code, child_id, care_period_no
            order by episode_no
            rows between unbounded preceding and 1 preceding
        ) as standing_key,
        last_value(case when not temporary then placement_type end ignore nulls) over (
            partition by area_code, child_id, care_period_no
            order by episode_no
            rows between unbounded preceding and 1 preceding
        ) as standing_placement_type
    from placed_episodes
    window in_period as (
        partition by area_code, child_id, care_period_no
        order by episode_no
    )
),

-- The first rule that holds says whether an episode goes on with the spell or opens the next one.
judged_episodes as (
    select
        *,
        case
            when opens_period then 'opens: first of the period'
            -- Temporary placements, and the missing codes of old, never open or close a spell.
            when temporary then 'continues: temporary'
            -- Temporary placements alone are nothing to have moved from.
            when standing_key is null then 'continues: first placement'
            when reason_new_episode in ('L', 'T', 'U') then 'continues: same carer'
            -- Adoption by the current foster carer. Q1 and Q2 are the foster codes before the U codes.
            when placement_type in ('A3', 'A5')
                and regexp_full_match(standing_placement_type, 'U[1-6]|Q[12]')
                then 'continues: carer adopts'
            when placement_key = standing_key and follows_temporary then 'continues: returned'
            when placement_key = standing_key and placement_postcode is not null
                then 'continues: unchanged'
            else 'opens: moved'
        end as spell_rule
    from compared_episodes
)

select
    * exclude (
        opens_period, follows_temporary, standing_key, standing_placement_type, placement_key
    ),
    -- A child whose period of care begins with a temporary placement has none underneath yet.
    case
        when temporary then coalesce(standing_placement_type, placement_type)
        else placement_type
    end as underlying_placement_type,
    cast(sum(cast(starts_with(spell_rule, 'opens') as integer)) over (
        partition by area_code, child_id
        order by episode_no
        rows unbounded preceding
    ) as integer) as placement_no
from judged_episodes;

delete from core.placement_episode;

insert into core.placement_episode (
    area_code, child_id, care_period_no, placement_no, started_on, ended_on, reason_new_episode,
    legal_status, placement_type, underlying_placement_type, spell_rule
)
select
    area_code,
    child_id,
    care_period_no,
    placement_no,
    started_on,
    ended_on,
    reason_new_episode,
    legal_status,
    placement_type,
    underlying_placement_type,
    spell_rule
from episode_in_spell
order by area_code, child_id, episode_no;

delete from core.placement;

insert into core.placement (
    area_code, child_id, care_period_no, placement_no, started_on, ended_on, placement_type,
    first_placement_type, placement_provider, placement_postcode, urn, opened_by
)
with
-- A spell is described by its episodes that are not temporary; one that has none, by all.
spells as (
    select
        area_code,
        child_id,
        placement_no,
        min(care_period_no) as care_period_no,
        min(started_on) as started_on,
        arg_max_null(ended_on, episode_no) as ended_on,
        coalesce(
            arg_max(placement_type, episode_no) filter (where not temporary),
            arg_max(placement_type, episode_no)
        ) as placement_type,
        coalesce(
            arg_min(placement_type, episode_no) filter (where not temporary),
            arg_min(placement_type, episode_no)
        ) as first_placement_type,
        arg_max(
            {
                'provider': placement_provider,
                'postcode': placement_postcode,
                'urn': urn
            },
            (not temporary, episode_no)
        ) as described_by,
        arg_min(reason_new_episode, episode_no) as opened_by
    from episode_in_spell
    group by area_code, child_id, placement_no
)

select
    area_code,
    child_id,
    care_period_no,
    placement_no,
    started_on,
    ended_on,
    placement_type,
    first_placement_type,
    described_by.provider,
    described_by.postcode,
    described_by.urn,
    opened_by
from spells
order by area_code, child_id, placement_no;
