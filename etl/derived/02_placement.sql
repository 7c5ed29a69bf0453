-- core.placement_episode and core.placement, from the placement spell of every episode outside agreed
-- series of short breaks (V3, V4).
delete from core.placement_episode;

insert into core.placement_episode (
    area_code, child_id, care_period_no, placement_no, started_on, ended_on, legal_status,
    placement_type, underlying_placement_type
)
select
    area_code,
    child_id,
    care_period_no,
    placement_no,
    started_on,
    ended_on,
    legal_status,
    placement_type,
    underlying_placement_type
from placed_episode
where not short_breaks;

delete from core.placement;

insert into core.placement (
    area_code, child_id, care_period_no, placement_no, started_on, ended_on, placement_type,
    first_placement_type, placement_provider, placement_postcode, urn, opened_by
)
with
-- A spell is described by its episodes that are not temporary; one that has none, by all.
spells as (
    select
        spell_count,
        min(area_code) as area_code,
        min(child_id) as child_id,
        min(placement_no) as placement_no,
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
    from placed_episode
    where not short_breaks
    group by spell_count
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
order by spell_count;
