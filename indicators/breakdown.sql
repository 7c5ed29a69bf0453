-- Who a person was on each day, for breakdowns: intervals [from_on, to_on) of a child or worker in which
-- nothing changes, no two of one person meeting. A day on which care, a plan or a referral ended still
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
    where coalesce(allocation.team_id, workers_team.team_id) is not null
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
),

seekers as (
    select
        area_code,
        child_id,
        date '0001-01-01' as from_on,
        max(coalesce(uasc_ceased_on, date '9999-12-31')) as to_on
    from core.uasc
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
        case when bool_or(disability <> 'NONE') then 'disabled' else 'not disabled' end as disability
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
    case child.sex when 'M' then 'male' when 'F' then 'female' end as sex,
    case
        when child.ethnicity in ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH') then 'white'
        when child.ethnicity in ('MWBC', 'MWBA', 'MWAS', 'MOTH') then 'mixed'
        when child.ethnicity in ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE') then 'Asian or Asian British'
        when child.ethnicity in ('BCRB', 'BAFR', 'BOTH') then 'black or black British'
        when child.ethnicity = 'OOTH' then 'other'
    end as ethnicity,
    case child.ethnicity
        when 'WBRI' then 'white British'
        when 'WIRI' then 'white Irish'
        when 'WIRT' then 'Traveller of Irish heritage'
        when 'WROM' then 'Gypsy or Roma'
        when 'WOTH' then 'any other white background'
        when 'MWBC' then 'white and black Caribbean'
        when 'MWBA' then 'white and black African'
        when 'MWAS' then 'white and Asian'
        when 'MOTH' then 'any other mixed background'
        when 'AIND' then 'Indian'
        when 'APKN' then 'Pakistani'
        when 'ABAN' then 'Bangladeshi'
        when 'AOTH' then 'any other Asian background'
        when 'CHNE' then 'Chinese'
        when 'BCRB' then 'Caribbean'
        when 'BAFR' then 'African'
        when 'BOTH' then 'any other black background'
        when 'OOTH' then 'any other ethnic group'
    end as ethnicity18,
    case
        when care.legal_status is null then 'not looked after'
        when care.legal_status in ('V3', 'V4') then 'series of short breaks (V3, V4)'
        when care.legal_status = 'C1' then 'interim care order (C1)'
        when care.legal_status = 'C2' then 'full care order (C2)'
        when care.legal_status = 'D1' then 'freeing order (D1)'
        when care.legal_status = 'E1' then 'placement order (E1)'
        when care.legal_status = 'V2' then 'voluntary agreement (V2)'
        when care.legal_status in ('L1', 'L2', 'L3') then 'detained for child protection (L1 to L3)'
        when care.legal_status in ('J1', 'J2', 'J3') then 'youth justice (J1 to J3)'
    end as legal_status,
    case
        when care.legal_status is null then 'not looked after'
        when care.legal_status in ('V3', 'V4') then 'series of short breaks (V3, V4)'
        when care.placement_type in ('U1', 'U2', 'U3', 'Q1') then 'foster care with a relative or friend'
        when care.placement_type in ('U4', 'U5', 'U6', 'Q2') then 'foster care with another carer'
        when care.placement_type in ('A3', 'A4', 'A5', 'A6') then 'placed for adoption'
        when care.placement_type = 'P1' then 'own parents'
        when care.placement_type = 'K1' then 'secure children''s home'
        when care.placement_type = 'K2' then 'children''s home'
        when care.placement_type in ('K3', 'H5', 'P2') then 'supported accommodation or independent living'
        when care.placement_type = 'S1' then 'residential school'
        when care.placement_type in ('R1', 'R2', 'R3', 'R5', 'P3') then 'other residential'
        else 'other placement'
    end as placement,
    case coalesce(care.category_of_need, referrals_on.primary_need)
        when 'N1' then 'abuse or neglect (N1)'
        when 'N2' then 'child''s disability or illness (N2)'
        when 'N3' then 'parental disability or illness (N3)'
        when 'N4' then 'family in acute stress (N4)'
        when 'N5' then 'family dysfunction (N5)'
        when 'N6' then 'socially unacceptable behaviour (N6)'
        when 'N7' then 'low income (N7)'
        when 'N8' then 'absent parenting (N8)'
        when 'N9' then 'other than a child in need (N9)'
    end as need,
    case plans_on.category
        when 'NEG' then 'neglect'
        when 'PHY' then 'physical abuse'
        when 'SAB' then 'sexual abuse'
        when 'EMO' then 'emotional abuse'
        when 'MUL' then 'multiple'
        when 'none' then null
        else 'not on a plan'
    end as abuse,
    case
        when seekers.child_id is not null then 'unaccompanied asylum-seeking'
        when asked_for_seekers.area_code is not null then 'other'
    end as uasc,
    disabilities.disability,
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
    on asked_for_seekers.area_code = stretch.area_code;

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
