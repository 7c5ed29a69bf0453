/* check
title: "A survey answer outside its scale"
severity: fail
rule: ""
rule_note: >-
  Surveys have no rules of the DfE.
about: record
message: >-
  The answer is smaller or larger than the scale of the question allows. Correct it.
figures:
  - {of: unit_resilience, how: "the answer moves the mean"}
tables: [core.survey_response]
source: "Local check: the scale that the survey states"
*/
select
    answer.area_code,
    null as person_id,
    answer.team_id as team_id,
    answer.answered_on as since,
    answer.source_file,
    answer.source_row
from core.survey_response as answer
where answer.answer < answer.scale_from
    or answer.answer > answer.scale_to

/* example: six of five
at: 2025-03-31
-- core.survey_response --
survey,wave,respondent_id,question,answer,scale_from,scale_to,team_id,answered_on
s,1,r,q,6,1,5,North,2025-01-10
-- want --
team_id,since
North,2025-01-10
*/

/* example: five of five, and a question without a scale
at: 2025-03-31
-- core.survey_response --
survey,wave,respondent_id,question,answer,scale_from,scale_to
s,1,r,q,5,1,5
s,1,r,p,99,,
-- want --
person_id
*/

/* example: nought of one to five, and one
at: 2025-03-31
-- core.survey_response --
survey,wave,respondent_id,question,answer,scale_from,scale_to,answered_on
s,1,r,q,0,1,5,2025-01-10
s,1,t,q,1,1,5,2025-01-11
-- want --
since
2025-01-10
*/
