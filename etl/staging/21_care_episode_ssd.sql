-- Episodes of care from the Standard Safeguarding Dataset, of authorities that gave no return: a part of
-- a period of care with one legal status and one placement throughout, as the return has it. The dataset
-- keeps the three apart, so a period is cut wherever an episode is recorded, a placement or a legal
-- status begins or ends, and put together again where nothing changed.
create or replace temp table ssd_episode as
with
recorded_episodes as (
    select
        episode.area_code,
        episode.clae_person_id as child_id,
        episode.clae_cla_id as cla_id,
        episode.clae_cla_episode_start_date as started_on,
        episode.clae_cla_episode_ceased_date as ended_on,
        episode.clae_cla_episode_start_reason as reason_new_episode,
        episode.clae_cla_episode_ceased_reason as reason_ceased,
        episode.clae_cla_primary_need_code as category_of_need,
        episode.source_file,
        episode.source_row
    from typed_ssd_cla_episodes as episode
    inner join ssd_file
        on ssd_file.file_id = episode.file_id and ssd_file.stands
    anti join ssd_return
        on ssd_return.area_code = episode.area_code and ssd_return.table_name = 'episodes'
    where
        episode.clae_cla_episode_ceased_date is null
        or episode.clae_cla_episode_ceased_date > episode.clae_cla_episode_start_date
),

-- Between two episodes of one period a child may have been at home, as between short breaks.
marked_episodes as (
    select
        *,
        coalesce(started_on > max(coalesce(ended_on, date '9999-12-31')) over (
            partition by area_code, child_id, cla_id
            order by started_on, source_row
            rows between unbounded preceding and 1 preceding
        ), true) as begins_spell
    from recorded_episodes
),

spell_episodes as (
    select
        *,
        count(*) filter (begins_spell) over (
            partition by area_code, child_id, cla_id
            order by started_on, source_row
        ) as spell_no
    from marked_episodes
),

spells as (
    select
        area_code,
        child_id,
        cla_id,
        spell_no,
        min(started_on) as spell_from,
        case when count(ended_on) = count(*) then max(ended_on) end as spell_to,
        arg_max_null(reason_ceased, (coalesce(ended_on, date '9999-12-31'), started_on)) as spell_reason,
        any_value(category_of_need order by started_on) as category_of_need
    from spell_episodes
    group by all
),

placements as (
    select
        placement.area_code,
        placement.clap_cla_id as cla_id,
        placement.clap_cla_placement_id as placement_id,
        placement.clap_cla_placement_start_date as placed_from,
        placement.clap_cla_placement_end_date as placed_to,
        placement.clap_cla_placement_type as placement_type,
        placement.clap_cla_placement_provider as placement_provider,
        placement.clap_cla_placement_postcode as placement_postcode,
        placement.clap_cla_placement_urn as urn,
        -- 999.9 stands for a distance that is not known.
        case when placement.clap_cla_placement_distance < 999 then placement.clap_cla_placement_distance end
            as placement_distance,
        placement.clap_cla_placement_change_reason as reason_place_change,
        placement.source_row
    from typed_ssd_cla_placement as placement
    inner join ssd_file
        on ssd_file.file_id = placement.file_id and ssd_file.stands
    where
        placement.clap_cla_placement_end_date is null
        or placement.clap_cla_placement_end_date > placement.clap_cla_placement_start_date
),

statuses as (
    select
        status.area_code,
        status.lega_person_id as child_id,
        status.lega_legal_status as legal_status,
        status.lega_legal_status_start_date as status_from,
        status.lega_legal_status_end_date as status_to,
        status.source_row
    from typed_ssd_legal_status as status
    inner join ssd_file
        on ssd_file.file_id = status.file_id and ssd_file.stands
    where
        status.lega_legal_status <> 'NOT LOOKED AFTER'
        and (
            status.lega_legal_status_end_date is null
            or status.lega_legal_status_end_date > status.lega_legal_status_start_date
        )
),

changes as (
    select area_code, child_id, cla_id, spell_no, started_on as day
    from spell_episodes
    union
    select spells.area_code, spells.child_id, spells.cla_id, spells.spell_no, unnest([placed_from, placed_to])
    from spells
    inner join placements using (area_code, cla_id)
    union
    select spells.area_code, spells.child_id, spells.cla_id, spells.spell_no, unnest([status_from, status_to])
    from spells
    inner join statuses using (area_code, child_id)
),

cuts as (
    select
        spells.*,
        changes.day
    from changes
    inner join spells using (area_code, child_id, cla_id, spell_no)
    where changes.day >= spells.spell_from and (spells.spell_to is null or changes.day < spells.spell_to)
),

-- Of several placements the one that began last is in force. Where none is, the last goes on until
-- the next begins; before the first, the first is taken to have begun already. So with legal statuses.
placed_cuts as (
    select
        cuts.*,
        placements.placement_id,
        placements.placement_type,
        placements.placement_provider,
        placements.placement_postcode,
        placements.urn,
        placements.placement_distance,
        placements.reason_place_change,
        coalesce(placements.placed_from <= cuts.day and coalesce(placements.placed_to > cuts.day, true), false)
            as placement_in_force
    from cuts
    left join placements using (area_code, cla_id)
    qualify row_number() over (
        partition by cuts.area_code, cuts.child_id, cuts.cla_id, cuts.spell_no, cuts.day
        order by
            placement_in_force desc,
            placements.placed_from <= cuts.day desc,
            case when placements.placed_from <= cuts.day then placements.placed_from end desc,
            placements.placed_from,
            placements.source_row desc
    ) = 1
),

status_cuts as (
    select
        cuts.*,
        statuses.legal_status,
        coalesce(statuses.status_from <= cuts.day and coalesce(statuses.status_to > cuts.day, true), false)
            as status_in_force
    from placed_cuts as cuts
    left join statuses using (area_code, child_id)
    qualify row_number() over (
        partition by cuts.area_code, cuts.child_id, cuts.cla_id, cuts.spell_no, cuts.day
        order by
            status_in_force desc,
            statuses.status_from <= cuts.day desc,
            case when statuses.status_from <= cuts.day then statuses.status_from end desc,
            statuses.status_from,
            statuses.source_row desc
    ) = 1
),

-- The recorded episode that a cut falls into, and what it says of its own first day.
traced_cuts as (
    select
        cuts.*,
        episode.source_file,
        episode.source_row,
        case
            when episode.started_on = cuts.day and episode.reason_new_episode <> 'S' then episode.reason_new_episode
        end as recorded_reason
    from status_cuts as cuts
    inner join spell_episodes as episode
        on
            episode.area_code = cuts.area_code and episode.child_id = cuts.child_id and episode.cla_id = cuts.cla_id
            and episode.spell_no = cuts.spell_no and episode.started_on <= cuts.day
    qualify row_number() over (
        partition by cuts.area_code, cuts.child_id, cuts.cla_id, cuts.spell_no, cuts.day
        order by episode.started_on desc, episode.source_row desc
    ) = 1
),

compared_cuts as (
    select
        *,
        day = spell_from as is_first,
        lag(legal_status) over in_order is distinct from legal_status as new_status,
        lag(placement_id) over in_order is distinct from placement_id as new_placement
    from traced_cuts
    window in_order as (partition by area_code, child_id, cla_id, spell_no order by day)
),

kept_cuts as (
    select *
    from compared_cuts
    where is_first or new_status or new_placement or recorded_reason is not null
)

select
    area_code,
    child_id,
    day as started_on,
    case
        when is_first then 'S'
        when recorded_reason is not null then recorded_reason
        when new_status and new_placement then 'B'
        when new_placement then 'P'
        else 'L'
    end as reason_new_episode,
    legal_status,
    category_of_need,
    placement_type,
    placement_provider,
    coalesce(lead(day) over in_order, spell_to) as ended_on,
    case when lead(day) over in_order is null then spell_reason else 'X1' end as reason_ceased,
    case
        when lead(placement_id) over in_order is distinct from placement_id and lead(day) over in_order is not null
        then reason_place_change
    end as reason_place_change,
    placement_postcode,
    urn,
    placement_distance,
    not is_first and recorded_reason is null and new_placement as carer_not_told,
    not (placement_in_force and status_in_force) as carried_on,
    source_file,
    source_row
from kept_cuts
window in_order as (partition by area_code, child_id, cla_id, spell_no order by day);

insert into core.care_episode (
    area_code, child_id, started_on, reason_new_episode, legal_status, category_of_need, placement_type,
    placement_provider, ended_on, reason_ceased, reason_place_change, placement_postcode, urn, placement_distance,
    stitched, source_file, source_row
)
select
    area_code,
    child_id,
    started_on,
    reason_new_episode,
    legal_status,
    category_of_need,
    placement_type,
    placement_provider,
    ended_on,
    reason_ceased,
    reason_place_change,
    placement_postcode,
    urn,
    placement_distance,
    'built from ssd',
    source_file,
    source_row
from ssd_episode
where legal_status is not null and placement_type is not null
order by area_code, child_id, started_on, source_file, source_row;

insert into audit.notice (source_file, rule, message)
with
notices as (
    select
        source_file,
        'ssd-episode-built' as rule,
        'episodes built from recorded episodes, placements and legal statuses' as message
    from ssd_episode
    where legal_status is not null and placement_type is not null
    union all
    select
        source_file,
        'ssd-carer-not-told' as rule,
        'a new placement without a reason for the new episode: taken for a change of carer (P or B), for the '
        || 'dataset names no carer' as message
    from ssd_episode
    where carer_not_told and legal_status is not null and placement_type is not null
    union all
    select
        source_file,
        'ssd-carried-on' as rule,
        'episodes on whose first day no placement or no legal status is open: the last one, else the first, '
        || 'is taken' as message
    from ssd_episode
    where carried_on and legal_status is not null and placement_type is not null
    union all
    select
        source_file,
        'ssd-episode-incomplete' as rule,
        'episodes without any placement of the period or any legal status of the child: left out' as message
    from ssd_episode
    where legal_status is null or placement_type is null
    union all
    select
        episode.source_file,
        'ssd-episode-empty' as rule,
        'episodes that end on or before the day they start: left out' as message
    from typed_ssd_cla_episodes as episode
    inner join ssd_file
        on ssd_file.file_id = episode.file_id and ssd_file.stands
    where episode.clae_cla_episode_ceased_date <= episode.clae_cla_episode_start_date
    union all
    select
        episode.source_file,
        'ssd-return-stands' as rule,
        'the authority''s return on children looked after stands: left out' as message
    from typed_ssd_cla_episodes as episode
    inner join ssd_file
        on ssd_file.file_id = episode.file_id and ssd_file.stands
    semi join ssd_return
        on ssd_return.area_code = episode.area_code and ssd_return.table_name = 'episodes'
)

select
    source_file,
    rule,
    count(*) || ' rows: ' || message
from notices
group by source_file, rule, message
order by source_file, rule;

drop table ssd_episode;
