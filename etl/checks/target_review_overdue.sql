/* check
title: "A target whose review is overdue"
severity: warn
rule: ""
rule_note: >-
  Targets have no rules of the DfE.
about: record
message: >-
  The day on which the target was to be reviewed has passed. Review it, and enter the next day.
figures:
  - {of: targets, how: "the target may no longer be meant"}
tables: [core.target]
source: "Local check: targets are the authority's own"
*/
select
    target.area_code,
    null as person_id,
    null as team_id,
    target.review_on as since,
    target.source_file,
    target.source_row
from core.target as target
cross join moment
where target.review_on < moment.as_at
    and coalesce(target.valid_to, date '9999-12-31') >= moment.as_at

/* example: yesterday
at: 2025-03-31
-- core.target --
indicator,value,owner,review_on,valid_from
cla,300,head of service,2025-03-30,2024-04-01
-- want --
since
2025-03-30
*/

/* example: today, and a target of the past
at: 2025-03-31
-- core.target --
indicator,value,owner,review_on,valid_from,valid_to
cla,300,head of service,2025-03-31,2024-04-01,
cla_rate,60,head of service,2024-01-01,2023-04-01,2024-03-31
-- want --
person_id
*/

/* example: a target that ends on the day still holds
at: 2025-03-31
-- core.target --
indicator,value,owner,review_on,valid_from,valid_to
cla,300,head of service,2025-01-01,2024-04-01,2025-03-31
-- want --
since
2025-01-01
*/
