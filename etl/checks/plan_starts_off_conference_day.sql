/* check
title: "A protection plan that starts on another day than the conference"
severity: fail
rule: CIN 2885
rule_note: >-
  The census compares within one referral; here a plan is held against the conferences near it.
about: child
message: >-
  A plan starts on the day of the initial conference. This child had one within 90 days before the plan or 30
  days after it, on another day. Correct one of the dates.
figures:
  - {of: plans_started, how: "the plan may start in the wrong month"}
  - {of: conferences_15_days, how: "the date of the conference may be wrong"}
tables: [core.protection_plan, core.conference]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
near as (
    select
        plan.area_code,
        plan.child_id,
        plan.started_on,
        plan.team_id,
        plan.source_file,
        plan.source_row,
        bool_or(conference.held_on = plan.started_on) as same_day
    from core.protection_plan as plan
    inner join core.conference as conference
        on conference.area_code = plan.area_code
        and conference.child_id = plan.child_id
        and conference.held_on between plan.started_on - 90 and plan.started_on + 30
    group by all
)

select
    near.area_code,
    near.child_id as person_id,
    near.team_id as team_id,
    near.started_on as since,
    near.source_file,
    near.source_row
from near
where not near.same_day

/* example: the day after the conference
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-21,,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-06-20,2024-06-03,false,cin_census
-- want --
person_id,since
a,2024-06-21
*/

/* example: the day of the conference, after one that led to no plan
at: 2025-03-31
-- core.protection_plan --
child_id,referred_on,started_on,ended_on,source
a,,2024-06-21,,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-04-20,2024-04-03,false,cin_census
a,2024-06-21,2024-06-03,false,cin_census
-- want --
person_id
*/
