/* check
title: "An SDQ score and a reason for having none"
severity: fail
rule: SSDA903 197a
about: child
message: >-
  The child has a score and also a reason why there is none. Clear the one that is wrong.
figures:
  - {of: sdq_average, how: "the score counts, the reason says there is none"}
tables: [core.strengths_difficulties]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
select
    sdq.area_code,
    sdq.child_id as person_id,
    null as team_id,
    sdq.known_on as since,
    sdq.source_file,
    sdq.source_row
from core.strengths_difficulties as sdq
where sdq.score is not null
    and sdq.reason_not_completed is not null

/* example: both
at: 2025-03-31
-- core.strengths_difficulties --
child_id,known_on,score,reason_not_completed
a,2025-03-31,12,SDQ2
-- want --
person_id,since
a,2025-03-31
*/

/* example: one of them
at: 2025-03-31
-- core.strengths_difficulties --
child_id,known_on,score,reason_not_completed
a,2025-03-31,12,
b,2025-03-31,,SDQ2
-- want --
person_id
*/
