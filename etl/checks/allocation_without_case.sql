/* check
title: "A child allocated to a worker without an open case"
severity: warn
rule: ""
rule_note: >-
  No return holds allocations against cases.
about: child
message: >-
  The child is allocated to a worker, and no referral and no protection plan is open and the child is not
  looked after. End the allocation, or reopen the case.
figures:
  - {of: children_per_case_holder, how: "the child counts among the cases of the worker"}
  - {of: caseload, how: "as above"}
tables: [core.referral, core.protection_plan, core.care_period, core.allocation]
source: "Local check: allocations against cases"
*/
with
known_until as (
    select
        area_code,
        max(referred_on) as day
    from core.referral
    group by area_code
),

open_cases as (
    select area_code, child_id, referred_on as started_on, closed_on as ended_on
    from core.referral
    where not coalesce(no_further_action, false)
    union all
    select area_code, child_id, started_on, ended_on
    from core.protection_plan
    union all
    select area_code, child_id, started_on, ended_on
    from core.care_period
)

select
    allocation.area_code,
    allocation.child_id as person_id,
    allocation.team_id as team_id,
    allocation.started_on as since,
    allocation.source_file,
    allocation.source_row
from core.allocation as allocation
inner join known_until
    on known_until.area_code = allocation.area_code
    and known_until.day >= allocation.started_on
cross join moment
anti join open_cases
    on open_cases.area_code = allocation.area_code
    and open_cases.child_id = allocation.child_id
    and open_cases.started_on <= moment.as_at
    and coalesce(open_cases.ended_on, date '9999-12-31') > moment.as_at
where allocation.source <> 'ssda903'
    and allocation.started_on <= moment.as_at
    and coalesce(allocation.ended_on, date '9999-12-31') > moment.as_at

/* example: allocated though the case was closed
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,source,team_id
a,w,2024-05-01,allocation,North
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-04-01,2025-02-01,cin_census
b,1,2025-03-01,,cin_census
-- want --
person_id,since,team_id
a,2024-05-01,North
*/

/* example: an open case, and a child in care
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,source
a,w,2024-05-01,allocation
b,w,2024-05-01,allocation
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-04-01,,cin_census
b,1,2024-04-01,2025-02-01,cin_census
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
b,2024-05-01,S,V2,U6,,
-- want --
person_id
*/

/* example: a case that ends on the day is over, one that begins is open, and what began after the last referral is not known
at: 2025-03-31
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,w,2024-05-01,,allocation
b,w,2024-05-01,,allocation
c,w,2025-03-31,,allocation
d,w,2024-05-01,2025-03-31,allocation
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-04-01,2025-03-31,cin_census
b,1,2025-03-31,,cin_census
-- want --
person_id
a
c
*/
