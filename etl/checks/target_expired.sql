/* check
title: "A target that ran out"
severity: warn
rule: ""
rule_note: >-
  Targets have no rules of the DfE.
about: record
message: >-
  The target was valid up to a day that has passed, and no other one holds for the indicator. Set a new one.
figures:
  - {of: targets, how: "no target is shown"}
tables: [core.target]
source: "Local check: targets are the authority's own"
*/
with
in_force as (
    select target.area_code, target.indicator
    from core.target as target
    cross join moment
    where target.valid_from <= moment.as_at
        and coalesce(target.valid_to, date '9999-12-31') >= moment.as_at
),

last_targets as (
    select *
    from core.target
    qualify row_number() over (partition by area_code, indicator order by valid_from desc, source_file, source_row) = 1
)

select
    target.area_code,
    null as person_id,
    null as team_id,
    target.valid_to as since,
    target.source_file,
    target.source_row
from last_targets as target
cross join moment
anti join in_force
    on in_force.area_code = target.area_code
    and in_force.indicator = target.indicator
where target.valid_to < moment.as_at

/* example: a target that ended yesterday
at: 2025-03-31
-- core.target --
indicator,value,valid_from,valid_to
cla,300,2024-04-01,2025-03-30
-- want --
since
2025-03-30
*/

/* example: one that ends today, and one that was followed
at: 2025-03-31
-- core.target --
indicator,value,valid_from,valid_to
cla,300,2024-04-01,2025-03-31
cla_rate,60,2023-04-01,2024-03-31
cla_rate,58,2024-04-01,
-- want --
person_id
*/

/* example: a target that begins on the day
at: 2025-03-31
-- core.target --
indicator,value,valid_from,valid_to
cla,300,2024-04-01,2025-03-30
cla,310,2025-03-31,
-- want --
person_id
*/
