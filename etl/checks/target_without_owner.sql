/* check
title: "A target that nobody answers for"
severity: warn
rule: ""
rule_note: >-
  Targets have no rules of the DfE.
about: record
message: >-
  The target has no owner. Enter who answers for it.
figures:
  - {of: targets, how: "the target is shown without a name"}
tables: [core.target]
source: "Local check: targets are the authority's own"
*/
select
    target.area_code,
    null as person_id,
    null as team_id,
    target.valid_from as since,
    target.source_file,
    target.source_row
from core.target as target
cross join moment
where target.owner is null
    and coalesce(target.valid_to, date '9999-12-31') >= moment.as_at

/* example: no owner
at: 2025-03-31
-- core.target --
indicator,value,valid_from
cla,300,2024-04-01
-- want --
since
2024-04-01
*/

/* example: an owner, and a target of the past
at: 2025-03-31
-- core.target --
indicator,value,owner,valid_from,valid_to
cla,300,head of service,2024-04-01,
cla_rate,60,,2023-04-01,2024-03-31
-- want --
person_id
*/

/* example: a target that ends on the day still holds
at: 2025-03-31
-- core.target --
indicator,value,valid_from,valid_to
cla,300,2024-04-01,2025-03-31
-- want --
since
2024-04-01
*/
