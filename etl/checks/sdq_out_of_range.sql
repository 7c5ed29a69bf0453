/* check
title: "An SDQ score out of 0 to 40"
severity: fail
rule: SSDA903 180
about: child
message: >-
  The score of the strengths and difficulties questionnaire lies outside 0 to 40. Correct it.
figures:
  - {of: sdq_average, how: "the score is part of the mean"}
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
where sdq.score not between 0 and 40

/* example: 41 and below nought
at: 2025-03-31
-- core.strengths_difficulties --
child_id,known_on,score
a,2025-03-31,41
b,2025-03-31,-1
-- want --
person_id,since
a,2025-03-31
b,2025-03-31
*/

/* example: 0 and 40
at: 2025-03-31
-- core.strengths_difficulties --
child_id,known_on,score
a,2025-03-31,0
b,2025-03-31,40
-- want --
person_id
*/
