-- Who a person was on each day, for the breakdowns asked for: intervals [from_on, to_on) of a child or worker in
-- which nothing that they ask changes, no two of one person meeting. A day on which care, a plan or a referral ended still
-- belongs to it, so that an ending is counted where it happened.
create or replace temp table child_state as
with
workers_team as (
    select area_code, worker_ref, max_by(team_id, (started_on, worker_id)) as team_id
    from (
        select area_code, swe_number as worker_ref, worker_id, started_on, team_id
        from core.worker
        where swe_number is not null and team_id is not null
        union all
        select area_code, worker_id as worker_ref, worker_id, started_on, team_id
        from core.worker
        where worker_id is distinct from swe_number and team_id is not null
    ) as known_as
    group by area_code, worker_ref
),

allocations as (
    select
        allocation.area_code,
        allocation.child_id,
        allocation.started_on as from_on,
        coalesce(allocation.ended_on, date '9999-12-31') as to_on,
        allocation.worker_ref,
        coalesce(allocation.team_id, workers_team.team_id) as team_id
    from core.allocation as allocation
    left join workers_team
        on workers_team.area_code = allocation.area_code
        and workers_team.worker_ref = allocation.worker_ref
    where (select bool_or(breakdown in ('team')) from asked_breakdown)
        and coalesce(allocation.team_id, workers_team.team_id) is not null
        and allocation.started_on < coalesce(allocation.ended_on, date '9999-12-31')
),

plans as (
    select
        area_code,
        child_id,
        started_on as from_on,
        coalesce(ended_on + 1, date '9999-12-31') as to_on,
        coalesce(latest_category, initial_category) as category
    from core.protection_plan
    where (select bool_or(breakdown in ('abuse')) from asked_breakdown)
),

referrals as (
    select
        area_code,
        child_id,
        referred_on as from_on,
        coalesce(closed_on + 1, date '9999-12-31') as to_on,
        referral_no,
        primary_need
    from core.referral
    where (select bool_or(breakdown in ('need')) from asked_breakdown)
),

care as (
    select
        area_code,
        child_id,
        started_on as from_on,
        coalesce(ended_on, date '9999-12-31') as to_on,
        left_out,
        legal_status,
        category_of_need,
        coalesce(underlying_placement_type, placement_type) as placement_type
    from core.looked_after
    where legal_status is not null
        and (select bool_or(breakdown in ('legal_status', 'placement', 'need')) from asked_breakdown)
),

seekers as (
    select
        area_code,
        child_id,
        date '0001-01-01' as from_on,
        max(coalesce(uasc_ceased_on, date '9999-12-31')) as to_on
    from core.uasc
    where (select bool_or(breakdown in ('uasc')) from asked_breakdown)
    group by area_code, child_id
),

intervals as (
    select area_code, child_id, date '0001-01-01' as from_on, date '9999-12-31' as to_on from core.child
    union all
    select area_code, child_id, from_on, to_on from allocations
    union all
    select area_code, child_id, from_on, to_on from plans
    union all
    select area_code, child_id, from_on, to_on from referrals
    union all
    select area_code, child_id, from_on, to_on from care
    union all
    select area_code, child_id, from_on, to_on from seekers
),

stretches as (
    select
        area_code,
        child_id,
        day as from_on,
        coalesce(
            lead(day) over (partition by area_code, child_id order by day), date '9999-12-31'
        ) as to_on
    from (
        select area_code, child_id, from_on as day from intervals
        union
        select area_code, child_id, to_on as day from intervals where to_on < date '9999-12-31'
    ) as days
),

teams_on as (
    select
        stretch.area_code,
        stretch.child_id,
        stretch.from_on,
        max_by(allocation.team_id, (allocation.from_on, allocation.worker_ref, allocation.team_id)) as team_id
    from stretches as stretch
    inner join allocations as allocation
        on allocation.area_code = stretch.area_code
        and allocation.child_id = stretch.child_id
        and allocation.from_on <= stretch.from_on
        and allocation.to_on > stretch.from_on
    group by stretch.area_code, stretch.child_id, stretch.from_on
),

plans_on as (
    select
        stretch.area_code,
        stretch.child_id,
        stretch.from_on,
        max_by(coalesce(plan.category, 'none'), (plan.from_on, plan.to_on, plan.category)) as category
    from stretches as stretch
    inner join plans as plan
        on plan.area_code = stretch.area_code
        and plan.child_id = stretch.child_id
        and plan.from_on <= stretch.from_on
        and plan.to_on > stretch.from_on
    group by stretch.area_code, stretch.child_id, stretch.from_on
),

referrals_on as (
    select
        stretch.area_code,
        stretch.child_id,
        stretch.from_on,
        max_by(referral.primary_need, (referral.from_on, referral.referral_no)) as primary_need
    from stretches as stretch
    inner join referrals as referral
        on referral.area_code = stretch.area_code
        and referral.child_id = stretch.child_id
        and referral.from_on <= stretch.from_on
        and referral.to_on > stretch.from_on
    group by stretch.area_code, stretch.child_id, stretch.from_on
),

disabilities as (
    select
        area_code,
        child_id,
        case when bool_or(disability <> 'NONE') then 'yes' else 'NONE' end as disability
    from core.disability
    group by area_code, child_id
),

asked_for_seekers as (
    select distinct area_code
    from core.coverage
    where source = 'ssda903' and coalesce(table_name, 'uasc') = 'uasc'
)

select
    stretch.area_code,
    stretch.child_id as person_id,
    stretch.from_on,
    stretch.to_on,
    child.born_on,
    sex.group_id as sex,
    ethnicity.group_id as ethnicity,
    ethnicity18.group_id as ethnicity18,
    legal_status.group_id as legal_status,
    placement.group_id as placement,
    need.group_id as need,
    abuse.group_id as abuse,
    uasc.group_id as uasc,
    disability.group_id as disability,
    teams_on.team_id as team
from stretches as stretch
left join core.child as child
    on child.area_code = stretch.area_code
    and child.child_id = stretch.child_id
left join care
    on care.area_code = stretch.area_code
    and care.child_id = stretch.child_id
    and care.from_on <= stretch.from_on
    and care.to_on > stretch.from_on
left join teams_on
    on teams_on.area_code = stretch.area_code
    and teams_on.child_id = stretch.child_id
    and teams_on.from_on = stretch.from_on
left join plans_on
    on plans_on.area_code = stretch.area_code
    and plans_on.child_id = stretch.child_id
    and plans_on.from_on = stretch.from_on
left join referrals_on
    on referrals_on.area_code = stretch.area_code
    and referrals_on.child_id = stretch.child_id
    and referrals_on.from_on = stretch.from_on
left join seekers
    on seekers.area_code = stretch.area_code
    and seekers.child_id = stretch.child_id
    and seekers.to_on > stretch.from_on
left join disabilities
    on disabilities.area_code = stretch.area_code
    and disabilities.child_id = stretch.child_id
left join asked_for_seekers
    on asked_for_seekers.area_code = stretch.area_code
left join group_code as sex
    on sex.breakdown = 'sex'
    and sex.code = child.sex
left join group_code as ethnicity
    on ethnicity.breakdown = 'ethnicity'
    and ethnicity.code = child.ethnicity
left join group_code as ethnicity18
    on ethnicity18.breakdown = 'ethnicity18'
    and ethnicity18.code = child.ethnicity
left join group_code as legal_status
    on legal_status.breakdown = 'legal_status'
    and legal_status.code = coalesce(care.legal_status, 'none')
left join group_code as placement
    on placement.breakdown = 'placement'
    and placement.code = case
        when care.legal_status in ('V3', 'V4') then 'breaks'
        else coalesce(care.placement_type, 'none')
    end
left join group_code as need
    on need.breakdown = 'need'
    and need.code = coalesce(care.category_of_need, referrals_on.primary_need)
left join group_code as abuse
    on abuse.breakdown = 'abuse'
    and abuse.code = coalesce(plans_on.category, 'no plan')
left join group_code as uasc
    on uasc.breakdown = 'uasc'
    and uasc.code = case
        when seekers.child_id is not null then 'yes'
        when asked_for_seekers.area_code is not null then 'no'
    end
left join group_code as disability
    on disability.breakdown = 'disability'
    and disability.code = disabilities.disability;
