-- Each child's way to adoption. What the latest file says of the child stands, the dataset before the
-- list.
insert into core.adoption_case (
    area_code, child_id, entered_care_on, decided_on, placement_order_on, matched_on, placed_on, adopted_on,
    reversed_on, reason_reversed, placed_to_foster_for_adoption_on, source, source_file, source_row
)
with
entries as (
    select
        episode.area_code,
        episode.clae_cla_id as cla_id,
        min(coalesce(episode.clae_entered_care_date, episode.clae_cla_episode_start_date)) as entered_care_on
    from typed_ssd_cla_episodes as episode
    inner join ssd_file
        on ssd_file.file_id = episode.file_id and ssd_file.stands
    group by all
),

cases as (
    select
        permanence.area_code,
        permanence.perm_person_id as child_id,
        entries.entered_care_on,
        permanence.perm_adm_decision_date as decided_on,
        permanence.perm_placement_order_date as placement_order_on,
        permanence.perm_matched_date as matched_on,
        permanence.perm_placed_for_adoption_date as placed_on,
        case
            when permanence.perm_permanence_order_type = 'ADOPTION' then permanence.perm_permanence_order_date
        end as adopted_on,
        permanence.perm_decision_reversed_date as reversed_on,
        permanence.perm_decision_reversed_reason as reason_reversed,
        permanence.perm_placed_ffa_cp_date as placed_to_foster_for_adoption_on,
        'ssd' as source,
        permanence.source_file,
        permanence.source_row,
        ssd_file.known_to,
        2 as rank,
        permanence.file_id
    from typed_ssd_permanence as permanence
    inner join ssd_file
        on ssd_file.file_id = permanence.file_id and ssd_file.stands
    left join entries
        on entries.area_code = permanence.area_code and entries.cla_id = permanence.perm_cla_id
    -- The table holds other roads to permanence too.
    where
        coalesce(
            permanence.perm_adm_decision_date, permanence.perm_placement_order_date, permanence.perm_matched_date,
            permanence.perm_placed_for_adoption_date, permanence.perm_placed_ffa_cp_date
        ) is not null
        or permanence.perm_permanence_order_type = 'ADOPTION'
    union all
    select
        list.area_code,
        list.child_unique_id,
        list.date_the_child_entered_care,
        list.date_of_decision_that_child_should_be_placed_for_adoption,
        list.date_of_placement_order,
        list.date_of_matching_child_and_prospective_adopters,
        list.date_placed_for_adoption,
        list.date_of_adoption_order,
        list.date_of_decision_that_child_should_no_longer_be_placed_for_adoption,
        list.reason_why_child_no_longer_placed_for_adoption,
        list.date_the_child_was_placed_for_fostering_in_ffa_or_concurrent_planning_placement,
        'annex_a',
        list.source_file,
        list.source_row,
        annex_a_file.known_to,
        3,
        list.file_id
    from typed_annex_a_adoption_children as list
    inner join annex_a_file using (file_id)
)

select
    area_code,
    child_id,
    entered_care_on,
    decided_on,
    placement_order_on,
    matched_on,
    placed_on,
    adopted_on,
    reversed_on,
    reason_reversed,
    placed_to_foster_for_adoption_on,
    source,
    source_file,
    source_row
from cases
qualify rank() over (
    partition by area_code, child_id
    order by known_to desc nulls last, rank, file_id desc
) = 1
order by area_code, child_id, source_file, source_row;
